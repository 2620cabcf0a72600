"""Gaps: the years between an organization's founding and today for which no term of office is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from organizations.dossier.gaps import uncovered
from organizations.drawing.span import Span, extent, years

LEAST = 1.01  # years: 2018 and 2019 adjoin, and two ends within a day or so are one


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without a recorded tenure, in years; the last one may last until today."""

    start: float
    end: float
    to_present: bool = False


def gaps(tenures: Iterable[Span], since: int | None, today: date) -> list[Gap]:
    """The gaps between tenures, from the founding in the year `since`, or else the first of them, until today.

    A tenure fills all of the years it may reach; what is no longer than from one year to the next is no gap.
    """
    now = years(today)
    founded = None if since is None else since + 0.5
    extents = [extent(tenure, 0, now) for tenure in tenures]
    reach = [(min(each.start, now), each.end) for each in extents]
    found = [Gap(*each) for each in uncovered(reach, LEAST, founded)]
    ends = [end for _start, end in reach] + ([] if founded is None else [founded])
    if ends and now - max(ends) > LEAST:
        found.append(Gap(max(ends), now, to_present=True))
    return found
