"""Whoever was logged out while they typed loses nothing of it."""

from threading import BoundedSemaphore

import pytest
from django.test import Client
from django.urls import reverse

from dossier_site import logins
from tests.support.responses import body

LOG_IN = {"login-username": "editor", "login-password": "correct-horse-9"}


@pytest.fixture
def typed(form):
    """IOM's page with another headline, as its editor is about to save it."""
    return {**form, "headline": ["Typed for an hour"]}


@pytest.fixture
def strict(member):
    """A browser that is checked for tokens, as all real ones are."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.slow
def test_what_was_typed_is_saved_after_a_log_in_from_the_same_page(editor, url, typed, form_of, iom):
    editor.logout()
    asked = editor.post(url, typed)
    kept = form_of(body(asked, 403), "kept")
    assert editor.post(url, {**kept, **LOG_IN}).status_code == 302
    iom.refresh_from_db()
    assert iom.headline == "Typed for an hour"
    assert iom.revisions.first().created_by.username == "editor"


def test_a_wrong_password_loses_nothing(editor, url, typed, form_of, iom):
    editor.logout()
    asked = editor.post(url, {**typed, **LOG_IN, "login-password": "wrong"})
    page = body(asked, 403)
    assert asked.status_code == 403
    assert "Please enter the correct username and password" in page
    assert "wrong" not in form_of(page, "kept").values()
    assert form_of(page, "kept")["headline"] == ["Typed for an hour"]
    iom.refresh_from_db()
    assert iom.headline != "Typed for an hour"


def test_a_stranger_saves_nothing(client, url, typed, iom):
    assert client.post(url, typed).status_code == 403
    iom.refresh_from_db()
    assert iom.headline != "Typed for an hour"


def log_in(client):
    client.cookies.pop("sessionid", None)
    page = client.get(reverse("admin:login"))
    sent = {"username": "editor", "password": "correct-horse-9", "csrfmiddlewaretoken": page.context["csrf_token"]}
    assert client.post(reverse("admin:login"), sent).status_code == 302


@pytest.mark.slow
def test_a_form_from_before_a_second_log_in_is_given_back_and_taken(editor, url, typed, form_of, iom, strict):
    log_in(strict)
    old = form_of(body(strict.get(url)), "organization_form")["csrfmiddlewaretoken"]
    log_in(strict)
    asked = strict.post(url, {**typed, "csrfmiddlewaretoken": old})
    assert strict.post(url, form_of(body(asked, 403), "kept")).status_code == 302
    iom.refresh_from_db()
    assert iom.headline == "Typed for an hour"


def test_a_form_without_a_token_is_refused(editor, url, typed, strict):
    log_in(strict)
    refused = strict.post(url, {name: value for name, value in typed.items() if name != "csrfmiddlewaretoken"})
    assert "Typed for an hour" not in body(refused, 403)


@pytest.mark.parametrize("is_busy", [True, False])
def test_a_log_in_that_is_refused_loses_nothing(editor, url, typed, form_of, iom, monkeypatch, is_busy):
    editor.logout()
    if is_busy:
        monkeypatch.setattr(logins, "_places", BoundedSemaphore(1))
        logins._places.acquire()
    else:
        for _ in range(5):
            editor.post(url, {**typed, **LOG_IN, "login-password": "wrong"})
    refused = editor.post(url, {**typed, **LOG_IN})
    assert ("in a few seconds" if is_busy else "in an hour") in body(refused, 429)
    assert form_of(body(refused, 429), "kept")["headline"] == ["Typed for an hour"]
