"""Check-ups: what the checks find in dossiers, kept with each revision and found anew on demand."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import timezone

from organizations.dossier.checks import Severity, check
from organizations.dossier.document import Dossier
from organizations.dossier.evidence.standing import coverage_of
from organizations.editing.locks import locked
from organizations.models import Checkup, Organization
from organizations.models.checkup import finding_as_json
from organizations.store import dump_dossiers

BATCH = 250
COLUMNS = ("errors", "warnings", "sourced", "claims", "findings")


def check_up(dossiers: Mapping[int, Dossier]) -> list[Checkup]:
    """Keep what the checks find in dossiers, by their organizations' keys, in place of what they found before."""
    today = timezone.localdate()
    checkups = [_checkup(key, dossier, today) for key, dossier in dossiers.items()]
    return Checkup.objects.bulk_create(
        checkups, update_conflicts=True, unique_fields=["organization"], update_fields=COLUMNS, batch_size=BATCH
    )


def _checkup(organization: int, dossier: Dossier, today: date) -> Checkup:
    found = check(dossier, today)
    counts = Counter(each.severity for each in found)
    coverage = coverage_of(dossier)
    return Checkup(
        organization_id=organization,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        sourced=coverage.sourced,
        claims=coverage.total,
        findings=[finding_as_json(each) for each in found],
    )


def check_up_all() -> Iterator[tuple[Organization, Checkup]]:
    """Check every working copy anew, a batch at a time, and yield each with what was found."""
    keys = list(Organization.objects.order_by("name", "pk").values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        # Locked, or a save in between would have its findings overwritten by those of the words before it.
        with locked(batch):
            organizations = list(Organization.objects.filter(pk__in=batch).order_by("pk"))
            checkups = check_up(dump_dossiers(organizations))
        yield from sorted(zip(organizations, checkups, strict=True), key=lambda pair: (pair[0].name, pair[0].pk))
