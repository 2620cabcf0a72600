"""The revisions of dossiers: each save, and which of them readers were shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.messages import Json, Message, as_json, from_json
from organizations.dossier.notes import Note
from organizations.models.fields import LineField
from organizations.wording import sentence


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions."""

    def published(self) -> "RevisionQuerySet":
        return self.filter(published_at__isnull=False)

    def imported(self) -> "RevisionQuerySet":
        return self.filter(origin=Revision.Origin.TEXT)


class Revision(models.Model):
    """A dossier as it once stood: numbered, with who and when. The PublishedOrganization points to the live one.

    `imported` is what the text said that it came from, where that was merged with what editors had made. Two revisions
    say the same where they have one `fingerprint`, which was taken when they were recorded. A note is somebody's words;
    what code notes is a message, as JSON.
    """

    class Origin(models.TextChoices):
        TEXT = "text", _("imported text")
        ADMIN = "admin", _("admin")

    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.CASCADE,
        related_name="revisions",
        verbose_name=_("organization"),
    )
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("dossier"), help_text=_("As organizations.dossier.document.to_json writes it."))
    fingerprint = models.CharField(max_length=64, blank=True, default="", editable=False)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.ADMIN)
    imported = models.JSONField(_("text it came from"), null=True, editable=False)
    note = LineField(_("note"), max_characters=MAX_NOTE, blank=True)
    note_message = models.JSONField(null=True, editable=False)
    created_at = models.DateTimeField(_("made"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_note = LineField(_("note for readers"), max_characters=MAX_NOTE, blank=True)
    published_note_message = models.JSONField(null=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["organization", "-number"]
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="revision_number")]
        indexes = [models.Index(fields=["-published_at", "-id"], name="revision_published")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.number}"

    @property
    def whole_note(self) -> str:
        """What is noted on it, in words; may be empty."""
        return note_in_words(self.note, self.note_message)

    @property
    def whole_published_note(self) -> str:
        """What is noted on the edition, in words; may be empty."""
        return note_in_words(self.published_note, self.published_note_message)


def columns_of(note: Note) -> tuple[str, Json | None]:
    """A note as its two columns hold it: somebody's words, or what code noted."""
    return ("", as_json(note)) if isinstance(note, Message) else (note, None)


def note_in_words(text: str, message: Json | None) -> str:
    """A note in the reader's language: what code noted, then somebody's words."""
    return "; ".join(filter(None, (sentence(from_json(message)) if message else "", text)))
