"""What the checks found in each dossier, kept so that the editors' desk need not look at every one."""

from dataclasses import asdict
from typing import Any

from django.db import models

from organizations.dossier.checks import CHECKS, Finding, Severity
from organizations.dossier.messages import details_as_json, details_from_json
from organizations.models.organization import Organization
from organizations.wording import severity_name


class CheckupQuerySet(models.QuerySet["Checkup"]):
    """Check-ups, one a dossier."""

    def failing(self) -> "CheckupQuerySet":
        return self.filter(models.Q(errors__gt=0) | models.Q(warnings__gt=0)).order_by("-errors", "-warnings")


class Checkup(models.Model):
    """What the checks found in a dossier as it was recorded last; the counts are columns so that the worst come first.

    So many of its `claims` are `sourced`; both are 0 until it is checked for the first time since they are counted.
    Found anew with each revision, for many dossiers in one query; never edited.
    """

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="checkup")
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    sourced = models.PositiveIntegerField(default=0)
    claims = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    objects = CheckupQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["-errors", "-warnings"], name="checkup_worst")]

    def __str__(self) -> str:
        error, warning = severity_name(Severity.ERROR), severity_name(Severity.WARNING)
        return f"{self.organization}: {self.errors} {error}, {self.warnings} {warning}"

    def found(self) -> list[Finding]:
        """The findings, errors first; without those of a check that is no more."""
        rows: list[dict[str, Any]] = self.findings
        known = [row for row in rows if row["check"] in CHECKS]
        return [Finding(**row | {"details": details_from_json(row["details"])}) for row in known]


def finding_as_json(finding: Finding) -> dict[str, object]:
    """A finding as a check-up keeps it."""
    return asdict(finding) | {"details": details_as_json(finding.details)}
