"""The people of all dossiers, and the roles of each."""

from collections.abc import Iterable
from itertools import groupby
from typing import Annotated

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from pydantic import Field, TypeAdapter

from organizations.exports import linked_data
from organizations.models import PublishedPerson
from organizations.reading.facets import facets_at
from organizations.reading.filters import PersonFilter
from organizations.reading.people import OTHERS, held_by, letters, people_asked, people_counted, tenures
from organizations.reading.snapshot import site_version
from organizations.reading.whole import eras, person_of, roles_of
from organizations.views.shared.claim_listing import claims_of_keys
from organizations.views.shared.data import Listing, Place, Stretch, builder_for, understood
from organizations.views.shared.listing import CountedPaginator, chips, complaints_of, page_of
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import roles_timeline

PER_PAGE = 50
MAX_ROLES = 3
"""Roles of each person that the list shows."""

Initial = Annotated[int, Field(ge=0, le=PublishedPerson.OTHERS)]
Words = Annotated[str, Field(pattern=r"\A[^\x00]*\z", max_length=1000)]
BY_NAME = TypeAdapter(tuple[Initial, Words, Words])


@published_page("q", "letter", "page")
def person_list(request: HttpRequest) -> HttpResponse:
    """Everybody who holds a role in a published dossier, by family name, under letters."""
    filterset = filter_of(request.GET)
    asked = filterset.asked if filterset else {}
    count = people_counted(asked.get("letter", ""), asked.get("q", ""))
    page, complaint = page_of(CountedPaginator(people_asked(asked), PER_PAGE, count), request.GET.get("page", ""))
    # In the order of their letters, or groupby would open a letter twice.
    people = list(page.object_list)
    held = held_by([person.pk for person in people], MAX_ROLES)
    return render(
        request,
        "organizations/person_list.html",
        {
            "here": request.path,
            "words": asked.get("q", ""),
            "letter": asked.get("letter", ""),
            "letters": named_letters(),
            "complaints": complaints_of(filterset, complaint),
            "chips": chips(request.GET, filterset, ("q", "letter")) if filterset else [],
            "page": page,
            "groups": [
                (letter or _("Other"), [(person, held[person.pk]) for person in those])
                for letter, those in groupby(people, lambda person: person.letter)
            ],
        },
    )


def language_of_all(languages: Iterable[str]) -> str:
    """The language, where it is one; else empty."""
    found = set(languages)
    return found.pop() if len(found) == 1 else ""


def filter_of(query: QueryDict) -> PersonFilter | None:
    """What is asked of the list; None where nothing is."""
    return PersonFilter(query, letters=named_letters()) if query else None


def named_letters() -> list[tuple[str, str]]:
    """The letters that people are listed under, as they stand in an address and on the page."""
    return [(each, _("Other") if each == OTHERS else each.upper()) for each in letters()]


@published_page()
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A person, and their roles across organizations, the earliest first."""
    try:
        found = person_of(slug)
    except PublishedPerson.DoesNotExist as missing:
        raise Http404 from missing
    person, roles = found.person, found.roles
    timeline = roles_timeline(roles, eras())
    held = [
        linked_data.Tenure(
            str(role.organization),
            request.build_absolute_uri(role.organization.get_absolute_url()),
            role.detail,
            (role.earliest, role.latest, role.sure_start, role.sure_end),
        )
        for role in roles
    ]
    return render(
        request,
        "organizations/person_detail.html",
        {
            "person": person,
            "name_language": language_of_all(role.organization.language for role in roles),
            "profile": person.profile,
            "tenures": tenures(roles),
            "has_undated": any(role.earliest is None for role in roles),
            "timeline": timeline,
            "linked_data": linked_data.person(
                name=person.name,
                url=request.build_absolute_uri(person.get_absolute_url()),
                description=person.profile.get("biography", ""),
                image=request.build_absolute_uri(person.picture_url) if person.picture_url else "",
                born=person.born,
                died=person.died,
                tenures=held,
            ),
        },
    )


def person_list_data(request: HttpRequest) -> Listing:
    """The people of the list as data, with all their offices."""
    asked = understood(filter_of(request.GET))
    people = people_asked(asked)
    builder = builder_for(request)

    def take(place: Place | None, size: int) -> Stretch:
        rows = people.filter(_behind(*place)) if place else people
        found = list(rows[: size + 1])  # one more than is shown tells whether there are more
        held = held_by([each.pk for each in found[:size]])
        last = found[size - 1] if len(found) > size else None
        records = [builder.person(each, map(builder.office, held[each.pk].roles)) for each in found[:size]]
        return records, (last.initial, last.sort_name, last.slug) if last else None

    return Listing(people_counted(asked.get("letter", ""), asked.get("q", "")), take, BY_NAME)


def _behind(initial: int, sort_name: str, slug: str) -> Q:
    later = Q(sort_name__gt=sort_name) | Q(sort_name=sort_name, slug__gt=slug)
    return Q(initial__gt=initial) | Q(initial=initial) & later


def person_data(request: HttpRequest, slug: str) -> Listing:
    """A person and their roles as data."""
    person, builder = get_object_or_404(PublishedPerson, slug=slug), builder_for(request)
    keys = list(roles_of([person.pk]).values_list("pk", flat=True))
    records = claims_of_keys(builder, facets_at(site_version()), keys)
    offices = map(builder.office, held_by([person.pk])[person.pk].roles)
    return Listing.of(records, about=lambda: {"person": builder.person(person, offices)})
