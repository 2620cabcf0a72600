"""Organizations that programs and intersections of a dossier name are suggested as related, and taken where right."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.admin.saving.merging import last_number
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.dossier.relations import RelationKind, named_within
from organizations.editing import locked
from organizations.models import Intersection, Organization, Program, PublishedOrganization, Relation
from organizations.models.relations import KIND_CHOICES
from organizations.wording import Count

KINDS = [(value, name) for value, name in KIND_CHOICES if value != RelationKind.PEOPLE]


@dataclass(frozen=True, slots=True)
class Offer:
    """An organization that claims name, as what it may be taken, and whether it is."""

    other: Organization
    claims: list[Any]
    kind: str
    is_ticked: bool


class RelatingTool(Tool):
    """Shows the organizations that are named and not yet related; the ticked ones become so, as what is chosen."""

    template = "admin/organizations/suggested_relations.html"
    permission = "organizations.add_relation"

    def __init__(self, request: HttpRequest, organization: Organization) -> None:
        super().__init__(request)
        self.organization = organization
        self.form = forms.Form(request.POST or None)
        self.find()

    def lock(self) -> AbstractContextManager[None]:
        # Everything, as for eras and themes: a relation is of two organizations.
        return locked()

    def look(self) -> None:
        self.organization = get_object_or_404(Organization, pk=self.organization.pk)
        self.find()

    def find(self) -> None:
        """Whom the claims name now."""
        others = Organization.objects.exclude(pk__in=[self.organization.pk, *self._related()]).order_by("name", "pk")
        rows: list[Any] = [
            claim
            for model in (Program, Intersection)
            for claim in model._default_manager.filter(organization=self.organization).order_by("position")
        ]
        claims = [(claim, f"{claim.title}\n{claim.body}") for claim in rows]
        called = list(others.values_list("pk", "name", "acronym"))
        # All words at once first: most organizations are named nowhere, and need no look at each claim.
        anywhere = set(named_within("\n".join(text for _claim, text in claims), called))
        called = [each for each in called if each[0] in anywhere]
        naming: dict[int, list[Any]] = {}
        for claim, text in claims:
            for pk in named_within(text, called):
                naming.setdefault(pk, []).append(claim)
        self.offers = [self._offer(other, naming[other.pk]) for other in others.filter(pk__in=naming)]
        self.seen = f"{last_number(self.organization)} {' '.join(str(offer.other.pk) for offer in self.offers)}"

    def _related(self) -> set[int]:
        """Those that editors relate already, or hide; and those that dossiers say to be more than people in both."""
        sides = [
            *Relation.objects.filter(organization=self.organization).values_list("other", flat=True),
            *Relation.objects.filter(other=self.organization).values_list("organization", flat=True),
        ]
        published = PublishedOrganization.objects.filter(organization=self.organization).first()
        groups = published.related if published else []
        slugs = [each["slug"] for group in groups if group["kind"] != "people" for each in group["organizations"]]
        stated = PublishedOrganization.objects.filter(slug__in=slugs).values_list("organization", flat=True)
        return {*sides, *stated}

    def _offer(self, other: Organization, claims: list[Any]) -> Offer:
        chosen = self.request.POST.get(f"kind-{other.pk}", "")
        kind = chosen if chosen in dict(KINDS) else RelationKind.RELATED.value
        return Offer(other, claims, kind, not self.is_applied or str(other.pk) in self.request.POST.getlist("other"))

    def apply(self) -> Done | None:
        """Relate the ticked ones; readers see it once eras and themes are published."""
        chosen = [offer for offer in self.offers if offer.is_ticked]
        if not chosen:
            self.form.add_error(None, _("No organization is ticked."))
            return None
        Relation.objects.bulk_create(
            [Relation(organization=self.organization, kind=offer.kind, other=offer.other) for offer in chosen]
        )
        text = ngettext(
            "%(count)s organization is related: publish it here.",
            "%(count)s organizations are related: publish them here.",
            len(chosen),
        )
        page = reverse("admin:organizations_relation_changelist")
        return Done(text % {"count": Count(len(chosen))}, f"{page}?organization__id__exact={self.organization.pk}")

    def context(self) -> Context:
        return {
            "title": _("Suggested relations"),
            "original": self.organization,
            "offers": self.offers,
            "kinds": KINDS,
        }
