"""Blocks: what a source of any format is made of, each with the lines it stood on."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from organizations.dossier.document import Lines

# Markers: of a heading that only bold type shows, of a paragraph that says something of the term above it.
BOLD, DEFINITION = "**", ":"


class BlockKind(StrEnum):
    """What a block is by the marks of its format."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a source. `text` holds its words in one or more lines, inline Markdown (emphasis, links) kept.

    `level` is that of a heading (1 to 6), or the depth of a list item (0 for the outermost); what stands inside an
    item, or is indented below a line, has a level more than that. `marker` is what stood before an item, as written
    ("•", "3."); it is "**" for a heading of level 6 that only bold type shows, "---" for the CODE
    that is a file's front matter. `cells` are those of a row, and `text` all of them; `is_header` says that a row
    names its columns, `table` counts the tables of a source from 1. `blanks` counts the empty lines above it.
    """

    kind: BlockKind
    text: str
    lines: Lines
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    is_header: bool = False
    table: int = 0
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """What the reader of a format finds: blocks in their order, and the title and language that a source states.

    `left_out` are words of the source that are in no block: those of the headers and comments of a file.
    """

    blocks: Iterable[Block]
    title: str = ""
    language: str = ""
    left_out: str = ""


def row(cells: Iterable[str], lines: Lines, *, table: int, is_header: bool = False, blanks: int = 0) -> Block:
    """The block of a table's row."""
    cells = tuple(cells)
    text = " | ".join(filter(None, cells))
    return Block(
        kind=BlockKind.ROW, text=text, lines=lines, cells=cells, is_header=is_header, table=table, blanks=blanks
    )


def names_of_blocks(blocks: Iterable[Block]) -> list[str]:
    """A name for each block, made from its words: a choice finds it again in a new edition of its source."""
    names = []
    seen: Counter[str] = Counter()
    for block in blocks:
        digest = hashlib.sha256(f"{block.kind} {' '.join(block.text.split())}".encode("utf-8", "replace")).hexdigest()
        # Counted, for the same words may come twice, and a choice on the second must stay with it.
        seen[digest] += 1
        names.append(f"{digest[:12]}-{seen[digest]}")
    return names
