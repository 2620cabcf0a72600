"""Which pages are data too, a row each: the address of the data, what can be asked of it, what it holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.exports.records import (
    Cell,
    Claim,
    Edition,
    Heading,
    KeptCopy,
    Organization,
    Person,
    Question,
    Record,
    Related,
    Source,
    SourceEntry,
    Tag,
)
from organizations.reading.selection import OF_CLAIMS, OF_EVIDENCE

MAX_SIZE, SIZE = 200, 100
"""Records of one answer in JSON at most, and where nothing is asked for."""

# Written in parts, and never whole in memory: the bound is for the time that it takes a thread.
MAX_ROWS = 50_000
"""Rows of a CSV file at most; whoever wants more takes the bulk file."""


DOSSIER: Mapping[str, Any] = {
    "organization": Organization,
    "sections": list[Heading],
    "sources": list[SourceEntry],
    "related": list[Related],
    "dossier": dict[str, Any] | None,
}
"""What JSON says of a dossier as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """A page that is data too, at the same address and query with the ending of a format.

    `route` is the address without the ending, as Django writes it. `parameters` are those of the page that its data
    knows; `about` names what JSON says of the whole beside its `results`. A list is `paged`: it has a `next`.
    """

    name: str
    route: str
    summary: Promise
    results: type[Record]
    parameters: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    paged: bool = False
    formats: tuple[str, ...] = ("json", "csv")
    of_organization: bool = False

    @property
    def path(self) -> str:
        """The address without the ending, as people and OpenAPI write it: "/organizations/{slug}"."""
        return "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", self.route)

    def parameters_of(self, form: str) -> tuple[str, ...]:
        """What may stand in the query of its data in a format."""
        if form == "csv":
            return (*self.parameters, "for")
        if form != "json":
            return ()
        return (*self.parameters, *(("size", "next") if self.paged else ()), *(("facets",) if self.facets else ()))


DOSSIER_ASKED = ("era", "theme", *OF_EVIDENCE, "as-of")
CLAIMS_ASKED = ("q", *OF_CLAIMS, "organization", "from", "to", "sort")

PAGES = (
    DataPage(
        name="claim_list",
        route="explore",
        summary=_("Claims of all organizations, searched and filtered."),
        results=Claim,
        parameters=CLAIMS_ASKED,
        facets=(*OF_CLAIMS, "organization"),
        about={"question": Question | None},
        paged=True,
    ),
    DataPage(
        name="organization_list",
        route="organizations",
        summary=_("Organizations, searched and filtered."),
        results=Organization,
        parameters=("q", "theme", "era", "country", "sort"),
        facets=("theme", "era", "country"),
        paged=True,
    ),
    DataPage(
        name="organization_detail",
        route="organizations/<slug:slug>",
        summary=_("A dossier: its claims in their order, its sections and sources, and all of it as one value."),
        results=Claim,
        parameters=DOSSIER_ASKED,
        about=DOSSIER,
        formats=("json", "csv", "txt"),
        of_organization=True,
    ),
    DataPage(
        name="edition_detail",
        route="organizations/<slug:slug>/editions/<int:number>",
        summary=_("A dossier as an edition has it, for good."),
        results=Claim,
        parameters=DOSSIER_ASKED,
        about=DOSSIER,
        formats=("json", "csv", "txt"),
        of_organization=True,
    ),
    DataPage(
        name="claim_detail",
        route="organizations/<slug:slug>/claims/<slug:anchor>",
        summary=_("One claim, and the sources that it cites."),
        results=Claim,
        about={"sources": list[SourceEntry]},
        formats=("json",),
        of_organization=True,
    ),
    DataPage(
        name="history",
        route="organizations/<slug:slug>/history",
        summary=_("The editions of a dossier, the latest first."),
        results=Edition,
        of_organization=True,
    ),
    DataPage(
        name="theme_list",
        route="themes",
        summary=_("Themes and eras, with how many claims each has."),
        results=Tag,
    ),
    DataPage(
        name="theme_detail",
        route="themes/<slug:slug>",
        summary=_("A theme, and the claims that are about it."),
        results=Claim,
        about={"tag": Tag},
        paged=True,
    ),
    DataPage(
        name="era_detail",
        route="eras/<slug:slug>",
        summary=_("An era, and the claims that fall within it, certainly or possibly."),
        results=Claim,
        about={"tag": Tag},
        paged=True,
    ),
    DataPage(
        name="person_list",
        route="people",
        summary=_("Everybody who holds a role in a published dossier, by family name."),
        results=Person,
        parameters=("q", "letter"),
        paged=True,
    ),
    DataPage(
        name="person_detail",
        route="people/<slug:slug>",
        summary=_("A person, and their roles, the earliest first."),
        results=Claim,
        about={"person": Person},
    ),
    DataPage(
        name="source_list",
        route="sources",
        summary=_("The sources that claims cite, those that most cite first."),
        results=Source,
        paged=True,
    ),
    DataPage(
        name="source_detail",
        route="sources/<slug:slug>",
        summary=_("A source, its copies that anyone may read, and the claims that cite it."),
        results=Claim,
        about={"source": Source, "copies": list[KeptCopy]},
        paged=True,
    ),
    DataPage(
        name="matrix",
        route="matrix",
        summary=_("How many claims each theme has in each era, of all organizations or of one."),
        results=Cell,
        parameters=("organization",),
    ),
    DataPage(
        name="compare",
        route="compare",
        summary=_("All claims of two to four organizations."),
        results=Claim,
        parameters=("org",),
        about={"organizations": list[Organization]},
    ),
)

DATA = {page.name: page for page in PAGES}
"""By the name of the page's URL."""
