"""Who has a dossier's page open sees who else has, and who saved it since."""

import pytest
from django.urls import reverse

from organizations.admin.saving.presence import FRESH
from organizations.models import Presence, TimelineEvent
from tests.responses import body


@pytest.fixture
def other(as_member):
    """A second editor."""
    return as_member("Publisher")


@pytest.fixture
def beat(iom):
    return reverse("admin:organizations_organization_presence", args=[iom.pk])


def test_a_second_editor_sees_the_first(editor, other, address):
    assert "has this dossier open too" not in body(editor.get(address))
    assert "editor has this dossier open too" in body(other.get(address))


def test_the_first_sees_the_second_at_the_next_beat(editor, other, address, beat):
    editor.get(address)
    other.get(reverse("admin:organizations_timelineevent_change", args=[TimelineEvent.objects.first().pk]))
    assert "publisher has this dossier open too" in body(editor.post(beat, {"number": "1"}))


def test_who_left_is_gone(editor, other, address, beat):
    editor.get(address)
    assert editor.post(beat, {"left": "1"}).status_code == 204
    assert "has this dossier open too" not in body(other.get(address))


def test_who_does_not_beat_any_more_is_gone(editor, other, address):
    editor.get(address)
    presence = Presence.objects.get()
    Presence.objects.update(seen_at=presence.seen_at - FRESH)
    assert "has this dossier open too" not in body(other.get(address))


def test_a_page_is_told_who_saved_since_it_was_opened(editor, other, address, form, form_of, beat):
    theirs = form_of(body(other.get(address)), "organization_form")
    other.post(address, {**theirs, "headline": ["Theirs"]})
    assert "publisher saved it at" in body(editor.post(beat, {"number": "1"}))
    assert "saved it at" not in body(editor.post(beat, {"number": "2"}))


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 30])
def test_a_beat_without_a_number_is_no_error(editor, beat, number):
    assert editor.post(beat, {"number": number}).status_code == 200


def test_a_beat_is_for_who_may_see_the_dossier(editor, client, beat):
    assert client.post(beat, {"number": "1"}).status_code == 403
    assert editor.get(beat).status_code == 405
    assert not Presence.objects.exists()
