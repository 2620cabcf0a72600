"""The kinds of claims, a row each: whatever else knows them, from tables to addresses, is made from these rows."""

from dataclasses import dataclass

from organizations.dossier.items import AnyClaim, Event, Fact, Influence, Point, Role, SectionKind, Source


@dataclass(frozen=True, slots=True)
class PublishedKind:
    """A kind of what readers see: a claim, or a text between them. `label` and `plural` are its English names.

    Its name is stored with all that is published and found of it, and stands in addresses: it never changes.
    """

    name: str
    label: str
    plural: str

    @property
    def words(self) -> str:
        """Its name as differences and findings have it: "pressure point"."""
        return self.name.replace("_", " ")

    @property
    def prefix(self) -> str:
        """What the fragments of its claims begin with: "pressure-point"."""
        return self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Kind(PublishedKind):
    """A kind of claim: the section it stands in, the value it is, the model that holds it in the working copy.

    Claims of kinds that can be `moved` can become each other.
    """

    section: SectionKind
    claim: type[AnyClaim]
    model: str
    moved: bool = False


FACT = Kind("fact", "fact", "facts", SectionKind.SNAPSHOT, Fact, "Fact")
EVENT = Kind("event", "event", "events", SectionKind.TIMELINE, Event, "TimelineEvent", moved=True)
ROLE = Kind("role", "role", "roles", SectionKind.PEOPLE, Role, "Role")
INFLUENCE = Kind("influence", "influence", "influences", SectionKind.PEOPLE, Influence, "Role")
PROGRAM = Kind("program", "program", "programs", SectionKind.PROGRAMS, Point, "Program", moved=True)
PRESSURE_POINT = Kind(
    "pressure_point",
    "pressure point",
    "pressure points",
    SectionKind.PRESSURE_POINTS,
    Point,
    "PressurePoint",
    moved=True,
)
INTERSECTION = Kind(
    "intersection",
    "intersection",
    "intersections",
    SectionKind.INTERSECTIONS,
    Point,
    "Intersection",
    moved=True,
)
CLAIMS = (FACT, EVENT, ROLE, INFLUENCE, PROGRAM, PRESSURE_POINT, INTERSECTION)
SOURCE = Kind("source", "source", "sources", SectionKind.SOURCES, Source, "Source")
"""An entry of the list of sources: it is kept as claims are, and is none."""
COUNTED = frozenset(kind.name for kind in CLAIMS)
"""The names of the kinds that count as sourced or not; the texts between claims are of others."""

KINDS = (*CLAIMS, SOURCE)

INTRODUCTION = PublishedKind("introduction", "introduction", "introductions")
SECTION = PublishedKind("section", "section", "sections")
REMARK = PublishedKind("remark", "remark", "remarks")
PUBLISHED: tuple[PublishedKind, ...] = (INTRODUCTION, *CLAIMS, SECTION, REMARK)
"""All that a published claim may be, in the order of lists and filters."""


@dataclass(frozen=True, slots=True)
class SectionType:
    """A kind of section: its English name; and whether it is a list of lines, and so may close with a remark.

    Elsewhere a last paragraph belongs to the last item.
    """

    label: str
    is_list: bool = False


SECTIONS = {
    SectionKind.SNAPSHOT: SectionType("snapshot", is_list=True),
    SectionKind.TIMELINE: SectionType("timeline"),
    SectionKind.PEOPLE: SectionType("people", is_list=True),
    SectionKind.PROGRAMS: SectionType("programs"),
    SectionKind.PRESSURE_POINTS: SectionType("pressure points"),
    SectionKind.INTERSECTIONS: SectionType("intersections"),
    SectionKind.SOURCES: SectionType("sources"),
    SectionKind.OTHER: SectionType("other"),
}
LISTS = tuple(kind for kind, known in SECTIONS.items() if known.is_list)

CLAIMS_OF: dict[SectionKind, tuple[type[AnyClaim], ...]] = {
    section: tuple(kind.claim for kind in KINDS if kind.section == section) for section in SectionKind
}
"""Which items a section of each kind may hold."""

MOVED = tuple(kind.section for kind in KINDS if kind.moved)
"""Sections whose items can become each other."""

_BY_NAME = {kind.name: kind for kind in (*PUBLISHED, SOURCE)}
_BY_ITEM = {(kind.section, kind.claim): kind for kind in KINDS}


def kind_of(claim: AnyClaim, section: SectionKind) -> Kind:
    """The kind of an item that stands in a section of that kind. Raises KeyError where it cannot stand there."""
    return _BY_ITEM[section, type(claim)]


def first_kind_of(section: SectionKind) -> Kind:
    """The kind that a section's items are as a rule: of the people, roles. Raises StopIteration for one without."""
    return next(kind for kind in KINDS if kind.section == section)


def anchor_of(name: str, key: str) -> str:
    """The fragment of a published claim, by the name of its kind: "pressure-point-funding"."""
    return f"{_BY_NAME[name].prefix}-{key}"


def named_by(anchor: str) -> tuple[str, str] | None:
    """The name of the kind and the key of a published claim, by its fragment; None where no kind has such ones."""
    # No prefix, with its hyphen, begins another one: the first is the only.
    kind = next((kind for kind in PUBLISHED if anchor.startswith(f"{kind.prefix}-")), None)
    return (kind.name, anchor.removeprefix(f"{kind.prefix}-")) if kind else None
