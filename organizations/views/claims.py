"""Explore: every published claim of every organization, searched and filtered."""

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from pyroaring import FrozenBitMap

from organizations.models import PublishedClaim, PublishedOrganization
from organizations.reading.facets import Facets, claims_of, facets_at
from organizations.reading.filters import ClaimFilter
from organizations.reading.search import Hits, hits, hits_among, snippets, titles
from organizations.reading.selection import Value, claim_values, claims_asked
from organizations.reading.snapshot import site_version
from organizations.views.shared.choosing import LISTED
from organizations.views.shared.listing import (
    CountedPaginator,
    Stretches,
    chips,
    choices,
    complaints_of,
    page_of,
    ways_out,
)
from organizations.views.shared.pages import published_page

PER_PAGE = 20
FACETS = ("kind", "era", "theme", "organization")


@published_page("q", "kind", "era", "theme", "organization", "from", "to", "sort", "page")
def claim_list(request: HttpRequest) -> HttpResponse:
    """All published claims; each choice of each filter with how many it would show."""
    index = facets_at(site_version())
    filterset = ClaimFilter(request.GET, eras=claim_values(index, "era"), themes=claim_values(index, "theme"))
    asked = filterset.asked
    words = asked.get("q", "")
    found = hits(words) if words else None
    selection = claims_asked(
        index,
        asked,
        organization=claims_of_any(filterset.organizations[slug] for slug in asked.get("organization", ())),
        q=FrozenBitMap(found.ids) if found else None,
    )
    passing, at_least = selection.passing, bool(found and found.capped)
    if found and found.capped and len(selection.bitmaps) > 1:
        # Too many to rank all: those that the filters let through are looked up anew, and none of them is missed.
        found = hits_among(found, selection.without("q"))
        passing = FrozenBitMap(found.ids)
    count = len(passing)
    page, complaint = page_of(
        CountedPaginator(ordered(index, passing, found, asked.get("sort", "")), PER_PAGE, count),
        request.GET.get("page", ""),
    )
    claims = shown(list(page.object_list))
    listed = {claim.organization_id for claim in claims}
    facets = []
    for name in FACETS:
        chosen, among = asked.get(name, []), selection.without(name)
        is_organization = name == "organization"
        values = values_of_organizations(index, among, chosen, listed) if is_organization else claim_values(index, name)
        label = filterset.form.fields[name].label
        facets.append((label, name, choices(values, among, chosen, at_least=at_least)))
    return render(
        request,
        "organizations/claim_list.html",
        {
            "page": page,
            "claims": claims,
            "snippets": snippets([claim.pk for claim in claims], found.query) if found else {},
            "titles": titles([claim.pk for claim in claims], found.query) if found else {},
            "count": count,
            "ways_out": [] if count else ways_out(request.GET, selection, filterset),
            "capped": found.capped if found else False,
            "form": filterset.form,
            "words": words,
            "complaints": complaints_of(filterset, complaint),
            "chips": chips(request.GET, filterset, ("q", *FACETS, "from", "to")),
            "facets": facets,
            "sort": asked.get("sort", ""),
            "from": asked.get("from") or "",
            "to": asked.get("to") or "",
        },
    )


def ordered(index: Facets, passing: FrozenBitMap, found: Hits | None, sort: str) -> Stretches:
    """Claims by date where asked for; else the best first where words were looked for, else by organization."""
    if sort == "date":
        return Stretches(lambda start, stop: index.by_date(passing, start, stop))
    if found:
        best = [pk for pk in found.ids if pk in passing]
        return Stretches(lambda start, stop: best[start:stop])
    return Stretches(lambda start, stop: list(passing[start:stop]))


def shown(ids: Collection[int]) -> list[PublishedClaim]:
    """The claims of one page with all that it shows of them, in the order of the ids."""
    claims = (
        PublishedClaim.objects.select_related("organization")
        .prefetch_related("claim_tags__tag")
        .defer("html", "organization__outline", "organization__claims")
        .in_bulk(ids)
    )
    return [claims[pk] for pk in ids]


def claims_of_any(organizations: Iterable[PublishedOrganization]) -> FrozenBitMap | None:
    """The claims of all the organizations; None where none is asked for."""
    claims = claims_of(organizations)
    return FrozenBitMap.union(*claims.values()) if claims else None


def values_of_organizations(
    index: Facets, among: FrozenBitMap, chosen: Collection[str], listed: Collection[int]
) -> list[Value]:
    """All organizations where they are not too many, those with most claims first.

    Else the chosen ones and those on the page of results.
    """
    found = PublishedOrganization.objects.only("slug", "name", "acronym", "sort_name", "claims")
    if len(index.organizations) > LISTED:
        found = found.filter(Q(pk__in=listed) | Q(slug__in=chosen))
    claims = claims_of(found)
    counts = {pk: among.intersection_cardinality(having) for pk, having in claims.items()}
    ordered = sorted(found, key=lambda each: (-counts[each.pk], each.sort_name))
    return [Value(each.slug, str(each), claims[each.pk]) for each in ordered]
