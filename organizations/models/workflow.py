"""What surrounds publishing: reviews, schedules, withdrawals, who has a page open."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_COMMENT, MAX_NOTE
from organizations.dossier.messages import from_json
from organizations.models.fields import LineField, ProseField
from organizations.models.organization import Organization
from organizations.models.revisions import Revision
from organizations.wording import sentence


class Review(models.Model):
    """A revision that an editor submitted, and what a publisher made of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("in review")
        SENT_BACK = "sent_back", _("sent back")
        PUBLISHED = "published", _("published")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="reviews")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    comment = ProseField(_("comment"), max_characters=MAX_COMMENT, blank=True)
    submitted_at = models.DateTimeField(_("submitted"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answer = ProseField(_("answer"), max_characters=MAX_COMMENT, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            # In the database: two who submit at once would each see that none waits.
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(state="waiting"), name="review_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.get_state_display()}"


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    """Schedules."""

    def waiting(self) -> "ScheduleQuerySet":
        return self.filter(done_at__isnull=True)

    def due(self, now: datetime) -> "ScheduleQuerySet":
        return self.waiting().filter(due_at__lte=now)


class Schedule(models.Model):
    """A schedule: a revision that will be published, or a dossier that will be withdrawn, at a time."""

    class Action(models.TextChoices):
        PUBLISH = "publish", _("publish")
        WITHDRAW = "withdraw", _("withdraw")

    class Outcome(models.TextChoices):
        WAITING = "", _("waiting")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        SUPERSEDED = "superseded", _("superseded by a later edition")
        FAILED = "failed", _("failed")

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="schedules")
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, null=True, related_name="+")
    due_at = models.DateTimeField(_("at"))
    note = LineField(_("note"), max_characters=MAX_NOTE, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(_("done"), null=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    failure = models.JSONField(null=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["done_at", "due_at"], name="schedule_due")]
        constraints = [
            models.CheckConstraint(
                name="schedule_says_what", condition=models.Q(action="withdraw") | models.Q(revision__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_action_display()}"

    @property
    def reason(self) -> str:
        """Why it failed, in words; empty where it did not."""
        return sentence(from_json(self.failure)) if self.failure else ""


class Withdrawal(models.Model):
    """A dossier that was published and no longer is: its address says so."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="withdrawal")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField()
    note = LineField(max_characters=MAX_NOTE, blank=True)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class PreviewKey(models.Model):
    """What the secret links to a dossier's preview are signed with beside it: links with another one are dead."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="preview_key")
    nonce = models.CharField(max_length=20)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.organization)


class Presence(models.Model):
    """Somebody who has a dossier's page open in the admin."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("open page")
        verbose_name_plural = _("open pages")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.organization}"
