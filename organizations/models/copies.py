"""Copies of sources that the site keeps: a file as it was uploaded, by its hash, and who may read it."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NAME, MAX_NOTE
from organizations.models.fields import LineField
from organizations.models.published_sources import PublishedCopy
from organizations.models.sources import Source, SourceQuerySet

FOLDER = "copies"


class SourceCopyQuerySet(models.QuerySet["SourceCopy"]):
    """Copies of sources."""

    def readable(self) -> "SourceCopyQuerySet":
        """Those that anyone may read: free, and named by a published source."""
        # No foreign key joins them: a dossier may name a copy before it is uploaded, and after it is gone.
        named = PublishedCopy.objects.filter(sha256=models.OuterRef("sha256"))
        return self.filter(models.Exists(named), is_free=True)


class SourceCopy(models.Model):
    """A file that sources name by its SHA-256 in a line "Kept"; the same bytes are kept once, as they were sent.

    Editors see all copies. Readers see one once it is marked as free and a published source names it.
    """

    class Type(models.TextChoices):
        PDF = "application/pdf", "PDF"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"
        WEBP = "image/webp", "WebP"

    EXTENSIONS = {Type.PDF: "pdf", Type.PNG: "png", Type.JPEG: "jpg", Type.WEBP: "webp"}

    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    type = models.CharField(_("type"), max_length=20, choices=Type.choices, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    name = LineField(_("name"), max_characters=MAX_NAME, editable=False)
    rights = LineField(
        _("rights"),
        max_characters=MAX_NOTE,
        blank=True,
        help_text=_("Whose it is and why it may be kept, as in “© IOM”, “CC BY 4.0”, “official document”."),
    )
    is_free = models.BooleanField(
        _("free for all to read"),
        default=False,
        help_text=_("Readers may take it from the page of its source. Say under “rights” why."),
    )
    kept_at = models.DateTimeField(_("kept since"), default=timezone.now, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("kept by"),
    )

    objects = SourceCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept copy")
        verbose_name_plural = _("kept copies")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="sourcecopy_says_why_it_is_free",
                condition=models.Q(is_free=False) | ~models.Q(rights=""),
                violation_error_message=_("Say under “rights” why it is free."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where readers take it, while they may."""
        return reverse("organizations:source_copy", args=[self.sha256, self.extension])

    @property
    def extension(self) -> str:
        """What names of files of its type end with."""
        return self.EXTENSIONS[self.Type(self.type)]

    @property
    def file(self) -> str:
        """The name of its file among the media."""
        # Never the name that it was sent under, which somebody else chose.
        return f"{FOLDER}/{self.sha256}.{self.extension}"

    def naming_sources(self) -> SourceQuerySet:
        """The entries of working copies that name it."""
        return SourceQuerySet(Source).filter(details__contains=self.sha256)
