"""Revisions: what a dossier said, kept with who and when, checked as it is kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from organizations.dossier.document import Dossier, fingerprint, to_json
from organizations.dossier.notes import Note
from organizations.editing.checkups import check_up
from organizations.editing.locks import locked
from organizations.models import Organization, Revision
from organizations.models.revisions import columns_of
from organizations.store import dump_dossiers

BATCH = 1000


class ChangedMeanwhile(ValueError):
    """What was to be published or submitted is not what was shown: somebody changed it since."""


def version_of(organization: Organization, dossier: Dossier) -> str:
    """A digest of what readers would be shown: the dossier's words, and its slug."""
    return f"{fingerprint(to_json(dossier))[:32]}.{organization.slug}"


def refuse_changed(
    organizations: Sequence[Organization], dossiers: dict[int, Dossier], expected: Mapping[int, str] | None
) -> None:
    """Raise ChangedMeanwhile where a dossier is not at its `expected` version, by its organization's key."""
    if expected is None:
        return
    for each in organizations:
        if expected.get(each.pk) != version_of(each, dossiers[each.pk]):
            raise ChangedMeanwhile(str(each))


def record(
    organization: Organization,
    *,
    by: User | None = None,
    note: Note = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
    imported: Dossier | None = None,
) -> Revision:
    """Keep the working copy as a revision that readers do not see; `imported` is the text it was merged from."""
    with locked([organization.pk]):
        fresh = [Organization.objects.get(pk=organization.pk)]
        [revision] = record_dossiers(
            fresh, dump_dossiers(fresh), by=by, note=note, origin=origin, now=timezone.now(), imported=imported
        )
    return revision


def latest_revisions(organizations: Iterable[int]) -> dict[int, Revision]:
    """The last revision of each organization that has one, by the organization's key."""
    # A subquery by the index of (organization, number); PostgreSQL's DISTINCT ON would not run on SQLite.
    last = Revision.objects.filter(organization=OuterRef("organization")).order_by("-number").values("pk")[:1]
    found = Revision.objects.filter(organization__in=list(organizations), pk=Subquery(last)).order_by()
    return {revision.organization_id: revision for revision in found}


def record_dossiers(
    organizations: Sequence[Organization],
    dossiers: dict[int, Dossier],
    *,
    by: User | None,
    note: Note,
    origin: Revision.Origin,
    now: datetime,
    imported: Dossier | None = None,
) -> list[Revision]:
    """A new revision of each organization, checked; under a lock, or two would take the same number."""
    check_up({organization.pk: dossiers[organization.pk] for organization in organizations})
    last = latest_revisions(organization.pk for organization in organizations)
    text, message = columns_of(note)
    return Revision.objects.bulk_create(
        [
            Revision(
                organization=organization,
                number=last[organization.pk].number + 1 if organization.pk in last else 1,
                **_says(dossiers[organization.pk]),
                origin=origin,
                imported=to_json(imported) if imported else None,
                note=text,
                note_message=message,
                created_at=now,
                created_by=by,
            )
            for organization in organizations
        ],
        batch_size=BATCH,
    )


def _says(dossier: Dossier) -> dict[str, Any]:
    data = to_json(dossier)
    return {"data": data, "fingerprint": fingerprint(data)}


def record_changed(
    organizations: Sequence[Organization],
    dossiers: dict[int, Dossier] | None = None,
    *,
    by: User | None,
    now: datetime,
    note: Note = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
) -> dict[int, Revision]:
    """The last revision of each organization by its key: a new one where the working copy says something else."""
    dossiers = dump_dossiers(organizations) if dossiers is None else dossiers
    last = latest_revisions(organization.pk for organization in organizations)
    changed = [
        each
        for each in organizations
        if each.pk not in last or last[each.pk].fingerprint != fingerprint(to_json(dossiers[each.pk]))
    ]
    recorded = record_dossiers(changed, dossiers, by=by, note=note, origin=origin, now=now)
    return last | {revision.organization_id: revision for revision in recorded}
