"""The people of all dossiers, and the roles of each."""

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from organizations.models import PublicPerson
from organizations.views.listing import CountedPaginator, page_of
from organizations.views.pages import published_page

PER_PAGE = 50


@published_page
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a role in a published dossier, by name."""
    people = PublicPerson.objects.annotate(roles=Count("entries")).order_by("sort_name", "slug")
    page, complaint = page_of(
        CountedPaginator(people, PER_PAGE, PublicPerson.objects.count()), request.GET.get("page", "")
    )
    return render(
        request,
        "organizations/person_list.html",
        {"page": page, "complaints": [complaint] if complaint else []},
    )


@published_page
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A person, and their roles across organizations, the earliest first."""
    person = get_object_or_404(PublicPerson, slug=slug)
    roles = (
        person.entries.select_related("publication")
        .defer("publication__outline")
        .order_by(F("earliest").asc(nulls_last=True), "publication", "position")
    )
    return render(request, "organizations/person_detail.html", {"person": person, "roles": list(roles)})
