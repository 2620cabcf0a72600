"""The kinds of claims, a row each: whatever else knows them, from tables to addresses, is made from these rows."""

from dataclasses import dataclass

from organizations.dossier.items import Event, Fact, Influence, Item, Point, Role, SectionKind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim: the section it stands in, the value it is, the model that holds it in the working copy.

    `name` is its published kind, `label` and `plural` are its English names. Claims of kinds that can be `moved` can
    become each other.
    """

    name: str
    section: SectionKind
    item: type[Item]
    model: str
    label: str
    plural: str
    moved: bool = False

    @property
    def words(self) -> str:
        """Its name as differences and findings have it: "pressure point"."""
        return self.name.replace("_", " ")

    @property
    def prefix(self) -> str:
        """What the fragments of its claims begin with: "pressure-point"."""
        return self.name.replace("_", "-")


# A name is stored with every published claim and every finding, and stands in addresses: it never changes.
KINDS = (
    Kind("fact", SectionKind.SNAPSHOT, Fact, "Fact", "fact", "facts"),
    Kind("event", SectionKind.TIMELINE, Event, "TimelineEvent", "event", "events", moved=True),
    Kind("role", SectionKind.PEOPLE, Role, "Role", "role", "roles"),
    Kind("influence", SectionKind.PEOPLE, Influence, "Role", "influence", "influences"),
    Kind("program", SectionKind.PROGRAMS, Point, "Program", "program", "programs", moved=True),
    Kind(
        "pressure_point",
        SectionKind.PRESSURE_POINTS,
        Point,
        "PressurePoint",
        "pressure point",
        "pressure points",
        moved=True,
    ),
    Kind(
        "intersection",
        SectionKind.INTERSECTIONS,
        Point,
        "Intersection",
        "intersection",
        "intersections",
        moved=True,
    ),
)

ITEMS_OF: dict[SectionKind, tuple[type[Item], ...]] = {
    section: tuple(kind.item for kind in KINDS if kind.section == section) for section in SectionKind
}
"""Which items a section of each kind may hold."""

MOVED = tuple(kind.section for kind in KINDS if kind.moved)
"""Sections whose items can become each other."""

_BY_ITEM = {(kind.section, kind.item): kind for kind in KINDS}


def kind_of(item: Item, section: SectionKind) -> Kind:
    """The kind of an item that stands in a section of that kind. Raises KeyError where it cannot stand there."""
    return _BY_ITEM[section, type(item)]


def first_kind_of(section: SectionKind) -> Kind:
    """The kind that a section's items are as a rule: of the people, roles. Raises StopIteration for one without."""
    return next(kind for kind in KINDS if kind.section == section)
