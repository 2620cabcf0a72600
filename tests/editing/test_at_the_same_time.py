"""Verbs that run at the same time take turns: each schedule once, one dossier of one text, nothing half-done."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain

import pytest
from django.db import connection

from organizations.dossier.text.parser import parse
from organizations.editing import record, recorded
from organizations.importing import carry_out, import_texts, plan_import
from organizations.models import (
    Organization,
    PublishedOrganization,
    PublishedSlug,
    Review,
    Revision,
    Schedule,
    SiteState,
    Withdrawal,
)
from organizations.publishing import (
    publish,
    publish_dossiers,
    redirect_target,
    run_due_schedules,
    schedule,
    submit,
    withdraw,
)
from organizations.store import load_dossier
from tests.support.projection import projected, shown
from tests.support.responses import body
from tests.support.threads import at_once

ROUNDS = int(os.environ.get("ROUNDS", "2"))
PAST = datetime(2020, 1, 1, tzinfo=UTC)
TEXT = "World Body (WB) — Deep Dossier\n\nTimeline\n\n1951: Founding\n\nFirst words.\n\n1960: Growth\n\nSecond words.\n"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bank(transactional_db):
    """A small published dossier."""
    organization = load_dossier(parse(TEXT), slug="wb")
    publish(organization)
    return organization


def say(bank, headline):
    """Save another headline, as an editor does."""
    with recorded():
        fresh = Organization.objects.get(pk=bank.pk)
        fresh.headline = headline
        fresh.save()


def appoint(bank, count):
    for number in range(count):
        say(bank, f"Edition {number}")
        schedule(bank, Schedule.Action.PUBLISH, due_at=PAST + timedelta(days=number), by=None)


@pytest.mark.slow
def test_who_keep_schedules_at_once_keep_each_one_once(bank):
    appoint(bank, 6)
    kept = [each.pk for each in chain(*at_once(*[run_due_schedules] * 3))]
    assert sorted(kept) == sorted(Schedule.objects.values_list("pk", flat=True))
    assert not Schedule.objects.filter(outcome__in=["", "failed"]).exists()
    assert PublishedOrganization.objects.get().headline == "Edition 5"


@pytest.mark.slow
def test_two_processes_keep_each_schedule_once(bank):
    appoint(bank, 6)
    version = SiteState.objects.get().version
    name = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_URL"]
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else url.rpartition("/")[0] + f"/{name}"
    command = [sys.executable, "manage.py", "publish_scheduled"]
    started = [
        subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    text = "".join(each.communicate(timeout=60)[0] for each in started)
    assert [each.returncode for each in started] == [0, 0]
    assert len(text.splitlines()) == 6
    assert PublishedOrganization.objects.get().headline == "Edition 5"
    assert SiteState.objects.get().version == version + 6


@pytest.mark.slow
def test_a_text_that_comes_twice_at_once_makes_one_dossier(transactional_db, tmp_path):
    path = tmp_path / "wb.txt"
    path.write_text(TEXT, "utf-8")
    at_once(*[partial(import_texts, [path], published=True)] * 4)
    organization = Organization.objects.get()
    assert (organization.revisions.count(), organization.timelineevents.count()) == (1, 2)
    assert shown(PublishedOrganization.objects.get()) == projected(PublishedOrganization.objects.get())


@pytest.mark.slow
def test_a_text_that_comes_while_editors_save_and_publish_takes_nothing_back(bank, tmp_path):
    record(bank, origin=Revision.Origin.TEXT)
    path = tmp_path / "wb.txt"

    def bring():
        for number in range(ROUNDS):
            path.write_text(TEXT.replace("First words.", f"Words of text {number}."), "utf-8")
            import_texts([path], published=True)

    def write():
        for number in range(ROUNDS):
            say(bank, f"Headline {number}")

    at_once(bring, write, lambda: [publish(bank) for _ in range(ROUNDS)])
    bank.refresh_from_db()
    assert (bank.headline, bank.timelineevents.get(key="founding").body) == (
        f"Headline {ROUNDS - 1}",
        f"Words of text {ROUNDS - 1}.",
    )


@pytest.mark.slow
def test_publishing_and_withdrawing_at_once_end_as_one_of_them(bank):
    stale = Organization.objects.get()
    works = [partial(publish, stale), partial(withdraw, stale, note="In dispute"), partial(publish, stale)]
    for _ in range(ROUNDS):
        at_once(*works)
        assert PublishedOrganization.objects.count() + Withdrawal.objects.count() == 1
    for published in PublishedOrganization.objects.all():
        assert shown(published) == projected(published)


def test_what_is_submitted_is_what_the_dossier_says_now(bank):
    stale = Organization.objects.get()
    say(bank, "Said meanwhile")
    submit(stale, by=None)
    schedule(stale, Schedule.Action.PUBLISH, due_at=PAST, by=None)
    record(stale)
    assert Review.objects.get().revision.number == 2
    assert [each.data["dossier"]["headline"] for each in bank.revisions.all()] == ["Said meanwhile"] * 2 + [""]


def test_a_text_is_merged_into_what_the_dossier_says_now(bank):
    stale = Organization.objects.get()
    say(bank, "Said meanwhile")
    plan = plan_import(TEXT.replace("First", "Other"), organization=stale, base=bank.revisions.last())
    carry_out(plan)
    bank.refresh_from_db()
    assert bank.headline == "Said meanwhile"


@pytest.mark.slow
def test_renaming_and_publishing_at_once_leave_every_address_leading_to_the_last(bank):
    def rename():
        for number in range(ROUNDS):
            with recorded():
                fresh = Organization.objects.get(pk=bank.pk)
                fresh.slug = f"wb-{number}"
                fresh.save()

    at_once(rename, *[lambda: [publish(bank) for _ in range(ROUNDS)]] * 2)
    publish(bank)
    last = f"wb-{ROUNDS - 1}"
    assert PublishedOrganization.objects.get().slug == last
    former = {"wb", *(f"wb-{number}" for number in range(ROUNDS - 1))}
    for slug in former & set(PublishedSlug.objects.values_list("slug", flat=True)):
        assert redirect_target("organization", slug) == last
    assert redirect_target("organization", "wb") == last


def test_an_address_that_was_withdrawn_may_be_published_and_withdrawn_by_another(bank, client):
    withdraw(bank, note="The first")
    bank.slug = "wb-2"
    bank.save()
    other = load_dossier(parse(TEXT), slug="wb")
    publish_dossiers([other], taking=["wb"])
    withdraw(other, note="The second")
    assert "The second" in body(client.get("/organizations/wb/"), 410)
