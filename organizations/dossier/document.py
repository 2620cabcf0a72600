"""The Dossier and its parts: frozen values that hold every word of a text in the order of the text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from organizations.dossier.period import Period

FORMAT = 1
"""Number of the JSON form of a Dossier; raised with an upgrade step in `from_json` when the form changes."""


class SectionKind(StrEnum):
    """What a section holds; OTHER is a section that the grammar does not know."""

    SNAPSHOT = "snapshot"
    TIMELINE = "timeline"
    PEOPLE = "people"
    PROGRAMS = "programs"
    PRESSURE_POINTS = "pressure_points"
    INTERSECTIONS = "intersections"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Lines:
    """First and last line of a part in its source text, counted from 1, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Anything that has an identity: `key` is unique within its kind in one dossier.

    `lines` says where the part stood in its source text; it does not count when dossiers are compared.
    """

    key: str
    lines: Lines | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Part):
    """A line of the snapshot: "Headquarters: Geneva". `label` is empty where the line has none."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Part):
    """An entry of the timeline; `body` holds paragraphs parted by a blank line."""

    period: Period
    title: str
    body: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Part):
    """A person's office: `person` is the person's key across all dossiers, `name` the name as written here."""

    person: str
    name: str
    title: str = ""
    period: Period | None = None
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence(Part):
    """What stands among the people and is no person: "Founding Influence: Western Allied states …"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Part):
    """A numbered item: a program, a pressure point or an intersection, as its section says."""

    title: str
    body: str = ""
    themes: tuple[str, ...] = ()


Item = Fact | Event | Role | Influence | Point

ITEMS_OF: dict[SectionKind, tuple[type[Item], ...]] = {
    SectionKind.SNAPSHOT: (Fact,),
    SectionKind.TIMELINE: (Event,),
    SectionKind.PEOPLE: (Role, Influence),
    SectionKind.PROGRAMS: (Point,),
    SectionKind.PRESSURE_POINTS: (Point,),
    SectionKind.INTERSECTIONS: (Point,),
    SectionKind.OTHER: (),
}
"""Which items a section of each kind may hold."""

REMARKABLE = frozenset({SectionKind.SNAPSHOT, SectionKind.PEOPLE})
"""Kinds of section that may close with a remark; elsewhere a last paragraph belongs to the last item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Part):
    """A heading and what stands under it: `text`, the items, a closing `remark`.

    In a section of kind OTHER `text` is all there is, bullets and numbering as written.
    """

    kind: SectionKind
    heading: str
    text: str = ""
    items: tuple[Item, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        for item in self.items:
            if not isinstance(item, ITEMS_OF[self.kind]):
                raise ValueError(f"a {self.kind} section cannot hold a {type(item).__name__}")
        if self.remark and (self.kind not in REMARKABLE or not self.items):
            raise ValueError(f"a {self.kind} section without items to follow cannot close with a remark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that one text says. `title` is its first line as written; `name` and `acronym` are read from it."""

    title: str
    name: str
    acronym: str = ""
    headline: str = ""
    introduction: str = ""
    sections: tuple[Section, ...] = ()
    closing: str = ""
    language: str = "en"
    source_lines: dict[str, Lines] = field(default_factory=dict, compare=False)
    """Where title, headline, introduction and closing stood."""

    def of_kind(self, kind: SectionKind) -> Section | None:
        """The section of a known kind, or None; a dossier holds each known kind at most once."""
        return next((section for section in self.sections if section.kind == kind), None)

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in the order of the dossier."""
        for section in self.sections:
            for item in section.items:
                yield section, item


@cache
def adapter() -> TypeAdapter[Dossier]:
    """The one map between a Dossier and its JSON."""
    return TypeAdapter(Dossier)


def to_json(dossier: Dossier) -> dict[str, Any]:
    """A Dossier as plain JSON values, with its format number beside it."""
    return {"format": FORMAT, "dossier": adapter().dump_python(dossier, mode="json")}


def from_json(data: dict[str, Any]) -> Dossier:
    """The Dossier that `to_json` wrote, today or by an older version.

    Raises ValueError when the format is newer than this code or the data is not a dossier.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"dossier format {data.get('format')!r}: this version reads format {FORMAT}")
    return adapter().validate_python(data.get("dossier"))
