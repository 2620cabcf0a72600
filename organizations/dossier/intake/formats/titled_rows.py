"""Rows of a sheet as blocks: its header, and above it a title that fills a cell alone."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from organizations.dossier.intake.blocks import Block, BlockKind, row
from organizations.dossier.intake.lines.columns import names_columns
from organizations.dossier.items import Lines

MAX_ABOVE = 3
"""So many rows may stand above the one that names the columns."""

Row = tuple[list[str], Lines, int]
"""The cells of a row, its lines, and the empty rows above it."""


def rows_of_sheet(rows: Iterable[Row], *, table: int) -> Iterator[Block]:
    """A block for each row; what stands above a header alone in its row is the title of the sheet, then text."""
    rows = iter(rows)
    first = list(islice(rows, MAX_ABOVE + 1))
    header = next((at for at, (cells, _, _) in enumerate(first) if names_columns(cells)), 0)
    # What fills several cells above is a row of its own, and the header of nothing.
    if not all(map(_is_title, first[:header])):
        header = 0
    for at, (cells, lines, blanks) in enumerate(chain(first, rows)):
        if at < header:
            kind = BlockKind.PARAGRAPH if at else BlockKind.HEADING
            yield Block(kind=kind, text="".join(cells), lines=lines, level=0 if at else 1, blanks=blanks)
        else:
            yield row(cells, lines, table=table, is_header=at == header and names_columns(cells), blanks=blanks)


def _is_title(row: Row) -> bool:
    cells = list(filter(None, row[0]))
    return len(cells) == 1 and any(map(str.isalpha, cells[0]))
