"""Explore: every published claim of every organization, searched and filtered."""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from pyroaring import FrozenBitMap

from organizations.facets import Facet, Facets, asked_columns, claims_of, facets_at, intersection
from organizations.filters import UNDATED, EntryFilter, choices_of
from organizations.models import Entry, Publication, Term
from organizations.search import Hits, hits, snippets, titles
from organizations.snapshot import site_version
from organizations.views.choosing import LISTED
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
from organizations.views.pages import published_page

PER_PAGE = 20
FACETS = ("kind", "era", "theme", "organization")


@published_page("q", "kind", "era", "theme", "organization", "from", "to", "sort", "page")
def entry_list(request: HttpRequest) -> HttpResponse:
    """All published claims; each choice of each filter with how many it would show."""
    index = facets_at(site_version())
    terms = list(Term.objects.all())
    filterset = EntryFilter(request.GET, Entry.objects.all(), terms=terms)
    asked = filterset.asked
    words = asked.get("q", "")
    found = first = hits(words) if words else None
    columns = asked_columns(index, asked)
    if first:
        columns["words"] = FrozenBitMap(first.ids)
    passing = intersection(index.claims, columns)
    if first and first.capped and len(columns) > 1:
        # Too many to rank all: those that the filters let through are looked up anew, and none of them is missed.
        found = hits(first.query, among=filterset.qs.order_by())
        passing = FrozenBitMap(found.ids)
    count = len(passing)
    page, complaint = page_of(
        CountedPaginator(ordered(index, passing, found, asked.get("sort", "")), PER_PAGE, count),
        request.GET.get("page", ""),
    )
    entries = shown(list(page.object_list), terms)
    listed = {entry.publication_id for entry in entries}
    facets = {
        name: facet(index, columns, name, terms, asked.get(name, ()), listed, at_least=bool(first and first.capped))
        for name in FACETS
    }
    return render(
        request,
        "organizations/entry_list.html",
        {
            "page": page,
            "entries": entries,
            "snippets": snippets([entry.pk for entry in entries], found.query) if found else {},
            "titles": titles([entry.pk for entry in entries], found.query) if found else {},
            "count": count,
            "ways_out": [] if count else ways_out(request.GET, index, columns, filterset),
            "capped": found.capped if found else False,
            "form": filterset.form,
            "words": words,
            "complaints": complaints_of(filterset, complaint),
            "chips": chips(request.GET, filterset, ("q", *FACETS, "from", "to")),
            "facets": [(filterset.form.fields[name].label, name, facets[name]) for name in FACETS],
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


def shown(ids: Collection[int], terms: Sequence[Term]) -> list[Entry]:
    """The entries of one page with all that it shows of them, in the order of the ids. `terms` are all there are."""
    entries = (
        Entry.objects.select_related("publication")
        .prefetch_related("marks")
        .defer("html", "publication__outline")
        .in_bulk(ids)
    )
    known = {term.pk: term for term in terms}
    for mark in (mark for entry in entries.values() for mark in entry.marks.all() if mark.term_id in known):
        mark.term = known[mark.term_id]
    return [entries[pk] for pk in ids]


def ways_out(query: QueryDict, index: Facets, columns: dict[str, FrozenBitMap], filterset: EntryFilter) -> list[WayOut]:
    """The filters without each of which something would be found."""
    found = []
    for name in columns:
        count = len(intersection(index.claims, columns, without=name))
        names = {"words": ("q",), "years": ("from", "to")}.get(name, (name,))
        label = _("Years") if name == "years" else filterset.form.fields[names[0]].label
        found.append(WayOut(label, address_without(query, *names), count))
    return [way for way in found if way.count]


def facet(
    index: Facets,
    columns: dict[str, FrozenBitMap],
    name: str,
    terms: Sequence[Term],
    chosen: Iterable[str],
    listed: Collection[int],
    *,
    at_least: bool,
) -> list[Choice]:
    """The choices of one filter, counted over what the other filters let through."""
    others = intersection(index.claims, columns, without=name)
    possible: dict[str, int] = {}
    if name == "organization":
        return organization_choices(index, others, chosen, listed, at_least=at_least)
    if name == "kind":
        names = [(value, str(label)) for value, label in Entry.Kind.choices]
        counts = {value: others.intersection_cardinality(index.column(Facet.KIND, value)) for value, _label in names}
    else:
        names = choices_of(terms, name)
        listed_terms = [term for term in terms if term.kind == name]
        counts = {term.slug: others.intersection_cardinality(index.tagged([term.pk])) for term in listed_terms}
        possible = {
            term.slug: others.intersection_cardinality(index.column(Facet.POSSIBLE, term.pk)) for term in listed_terms
        }
    if name == "era":
        names.append((UNDATED, _("Undated")))
        counts[UNDATED] = others.intersection_cardinality(index.undated)
    return choices(names, counts, chosen, at_least=at_least, possible=possible)


def organization_choices(
    index: Facets, others: FrozenBitMap, chosen: Iterable[str], listed: Collection[int], *, at_least: bool
) -> list[Choice]:
    """All organizations where they are not too many; else the chosen ones and those on the page of results."""
    slugs = set(chosen)
    shown = Publication.objects.only("slug", "name", "acronym", "sort_name", "claims")
    if len(index.organizations) > LISTED:
        shown = shown.filter(Q(pk__in=listed) | Q(slug__in=slugs))
    counts = {each: others.intersection_cardinality(claims) for each, claims in claims_of(shown).items()}
    found = sorted(shown, key=lambda each: (-counts[each.pk], each.sort_name))
    return choices(
        [(each.slug, str(each)) for each in found],
        {each.slug: counts[each.pk] for each in found},
        slugs,
        at_least=at_least,
    )
