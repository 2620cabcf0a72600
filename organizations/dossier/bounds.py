"""How long each field of a dossier may be, in characters: the same in a text, in a form and in every database."""

from collections.abc import Iterator
from dataclasses import dataclass

from organizations.dossier.document import Dossier, Event, Fact, Influence, Lines, Part, Point, Role, Section

MAX_NAME = 300
"""A name, a label, a heading, a period: what lists and indexes hold."""

MAX_LINE = 5_000
"""A title, a fact, an office: one line of a text."""

MAX_PROSE = 200_000
"""Paragraphs."""

MAX_NOTE = 500
"""What is said about a save or an edition."""

MAX_COMMENT = 2_000
"""What an editor and a publisher tell each other."""

MAX_OF: dict[type[Part | Dossier], dict[str, int]] = {
    Dossier: {
        "title": MAX_LINE,
        "name": MAX_NAME,
        "acronym": MAX_NAME,
        "headline": MAX_LINE,
        "introduction": MAX_PROSE,
        "closing": MAX_LINE,
    },
    Section: {"heading": MAX_LINE, "text": MAX_PROSE, "remark": MAX_PROSE},
    Fact: {"label": MAX_NAME, "value": MAX_LINE},
    Event: {"period": MAX_NAME, "title": MAX_LINE, "body": MAX_PROSE},
    Role: {"name": MAX_NAME, "title": MAX_LINE, "period": MAX_NAME, "country": MAX_NAME},
    Influence: {"label": MAX_NAME, "text": MAX_LINE},
    Point: {"title": MAX_LINE, "body": MAX_PROSE},
}
"""The fields that hold words. A role and an influence share columns: name and label, title and text."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A field that is too long: its name, how long it is and may be, and where its part stood in its text."""

    field: str
    length: int
    max_length: int
    lines: Lines | None


def excesses(dossier: Dossier) -> Iterator[Excess]:
    """Every field of a dossier that is longer than it may be, in the order of the dossier."""
    for name, length, most in _too_long(dossier):
        yield Excess(name, length, most, dossier.source_lines.get(name) or dossier.source_lines.get("title"))
    for section in dossier.sections:
        for part in (section, *section.items):
            for name, length, most in _too_long(part):
                yield Excess(name, length, most, part.lines)


def _too_long(part: Part | Dossier) -> Iterator[tuple[str, int, int]]:
    for name, most in MAX_OF[type(part)].items():
        value = getattr(part, name)
        length = len(value if isinstance(value, str) else value.words if value else "")
        if length > most:
            yield name, length, most
