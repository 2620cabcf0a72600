"""Tables, lists and headings that stand as HTML within a Markdown text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from heapq import merge

from organizations.dossier.intake.blocks import Block
from organizations.dossier.intake.formats.html import read_html
from organizations.dossier.items import Lines
from organizations.dossier.text.errors import DossierError

MAX_ELEMENTS = 500
"""So many of a text are read: a parser is made for each. What goes beyond stays text."""
_OPENS = re.compile(r"[ \t]*<(table|ul|ol|dl|h[1-6])\b[^<]*>", re.I)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")


def without_elements(text: str) -> tuple[str, list[list[Block]]]:
    """The text with empty lines where HTML stood, and the blocks of each piece of HTML, with the lines of the text."""
    if "<" not in text:
        return text, []
    lines = text.split("\n")
    found: list[list[Block]] = []
    for first, end in _elements(lines):
        with suppress(DossierError):
            blocks = read_html("\n".join(lines[first:end])).blocks
            found.append(
                [replace(each, lines=Lines(each.lines.first + first, each.lines.last + first)) for each in blocks]
            )
            lines[first:end] = [""] * (end - first)
    return "\n".join(lines), found


def in_order(blocks: Iterable[Block], elements: Sequence[Iterable[Block]]) -> Iterable[Block]:
    """The blocks of a text and of its HTML as they stand in it, their tables counted anew."""
    if not elements:
        return blocks
    sources = [((each, of) for each in source) for of, source in enumerate((blocks, *elements))]
    return _with_tables(merge(*sources, key=lambda pair: pair[0].lines.first))


def _with_tables(blocks: Iterable[tuple[Block, int]]) -> Iterator[Block]:
    numbers: dict[tuple[int, int], int] = {}
    for block, of in blocks:
        number = numbers.setdefault((of, block.table), len(numbers) + 1) if block.table else 0
        yield replace(block, table=number) if number != block.table else block


def _elements(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First line and end of each element that is closed; none in a fence of code."""
    is_code = False
    unclosed: set[str] = set()
    at = count = 0
    while at < len(lines) and count < MAX_ELEMENTS:
        is_code ^= _FENCE.match(lines[at]) is not None
        opens = None if is_code else _OPENS.match(lines[at])
        tag = opens[1].lower() if opens else ""
        end = _end(lines, at, tag) if tag and tag not in unclosed else 0
        if end:
            yield at, end
            count += 1
        elif tag:
            # Looked for once, and not at each of a thousand that nothing closes.
            unclosed.add(tag)
        at = end or at + 1


def _end(lines: Sequence[str], first: int, tag: str) -> int:
    """The line behind that which closes an element; 0 where none does."""
    marks = re.compile(rf"<(/?){tag}\b", re.I)
    depth = 0
    for at in range(first, len(lines)):
        depth += sum(-1 if mark[1] else 1 for mark in marks.finditer(lines[at]))
        if depth <= 0:
            return at + 1
    return 0
