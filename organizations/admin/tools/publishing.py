"""Publishing from the admin: who may, what the confirmation shows, the note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django import forms
from django.db.models import Max
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.admin.findings import checkup_of
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.changes.compare import Difference, compare
from organizations.dossier.document import from_json
from organizations.editing import version_of
from organizations.models import Checkup, Organization, PublishedOrganization, Review, Revision
from organizations.models.fields import Line
from organizations.publishing import (
    PublishedSlugTaken,
    publish_dossiers,
    publish_vocabulary,
    taken_slugs,
    vocabulary_differences,
    vocabulary_version,
)
from organizations.store import dump_dossiers
from organizations.wording import Count, summary

MAX_SHOWN = 30
MAX_REVISIONS = 20


class NoteForm(forms.Form):
    """The note that an edition keeps."""

    note = Line(
        label=gettext_lazy("Note for readers"),
        required=False,
        max_length=MAX_NOTE,
        help_text=gettext_lazy(
            "What changed and why. It is public: it stands in the dossier's history and in its feed."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class PublishForm(NoteForm):
    """The note; where checks find errors, whether to publish all the same."""

    despite = forms.BooleanField(label=gettext_lazy("Publish although the checks find errors"))

    def __init__(self, data: QueryDict | None, *, asks: bool) -> None:
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
    # With that one itself: the first that came after it is compared with it.
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
        # No more figures than a database takes in such columns: a larger number would be an error of the server.
        found = re.fullmatch(r"([0-9]{1,18}) ([0-9]{1,9}) (\S{1,200})", sent)
        if found:
            yield int(found[1]), int(found[2]), found[3]


class PendingTool(Tool):
    """Shows what waits to be published of some dossiers; the verb checks that it is what was shown."""

    permission = "organizations.publish_organization"
    refusals = (PublishedSlugTaken,)

    def __init__(self, request: HttpRequest, organizations: Sequence[Organization]) -> None:
        super().__init__(request)
        self.organizations = organizations

    @cached_property
    def pending(self) -> list[Pending]:
        """What waits, dossier by dossier."""
        return pending(self.organizations)

    def look(self) -> None:
        if self.is_stale:
            # The names on the page, too, may have changed meanwhile.
            self.organizations = list(Organization.objects.filter(pk__in=[each.pk for each in self.organizations]))
            # Where `cached_property` remembers it.
            self.__dict__.pop("pending", None)

    def context(self) -> Context:
        moved = changed_since(self.request, self.organizations) if self.is_stale else []
        return {"pending": self.pending, "moved": moved}


class PublishTool(PendingTool):
    """Asks for a note and says what changes; publishes what was shown, and goes to `done`."""

    template = "admin/organizations/publish_confirmation.html"

    def __init__(self, request: HttpRequest, organizations: Sequence[Organization], done: str) -> None:
        super().__init__(request, organizations)
        self.done = done
        # Not the method: the list of dossiers posts too, when this is chosen there.
        self.is_applied = "confirmed" in request.POST
        asks = any(each.checkup and each.checkup.errors for each in self.pending)
        self.form = PublishForm(request.POST if self.is_applied else None, asks=asks)

    def apply(self) -> Done:
        publish_dossiers(
            self.organizations,
            by=self.user,
            note=self.form.cleaned_data["note"],
            expected=expected_of(self.request),
            taking=self.request.POST.getlist("taking"),
        )
        count = len(self.organizations)
        text = ngettext("%(count)s dossier was published.", "%(count)s dossiers were published.", count)
        return Done(text % {"count": Count(count)}, self.done)

    def context(self) -> Context:
        checkup = checkup_of(self.organizations[0]) if len(self.organizations) == 1 else None
        return super().context() | {"title": _("Publish"), "checkup": checkup, "done": self.done}


class PublishVocabularyTool(Tool):
    """Shows how eras, themes, search rules and details of people differ from what readers see, and publishes them."""

    template = "admin/organizations/publish_vocabulary.html"
    permission = "organizations.publish_organization"

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.is_applied = request.method == "POST"
        self.form = forms.Form(request.POST if self.is_applied else None)

    def apply(self) -> Done:
        publish_vocabulary(expected=self.request.POST.get("shown", ""))
        return Done(
            _("Eras, themes and details of people were published."), reverse("admin:organizations_theme_changelist")
        )

    def context(self) -> Context:
        return {
            "title": _("Publish eras, themes and people"),
            "version": vocabulary_version(),
            "differences": vocabulary_differences(),
            "done": reverse("admin:organizations_theme_changelist"),
        }


def organization_page(pk: int) -> str:
    """The address of an organization's page in the admin."""
    return reverse("admin:organizations_organization_change", args=[pk])
