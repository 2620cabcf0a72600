"""What editors say of how organizations stand to each other, beside what their dossiers say."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.relations import RelationKind
from organizations.models.fields import LineField
from organizations.wording.relations import NAMES

KIND_CHOICES = [(kind.value, NAMES[kind]) for kind in RelationKind]


class RelationBase(models.Model):
    """Two organizations, and what the other one is to the first; or, hidden, what it is not, whatever dossiers say."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.CASCADE, related_name="+", verbose_name=_("organization")
    )
    kind = models.CharField(_("relation"), max_length=20, choices=KIND_CHOICES)
    other = models.ForeignKey(
        "organizations.Organization", on_delete=models.CASCADE, related_name="+", verbose_name=_("other organization")
    )
    note = LineField(_("note"), max_characters=MAX_NOTE, blank=True, help_text=_("Shown to readers."))
    is_hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("Takes away what was found in the dossiers, on both pages.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_kind_display()} {self.other}"


class Relation(RelationBase):
    """A relation in the working copy: readers see it once it is published."""

    class Meta:
        verbose_name = _("related organization")
        verbose_name_plural = _("related organizations")
        ordering = ["organization", "kind", "other"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "other"], name="relation_once"),
            models.CheckConstraint(name="relation_is_of_two", condition=~models.Q(organization=models.F("other"))),
        ]

    def clean(self) -> None:
        """Raises ValidationError where both are one organization."""
        super().clean()
        if self.organization_id == self.other_id:
            raise ValidationError({"other": _("An organization is not related to itself.")})


class PublishedRelation(RelationBase):
    """The published copy of a relation."""

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "other"], name="publishedrelation_once"),
        ]


class PublishedMention(models.Model):
    """A published fact or event may name another organization, by a folded name or acronym, as what `kind` says."""

    claim = models.ForeignKey("organizations.PublishedClaim", on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=20)
    key = models.CharField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["claim", "key"], name="publishedmention_once")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.kind} {self.key}"
