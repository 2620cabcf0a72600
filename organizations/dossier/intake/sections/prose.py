"""Blocks as paragraphs: what a dossier holds of those that are no claims of their own."""

import textwrap
from collections.abc import Sequence

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.blocks import Block, BlockKind
from organizations.dossier.intake.sections.draft import Piece
from organizations.dossier.text import grammar


def prose(pieces: Sequence[Piece], kind: SectionKind | None) -> str:
    """The words of blocks as running text in a section of that kind: lines without indentation, escapes taken away.

    Paragraphs are separated by one blank line.
    """
    lines = [line.strip() for line in _text(pieces, indent=False).split("\n")]
    lines = [grammar.unescape(line, kind if kind or not at else SectionKind.OTHER) for at, line in enumerate(lines)]
    return "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1])).strip("\n")


def verbatim(pieces: Sequence[Piece]) -> str:
    """As `prose`, with the indentation that lists have in themselves."""
    lines = [grammar.unescape(line.rstrip(), SectionKind.OTHER) for line in _text(pieces, indent=True).split("\n")]
    kept = "\n".join(line for at, line in enumerate(lines) if line or (at and lines[at - 1]))
    return textwrap.dedent(kept.strip("\n")).strip()


def _text(pieces: Sequence[Piece], *, indent: bool) -> str:
    parts: list[str] = []
    before: Block | None = None
    for piece in pieces:
        if before:
            parts.append(_gap(before, piece.written))
        parts.append(_written(piece.written, indent=indent))
        if piece.written.is_header:
            parts.append("\n|" + " --- |" * len(piece.written.cells))
        before = piece.written
    return "".join(parts)


def _gap(before: Block, block: Block) -> str:
    if BlockKind.HEADING in (before.kind, block.kind) or (block.kind == BlockKind.ROW and before.table != block.table):
        return "\n\n"
    return "\n\n" if block.blanks else "\n"


def _written(block: Block, *, indent: bool) -> str:
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * max(3, block.level)} {' '.join(block.text.split())}"
        case BlockKind.ROW:
            return "| " + " | ".join(" ".join(cell.split()) for cell in block.cells) + " |"
        case BlockKind.QUOTE:
            return "\n".join(f"> {line}".rstrip() for line in block.text.split("\n"))
        case BlockKind.ITEM:
            inner = " " * (len(block.marker) + 1)
            text = f"{block.marker} {block.text}".strip() if block.marker else block.text
            return textwrap.indent(text.replace("\n", "\n" + inner), _indent(block, indent=indent))
        case _:
            return textwrap.indent(block.text, _indent(block, indent=indent))


def _indent(block: Block, *, indent: bool) -> str:
    return "  " * block.level if indent else ""
