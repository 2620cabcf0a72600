"""A dossier or a person as their pages and data ask for them; of several at once where one comes after the other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from django.db.models import F, QuerySet

from organizations.models import (
    Contribution,
    PublishedClaim,
    PublishedOrganization,
    PublishedPerson,
    PublishedTag,
    Revision,
)
from organizations.reading.claims import ShownClaim, claims_of
from organizations.reading.prepared import prepared
from organizations.reading.records import WholeClaim, claims_of_organization, claims_of_organizations
from organizations.reading.snapshot import once_a_state

T = TypeVar("T")

_WITH_DATA = PublishedOrganization.objects.select_related("revision").only(
    *(field.name for field in PublishedOrganization._meta.concrete_fields), "revision__number", "revision__data"
)
_OF_ROLE = (
    *("kind", "key", "title", "detail", "period", "country", "person"),
    *("earliest", "latest", "sure_start", "sure_end", "position"),
    *(f"organization__{name}" for name in ("slug", "name", "acronym", "language")),
)


class WholeDossier:
    """A published dossier; each part is read when it is asked for first, and once."""

    def __init__(self, published: PublishedOrganization) -> None:
        self.published = published

    @cached_property
    def shown(self) -> Sequence[ShownClaim]:
        """Its claims as its page shows them."""
        return claims_of(self.published)

    @cached_property
    def claims(self) -> Sequence[WholeClaim]:
        """Its claims with all their columns."""
        return claims_of_organization(self.published.pk)

    @cached_property
    def editions(self) -> "QuerySet[Revision] | Sequence[Revision]":
        """All that was published of it, the latest first, without their data."""
        return editions_of([self.published.organization_id])

    @cached_property
    def contributions(self) -> "QuerySet[Contribution] | Sequence[Contribution]":
        """What readers contributed to its editions."""
        return contributions_of([self.published.organization_id])


@dataclass(frozen=True, slots=True)
class WholePerson:
    """A person and their roles across organizations, the earliest first."""

    person: PublishedPerson
    roles: Sequence[PublishedClaim]


# Of the context, not of the process: what one has read ahead is of its own snapshot.
_dossiers: ContextVar[Mapping[str, WholeDossier]] = ContextVar("dossiers", default={})  # noqa: B039 - nobody changes it
_people: ContextVar[Mapping[str, WholePerson]] = ContextVar("people", default={})  # noqa: B039 - nobody changes it


def dossier_of(slug: str, *, with_data: bool = False) -> WholeDossier:
    """The published dossier of a slug; with the data of its revision, or that is read later. Raises DoesNotExist."""
    found = _dossiers.get().get(slug)
    return found or WholeDossier(_WITH_DATA.get(slug=slug) if with_data else _published(slug))


def _published(slug: str) -> PublishedOrganization:
    """The published organization of a slug, and the number of its revision. Raises DoesNotExist."""
    for published in PublishedOrganization.objects.raw(_by_slug(), [slug]):
        # Taken off, so that the record is what any other query gives.
        number = vars(published).pop("number")  # which the SQL adds
        published.revision = Revision.from_db(published._state.db, ["id", "number"], [published.revision_id, number])
        return published
    raise PublishedOrganization.DoesNotExist


@cache
def _by_slug() -> str:
    """SQL that is written once, as each first reader of a dossier waits for it; its parameter is a slug."""
    return prepared(PublishedOrganization.objects.annotate(number=F("revision__number")).filter(slug__in=[""])).sql


def person_of(slug: str) -> WholePerson:
    """The person of a slug. Raises DoesNotExist."""
    found = _people.get().get(slug)
    if found:
        return found
    person = PublishedPerson.objects.get(slug=slug)
    return WholePerson(person, list(roles_of([person.pk])))


def editions_of(organizations: Collection[int]) -> "QuerySet[Revision]":
    """All that was published of organizations of the working copy, the latest first, without its data."""
    return (
        Revision.objects.published()
        .filter(organization__in=organizations)
        .order_by("-number")
        .defer("data", "imported")
    )


def contributions_of(organizations: Collection[int]) -> "QuerySet[Contribution]":
    """What readers contributed to the editions of organizations of the working copy."""
    accepted = Contribution.objects.filter(organization__in=organizations, state=Contribution.State.ACCEPTED)
    return accepted.filter(revision__isnull=False).select_related("revision").defer("revision__data")


def roles_of(people: Collection[int]) -> "QuerySet[PublishedClaim]":
    """The roles of people across organizations, the earliest first."""
    roles = PublishedClaim.objects.filter(person__in=people).order_by(
        F("earliest").asc(nulls_last=True), "organization", "position"
    )
    return roles.select_related("organization").only(*_OF_ROLE)


@once_a_state
def eras() -> list[PublishedTag]:
    """All eras, in their order."""
    return list(PublishedTag.objects.eras())


@contextmanager
def read_ahead(*, dossiers: Collection[str] = (), people: Collection[str] = ()) -> Iterator[None]:
    """While in it, this thread has read these dossiers and people, by their slugs: a query for a part of them all."""
    tokens = _dossiers.set(_dossiers_read(dossiers)), _people.set(_people_read(people))
    try:
        yield
    finally:
        _dossiers.reset(tokens[0])
        _people.reset(tokens[1])


def _dossiers_read(slugs: Collection[str]) -> dict[str, WholeDossier]:
    found = {each.organization_id: WholeDossier(each) for each in _WITH_DATA.filter(slug__in=slugs)} if slugs else {}
    claims = claims_of_organizations(each.published.pk for each in found.values()) if found else []
    by_slug = _grouped((claim.owner.slug, claim) for claim in claims)
    editions = _grouped((each.organization_id, each) for each in editions_of(found))
    contributions = _grouped((each.organization_id, each) for each in contributions_of(found))
    for key, each in found.items():
        each.claims = by_slug.get(each.published.slug, [])
        each.editions = editions.get(key, [])
        each.contributions = contributions.get(key, [])
    return {each.published.slug: each for each in found.values()}


def _people_read(slugs: Collection[str]) -> dict[str, WholePerson]:
    people = list(PublishedPerson.objects.filter(slug__in=slugs)) if slugs else []
    roles = _grouped((each.person_id or 0, each) for each in roles_of([person.pk for person in people]))
    return {each.slug: WholePerson(each, roles.get(each.pk, [])) for each in people}


def _grouped(pairs: "Iterator[tuple[int | str, T]]") -> dict[int | str, list[T]]:
    found: dict[int | str, list[T]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found
