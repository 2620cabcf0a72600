"""The index of organizations, and the dossier page."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from pyroaring import FrozenBitMap

from organizations import linked_data
from organizations.dossier.document import SectionKind
from organizations.dossier.kinds import KINDS
from organizations.facets import Facet, Facets, asked_organizations, facets_at, in_order, intersection, organizations_of
from organizations.filters import MarkFilter, PublicationFilter, choices_of
from organizations.models import Entry, Publication, Revision, Term
from organizations.search import every
from organizations.snapshot import site_version
from organizations.views.claims import ShownClaim, ShownSection, claims_of, sections_of
from organizations.views.listing import (
    Choice,
    CountedPaginator,
    Stretches,
    WayOut,
    address_without,
    chips,
    choices,
    complaints_of,
    page_of,
)
from organizations.views.moments import as_of, asked_year, first_year
from organizations.views.pages import published_page
from organizations.views.pictures import dossier_leadership, dossier_timeline, strips

PER_PAGE = 25
INDEX_FACETS = ("theme", "era", "country")
SEARCHED_KINDS = (Entry.Kind.INTRODUCTION, Entry.Kind.FACT)


@published_page("q", "theme", "era", "country", "sort", "page")
def organization_list(request: HttpRequest) -> HttpResponse:
    """All published organizations: searched, filtered, sorted, paged."""
    index = facets_at(site_version())
    terms = list(Term.objects.all())
    filterset = PublicationFilter(request.GET, Publication.objects.all(), terms=terms, countries=index.countries)
    asked = filterset.asked
    words = asked.get("q", "")
    columns = asked_organizations(index, asked, lambda words: with_words(index, words))
    passing = intersection(index.organizations, columns)
    order = asked.get("sort") or "name"
    found = Stretches(lambda start, stop: in_order(passing, order, start, stop))
    page, complaint = page_of(CountedPaginator(found, PER_PAGE, len(passing)), request.GET.get("page", ""))
    publications = Publication.objects.defer("outline").in_bulk(page.object_list)
    page.object_list = [publications[key] for key in page.object_list]
    ruler, lines = strips(page.object_list)
    facets = [
        (filterset.form.fields[name].label, name, publication_facet(index, columns, name, terms, asked.get(name, [])))
        for name in INDEX_FACETS
    ]
    return render(
        request,
        "organizations/organization_list.html",
        {
            "page": page,
            "form": filterset.form,
            "words": words,
            "complaints": complaints_of(filterset, complaint),
            "chips": chips(request.GET, filterset, ("q", *INDEX_FACETS)),
            "ways_out": [] if passing else publication_ways_out(request.GET, index, columns, filterset),
            "facets": facets,
            "ruler": ruler,
            "strips": lines,
            "sorts": PublicationFilter.base_filters["sort"].extra["choices"],
            "sort": request.GET.get("sort", "name"),
        },
    )


def publication_ways_out(
    query: QueryDict, index: Facets, columns: Mapping[str, FrozenBitMap], filterset: PublicationFilter
) -> list[WayOut]:
    """The filters of the index without each of which some organization would be found."""
    found = []
    for name in columns:
        count = len(intersection(index.organizations, columns, without=name))
        found.append(WayOut(filterset.form.fields[name].label, address_without(query, name), count))
    return [way for way in found if way.count]


def publication_facet(
    index: Facets, columns: Mapping[str, FrozenBitMap], name: str, terms: Iterable[Term], chosen: Iterable[str]
) -> list[Choice]:
    """The choices of one filter of the index, counted over the organizations that the other filters let through."""
    others = intersection(index.organizations, columns, without=name)
    if name == "country":
        counts = {
            country: others.intersection_cardinality(index.column(Facet.COUNTRY, country))
            for country in index.countries
        }
        return choices(((country, country) for country in counts), counts, chosen)
    counts = {
        term.slug: others.intersection_cardinality(index.holding([term.pk])) for term in terms if term.kind == name
    }
    return choices(choices_of(terms, name), counts, chosen)


def with_words(index: Facets, words: str) -> Collection[int]:
    """The organizations that have the words in their introduction or in one fact, all of them: none is ranked."""
    return organizations_of(FrozenBitMap(every(words)) & index.union(Facet.KIND, SEARCHED_KINDS))


@published_page("era", "theme", "as-of", "edition")
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A dossier: all that its text says, in its order; narrowed by era and theme where asked."""
    try:
        publication = Publication.objects.get(slug=slug)
    except Publication.DoesNotExist as missing:
        raise Http404(_("There is no published dossier at this address.")) from missing
    edition = request.GET.get("edition", "")
    if edition.isascii() and edition.isdecimal() and len(edition) < 10:
        return redirect("organizations:edition_detail", slug=slug, number=int(edition))
    return dossier_page(request, publication, claims_of(publication))


def dossier_page(
    request: HttpRequest,
    publication: Publication,
    claims: Sequence[ShownClaim],
    edition: Revision | None = None,
    *,
    is_preview: bool = False,
) -> HttpResponse:
    """The page of a dossier's claims, as of a year where asked; of an earlier edition, or a preview, it says so."""
    year, complaints = asked_year(request.GET.get("as-of", ""), localdate().year)
    first = first_year(publication.founded, claims) if year else None
    is_before = bool(year and first and year < first)
    claims = as_of(claims, year, first) if year else claims
    filterset = mark_filter(request.GET, claims) if request.GET else None
    asked = filterset.asked if filterset else {}
    eras, themes = asked.get("era", []), asked.get("theme", [])
    narrowed = bool(eras or themes)
    shown = [claim for claim in claims if claim.matches(eras, themes)] if narrowed else claims
    sections = sections_of(publication, shown)
    return render(
        request,
        "organizations/organization_detail.html",
        {
            "publication": publication,
            "edition": edition,
            "is_preview": is_preview,
            "year": year,
            "is_before": is_before,
            "first": first,
            "moved": " ".join(kind.prefix for kind in KINDS if kind.moved),
            "today": address_without(request.GET, "as-of"),
            "here": request.path,
            "introduction": next((claim for claim in shown if claim.kind == Entry.Kind.INTRODUCTION), None),
            "sections": [section for section in sections if section.claims] if narrowed or is_before else sections,
            "narrowed": narrowed,
            "shown": len(shown),
            "all": len(claims),
            "eras": mark_choices(claims, Term.Kind.ERA, eras),
            "themes": mark_choices(claims, Term.Kind.THEME, themes),
            "complaints": [*complaints, *(complaints_of(filterset) if filterset else [])],
            "chips": chips(request.GET, filterset, ("era", "theme")) if filterset else [],
            "ways_out": claim_ways_out(request.GET, claims, eras, themes) if narrowed and not shown else [],
            "linked_data": linked_data.organization(
                name=publication.name,
                acronym=publication.acronym,
                url=request.build_absolute_uri(publication.get_absolute_url()),
                description=publication.summary,
                founded=publication.founded,
                headquarters=publication.headquarters,
                terms=terms_of(request, claims),
            ),
            **pictures_of(publication, sections, shown, date(year, 12, 31) if year else None),
        },
    )


def claim_ways_out(
    query: QueryDict, claims: Sequence[ShownClaim], eras: Sequence[str], themes: Sequence[str]
) -> list[WayOut]:
    """The filters of a dossier without each of which some claim would be shown."""
    without_era = sum(claim.matches([], themes) for claim in claims)
    without_theme = sum(claim.matches(eras, []) for claim in claims)
    ways = [
        WayOut(_("Era"), address_without(query, "era"), without_era),
        WayOut(_("Theme"), address_without(query, "theme"), without_theme),
    ]
    return [way for way in ways if way.count] if eras and themes else []


def terms_of(request: HttpRequest, claims: Iterable[ShownClaim]) -> list[linked_data.Term]:
    """The roles of a dossier, each with the whole address of its person."""
    origin = request.build_absolute_uri("/")[:-1]
    return [
        linked_data.Term(claim.title, origin + claim.person_address, claim.detail, claim.days)
        for claim in claims
        if claim.person_address
    ]


def pictures_of(
    publication: Publication, sections: Iterable[ShownSection], claims: Sequence[ShownClaim], today: date | None
) -> dict[str, SafeString]:
    """The timeline, with the terms of office; these alone where the dossier has no section for a timeline."""
    if any(section.kind == SectionKind.TIMELINE for section in sections):
        return {"timeline": dossier_timeline(publication, claims, today)}
    return {"leadership": dossier_leadership(publication, claims, today)}


def mark_filter(query: QueryDict, claims: Iterable[ShownClaim]) -> MarkFilter:
    """What is asked for, among the eras and themes that the dossier has."""
    found = {(mark.kind, mark.slug): mark.name for claim in claims for mark in claim.marks}
    return MarkFilter(query, terms=[Term(kind=kind, slug=slug, name=name) for (kind, slug), name in found.items()])


def mark_choices(claims: Iterable[ShownClaim], kind: str, chosen: Iterable[str]) -> list[Choice]:
    """The eras or themes that occur in a dossier, each with its number of claims, the most frequent first."""
    marks = [mark for claim in claims for mark in claim.marks if mark.kind == kind]
    counts = Counter(mark.slug for mark in marks)
    possible = Counter(mark.slug for mark in marks if not mark.certain)
    return choices({mark.slug: mark.name for mark in marks}.items(), counts, chosen, possible=possible)
