"""Tables of one row whose header says the labels of facts, "Founded | Seat", as a row for each fact."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby, islice

from organizations.dossier.intake.blocks import Block, BlockKind
from organizations.dossier.intake.lines.facts import is_known_label
from organizations.dossier.intake.lines.marks import without_dress
from organizations.dossier.items import Lines

MIN_LABELS = 2


def with_turned_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each table of two rows whose first holds labels that dossiers state turned on its side."""
    for (kind, _table), group in groupby(blocks, lambda block: (block.kind, block.table)):
        turns = _of_table if kind == BlockKind.ROW else iter
        yield from turns(group)


def _of_table(rows: Iterator[Block]) -> Iterator[Block]:
    # A long table is not held: two rows and the beginning of a third tell.
    first = list(islice(rows, 3))
    return _turned(*first) if len(first) == 2 and _are_labels(*first) else chain(first, rows)


def _are_labels(header: Block, row: Block) -> bool:
    labels = [without_dress(cell).rstrip(" :：") for cell in header.cells]
    return (
        len(labels) == len(row.cells)
        and all(labels)
        and sum(map(is_known_label, labels)) >= max(MIN_LABELS, len(labels) / 2)
        # "Founded | 1951" over "Seat | Oslo" are labels and values already.
        and not is_known_label(without_dress(row.cells[0]).rstrip(" :："))
    )


def _turned(header: Block, row: Block) -> Iterator[Block]:
    lines = Lines(header.lines.first, row.lines.last)
    for at, cells in enumerate(zip(header.cells, row.cells, strict=True)):
        blanks = 0 if at else header.blanks
        yield replace(header, cells=cells, text=" | ".join(cells), lines=lines, is_header=False, blanks=blanks)
