"""A save: its note, where it leads, its draft that is let go; and a draft that is only shown."""

import pytest
from django.urls import reverse

from organizations.dossier.document import from_json
from organizations.models import Person
from organizations.store import dump_dossier
from tests.support.responses import body


def test_a_note_is_kept_with_the_revision(editor, url, form, iom):
    editor.post(url, {**form, "headline": ["New"], "revision_note": ["As the \x00archive says  "]})
    assert iom.revisions.first().note == "As the archive says"


@pytest.mark.slow
def test_a_note_is_still_there_after_a_save_that_was_refused(editor, url, form, form_of):
    page = body(editor.post(url, {**form, "title": [""], "revision_note": ["Because"]}))
    assert form_of(page, "organization_form")["revision_note"] == ["Because"]


def test_the_pages_of_eras_and_themes_take_no_note(editor, iom):
    assert "revision_note" not in body(editor.get(reverse("admin:organizations_theme_add")))
    assert "revision_note" in body(editor.get(reverse("admin:organizations_program_add")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "button", "leads_to"),
    [
        ("Editor", "_preview", "/organizations/iom/preview/"),
        ("Publisher", "_publish", "/admin/organizations/organization/{pk}/publish/"),
        ("Editor", "_publish", "/admin/organizations/organization/"),
    ],
)
def test_a_save_leads_to_what_comes_next(as_member, iom, url, form_of, role, button, leads_to):
    client = as_member(role)
    form = form_of(body(client.get(url)), "organization_form")
    response = client.post(url, {**form, "headline": ["New"], button: ["x"]})
    assert response["Location"] == leads_to.format(pk=iom.pk)
    iom.refresh_from_db()
    assert iom.headline == "New"


def test_a_save_tells_the_browser_that_its_draft_is_saved(editor, url, form):
    response = editor.post(url, {**form, "headline": ["New"], "draft": ["123"]})
    assert response.cookies["saved_draft"].value == "123"
    assert response.cookies["saved_draft"]["path"] == "/admin/"


@pytest.mark.parametrize("draft", ["", "a;b", "é", "1" * 41])
def test_a_name_that_no_draft_has_is_not_repeated(editor, url, form, draft):
    assert "saved_draft" not in editor.post(url, {**form, "draft": [draft]}).cookies


@pytest.mark.slow
def test_a_refused_save_lets_no_draft_go(editor, url, form, form_of):
    response = editor.post(url, {**form, "title": [""], "draft": ["123"]})
    assert "saved_draft" not in response.cookies
    assert form_of(body(response), "organization_form")["draft"] == ["123"]


def test_a_draft_that_is_taken_up_is_shown_and_not_saved(editor, url, form, form_of, iom):
    before = dump_dossier(iom)
    page = body(editor.post(url, {**form, "headline": ["Typed before the crash"], "take_up": ["1"]}))
    assert "It is not saved yet" in page
    assert form_of(page, "organization_form")["headline"] == ["Typed before the crash"]
    assert dump_dossier(iom) == before == from_json(iom.revisions.get().data)


def test_a_draft_of_a_new_record_is_taken_up_too(editor, form_of, db):
    url = reverse("admin:organizations_person_add")
    page = body(editor.post(url, {"name": "Somebody", "slug": "", "take_up": "1"}))
    assert form_of(page, "person_form")["name"] == ["Somebody"]
    assert not Person.objects.exists()


@pytest.mark.slow
def test_a_draft_from_before_anothers_save_is_merged_once_it_is_saved(editor, as_member, url, form, form_of, iom):
    other = as_member("Publisher")
    theirs = form_of(body(other.get(url)), "organization_form")
    other.post(url, {**theirs, "closing": ["Theirs"]})
    page = body(editor.post(url, {**form, "headline": ["Mine"], "take_up": ["1"]}))
    editor.post(url, form_of(page, "organization_form"))
    iom.refresh_from_db()
    assert (iom.headline, iom.closing) == ("Mine", "Theirs")
