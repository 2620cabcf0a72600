"""Who has a dossier's page open sees who else has, and who saved it since."""

import pytest
from django.urls import reverse

from organizations.admin.saving.presence import FRESH
from organizations.models import Presence, TimelineEvent
from tests.support.responses import body


@pytest.fixture
def other(as_member):
    """A second editor."""
    return as_member("Publisher")


@pytest.fixture
def heartbeat(iom):
    return reverse("admin:organizations_organization_presence", args=[iom.pk])


@pytest.mark.slow
def test_a_second_editor_sees_the_first(editor, other, url):
    assert "has this dossier open too" not in body(editor.get(url))
    assert "editor has this dossier open too" in body(other.get(url))


def test_the_first_sees_the_second_at_the_next_heartbeat(editor, other, url, heartbeat):
    editor.get(url)
    other.get(reverse("admin:organizations_timelineevent_change", args=[TimelineEvent.objects.first().pk]))
    assert "publisher has this dossier open too" in body(editor.post(heartbeat, {"number": "1"}))


@pytest.mark.slow
def test_who_left_is_gone(editor, other, url, heartbeat):
    editor.get(url)
    assert editor.post(heartbeat, {"left": "1"}).status_code == 204
    assert "has this dossier open too" not in body(other.get(url))


@pytest.mark.slow
def test_whose_heartbeats_end_is_gone(editor, other, url):
    editor.get(url)
    presence = Presence.objects.get()
    Presence.objects.update(seen_at=presence.seen_at - FRESH)
    assert "has this dossier open too" not in body(other.get(url))


@pytest.mark.slow
def test_a_page_is_told_who_saved_since_it_was_opened(editor, other, url, form, form_of, heartbeat):
    theirs = form_of(body(other.get(url)), "organization_form")
    other.post(url, {**theirs, "headline": ["Theirs"]})
    assert "publisher saved it at" in body(editor.post(heartbeat, {"number": "1"}))
    assert "saved it at" not in body(editor.post(heartbeat, {"number": "2"}))


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 30])
def test_a_heartbeat_without_a_number_is_no_error(editor, heartbeat, number):
    assert editor.post(heartbeat, {"number": number}).status_code == 200


def test_a_heartbeat_is_for_who_may_see_the_dossier(editor, client, heartbeat):
    assert client.post(heartbeat, {"number": "1"}).status_code == 403
    assert editor.get(heartbeat).status_code == 405
    assert not Presence.objects.exists()
