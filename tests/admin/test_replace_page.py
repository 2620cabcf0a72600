"""Words of a dossier are found and replaced: shown place by place, done once, kept as a revision."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.editing import record
from organizations.models import Organization, TimelineEvent
from tests.admin.tools import (
    EVENT,
    event,
    found,
    last,
    replacing,
)
from tests.support.responses import body
from tests.support.threads import at_once


def test_ticked_places_are_replaced_in_one_revision(iom, editor, form_of):
    page, form = found(editor, form_of, iom, text="Externalized", by="Outsourced", match_case="on")
    assert "Externalized</del>" in page
    assert "Outsourced</ins>" in page
    response = editor.post(replacing(iom), {**form, "apply": "1"}, follow=True)
    count = len(form["place"])
    assert f"Replaced “Externalized” by “Outsourced”, {'once' if count == 1 else f'{count} times'}." in body(response)
    assert TimelineEvent.objects.get(key="externalized-borders").title == "Outsourced Borders"
    assert last(iom)[0] == 2


def test_a_place_that_is_not_ticked_stays(iom, editor, form_of):
    _page, form = found(editor, form_of, iom, text="Geneva", by="Bern")
    kept = form["place"].pop(0)
    assert kept == "fact/headquarters/value/0"
    iom_before = iom.facts.get(key="headquarters").value
    editor.post(replacing(iom), {**form, "apply": "1"})
    assert iom.facts.get(key="headquarters").value == iom_before


def test_a_period_that_could_not_be_read_is_left_out_and_refused(iom, editor, form_of):
    page, form = found(editor, form_of, iom, text="1951", by="MCMLI")
    name = f"event/{EVENT}/period/0"
    assert "cannot be read as a period" in page
    assert name not in form["place"]
    refused = body(editor.post(replacing(iom), {**form, "place": [*form["place"], name], "apply": "1"}))
    assert "Nothing was replaced" in refused
    assert iom.revisions.count() == 1
    editor.post(replacing(iom), {**form, "apply": "1"})
    assert (event().period, last(iom)[0]) == ("1951–1970s", 2)


def test_a_person_stays_who_they_are(iom, editor, form_of):
    _page, form = found(editor, form_of, iom, text="Amy Pope", by="Amy E. Pope", match_case="on")
    editor.post(replacing(iom), {**form, "apply": "1"})
    role = iom.roles.get(person__slug="amy-pope")
    assert (role.name, role.person.name) == ("Amy E. Pope", "Amy Pope")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"text": ""}, "This field is required."),
        ({"text": "nowhere to be found"}, "stands nowhere in this dossier"),
        ({"text": "x" * 201}, "at most 200 characters"),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"text": "a", "by": "\0"}, "Null characters are not allowed."),
        ({"text": "a", "by": "two\nlines"}, "Write it on one line."),
        ({"text": "(((((.*"}, "stands nowhere in this dossier"),
        ({"text": "<script>alert(1)</script>"}, "&lt;script&gt;alert(1)"),
    ],
)
def test_a_search_that_leads_nowhere_says_why(iom, editor, data, reason):
    page = body(editor.post(replacing(iom), {**data, "apply": "1", "seen": "1", "place": "event/x/title/0"}))
    assert reason in page
    assert "<script>alert(1)" not in page
    assert iom.revisions.count() == 1


def test_ten_thousand_places_are_refused_and_counted_no_further(iom, editor):
    Organization.objects.filter(pk=iom.pk).update(introduction="aid " * 10_000)
    page = body(editor.post(replacing(iom), {"text": "aid", "by": "help"}))
    assert "in more than 500 places" in page
    assert 'name="place"' not in page


@pytest.mark.parametrize("place", [[], ["nonsense"], ["event/x/title/0"], ["\0"]])
def test_no_ticked_place_replaces_nothing(iom, editor, form_of, place):
    _page, form = found(editor, form_of, iom, text="Geneva", by="Bern")
    assert "No place is ticked" in body(editor.post(replacing(iom), {**form, "place": place, "apply": "1"}))
    assert iom.revisions.count() == 1


def test_replacing_costs_the_same_for_one_place_and_for_many(iom, editor, form_of):
    def queries(sought):
        _page, form = found(editor, form_of, iom, text=sought, by="x")
        with CaptureQueriesContext(connection) as captured:
            editor.post(replacing(iom), {**form, "apply": "1"})
        return len(captured)

    one, many = queries("Geneva"), queries("migration")
    assert many <= one <= 80


def test_a_save_meanwhile_is_shown_before_anything_is_replaced(iom, editor, form_of):
    _page, form = found(editor, form_of, iom, text="Geneva", by="Bern")
    iom.timelineevents.filter(key=EVENT).update(title="In Geneva")
    record(iom)
    again = body(editor.post(replacing(iom), {**form, "apply": "1"}))
    assert "has changed since this was shown" in again
    assert f"event/{EVENT}/title/0" in form_of(again, "replace")["place"]
    assert event().title == "In Geneva"


def test_who_may_only_look_replaces_nothing(iom, viewer):
    page = body(viewer.get(reverse("admin:organizations_organization_change", args=[iom.pk])))
    assert "Find and replace" not in page
    assert viewer.get(replacing(iom)).status_code == 403
    assert viewer.post(replacing(iom), {"text": "a", "apply": "1"}).status_code == 403


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_replace_at_once_one_does_and_the_other_is_told(two, form_of):
    iom = Organization.objects.get()
    forms = [
        found(client, form_of, iom, text="Geneva", by=by)[1] for client, by in zip(two, ("Bern", "Basel"), strict=True)
    ]
    answers = at_once(
        *(partial(client.post, replacing(iom), {**form, "apply": "1"}) for client, form in zip(two, forms, strict=True))
    )
    assert sorted(each.status_code for each in answers) == [200, 302]
    result = body(next(each for each in answers if each.status_code == 200))
    assert "has changed since this was shown" in result or "stands nowhere" in result
    assert last(iom)[0] == 2
