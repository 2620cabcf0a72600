"""Sources that come in: those that are read but not imported yet, and what was chosen for those that were."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.intake.choices import Choices, choices_as_json, choices_from_json
from organizations.dossier.languages import MAX_LENGTH
from organizations.models.fields import LineField
from organizations.models.organization import Organization

KEPT_DAYS = 30
"""How long a source waits for somebody to go on with it."""


class Chosen(models.Model):
    """What a person chose about the reading of a source: about its blocks, and the name of its organization."""

    choices: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    name = LineField(_("name"), max_characters=MAX_NAME, blank=True)

    class Meta:
        abstract = True

    @property
    def chosen(self) -> Choices:
        """The choices as a value."""
        return choices_from_json(self.choices, self.name)

    @chosen.setter
    def chosen(self, choices: Choices) -> None:
        self.choices, self.name = choices_as_json(choices), choices.name


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    """Imports in progress."""

    def forgotten(self) -> "ImportDraftQuerySet":
        return self.filter(changed_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))


class ImportDraft(Chosen):
    """An import in progress: a source as it was given, and what was chosen for it so far. No dossier knows of it yet.

    `organization` is the dossier that it is merged into, where that was said; `base` the number of the revision that
    it was written from; `language` the one that somebody said it is in.
    """

    source = models.BinaryField()
    file_name = models.CharField(blank=True, max_length=255)
    format = models.CharField(blank=True, max_length=20)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="import_drafts")
    base = models.PositiveIntegerField(null=True)
    language = models.CharField(blank=True, max_length=MAX_LENGTH)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["made_by", "-changed_at"], name="importdraft_latest")]

    def __str__(self) -> str:
        return self.name or self.file_name or str(_("Pasted text"))


class ImportChoices(Chosen):
    """What was chosen for the source that a dossier was imported from last: a new edition is read the same way."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="import_choices")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.organization)
