"""Themes and eras: what is published about each."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from pyroaring import FrozenBitMap

from organizations.models import Entry, EntryTerm, Term
from organizations.reading.facets import Facet, Facets, facets_at
from organizations.reading.snapshot import site_version
from organizations.views.shared.listing import CountedPaginator, Stretches, page_of
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import claims_tally, claims_timeline

PER_PAGE = 25
MOST_DRAWN = 200
"""Where more dated claims than these have a term, they are counted by years."""


@published_page()
def theme_list(request: HttpRequest) -> HttpResponse:
    """All themes and eras, each with how many claims it has."""
    index = facets_at(site_version())
    terms = [(term, len(index.tagged([term.pk]))) for term in Term.objects.all()]
    return render(
        request,
        "organizations/theme_list.html",
        {
            "themes": [(term, count) for term, count in terms if term.kind == Term.Kind.THEME],
            "eras": [(term, count) for term, count in terms if term.kind == Term.Kind.ERA],
        },
    )


@published_page("page")
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme, and the claims that are about it."""
    return _term_detail(request, Term.Kind.THEME, slug)


@published_page("page")
def era_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An era, and the claims that fall within it, certainly or possibly."""
    return _term_detail(request, Term.Kind.ERA, slug)


def _term_detail(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    terms = list(Term.objects.all())
    term = next((each for each in terms if (each.kind, each.slug) == (kind, slug)), None)
    if term is None:
        raise Http404(slug)
    eras = [each for each in terms if each.kind == Term.Kind.ERA]
    index = facets_at(site_version())
    tagged, certain = index.tagged([term.pk]), index.column(Facet.CERTAIN, term.pk)
    stretches = Stretches(lambda start, stop: list(tagged[start:stop]))
    page, complaint = page_of(CountedPaginator(stretches, PER_PAGE, len(tagged)), request.GET.get("page", ""))
    shown = list(
        EntryTerm.objects.filter(term=term, entry__in=list(page.object_list))
        .select_related("entry__publication")
        .defer("entry__html", "entry__publication__outline")
        .order_by("entry")
    )
    dated = tagged - index.undated
    too_many = len(dated) > MOST_DRAWN
    return render(
        request,
        "organizations/term_detail.html",
        {
            "term": term,
            "is_era": kind == Term.Kind.ERA,
            "page": page,
            "marks": shown,
            "too_many": too_many,
            "timeline": _tally(index, dated, term, eras) if too_many else _timeline(dated, eras),
            "all": len(tagged),
            "certain": len(certain),
            "possible": len(tagged) - len(certain),
            "complaints": [complaint] if complaint else [],
        },
    )


def _timeline(dated: FrozenBitMap, eras: Iterable[Term]) -> SafeString:
    entries = Entry.objects.filter(pk__in=list(dated)).select_related("publication")
    return claims_timeline(entries.defer("html", "text", "publication__outline"), eras)


def _tally(index: Facets, dated: FrozenBitMap, term: Term, eras: Iterable[Term]) -> SafeString:
    return claims_tally(index.by_year(dated, Facet.STARTS), index.by_year(dated, Facet.ENDS), term, eras)
