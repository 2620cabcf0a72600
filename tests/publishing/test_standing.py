"""Where a dossier stands for readers: one answer everywhere; notes and times of editions hold."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from organizations.dossier.document import fingerprint, to_json
from organizations.editing import record, recorded
from organizations.models import Organization, PublishedOrganization, Revision, Schedule
from organizations.publishing import (
    Standing,
    has_unpublished_changes,
    publish,
    run_due_schedules,
    schedule,
    standing_of,
    withdraw,
)
from organizations.store import dump_dossier
from tests.support.responses import body

LIST = "/admin/organizations/organization/"
PAST = datetime(2020, 1, 1, tzinfo=UTC)


def say(iom, value):
    with recorded():
        fact = iom.facts.get(key="headquarters")
        fact.value = value
        fact.save()


@pytest.fixture
def standings(as_member, iom):
    """A function: what the desk, the list and the dossier's page say of unpublished changes to IOM."""
    editor = as_member("Editor")
    page = reverse("admin:organizations_organization_change", args=[iom.pk])

    def ask():
        desk = "Changed but unpublished" in body(editor.get("/admin/"))
        listed = '"field-state">Unpublished changes' in body(editor.get(LIST))
        return desk, listed, "Unpublished changes" in body(editor.get(page))

    return ask


def test_desk_list_and_page_agree_after_a_change_and_its_undoing(iom, standings):
    seat = iom.facts.get(key="headquarters").value
    assert standings() == (False, False, False)
    say(iom, "Bern")
    assert standings() == (True, True, True)
    say(iom, seat)
    assert standings() == (False, False, False)
    assert iom.revisions.count() == 3


def test_a_fingerprint_is_of_the_words_and_not_of_their_lines(iom):
    iom.facts.update(first_line=999, last_line=999)
    assert fingerprint(to_json(dump_dossier(iom))) == Revision.objects.get().fingerprint
    assert not has_unpublished_changes(iom)


def test_revisions_from_before_the_upgrade_get_their_fingerprints(iom):
    say(iom, "Bern")
    before = list(Revision.objects.order_by("pk").values_list("fingerprint", flat=True))
    Revision.objects.update(fingerprint="")
    import_module("organizations.migrations.0011_fingerprints").take(apps, SimpleNamespace(connection=connection))
    assert list(Revision.objects.order_by("pk").values_list("fingerprint", flat=True)) == before


def test_each_standing_has_a_name_and_a_filter(iom, as_member):
    other = Organization.objects.create(slug="draft", name="Draft", title="Draft")
    editor = as_member("Editor")
    assert (standing_of(iom), standing_of(other)) == (Standing.PUBLISHED, Standing.NEVER)
    withdraw(iom)
    for name, found, missing in (("withdrawn", iom, other), ("never", other, iom)):
        page = body(editor.get(LIST, {"published": name}))
        assert reverse("admin:organizations_organization_change", args=[found.pk]) in page
        assert reverse("admin:organizations_organization_change", args=[missing.pk]) not in page


def test_a_withdrawn_dossier_says_who_when_and_why(iom, member, client):
    publisher = member("Publisher")
    withdraw(iom, by=publisher, note="In dispute <b>")
    client.force_login(publisher, backend="django.contrib.auth.backends.ModelBackend")
    page = body(client.get(reverse("admin:organizations_organization_change", args=[iom.pk])))
    assert f"Withdrawn by publisher, {date_format(iom.withdrawal.withdrawn_at, 'DATETIME_FORMAT')}" in page
    assert "In dispute &lt;b&gt;" in page
    assert "Never published" not in page


def test_a_note_is_kept_where_no_words_changed(iom, client):
    publish(iom, note="Checked by a second pair of eyes")
    editions = [(each.number, each.whole_published_note) for each in iom.revisions.published()]
    assert editions == [(2, "Checked by a second pair of eyes"), (1, "Loaded from fixtures")]
    assert "second pair of eyes" in body(client.get("/organizations/iom/history/"))
    assert "second pair of eyes" in body(client.get("/organizations/iom/feed/"))
    assert not has_unpublished_changes(iom)
    publish(iom)
    assert iom.revisions.count() == 2


def test_a_note_of_a_schedule_is_kept_though_its_words_are_live_already(iom):
    say(iom, "Bern")
    schedule(iom, Schedule.Action.PUBLISH, due_at=PAST, by=None, note="On time")
    publish(iom, note="Early")
    say(iom, "Basel")
    [kept] = run_due_schedules()
    assert (kept.outcome, PublishedOrganization.objects.get().revision.published_note) == ("done", "Early; On time")
    assert has_unpublished_changes(iom)


def test_an_edition_published_with_the_clock_behind_comes_after_the_one_before(iom, client):
    first = PublishedOrganization.objects.get().published_at
    say(iom, "Bern")
    with patch.object(timezone, "now", return_value=first - timedelta(hours=2)):
        publish(iom, note="Second")
    assert PublishedOrganization.objects.get().published_at > first
    feed = body(client.get("/feed/"))
    assert feed.index("edition 2") < feed.index("edition 1")


def test_recording_without_a_change_says_the_same(iom):
    assert record(iom).fingerprint == iom.revisions.last().fingerprint


def test_the_desk_does_not_ask_for_what_was_withdrawn(iom, as_member):
    withdraw(iom)
    assert "Changed but unpublished" not in body(as_member("Editor").get("/admin/"))
