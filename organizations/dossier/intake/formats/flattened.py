"""Tables whose cells stand on a line each, as what is copied from a page or drawn from a PDF has them."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from organizations.dossier.intake.lines.columns import PEOPLE
from organizations.dossier.intake.lines.date_heads import Separator, date_head
from organizations.dossier.words import fold, listed

MIN_COLUMNS, MAX_COLUMNS = 2, 8
MIN_ROWS, MAX_ROWS = 2, 1_000
MAX_CELL = 300
"""A longer line is no cell."""
MAX_BETWEEN = 2
"""So many empty lines may stand between two cells."""
_MARKS = " .:*_#|"


class FlatRow(NamedTuple):
    """The cells of a row, and the places of its first line and behind its last."""

    cells: list[str]
    first: int
    end: int


def flattened_rows(lines: Sequence[str], at: int) -> list[FlatRow] | None:
    """The rows of a table that begins at a line, that with the names of its columns first; none where none does.

    None where so many lines could name columns that none of the next ones begins a table either.
    """
    if not may_name_column(lines[at]):
        return []
    cells = _cells(lines, at)
    header = []
    for cell in takewhile(lambda cell: may_name_column(cell[1]), cells):
        header.append(cell)
        if len(header) > 2 * MAX_COLUMNS:
            return None
    names = [fold(words.strip(_MARKS)) for _at, words in header]
    dates = [place for place, name in enumerate(names) if name in _names_of_dates()]
    if not MIN_COLUMNS <= len(header) <= MAX_COLUMNS or not dates or len(set(names)) < len(names):
        return []
    rows = [header]
    cells = _cells(lines, header[-1][0] + 1)
    while (
        len(rows) <= MAX_ROWS
        and len(row := [cell for _name, cell in zip(header, cells, strict=False)]) == len(header)
        and _fits(row, dates)
    ):
        rows.append(row)
    found = [FlatRow([words for _at, words in row], row[0][0], row[-1][0] + 1) for row in rows]
    return found if len(found) > MIN_ROWS else []


def may_name_column(line: str) -> bool:
    """Whether a line is no more than the name of a column."""
    return len(line) <= 40 and line.casefold().strip(_MARKS) in _names()


def _cells(lines: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """The lines from there on that may be cells, each with its place, up to one that is none."""
    blanks = 0
    for place in range(at, len(lines)):
        text = lines[place].strip()
        blanks = 0 if text else blanks + 1
        if blanks > MAX_BETWEEN or len(text) > MAX_CELL:
            return
        if text:
            yield place, text


def _fits(row: Sequence[tuple[int, str]], dates: Sequence[int]) -> bool:
    """Whether the cells of a row are dates where its table has columns of them, and nowhere else."""
    return all((place in dates) == _is_date(words) or words.isdecimal() for place, (_at, words) in enumerate(row))


def _is_date(text: str) -> bool:
    head = date_head(text) if any(map(str.isdigit, text)) else None
    return head is not None and head.separator == Separator.ALONE and head.problem is None


@cache
def _names() -> frozenset[str]:
    timeline = ("date", "year", "month", "day", "end_date", "end_year", "title", "text", "place", "number", "source")
    names = (*(("timeline", name) for name in timeline), *(("columns", name) for name in PEOPLE))
    return frozenset(word.strip(_MARKS) for table, name in names for word in listed(table, name))


@cache
def _names_of_dates() -> frozenset[str]:
    tables = (("timeline", "date"), ("timeline", "year"), ("columns", "term"), ("columns", "from"), ("columns", "to"))
    return frozenset(word for table, name in tables for word in listed(table, name))
