"""Periods as authors write them: "1951–1970s" becomes bounds, open ends, an approximation and an EDTF string.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019; every string written here is in it.
Choices where usage differs: a decade or century named alone is some time within it ("19th century" is EDTF 18XX,
1800 to 1899); early, mid and late are its first four, middle three and last three tenths; circa is one year
either way; "1939–45" is a range of years, so "2014-06" is no month and is refused.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from organizations.dossier.messages import Fault

MAX_LENGTH = 60

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_PRESENT = frozenset({"present", "now", "today", "ongoing"})
_SINCE = frozenset({"since", "from"})
_UNTIL = frozenset({"until", "till", "to"})
_CIRCA = frozenset({"c", "ca", "circa", "about", "around", "~"})
_TENTHS = {"early": (0, 4), "mid": (4, 7), "late": (7, 10)}
_VOCABULARY = frozenset(_MONTHS) | _PRESENT | _SINCE | _UNTIL | _CIRCA | frozenset(_TENTHS) | {"century", "the", ","}
_DASHES = frozenset("–—−-")
_TOKEN = re.compile(r"[0-9]+(?:s|st|nd|rd|th)?(?![a-z0-9])|[a-z]+\.?|\S")
_NUMBER = re.compile(r"[0-9]+(?:s|st|nd|rd|th)?")
_YEAR = re.compile(r"[12][0-9]{3}")
_DECADE = re.compile(r"[12][0-9]{2}0s")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")


class PeriodError(Fault):
    """A period that is reversed, impossible or unreadable; the message says why, for its author."""

    parameters = {
        "no-period": (),
        "period-too-long": ("max_length",),
        "unreadable-period": ("words",),
        "reversed-period": ("words",),
        "reversed-or-month": ("words",),
        "no-such-year": ("year",),
        "no-such-century": ("number",),
        "no-such-day": ("month", "year", "last", "day"),
        "part-of-no-span": ("words",),
    }


class Overlap(StrEnum):
    """How a period meets a stretch of days: whatever its true dates are, for some of them, or never."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period: its words as written, the bounds of its start and of its end (days, both included).

    The start is None where it is not known (`open_start`), the end where it is still to come (`open_end`).
    """

    words: str
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    open_start: bool = False
    open_end: bool = False
    approximate: bool = False
    edtf: str

    @property
    def reach(self) -> tuple[date, date]:
        """The first and the last day it can touch; far past and far future where open."""
        return self.start_earliest or date.min, self.end_latest or date.max

    @property
    def core(self) -> tuple[date, date]:
        """Days (a, b) such that it surely starts by a and surely lasts until b; a may come after b."""
        first, last = self.reach
        return (
            date.min if self.open_start else min(self.start_latest or date.max, last),
            date.max if self.open_end else max(self.end_earliest or date.min, first),
        )

    def overlap(self, first: date, last: date | None) -> Overlap:
        """How it meets the days from `first` to `last`; without `last`, from `first` on."""
        last = last or date.max
        starts, ends = self.core
        if starts <= last and ends >= first:
            return Overlap.CERTAIN
        earliest, latest = self.reach
        return Overlap.POSSIBLE if earliest <= last and latest >= first else Overlap.NONE


@dataclass(frozen=True, slots=True)
class _Point:
    """One side of a period: the first and last day it names, its EDTF, and the years it may be off either way."""

    first: date
    last: date
    edtf: str
    approximate: bool = False
    slack: int = 0

    @property
    def earliest(self) -> date:
        return _moved(self.first, -self.slack)

    @property
    def latest(self) -> date:
        return _moved(self.last, self.slack)


def looks_like_period(words: str) -> bool:
    """Whether words are made of nothing but numbers, dashes and the vocabulary of periods.

    True does not promise that `parse_period` can read them: "31 February 2016" looks like a period.
    """
    if not 3 <= len(words.strip()) <= MAX_LENGTH or not any(char in "0123456789" for char in words):
        return False
    return all(
        token in _DASHES or token in _VOCABULARY or _NUMBER.fullmatch(token) is not None for token in _tokens(words)
    )


def parse_period(words: str) -> Period:
    """The period that words say. Raises PeriodError, with the reason, when they say none."""
    words = words.strip()
    if not words:
        raise PeriodError("no-period")
    if len(words) > MAX_LENGTH:
        raise PeriodError("period-too-long", max_length=MAX_LENGTH)
    tokens = _tokens(words)
    left, right = _sides(tokens)
    if right is None and left and left[0] in _SINCE:
        return _open_end(words, _point(left[1:], words))
    if not left and right:
        return _open_start(words, _point(right, words))
    if right is None:
        point = _point(left, words)
        return _period(words, point, point, point.edtf)
    if left and left[0] in _SINCE:
        left = left[1:]
    if len(right) == 1 and right[0] in _PRESENT:
        return _open_end(words, _point(left, words))
    return _span(words, *_complete(left, right, words))


def _tokens(words: str) -> list[str]:
    """Lower-case tokens, a full stop behind an abbreviation dropped: "c. 1995" is c, 1995."""
    return [token.rstrip(".") or token for token in _TOKEN.findall(words.casefold())]


def _sides(tokens: Sequence[str]) -> tuple[list[str], list[str] | None]:
    """What stands before and after the dash; no right side without one, no left side behind "until"."""
    tokens = _join_iso(_without_fillers(tokens))
    if tokens and tokens[0] in _UNTIL:
        return [], list(tokens[1:])
    cuts = [at for at, token in enumerate(tokens) if token in _DASHES or (at and token in _UNTIL)]
    if not cuts:
        return list(tokens), None
    return list(tokens[: cuts[0]]), list(tokens[cuts[0] + 1 :])


def _without_fillers(tokens: Sequence[str]) -> list[str]:
    """Tokens without "the", and without the dash of "mid-1990s"."""
    kept: list[str] = []
    for token in tokens:
        if token == "the" or (token in _DASHES and kept and kept[-1] in _TENTHS):
            continue
        kept.append(token)
    return kept


def _join_iso(tokens: Sequence[str]) -> list[str]:
    """Tokens with "1948", "-", "04", "-", "07" as the day, month and year they stand for."""
    kept = list(tokens)
    at = 0
    while at + 4 < len(kept):
        year, dash, month, dash2, day = kept[at : at + 5]
        is_iso = dash == dash2 == "-" and _YEAR.fullmatch(year) and len(month) == len(day) == 2
        if is_iso and month.isdecimal() and 1 <= int(month) <= 12:
            kept[at : at + 5] = [day, calendar.month_name[int(month)].casefold(), year]
        at += 1
    return kept


def _complete(left: list[str], right: list[str], words: str) -> tuple[_Point, _Point]:
    """Both points, each side lent what it leaves to the other: "March–June 2014", "7–9 April 1948", "1939–45"."""
    if len(left) == 1 and (left[0] in _MONTHS or _is_day(left[0])) and len(right) >= 2:
        left = left + right[1 if left[0] in _MONTHS or len(right) == 3 else 0 :]
        left = left[-3:] if left[0] not in _MONTHS else [left[0], right[-1]]
    elif len(left) == 2 and left[1] in _MONTHS and _is_day(left[0]) and len(right) == 3:
        left = [*left, right[-1]]
    if len(right) == 1 and re.fullmatch(r"[0-9]{2}", right[0]) and left and _YEAR.fullmatch(left[-1]):
        right = [left[-1][:2] + right[0]]
        if right[0] <= left[-1]:
            raise PeriodError("reversed-or-month", words=words)
    return _point(left, words), _point(right, words)


def _is_day(token: str) -> bool:
    return re.fullmatch(r"[0-9]{1,2}", token) is not None


def _point(tokens: Sequence[str], words: str) -> _Point:
    """The point that one side's tokens say. Raises PeriodError."""
    if tokens and tokens[0] in _CIRCA:
        return _circa(_point(tokens[1:], words))
    if tokens and tokens[0] in _TENTHS:
        return _claim(_point(tokens[1:], words), _TENTHS[tokens[0]], words)
    match [token for token in tokens if token != ","]:
        case [year] if _YEAR.fullmatch(year):
            return _Point(date(int(year), 1, 1), date(int(year), 12, 31), year)
        case [decade] if _DECADE.fullmatch(decade):
            first = int(decade[:4])
            return _Point(date(first, 1, 1), date(first + 9, 12, 31), f"{first // 10}X")
        case [ordinal, "century"] if match := _ORDINAL.fullmatch(ordinal):
            return _century(int(match[1]))
        case [month, year] if month in _MONTHS and _YEAR.fullmatch(year):
            return _month(int(year), _MONTHS[month])
        case [day, month, year] if month in _MONTHS and _is_day(day) and _YEAR.fullmatch(year):
            return _day(int(year), month, int(day))
        case [month, day, year] if month in _MONTHS and _is_day(day) and _YEAR.fullmatch(year):
            return _day(int(year), month, int(day))
    raise _unreadable(tokens, words)


def _unreadable(tokens: Sequence[str], words: str) -> PeriodError:
    years = [token for token in tokens if token.isdecimal() and len(token) > 2 and not _YEAR.fullmatch(token)]
    if years:
        return PeriodError("no-such-year", year=years[0][:12])
    return PeriodError("unreadable-period", words=words)


def _century(number: int) -> _Point:
    if not 11 <= number <= 29:
        raise PeriodError("no-such-century", number=number)
    first = (number - 1) * 100
    return _Point(date(first, 1, 1), date(first + 99, 12, 31), f"{number - 1}XX")


def _month(year: int, month: int) -> _Point:
    last = calendar.monthrange(year, month)[1]
    return _Point(date(year, month, 1), date(year, month, last), f"{year}-{month:02}")


def _day(year: int, month_name: str, day: int) -> _Point:
    month = _MONTHS[month_name]
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise PeriodError("no-such-day", month=month, year=str(year), last=last, day=day)
    return _Point(date(year, month, day), date(year, month, day), f"{year}-{month:02}-{day:02}")


def _circa(point: _Point) -> _Point:
    return replace(point, edtf=point.edtf.removesuffix("~") + "~", approximate=True, slack=1)


def _moved(day: date, years: int) -> date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))


def _claim(point: _Point, tenths: tuple[int, int], words: str) -> _Point:
    length = point.last.year - point.first.year + 1
    if point.approximate or length not in (10, 100):
        raise PeriodError("part-of-no-span", words=words)
    first, last = (point.first.year + tenth * length // 10 for tenth in tenths)
    return _Point(date(first, 1, 1), date(last - 1, 12, 31), point.edtf + "~", approximate=True)


def _span(words: str, left: _Point, right: _Point) -> Period:
    if right.last < left.first:
        raise PeriodError("reversed-period", words=words)
    approximate = left.approximate or right.approximate
    edtf = f"{_edge(left, left.first, approximate)}/{_edge(right, right.last, approximate)}"
    return _period(words, left, right, edtf)


def _edge(point: _Point, day: date, plain: bool) -> str:
    """A point's EDTF within an interval, where masked digits go with neither ~ nor an open side."""
    return f"{day.year}~" if plain and "X" in point.edtf else point.edtf


def _period(words: str, start: _Point, end: _Point, edtf: str) -> Period:
    return Period(
        words=words,
        start_earliest=start.earliest,
        start_latest=start.latest,
        end_earliest=end.earliest,
        end_latest=end.latest,
        approximate=start.approximate or end.approximate,
        edtf=edtf,
    )


def _open_end(words: str, start: _Point) -> Period:
    return Period(
        words=words,
        start_earliest=start.earliest,
        start_latest=start.latest,
        end_earliest=None,
        end_latest=None,
        open_end=True,
        approximate=start.approximate,
        edtf=f"{_edge(start, start.first, True)}/..",
    )


def _open_start(words: str, end: _Point) -> Period:
    return Period(
        words=words,
        start_earliest=None,
        start_latest=None,
        end_earliest=end.earliest,
        end_latest=end.latest,
        open_start=True,
        approximate=end.approximate,
        edtf=f"../{_edge(end, end.last, True)}",
    )
