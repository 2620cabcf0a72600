"""Points: one side of a period, as the days it names, its EDTF, and how exact it is."""

import calendar
from dataclasses import dataclass, replace
from datetime import date

from organizations.dossier.period.value import PeriodError

TENTHS = {"early": (0, 4), "mid": (4, 7), "late": (7, 10)}
"""Which tenths of a decade or a century are its beginning, middle and end."""

SEASON_MONTHS = {1: (3, 5), 2: (6, 8), 3: (9, 11), 4: (12, 14)}
"""The months of spring, summer, autumn and winter; the 14th is February of the next year."""

SEASON_EDTF, QUARTER_EDTF, HALF_EDTF = 20, 32, 39
"""EDTF numbers seasons from 21, quarters from 33, halves from 40, in the place of a month."""

EDTF_PARTS = frozenset({*range(21, 25), *range(33, 37), 40, 41})


@dataclass(slots=True)
class Point:
    """One side of a period: the first and last day it names, its EDTF, and the years it may be off either way."""

    first: date
    last: date
    edtf: str
    approximate: bool = False
    slack: int = 0

    @property
    def earliest(self) -> date:
        return moved(self.first, -self.slack)

    @property
    def latest(self) -> date:
        return moved(self.last, self.slack)

    @property
    def span(self) -> int:
        """How many years it names, where these are whole; else 0."""
        is_whole = (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        return self.last.year - self.first.year + 1 if is_whole else 0


def year_of(year: int) -> Point:
    """A year, 1 to 2999. Raises PeriodError."""
    # Beyond it is rather a number than a year; what is added to a year stays below 9999, Python's last.
    if not 1 <= year <= 2999:
        raise PeriodError("no-such-year", year=str(year)[:12])
    return Point(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def decade_of(first: int) -> Point:
    """The ten years from a year on that ends in 0. Raises PeriodError."""
    if first % 10 or not 10 <= first <= 2990:
        raise PeriodError("no-such-year", year=f"{first}s")
    return Point(date(first, 1, 1), date(first + 9, 12, 31), f"{first // 10:03}X")


def century_of(number: int) -> Point:
    """The hundred years of a century: the 20th is 1900 to 1999. Raises PeriodError."""
    if not 1 <= number <= 29:
        raise PeriodError("no-such-century", number=number)
    first = (number - 1) * 100
    return Point(date(first or 1, 1, 1), date(first + 99, 12, 31), f"{number - 1:02}XX")


def month_of(year: int, month: int, text: str) -> Point:
    """A month. Raises PeriodError."""
    year_of(year)
    if not 1 <= month <= 12:
        raise PeriodError("no-such-month", words=text, number=str(month))
    return Point(date(year, month, 1), _month_end(year, month), f"{year:04}-{month:02}")


def day_of(year: int, month: int, day: int, text: str) -> Point:
    """A day. Raises PeriodError."""
    last = month_of(year, month, text).last.day
    if not 1 <= day <= last:
        raise PeriodError("no-such-day", month=month, year=str(year), last=last, day=day)
    return Point(date(year, month, day), date(year, month, day), f"{year:04}-{month:02}-{day:02}")


def season_of(year: int, season: int) -> Point:
    """A season of the northern half of the earth, of whole months; winter ends in the year after."""
    first, last = SEASON_MONTHS[season]
    return _months(year, first, last, SEASON_EDTF + season)


def quarter_of(year: int, quarter: int) -> Point:
    """A quarter of a year, 1 to 4."""
    return _months(year, quarter * 3 - 2, quarter * 3, QUARTER_EDTF + quarter)


def half_of(point: Point, half: int, text: str) -> Point:
    """The first or second half of a year, a decade or a century. Raises PeriodError for another span."""
    if half > 2 or point.approximate:
        raise PeriodError("part-of-no-span", words=text)
    if point.span == 1:
        return _months(point.first.year, half * 6 - 5, half * 6, HALF_EDTF + half)
    return _tenths(point, (half * 5 - 5, half * 5), text)


def part_of(point: Point, part: str, text: str) -> Point:
    """What is early, mid or late in a point. Raises PeriodError where it has no parts."""
    if point.approximate:
        raise PeriodError("part-of-no-span", words=text)
    if point.span == 1:
        first = {"early": 1, "mid": 5, "late": 9}[part]
        return _about(point, date(point.first.year, first, 1), _month_end(point.first.year, first + 3))
    # A month, and no day of it.
    if point.first.replace(day=1) == point.last.replace(day=1) and point.first < point.last:
        first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, point.last.day)}[part]
        return _about(point, point.first.replace(day=first), point.first.replace(day=last))
    return _tenths(point, TENTHS[part], text)


def circa(point: Point) -> Point:
    """About then: a year either way."""
    return replace(point, edtf=point.edtf.rstrip("~?") + "~", approximate=True, slack=1)


def unsure(point: Point) -> Point:
    """Perhaps then, as in "1964?": a year either way."""
    mark = "%" if point.edtf.endswith("~") else "?"
    return replace(point, edtf=point.edtf.rstrip("~?") + mark, approximate=True, slack=1)


def moved(day: date, years: int) -> date:
    """The same day some years on, or the last of its month; never beyond what a calendar holds."""
    if not years:
        return day
    year = min(max(day.year + years, 1), 9999)
    # 29 February is there only every fourth year.
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _months(year: int, first: int, last: int, number: int) -> Point:
    year_of(year)
    end = _month_end(year + (last > 12), (last - 1) % 12 + 1)
    return Point(date(year, first, 1), end, f"{year:04}-{number}")


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _tenths(point: Point, tenths: tuple[int, int], text: str) -> Point:
    # The first century begins with the year 1, and is counted from 0.
    first_year = point.first.year - point.first.year % 10
    length = point.last.year - first_year + 1
    # The first century has 99 years: there is no year 0.
    if point.span not in (10, 99, 100):
        raise PeriodError("part-of-no-span", words=text)
    first, last = (first_year + tenth * length // 10 for tenth in tenths)
    return _about(point, date(first or 1, 1, 1), date(last - 1, 12, 31))


def _about(point: Point, first: date, last: date) -> Point:
    return Point(first, last, point.edtf.rstrip("~?") + "~", approximate=True)


def years_of(first: int, last: int, edtf: str) -> Point:
    """Whole years, from one to another."""
    return Point(date(year_of(first).first.year, 1, 1), year_of(last).last, edtf)


def numbered_part_of(year: int, number: int, text: str) -> Point:
    """What EDTF writes behind a year: a month, a season (21 to 24), a quarter (33 to 36), a half (40, 41)."""
    if 21 <= number <= 24:
        return season_of(year, number - SEASON_EDTF)
    if 33 <= number <= 36:
        return quarter_of(year, number - QUARTER_EDTF)
    if 40 <= number <= 41:
        return half_of(year_of(year), number - HALF_EDTF, text)
    return month_of(year, number, text)
