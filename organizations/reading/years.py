"""The years that words of a question name, in the nine languages in which dates are read."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from organizations.clock import localdate
from organizations.dossier.period import Period, PeriodError, looks_like_period, parse_period

FIRST_YEAR = 1500
"""What is earlier is rather a number: "150 members"."""

_SHORT_DECADE = re.compile(r"(?:\b(années|años|anos|anni) )?(?<!\w)(\d0)(?(1)(?!\w)|(?=s\b|er\b))", re.IGNORECASE)
"""The decade of "the 90s", "90er Jahre", "années 90"."""

Years = tuple[int | None, int | None]
"""The first and the last year; None where the span is open."""


def years_in(texts: Sequence[str]) -> Years | None:
    """The years that words name, if they name nothing else: "in 2010", "1990–95", "entre 1990 et 1995", "с 2010".

    A month or a day is no span of years, unless it is written as one word: "September 2001" has its year in it.
    """
    text = _SHORT_DECADE.sub(_with_century, " ".join(texts))
    # Asked of every stretch of a question: a look is cheaper than reading a period, and most are none.
    if not looks_like_period(text):
        return None
    try:
        period = parse_period(text)
    except PeriodError:
        return None
    first, last = _bounds(period)
    if len(texts) > 1 and not _is_of_whole_years(first, last):
        return None
    years = first.year if first else None, last.year if last else None
    known = [year for year in years if year is not None]
    is_plausible = known and min(known) >= FIRST_YEAR and (years[0] or 0) <= localdate().year
    return years if is_plausible else None


def _with_century(decade: re.Match[str]) -> str:
    """A decade that is said without its century: the last one that has begun."""
    before, year = decade[1], int(decade[2])
    year += 2000 if 2000 + year <= localdate().year else 1900
    return f"{before} {year}" if before else str(year)


def years_shown(years: Years) -> str:
    """A span of years in words."""
    first, last = years
    if first is None:
        return _("until %(year)s") % {"year": last}
    if last is None:
        return _("since %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


def _bounds(period: Period) -> tuple[date | None, date | None]:
    """The first and the last day that a period can touch; None where it is open."""
    last = None if period.open_end else period.end_latest or period.start_latest
    return None if period.open_start else period.start_earliest, last


def _is_of_whole_years(first: date | None, last: date | None) -> bool:
    return (first is None or (first.month, first.day) == (1, 1)) and (
        last is None or (last.month, last.day) == (12, 31)
    )
