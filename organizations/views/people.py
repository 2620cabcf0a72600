"""The people of all dossiers, and the roles of each."""

from typing import Annotated

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from pydantic import Field, TypeAdapter

from organizations.exports import linked_data
from organizations.models import PublishedClaim, PublishedPerson, PublishedTag
from organizations.reading.facets import facets_at
from organizations.reading.snapshot import site_version
from organizations.views.shared.claim_listing import claims_of_keys
from organizations.views.shared.data import Listing, Place, Stretch, builder_for
from organizations.views.shared.listing import page_of
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import roles_timeline

PER_PAGE = 50
Words = Annotated[str, Field(pattern=r"\A[^\x00]*\z", max_length=1000)]
BY_NAME = TypeAdapter(tuple[Words, Words])


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
    roles = list(roles_of(person).select_related("organization").defer("organization__outline"))
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


def roles_of(person: PublishedPerson) -> "QuerySet[PublishedClaim]":
    """The roles of a person across organizations, the earliest first."""
    return person.claims.order_by(F("earliest").asc(nulls_last=True), "organization", "position")


def person_list_data(request: HttpRequest) -> Listing:
    """Everybody as data, by name."""
    builder, people = builder_for(request), PublishedPerson.objects.order_by("sort_name", "slug")

    def take(place: Place | None, size: int) -> Stretch:
        rows = people.filter(_behind(*place)) if place else people
        found = list(rows[: size + 1])  # one more than is shown tells whether there are more
        counts = dict(
            PublishedClaim.objects.filter(person__in=found[:size])
            .order_by()
            .values("person")
            .values_list("person", Count("pk"))
        )
        records = [builder.person(each, counts.get(each.pk, 0)) for each in found[:size]]
        return records, (found[size - 1].sort_name, found[size - 1].slug) if len(found) > size else None

    return Listing(people.count(), take, BY_NAME)


def _behind(sort_name: str, slug: str) -> Q:
    return Q(sort_name__gt=sort_name) | Q(sort_name=sort_name, slug__gt=slug)


def person_data(request: HttpRequest, slug: str) -> Listing:
    """A person and their roles as data."""
    person, builder = get_object_or_404(PublishedPerson, slug=slug), builder_for(request)
    keys = list(roles_of(person).values_list("pk", flat=True))
    records = claims_of_keys(builder, facets_at(site_version()), keys)
    return Listing.of(records, about=lambda: {"person": builder.person(person, len(keys))})
