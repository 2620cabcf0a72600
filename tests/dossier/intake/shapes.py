"""How blocks are written down in tests: a tuple each, of what a rule is about."""

import re

from organizations.dossier.intake.blocks import Block
from organizations.dossier.intake.formats.sources import blocks_of


def shapes(source: bytes | str, format: str = "plain") -> list[tuple]:
    """(kind, level, text) of each block, or (kind, cells) of a row."""
    return [shape(block) for block in blocks_of(source, format=format).blocks]


def shape(block: Block) -> tuple:
    return ("row", block.cells) if block.kind == "row" else (block.kind.value, block.level, block.text)


def texts(source: bytes | str, format: str = "plain") -> list[str]:
    return [block.text for block in blocks_of(source, format=format).blocks]


def words(text: str) -> list[str]:
    """The words of a text without marks, as they are counted."""
    return re.findall(r"[^\W_]+", text)


def words_of(source: bytes | str, format: str = "plain") -> list[str]:
    """The words of all blocks, in order."""
    return words(" ".join(texts(source, format)))
