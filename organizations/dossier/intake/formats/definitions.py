"""Lists of definitions of any format: a term and what is said of it are one item, "Founded: 1951"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from organizations.dossier.intake.blocks import BOLD, DEFINITION, Block, BlockKind
from organizations.dossier.items import Lines

_MAX_TERM = 80
_MAX_SHORT = 120
"""A longer definition behind the first is a paragraph of its own."""


def with_definitions(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each term with its definitions an item; a term that begins with a figure stays above its text."""
    held: Block | None = None
    for block in blocks:
        joined = _joined(held, block) if held and block.marker == DEFINITION else None
        if joined is None and held:
            yield held
        held = joined or (block if _is_term(block) else None)
        if held is None:
            yield block
    if held:
        yield held


def _joined(above: Block, definition: Block) -> Block | None:
    """A term, or the item that it is by now, with what is said of it; None for a long text behind the first."""
    if definition.kind != BlockKind.PARAGRAPH:
        return None
    if _is_term(above):
        return _item(above, definition)
    if len(definition.text) > _MAX_SHORT or "\n" in above.text + definition.text:
        return None
    lines = Lines(above.lines.first, definition.lines.last)
    return replace(above, text=f"{above.text}; {definition.text}", lines=lines)


def _is_term(block: Block) -> bool:
    is_line = block.kind == BlockKind.PARAGRAPH or (block.kind == BlockKind.HEADING and block.marker == BOLD)
    is_line = is_line and "\n" not in block.text and block.marker != DEFINITION
    return is_line and len(block.text) <= _MAX_TERM and not block.text[:1].isdigit() and not block.text.endswith(".")


def _item(term: Block, definition: Block) -> Block:
    text = term.text.rstrip(" :：")
    lines = Lines(term.lines.first, definition.lines.last)
    level = max(0, definition.level - 1)
    return replace(term, kind=BlockKind.ITEM, level=level, text=f"{text}: {definition.text}", lines=lines, marker="•")
