"""The index of organizations, and the dossier page."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from pyroaring import FrozenBitMap

from organizations.dossier import kinds
from organizations.dossier.document import SectionKind
from organizations.dossier.kinds import KINDS
from organizations.exports import linked_data
from organizations.models import PublishedOrganization, Revision
from organizations.reading.claims import (
    ShownClaim,
    ShownSection,
    cited_by,
    claims_of,
    index_of,
    sections_of,
)
from organizations.reading.facets import Facet, Facets, facets_at, organizations_of
from organizations.reading.filters import DossierFilter, PublishedOrganizationFilter
from organizations.reading.masthead import head_of, masthead_of, review_of
from organizations.reading.rows import organization_rows
from organizations.reading.search import every, every_named
from organizations.reading.selection import (
    OF_EVIDENCE,
    claim_values,
    claims_asked,
    organization_values,
    organizations_asked,
)
from organizations.reading.snapshot import site_version
from organizations.views.shared.listing import (
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
from organizations.views.shared.moments import as_of, asked_year, first_year
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import dossier_leadership, dossier_timeline, strips

PER_PAGE = 25
_WITH_EDITION = PublishedOrganization.objects.select_related("revision").only(
    *(field.name for field in PublishedOrganization._meta.concrete_fields), "revision__number"
)
SEARCHED_KINDS = (kinds.INTRODUCTION.name, kinds.FACT.name)


@published_page("q", "theme", "era", "country", "sort", "page")
def organization_list(request: HttpRequest) -> HttpResponse:
    """All published organizations: searched, filtered, sorted, paged."""
    index = facets_at(site_version())
    values = {name: organization_values(index, name) for name in ("theme", "era", "country")}
    filterset = PublishedOrganizationFilter(request.GET, values=values) if request.GET else None
    asked = filterset.asked if filterset else {}
    words, order = asked.get("q", ""), asked.get("sort") or "name"
    selection = organizations_asked(index, asked, q=with_words(index, words) if words else None)
    passing = selection.passing
    found = Stretches(lambda start, stop: index.in_order(passing, order, start, stop))
    page, complaint = page_of(CountedPaginator(found, PER_PAGE, len(passing)), request.GET.get("page", ""))
    organizations = organization_rows(list(page.object_list))
    ruler, lines = strips([each.pk for each in organizations])
    return render(
        request,
        "organizations/organization_list.html",
        {
            **around(request, filterset, selection, complaint, ("q", *values)),
            "page": page,
            "count": len(passing),
            "ruler": ruler,
            "results": [(each, lines.get(each.pk, "")) for each in organizations],
            "facets": facets_of(PublishedOrganizationFilter, values, selection, asked),
            "sorts": PublishedOrganizationFilter.base_filters["sort"].extra["choices"],
            "sort": request.GET.get("sort", "name"),
        },
    )


def with_words(index: Facets, query: str) -> FrozenBitMap:
    """The organizations with the words in their name, their introduction or one fact, all of them: none is ranked."""
    said = organizations_of(FrozenBitMap(every(query)) & index.union(Facet.KIND, SEARCHED_KINDS))
    return FrozenBitMap(said) | FrozenBitMap(every_named(query))


@published_page("era", "theme", *OF_EVIDENCE, "as-of", "edition", of_organization=True)
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A dossier: all that its text says, in its order; narrowed by era and theme where asked."""
    try:
        published = _WITH_EDITION.get(slug=slug)
    except PublishedOrganization.DoesNotExist as missing:
        raise Http404(_("There is no published dossier at this address.")) from missing
    edition = request.GET.get("edition", "")
    if edition.isascii() and edition.isdecimal() and len(edition) < 10:
        return redirect("organizations:edition_detail", slug=slug, number=int(edition))
    return dossier_page(request, published, claims_of(published))


def dossier_page(
    request: HttpRequest,
    published: PublishedOrganization,
    claims: Sequence[ShownClaim],
    edition: Revision | None = None,
    *,
    is_preview: bool = False,
) -> HttpResponse:
    """The page of a dossier's claims, as of a year where asked; of an earlier edition, or a preview, it says so."""
    year, complaints = asked_year(request.GET.get("as-of", ""), localdate().year)
    first = first_year(published.founded, claims) if year else None
    is_before = bool(year and first and year < first)
    moment = as_of(claims, year, first) if year else None
    claims = moment.claims if moment else claims
    index = index_of(claims)
    eras, themes = claim_values(index, "era"), claim_values(index, "theme")
    filterset = DossierFilter(request.GET, eras=eras, themes=themes) if request.GET else None
    asked = filterset.asked if filterset else {}
    selection = claims_asked(index, asked)
    narrowed = bool(selection.bitmaps)
    day = date(year, 12, 31) if year else localdate()
    shown = [claims[at] for at in selection.passing] if narrowed else claims
    sections = sections_of(published, shown)
    return render(
        request,
        "organizations/organization_detail.html",
        {
            "published": published,
            "masthead": masthead_of(published),
            "head": None if narrowed else head_of(claims, day),
            "review": review_of(claims),
            "edition": edition,
            "claim_pages": "" if edition or is_preview else "claims/",
            "is_preview": is_preview,
            "year": year,
            "is_before": is_before,
            "first": first,
            "moment": moment,
            "moved": " ".join(kind.prefix for kind in KINDS if kind.moved),
            "today": url_without(request.GET, "as-of"),
            "here": request.path,
            "introduction": next((claim for claim in shown if claim.kind == kinds.INTRODUCTION.name), None),
            "sections": [each for each in sections if each.claims or each.kind == SectionKind.SOURCES]
            if narrowed or year
            else sections,
            "cited_by": cited_by(claims) if published.sources else {},
            "coverage": (published.sourced_claims, published.counted_claims),
            "narrowed": narrowed,
            "shown": len(shown),
            "all": len(claims),
            "eras": choices(eras[:-1], selection.without("era"), asked.get("era", [])),
            "themes": choices(themes, selection.without("theme"), asked.get("theme", [])),
            "evidence": facets_of(
                DossierFilter, {name: claim_values(index, name) for name in OF_EVIDENCE}, selection, asked
            )
            if published.sources
            else [],
            "chosen": frozenset([*asked.get("era", []), *asked.get("theme", [])]),
            "complaints": [*complaints, *(complaints_of(filterset) if filterset else [])],
            "chips": chips(request.GET, filterset, ("era", "theme", *OF_EVIDENCE)) if filterset else [],
            "ways_out": ways_out(request.GET, selection, filterset) if filterset and not shown else [],
            "linked_data": linked_data.organization(
                name=published.name,
                acronym=published.acronym,
                url=request.build_absolute_uri(published.get_absolute_url()),
                description=published.summary,
                founded=published.founded,
                headquarters=published.headquarters,
                tenures=tenures_of(request, claims),
            ),
            **pictures_of(published, sections, shown, date(year, 12, 31) if year else None),
        },
    )


def tenures_of(request: HttpRequest, claims: Iterable[ShownClaim]) -> list[linked_data.Tenure]:
    """The roles of a dossier, each with the whole address of its person."""
    origin = request.build_absolute_uri("/")[:-1]
    return [
        linked_data.Tenure(claim.title, origin + claim.person_url, claim.detail, claim.days)
        for claim in claims
        if claim.person_url
    ]


def pictures_of(
    published: PublishedOrganization, sections: Iterable[ShownSection], claims: Sequence[ShownClaim], today: date | None
) -> dict[str, SafeString]:
    """The timeline, with the terms of office; these alone where the dossier has no section for a timeline."""
    if any(section.kind == SectionKind.TIMELINE for section in sections):
        return {"timeline": dossier_timeline(published, claims, today)}
    return {"leadership": dossier_leadership(published, claims, today)}
