"""The way to readers, in the admin: submit, send back, schedule, withdraw, preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.tools.publishing import changed_since, expected_of, may_publish, organization_page, pending
from organizations.dossier.bounds import MAX_COMMENT, MAX_NOTE
from organizations.editing import ChangedMeanwhile
from organizations.models import Organization, Review, Schedule, Withdrawal
from organizations.models.fields import Line, Prose
from organizations.publishing import (
    NothingToPublish,
    PublishedSlugTaken,
    Standing,
    cancel,
    schedule,
    send_back,
    standing_of,
    submit,
    withdraw,
)
from organizations.publishing.preview_links import call_back
from organizations.wording import sentence


class CommentForm(forms.Form):
    """Words for whoever acts next."""

    comment = Prose(
        label=gettext_lazy("Comment"), required=False, max_length=MAX_COMMENT, widget=forms.Textarea(attrs={"rows": 3})
    )


class ScheduleForm(forms.Form):
    """When something is to happen, and the note for readers."""

    due_at = forms.DateTimeField(
        label=gettext_lazy("At"),
        help_text=format_lazy(
            gettext_lazy("In the time zone of the site, {zone}. As in 2027-01-31 08:00."),
            zone=lazy(timezone.get_default_timezone_name, str)(),
        ),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    note = Line(
        label=gettext_lazy("Note for readers"),
        required=False,
        max_length=MAX_NOTE,
        help_text=gettext_lazy("It is public."),
    )

    def clean_due_at(self) -> Any:
        """The time. Raises ValidationError where it has passed."""
        due_at = self.cleaned_data["due_at"]
        if due_at <= timezone.now():
            raise forms.ValidationError(_("This time has passed."))
        return due_at


class NoteForm(forms.Form):
    """What readers are told."""

    note = Line(
        label=gettext_lazy("Note for readers"),
        required=False,
        max_length=MAX_NOTE,
        help_text=gettext_lazy("It is public: it stands at the dossier's address."),
    )


class ScheduleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of schedules, in words."""

    def label_from_instance(self, scheduled: Any) -> str:
        """What happens, and when."""
        words = {
            "action": scheduled.get_action_display(),
            "at": date_format(timezone.localtime(scheduled.due_at), "DATETIME_FORMAT"),
        }
        if scheduled.revision_number is None:
            return _("%(action)s, %(at)s") % words
        return _("%(action)s revision %(number)d, %(at)s") % {**words, "number": scheduled.revision_number}


class CancelForm(forms.Form):
    """Which schedule is cancelled."""

    schedule = ScheduleField(
        label=gettext_lazy("Schedule"),
        queryset=Schedule.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("It was done or cancelled meanwhile.")},
    )


FORMS: dict[str, tuple[type[forms.Form], Any]] = {
    "submit": (CommentForm, gettext_lazy("Submit for review")),
    "send-back": (CommentForm, gettext_lazy("Send back")),
    "schedule-publish": (ScheduleForm, gettext_lazy("Publish at a time")),
    "schedule-withdraw": (ScheduleForm, gettext_lazy("Withdraw at a time")),
    "withdraw": (NoteForm, gettext_lazy("Withdraw")),
    "cancel": (CancelForm, gettext_lazy("Cancel schedule")),
    "call-back": (forms.Form, gettext_lazy("Call back secret links")),
}
OF_EDITORS = ("submit", "call-back")
"""Steps that whoever edits may take."""
SHOWING = ("submit", "schedule-publish")
"""Steps whose pages show what publishing would change."""


def step_page(request: HttpRequest, organization: Organization, step: str, context: dict[str, Any]) -> HttpResponse:
    """Ask what the step needs, and take it. Raises PermissionDenied: editors submit, publishers do all of it."""
    is_editors = step in OF_EDITORS
    if not (request.user.has_perm("organizations.change_organization") if is_editors else may_publish(request)):
        raise PermissionDenied
    form = _form(request, organization, step)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _taken(request, organization, step, form.cleaned_data))
            return HttpResponseRedirect(organization_page(organization.pk))
        except ChangedMeanwhile:
            organization = Organization.objects.get(pk=organization.pk)
            context |= {"is_moved": True, "moved": changed_since(request, [organization])}
        except PublishedSlugTaken as error:
            form.add_error(None, sentence(error.message))
    waiting = pending([organization]) if step in SHOWING else []
    is_calling_back = step == "call-back"
    names_revision = step == "schedule-publish"
    context |= {"title": FORMS[step][1], "original": organization, "form": form}
    context |= {"pending": waiting, "names_revision": names_revision, "is_calling_back": is_calling_back}
    return TemplateResponse(request, "admin/organizations/step.html", context)


def _form(request: HttpRequest, organization: Organization, step: str) -> forms.Form:
    form = FORMS[step][0](request.POST if request.method == "POST" else None)
    if isinstance(form, CancelForm):
        field = form.fields["schedule"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = schedules_of(organization)
        field.initial = request.GET.get("schedule", "")
    return form


def schedules_of(organization: Organization) -> "QuerySet[Schedule]":
    """What is scheduled for a dossier, each schedule with the number of its revision."""
    waiting = Schedule.objects.waiting().filter(organization=organization)
    return waiting.annotate(revision_number=F("revision__number"))


def _taken(request: HttpRequest, organization: Organization, step: str, data: dict[str, Any]) -> str:
    by = cast(User, request.user)
    match step:
        case "submit":
            try:
                submit(organization, by=by, comment=data["comment"], expected=expected_of(request))
            except NothingToPublish:
                return _("Readers see all of it already.")
            return _("Submitted: a publisher acts next.")
        case "send-back":
            sent = send_back(organization, by=by, answer=data["comment"])
            return _("Sent back to its editor.") if sent else _("Nothing waits for review any more.")
        case "withdraw":
            gone = withdraw(organization, by=by, note=data["note"])
            return _("Withdrawn: its address says so.") if gone else _("It is not published.")
        case "call-back":
            call_back(organization)
            return _("The secret links that were made so far lead nowhere now.")
        case "cancel":
            return _("Cancelled.") if cancel(data["schedule"]) else _("It was done or cancelled meanwhile.")
    action = Schedule.Action(step.removeprefix("schedule-"))
    expected = expected_of(request) if action == Schedule.Action.PUBLISH else None
    schedule(organization, action, due_at=data["due_at"], by=by, note=data["note"], expected=expected)
    return _("Scheduled.")


@dataclass(frozen=True, slots=True)
class State:
    """Where a dossier stands on its way to readers, and who acts next."""

    words: str
    next: str
    review: Review | None
    schedules: Sequence[Schedule]
    standing: Standing
    withdrawal: Withdrawal | None

    @property
    def is_published(self) -> bool:
        """Whether readers see an edition of it."""
        return self.standing in (Standing.PUBLISHED, Standing.CHANGED)

    @property
    def is_changed(self) -> bool:
        """Whether readers see something else, or nothing."""
        return self.standing != Standing.PUBLISHED


def state_of(organization: Organization) -> State:
    """The state of one dossier."""
    reviews = Review.objects.filter(organization=organization)
    review = reviews.select_related("submitted_by", "decided_by").first()
    waiting = list(schedules_of(organization))
    standing = standing_of(organization)
    is_changed = standing != Standing.PUBLISHED
    withdrawals = Withdrawal.objects.filter(organization=organization).select_related("withdrawn_by")
    withdrawal = withdrawals.first() if standing == Standing.WITHDRAWN else None
    if review and review.state == Review.State.WAITING:
        words, following = _("In review"), _("A publisher publishes it or sends it back.")
    elif is_changed and review and review.state == Review.State.SENT_BACK:
        words, following = _("Sent back"), _("An editor answers and submits it again.")
    elif withdrawal:
        words, following = _("Withdrawn"), _("A publisher publishes it again.")
    elif is_changed:
        words, following = _("Draft"), _("An editor submits it for review.")
    else:
        words, following = _("Published"), ""
    return State(words, following, review, waiting, standing, withdrawal)
