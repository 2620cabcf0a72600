"""Django's loaddata, which here never overwrites an editor's work and publishes what was never published."""

from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializedObject
from django.db import models

from organizations.dossier.notes import note
from organizations.models import Era, Organization, PublishedTag, Revision, SearchRule, Theme
from organizations.models.base import InDossier
from organizations.models.fields import WordsField
from organizations.publishing import PublishedSlugTaken, publish_dossiers, publish_vocabulary
from organizations.wording import sentence


class Command(loaddata.Command):
    """Records that are there already must equal the fixture's: where one differs nothing is loaded at all.

    Django runs `loaddata` in one transaction; a refusal rolls it back.
    """

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        self.refused: list[str] = []
        self.known_before = set(Organization.objects.values_list("slug", flat=True))
        self.sorted_before = {model for model in (Era, Theme, SearchRule) if model._default_manager.exists()}
        super().loaddata(fixture_labels)
        if self.refused:
            names = "\n".join(f"  {name}" for name in self.refused)
            raise CommandError(
                f"Nothing was loaded, because these records have been changed since:\n{names}\n"
                "Keep them as they are, or bring the new text in with manage.py import_dossier."
            )
        if not PublishedTag.objects.exists():
            publish_vocabulary()
        fresh = list(Organization.objects.never_published())
        if fresh:
            try:
                publish_dossiers(fresh, note=note("loaded"), origin=Revision.Origin.TEXT)
            except PublishedSlugTaken as error:
                raise CommandError(sentence(error.message)) from error

    def save_obj(self, obj: DeserializedObject) -> bool:
        record = obj.object
        if record._meta.app_label != "organizations":
            return bool(super().save_obj(obj))
        problems = _unfit(record)
        if problems:
            name = f"{record._meta.verbose_name} “{record}”"
            raise CommandError(f"Nothing was loaded, because of this record:\n  {name}: {'; '.join(problems)}")
        if record.pk is None:
            if self._was_removed(record):
                self.refused.append(f"{record._meta.verbose_name} “{record}” was removed")
            # What is refused is rolled back in the end; a claim could meet a constraint before that, a theme is
            # looked up by the claims that follow.
            if isinstance(record, InDossier) and self.refused:
                return False
            return bool(super().save_obj(obj))
        if difference := _difference(record, obj.m2m_data or {}):
            self.refused.append(f"{record._meta.verbose_name} “{record}”: {difference}")
        return True

    def _was_removed(self, record: models.Model) -> bool:
        """Whether a record that is missing belongs to what was here before, so that an editor took it away."""
        if isinstance(record, InDossier):
            return record.organization.slug in self.known_before
        return type(record) in self.sorted_before


def _unfit(record: models.Model) -> list[str]:
    """What is wrong with the words of a record, field by field: too long, no language, a character nothing can show."""
    problems = []
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(field, WordsField) and value:
            try:
                if field.clean(value, record) != value:
                    problems.append(f"{field.verbose_name}: write it as {field.clean(value, record)!r}")
            except ValidationError as error:
                problems.append(f"{field.verbose_name}: {' '.join(error.messages)}")
    return problems


def _difference(record: models.Model, many: Mapping[str, Collection[object]]) -> str:
    """The names of the fields in which the stored record differs from the one to load; empty when in none."""
    stored = type(record)._default_manager.get(pk=record.pk)
    names = [
        field.name
        for field in record._meta.concrete_fields
        if getattr(stored, field.attname) != getattr(record, field.attname)
    ]
    names += [
        name
        for name, related in many.items()
        if {each.pk if isinstance(each, models.Model) else each for each in related}
        != set(getattr(stored, name).values_list("pk", flat=True))
    ]
    return ", ".join(names)
