"""The way to readers: submit, send back, make a schedule, keep it, withdraw. Each verb is one transaction."""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from organizations.dossier.messages import Fault, Message, as_json
from organizations.editing.locks import locked
from organizations.editing.revisions import record_changed, refuse_changed
from organizations.models import Organization, Review, Revision, Schedule
from organizations.publishing.editions import SupersededRevision, publish_revision, refuse_taken, withdraw
from organizations.publishing.status import has_unpublished_changes
from organizations.store import dump_dossiers

UNEXPECTED = "unexpected"
"""The code of the failure of a schedule that no message tells of; names the `error`."""

logger = logging.getLogger(__name__)


class NothingToPublish(ValueError):
    """The dossier says what readers see already."""


def submit(
    organization: Organization, *, by: User | None, comment: str = "", expected: Mapping[int, str] | None = None
) -> Review:
    """Ask a publisher to publish the working copy as it is now; one review of a dossier waits at a time.

    Raises NothingToPublish where readers see all of it, ChangedMeanwhile where it is not at its `expected` version.
    """
    with locked([organization.pk]):
        organization, revision = _kept(organization, by, expected)
        # After it was recorded: the last revision is what is compared with the live one.
        if not has_unpublished_changes(organization):
            raise NothingToPublish(str(organization))
        now = timezone.now()
        columns = {"revision": revision, "comment": comment, "submitted_by": by, "submitted_at": now}
        # Who submits again replaces what waits: a constraint allows one, and the publisher is to see the latest words.
        review, _ = Review.objects.update_or_create(
            organization=organization, state=Review.State.WAITING, defaults=columns, create_defaults=columns
        )
        return review


def send_back(organization: Organization, *, by: User | None, answer: str) -> Review | None:
    """Give the waiting review back to its editor, with an answer; None where none waits any more."""
    with locked([organization.pk]):
        review = Review.objects.filter(organization=organization, state=Review.State.WAITING).first()
        if review:
            review.state, review.answer = Review.State.SENT_BACK, answer
            review.decided_by, review.decided_at = by, timezone.now()
            review.save()
        return review


def schedule(
    organization: Organization,
    action: Schedule.Action,
    *,
    due_at: datetime,
    by: User | None,
    note: str = "",
    expected: Mapping[int, str] | None = None,
) -> Schedule:
    """Make a schedule to publish the dossier as it is now, or to withdraw it.

    Raises ChangedMeanwhile where what is to be published is not at its `expected` version, PublishedSlugTaken where
    readers know another dossier by its slug.
    """
    with locked([organization.pk]):
        if action == Schedule.Action.PUBLISH:
            refuse_taken([organization])
        revision = _kept(organization, by, expected)[1] if action == Schedule.Action.PUBLISH else None
        return Schedule.objects.create(
            organization=organization, action=action, revision=revision, due_at=due_at, made_by=by, note=note
        )


def cancel(scheduled: Schedule) -> bool:
    """Cancel a schedule; False where it was kept or cancelled already."""
    with locked([scheduled.organization_id]):
        waiting = Schedule.objects.waiting().filter(pk=scheduled.pk)
        return bool(waiting.update(done_at=timezone.now(), outcome=Schedule.Outcome.CANCELLED))


def run_due_schedules(now: datetime | None = None) -> list[Schedule]:
    """Do what is due, the earliest first: each once, whoever else runs this at the same time.

    One that fails is kept as failed, with the reason, and does not stop the others.
    """
    now = now or timezone.now()
    kept = []
    for pk in list(Schedule.objects.due(now).order_by("due_at", "pk").values_list("pk", flat=True)):
        # A transaction each: a long one does not hold up the others, and a process that is killed loses one at most.
        # The whole site, since which dossier it is of is not known before it is read under the lock.
        with locked():
            waiting = Schedule.objects.waiting().select_related("organization", "revision", "made_by")
            scheduled = waiting.filter(pk=pk).first()
            if scheduled:
                _keep(scheduled)
                kept.append(scheduled)
    return kept


def _keep(scheduled: Schedule) -> None:
    try:
        # A savepoint: after an error PostgreSQL refuses all that follows in the transaction, and the failure could not
        # be kept.
        with transaction.atomic():
            scheduled.outcome = _carried_out(scheduled)
    except Exception as error:  # whatever it is, the next schedule is kept all the same
        logger.exception("a schedule failed: %s", scheduled)
        scheduled.outcome, scheduled.failure = Schedule.Outcome.FAILED, as_json(_reason(error))
    scheduled.done_at = timezone.now()
    scheduled.save()


def _reason(error: Exception) -> Message:
    if isinstance(error, Fault):
        return error.message
    return Message(UNEXPECTED, {"error": str(error) or type(error).__name__})


def _carried_out(scheduled: Schedule) -> Schedule.Outcome:
    by, note = scheduled.made_by, scheduled.note
    if scheduled.action == Schedule.Action.WITHDRAW:
        withdrawn = withdraw(scheduled.organization, by=by, note=note)
        return Schedule.Outcome.DONE if withdrawn else Schedule.Outcome.SUPERSEDED
    assert scheduled.revision is not None  # a constraint holds it
    try:
        publish_revision(scheduled.revision, by=by, note=note)
    except SupersededRevision:
        return Schedule.Outcome.SUPERSEDED
    return Schedule.Outcome.DONE


def _kept(
    organization: Organization, by: User | None, expected: Mapping[int, str] | None
) -> tuple[Organization, Revision]:
    """The organization as it is now, and its last revision, which says the same."""
    fresh = Organization.objects.get(pk=organization.pk)
    dossiers = dump_dossiers([fresh])
    refuse_changed([fresh], dossiers, expected)
    return fresh, record_changed([fresh], dossiers, by=by, now=timezone.now())[fresh.pk]
