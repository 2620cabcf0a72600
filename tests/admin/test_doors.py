"""Every door of the admin cleans what was meant otherwise, and refuses in words what nothing could show."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse

from organizations.dossier.bounds import MAX_LINE, MAX_NOTE
from organizations.models import Fact, Organization, Review, Revision, Theme, TimelineEvent
from organizations.models.fields import Line, Prose
from organizations.publishing import publish
from tests.support.marks import slow
from tests.support.responses import body

REFUSED = "cannot be shown: take it out"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("headline", "A \x93second\x94\vtitle", "A “second” title"),
        ("introduction", "One\u2028two \x96 three", "One\ntwo – three"),
        ("language", "PT_br", "pt-BR"),
    ],
)
def test_what_was_meant_otherwise_is_saved_as_it_was_meant(editor, url, form, iom, name, typed, kept):
    form[name] = [typed]
    assert editor.post(url, form).status_code == 302
    iom.refresh_from_db()
    assert getattr(iom, name) == kept


@pytest.mark.parametrize("name", ["headline", "introduction", "closing", "facts-0-value", "timelineevents-0-body"])
@pytest.mark.parametrize("typed", ["a\x08b", *slow("a\x00b", "a\ufffeb")])
def test_what_nothing_can_show_is_refused_in_words_and_given_back(editor, url, form, iom, name, typed):
    before = Revision.objects.count()
    form[name] = [typed]
    response = editor.post(url, form)
    page = body(response)
    assert response.status_code == 200
    assert REFUSED in page or "Null characters are not allowed" in page
    assert Revision.objects.count() == before


@pytest.mark.slow
def test_what_is_too_long_is_refused_in_words_and_given_back(editor, url, form, iom):
    form["facts-0-value"] = ["b" * (MAX_LINE + 1)]
    page = body(editor.post(url, form))
    assert f"at most {MAX_LINE} characters (it has {MAX_LINE + 1})" in page
    assert "b" * (MAX_LINE + 1) in page


@pytest.mark.slow
def test_a_wrong_language_is_refused_in_words(editor, url, form, iom):
    form["language"] = ["english"]
    assert "“english” is no language" in body(editor.post(url, form))
    assert Organization.objects.get(pk=iom.pk).language == "en"


def test_a_language_is_chosen_from_a_list_by_its_name_and_one_beside_it_is_kept(editor, url, iom):
    Organization.objects.update(language="tlh")
    page = body(editor.get(url))
    assert '<option value="tlh" selected>tlh</option>' in page
    assert '<option value="ar">Arabic – العربيّة</option>' in page


def test_a_note_is_kept_without_what_nothing_can_show(editor, url, form, iom):
    form["headline"], form["revision_note"] = ["Another"], ["One\x08 \x93two\x94\n" + "b" * 600]
    editor.post(url, form)
    note = iom.revisions.first().note
    assert note.startswith("One� “two” b") and len(note) == MAX_NOTE


def test_a_note_for_readers_and_a_comment_are_refused_in_words(as_member, iom):
    publisher = as_member("Publisher")
    Fact.objects.filter(organization=iom).first().delete()
    for name, field in (("publish", "note"), ("step", "comment")):
        args = [iom.pk, "submit"] if name == "step" else [iom.pk]
        data = {field: "a\x08b", "confirmed": "1"}
        page = body(publisher.post(reverse(f"admin:organizations_organization_{name}", args=args), data))
        assert REFUSED in page
    assert not Review.objects.exists()


def test_the_words_to_find_and_to_put_hold_nothing_that_cannot_be_shown(editor, iom):
    url = reverse("admin:organizations_organization_replace", args=[iom.pk])
    assert REFUSED in body(editor.post(url, {"words": "Geneva", "by": "a\x08b"}))


def test_a_claim_that_moves_gets_no_title_that_cannot_be_shown(editor, iom):
    event = TimelineEvent.objects.filter(organization=iom).first()
    data = {"claim": [event.pk], "to": "programs", "organization": "", "shown": "programs", "seen": f"{iom.pk}.1"}
    data |= {f"{event.pk}-title": "a\x08b", "apply": "1"}
    assert REFUSED in body(editor.post(reverse("admin:organizations_timelineevent_move"), data))
    assert TimelineEvent.objects.filter(pk=event.pk).exists()


def test_a_pasted_text_is_refused_with_line_and_column(editor, iom):
    url = reverse("admin:organizations_organization_import")
    page = body(editor.post(url, {"text": "A Body (AB)\r\n\r\nSome w\x08rds."}))
    assert "Line 3, column 7: control character U+0008" in page


@pytest.mark.parametrize("name", ["first_name", "last_name", "username"])
def test_the_names_of_an_account_hold_nothing_that_cannot_be_shown(db, name):
    user = User(username="somebody", password="x", **({} if name == "username" else {name: "a\x08b"}))
    if name == "username":
        user.username = "a\x08b"
    with pytest.raises(Exception, match="cannot be shown"):
        user.full_clean()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"language": "en"', '"language": "english"', "“english” is no language"),
        ('"headline": "', '"headline": "a\\u0008', "U.0008"),
        ('"headline": "', '"headline": "a\\u0093', "write it as"),
        ('"headline": "', '"headline": "' + "b" * MAX_LINE, f"at most {MAX_LINE} characters"),
    ],
)
def test_a_fixture_with_such_a_value_is_refused_by_name(db, tmp_path, old, new, message):
    fixture = tmp_path / "iom.json"
    with open("fixtures/iom.json", encoding="utf-8") as file:
        fixture.write_text(file.read().replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        call_command("loaddata", "vocabulary", str(fixture), verbosity=0)
    assert not Organization.objects.exists() and not Theme.objects.exists()


def test_a_form_of_no_record_cleans_alike():
    assert Line().clean(" a\r\nb\x93 ") == "a b“"
    assert Prose().clean("a\r\nb") == "a\nb"


def test_a_published_note_breaks_no_feed(client, iom):
    Fact.objects.filter(organization=iom).first().delete()
    with pytest.raises(ValueError, match=r"U\+0008 cannot be kept"):
        publish(iom, note="a\x08b")
    assert client.get("/feed/").status_code == 200
