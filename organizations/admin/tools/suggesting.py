"""Themes that the words of a dossier suggest are looked at together, and those that are right are taken in one step."""

from collections import defaultdict
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.admin.saving.merging import last_number
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.admin.tools.publishing import organization_page
from organizations.dossier.changes.compare import wording_of
from organizations.dossier.notes import note
from organizations.dossier.themes import Suggested, suggested, with_themes
from organizations.editing import locked, record_changes
from organizations.fixtures import words_of
from organizations.models import Organization, Theme
from organizations.store import dump_dossier, load_dossier
from organizations.wording import Count

NAME = "{kind}/{key}/{theme}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A theme offered for a claim: the name of its box, the theme's name, the words that suggest it."""

    name: str
    theme: str
    words: tuple[str, ...]
    is_ticked: bool


class SuggestionTool(Tool):
    """Shows each claim without a theme and what its words suggest; the ticked themes become the claims' own."""

    template = "admin/organizations/suggested_themes.html"

    def __init__(self, request: HttpRequest, organization: Organization) -> None:
        super().__init__(request)
        self.organization = organization
        self.form = forms.Form(request.POST or None)
        self.ticked: set[str] | None = set(request.POST.getlist("theme")) if self.is_applied else None
        self.find()

    def lock(self) -> AbstractContextManager[None]:
        return locked([self.organization.pk])

    def look(self) -> None:
        self.organization = get_object_or_404(Organization, pk=self.organization.pk)
        self.find()
        # What was ticked was shown of another revision: all is offered anew.
        if not self.is_same:
            self.ticked = None

    def find(self) -> None:
        """What is suggested now."""
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.dossier = dump_dossier(self.organization)
        self.found = list(suggested(self.dossier, words_of(self.themes.values())))
        self.seen = str(last_number(self.organization))

    def apply(self) -> Done | None:
        chosen: dict[tuple[str, str], list[str]] = defaultdict(list)
        for each in self.found:
            for offer in self._offers(each):
                if offer.is_ticked:
                    chosen[each.kind, each.claim.key].append(offer.name.rpartition("/")[2])
        if not chosen:
            self.form.add_error(None, _("No theme is ticked."))
            return None
        load_dossier(with_themes(self.dossier, chosen), slug=self.organization.slug)
        slugs = {slug for taken in chosen.values() for slug in taken}
        added = ", ".join(str(theme) for slug, theme in self.themes.items() if slug in slugs)
        record_changes([self.organization.pk], by=self.user, note=note("themes-added", added=added))
        text = ngettext("%(count)s claim has its themes.", "%(count)s claims have their themes.", len(chosen))
        return Done(text % {"count": Count(len(chosen))}, organization_page(self.organization.pk))

    def context(self) -> Context:
        return {
            "title": _("Suggested themes"),
            "original": self.organization,
            "offers": [(each.kind, wording_of(each.claim), self._offers(each)) for each in self.found],
        }

    def _offers(self, found: Suggested) -> list[Offer]:
        offers = []
        for each in found.suggestions:
            name = NAME.format(kind=found.kind, key=found.claim.key, theme=each.theme)
            is_ticked = self.ticked is None or name in self.ticked
            offers.append(Offer(name, str(self.themes[each.theme]), each.words, is_ticked))
        return offers
