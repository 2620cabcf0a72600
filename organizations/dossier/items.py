"""What a section may hold: facts, events, roles, influences and points, each a frozen value."""

from dataclasses import dataclass, field
from enum import StrEnum

from organizations.dossier.period import Period


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
