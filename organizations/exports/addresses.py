"""Which pages are data too, a row each: the address of the data, what can be asked of it, what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.exports.records import Claim, Record
from organizations.reading.selection import OF_CLAIMS

MAX_SIZE, SIZE = 200, 100
"""Records of one answer in JSON at most, and where nothing is asked for."""

MAX_ROWS = 50_000
"""Rows of a CSV file at most; whoever wants more takes the bulk file."""


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
    about: Mapping[str, object] = field(default_factory=dict)
    paged: bool = False
    formats: tuple[str, ...] = ("json", "csv")
    of_organization: bool = False

    def parameters_of(self, form: str) -> tuple[str, ...]:
        """What may stand in the query of its data in a format."""
        if form == "csv":
            return (*self.parameters, "for")
        if form != "json":
            return ()
        return (*self.parameters, *(("size", "next") if self.paged else ()), *(("facets",) if self.facets else ()))


PAGES = (
    DataPage(
        name="claim_list",
        route="explore",
        summary=_("Claims of all organizations, searched and filtered"),
        results=Claim,
        parameters=("q", *OF_CLAIMS, "organization", "from", "to", "sort"),
        facets=(*OF_CLAIMS, "organization"),
        paged=True,
    ),
)

DATA = {page.name: page for page in PAGES}
"""By the name of the page's URL."""
