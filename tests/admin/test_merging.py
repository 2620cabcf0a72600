"""Two editors at once: both keep what they wrote, and are asked where they wrote over each other."""

import pytest
from django.urls import reverse

from organizations.admin.records.claims import TimelineEventAdmin as EventAdmin
from organizations.dossier.document import from_json
from organizations.editing import record
from organizations.models import Program, TimelineEvent
from organizations.store import dump_dossier
from tests.support.marks import slow
from tests.support.responses import body

EVENT = "externalized-borders"


@pytest.fixture
def other(as_member):
    """A second editor."""
    return as_member("Publisher")


def row(form, iom, key):
    """The name of an event's fields in the page's form."""
    pk = str(TimelineEvent.objects.get(key=key).pk)
    return next(
        name.removesuffix("-id")
        for name, values in form.items()
        if name.endswith("-id") and values == [pk] and name.startswith("timelineevents")
    )


def save_event(client, key, form_of, **values):
    """Save one event on its own page, as another editor does meanwhile."""
    url = reverse("admin:organizations_timelineevent_change", args=[TimelineEvent.objects.get(key=key).pk])
    sent = form_of(body(client.get(url)), "timelineevent_form")
    assert client.post(url, {**sent, **values}).status_code == 302


def test_changes_to_different_claims_are_merged(editor, other, url, form, form_of, iom):
    save_event(other, EVENT, form_of, title="Their title")
    form["headline"] = ["My headline"]
    assert editor.post(url, form).status_code == 302
    iom.refresh_from_db()
    assert iom.headline == "My headline"
    assert TimelineEvent.objects.get(key=EVENT).title == "Their title"
    assert from_json(iom.revisions.first().data) == dump_dossier(iom)
    assert iom.revisions.count() == 3


@pytest.mark.slow
def test_different_fields_of_one_claim_are_merged(editor, other, url, form, form_of, iom):
    save_event(other, EVENT, form_of, title="Their title")
    form[f"{row(form, iom, EVENT)}-body"] = ["My body"]
    assert editor.post(url, form).status_code == 302
    event = TimelineEvent.objects.get(key=EVENT)
    assert (event.title, event.body) == ("Their title", "My body")


@pytest.mark.parametrize(("side", "title"), [("ours", "My title"), *slow(("theirs", "Their title"))])
def test_the_same_field_is_asked_and_nothing_typed_is_lost(editor, other, url, form, form_of, iom, side, title):
    before = TimelineEvent.objects.get(key=EVENT).title
    save_event(other, EVENT, form_of, title="Their title")
    form[f"{row(form, iom, EVENT)}-title"] = ["My title"]
    form["headline"] = ["My headline"]
    asked = editor.post(url, form)
    page = body(asked, 409)
    assert asked.status_code == 409
    assert all(words in page for words in (before, "My title", "Their title"))
    assert "was changed successfully" not in page
    assert TimelineEvent.objects.get(key=EVENT).title == "Their title"
    assert iom.revisions.count() == 2
    sent = form_of(page, "conflicts")
    assert editor.post(url, {**sent, f"choice:event/{EVENT}/title": side}).status_code == 302
    iom.refresh_from_db()
    assert (TimelineEvent.objects.get(key=EVENT).title, iom.headline) == (title, "My headline")


@pytest.mark.slow
def test_a_third_save_meanwhile_asks_again(editor, other, url, form, form_of, iom):
    save_event(other, EVENT, form_of, title="Their title")
    form[f"{row(form, iom, EVENT)}-title"] = ["My title"]
    sent = form_of(body(editor.post(url, form), 409), "conflicts")
    save_event(other, EVENT, form_of, title="A third title")
    again = editor.post(url, {**sent, f"choice:event/{EVENT}/title": "ours"})
    assert "A third title" in body(again, 409)


def test_a_claim_that_the_other_deleted_is_asked(editor, other, url, form, iom):
    name = row(form, iom, EVENT)
    event = TimelineEvent.objects.get(key=EVENT)
    other.post(reverse("admin:organizations_timelineevent_delete", args=[event.pk]), {"post": "yes"})
    form[f"{name}-title"] = ["My title"]
    asked = editor.post(url, form)
    assert "My title" in body(asked, 409)


@pytest.mark.slow
def test_a_claim_that_only_the_other_deleted_stays_deleted(editor, other, url, form, iom):
    program = Program.objects.filter(organization=iom).first()
    other.post(reverse("admin:organizations_program_delete", args=[program.pk]), {"post": "yes"})
    form["headline"] = ["My headline"]
    assert editor.post(url, form).status_code == 302
    assert not Program.objects.filter(key=program.key).exists()


@pytest.mark.slow
def test_a_single_claims_page_merges_as_well(editor, other, form_of, iom):
    event = TimelineEvent.objects.get(key=EVENT)
    url = reverse("admin:organizations_timelineevent_change", args=[event.pk])
    mine = form_of(body(editor.get(url)), "timelineevent_form")
    save_event(other, EVENT, form_of, title="Their title")
    assert editor.post(url, {**mine, "body": "My body"}).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.body) == ("Their title", "My body")


@pytest.mark.slow
def test_a_form_that_is_refused_keeps_its_words_and_its_revision(editor, other, url, form, form_of, iom):
    save_event(other, EVENT, form_of, title="Their title")
    name = row(form, iom, EVENT)
    form[f"{name}-period"], form["headline"] = ["no period at all"], ["My headline"]
    refused = editor.post(url, form)
    again = form_of(body(refused), "organization_form")
    assert again["headline"] == ["My headline"]
    again[f"{name}-period"] = ["1999"]
    assert editor.post(url, again).status_code == 302
    event = TimelineEvent.objects.get(key=EVENT)
    assert (event.title, event.period) == ("Their title", "1999")


def test_a_save_while_a_page_is_made_is_not_taken_back_by_it(editor, other, url, form_of, iom, monkeypatch):
    event = TimelineEvent.objects.get(key=EVENT)
    mine = reverse("admin:organizations_timelineevent_change", args=[event.pk])
    make, pages = EventAdmin.render_change_form, []

    def overtaken(self, request, context, *args, **kwargs):
        pages.append(context)
        if len(pages) == 1:
            TimelineEvent.objects.filter(pk=event.pk).update(title="Their title")
            record(iom)
        return make(self, request, context, *args, **kwargs)

    monkeypatch.setattr(EventAdmin, "render_change_form", overtaken)
    sent = form_of(body(editor.get(mine)), "timelineevent_form")
    assert editor.post(mine, {**sent, "body": "My body"}).status_code == 302
    event.refresh_from_db()
    assert (event.title, event.body, len(pages)) == ("Their title", "My body", 2)


@pytest.mark.parametrize("opened", [[""], []])
def test_a_form_that_does_not_say_what_it_was_opened_from_saves(editor, url, form, iom, opened):
    form["opened"], form["headline"] = opened, ["My headline"]
    assert editor.post(url, form).status_code == 302
