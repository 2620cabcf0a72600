"""Themes and eras: what is published about each."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from organizations.models import Entry, EntryTerm, Term
from organizations.views.listing import CountedPaginator, page_of
from organizations.views.pages import published_page

PER_PAGE = 25


@published_page
def theme_list(request: HttpRequest) -> HttpResponse:
    """All themes and eras, each with how many claims it has."""
    counts = dict(EntryTerm.objects.order_by().values_list("term").annotate(Count("pk")))
    terms = [(term, counts.get(term.pk, 0)) for term in Term.objects.all()]
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
    marks = EntryTerm.objects.filter(term=term)
    counts = marks.aggregate(all=Count("pk"), certain=Count("pk", filter=Q(certain=True)))
    page, complaint = page_of(
        CountedPaginator(marks.order_by("entry"), PER_PAGE, counts["all"]), request.GET.get("page", "")
    )
    shown = list(
        EntryTerm.objects.filter(pk__in=[mark.pk for mark in page.object_list])
        .select_related("entry__publication", "entry__person")
        .defer("entry__publication__outline")
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
            "all": counts["all"],
            "certain": counts["certain"],
            "possible": counts["all"] - counts["certain"],
            "complaints": [complaint] if complaint else [],
            "kinds": dict(Entry.Kind.choices),
        },
    )
