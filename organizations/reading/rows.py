"""What lists show of claims and organizations: plain rows, in SQL that Django writes once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from organizations.dossier.kinds import anchor_of
from organizations.models import PublishedClaim, PublishedClaimTag, PublishedOrganization
from organizations.models.urls import url_of
from organizations.publishing.cards import Card
from organizations.reading.facets import Facets, Tag
from organizations.replicas import read_connection


@dataclass(frozen=True, slots=True)
class OrganizationRow:
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


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A published claim as a list shows it."""

    organization: OrganizationRow
    pk: int
    kind: str
    key: str
    title: str
    detail: str
    text: str
    period: str

    @property
    def url(self) -> str:
        return f"{self.organization.url}#{anchor_of(self.kind, self.key)}"


ORGANIZATION = tuple(each.name for each in fields(OrganizationRow))
CLAIM = tuple(each.name for each in fields(ClaimRow)[1:])


def organization_rows(keys: Sequence[int]) -> list[OrganizationRow]:
    """The organizations in the order of their keys; those that there are. One query."""
    found = {row[0]: OrganizationRow(*row) for row in _rows(_organizations_sql, keys)}
    return [found[key] for key in keys if key in found]


def cards_of(keys: Sequence[int]) -> dict[int, Card]:
    """What the index says of organizations, by their keys. One query."""
    found = PublishedOrganization.objects.filter(pk__in=keys) if keys else PublishedOrganization.objects.none()
    return dict(found.values_list("pk", "card"))


def claim_rows(keys: Sequence[int]) -> list[ClaimRow]:
    """The claims in the order of their keys; those that there are. One query."""
    width = len(CLAIM)
    found = {row[0]: ClaimRow(OrganizationRow(*row[width:]), *row[:width]) for row in _rows(_claims_sql, keys)}
    return [found[key] for key in keys if key in found]


def tags_of(keys: Sequence[int], index: Facets) -> dict[int, list[tuple[Tag, bool]]]:
    """The eras and themes of each claim, in their order, and whether it certainly has them. One query."""
    places = {tag.pk: place for place, tag in enumerate(index.tags)}
    found: defaultdict[int, list[tuple[int, bool]]] = defaultdict(list)
    for claim, tag, certain in _rows(_tags_sql, keys):
        found[claim].append((places[tag], bool(certain)))
    return {claim: [(index.tags[place], certain) for place, certain in sorted(tags)] for claim, tags in found.items()}


def _rows(sql_for: Callable[[int], str], keys: Sequence[int]) -> list[tuple[Any, ...]]:
    if not keys:
        return []
    with read_connection().cursor() as cursor:
        cursor.execute(sql_for(len(keys)), list(keys))
        return list(cursor.fetchall())


@lru_cache(maxsize=200)
def _organizations_sql(count: int) -> str:
    return _sql(PublishedOrganization.objects.filter(pk__in=range(count)).values_list(*ORGANIZATION))


@lru_cache(maxsize=200)
def _claims_sql(count: int) -> str:
    of_organization = (f"organization__{name}" for name in ORGANIZATION)
    return _sql(PublishedClaim.objects.filter(pk__in=range(count)).values_list(*CLAIM, *of_organization))


@lru_cache(maxsize=200)
def _tags_sql(count: int) -> str:
    return _sql(PublishedClaimTag.objects.filter(claim__in=range(count)).values_list("claim", "tag", "certain"))


def _sql(rows: "QuerySet[Any, Any]") -> str:
    """Writing it takes Django longer than the database to answer; the keys are its only parameters."""
    return rows.order_by().query.sql_with_params()[0]
