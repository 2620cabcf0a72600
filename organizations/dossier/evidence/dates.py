"""Dates of other formats to words, and words to the figures of other formats."""

import re
from collections.abc import Sequence

from organizations.dossier.evidence.references import period_of

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_FIGURES = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:[/ T].*)?")
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?")


def words_of(year: int, month: int = 0, day: int = 0) -> str:
    """A date in words: "3 May 2024", "May 2024", "2024". A month that is none is left away, and its day."""
    if not 1 <= month <= 12:
        return str(year)
    return " ".join([*([str(day)] if 1 <= day <= 31 else []), MONTHS[month - 1], str(year)])


def in_words(date: str) -> str:
    """A date in figures, as "2024-05-03", "2024/05/03/" and "2024///", in words; any other as it stands."""
    date = " ".join(date.split())
    found = _FIGURES.fullmatch(date.rstrip("/"))
    return words_of(*(int(figures) for figures in found.groups() if figures)) if found else date


def figures_of(text: str) -> list[Sequence[int]]:
    """The year, and the month and day where they are said: of a date one such, of a span two; none where unclear."""
    period = period_of(text)
    sides = period.edtf.split("/") if period else []
    found = [_EDTF.fullmatch(side) for side in sides]
    figures = [tuple(int(each) for each in side.groups() if each) for side in found if side]
    # Beyond 12 stand EDTF's seasons and quarters, for which other formats have no figure.
    is_read = len(figures) == len(sides) and all(len(side) < 2 or side[1] <= 12 for side in figures)
    return list(figures) if is_read else []


def is_about(text: str) -> bool:
    """Whether words say of a date that it is not exact: "c. 1951"."""
    period = period_of(text)
    return bool(period and period.approximate)
