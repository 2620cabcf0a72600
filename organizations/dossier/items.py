"""What a section may hold: facts, events, roles, influences and points, each a frozen value."""

from dataclasses import dataclass, field
from enum import StrEnum

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.fields import Added, InText, code, dated, line, marks, prose, slugs
from organizations.dossier.period import Period


class SectionKind(StrEnum):
    """What a section holds; OTHER is a section that the grammar does not know."""

    SNAPSHOT = "snapshot"
    TIMELINE = "timeline"
    PEOPLE = "people"
    PROGRAMS = "programs"
    PRESSURE_POINTS = "pressure_points"
    INTERSECTIONS = "intersections"
    SOURCES = "sources"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Lines:
    """First and last line of a claim in its source text, counted from 1, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Anything that has an identity: `key` is unique within its kind in one dossier.

    `lines` says where the claim stood in its source text; it does not count when dossiers are compared.
    """

    key: str
    lines: Lines | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited(Claim):
    """What can stand on sources: `marks` are those behind its line as written, " [2, p. 3] [as of June 2024]".

    They are marks only where the dossier has a list of sources; those in running text stand in the text.
    """

    marks: Added[str] = field(default="", metadata=marks("evidence"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Cited):
    """A claim that a section holds; `reply` is what the organization says to it: "Reply of IOM (3 May 2024): …"."""

    reply: Added[str] = field(default="", metadata=prose("reply of the organization"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Item):
    """A line of the snapshot: "Headquarters: Geneva". `label` is empty where the line has none."""

    label: str = field(metadata=line("label", max_length=MAX_NAME, naming=True))
    value: str = field(metadata=line("value", required=True, naming=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Item):
    """A claim of the timeline; `body` holds paragraphs separated by a blank line.

    `subheading` is what stands above it and those that follow, within the timeline: "The 1950s".
    """

    period: Period = field(metadata=dated("period", required=True))
    title: str = field(metadata=line("title", required=True, naming=True))
    subheading: Added[str] = field(default="", metadata=line("subheading"))
    body: str = field(default="", metadata=prose("body"))
    themes: tuple[str, ...] = field(default=(), metadata=slugs("themes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Item):
    """A person's office: `person` is the person's key across all dossiers, `name` the name as written here."""

    person: str = field(metadata=code("person", in_text=InText.IMPLIED))
    name: str = field(metadata=line("name", max_length=MAX_NAME, required=True, naming=True))
    title: str = field(default="", metadata=line("title"))
    period: Period | None = field(default=None, metadata=dated("period"))
    country: str = field(default="", metadata=line("country", max_length=MAX_NAME))


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence(Item):
    """What stands among the people and is no person: "Founding Influence: Western Allied states …"."""

    label: str = field(metadata=line("label", max_length=MAX_NAME, required=True, naming=True))
    text: str = field(metadata=line("text", required=True, naming=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Item):
    """A numbered item: a program, a pressure point or an intersection, as its section says."""

    title: str = field(metadata=line("title", required=True, naming=True))
    body: str = field(default="", metadata=prose("body"))
    themes: tuple[str, ...] = field(default=(), metadata=slugs("themes"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Claim):
    """An entry of the list of sources: what opens it ("[1]", "[^iom]:", "1."), its line, and the lines below.

    What the source is, its address or year say, is read from the words (`evidence/references.py`), which stay as
    they were written.
    """

    mark: str = field(metadata=code("mark"))
    citation: str = field(metadata=line("citation", required=True, naming=True))
    details: str = field(default="", metadata=prose("details"))


AnyClaim = Fact | Event | Role | Influence | Point | Source
Themed = Event | Point
"""Items that are filed under themes; each kind of them can become another."""


def period_of(claim: AnyClaim) -> Period | None:
    """When it was, or None where that is not said."""
    return getattr(claim, "period", None)
