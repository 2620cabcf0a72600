"""The way to readers, in the admin: submit, send back, schedule, withdraw, preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.tools.flow import Context, Done
from organizations.admin.tools.publishing import Pending, PendingTool, expected_of, organization_page, pending
from organizations.dossier.bounds import MAX_COMMENT, MAX_NOTE
from organizations.models import Organization, Review, Schedule, Withdrawal
from organizations.models.fields import Line, Prose
from organizations.publishing import (
    NothingToPublish,
    Standing,
    cancel,
    schedule,
    send_back,
    standing_of,
    submit,
    withdraw,
)
from organizations.publishing.preview_links import call_back


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
        # As browsers send it, and as people type where a browser has no field for a time.
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    note = Line(
        label=gettext_lazy("Note for readers"),
        required=False,
        max_length=MAX_NOTE,
        help_text=gettext_lazy("It is public."),
    )

    def clean_due_at(self) -> datetime:
        """The time. Raises ValidationError where it has passed."""
        due_at: datetime = self.cleaned_data["due_at"]
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


class ScheduleField(forms.ModelChoiceField[Schedule]):
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


class StepTool(PendingTool):
    """Asks what a step on the way to readers needs, and takes it: editors submit, publishers do all of it."""

    template = "admin/organizations/step.html"

    def __init__(self, request: HttpRequest, organization: Organization, step: str) -> None:
        super().__init__(request, [organization])
        self.step = step
        self.is_applied = request.method == "POST"
        self.form = FORMS[step][0](request.POST if self.is_applied else None)
        if step in OF_EDITORS:
            self.permission = "organizations.change_organization"
        if isinstance(self.form, CancelForm):
            field = self.form.fields["schedule"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = schedules_of(organization)
            field.initial = request.GET.get("schedule", "")

    @cached_property
    def pending(self) -> list[Pending]:
        return pending(self.organizations) if self.step in SHOWING else []

    def apply(self) -> Done:
        organization = self.organizations[0]
        return Done(self._taken(organization), organization_page(organization.pk))

    def context(self) -> Context:
        return super().context() | {
            "title": FORMS[self.step][1],
            "original": self.organizations[0],
            "names_revision": self.step == "schedule-publish",
            "is_calling_back": self.step == "call-back",
        }

    def _taken(self, organization: Organization) -> str:
        data = self.form.cleaned_data
        match self.step:
            case "submit":
                try:
                    submit(organization, by=self.user, comment=data["comment"], expected=expected_of(self.request))
                except NothingToPublish:
                    return _("Readers see all of it already.")
                return _("Submitted: a publisher acts next.")
            case "send-back":
                sent = send_back(organization, by=self.user, answer=data["comment"])
                return _("Sent back to its editor.") if sent else _("Nothing waits for review any more.")
            case "withdraw":
                gone = withdraw(organization, by=self.user, note=data["note"])
                return _("Withdrawn: its address says so.") if gone else _("It is not published.")
            case "call-back":
                call_back(organization)
                return _("The secret links that were made so far lead nowhere now.")
            case "cancel":
                return _("Cancelled.") if cancel(data["schedule"]) else _("It was done or cancelled meanwhile.")
        action = Schedule.Action(self.step.removeprefix("schedule-"))
        # To withdraw shows no differences, so that nothing of them can have changed.
        expected = expected_of(self.request) if action == Schedule.Action.PUBLISH else None
        schedule(organization, action, due_at=data["due_at"], by=self.user, note=data["note"], expected=expected)
        return _("Scheduled.")


def schedules_of(organization: Organization) -> "QuerySet[Schedule]":
    """What is scheduled for a dossier, each schedule with the number of its revision."""
    waiting = Schedule.objects.waiting().filter(organization=organization)
    return waiting.annotate(revision_number=F("revision__number"))


@dataclass(frozen=True, slots=True)
class State:
    """Where a dossier stands on its way to readers, and who acts next."""

    label: str
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
        label, following = _("In review"), _("A publisher publishes it or sends it back.")
    elif is_changed and review and review.state == Review.State.SENT_BACK:
        label, following = _("Sent back"), _("An editor answers and submits it again.")
    elif withdrawal:
        label, following = _("Withdrawn"), _("A publisher publishes it again.")
    elif is_changed:
        label, following = _("Draft"), _("An editor submits it for review.")
    else:
        label, following = _("Published"), ""
    return State(label, following, review, waiting, standing, withdrawal)
