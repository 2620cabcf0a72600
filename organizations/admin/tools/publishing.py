"""Publishing from the admin: who may, what the confirmation shows, the note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organizations.admin.findings import checkup_of
from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.changes.compare import Difference, compare
from organizations.dossier.document import from_json
from organizations.editing import ChangedMeanwhile, version_of
from organizations.models import Checkup, Organization, PublishedOrganization, Review, Revision
from organizations.models.fields import Line
from organizations.publishing import PublishedSlugTaken, publish_dossiers, taken_slugs
from organizations.store import dump_dossiers
from organizations.wording import sentence, summary

MAX_SHOWN = 30
MAX_REVISIONS = 20


class NoteForm(forms.Form):
    """The note that an edition keeps."""

    note = Line(
        label=_("Note for readers"),
        required=False,
        max_length=MAX_NOTE,
        help_text=_("What changed and why. It is public: it stands in the dossier's history and in its feed."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class PublishForm(NoteForm):
    """The note; where checks find what cannot be, whether to publish all the same."""

    despite = forms.BooleanField(label=_("Publish although the checks find contradictions"))

    def __init__(self, data: Any, *, asks: bool) -> None:
        super().__init__(data)
        if not asks:
            del self.fields["despite"]


@dataclass(frozen=True, slots=True)
class Pending:
    """What publishing an organization would change for readers; `is_new` where they know nothing of it yet.

    `number` is that of its last revision, `since_review` are those made after the one that waits for review, each with
    what it changed; `taken` says whom readers know by its slug.
    """

    organization: Organization
    differences: list[Difference]
    is_new: bool
    version: str
    number: int
    checkup: Checkup | None
    taken: PublishedSlugTaken | None
    since_review: list[tuple[Revision, str]]

    @property
    def shown(self) -> list[Difference]:
        """The first differences."""
        return self.differences[:MAX_SHOWN]

    @property
    def more(self) -> int:
        """How many differences are not shown."""
        return max(len(self.differences) - MAX_SHOWN, 0)

    @property
    def seen(self) -> str:
        """What the form sends along: what was shown, for `expected_of` and `changed_since`."""
        return f"{self.organization.pk} {self.number} {self.version}"


def may_publish(request: HttpRequest) -> bool:
    """Whether the request's user may show dossiers to readers."""
    return request.user.is_staff and request.user.has_perm("organizations.publish_organization")


def pending(organizations: Sequence[Organization]) -> list[Pending]:
    """What waits to be published, organization by organization, in a number of queries that does not grow.

    But for those in review: what came after each is asked for by itself.
    """
    working = dump_dossiers(organizations)
    live = {
        published.organization_id: from_json(published.revision.data)
        for published in PublishedOrganization.objects.filter(organization__in=organizations).select_related("revision")
    }
    last = Revision.objects.filter(organization__in=organizations).order_by()
    numbers = dict(last.values_list("organization").annotate(Max("number")))
    checkups = Checkup.objects.failing().filter(organization__in=organizations).in_bulk(field_name="organization_id")
    waiting = Review.objects.filter(organization__in=organizations, state=Review.State.WAITING)
    reviewed = dict(waiting.values_list("organization", "revision__number"))
    taken = taken_slugs(organizations)
    return [
        Pending(
            each,
            compare(live[each.pk], working[each.pk]) if each.pk in live else [],
            each.pk not in live,
            version_of(each, working[each.pk]),
            numbers.get(each.pk, 0),
            checkups.get(each.pk),
            taken.get(each.pk),
            revisions_since(each, reviewed[each.pk]) if each.pk in reviewed else [],
        )
        for each in organizations
    ]


def revisions_since(organization: Organization, number: int) -> list[tuple[Revision, str]]:
    """The revisions after one, each with what it changed, in words; the last twenty."""
    later = organization.revisions.filter(number__gte=number).select_related("created_by")
    found = list(later[: MAX_REVISIONS + 1])
    return [(new, summary(compare(from_json(old.data), from_json(new.data)))) for new, old in pairwise(found)]


def expected_of(request: HttpRequest) -> dict[int, str]:
    """The versions that the sent page showed, by the organizations' keys; none where it says nothing that we wrote."""
    return {pk: version for pk, _number, version in _seen(request)}


def changed_since(request: HttpRequest, organizations: Sequence[Organization]) -> list[tuple[Revision, str]]:
    """The revisions that came in since the sent page was shown."""
    numbers = {pk: number for pk, number, _version in _seen(request)}
    return [found for each in organizations if each.pk in numbers for found in revisions_since(each, numbers[each.pk])]


def _seen(request: HttpRequest) -> Iterator[tuple[int, int, str]]:
    for sent in request.POST.getlist("shown"):
        found = re.fullmatch(r"([0-9]{1,18}) ([0-9]{1,9}) (\S{1,200})", sent)
        if found:
            yield int(found[1]), int(found[2]), found[3]


def publish_page(
    request: HttpRequest, organizations: Sequence[Organization], *, context: dict[str, Any], done: str
) -> HttpResponse:
    """Ask for a note and say what changes; once confirmed, publish what was shown and go to `done`.

    Where it is not what was shown any more, show what it is now and ask again. Raises PermissionDenied.
    """
    if not may_publish(request):
        raise PermissionDenied
    waiting = pending(organizations)
    asks = any(each.checkup and each.checkup.impossible for each in waiting)
    form = PublishForm(request.POST if "confirmed" in request.POST else None, asks=asks)
    if form.is_valid():
        try:
            publish_dossiers(
                organizations,
                by=cast(User, request.user),
                note=form.cleaned_data["note"],
                expected=expected_of(request),
                taking=request.POST.getlist("taking"),
            )
        except ChangedMeanwhile:
            organizations = list(Organization.objects.filter(pk__in=[each.pk for each in organizations]))
            waiting = pending(organizations)
            context = {**context, "is_moved": True, "moved": changed_since(request, organizations)}
        except PublishedSlugTaken as error:
            form.add_error(None, sentence(error.message))
        else:
            count = len(organizations)
            text = ngettext("%(count)d dossier was published.", "%(count)d dossiers were published.", count)
            messages.success(request, text % {"count": count})
            return HttpResponseRedirect(done)
    checkup = checkup_of(organizations[0]) if len(organizations) == 1 else None
    context = {**context, "form": form, "pending": waiting, "done": done, "title": _("Publish"), "checkup": checkup}
    return TemplateResponse(request, "admin/organizations/publish_confirmation.html", context)


def organization_page(pk: int) -> str:
    """The address of an organization's page in the admin."""
    return reverse("admin:organizations_organization_change", args=[pk])
