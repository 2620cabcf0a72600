"""What claims stand on: the entries of a dossier's list of sources."""

import re
from itertools import islice
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_LINE, MAX_NAME
from organizations.dossier.evidence.labels import opener
from organizations.dossier.evidence.references import unread_in
from organizations.models.base import InDossier, InDossierQuerySet, unique_key
from organizations.models.fields import LineField, ProseField

MAX_ALIKE = 200
"""Entries that are looked at for one work, at most."""


MAX_UNREAD = 500
"""Entries that cannot be read, at most."""


class SourceQuerySet(InDossierQuerySet):
    """Entries of lists of sources."""

    def perhaps_of(self, identity: str) -> "SourceQuerySet":
        """Entries whose words hold what an identity of `identity_of` is made of, at most 200.

        Whether one is of that work its words say, read by `read_reference`.
        """
        scheme, _colon, name = identity.partition(":")
        if scheme == "isbn":  # with hyphens anywhere; of ten digits the last is another
            # The nine figures in the middle: before them stands 978 or nothing, behind them a check digit that differs
            # between the two forms.
            words = "[- ]?".join(name[3:12])
            found = models.Q(citation__regex=words) | models.Q(details__regex=words)
        else:
            # Up to the first sign that may be written in two ways, as a query or an escape of an address.
            words = re.split(r"[?(%]", name)[0]
            found = models.Q(citation__icontains=words) | models.Q(details__icontains=words)
        return self.filter(found).order_by("pk")[:MAX_ALIKE]

    def unread(self) -> "SourceQuerySet":
        """Entries in which something looks like an address, a DOI or an ISBN and cannot be read, at most 500."""
        found = models.Q()
        for words in ("://", ":/", "www", "doi", "isbn"):
            found |= models.Q(citation__icontains=words) | models.Q(details__icontains=words)
        rows = self.filter(found).order_by("pk").values_list("pk", "citation", "details").iterator()
        keys = (pk for pk, citation, details in rows if unread_in(f"{citation}\n{details}"))
        return self.filter(pk__in=list(islice(keys, MAX_UNREAD)))


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

    objects: ClassVar[models.Manager[Any]] = SourceQuerySet.as_manager()

    class Meta(InDossier.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            unique_key("source_key"),
            models.CheckConstraint(name="source_has_citation", condition=~models.Q(citation="")),
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.citation}".strip()

    @property
    def text(self) -> str:
        """Its words, the further lines below them: what `read_reference` reads."""
        return f"{self.citation}\n{self.details}".strip()

    def clean(self) -> None:
        super().clean()
        if self.mark and not opener(f"{self.mark} -"):
            raise ValidationError({"mark": _("Write a number or a name in square brackets, as in “[3]”.")})
