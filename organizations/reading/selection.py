"""What a reader asks for, and what passes: one selection answers results, counts and ways out of every page."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import FrozenBitMap

from organizations.clock import localdate
from organizations.dossier.kinds import PUBLISHED
from organizations.dossier.languages import UNKNOWN
from organizations.reading.facets import NOTHING, Facet, Facets, Tag
from organizations.wording import kind_name
from organizations.wording.evidence import REGISTERS

UNDATED = "undated"
"""The value of the filter "era" that stands for claims without a date."""


OF_EVIDENCE = ("evidence", "register")
OF_CLAIMS = ("kind", "era", "theme", *OF_EVIDENCE)
"""The filters of claims whose values the index has."""

EVIDENCE = {
    "sourced": gettext_lazy("sourced"),
    "unsourced": gettext_lazy("unsourced"),
    "disputed": gettext_lazy("disputed"),
    "due": gettext_lazy("review due"),
}
REGISTER_NAMES = {register.name.lower(): name for register, name in REGISTERS.items()}


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a filter can take: its name, what certainly has it, and what others possibly have it.

    `language` is that of the name where it is a dossier's, UNKNOWN where it is that of several.
    """

    value: str
    name: str
    certain: FrozenBitMap
    possible: FrozenBitMap = NOTHING
    language: str = ""

    @property
    def having(self) -> FrozenBitMap:
        """What has it, certainly or possibly."""
        return self.certain | self.possible if self.possible else self.certain


@dataclass(frozen=True, slots=True)
class Selection:
    """What is there, and by the name of each filter that is asked for what that one lets through."""

    everything: FrozenBitMap
    bitmaps: Mapping[str, FrozenBitMap]
    _passing: dict[str, FrozenBitMap] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def passing(self) -> FrozenBitMap:
        """What every filter lets through."""
        return self.without("")

    def without(self, name: str) -> FrozenBitMap:
        """What every filter lets through, but for one."""
        left = name if name in self.bitmaps else ""
        # A page asks some ten times, for each of its filters: most are not asked for, and leave nothing out.
        if left not in self._passing:
            others = (bitmap for each, bitmap in self.bitmaps.items() if each != left)
            self._passing[left] = reduce(and_, others, self.everything)
        return self._passing[left]

    def ways_out(self) -> dict[str, int]:
        """The filters without each of which something would pass, and how much."""
        counts = {name: len(self.without(name)) for name in self.bitmaps}
        return {name: count for name, count in counts.items() if count}


def claims_asked(index: Facets, asked: Mapping[str, Any], **bitmaps: FrozenBitMap | None) -> Selection:
    """The claims of an index that pass what is asked for; `bitmaps` are of filters that the index does not have.

    `asked` holds lists of values by name (OF_CLAIMS), "era" with UNDATED among them, "from" and "to" as years.
    """
    found = {name: bitmap for name, bitmap in bitmaps.items() if bitmap is not None}
    for name in OF_CLAIMS:
        if asked.get(name):
            found[name] = _having(claim_values(index, name), asked[name])
    if asked.get("from") or asked.get("to"):
        found["years"] = index.reaching(asked.get("from"), asked.get("to"))
    return Selection(index.claims, found)


def organizations_asked(index: Facets, asked: Mapping[str, Any], **bitmaps: FrozenBitMap | None) -> Selection:
    """The organizations of an index that pass what is asked for: lists of values by name (era, theme, country)."""
    found = {name: bitmap for name, bitmap in bitmaps.items() if bitmap is not None}
    for name in ("era", "theme", "country"):
        if asked.get(name):
            found[name] = _having(organization_values(index, name), asked[name])
    return Selection(index.organizations, found)


def claim_values(index: Facets, name: str) -> list[Value]:
    """The values of a filter of claims, one of OF_CLAIMS. What is due for review is so of today."""
    match name:
        case "kind":
            return [Value(kind.name, kind_name(kind.words), index.bitmap(Facet.KIND, kind.name)) for kind in PUBLISHED]
        case "evidence":
            having = index.bitmap(Facet.SOURCED), index.unsourced, index.bitmap(Facet.DISPUTED), index.due(localdate())
            return [
                Value(value, str(label), each) for (value, label), each in zip(EVIDENCE.items(), having, strict=True)
            ]
        case "register":
            return [
                Value(each.name.lower(), str(words), index.bitmap(Facet.REGISTER, each.value))
                for each, words in REGISTERS.items()
            ]
    values = [
        Value(tag.slug, tag.name, index.bitmap(Facet.CERTAIN, tag.pk), index.bitmap(Facet.POSSIBLE, tag.pk))
        for tag in tags_of_kind(index, name)
    ]
    return [*values, Value(UNDATED, _("Undated"), index.undated)] if name == "era" else values


def organization_values(index: Facets, name: str) -> list[Value]:
    """The values of a filter of organizations: era, theme or country."""
    if name == "country":
        return [
            Value(country, country, index.bitmap(Facet.COUNTRY, country), language=UNKNOWN)
            for country in index.countries
        ]
    return [Value(tag.slug, tag.name, index.holding([tag.pk])) for tag in tags_of_kind(index, name)]


def tags_of_kind(index: Facets, kind: str) -> list[Tag]:
    """The eras, or the themes, of an index."""
    return [tag for tag in index.tags if tag.kind == kind]


def _having(values: Iterable[Value], chosen: Collection[str]) -> FrozenBitMap:
    """What has any of the chosen values."""
    return FrozenBitMap.union(NOTHING, *(value.having for value in values if value.value in chosen))
