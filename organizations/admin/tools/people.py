"""People who are one become one record, and somebody who is two becomes two: each shown first, then done."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.admin.tools.flow import Context, Done, Tool
from organizations.editing import locked
from organizations.editing.people import merge_people, split_person
from organizations.models import Organization, Person, Role
from organizations.models.people import PROFILE
from organizations.wording import Count

MAX_MERGED = 10
KEPT, ROLE = "kept", "role"


class PeopleTool(Tool):
    """What both tools show: people, and the roles they hold."""

    def __init__(self, request: HttpRequest, keys: Sequence[int]) -> None:
        super().__init__(request)
        self.keys = keys[:MAX_MERGED]
        self.form = forms.Form(request.POST if self.is_applied else None)
        self.look()

    def lock(self) -> AbstractContextManager[None]:
        # The whole site: whose dossiers name these people is known only once it is looked for.
        return locked()

    def look(self) -> None:
        """Find the people, and the roles that they hold now."""
        self.people = list(Person.objects.filter(pk__in=self.keys).order_by("name", "slug"))
        held = Role.objects.filter(person__in=self.people).select_related("organization", "person")
        self.roles: list[Any] = list(held.order_by("start_earliest", "organization__name", "position"))
        shown = [[each.pk, each.name, each.slug, *(getattr(each, name) for name in PROFILE)] for each in self.people]
        shown += [[role.pk, role.person_id, role.written_name(), role.title, role.period] for role in self.roles]
        # A digest of all that is shown: there is no version of people, whose roles are in many dossiers.
        self.seen = hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]

    @cached_property
    def list_url(self) -> str:
        """The list of people."""
        return reverse("admin:organizations_person_changelist")

    def context(self) -> Context:
        by_person = [(person, [role for role in self.roles if role.person_id == person.pk]) for person in self.people]
        return {"people": by_person, "done": self.list_url}

    def changed(self) -> list[Organization]:
        """The dossiers that readers see as before, until these are published."""
        return list({role.organization_id: role.organization for role in self.roles}.values())


class MergePeopleTool(PeopleTool):
    """Asks which of several records stays; the roles of the others become its roles."""

    template = "admin/organizations/merge_people.html"
    permission = "organizations.delete_person"

    @property
    def missing(self) -> Done | None:
        return None if len(self.people) > 1 else Done(_("Select two records of one person."), self.list_url)

    def apply(self) -> Done | None:
        """Merge the records into the chosen one; None where none was chosen."""
        kept = next((each for each in self.people if str(each.pk) == self.request.POST.get(KEPT)), None)
        if kept is None:
            self.form.add_error(None, _("Choose which record stays."))
            return None
        count = merge_people(kept, [each for each in self.people if each != kept], by=self.user)
        text = ngettext(
            "Merged: %(count)s role has come to %(name)s.", "Merged: %(count)s roles have come to %(name)s.", count
        )
        return Done(text % {"count": Count(count), "name": kept.name}, _page_of(kept))

    def context(self) -> Context:
        return {**super().context(), "title": _("Merge people"), "changed": self.changed()}


class SplitPersonTool(PeopleTool):
    """Asks which roles are another person's, who gets a record of the same name."""

    template = "admin/organizations/split_person.html"
    permission = "organizations.add_person"

    @property
    def missing(self) -> Done | None:
        alone = len(self.people) == 1 and len(self.roles) > 1
        return None if alone else Done(_("Select one person who holds several roles."), self.list_url)

    def apply(self) -> Done | None:
        """Split off the chosen roles; None where none was chosen, or all."""
        chosen = [role for role in self.roles if str(role.pk) in self.request.POST.getlist(ROLE)]
        if not 0 < len(chosen) < len(self.roles):
            self.form.add_error(None, _("Choose some of the roles, and not all of them."))
            return None
        other = split_person(self.people[0], chosen, by=self.user)
        return Done(_("Split: say here who the other %(name)s is.") % {"name": other.name}, _page_of(other))

    def context(self) -> Context:
        chosen = self.request.POST.getlist(ROLE)
        return {**super().context(), "title": _("Split a person"), "chosen": chosen, "changed": self.changed()}


def _page_of(person: Person) -> str:
    return reverse("admin:organizations_person_change", args=[person.pk])
