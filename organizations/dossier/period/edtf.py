"""EDTF as it is written: "198X", "1964?", "2004-06~", "1951/1970", "2016/..", "[1863,1864]"."""

import re

from organizations.dossier.period import assemble, points
from organizations.dossier.period.points import Point
from organizations.dossier.period.value import Period, PeriodError

_DATE = r"-?(?:[0-9]{1,3}x{1,3}|[0-9]{4})(?:-(?:[0-9]{2}|xx|\?)(?:-(?:[0-9]{2}|xx|\?))?)?[?~%]?"
_WHOLE_DATE = re.compile(_DATE)
_INTERVAL = re.compile(rf"({_DATE}|\.\.)?/({_DATE}|\.\.)?")
_SET = re.compile(rf"\[({_DATE})?(\.\.|,)({_DATE})?\]")
_LONG_SET = re.compile(rf"([\[{{])((?:\.\.)?{_DATE}(?:(?:,[ ]?|\.\.){_DATE}){{0,9}}(?:\.\.)?)[\]}}]")
_PART_BY_PART = re.compile(r"[?~%]?[0-9]{4}[?~%]?-[?~%]?([0-9]{2})[?~%]?(?:-[?~%]?[0-9]{2}[?~%]?)?")
"""EDTF of level 2 says of each part of a date how sure it is; here the least sure is said of the whole."""
# What is a year, a month or a day without more is left to the reader of words, which tells "2008-12" from a span.
_BEYOND_PLAIN = re.compile(r"[0-9]x|-xx|^\{|[/?~%\[]|\.\.|^-?0[0-9]{3}$")


def is_edtf(text: str) -> bool:
    """Whether words, in lower case, are EDTF beyond a plain date by their form."""
    forms = (_WHOLE_DATE, _INTERVAL, _SET, _LONG_SET, _PART_BY_PART)
    return bool(_BEYOND_PLAIN.search(text)) and any(form.fullmatch(text) for form in forms)


def from_edtf(text: str, words: str) -> Period | None:
    """The period of words that are EDTF beyond a plain date, in lower case; None where they are not.

    Raises PeriodError where they are, but name no period.
    """
    if not _BEYOND_PLAIN.search(text):
        return None
    if (match := _PART_BY_PART.fullmatch(text)) and _is_part(match[1]):
        text = re.sub("[?~%]", "", text) + _least_sure(text)
    if _WHOLE_DATE.fullmatch(text):
        point = _point(text, words)
        return assemble.period_of(words, point, point, point.edtf)
    if match := _INTERVAL.fullmatch(text):
        return _interval(match[1] or "", match[2] or "", words)
    if match := _SET.fullmatch(text):
        return _one_of(match[1], match[2], match[3], words)
    if match := _LONG_SET.fullmatch(text):
        return _long_set(match[1], match[2], words)
    return None


def _is_part(number: str) -> bool:
    """Whether two figures behind a year are a part of it, as EDTF counts them: "~1975-96" has a range of years."""
    return 1 <= int(number) <= 12 or int(number) in points.EDTF_PARTS


def _least_sure(text: str) -> str:
    """The mark that says what all marks of a text say together."""
    marks = {mark for mark in text if mark in "?~%"}
    return "%" if len(marks) > 1 else "".join(marks)


def _long_set(opening: str, text: str, words: str) -> Period:
    """One of several dates. Raises PeriodError for all of several, and for what is open."""
    if opening == "{":
        raise PeriodError("several-periods", words=words)
    dates = [_point(each, words) for each in re.split(r",[ ]?|\.\.", text) if each]
    if len(dates) < 2 or text.startswith(".") or text.endswith("."):
        raise PeriodError("unreadable-period", words=words)
    return assemble.one_within(words, dates[0], dates[-1], "..")


def _interval(left: str, right: str, text: str) -> Period | None:
    start = _point(left, text) if left.strip(".") else None
    end = _point(right, text) if right.strip(".") else None
    if start and end:
        return assemble.span(text, start, end)
    if start:
        return assemble.open_end(text, start) if right else assemble.end_unknown(text, start)
    if end:
        return assemble.open_start(text, end) if left else assemble.start_unknown(text, end)
    return None


def _one_of(left: str | None, mark: str, right: str | None, words: str) -> Period | None:
    first, last = (_point(text, words) if text else None for text in (left, right))
    if first and last:
        return assemble.one_within(words, first, last, mark)
    if first and mark == "..":
        return assemble.at_earliest(words, first.first, first)
    return assemble.at_latest(words, last.last, last) if last and mark == ".." else None


def _point(text: str, words: str) -> Point:
    """The point of one date. Raises PeriodError."""
    # A minus before the year leaves nothing before it: a year before Christ.
    year, *rest = text.rstrip("?~%").rstrip("-").split("-")
    rest = [part for part in rest if part not in ("xx", "?", "")]
    if not year:
        raise PeriodError("before-christ", words=words)
    point = _within(year, [int(part) for part in rest], words)
    return {"?": points.unsure, "~": points.circa, "%": _both}.get(text[-1], _neither)(point)


def _within(year: str, rest: list[int], text: str) -> Point:
    if "x" in year:
        if rest or len(year) != 4:
            raise PeriodError("unreadable-period", words=text)
        return _masked(year)
    if len(rest) == 2:
        return points.day_of(int(year), rest[0], rest[1], text)
    return points.numbered_part_of(int(year), rest[0], text) if rest else points.year_of(int(year))


def _masked(year: str) -> Point:
    known, masked = int(year.rstrip("x")), year.count("x")
    if masked == 1:
        return points.decade_of(known * 10)
    if masked == 2:
        return points.century_of(known + 1)
    # "0xxx" begins with the year 1: there is no year 0 in Python's calendar, nor in ours.
    return points.years_of(max(known * 1000, 1), known * 1000 + 999, year.upper())


def _both(point: Point) -> Point:
    return points.unsure(points.circa(point))


def _neither(point: Point) -> Point:
    return point
