"""Records as lines of CSV (RFC 4180), as they are or as a spreadsheet can be trusted with them."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from organizations.exports.records import Record

MARK = "\ufeff"
"""By what a spreadsheet knows that a file is UTF-8."""

# Wide forms too: spreadsheets in East Asian languages take them for the narrow ones.
_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet would run as a formula."""


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(kind: type[Record], records: Iterable[Record], *, for_spreadsheet: bool = False) -> Iterator[str]:
    """The lines of a CSV file of records of one kind, the names of its columns first.

    As they are, cells hold what was said, and a program reads them so. `for_spreadsheet` marks the file as UTF-8, and
    puts an apostrophe before what would be run as a formula.
    """
    writer = csv.writer(_Echo())
    if for_spreadsheet:
        yield MARK
    yield writer.writerow(kind.columns())  # it gives what `write` gives
    for record in records:
        cells = record.cells()
        yield writer.writerow([_inert(cell) for cell in cells] if for_spreadsheet else plain_row(cells))


def plain_row(cells: Iterable[object]) -> list[object]:
    """Cells as data has them."""
    # Most are words or empty: of millions the call would take longer than all else.
    return [cell if cell is None or type(cell) is str else plain(cell) for cell in cells]


def plain(cell: object) -> object:
    """A cell as data has it: days and times in ISO 8601, true and false in the words of JSON."""
    written = _WRITTEN.get(type(cell))
    return written(cell) if written else cell


_WRITTEN: dict[type, Callable[[Any], str | None]] = {
    bool: {True: "true", False: "false"}.get,
    date: date.isoformat,
    datetime: datetime.isoformat,
}


def _inert(cell: object) -> object:
    found = plain(cell)
    # Spaces before it are skipped by some of them.
    return f"'{found}" if isinstance(found, str) and found.lstrip(" ").startswith(_RUN) else found
