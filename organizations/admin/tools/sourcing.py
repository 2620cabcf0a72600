"""A source is added to a claim and to others of its dossier; what is doubtful of it is shown first."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.admin.copies import CopyForm, kept_from, not_kept
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.dossier.bounds import MAX_COMMENT, MAX_NAME, MAX_PROSE
from organizations.dossier.changes.compare import wording_of
from organizations.dossier.document import Dossier, SectionKind, Source
from organizations.dossier.evidence.changing import Unadded, kept_line, same_source, with_source
from organizations.dossier.evidence.labels import text_of_entry
from organizations.dossier.evidence.marks import UseRole
from organizations.dossier.evidence.pasted import Pasted, read_pasted
from organizations.dossier.evidence.references import Reference, identity_of, read_reference
from organizations.dossier.items import Item
from organizations.dossier.kinds import kind_of
from organizations.dossier.notes import note
from organizations.editing import locked, record_changes
from organizations.models import Organization, SourceCopy
from organizations.models import Source as SourceRecord
from organizations.models.base import InDossier
from organizations.models.fields import Line, Prose
from organizations.store import CLAIM_RECORDS, dump_dossier, load_dossier
from organizations.wording import Count, kind_name, sentence

MAX_CLAIMS = 300
"""Other claims of the dossier that are offered, at most."""
MAX_OTHERS = 5
"""Words of other dossiers for the same source that are offered, at most."""
MAX_READ = 500
"""Characters of what was read, in the message that it was added."""
MAX_CITATION = 120
"""Characters of a source in the note on its revision."""
ROLES = {
    UseRole.SUPPORTS.value: gettext_lazy("supports the claim"),
    UseRole.MENTIONS.value: gettext_lazy("mentions it"),
    UseRole.DISPUTES.value: gettext_lazy("disputes it"),
}
_NOT_DOUBTFUL = frozenset({"fields-left-out"})
"""Problems of something pasted that leave nothing to decide."""
_READ = {
    "title": gettext_lazy("title"),
    "authors": gettext_lazy("by"),
    "container": gettext_lazy("in"),
    "publisher": gettext_lazy("publisher"),
    "date": gettext_lazy("date"),
    "symbol": gettext_lazy("document symbol"),
    "doi": gettext_lazy("DOI"),
    "isbn": gettext_lazy("ISBN"),
    "url": gettext_lazy("address"),
    "archive_url": gettext_lazy("copy in an archive"),
    "read_on": gettext_lazy("read on"),
}

_QUOTE = re.compile(r"\nQuote\s?:.*", re.IGNORECASE)
"""What another dossier quotes of a source stays there."""

ClaimName = tuple[str, str]
"""The name of a claim's kind, and its key."""


class SourceForm(CopyForm):
    """A source, as it is pasted; where in it and in what words; and what the claim takes it for."""

    source = Prose(
        label=gettext_lazy("Source"),
        max_length=MAX_PROSE,
        help_text=gettext_lazy("An address, DOI, ISBN, UN document symbol, BibTeX, RIS, CSL-JSON, or a citation."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "autofocus": True}),
    )
    place = Line(
        label=gettext_lazy("Place"),
        required=False,
        max_length=MAX_NAME,
        help_text=gettext_lazy("As in “p. 3”, “§ 4”, “annex II”."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    quote = Line(
        label=gettext_lazy("Quote"),
        required=False,
        max_length=MAX_COMMENT,
        help_text=gettext_lazy("What it says there, without quotation marks around it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("The source"), choices=list(ROLES.items()), initial=UseRole.SUPPORTS.value
    )
    field_order = ("source", "place", "quote", "role", "copy", "rights")


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A source as it was read: what its words say by name, and the entry of the dossier's list that is it already.

    `problems` are sentences, `dossiers` counts the others that have it, `words` are those of them that differ.
    """

    pasted: Pasted
    fields: list[tuple[str, str]]
    problems: list[str]
    entry: Source | None
    dossiers: int
    words: list[str]
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class OfferedClaim:
    """Another claim of the dossier that may get the source too: the name of its box, its kind, its words."""

    name: str
    kind: str
    text: str
    is_ticked: bool


class SourceTool(Tool):
    """Asks for a source of one claim, shows what was read of it where that is doubtful, and adds it."""

    template = "admin/organizations/add_source.html"
    refusals = (Unadded,)
    dossier: Dossier
    """What the dossier says now."""

    def __init__(self, request: HttpRequest, record: InDossier) -> None:
        super().__init__(request)
        self.record = record
        self.permission = f"organizations.change_{record._meta.model_name}"
        self.organization: Organization = record.organization
        sent = {name: request.GET.get(name, "") for name in ("source", "quote")}
        self.form = SourceForm(request.POST or None, request.FILES or None, initial=sent)
        if not self.user.has_perm("organizations.add_sourcecopy"):
            del self.form.fields["copy"], self.form.fields["rights"]
        # A file cannot be sent again with a form that was refused: the copy is kept already, and named by its digest.
        self.copy = SourceCopy.objects.filter(sha256=request.POST.get("kept", "")).first()
        self.ticked = set(request.POST.getlist("claim"))
        self.read: list[ReadSource] = []
        if not self.form.is_valid():  # else `look` does, under the lock
            self.dossier = dump_dossier(self.organization)

    def lock(self) -> AbstractContextManager[None]:
        return locked([self.organization.pk])

    @property
    def missing(self) -> Done | None:
        text = _("The claim is not there any more.")
        return None if self.own else Done(text, reverse("admin:organizations_organization_changelist"))

    @property
    def is_same(self) -> bool:
        """Whether what is doubtful was shown; what is not need not be."""
        return not self.seen or super().is_same

    @property
    def own(self) -> ClaimName | None:
        """The claim of the page, by name; None where it is gone."""
        return next((name for name, section, _item in claims_in(self.dossier) if self._is_own(name, section)), None)

    def _is_own(self, name: ClaimName, section: SectionKind) -> bool:
        return name[1] == self.record.key and isinstance(self.record, CLAIM_RECORDS.get(section, ()))

    def look(self) -> None:
        self.organization = get_object_or_404(Organization, pk=self.organization.pk)
        self.dossier = dump_dossier(self.organization)
        data = self.form.cleaned_data
        try:
            self.copy = kept_from(data, self.user) or self.copy
        except OSError as error:
            self.form.add_error("copy", not_kept(error))
        self.read = [self._read(each) for each in read_pasted(data["source"])]
        if not all(each.pasted.text for each in self.read):
            self.form.add_error("source", _("Nothing is added: a part of this cannot be read as a source."))
        elif len(self.read) > 1 and (data["place"] or data["quote"] or self.copy):
            self.form.add_error("source", _("A place, a quote and a copy belong to one source: add these one by one."))
        elif len(self.read) > 1 or any(each.is_doubtful for each in self.read):
            # By what is shown and not by a revision: where others change the dossier, nothing is asked again.
            shown = [data["source"], *([each.problems, each.words] for each in self.read)]
            self.seen = hashlib.sha256(json.dumps(shown).encode()).hexdigest()

    def _read(self, pasted: Pasted) -> ReadSource:
        problems = [sentence(problem) for problem in pasted.problems]
        entry = same_source(self.dossier, pasted.text) if pasted.text else None
        found = list(self._in_others(pasted.reference))
        words = dict.fromkeys(text for text, _pk in found if text != pasted.text) if not entry else {}
        is_quoted = self._is_quoted(entry)
        if is_quoted:
            problems.append(_("The dossier has another quote of this source: yours is not added."))
        return ReadSource(
            pasted=pasted,
            fields=[
                (str(label), "; ".join(value) if isinstance(value, tuple) else value)
                for field, label in _READ.items()
                if (value := getattr(pasted.reference, field))
            ],
            problems=problems,
            entry=entry,
            dossiers=len({pk for _text, pk in found}),
            words=list(words)[:MAX_OTHERS],
            is_doubtful=bool(words or is_quoted or {each.code for each in pasted.problems} - _NOT_DOUBTFUL),
        )

    def _in_others(self, reference: Reference) -> Iterator[tuple[str, int]]:
        """The words that other dossiers have for the same work, each with the key of its organization."""
        identity = identity_of(reference)
        if not identity:
            return
        rows = SourceRecord.objects.exclude(organization=self.organization).perhaps_of(identity)
        for citation, details, organization in rows.values_list("citation", "details", "organization"):
            text = f"{citation}\n{details}".strip()
            # The database looks for a part of the words, as in an index; whether it is this work they say when read.
            if identity_of(read_reference(text)) == identity:
                yield _QUOTE.sub("", text), organization

    def _is_quoted(self, entry: Source | None) -> bool:
        """Whether an entry has another quote than the one that was typed."""
        there = read_reference(text_of_entry(entry)).quote if entry else ""
        quote = self.form.cleaned_data["quote"]
        return bool(quote and there and there != quote)

    def apply(self) -> Done | None:
        """Add what was read to the claim and to those ticked, in one revision."""
        own = self.own
        if self.form.errors or own is None:
            return None
        names = [own, *(name for name, each in self._others() if each.is_ticked)]
        dossier = self.dossier
        for number, read in enumerate(self.read):
            dossier = self._with(dossier, names, self._words(number, read))
        if dossier == self.dossier:
            self.form.add_error(None, _("Nothing is added: it is cited there already."))
            return None
        load_dossier(dossier, slug=self.organization.slug)
        citation = Truncator(self.read[0].pasted.text.partition("\n")[0]).chars(MAX_CITATION)
        message = note("claim-sourced", citation=citation, count=len(names))
        record_changes([self.organization.pk], by=self.user, note=message)
        text = ngettext("%(count)s claim has the source.", "%(count)s claims have the source.", len(names))
        page = reverse(f"admin:organizations_{self.record._meta.model_name}_change", args=[self.record.pk])
        return Done(" ".join([text % {"count": Count(len(names))}, *self._as_read()]), page)

    def _as_read(self) -> Iterator[str]:
        """What was read of one source, and how many dossiers cite it already: nobody may have looked at it before."""
        if len(self.read) != 1:
            return
        [read] = self.read
        if read.fields:
            fields = "; ".join(f"{label}: {words}" for label, words in read.fields)
            yield _("Read from it: %(said)s.") % {"said": Truncator(fields).chars(MAX_READ)}
        if read.dossiers:
            words = ngettext(
                "Already cited in %(count)s other dossier.", "Already cited in %(count)s other dossiers.", read.dossiers
            )
            yield words % {"count": Count(read.dossiers)}

    def _with(self, dossier: Dossier, names: list[ClaimName], text: str) -> Dossier:
        data: dict[str, Any] = self.form.cleaned_data
        cited: dict[str, Any] = {"text": text, "locator": data["place"], "quote": data["quote"]}
        kept = kept_line(self.copy.name, self.copy.sha256) if self.copy else ""
        for kind, key in names:
            dossier = with_source(dossier, kind, key, role=UseRole(data["role"]), kept=kept, **cited)
        return dossier

    def _words(self, number: int, read: ReadSource) -> str:
        """The words to be kept: as pasted, or as another dossier has them."""
        chosen = self.request.POST.get(f"words-{number}", "")
        return next((words for at, words in enumerate(read.words) if str(at) == chosen), read.pasted.text)

    def _others(self) -> list[tuple[ClaimName, OfferedClaim]]:
        offers: list[tuple[ClaimName, OfferedClaim]] = []
        for name, section, item in claims_in(self.dossier):
            if not self._is_own(name, section) and len(offers) < MAX_CLAIMS:
                box = "/".join(name)
                words = kind_name(name[0].replace("_", " ")), wording_of(item)
                offers.append((name, OfferedClaim(box, *words, is_ticked=box in self.ticked)))
        return offers

    def context(self) -> Context:
        return {
            "title": _("Add a source"),
            "original": self.organization,
            "claim": self.record,
            "page": reverse(f"admin:organizations_{self.record._meta.model_name}_change", args=[self.record.pk]),
            "read": self.read,
            "copy": self.copy,
            "offers": [each for _name, each in self._others()],
        }


def claims_in(dossier: Dossier) -> Iterator[tuple[ClaimName, SectionKind, Item]]:
    """Every claim that can stand on sources: its name, the kind of its section, what it says."""
    for section, claim in dossier.items():
        if isinstance(claim, Item):
            yield (kind_of(claim, section.kind).name, claim.key), section.kind, claim
