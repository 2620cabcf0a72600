"""Themes and eras: what is published about each."""

from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from organizations.census import census, members
from organizations.models import EntryTerm, Term
from organizations.views.listing import CountedPaginator, Stretches, page_of
from organizations.views.pages import published_page, site_version
from organizations.views.pictures import claims_timeline

PER_PAGE = 25


@published_page
def theme_list(request: HttpRequest) -> HttpResponse:
    """All themes and eras, each with how many claims it has."""
    counted = census(site_version())
    terms = [(term, counted.marked([term.pk]).bit_count()) for term in Term.objects.all()]
    return render(
        request,
        "organizations/theme_list.html",
        {
            "themes": [(term, count) for term, count in terms if term.kind == Term.Kind.THEME],
            "eras": [(term, count) for term, count in terms if term.kind == Term.Kind.ERA],
        },
    )


@published_page
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme, and the claims that are about it."""
    return _term_detail(request, Term.Kind.THEME, slug)


@published_page
def era_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An era, and the claims that fall within it, certainly or possibly."""
    return _term_detail(request, Term.Kind.ERA, slug)


def _term_detail(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    term = get_object_or_404(Term, kind=kind, slug=slug)
    counted = census(site_version())
    marked, certain = counted.marked([term.pk]), counted.column("certain", term.pk)
    stretches = Stretches(lambda start, stop: list(islice(members(marked), start, stop)))
    page, complaint = page_of(CountedPaginator(stretches, PER_PAGE, marked.bit_count()), request.GET.get("page", ""))
    shown = list(
        EntryTerm.objects.filter(term=term, entry__in=list(page.object_list))
        .select_related("entry__publication")
        .defer("entry__html", "entry__publication__outline")
        .order_by("entry")
    )
    return render(
        request,
        "organizations/term_detail.html",
        {
            "term": term,
            "is_era": kind == Term.Kind.ERA,
            "page": page,
            "marks": shown,
            "timeline": claims_timeline([mark.entry for mark in shown], Term.objects.eras()),
            "all": marked.bit_count(),
            "certain": certain.bit_count(),
            "possible": marked.bit_count() - certain.bit_count(),
            "complaints": [complaint] if complaint else [],
        },
    )
