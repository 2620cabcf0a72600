"""A text in its canonical form: read by its own parser, and its claims told of the blocks they stood on."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organizations.dossier.document import Dossier, Event, Fact, Influence, Lines, Role
from organizations.dossier.intake.blocks import Block, names_of_blocks
from organizations.dossier.intake.lines.heads import head_of
from organizations.dossier.intake.lines.people import is_overlooked
from organizations.dossier.intake.lines.titles import labels_name
from organizations.dossier.kinds import kind_of
from organizations.dossier.offices import is_office
from organizations.dossier.text import writer
from organizations.dossier.text.errors import DossierError
from organizations.dossier.text.parser import read
from organizations.dossier.text.reading import Outcome, Reading


def canonical_reading(text: str, blocks: Sequence[Block]) -> Reading | None:
    """The reading of a text by the parser, an outcome a block; None where another text would be written of it."""
    if _NOT_WRITTEN.search(text):
        return None
    try:
        reading = parsed(text, blocks)
    except DossierError:
        return None
    return reading if writer.text_of(reading.dossier) == text.rstrip("\n") else None


def parsed(text: str, blocks: Sequence[Block]) -> Reading:
    """The reading of a text by the parser, an outcome a block. Raises DossierError."""
    reading = read(text)
    return Reading(reading.dossier, reading.notices, tuple(_outcomes(reading.dossier, blocks)))


_NOT_WRITTEN = re.compile(r"\A#|\A\s|[ \t]$|\n\n\n\n|\t", re.M)
"""What the writer never writes, so that a long text of another hand is not parsed in vain."""
_HINTS = frozenset({"before-first-item", "no-person", "no-label", "unmarked-item", "no-event", "unknown-section"})
_MARKS = re.compile(r"#{1,6} |\||\*\*|__|[=-]{3,}$|\d{1,3}[.)] |[•‣▪◦·*–-]\s|[^\W\d_].{0,100}[:：]$")


def may_be_another_hand(reading: Reading) -> bool:
    """Whether a text that has the canonical form may have it by accident: its running text has marks of other hands."""
    if labels_name(reading.dossier.title) or any(notice.message.code in _HINTS for notice in reading.notices):
        return True
    if any(isinstance(claim, Role | Influence) and is_overlooked(claim) for _section, claim in reading.dossier.items()):
        return True
    return any(_has_mark(line) for text in _texts(reading.dossier) for line in text.split("\n"))


def _has_mark(line: str) -> bool:
    return bool(line) and (_MARKS.match(line) is not None or head_of(line) is not None)


def _texts(dossier: Dossier) -> Iterator[str]:
    yield dossier.introduction
    yield dossier.headline
    for section in dossier.sections:
        yield section.text
        yield section.remark
        for claim in section.items:
            yield getattr(claim, "body", "")
            if isinstance(claim, Role):
                yield f"{claim.name}:" if is_office(claim.name) else ""


def understood(dossier: Dossier) -> int:
    """How many claims a reading has that say what they are: influences and facts without a label do not."""
    return sum(
        not isinstance(claim, Influence)
        and not (isinstance(claim, Fact) and not claim.label)
        and not (isinstance(claim, Role) and (is_office(claim.name) or is_overlooked(claim)))
        for _section, claim in dossier.items()
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """From which line on something stands, and what it is."""

    first: int
    became: str
    section: str = ""
    key: str = ""


def _outcomes(dossier: Dossier, blocks: Sequence[Block]) -> Iterator[Outcome]:
    places = sorted(_places(dossier), key=lambda place: place.first)
    firsts = [place.first for place in places]
    for block, name in zip(blocks, names_of_blocks(blocks), strict=True):
        place = places[max(bisect_right(firsts, block.lines.first) - 1, 0)]
        yield Outcome(
            lines=block.lines,
            text=block.text,
            became=place.became,
            block=name,
            section=place.section,
            key=place.key,
        )


def _places(dossier: Dossier) -> Iterator[_Place]:
    for name, lines in dossier.source_lines.items():
        yield _Place(lines.first, name)
    for section in dossier.sections:
        lines = section.lines or Lines(1, 1)
        yield _Place(lines.first, "heading", section.key)
        yield _Place(lines.first + 1, "text", section.key)
        for claim in section.items:
            if claim.lines:
                is_below = isinstance(claim, Event) and bool(claim.subheading)
                if is_below:
                    yield _Place(claim.lines.first, "subheading", section.key, claim.key)
                name = kind_of(claim, section.kind).name
                yield _Place(claim.lines.first + is_below, name, section.key, claim.key)
        last = section.items[-1].lines if section.items else None
        if section.remark and last:
            yield _Place(last.last + 1, "remark", section.key)
