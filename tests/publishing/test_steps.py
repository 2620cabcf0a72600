"""The way to readers: submitted, sent back, published at a time, withdrawn."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from organizations.models import Organization, PublishedOrganization, PublishedPerson, Review, Revision, Schedule
from organizations.publishing import (
    NothingToPublish,
    SupersededRevision,
    cancel,
    publish,
    publish_revision,
    run_due_schedules,
    schedule,
    send_back,
    submit,
    withdraw,
)

PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def changed(iom):
    """IOM with an unpublished fact."""
    iom.facts.filter(key="headquarters").update(value="Bern")
    return iom


def seat() -> str:
    return PublishedOrganization.objects.get().headquarters


def test_a_review_waits_once_and_is_decided_by_publishing(changed, member):
    editor, publisher = member("Editor"), member("Publisher")
    submit(changed, by=editor, comment="Please look")
    review = submit(changed, by=editor, comment="Please look again")
    assert (Review.objects.count(), review.revision.number, review.comment) == (1, 2, "Please look again")
    publish(changed, by=publisher, note="Fine")
    review.refresh_from_db()
    assert (review.state, review.decided_by, review.answer) == ("published", publisher, "Fine")


def test_what_is_sent_back_waits_no_more(changed, member):
    submit(changed, by=member("Editor"))
    review = send_back(changed, by=member("Publisher"), answer="Name a source")
    assert (review.state, review.answer) == ("sent_back", "Name a source")
    assert send_back(changed, by=None, answer="Again") is None


def test_what_readers_see_already_cannot_be_submitted(iom, member):
    with pytest.raises(NothingToPublish):
        submit(iom, by=member("Editor"))
    assert not Review.objects.exists()


def test_a_schedule_shows_what_was_there_when_it_was_made(changed):
    schedule(changed, Schedule.Action.PUBLISH, due_at=PAST, by=None, note="On time")
    changed.facts.filter(key="headquarters").update(value="Basel")
    [kept] = run_due_schedules()
    assert (kept.outcome, seat(), PublishedOrganization.objects.get().revision.published_note) == (
        "done",
        "Bern",
        "On time",
    )
    assert run_due_schedules() == []


def test_a_schedule_of_tomorrow_waits(changed):
    schedule(changed, Schedule.Action.PUBLISH, due_at=timezone.now() + timedelta(days=1), by=None)
    assert run_due_schedules() == []
    assert seat() != "Bern"


def test_a_cancelled_schedule_is_not_kept(changed):
    scheduled = schedule(changed, Schedule.Action.PUBLISH, due_at=PAST, by=None)
    assert cancel(scheduled)
    assert not cancel(scheduled)
    assert run_due_schedules() == []


def test_a_later_edition_is_never_replaced_by_an_earlier_one(changed):
    schedule(changed, Schedule.Action.PUBLISH, due_at=PAST, by=None)
    changed.facts.filter(key="headquarters").update(value="Basel")
    publish(changed)
    assert [each.outcome for each in run_due_schedules()] == ["superseded"]
    assert seat() == "Basel"
    with pytest.raises(SupersededRevision):
        publish_revision(Revision.objects.get(number=1))


def test_one_failure_stops_no_other_and_is_told(changed, caplog):
    broken = schedule(changed, Schedule.Action.PUBLISH, due_at=PAST, by=None)
    Revision.objects.filter(pk=broken.revision_id).update(data={"format": 99})
    schedule(changed, Schedule.Action.WITHDRAW, due_at=PAST + timedelta(days=1), by=None)
    with pytest.raises(CommandError, match="dossier format 99"):
        call_command("publish_scheduled", stdout=io.StringIO())
    assert not PublishedOrganization.objects.exists()
    call_command("publish_scheduled", stdout=io.StringIO())


def test_a_withdrawn_dossier_leaves_nobody_behind(iom):
    withdraw(iom, note="In dispute")
    assert not PublishedPerson.objects.exists()
    assert withdraw(iom) is None
    assert iom.withdrawal.note == "In dispute"
    publish(iom)
    assert not hasattr(Organization.objects.get(), "withdrawal")
