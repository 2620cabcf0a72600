"""Explore: every published claim of every organization, searched and filtered."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pyroaring import FrozenBitMap

from organizations.dossier import kinds
from organizations.exports.records import Question, ReadWords
from organizations.models import PublishedOrganization
from organizations.reading.answers import Answers, answers_to, every_answer, names_for
from organizations.reading.facets import Facet, Facets, Tag, claims_of, facets_at
from organizations.reading.filters import ClaimFilter
from organizations.reading.questions import Reading
from organizations.reading.rows import ClaimRow, OrganizationRow, claim_rows, tags_of
from organizations.reading.search import Query, marked, snippet
from organizations.reading.selection import OF_CLAIMS, Selection, Value, claim_values, claims_asked
from organizations.reading.snapshot import site_version
from organizations.views.shared.choosing import LISTED
from organizations.views.shared.claim_listing import listing_of_claims
from organizations.views.shared.data import Listing, understood
from organizations.views.shared.listing import (
    Chip,
    Choice,
    CountedPaginator,
    Stretches,
    around,
    facets_of,
    has_filters,
    page_of,
    per_page,
)
from organizations.views.shared.pages import published_page

PER_PAGE = 20
MAX_ANSWERS = 3
"""Answers that the index shows below the organizations it finds."""


@published_page("q", *OF_CLAIMS, "organization", "from", "to", "sort", "page")
def claim_list(request: HttpRequest) -> HttpResponse:
    """All published claims; each choice of each filter with how many it would show."""
    index = facets_at(site_version())
    values, filterset = filters_of(index, request.GET)
    asked = filterset.asked if filterset else {}
    words, sort = asked.get("q", ""), asked.get("sort", "")
    found = answers_to(words, index, selection_of(index, filterset, None).passing) if words else None
    selection = selection_of(index, filterset, found.claims if found else None)
    passing, capped = selection.passing, bool(found and found.capped)
    if found and found.shown is not None:
        passing = FrozenBitMap(found.shown)
    ranked = CountedPaginator(ordered(index, passing, found, sort), per_page(request, PER_PAGE), len(passing))
    page, complaint = page_of(ranked, request.GET.get("page", ""))
    results = results_of(list(page.object_list), index, found)
    listed = {claim.organization.pk for claim, *_rest in results}
    counts = has_filters(request)
    values["organization"] = (
        values_of_organizations(index, selection.without("organization"), asked.get("organization", ()), listed)
        if counts
        else []
    )
    shown = around(request, filterset, selection, complaint, ("q", *values, "from", "to"))
    return render(
        request,
        "organizations/claim_list.html",
        {
            **shown,
            "chips": [*shown["chips"], *(chips_of(found.readings, request.GET) if found else [])],
            "page": page,
            "count": len(passing),
            "capped": capped,
            "named": names_for(found, index) if found and page.number == 1 else [],
            "found": found,
            "results": results,
            "facets": facets_of(ClaimFilter, values, selection, asked, at_least=capped) if counts else [],
            "sorts": [
                ("", _("best first") if words else _("events by date, then others")),
                ("date", _("by date")),
                ("dossier", _("by organization")),
            ],
            "chosen": frozenset([*asked.get("era", []), *asked.get("theme", [])]),
            "sort": sort,
            "from": asked.get("from") or "",
            "to": asked.get("to") or "",
        },
    )


def claim_data(request: HttpRequest) -> Listing:
    """The same claims as data: of words all that answer them, by organization or by date."""
    index = facets_at(site_version())
    values, filterset = filters_of(index, request.GET)
    asked = understood(filterset)
    text = asked.get("q", "")
    others = selection_of(index, filterset, None).passing
    found = answers_to(text, index, others) if text else None
    selection = selection_of(index, filterset, every_answer(found, index) if found else None)

    def facets() -> dict[str, list[Choice]]:
        chosen = asked.get("organization", ())
        values["organization"] = values_of_organizations(index, selection.without("organization"), chosen, ())
        return {name: found for _label, name, found in facets_of(ClaimFilter, values, selection, asked)}

    return listing_of_claims(
        request,
        index,
        selection.passing,
        by_date=asked.get("sort") == "date",
        facets=facets,
        about=lambda: {"question": _question(found) if found else None},
    )


def _question(found: Answers) -> Question:
    return Question(
        [ReadWords(each.filter, each.value, each.stretch, each.words) for each in found.readings],
        found.is_partial,
        found.meant if found.is_corrected else "",
    )


def filters_of(index: Facets, query: QueryDict) -> tuple[dict[str, list[Value]], ClaimFilter | None]:
    """The values of the filters that are of the index, and what is asked for; None where nothing is."""
    values = {name: claim_values(index, name) for name in OF_CLAIMS}
    return values, ClaimFilter(query, eras=values["era"], themes=values["theme"]) if query else None


def selection_of(index: Facets, filterset: ClaimFilter | None, q: FrozenBitMap | None) -> Selection:
    """What passes; `q` are the claims that hold the words, where words are asked for."""
    chosen = claims_of_any(filterset.chosen) if filterset else None
    return claims_asked(index, filterset.asked if filterset else {}, organization=chosen, q=q)


Result = tuple[ClaimRow, Sequence[tuple[Tag, bool]], str, str]


def results_of(keys: Sequence[int], index: Facets, found: Answers | None) -> list[Result]:
    """Each claim with its tags, and where words were asked for with the places of its text and title that hold them.

    Two queries.
    """
    query, tags = found.query if found else Query(), tags_of(keys, index)
    return [
        (claim, tags.get(claim.pk, ()), snippet(claim.text, query), marked(claim.title, query) if query else "")
        for claim in claim_rows(keys)
    ]


def first_answers(text: str, index: Facets, beside: Collection[OrganizationRow]) -> dict[str, object]:
    """What Explore would show first of all that answers: how it was found, what is named, some claims, how many.

    The organizations that stand `beside` it are not named again.
    """
    listed = {each.url for each in beside}
    found = answers_to(text, index, index.claims)
    passing = found.claims if found.shown is None else FrozenBitMap(found.shown)
    keys = ordered(index, passing, found, "")[0:MAX_ANSWERS]
    return {
        "found": found,
        "named": [name for name in names_for(found, index) if name.url not in listed],
        "answers": results_of(keys, index, found),
        "answer_count": len(passing),
    }


def chips_of(readings: Iterable[Reading], query: QueryDict) -> list[Chip]:
    """The filters that were read out of the words, each with the address in which its words are quoted."""
    chips = []
    for reading in readings:
        plain = query.copy()
        plain.pop("page", None)
        plain["q"] = reading.words
        # A filter may have been chosen too: the words tell which of the two it is.
        parameters = {"value": capfirst(reading.value), "words": reading.stretch}
        name = _("Years: %(value)s") if reading.filter == "years" else _("%(value)s (“%(words)s”)")
        chips.append(Chip(name % parameters, f"?{plain.urlencode()}"))
    return chips


def ordered(index: Facets, passing: FrozenBitMap, found: Answers | None, sort: str) -> Stretches:
    """Claims by date or by organization where asked for; else the best first where words were looked for.

    Else the events by date, and behind them the others by organization.
    """
    if sort == "date":
        return Stretches(lambda start, stop: index.by_date(passing, start, stop))
    if sort == "dossier":
        # By organization, but for few: most claims of a dossier have keys that follow one another.
        return Stretches(lambda start, stop: list(passing[start:stop]))
    if found and found.shown is not None:
        best = list(found.shown)
        return Stretches(lambda start, stop: best[start:stop])
    events = passing & index.bitmap(Facet.KIND, kinds.EVENT.name)
    others = passing - events

    def events_first(start: int, stop: int) -> list[int]:
        among_others = slice(max(start - len(events), 0), max(stop - len(events), 0))
        return [*(index.by_date(events, start, stop) if start < len(events) else ()), *others[among_others]]

    return Stretches(events_first)


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
    found = PublishedOrganization.objects.only("slug", "name", "acronym", "language", "sort_name", "claim_keys")
    if len(index.organizations) > LISTED:
        found = found.filter(Q(pk__in=listed) | Q(slug__in=chosen))
    claims = claims_of(found)
    counts = {pk: among.intersection_cardinality(having) for pk, having in claims.items()}
    ordered = sorted(found, key=lambda each: (-counts[each.pk], each.sort_name))
    return [Value(each.slug, str(each), claims[each.pk], language=each.language) for each in ordered]
