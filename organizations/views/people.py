"""The people of all dossiers, and the roles of each."""

from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from organizations.exports import linked_data
from organizations.models import PublishedPerson, PublishedTag
from organizations.views.shared.listing import page_of
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import roles_timeline

PER_PAGE = 50


@published_page("page")
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a role in a published dossier, by name."""
    keys = PublishedPerson.objects.order_by("sort_name", "slug").values_list("pk", flat=True)
    page, complaint = page_of(Paginator(keys, PER_PAGE), request.GET.get("page", ""))
    # The roles of those on the page alone: counting everybody's would take the longer the more there are.
    people = PublishedPerson.objects.filter(pk__in=list(page.object_list)).annotate(roles=Count("claims"))
    page.object_list = people.order_by("sort_name", "slug")
    return render(
        request,
        "organizations/person_list.html",
        {"page": page, "complaints": [complaint] if complaint else []},
    )


@published_page()
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A person, and their roles across organizations, the earliest first."""
    person = get_object_or_404(PublishedPerson, slug=slug)
    roles = list(
        person.claims.select_related("organization")
        .defer("organization__outline")
        .order_by(F("earliest").asc(nulls_last=True), "organization", "position")
    )
    timeline = roles_timeline(roles, PublishedTag.objects.eras())
    tenures = [
        linked_data.Tenure(
            str(role.organization),
            request.build_absolute_uri(role.organization.get_absolute_url()),
            role.detail,
            (role.earliest, role.latest, role.sure_start, role.sure_end),
        )
        for role in roles
    ]
    url = request.build_absolute_uri(person.get_absolute_url())
    return render(
        request,
        "organizations/person_detail.html",
        {
            "person": person,
            "roles": roles,
            "timeline": timeline,
            "linked_data": linked_data.person(name=person.name, url=url, tenures=tenures),
        },
    )
