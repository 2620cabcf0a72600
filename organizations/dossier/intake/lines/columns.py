"""What a column of a table holds, by its name in any of the languages of `dossier/words/`."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from organizations.dossier.offices import is_office
from organizations.dossier.words import fold, listed

MAX_NAME = 60
"""A cell with more characters names no column."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = " *_:?？\t\u00a0"


class Column(StrEnum):
    """What a column of a timeline's table holds."""

    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"
    END_DATE = "end_date"
    END_YEAR = "end_year"
    END_MONTH = "end_month"
    END_DAY = "end_day"
    END_TIME = "end_time"
    DISPLAY_DATE = "display_date"
    TITLE = "title"
    TEXT = "text"
    MEDIA = "media"
    MEDIA_CREDIT = "media_credit"
    MEDIA_CAPTION = "media_caption"
    GROUP = "group"
    SOURCE = "source"
    PLACE = "place"
    NUMBER = "number"


PEOPLE = ("name", "family", "given", "country", "term", "from", "to", "office", "others")
"""The lists of words for the columns of a table of people."""


@cache
def _columns() -> dict[str, Column]:
    return {words: column for column in reversed(Column) for words in listed("timeline", column.value)}


@lru_cache(4096)
def column_of(cell: str) -> Column | None:
    """What a column holds that is called so, or None where that is not known."""
    if len(cell) > MAX_NAME:
        return None
    return Column.NUMBER if cell.strip() == "#" else _columns().get(_plain(cell))


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row names the columns of its table: at least two by a known name, or years and nothing but offices."""
    filled = [cell for cell in cells if cell.strip()]
    if any(len(cell) > MAX_NAME for cell in filled):
        return False
    known = [cell for cell in filled if column_of(cell) or _is_of_people(_plain(cell))]
    return len(known) >= 2 or (
        # "Years | Vice Chair | Treasurer"
        len(known) == 1 < len(filled)
        and _plain(known[0]) in listed("columns", "term")
        and all(is_office(cell.strip(_MARKS)) for cell in filled if cell not in known)
    )


def _is_of_people(text: str) -> bool:
    return any(text in listed("columns", name) for name in PEOPLE)


def _plain(cell: str) -> str:
    """The folded name of a column, without the word that exports hang on it: "start_date", "eventLabel"."""
    text = _HUMP.sub(" ", cell.strip(_MARKS).replace("_", " "))
    return fold(text).removesuffix(" label")
