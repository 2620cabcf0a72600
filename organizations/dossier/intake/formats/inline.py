"""Emphasis and links of any format, as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from organizations.dossier.intake.blocks import BOLD, Block, BlockKind
from organizations.dossier.intake.formats.plain import paragraph_blocks
from organizations.dossier.intake.lines.opening_lines import MAX_HEADING
from organizations.dossier.items import Lines

_MARKS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|`|\*(?=\S)|(?<=\S)\*|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])|\](?=\()|<(?=[A-Za-z/!?])|~(?=~)"
)
"""What Markdown would take for a mark of its own."""
_SPACE = re.compile(r"\s+")
_FOLLOWED = re.compile(r"(?:https?|mailto):[^\s<>]+$", re.I)
_RAISED_NUMBERS = re.compile(r"\s*\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*[,;]?\s*")
_RAISED = str.maketrans("0123456789;-", "⁰¹²³⁴⁵⁶⁷⁸⁹,⁻", " \t\n\xa0")
_OPENS_NOTE = re.compile(r"\s*(?:[*†‡§¶#^↑]{1,4}|[(\[]?([\w-]{1,16})[.):\]])(?:\s+|$)")
_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E"})


class Run(NamedTuple):
    """Words of one look: bold, italic, a link to an address, or none of it. "\\n" in them ends a line."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    @property
    def look(self) -> tuple[bool, bool, str]:
        return self.bold, self.italic, self.href


def as_markdown(runs: Iterable[Run]) -> str:
    """The runs as Markdown, its own characters in their words escaped; white space is one space, or a tab."""
    text = "".join(part for look, group in groupby(runs, key=lambda run: run.look) for part in _marked(look, group))
    return "\n".join(filter(None, map(_spaced, text.split("\n"))))


def _spaced(line: str) -> str:
    """A line whose white space is one space each, or a tab where there is one in it."""
    # Most lines have no tab, and split() is several times as fast as the pattern.
    if "\t" not in line:
        return " ".join(line.split())
    return _SPACE.sub(lambda space: "\t" if "\t" in space[0] else " ", line.strip())


def raised(text: str) -> str:
    """What stands raised in a source: numbers in raised figures, so that they may be marks, all else as it is."""
    return text.translate(_RAISED) if _RAISED_NUMBERS.fullmatch(text) else text


def without_label(runs: Sequence[Run], label: str = "") -> list[Run]:
    """The runs of a note without what opens it: its label, a sign in the place of one, or the "^" that leads back."""
    opened = _OPENS_NOTE.match(runs[0].text)
    if opened and opened[1] not in (None, label):
        opened = None
    rest = [runs[0]._replace(text=runs[0].text[opened.end() :] if opened else runs[0].text), *runs[1:]]
    return rest if as_markdown(rest) else list(runs)


def as_words(runs: Iterable[Run]) -> str:
    """The words of the runs alone, on one line."""
    return " ".join("".join(run.text for run in runs).split())


def is_followed(href: str) -> bool:
    """Whether an address is kept: not one within the page, nor one that runs something."""
    return bool(_FOLLOWED.match(href.strip()))


def _marked(look: tuple[bool, bool, str], runs: Iterable[Run]) -> Iterator[str]:
    bold, italic, href = look
    mark = "*" * (2 * bold + italic)
    for at, line in enumerate("".join(run.text for run in runs).split("\n")):
        if at:
            yield "\n"
        core = line.strip()
        if not core:
            yield line
            continue
        start = line.index(core[0])
        text = _MARKS.sub(r"\\\g<0>", core)
        if href:
            text = f"[{text}]({href.strip().translate(_IN_ADDRESS)})"
        yield f"{line[:start]}{mark}{text}{mark}{line[start + len(core) :]}"


def words_blocks(
    kind: BlockKind, runs: Sequence[Run], lines: Lines, *, level: int = 0, marker: str = ""
) -> list[Block]:
    """The block of these runs, none where they hold no words.

    A paragraph is as in plain text: in bold type from end to end it is a heading, lines of it that each begin with a
    date, a bullet or a label are blocks each.
    """
    text = as_words(runs) if kind == BlockKind.HEADING else as_markdown(runs)
    if not text:
        return []
    if kind != BlockKind.PARAGRAPH:
        return [Block(kind=kind, text=text, lines=lines, level=level, marker=marker)]
    if len(text) <= MAX_HEADING and "\n" not in text and all(run.bold for run in runs if run.text.strip()):
        return [Block(kind=BlockKind.HEADING, text=as_words(runs), lines=lines, level=6, marker=BOLD)]
    blocks = [replace(block, lines=lines, level=_level(block, level)) for block in paragraph_blocks(text)]
    return [replace(block, marker=marker or block.marker) for block in blocks[:1]] + blocks[1:]


def _level(block: Block, level: int) -> int:
    return block.level if block.kind == BlockKind.HEADING else block.level + level
