"""What the checks found in each dossier, kept so that the editors' desk need not look at every one."""

from typing import Any

from django.db import models

from organizations.dossier.checks import CHECKS, Finding, Severity
from organizations.models.organization import Organization


class CheckupQuerySet(models.QuerySet["Checkup"]):
    """Check-ups, one a dossier."""

    def failing(self) -> "CheckupQuerySet":
        return self.filter(models.Q(impossible__gt=0) | models.Q(missing__gt=0)).order_by("-impossible", "-missing")


class Checkup(models.Model):
    """What the checks found in a dossier as it was recorded last; the counts are columns so that the worst come first.

    Found anew with each revision, for many dossiers in one query; never edited.
    """

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="checkup")
    impossible = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    findings = models.JSONField(default=list)

    objects = CheckupQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["-impossible", "-missing"], name="checkup_worst")]

    def __str__(self) -> str:
        return f"{self.organization}: {self.impossible} {Severity.IMPOSSIBLE}, {self.missing} {Severity.MISSING}"

    def found(self) -> list[Finding]:
        """The findings, what cannot be first; without those of a check that is no more."""
        rows: list[dict[str, Any]] = self.findings
        return [Finding(**row) for row in rows if row["check"] in CHECKS]
