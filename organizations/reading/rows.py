"""What lists show of claims and organizations: plain rows, in SQL that Django writes once."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache as once
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from organizations.dossier.kinds import EVENT, anchor_of
from organizations.models import PublishedClaim, PublishedClaimTag, PublishedOrganization
from organizations.models.urls import url_of
from organizations.publishing.cards import Card
from organizations.reading.claims import day
from organizations.reading.facets import Facets, Tag
from organizations.reading.prepared import Prepared, prepared, rows_for


class OrganizationRow(NamedTuple):
    """A published organization as a list shows it."""

    pk: int
    slug: str
    name: str
    acronym: str
    language: str
    founded: int | None
    headquarters: str
    summary: str
    sourced_claims: int = 0
    counted_claims: int = 0

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def url(self) -> str:
        return url_of("organization_detail", self.slug)


class ClaimRow(NamedTuple):
    """A published claim as a list shows it."""

    organization: OrganizationRow
    pk: int
    kind: str
    key: str
    title: str
    detail: str
    text: str
    period: str
    earliest: date | str | None = None
    latest: date | str | None = None
    sure_start: date | str | None = None
    sure_end: date | str | None = None

    @property
    def days(self) -> tuple[date | None, ...]:
        """The four days of a PublishedClaim."""
        return tuple(map(day, (self.earliest, self.latest, self.sure_start, self.sure_end)))

    @property
    def url(self) -> str:
        return f"{self.organization.url}#{anchor_of(self.kind, self.key)}"


class EventRow(NamedTuple):
    """A dated event of an organization, by the key of that, as its strip draws it."""

    organization: int
    key: str
    title: str
    period: str
    earliest: date | None
    latest: date | None
    sure_start: date | None
    sure_end: date | None


ORGANIZATION = OrganizationRow._fields
CLAIM = ClaimRow._fields[1:]
ANY = -1
"""Stands for the tag in the SQL that asks for the claims of one."""

OF_ORGANIZATION = tuple(f"organization__{name}" for name in ORGANIZATION)


def organization_rows(keys: Sequence[int]) -> list[OrganizationRow]:
    """The organizations in the order of their keys; those that there are. One query."""
    found = {row[0]: OrganizationRow(*row) for row in rows_for(_organizations_by_key(), keys)}
    return [found[key] for key in keys if key in found]


def cards_of(keys: Sequence[int]) -> dict[int, Card]:
    """What the index says of organizations, by their keys. One query."""
    return {key: json.loads(card) for key, card in rows_for(_cards_by_organization(), keys)}


def claim_rows(keys: Sequence[int]) -> list[ClaimRow]:
    """The claims in the order of their keys; those that there are. One query."""
    found = {claim.pk: claim for claim in _claims(rows_for(_claims_by_key(), keys))}
    return [found[key] for key in keys if key in found]


def dated_rows(organizations: Sequence[int], tag: int, limit: int) -> list[ClaimRow]:
    """Up to `limit` of the dated claims of organizations, by their keys, that have a tag. One query."""
    sql, before = _tagged_by_organization(limit)
    rows = rows_for(Prepared(sql, tuple(tag if each == ANY else each for each in before)), organizations)
    return list(_claims(rows))


def _claims(rows: Iterable[Sequence[Any]]) -> Iterator[ClaimRow]:
    """The claims of rows; those of one organization share it."""
    owners: dict[int, OrganizationRow] = {}
    for row in rows:
        own, owner = row[: len(CLAIM)], row[len(CLAIM) :]
        yield ClaimRow(owners.get(owner[0]) or owners.setdefault(owner[0], OrganizationRow(*owner)), *own)


def events_of(keys: Sequence[int]) -> list[EventRow]:
    """The dated events of organizations, each one's in the order of its dossier. One query."""
    return [EventRow(*row[:4], *map(day, row[4:])) for row in rows_for(_events_by_organization(), keys)]


def tags_of(keys: Sequence[int], index: Facets) -> dict[int, list[tuple[Tag, bool]]]:
    """The eras and themes of each claim, in their order, and whether it certainly has them. One query."""
    places = {tag.pk: place for place, tag in enumerate(index.tags)}
    found: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    for claim, tag, certain in rows_for(_tags_by_claim(), keys):
        found[claim].append((places[tag], bool(certain)))
    return {claim: [(index.tags[place], certain) for place, certain in sorted(tags)] for claim, tags in found.items()}


@once
def _organizations_by_key() -> Prepared:
    return prepared(PublishedOrganization.objects.filter(pk__in=[0]).values_list(*ORGANIZATION).order_by())


@once
def _cards_by_organization() -> Prepared:
    return prepared(PublishedOrganization.objects.filter(pk__in=[0]).values_list("pk", "card").order_by())


@once
def _claims_by_key() -> Prepared:
    return prepared(PublishedClaim.objects.filter(pk__in=[0]).values_list(*CLAIM, *OF_ORGANIZATION).order_by())


@once
def _tagged_by_organization(limit: int) -> Prepared:
    # Looked for claim by claim: joined, SQLite would walk through all claims that have the tag.
    has_it = Exists(PublishedClaimTag.objects.filter(claim=OuterRef("pk"), tag=ANY))
    found = PublishedClaim.objects.filter(has_it, earliest__isnull=False).filter(organization__in=[0])
    return prepared(found.values_list(*CLAIM, *OF_ORGANIZATION).order_by()[:limit])


@once
def _events_by_organization() -> Prepared:
    events = PublishedClaim.objects.filter(kind=EVENT.name, earliest__isnull=False).filter(organization__in=[0])
    return prepared(events.order_by("organization", "position").values_list(*EventRow._fields))


@once
def _tags_by_claim() -> Prepared:
    return prepared(PublishedClaimTag.objects.filter(claim__in=[0]).values_list("claim", "tag", "certain").order_by())
