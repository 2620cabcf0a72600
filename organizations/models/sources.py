"""What claims stand on: the entries of a dossier's list of sources."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_LINE, MAX_NAME
from organizations.dossier.evidence.labels import opener
from organizations.models.base import InDossier, unique_key
from organizations.models.fields import LineField, ProseField


class Source(InDossier):
    """An entry of a dossier's list of sources, as it is written."""

    mark = LineField(
        _("mark"),
        max_characters=MAX_NAME,
        blank=True,
        help_text=_("What claims cite it by, as in “[3]”; left empty, it gets the next number."),
    )
    citation = LineField(
        _("citation"),
        max_characters=MAX_LINE,
        help_text=_(
            "Who, what, where and when, as a reader would look it up; its address, DOI or ISBN is read from it."
        ),
    )
    details = ProseField(
        _("details"),
        blank=True,
        help_text=_("Further lines, as in “Read: 3 May 2024”, “Quote: “…””, “Kept: https://…”."),
    )

    class Meta(InDossier.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            unique_key("source_key"),
            models.CheckConstraint(name="source_has_citation", condition=~models.Q(citation="")),
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.citation}".strip()

    def clean(self) -> None:
        super().clean()
        if self.mark and not opener(f"{self.mark} -"):
            raise ValidationError({"mark": _("Write a number or a name in square brackets, as in “[3]”.")})
