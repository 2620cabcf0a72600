"""Addresses that readers know: written by a publish, so that one that is left leads to where its record is now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from organizations.models import (
    Era,
    Organization,
    Person,
    PublishedOrganization,
    PublishedPerson,
    PublishedSlug,
    PublishedTag,
    Theme,
)

Kind = PublishedSlug.Kind
RECORDS: dict[str, type[Organization | Person | Era | Theme]] = {
    Kind.ORGANIZATION: Organization,
    Kind.PERSON: Person,
    Kind.ERA: Era,
    Kind.THEME: Theme,
}
"""What has an address, in the working copy."""


def keep_slugs(kind: str, records: Mapping[str, int], now: datetime) -> None:
    """Remember that readers know these records by these slugs, and no others by them: slug -> primary key."""
    PublishedSlug.objects.bulk_create(
        [PublishedSlug(kind=kind, slug=slug, record=records[slug], used_at=now) for slug in sorted(records)],
        update_conflicts=True,
        unique_fields=["kind", "slug"],
        update_fields=["record", "used_at"],
        batch_size=500,
    )


def known_as(kind: str, slug: str, *, but: int | None = None) -> Organization | Person | Era | Theme | None:
    """The record, other than the one of that primary key, that readers know by a slug; None where they know none."""
    # No record has the key 0, so that nothing is left out where `but` is None.
    known = PublishedSlug.objects.filter(kind=kind, slug=slug).exclude(record=but or 0).first()
    found: QuerySet[Organization | Person | Era | Theme] = RECORDS[kind]._default_manager.all()
    return found.filter(pk=known.record).first() if known else None


def redirect_target(kind: str, slug: str) -> str | None:
    """The slug under which readers find today what they knew by this one; None where it is nowhere, or there still."""
    owners = PublishedSlug.objects.filter(kind=kind, slug=slug).values("record")
    # The one published last comes first: a record that was renamed twice has its older names in the table too.
    slugs = PublishedSlug.objects.filter(kind=kind, record__in=owners).order_by("-used_at", "-pk")
    current = set(_published(kind, owners).filter(slug__in=slugs.values("slug")).values_list("slug", flat=True))
    found = next((each for each in slugs.values_list("slug", flat=True) if each in current), None)
    return None if found == slug else found


Published = QuerySet[PublishedOrganization] | QuerySet[PublishedPerson] | QuerySet[PublishedTag]


def _published(kind: str, owners: QuerySet[Any, Any]) -> Published:
    """What readers see of a kind; of organizations, only the owners."""
    match kind:
        case Kind.ORGANIZATION:
            return PublishedOrganization.objects.filter(organization__in=owners)
        case Kind.PERSON:
            return PublishedPerson.objects.all()
    return PublishedTag.objects.filter(kind=kind)
