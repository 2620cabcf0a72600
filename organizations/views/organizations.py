"""The index of organizations, and the dossier page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from pydantic import Field, TypeAdapter
from pyroaring import FrozenBitMap

from organizations.clock import lasts_until, localdate
from organizations.dossier import kinds
from organizations.dossier.document import SectionKind, from_json
from organizations.dossier.intake import write_source
from organizations.dossier.kinds import KINDS
from organizations.dossier.text.errors import UnwritableDossier
from organizations.exports import linked_data
from organizations.exports.readings import typed_dossier
from organizations.exports.records import Heading, SourceEntry
from organizations.models import PublishedOrganization, Revision
from organizations.reading.claims import (
    ShownClaim,
    ShownSection,
    cited_by,
    index_of,
    sections_of,
)
from organizations.reading.facets import NOTHING, Facet, Facets, facets_at, organizations_of
from organizations.reading.filters import DossierFilter, PublishedOrganizationFilter
from organizations.reading.masthead import held_first, masthead_of, month_of, next_change, review_of
from organizations.reading.records import WholeClaim, organization_as, whole_organizations
from organizations.reading.rows import cards_of, organization_rows
from organizations.reading.search import every, every_named
from organizations.reading.selection import (
    OF_EVIDENCE,
    Selection,
    Value,
    claim_values,
    claims_asked,
    organization_values,
    organizations_asked,
    tags_of_kind,
)
from organizations.reading.snapshot import once_a_state, site_version
from organizations.reading.whole import dossier_of
from organizations.views.claims import first_answers
from organizations.views.shared.data import Listing, Place, Stretch, builder_for, understood
from organizations.views.shared.listing import (
    Choice,
    CountedPaginator,
    Stretches,
    around,
    chips,
    choices,
    complaints_of,
    facets_of,
    page_of,
    url_without,
    ways_out,
)
from organizations.views.shared.moments import Moment, as_of, asked_year, first_year
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import dossier_leadership, dossier_timeline, strips
from organizations.views.shared.problems import BadQuery
from organizations.wording import sentence

PER_PAGE = 25
# Of a place in a list as an address has it: PostgreSQL takes no zero byte, and no number beyond 64 bits.
Name = Annotated[str, Field(pattern=r"\A[^\x00]*\z", max_length=1000)]
Key = Annotated[int, Field(ge=0, lt=2**63)]
BY_NAME, BY_FOUNDING = TypeAdapter(tuple[Name, Key]), TypeAdapter(tuple[Key | None, Name, Key])
SEARCHED_KINDS = (kinds.INTRODUCTION.name, kinds.FACT.name)


@published_page("q", "theme", "era", "country", "sort", "page")
def organization_list(request: HttpRequest) -> HttpResponse:
    """All published organizations: searched, filtered, sorted, paged."""
    index = facets_at(site_version())
    values, filterset = filters_of(index, request.GET)
    asked = filterset.asked if filterset else {}
    words, order = asked.get("q", ""), asked.get("sort") or "name"
    selection = organizations_asked(index, asked, q=with_words(words) if words else None)
    passing = selection.passing
    found = Stretches(lambda start, stop: index.in_order(passing, order, start, stop))
    page, complaint = page_of(CountedPaginator(found, PER_PAGE, len(passing)), request.GET.get("page", ""))
    organizations = organization_rows(list(page.object_list))
    cards = cards_of([each.pk for each in organizations])
    ruler, lines = strips([each.pk for each in organizations])
    return render(
        request,
        "organizations/organization_list.html",
        {
            **around(request, filterset, selection, complaint, ("q", *values)),
            **(first_answers(words, index, organizations) if words and page.number == 1 else {}),
            "page": page,
            "count": len(passing),
            "ruler": ruler,
            "results": [(each, cards[each.pk], lines.get(each.pk, "")) for each in organizations],
            "era": next(iter(tags_of_kind(index, "era")), None),
            "facets": facets_of(PublishedOrganizationFilter, values, selection, asked),
            "sorts": PublishedOrganizationFilter.base_filters["sort"].extra["choices"],
            "sort": request.GET.get("sort", "name"),
        },
    )


def filters_of(index: Facets, query: QueryDict) -> tuple[dict[str, list[Value]], PublishedOrganizationFilter | None]:
    """The values of the filters, and what is asked for; None where nothing is."""
    values = {name: organization_values(index, name) for name in ("theme", "era", "country")}
    return values, PublishedOrganizationFilter(query, values=values) if query else None


@once_a_state
def with_words(query: str) -> FrozenBitMap:
    """The organizations with the words in their name, their introduction or one fact, all of them: none is ranked.

    They are looked for once a state of the site, whatever page, order and filter are asked for.
    """
    searched = facets_at(site_version()).union(Facet.KIND, SEARCHED_KINDS)
    matching = organizations_of(FrozenBitMap(every(query)) & searched)
    return FrozenBitMap(matching) | FrozenBitMap(every_named(query))


@published_page("era", "theme", *OF_EVIDENCE, "as-of", "edition", of_organization=True)
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A dossier: all that its text says, in its order; narrowed by era and theme where asked."""
    try:
        found = dossier_of(slug)
    except PublishedOrganization.DoesNotExist as missing:
        raise Http404(_("There is no published dossier at this address.")) from missing
    edition = request.GET.get("edition", "")
    if edition.isascii() and edition.isdecimal() and len(edition) < 10:
        return redirect("organizations:edition_detail", slug=slug, number=int(edition))
    return dossier_page(request, found.published, found.shown)


def dossier_page(
    request: HttpRequest,
    published: PublishedOrganization,
    claims: Sequence[ShownClaim],
    edition: Revision | None = None,
    *,
    is_preview: bool = False,
) -> HttpResponse:
    """The page of a dossier's claims, as of a year where asked; of an earlier edition, or a preview, it says so."""
    narrowed = narrowed_by(request.GET, published, claims)
    shown, filterset, asked, selection = narrowed.shown, narrowed.filterset, narrowed.asked, narrowed.selection
    day = date(narrowed.year, 12, 31) if narrowed.year else localdate()
    sections, review = sections_of(published, shown), review_of(narrowed.claims)
    is_part = narrowed.is_narrowed or narrowed.year is not None
    cited = cited_by(shown) if published.sources else {}
    # Of a part the sources that it cites; a whole dossier lists those too that nothing cites.
    sources = [each for each in published.sources if not is_part or each["key"] in cited]
    # What is current today may not be tomorrow: caches keep the page no longer.
    lasts_until(next_change(narrowed.claims, day))
    return render(
        request,
        "organizations/organization_detail.html",
        {
            "published": published,
            "masthead": masthead_of(published),
            "head": None if narrowed.is_narrowed else held_first(narrowed.claims, day),
            "review": review,
            "is_due": review is not None and review[1] < day,
            "edition": edition,
            "claim_pages": "" if edition or is_preview else "claims/",
            "is_preview": is_preview,
            "year": narrowed.year,
            "is_before": narrowed.is_before,
            "first": narrowed.first,
            "moment": narrowed.moment,
            "moved": " ".join(kind.prefix for kind in KINDS if kind.moved),
            "today": url_without(request.GET, "as-of"),
            "here": request.path,
            "introduction": next((claim for claim in shown if claim.kind == kinds.INTRODUCTION.name), None),
            "sections": [each for each in sections if each.claims or (each.kind == SectionKind.SOURCES and sources)]
            if is_part
            else sections,
            "sources": sources,
            "cited_by": cited,
            "coverage": (published.sourced_claims, published.counted_claims),
            "texts": sum(claim.kind not in kinds.COUNTED for claim in claims),
            "related": [] if is_part else published.related,
            "narrowed": narrowed.is_narrowed,
            "shown": len(shown),
            "all": len(narrowed.claims),
            # The last is "undated", which is no era.
            "eras": choices(narrowed.values["era"][:-1], selection.without("era"), asked.get("era", [])),
            "themes": choices(narrowed.values["theme"], selection.without("theme"), asked.get("theme", [])),
            "evidence": facets_of(
                DossierFilter, {name: narrowed.values[name] for name in OF_EVIDENCE}, selection, asked
            )
            if published.sources
            else [],
            "chosen": frozenset([*asked.get("era", []), *asked.get("theme", [])]),
            "complaints": [*narrowed.complaints, *(complaints_of(filterset) if filterset else [])],
            "chips": chips(request.GET, filterset, ("era", "theme", *OF_EVIDENCE)) if filterset else [],
            "ways_out": ways_out(request.GET, selection, filterset) if filterset and not shown else [],
            "linked_data": linked_data.organization(
                name=published.name,
                acronym=published.acronym,
                url=request.build_absolute_uri(published.get_absolute_url()),
                description=published.summary,
                founded=published.founded,
                headquarters=published.headquarters,
                tenures=tenures_of(request, narrowed.claims),
            ),
            **pictures_of(
                published,
                sections,
                shown,
                day if narrowed.year else month_of(day),
                recorded=[] if narrowed.is_narrowed else claims,
            ),
        },
    )


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The claims of a dossier as of the year that is asked for, if one is, and what else is asked of them.

    `values` are each filter's by its name, `first` is the year in which all begins, `complaints` are of the year.
    """

    claims: Sequence[ShownClaim]
    year: int | None = None
    first: int | None = None
    moment: Moment | None = None
    complaints: list[str] = field(default_factory=list)
    values: dict[str, list[Value]] = field(default_factory=dict)
    filterset: DossierFilter | None = None
    selection: Selection = field(default_factory=lambda: Selection(NOTHING, {}))

    @property
    def asked(self) -> dict[str, Any]:
        return self.filterset.asked if self.filterset else {}

    @property
    def is_before(self) -> bool:
        """Whether the year lies before anything is told of."""
        return bool(self.year and self.first and self.year < self.first)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.selection.bitmaps)

    @property
    def shown(self) -> Sequence[ShownClaim]:
        """The claims that pass."""
        return [self.claims[at] for at in self.selection.passing] if self.is_narrowed else self.claims


def narrowed_by(query: QueryDict, published: PublishedOrganization, claims: Sequence[ShownClaim]) -> Narrowed:
    """The claims of a dossier that a query asks for."""
    year, complaints = asked_year(query.get("as-of", ""), localdate().year)
    first = first_year(published.founded, claims) if year else None
    moment = as_of(claims, year, first) if year else None
    claims = moment.claims if moment else claims
    index = index_of(claims)
    values = {name: claim_values(index, name) for name in ("era", "theme", *(OF_EVIDENCE if published.sources else ()))}
    filterset = DossierFilter(query, eras=values["era"], themes=values["theme"]) if query else None
    selection = claims_asked(index, filterset.asked if filterset else {})
    return Narrowed(claims, year, first, moment, complaints, values, filterset, selection)


def organization_data(request: HttpRequest, slug: str) -> Listing:
    """A dossier as data."""
    try:
        found = dossier_of(slug, with_data=True)
    except PublishedOrganization.DoesNotExist as missing:
        raise Http404 from missing
    return dossier_listing(request, found.published, found.shown, lambda: found.claims)


def dossier_listing(
    request: HttpRequest,
    published: PublishedOrganization,
    claims: Sequence[ShownClaim],
    whole: Callable[[], Iterable[WholeClaim]],
) -> Listing:
    """What the page of a dossier shows, as data; `whole` gives all claims of it with all their columns."""
    narrowed = narrowed_by(request.GET, published, claims) if request.GET else Narrowed(claims)
    builder = builder_for(request)
    understood(narrowed.filterset)
    if narrowed.complaints:
        raise BadQuery(("as-of", each) for each in narrowed.complaints)

    def take(place: Place | None, size: int) -> Stretch:
        by_name = {(claim.kind, claim.key): claim for claim in whole()}
        return [
            builder.claim(
                by_name[claim.kind, claim.key], [(tag.kind, tag.slug, tag.name, tag.certain) for tag in claim.tags]
            )
            for claim in narrowed.shown
        ], None

    def about() -> dict[str, object]:
        is_whole = not (narrowed.is_narrowed or narrowed.year)
        return {
            "organization": builder.organization(organization_as(published, len(claims))),
            "sections": [Heading(each["key"], each["kind"], each["heading"]) for each in published.outline],
            "sources": [SourceEntry(each["key"], each["label"], each["text"]) for each in published.sources],
            "related": builder.related(published.related),
            "dossier": typed_dossier(from_json(published.revision.data)) if is_whole else None,
        }

    def text() -> str:
        try:
            return write_source(from_json(published.revision.data))
        except UnwritableDossier as error:
            raise Http404(sentence(error.message)) from error

    return Listing(len(narrowed.shown), take, about=about, version=published.revision.number, text=text)


def organization_list_data(request: HttpRequest) -> Listing:
    """The organizations of the list as data."""
    index = facets_at(site_version())
    values, filterset = filters_of(index, request.GET)
    asked = understood(filterset)
    words, order = asked.get("q", ""), asked.get("sort") or "name"
    selection = organizations_asked(index, asked, q=with_words(words) if words else None)
    passing, builder = selection.passing, builder_for(request)

    def take(place: Place | None, size: int) -> Stretch:
        # One more than is shown tells whether there are more.
        found = index.in_order_after(passing, order, place, size + 1)
        organizations = whole_organizations([each[-1] for each in found[:size]])
        return [builder.organization(each) for each in organizations], found[size - 1] if len(found) > size else None

    def facets() -> dict[str, list[Choice]]:
        of_filters = facets_of(PublishedOrganizationFilter, values, selection, asked)
        return {name: found for _label, name, found in of_filters}

    adapter = BY_FOUNDING if order.endswith("founded") else BY_NAME
    return Listing(len(passing), take, adapter, facets=facets)


def tenures_of(request: HttpRequest, claims: Iterable[ShownClaim]) -> list[linked_data.Tenure]:
    """The roles of a dossier, each with the whole address of its person."""
    origin = request.build_absolute_uri("/")[:-1]
    return [
        linked_data.Tenure(claim.title, origin + claim.person_url, claim.detail, claim.days)
        for claim in claims
        if claim.person_url
    ]


def pictures_of(
    published: PublishedOrganization,
    sections: Iterable[ShownSection],
    claims: Sequence[ShownClaim],
    today: date,
    *,
    recorded: Sequence[ShownClaim],
) -> dict[str, SafeString]:
    """The timeline, with the terms of office; these alone where the dossier has no section for a timeline."""
    if any(section.kind == SectionKind.TIMELINE for section in sections):
        return {"timeline": dossier_timeline(published, claims, today, recorded=recorded), "leadership": SafeString()}
    return {"timeline": SafeString(), "leadership": dossier_leadership(published, claims, today, recorded=recorded)}
