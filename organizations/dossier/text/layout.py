"""Which lines of a section are its text, which its items, and which the remark behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from organizations.dossier.document import SectionKind
from organizations.dossier.text import grammar
from organizations.dossier.text.lines import Line


@dataclass(slots=True)
class Block:
    """A line that opens an item, and the running text behind it; of an event, the subheading above it too."""

    head: Line
    body: list[Line] = field(default_factory=list)
    above: Line | None = None


Layout = tuple[list[Line], list[Block], list[Line]]


def list_layout(lines: list[Line], kind: SectionKind) -> Layout:
    """Text before the first bullet, an item a bullet, and what stands behind the last one as the remark."""
    # One way for the whole section: where one line has a bullet, a colon in another opens nothing.
    opens = grammar.bullet if any(grammar.bullet(line.words) for line in lines) else grammar.labelled
    text: list[Line] = []
    blocks: list[Block] = []
    pending: list[Line] = []
    for line in lines:
        if opens(line.words) and not line.words.startswith(grammar.ESCAPE):
            blocks += _paragraph_blocks(pending)
            pending = []
            blocks.append(Block(line))
        # Indented and close behind an item: the continuation of its line.
        elif blocks and not pending and line.blanks == 0 and line.text[0].isspace():
            blocks[-1].body.append(line)
        else:
            (pending if blocks else text).append(line)
    return text, blocks, pending


def _paragraph_blocks(lines: list[Line]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        if line.blanks == 0 and blocks:
            blocks[-1].body.append(line)
        else:
            blocks.append(Block(line))
    return blocks


def titled_layout(lines: list[Line], kind: SectionKind) -> Layout:
    """Text before the first item, then items of a title line and running text; such a section has no remark."""
    opens = _opener(lines, kind)
    text: list[Line] = []
    blocks: list[Block] = []
    for line in lines:
        if opens(line.words):
            blocks.append(Block(line))
        else:
            (blocks[-1].body if blocks else text).append(line)
    if kind == SectionKind.TIMELINE:
        _take_subheadings(text, blocks)
    return text, blocks, []


def _take_subheadings(text: list[Line], blocks: Sequence[Block]) -> None:
    """Put a heading that ends what stands before an event above that; a backslash says that it is none."""
    for lines, block in zip([text, *(block.body for block in blocks)], blocks, strict=False):
        if not lines or lines[-1].marks or not (lines[-1].blanks or (lines is text and len(lines) == 1)):
            continue
        typed = lines[-1].typed.strip()
        if grammar.subheading(typed):
            block.above = lines.pop()
        elif typed.startswith(grammar.ESCAPE) and grammar.subheading(typed.lstrip(grammar.ESCAPE)):
            lines[-1] = replace(lines[-1], text=typed[1:], whole="")


def _opener(lines: list[Line], kind: SectionKind) -> Callable[[str], object]:
    if kind == SectionKind.TIMELINE:
        return lambda words: grammar.event_head(grammar.bullet(words) or words)
    return grammar.numbered if any(grammar.numbered(line.words) for line in lines) else grammar.bullet
