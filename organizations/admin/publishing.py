"""Publishing from the admin: who may, what the confirmation shows, the note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.compare import Difference, compare
from organizations.dossier.document import from_json
from organizations.models import Organization, Publication
from organizations.models.fields import Line
from organizations.publishing import publish_dossiers
from organizations.store import dump_dossiers

MOST_SHOWN = 30


class NoteForm(forms.Form):
    """The note that an edition keeps."""

    note = Line(
        label=_("Note for readers"),
        required=False,
        max_length=MAX_NOTE,
        help_text=_("What changed and why. It is public: it stands in the dossier's history and in its feed."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True, slots=True)
class Pending:
    """What publishing an organization would change for readers; `is_new` where they know nothing of it yet."""

    organization: Organization
    differences: list[Difference]
    is_new: bool

    @property
    def shown(self) -> list[Difference]:
        """The first differences."""
        return self.differences[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many differences are not shown."""
        return max(len(self.differences) - MOST_SHOWN, 0)


def may_publish(request: HttpRequest) -> bool:
    """Whether the request's user may show dossiers to readers."""
    return request.user.is_staff and request.user.has_perm("organizations.publish_organization")


def pending(organizations: Sequence[Organization]) -> list[Pending]:
    """What waits to be published, organization by organization, in a number of queries that does not grow."""
    working = dump_dossiers(organizations)
    live = {
        publication.organization_id: from_json(publication.revision.data)
        for publication in Publication.objects.filter(organization__in=organizations).select_related("revision")
    }
    return [
        Pending(each, compare(live[each.pk], working[each.pk]) if each.pk in live else [], each.pk not in live)
        for each in organizations
    ]


def publish_page(
    request: HttpRequest, organizations: Sequence[Organization], *, context: dict[str, Any], done: str
) -> HttpResponse:
    """Ask for a note and say what changes; once confirmed, publish and go to `done`. Raises PermissionDenied."""
    if not may_publish(request):
        raise PermissionDenied
    form = NoteForm(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        publish_dossiers(organizations, by=cast(User, request.user), note=form.cleaned_data["note"])
        count = len(organizations)
        text = ngettext("%(count)d dossier was published.", "%(count)d dossiers were published.", count)
        messages.success(request, text % {"count": count})
        return HttpResponseRedirect(done)
    context = {**context, "form": form, "pending": pending(organizations), "done": done, "title": _("Publish")}
    return TemplateResponse(request, "admin/organizations/publish_confirmation.html", context)


def organization_page(pk: int) -> str:
    """The address of an organization's page in the admin."""
    return reverse("admin:organizations_organization_change", args=[pk])
