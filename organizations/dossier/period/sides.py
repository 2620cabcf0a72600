"""Sides: what one side of a period says, what it borrows from the other, and the point that comes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from organizations.dossier.period import points
from organizations.dossier.period.points import Point
from organizations.dossier.period.tokens import Token
from organizations.dossier.period.value import PeriodError
from organizations.dossier.period.vocabulary import Word

# As long as offices and programmes last; "1999–35" is rather a slip.
ROLLOVER = 25
"""How many years later the second year of "1999–00" may be, in the next century."""

RANGE_OF_YEARS = 20
"""How many years "1914-21" spans at most: "2001-21" is EDTF's spring of 2001, as no shorter range of years is."""

_ORDERS = frozenset({"", "Y", "M", "D", "MY", "YM", "DM", "MD", "DMY", "MDY", "YMD", "YDM", "MYD", "DY", "YD"})
"""In which order day, month and year may stand; "DY" and "YD" borrow a month from the other side."""


@dataclass(slots=True)
class Side:
    """What one side says; 0 and "" where it says nothing. A decade below 100 has borrowed no century yet.

    `digits` is the number that is its day, as written; `order` the letters of day, month and year as they stand.
    """

    year: int = 0
    last_year: int = 0
    month: int = 0
    day: int = 0
    season: int = 0
    quarter: int = 0
    half: int = 0
    part: str = ""
    decade: int = -1
    century: int = 0
    is_circa: bool = False
    is_unsure: bool = False
    is_fiscal: bool = False
    digits: str = ""
    order: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is nothing but a number of one or two figures."""
        return self.order == "D" and not self.has_years and not self.has_part

    @property
    def has_years(self) -> bool:
        return bool(self.year or self.century) or self.decade >= 0

    @property
    def has_part(self) -> bool:
        """Whether it names a part of a year, or of several."""
        return bool(self.season or self.quarter or self.half or self.part)

    @property
    def in_year(self) -> tuple[int, int]:
        """Where in a year it is: a month and a day, as far as they order what is in one year."""
        return self.month or self.season * 3 or self.quarter * 3 or self.half * 6, self.day


_LETTERS = {"year": "Y", "month": "M", "day": "D"}


def side_of(tokens: Sequence[Token], text: str, *, in_era: bool = False) -> Side:
    """What the tokens of one side say; `in_era` ("AD 30"), numbers below 1000 are years. Raises PeriodError."""
    parts: dict[str, Any] = {}
    order = ""
    for name, value in _fields_of(_joined(tokens), text, in_era=in_era):
        if name in parts:
            raise unreadable(tokens, text)
        parts[name] = value
        order += _LETTERS.get(name, "")
    if order not in _ORDERS or not parts:
        raise unreadable(tokens, text)
    return Side(**parts, order=order)


def unreadable(tokens: Sequence[Token], text: str) -> PeriodError:
    """The error for tokens that say no period."""
    years = [token.text for token in tokens if token.kind == Word.NUMBER and len(token.text) > 2]
    return PeriodError("no-such-year", year=years[0][:12]) if years else PeriodError("unreadable-period", words=text)


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with each century, quarter and half counted by its ordinal, before it or behind it."""
    kept: list[Token] = []
    for token in tokens:
        before = kept[-1] if kept else None
        if before and token.kind in _COUNTED and before.kind == Word.ORDINAL:
            kept[-1] = Token(token.kind, before.value, "")
        elif before and token.kind == Word.ORDINAL and before.kind in _COUNTED and before.text:
            kept[-1] = Token(before.kind, token.value, "")
        elif token.kind == Word.DECADE_OF and before and before.kind in (Word.YEAR, Word.NUMBER):
            kept[-1] = Token(Word.DECADE, before.value, before.text)
        elif token.kind in (Word.YEAR, Word.NUMBER) and before and before.kind == Word.DECADE_OF:
            kept[-1] = Token(Word.DECADE, token.value, token.text)
        elif token.kind != Word.DECADE_OF or not before or before.kind != Word.DECADE:
            kept.append(token)
    return kept


_COUNTED = {Word.CENTURY: "century", Word.QUARTER: "quarter", Word.HALF: "half"}
_NAMED = {Word.MONTH: "month", Word.SEASON: "season", Word.PART: "part", Word.DECADE: "decade", Word.YEAR: "year"}
_FLAGS = {Word.CIRCA: "is_circa", Word.UNSURE: "is_unsure", Word.FISCAL: "is_fiscal"}


def _fields_of(tokens: Sequence[Token], text: str, *, in_era: bool) -> Iterator[tuple[str, object]]:
    """What tokens say, by the names of the fields of a Side."""
    has_month = any(token.kind == Word.MONTH for token in tokens)
    is_fiscal = any(token.kind == Word.FISCAL for token in tokens)
    for token in tokens:
        kind, value = token.kind, token.value
        if kind in _FLAGS:
            yield _FLAGS[kind], True
        elif kind in _NAMED:
            yield _NAMED[kind], value
        elif kind in _COUNTED and not token.text:
            yield _COUNTED[kind], value
        elif kind == Word.ORDINAL:
            yield "day", value
        elif kind == Word.NUMBER and len(token.text) <= 2:
            yield from (("day", value), ("digits", token.text))
        elif kind == Word.NUMBER and len(token.text) == 3 and (in_era or has_month):
            yield "year", value
        elif isinstance(value, tuple) and kind == Word.PAIR:
            yield from _pair(value, text, is_fiscal=is_fiscal)
        elif isinstance(value, tuple):
            yield from _DATES[kind](value, text)
        else:
            raise unreadable(tokens, text)


def _day(value: tuple[int, ...], text: str) -> Iterator[tuple[str, int]]:
    return iter(zip(("year", "month", "day"), value, strict=True))


def _numeric(value: tuple[int, ...], text: str) -> Iterator[tuple[str, int]]:
    """Day and month in numbers, where they can be read in one order only. Raises PeriodError."""
    one, other, year = value
    # "05/05/1990" has one reading in either order.
    if one != other and max(one, other) <= 12:
        first, second = f"{year}-{other:02}-{one:02}", f"{year}-{one:02}-{other:02}"
        raise PeriodError("two-readings", words=text, first=first, second=second)
    day, month = (one, other) if other <= 12 else (other, one)
    yield from (("day", day), ("month", month), ("year", year))


@dataclass(frozen=True, slots=True)
class Pair:
    """What a year and two figures can be, "2008-12": a part of the year by its EDTF number, or years up to a last.

    With a slash, two years that follow each other are a fiscal year.
    """

    year: int
    number: int
    last_year: int
    has_slash: bool

    @property
    def is_part(self) -> bool:
        """Whether it is read as a month, or another part of the year that EDTF numbers."""
        if self.has_slash and self.last_year == self.year + 1:
            return False
        if 1 <= self.number <= 12:
            return True
        is_near = bool(self.last_year) and self.last_year - self.year < RANGE_OF_YEARS
        return self.number in points.EDTF_PARTS and not is_near

    @property
    def has_two_readings(self) -> bool:
        return bool(self.last_year) and (1 <= self.number <= 12 or self.number in points.EDTF_PARTS)


def pair_of(value: tuple[int, ...]) -> Pair:
    """What the year and the two figures of a token can be."""
    year, number, has_slash = value
    return Pair(year, number, later_year(year, number, 100), bool(has_slash))


def later_year(year: int, number: int, base: int) -> int:
    """The year that ends in the figures of a number, after another one; 0 where that is too far."""
    # “1939–45” takes the century of its first year, “1951–9” the decade.
    last = year // base * base + number
    if last > year:
        return last
    # Across the end of a century alone: "1999–5" is no span.
    return last + base if base == 100 and last + base - year <= ROLLOVER and last < year else 0


def _pair(value: tuple[int, ...], text: str, *, is_fiscal: bool = False) -> Iterator[tuple[str, int]]:
    pair = pair_of(value)
    year, number = pair.year, pair.number
    if not pair.is_part and not pair.last_year:
        raise PeriodError("reversed-or-month", words=text)
    yield "year", year
    if not pair.is_part or (is_fiscal and pair.last_year == year + 1):
        yield "last_year", pair.last_year
    elif number <= 12:
        yield "month", number
    elif number <= 24:
        yield "season", number - points.SEASON_EDTF
    else:
        yield ("half", number - points.HALF_EDTF) if number > 39 else ("quarter", number - points.QUARTER_EDTF)


_DATES = {Word.DAY: _day, Word.NUMERIC: _numeric}


def completed(left: Side, right: Side, text: str, *, in_era: bool = False) -> tuple[Side, Side]:
    """Both sides, each lent what it leaves to the other: "March–June 2014", "7–9 April 1948", "1939–45"."""
    if right.is_number:
        right = _second_number(left, right, text)
    elif left.is_number:
        left = _first_number(left, right, in_era=in_era)
    if right.order in ("DY", "YD") and left.month:
        right = replace(right, month=left.month)
    if left.order == "YD" and not right.has_years:  # "1944, 1–22 July"
        left = replace(left, month=right.month)
    if right.has_years and not left.has_years:
        left = _in_years_of(right, left, -1 if left.in_year > right.in_year else 0)
    elif left.has_years and not right.has_years:
        if right.part and not left.part and not right.in_year[0]:  # "1990 – Late growth": the word is the text's
            raise PeriodError("unreadable-period", words=text)
        right = _in_years_of(left, right, 1 if right.in_year < left.in_year else 0)
    # "1980s and 90s": the century of the one before it.
    if 0 <= right.decade < 100:
        right = replace(right, decade=max(left.year, left.decade) // 100 * 100 + right.decade)
    return left, right


def _second_number(left: Side, right: Side, text: str) -> Side:
    """The number behind a dash: a day where the other side ends in one, else the end of a year, as in "1939–45"."""
    if "D" in left.order:
        if left.order.endswith("Y"):  # "4 June 1984 – 25th anniversary"
            raise PeriodError("unreadable-period", words=text)
        return replace(right, month=left.month, year=left.year)
    if not left.year or not right.digits:
        return right
    year = later_year(left.year, right.day, 10 ** len(right.digits))
    if not year:
        raise PeriodError("reversed-or-month", words=text)
    return replace(right, year=year, day=0, digits="", order="Y")


def _first_number(left: Side, right: Side, *, in_era: bool) -> Side:
    """The number before a dash: a day, the count of a century, or a year of our era ("30–100 AD")."""
    if right.month:
        return replace(left, month=right.month)
    if right.century:
        return replace(left, century=left.day, day=0, digits="", order="")
    return replace(left, year=left.day, day=0, digits="", order="Y") if in_era else left


def _in_years_of(side: Side, other: Side, later: int) -> Side:
    """The other side in the year, the decade or the century of this one; "25 Dec–2 Jan 2016" begins in 2015."""
    # Of two days in one month the order is a slip, not the end of a year.
    later = later if side.month != other.month or side.season != other.season else 0
    return replace(other, year=side.year and side.year + later, decade=side.decade, century=side.century)


def point_of(side: Side, text: str) -> Point:
    """The point that a side names. Raises PeriodError."""
    point = _named(side, text)
    if side.half:
        point = points.half_of(point, side.half, text)
    if side.part:
        point = points.part_of(point, side.part, text)
    if side.is_circa or (side.is_fiscal and not side.last_year):
        point = points.circa(point)
    return points.unsure(point) if side.is_unsure else point


def _named(side: Side, text: str) -> Point:
    """The point of a side as it is without "late", "about" and the like."""
    if not side.has_years or (side.year and (side.century or side.decade >= 0)):
        raise PeriodError("no-year" if side.month or side.has_part else "unreadable-period", words=text)
    if 0 <= side.decade < 100 and not side.century:
        raise PeriodError("no-century", words=text)
    if side.decade >= 0:
        return points.decade_of(side.decade + (side.century - 1) * 100 * (side.decade < 100 and side.century > 0))
    if side.century:
        return points.century_of(side.century)
    if side.season:
        return points.season_of(side.year, side.season)
    if side.last_year:
        return points.years_of(side.year, side.last_year, f"{side.year:04}/{side.last_year:04}")
    if side.quarter:
        return points.quarter_of(side.year, side.quarter)
    if side.digits or side.day:
        if not side.month:
            raise PeriodError("unreadable-period", words=text)
        return points.day_of(side.year, side.month, side.day, text)
    return points.month_of(side.year, side.month, text) if side.month else points.year_of(side.year)
