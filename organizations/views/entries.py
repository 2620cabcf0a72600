"""Explore: every published claim of every organization, searched and filtered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from organizations.filters import UNDATED, EntryFilter, choices_of
from organizations.models import Entry, EntryTerm, Publication, Term
from organizations.search import Hits, hits, snippets
from organizations.views.listing import Choice, CountedPaginator, chips, choices, complaints_of, page_of
from organizations.views.pages import published_page

PER_PAGE = 20
LISTED_ORGANIZATIONS = 20
FACETS = ("kind", "era", "theme", "organization")


@published_page
def entry_list(request: HttpRequest) -> HttpResponse:
    """All published claims; each choice of each filter with how many it would show."""
    terms = list(Term.objects.all())
    filterset = EntryFilter(request.GET, Entry.objects.all(), terms=terms)
    words = filterset.asked.get("q", "")
    found_words = looked_up(words, filterset) if words else None
    facets = {name: facet(request.GET, name, terms, found_words) for name in FACETS}
    found = narrowed(filterset.qs, found_words)
    count = sum(choice.count for choice in facets["kind"] if choice.chosen) or sum(
        choice.count for choice in facets["kind"]
    )
    page, complaint = page_of(
        CountedPaginator(ordered(found, found_words, request.GET), PER_PAGE, count), request.GET.get("page", "")
    )
    entries = shown(page.object_list)
    return render(
        request,
        "organizations/entry_list.html",
        {
            "page": page,
            "entries": entries,
            "snippets": snippets([entry.pk for entry in entries], found_words.query) if found_words else {},
            "count": count,
            "capped": found_words.capped if found_words else False,
            "form": filterset.form,
            "words": words,
            "complaints": complaints_of(filterset, complaint),
            "chips": chips(request.GET, filterset, ("q", *FACETS, "from", "to")),
            "facets": [(filterset.form.fields[name].label, name, facets[name]) for name in FACETS],
            "sort": request.GET.get("sort", ""),
            "from": filterset.asked.get("from") or "",
            "to": filterset.asked.get("to") or "",
        },
    )


def looked_up(words: str, filterset: EntryFilter) -> Hits:
    """The claims that hold the words; where there are too many to rank, only those that the filters let through."""
    found = hits(words)
    return hits(found.query, among=filterset.qs.order_by()) if found.capped else found


def narrowed(entries: QuerySet[Entry], found: Hits | None) -> QuerySet[Entry]:
    """Entries that are among what the index found, if anything was looked for."""
    return entries if found is None else entries.filter(pk__in=found.ids)


def ordered(entries: QuerySet[Entry], found: Hits | None, query: QueryDict) -> QuerySet[Entry] | Sequence[int]:
    """The best first where words were looked for, else as the filters say, else by organization."""
    if found is None or query.get("sort") == "date":
        return entries if entries.query.order_by else entries.order_by("publication", "position")
    passing = set(entries.order_by().values_list("pk", flat=True))
    return [pk for pk in found.ids if pk in passing]


def shown(found: Any) -> list[Entry]:
    """The entries of one page (a slice of a queryset, or ids) with all that it shows of them, in order."""
    ids = list(found) if isinstance(found, list) else list(found.values_list("pk", flat=True))
    entries = Entry.objects.select_related("publication", "person").prefetch_related("marks__term").defer(
        "publication__outline"
    ).in_bulk(ids)  # fmt: skip
    return [entries[pk] for pk in ids]


def facet(query: QueryDict, name: str, terms: Sequence[Term], found: Hits | None) -> list[Choice]:
    """The choices of one filter, counted over what the other filters let through."""
    others = query.copy()
    chosen = others.pop(name, [])
    filterset = EntryFilter(others, Entry.objects.all(), terms=terms)
    is_all = found is None and not filterset.form.changed_data
    entries = narrowed(filterset.qs, found).order_by()
    return COUNTERS[name](entries, is_all, terms, chosen)


def kind_choices(entries: QuerySet[Entry], is_all: bool, terms: Sequence[Term], chosen: Sequence[str]) -> list[Choice]:
    counts = dict(entries.values_list("kind").annotate(Count("pk")))
    return choices(((value, str(label)) for value, label in Entry.Kind.choices), counts, chosen)


def era_choices(entries: QuerySet[Entry], is_all: bool, terms: Sequence[Term], chosen: Sequence[str]) -> list[Choice]:
    counts = {**term_counts(entries, is_all, terms, Term.Kind.ERA), UNDATED: entries.undated().count()}  # type: ignore[attr-defined]
    names = [*choices_of(terms, Term.Kind.ERA), (UNDATED, _("Undated"))]
    return choices(names, counts, chosen)


def theme_choices(entries: QuerySet[Entry], is_all: bool, terms: Sequence[Term], chosen: Sequence[str]) -> list[Choice]:
    return choices(choices_of(terms, Term.Kind.THEME), term_counts(entries, is_all, terms, Term.Kind.THEME), chosen)


def term_counts(entries: QuerySet[Entry], is_all: bool, terms: Sequence[Term], kind: str) -> Mapping[str, int]:
    """How many of the entries carry each term of a kind, by slug."""
    marks = EntryTerm.objects.order_by()
    marks = marks if is_all else marks.filter(entry__in=entries.values("pk"))
    counts = dict(marks.values_list("term").annotate(Count("pk")))
    return {term.slug: counts.get(term.pk, 0) for term in terms if term.kind == kind}


def organization_choices(
    entries: QuerySet[Entry], is_all: bool, terms: Sequence[Term], chosen: Sequence[str]
) -> list[Choice]:
    """The organizations with the most claims, and the chosen ones."""
    rows = entries.values_list("publication").annotate(count=Count("pk")).order_by(F("count").desc(), "publication")
    counts = dict(rows[:LISTED_ORGANIZATIONS])
    wanted = Publication.objects.filter(slug__in=[slug for slug in chosen if "\0" not in slug][:50])
    missing = [each.pk for each in wanted if each.pk not in counts]
    counts |= dict(rows.filter(publication__in=missing)) if missing else {}
    found = Publication.objects.only("slug", "name", "acronym").in_bulk([*counts, *missing])
    listed = sorted(found.values(), key=lambda each: (-counts.get(each.pk, 0), each.name))
    return choices(
        [(each.slug, str(each)) for each in listed], {each.slug: counts.get(each.pk, 0) for each in listed}, chosen
    )


COUNTERS = {
    "kind": kind_choices,
    "era": era_choices,
    "theme": theme_choices,
    "organization": organization_choices,
}
