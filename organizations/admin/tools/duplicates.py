"""Sources that a dossier lists twice are shown together, and those that are chosen become one."""

from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.forms import DossierField, offered_dossiers
from organizations.admin.saving.merging import last_number
from organizations.admin.tools.flow import Context, Done, Tool, tool_page
from organizations.dossier.document import Source
from organizations.dossier.evidence.changing import Unadded
from organizations.dossier.evidence.duplicates import Unmerged, duplicates, with_one_source
from organizations.dossier.evidence.labels import labels_of, sources_of, text_of_entry, texts_of
from organizations.dossier.evidence.marks import marks_in
from organizations.dossier.notes import note
from organizations.editing import locked, record_changes
from organizations.models import Organization
from organizations.store import dump_dossier, load_dossier
from organizations.wording import sentence


class DossierSearch(forms.Form):
    """The dossier whose sources are looked at."""

    organization = DossierField(label=gettext_lazy("Organization"))


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry that may be kept: its key, mark and words, how many marks cite it."""

    key: str
    mark: str
    text: str
    marks: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are likely the same, under the name of their field."""

    name: str
    entries: list[Listed]
    is_left: bool


class DuplicatesTool(Tool):
    """Shows the entries of a dossier that are likely the same; of a group the chosen one is kept."""

    template = "admin/organizations/duplicates.html"
    permission = "organizations.change_source"
    refusals = (Unmerged, Unadded)

    def __init__(self, request: HttpRequest, organization: Organization) -> None:
        super().__init__(request)
        self.organization = organization
        self.form = forms.Form(request.POST or None)
        self.find()

    def lock(self) -> AbstractContextManager[None]:
        return locked([self.organization.pk])

    def look(self) -> None:
        self.organization = get_object_or_404(Organization, pk=self.organization.pk)
        self.find()

    def find(self) -> None:
        """What is listed twice now."""
        self.dossier = dump_dossier(self.organization)
        self.found = duplicates(sources_of(self.dossier))
        self.seen = str(last_number(self.organization))

    def apply(self) -> Done | None:
        """Make the groups of which an entry was chosen one source each, in one revision."""
        dossier, count = self.dossier, 0
        for group in self.found:
            kept = self._kept(group)
            # One after the other in the same value: the marks of each are written anew, and the next sees them so.
            for dropped in [source.key for source in group if kept and source.key != kept]:
                dossier, count = with_one_source(dossier, kept, dropped), count + 1
        if not count:
            self.form.add_error(None, _("Nothing is chosen."))
            return None
        load_dossier(dossier, slug=self.organization.slug)
        message = note("sources-merged", count=count)
        record_changes([self.organization.pk], by=self.user, note=message)
        page = reverse("admin:organizations_source_changelist")
        return Done(f"{sentence(message)}.", f"{page}?organization__id__exact={self.organization.pk}")

    def _kept(self, group: list[Source]) -> str:
        """The key of the entry that is kept; empty where all are."""
        chosen = self.request.POST.get(_name(group), "")
        return next((source.key for source in group if source.key == chosen), "")

    def context(self) -> Context:
        labels = labels_of(self.dossier)
        marks = [mark for text in texts_of(self.dossier) for mark in marks_in(text, labels)]
        counts = Counter(key for mark in marks for key in {use.source for use in mark.uses})
        groups = []
        for group in self.found:
            kept = self._kept(group)
            entries = [
                Listed(each.key, each.mark, text_of_entry(each), counts[each.key], each.key == kept) for each in group
            ]
            groups.append(Group(_name(group), entries, is_left=not kept))
        return {"title": _("Sources listed twice"), "original": self.organization, "groups": groups}


def duplicates_page(request: HttpRequest, context: Context) -> HttpResponse:
    """The sources that a dossier lists twice; first the question, which. Raises PermissionDenied."""
    if not request.user.has_perm(DuplicatesTool.permission):
        raise PermissionDenied
    form = DossierSearch(request.GET or None)
    if form.is_valid():
        return tool_page(DuplicatesTool(request, form.cleaned_data["organization"]), context)
    context |= {"title": _("Sources listed twice"), "search": form, "offered": offered_dossiers()}
    return TemplateResponse(request, DuplicatesTool.template, context)


def _name(group: list[Source]) -> str:
    return f"kept-{group[0].key}"
