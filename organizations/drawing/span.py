"""What is drawn, a dated claim, and where its certain and its possible days lie, in years."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

# The mean of the Gregorian calendar.
DAYS_IN_YEAR = 365.2425
LONGEST_POINT = 366  # days that are drawn as one point: a year, and everything shorter


@dataclass(frozen=True, slots=True)
class Span:
    """A dated claim: where its mark leads, what is said of it, and the four days a PublishedClaim has.

    `language` is that of the label, where it is not that of the page.
    `earliest` is date.min where the start is open, or in the first year; `latest` date.max where the end is open.
    """

    href: str
    label: str
    period: str
    earliest: date
    latest: date
    sure_start: date
    sure_end: date
    language: str = ""

    @property
    def open_start(self) -> bool:
        is_first_year = date.min < self.sure_start <= date(1, 12, 31)
        return self.earliest == date.min and not is_first_year

    @property
    def open_end(self) -> bool:
        return self.latest == date.max


def span_of(
    earliest: date | None,
    latest: date | None,
    sure_start: date | None,
    sure_end: date | None,
    *,
    href: str,
    label: str,
    period: str,
    language: str = "",
) -> Span | None:
    """The span of a claim with the four days of a PublishedClaim; None where it is undated."""
    if earliest is None or latest is None or sure_start is None or sure_end is None:
        return None
    return Span(href, label, period, earliest, latest, sure_start, sure_end, language)


@dataclass(frozen=True, slots=True)
class Era:
    """A band behind the marks, from its first day to its last; without a last day, to the end of the axis."""

    name: str
    first: date
    last: date | None


class Extent(NamedTuple):
    """Where a span lies, in years or in percent: it surely covers sure_start to sure_end, and start to end at most.

    Nothing of it is certain where sure_start comes after sure_end; it is a point where all four are one.
    """

    start: float
    sure_start: float
    sure_end: float
    end: float
    open_start: bool = False
    open_end: bool = False

    def mapped(self, place: Callable[[float], float]) -> "Extent":
        """The same elsewhere: each of its four numbers as `place` gives it."""
        start, sure_start, sure_end, end, open_start, open_end = self
        return Extent(place(start), place(sure_start), place(sure_end), place(end), open_start, open_end)

    @property
    def is_point(self) -> bool:
        return self.start == self.sure_start == self.sure_end == self.end and not (self.open_start or self.open_end)


def years(day: date) -> float:
    """A day as a number of years: 2 July 1951 is about 1951.5. Exact to a day or so."""
    return 1 + (day.toordinal() - 1) / DAYS_IN_YEAR


def extent(span: Span, first: float, now: float) -> Extent:
    """The extent of a span in years; an open start lies at `first`, an open end at `now`, or later if it must.

    A start or end that is known to the year lies in the middle of that year, so that "2008–2018" and
    "2018–2023" meet; a single year is a point there. What is not known to the year is uncertain.
    """
    earliest, latest, sure_start, sure_end = span.earliest, span.latest, span.sure_start, span.sure_end
    first_day, last_day = earliest.toordinal(), latest.toordinal()
    if last_day - first_day <= LONGEST_POINT:
        # A year and all within it is one point: "1951" and "May 1951" differ by less than a mark is wide.
        middle = 1 + ((first_day + last_day) / 2 - 1) / DAYS_IN_YEAR
        return Extent(middle, middle, middle, middle)
    open_start, open_end = span.open_start, span.open_end
    if sure_start > sure_end:
        end = now if open_end else years(latest)
        start = min(first, end) if open_start else years(earliest)
        end = max(start, end)
        return Extent(start, end, start, end, open_start, open_end)
    start, starts = (first, first) if open_start else _edge(earliest, sure_start)
    ends, end = (now, now) if open_end else _edge(sure_end, latest)
    if open_end and not open_start:
        ends = end = max(now, start)
    if open_start:
        start = starts = min(first, ends)
    return Extent(start, min(starts, end), ends, end, open_start, open_end)


def _edge(first: date, last: date) -> tuple[float, float]:
    """Both sides of an uncertain start or end in years; one and the same where it is known to the year."""
    start, end = years(first), years(last)
    if first.year == last.year:
        return (start + end) / 2, (start + end) / 2
    return start, end
