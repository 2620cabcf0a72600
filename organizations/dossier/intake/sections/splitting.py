"""Blocks that tell of several dates, a block for each: "1981: founded; 1983: first congress"; rows with ditto marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, pairwise, zip_longest

from organizations.dossier.document import Lines, SectionKind
from organizations.dossier.intake.blocks import BOLD, Block, BlockKind
from organizations.dossier.intake.lines.date_heads import DateHead, Separator, date_head
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.intake.lines.looks import ends_abbreviated
from organizations.dossier.intake.sections.days_of_months import DAY

_NEXT_DATE = re.compile(r"[;；.。]\s*(?=(?:\*\*|__)?(?:\d|[^\W\d_]{3,12}\.?\s\d))")
"""Where another date may begin: behind a semicolon or a full stop, with a figure near."""
_LISTED = re.compile(r"(?P<label>[^\W\d_][^:;.\d]{2,40})[:：]\s+(?P<parts>[^;]+;.+)")
_DITTOS = frozenset({'"', "''", "〃", "″", "„", "“", "”", "ditto", "do.", "dto.", "idem"})
_MARKED = frozenset({Separator.COLON, Separator.DASH})


def split_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, those of several dates split; what stood between the parts goes with the words before it."""
    return (part for block in _without_dittos(blocks) for part in _below_heading(block) or _parts(block))


def _without_dittos(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, the cells of rows that say "as above" with the words above them."""
    above: Block | None = None
    for block in blocks:
        if above and above.table == block.table and not set(map(str.casefold, block.cells)).isdisjoint(_DITTOS):
            pairs = zip_longest(block.cells, above.cells[: len(block.cells)], fillvalue="")
            cells = (before if cell.casefold() in _DITTOS and before else cell for cell, before in pairs)
            block = replace(block, cells=tuple(cells))
        above = block if block.kind == BlockKind.ROW and not block.is_header else None
        yield block


def _below_heading(block: Block) -> list[Block]:
    """A heading and its items, where a paragraph is both: "KEY DATES: 1951, founded; 1960, moved to Bern"."""
    listed = _LISTED.fullmatch(" ".join(block.text.split())) if block.kind == BlockKind.PARAGRAPH else None
    known = kind_of_heading(listed["label"]) if listed else None
    if listed is None or known is None or known.kind != SectionKind.TIMELINE:
        return []
    parts = [part.strip() for part in listed["parts"].split(";") if part.strip()]
    heads = [date_head(part) for part in parts]
    if any(head is None or head.lacks_year or head.problem or not head.rest for head in heads):
        return []
    heading = replace(block, kind=BlockKind.HEADING, text=listed["label"], level=6, marker=BOLD)
    return [heading, *(replace(block, kind=BlockKind.ITEM, text=part, marker="•", blanks=0) for part in parts)]


def _parts(block: Block) -> Iterator[Block]:
    cuts = list(_cuts(block)) if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) else []
    if not cuts:
        yield block
        return
    for start, end in pairwise((0, *cuts, len(block.text))):
        text = block.text[start:end].strip()
        yield replace(block, text=text, lines=_lines(block, start, end), blanks=0 if start else block.blanks)


def _cuts(block: Block) -> Iterator[int]:
    """Where the other dates begin, each behind one of the same look: marked, of a year, with words of its own."""
    if "\n" in block.text and (days := _lines_of_days(block.text)):
        yield from days
        return
    start = 0
    for found in _NEXT_DATE.finditer(block.text):
        # The full stop of "No." or "Dr." ends no sentence.
        is_end = found[0][0] in ";；" or not ends_abbreviated(block.text[: found.start() + 1])
        if not is_end or not _is_marked(date_head(block.text[found.end() :])):
            continue
        if not _is_marked(date_head(block.text[start : found.start()])):
            return
        start = found.end()
        yield start


def _lines_of_days(text: str) -> list[int]:
    """Where the lines below a month begin, each of which begins with a day: "March", "14: Seat moved"."""
    month, *days = text.split("\n")
    if not all(map(DAY.match, days)):
        return []
    head = date_head(month)
    if head is None or head.rest or any(map(str.isdecimal, head.words[:2])):
        return []
    return list(accumulate(len(line) + 1 for line in (month, *days[:-1])))


def _is_marked(head: DateHead | None) -> bool:
    if head is None or head.lacks_year or head.problem:
        return False
    return head.separator in _MARKED and head.certain and bool(head.rest)


def _lines(block: Block, start: int, end: int) -> Lines:
    """The lines of a part, where the block has as many lines of text as of its source."""
    if block.text.count("\n") != block.lines.last - block.lines.first:
        return block.lines
    first = block.lines.first + block.text.count("\n", 0, start)
    return Lines(first, first + block.text[start:end].rstrip().count("\n"))
