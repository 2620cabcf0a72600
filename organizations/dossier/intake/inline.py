"""Emphasis and links of any format, as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from organizations.dossier.intake.blocks import Block, BlockKind
from organizations.dossier.intake.plain import BOLD, MAX_HEADING
from organizations.dossier.items import Lines

_MARKS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|`|\*(?=\S)|(?<=\S)\*|(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])|\](?=\()|<(?=[A-Za-z/!?])|~(?=~)"
)
"""What Markdown would take for a mark of its own."""
_FOLLOWED = re.compile(r"(?:https?|mailto):[^\s<>]+$", re.I)
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
    """The runs as Markdown, its own characters in their words escaped; white space is one space."""
    text = "".join(part for look, group in groupby(runs, key=lambda run: run.look) for part in _marked(look, group))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


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
        words = _MARKS.sub(r"\\\g<0>", core)
        if href:
            words = f"[{words}]({href.strip().translate(_IN_ADDRESS)})"
        yield f"{line[:start]}{mark}{words}{mark}{line[start + len(core) :]}"


def words_block(
    kind: BlockKind, runs: Sequence[Run], lines: Lines, *, level: int = 0, marker: str = ""
) -> Block | None:
    """The block of these runs, or None where they hold no words.

    A paragraph in bold type from end to end is a heading of level 6, as in plain text.
    """
    is_plain = kind == BlockKind.HEADING
    text = as_words(runs) if is_plain else as_markdown(runs)
    if not text:
        return None
    shown = [run for run in runs if run.text.strip()]
    if kind == BlockKind.PARAGRAPH and all(run.bold for run in shown) and len(text) <= MAX_HEADING and "\n" not in text:
        return Block(kind=BlockKind.HEADING, text=as_words(runs), lines=lines, level=6, marker=BOLD)
    return Block(kind=kind, text=text, lines=lines, level=level, marker=marker)
