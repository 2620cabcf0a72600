"""Every form of the admin keeps what was typed: over a log-out, a lost token, an error, and in its browser."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from organizations.editing import record
from organizations.models import ImportDraft, Review
from tests.admin.tools import hidden
from tests.support.responses import body

LOG_IN = {"login-username": "publisher", "login-password": "correct-horse-9"}
WORDS = "Typed for an hour, 1951 <b>&"

FORMS = {
    "import": ("organization_import", {"text": f"A Body (AB)\n\n{WORDS}\n"}),
    "submit": ("organization_step submit", {"comment": WORDS}),
    "send-back": ("organization_step send-back", {"comment": WORDS}),
    "schedule": ("organization_step schedule-publish", {"due_at": "2001-01-01T08:00", "note": WORDS}),
    "withdraw": ("organization_step withdraw", {"note": WORDS}),
    "publish": ("organization_publish", {"note": WORDS, "confirmed": "1"}),
    "replace": ("organization_replace", {"text": WORDS, "by": "Another"}),
}
"""Plain forms of a dossier: the name of its URL, and what is typed into it."""


@pytest.fixture
def publisher(as_member):
    return as_member("Publisher")


@pytest.fixture
def changed(iom):
    """IOM with a change that readers do not see."""
    iom.headline = "Another headline"
    iom.save()
    record(iom)
    return iom


def url_of(name, iom):
    name, *step = name.split()
    return reverse(f"admin:organizations_{name}", args=[iom.pk, *step])


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_kept_by_the_browser(changed, publisher, name):
    page = body(publisher.get(url_of(FORMS[name][0], changed)))
    assert len(re.findall('name="draft" value="" data-user="[0-9]+" data-filled', page)) == 1
    assert 'class="draft-offer"' in page


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_kept_over_a_log_out(changed, publisher, form_of, name):
    url, typed = url_of(FORMS[name][0], changed), FORMS[name][1]
    publisher.logout()
    asked = publisher.post(url, typed)
    kept = form_of(body(asked, 403), "kept")
    assert {field: kept[field][0].replace("\r\n", "\n") for field in typed} == typed
    assert publisher.post(url, {**kept, **LOG_IN}).status_code in (200, 302)


def test_a_comment_arrives_after_a_log_in(changed, publisher, form_of):
    url = url_of("organization_step submit", changed)
    shown = hidden(body(publisher.get(url)))
    publisher.logout()
    kept = form_of(body(publisher.post(url, {**shown, "comment": WORDS}), 403), "kept")
    assert publisher.post(url, {**kept, **LOG_IN}).status_code == 302
    assert Review.objects.get().comment == WORDS


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("submit", {"comment": WORDS + "x" * 2000}),
        ("send-back", {"comment": WORDS + "x" * 2000}),
        ("schedule", {}),
        ("withdraw", {"note": WORDS + "x" * 500}),
        ("publish", {"note": WORDS + "x" * 500}),
        ("replace", {"text": WORDS + "x" * 200}),
        ("import", {"base": "99"}),
        ("import", {"base": "x"}),
    ],
)
def test_a_refused_form_shows_what_was_typed(changed, publisher, form_of, name, wrong):
    url, typed = url_of(FORMS[name][0], changed), {**FORMS[name][1], **wrong}
    page = body(publisher.post(url, {**typed, "draft": "123"}))
    form = next(found for each in ("step", "incoming", "search", "publish") if (found := form_of(page, each)))
    shown = {field: form[field][0].replace("\r\n", "\n") for field in typed if field != "confirmed"}
    assert shown == {field: value for field, value in typed.items() if field != "confirmed"}
    assert form["draft"] == ["123"]
    assert "data-unsaved" in page


def test_a_form_that_is_taken_lets_its_draft_go(changed, publisher):
    url = url_of("organization_step submit", changed)
    response = publisher.post(url, {**hidden(body(publisher.get(url))), "comment": WORDS, "draft": "123"})
    assert response.cookies["saved_draft"].value == "123"


def test_an_imported_text_lets_its_draft_go(vocabulary, publisher, iom_text):
    url = reverse("admin:organizations_organization_import")
    assert "saved_draft" not in publisher.post(url, {"text": "", "draft": "123"}).cookies
    assert publisher.post(url, {"text": iom_text, "draft": "123"}).cookies["saved_draft"].value == "123"
    assert bytes(ImportDraft.objects.get().source).decode() == iom_text


def test_a_file_is_asked_for_again_after_a_log_out(vocabulary, publisher):
    publisher.logout()
    file = SimpleUploadedFile("a.txt", b"A Body (AB)\n\nWords\n")
    page = publisher.post(reverse("admin:organizations_organization_import"), {"file": file, "text": ""})
    assert "Choose “a.txt” again:" in body(page, 403)
    assert 'enctype="multipart/form-data"' in body(page, 403)


@pytest.fixture
def strict(publisher):
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("cookies", [{}, {"csrftoken": "x" * 32}])
def test_a_form_whose_token_is_lost_is_kept_and_taken(changed, publisher, strict, form_of, cookies):
    strict.cookies.load(cookies)
    url = url_of("organization_step submit", changed)
    sent = {**hidden(body(publisher.get(url))), "comment": WORDS, "csrfmiddlewaretoken": "y" * 32}
    asked = strict.post(url, sent, HTTP_ORIGIN="http://testserver")
    kept = form_of(body(asked, 403), "kept")
    assert strict.post(url, {**kept, **LOG_IN}).status_code == 302
    assert Review.objects.get().comment == WORDS


def test_a_form_of_another_site_is_not_kept(changed, strict):
    url = url_of("organization_step submit", changed)
    for headers in ({}, {"HTTP_ORIGIN": "https://elsewhere.example"}):
        refused = strict.post(url, {"comment": WORDS}, **headers)
        assert "The form was not taken" in body(refused, 403)
