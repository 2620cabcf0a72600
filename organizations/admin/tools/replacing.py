"""Find and replace in a dossier: every place is shown first, each can be left out, then all are replaced at once."""

from contextlib import AbstractContextManager
from itertools import groupby, islice
from typing import cast

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.saving.merging import last_number
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.admin.tools.publishing import organization_page
from organizations.dossier.changes.moving import settled
from organizations.dossier.changes.replacing import Place, Search, places, replaced
from organizations.dossier.messages import Message
from organizations.dossier.notes import note
from organizations.editing import locked, record_changes
from organizations.models import Organization
from organizations.models.fields import plain
from organizations.store import dump_dossier, load_dossier
from organizations.wording import sentence
from organizations.wording.changes import MAX_QUOTED

MAX_PLACES = 500
MAX_CHARACTERS = 200
# Not "$", which lets an end of line pass at the end.
ONE_LINE = RegexValidator(r"\A[^\r\n]*\Z", gettext_lazy("Write it on one line."))


class ReplaceForm(forms.Form):
    """What is looked for in a dossier, and what is put in its place."""

    text = forms.CharField(
        label=gettext_lazy("Find"),
        strip=False,
        max_length=MAX_CHARACTERS,
        validators=[ONE_LINE, plain],
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    by = forms.CharField(
        label=gettext_lazy("Replace by"),
        strip=False,
        required=False,
        max_length=MAX_CHARACTERS,
        validators=[ONE_LINE, plain],
        help_text=gettext_lazy("Left empty, the words are taken out."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    match_case = forms.BooleanField(label=gettext_lazy("Match case"), required=False)
    whole_words = forms.BooleanField(label=gettext_lazy("Whole words only"), required=False)


class ReplaceTool(Tool):
    """Takes words, shows every place where they stand, and replaces the ticked ones."""

    template = "admin/organizations/replace.html"
    search: Search | None = None

    def __init__(self, request: HttpRequest, organization: Organization) -> None:
        super().__init__(request)
        self.organization = organization
        self.form = ReplaceForm(request.POST or None)

    def lock(self) -> AbstractContextManager[None]:
        return locked([self.organization.pk])

    def look(self) -> None:
        self.organization = get_object_or_404(Organization, pk=self.organization.pk)
        dossier, self.search = dump_dossier(self.organization), Search(**self.form.cleaned_data)
        # One more tells that there are too many.
        self.found = list(islice(places(dossier, self.search), MAX_PLACES + 1))
        self.seen = str(last_number(self.organization))
        self.ticked = {place.name for place in self.found}
        # Names of places are of one revision: what was ticked in an older one may be something else now.
        if self.is_applied and self.is_same:
            self.ticked &= set(self.request.POST.getlist("place"))
        self.replaced = replaced(dossier, self.search, self.ticked)
        # A date may have been what was replaced.
        self.replaced.dossier = settled(dossier, self.replaced.dossier)

    def apply(self) -> Done | None:
        outcome, search = self.replaced, cast(Search, self.search)
        if not outcome.count or outcome.refused or len(self.found) > MAX_PLACES:
            return None
        load_dossier(outcome.dossier, slug=self.organization.slug)
        message = note("replaced", words=_quoted(search.text), by=_quoted(search.by), count=outcome.count)
        record_changes([self.organization.pk], by=self.user, note=message)
        return Done(f"{sentence(message)}.", organization_page(self.organization.pk))

    def context(self) -> Context:
        context: Context = {"title": _("Find and replace"), "original": self.organization}
        if not self.search:
            return context
        is_tried, refused = self.is_applied and not self.is_stale, self.replaced.refused
        return context | {
            "search": self.search,
            "is_empty": is_tried and not self.ticked,
            "is_refused": is_tried and bool(refused),
            "count": len(self.found),
            "max_places": MAX_PLACES if len(self.found) > MAX_PLACES else 0,
            "groups": _groups(self.found, self.ticked if is_tried else self.ticked - refused.keys(), refused),
        }


def _quoted(text: str) -> str:
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"


def _reason(refused: Message | None) -> str:
    return sentence(refused) if refused else ""


def _groups(found: list[Place], ticked: set[str], refused: dict[str, Message]) -> list[list[tuple[Place, bool, str]]]:
    """The places, those of each claim together, with whether they are ticked and why they are refused."""
    rows = [(place, place.name in ticked, _reason(refused.get(place.name))) for place in found]
    return [list(held) for _claim, held in groupby(rows, key=lambda row: (row[0].kind, row[0].key))]
