"""Blocks: what a source of any format is made of, each with the lines it stood on."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from organizations.dossier.document import Lines


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

    `level` is that of a heading (1 to 6), or the depth of a list item (0 for the outermost) and of what stands inside
    one. `marker` is what stood before an item, as written ("•", "3."). `cells` are those of a row, `is_header` says
    that a row names its columns, `table` counts the tables of a source. `blanks` counts the empty lines above it.
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


def names_of_blocks(blocks: Iterable[Block]) -> list[str]:
    """A name for each block, made from its words: a choice finds it again in a new edition of its source."""
    names = []
    seen: Counter[str] = Counter()
    for block in blocks:
        digest = hashlib.sha256(f"{block.kind} {' '.join(block.text.split())}".encode("utf-8", "replace")).hexdigest()
        seen[digest] += 1
        names.append(f"{digest[:12]}-{seen[digest]}")
    return names
