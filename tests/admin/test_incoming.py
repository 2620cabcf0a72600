"""A text comes in, in the admin: shown first, applied when asked, conflicts decided, nothing written before."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organizations.editing import locked, record
from organizations.importing import SupersededPlan, carry_out, plan_import
from organizations.models import ImportDraft, Organization, TimelineEvent
from organizations.store import dump_dossier
from tests.support.responses import body
from tests.support.threads import at_once

EVENT = "expansion-beyond-europe"
NEW = "Expansion Far Beyond Europe"


@pytest.fixture
def edition(iom_text):
    """A new edition that retitles an event."""
    return iom_text.replace("Expansion Beyond Europe", NEW)


def url(organization=None):
    return reverse("admin:organizations_organization_import", args=[organization.pk] if organization else [])


def send(client, form_of, to, form="apply", **data):
    """Send a text; the page that shows what it would do, the form to apply it, and where that is sent."""
    place = {name: data.pop(name) for name in ("place", "slug") if name in data}
    desk = client.post(to, data)
    assert desk.status_code == 302, body(desk)
    changes = f"{desk['Location']}changes/"
    page = body(client.post(changes, place))
    return page, form_of(page, form), changes


def test_a_new_text_is_shown_and_then_made(vocabulary, editor, form_of, iom_text):
    page, form, changes = send(editor, form_of, url(), text=iom_text)
    assert "A new dossier on International Organization for Migration" in page
    assert not Organization.objects.exists()
    created = editor.post(changes, {**form, "apply": "1"})
    assert created.status_code == 302
    organization = Organization.objects.get()
    assert (organization.revisions.get().origin, organization.revisions.get().created_by.username) == ("text", "editor")


def test_a_new_edition_is_merged_with_what_editors_changed(iom, editor, form_of, edition):
    iom.facts.filter(key="headquarters").update(value="Bern")
    page, form, changes = send(editor, form_of, url(iom), text=edition)
    assert f"Event “{NEW}” changed".lower() in page.lower()
    editor.post(changes, {**form, "apply": "1"})
    assert TimelineEvent.objects.get(key=EVENT).title == NEW
    assert iom.facts.get(key="headquarters").value == "Bern"


@pytest.mark.parametrize(("side", "title"), [("ours", "Mine"), ("theirs", NEW)])
def test_a_conflict_is_decided_before_anything_is_written(iom, editor, form_of, edition, side, title):
    TimelineEvent.objects.filter(key=EVENT).update(title="Mine")
    record(iom)
    page, form, changes = send(editor, form_of, url(iom), text=edition)
    assert all(words in page for words in ("Expansion Beyond Europe", "Mine", NEW))
    refused = editor.post(changes, {**form, "apply": "1"})
    assert "Decide every conflict first" in body(refused)
    assert iom.revisions.count() == 2
    editor.post(changes, {**form, "apply": "1", f"choice:event/{EVENT}/title": side})
    assert TimelineEvent.objects.get(key=EVENT).title == title


def test_a_save_meanwhile_is_shown_before_it_is_merged(iom, editor, form_of, edition):
    _page, form, changes = send(editor, form_of, url(iom), text=edition)
    iom.facts.filter(key="headquarters").update(value="Bern")
    record(iom)
    page = body(editor.post(changes, {**form, "apply": "1"}))
    assert "The dossier was changed meanwhile" in page
    assert TimelineEvent.objects.get(key=EVENT).title != NEW


def test_what_was_shown_is_made_only_where_the_dossier_still_says_the_same(iom, edition):
    plan = plan_import(edition)
    iom.facts.filter(key="headquarters").update(value="Bern")
    with pytest.raises(SupersededPlan):
        carry_out(plan)
    assert TimelineEvent.objects.get(key=EVENT).title != NEW


def test_a_dossier_that_somebody_makes_meanwhile_is_not_overwritten(vocabulary, iom_text):
    plan = plan_import(iom_text)
    Organization.objects.create(slug="iom", name="Mine", title="Mine")
    with pytest.raises(SupersededPlan):
        carry_out(plan)
    assert Organization.objects.get().name == "Mine"


def test_showing_what_a_text_would_do_waits_for_nobody(transactional_db, as_member, iom_text):
    carry_out(plan_import(iom_text))
    client = as_member("Editor")
    text = re.sub(r"(?m)^(\d{4}[^:\n]*: .*)$", r"\1 Retold", iom_text)
    desk = client.post(url(), {"text": text})["Location"]
    with locked():
        (page,) = at_once(lambda: body(client.post(f"{desk}changes/")))
    assert "What changes in International Organization for Migration" in page


TEXT = "Criminal Court (ICC)\n\nWords.\n"
OTHER = "Chamber of Commerce (ICC)\n\nOther words.\n"


@pytest.fixture
def court(db):
    return carry_out(plan_import(TEXT))


@pytest.mark.parametrize("data", [{"text": OTHER}, {"file": SimpleUploadedFile("icc.txt", OTHER.encode())}])
def test_a_text_whose_address_is_taken_asks_where_it_goes_and_keeps_it(court, editor, form_of, data):
    page, form, _changes = send(editor, form_of, url(), "incoming", **data)
    assert "“icc” is the address of Criminal Court (ICC)" in page
    assert (form["place"], form["slug"]) == (["own"], ["chamber-of-commerce"])


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({"place": "own", "slug": "icc-commerce"}, {"icc": "Criminal Court", "icc-commerce": "Chamber of Commerce"}),
        ({"place": "into"}, {"icc": "Chamber of Commerce"}),
    ],
)
def test_where_it_goes_is_chosen_then_shown_then_done(court, editor, form_of, choice, names):
    if choice["place"] == "into":
        choice = {"place": court.pk}
    _page, form, changes = send(editor, form_of, url(), text=OTHER, **choice)
    assert Organization.objects.get().name == "Criminal Court"
    assert editor.post(changes, {**form, "apply": "1"}).status_code == 302
    assert dict(Organization.objects.values_list("slug", "name")) == names


@pytest.mark.parametrize("choice", [{"place": "own", "slug": "icc"}, {"place": "9" * 30}, {"place": "x"}])
def test_a_choice_that_cannot_be_asks_again(court, editor, form_of, choice):
    page, _form, _changes = send(editor, form_of, url(), text=OTHER, **choice)
    assert "Choose where it goes." in page
    assert Organization.objects.get().name == "Criminal Court"


def test_a_text_that_was_written_from_a_revision_is_merged_with_it(iom, editor, form_of):
    TimelineEvent.objects.filter(key=EVENT).update(title="Mine")
    revision = record(iom)
    text = editor.get(reverse("admin:organizations_organization_text", args=[iom.pk, revision.number]))
    changed = body(text).replace(": Mine", ": Mine and yours")
    _page, form, changes = send(editor, form_of, url(iom), text=changed, base=revision.number)
    assert editor.post(changes, {**form, "apply": "1"}).status_code == 302
    assert TimelineEvent.objects.get(key=EVENT).title == "Mine and yours"


def test_the_same_text_again_changes_nothing(iom, editor, form_of, iom_text):
    before = dump_dossier(iom)
    page, form, changes = send(editor, form_of, url(iom), text=iom_text)
    assert "Nothing has changed." in page
    editor.post(changes, {**form, "apply": "1"})
    assert dump_dossier(iom) == before
    assert iom.revisions.count() == 1 or iom.revisions.first().origin == "text"


def test_a_file_is_read_as_well(vocabulary, editor, form_of, iom_text):
    file = SimpleUploadedFile("iom.txt", iom_text.encode())
    page, _form, _changes = send(editor, form_of, url(), file=file)
    assert "A new dossier on International Organization for Migration" in page
    assert bytes(ImportDraft.objects.get().source) == iom_text.encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": " "}, "Paste a text or choose a file."),
        ({"file": SimpleUploadedFile("a.txt", b"A Body\n\n\0\n")}, "Line 3, column 1: control character"),
        ({"text": "é" * 1_000_001}, "more than 2 MB"),
        ({"file": SimpleUploadedFile("a.txt", b"x" * 2_000_001)}, "more than 2 MB"),
        ({"text": "A Body (AB)\n\nWords.\n", "base": "99"}, "There is no such revision."),
    ],
)
def test_what_is_no_dossier_says_where_and_why(db, editor, data, words):
    for claim in data.values():
        if hasattr(claim, "seek"):
            claim.seek(0)
    assert words in body(editor.post(url(), data))


def test_markup_in_a_text_is_shown_as_text(vocabulary, editor):
    desk = editor.post(url(), {"text": "A <b>Body</b> (AB)\n\n<script>alert(1)</script>\n"})["Location"]
    page = body(editor.get(desk)) + body(editor.post(f"{desk}changes/"))
    assert "<script>alert(1)" not in page


def cyrillic(encoding):
    return SimpleUploadedFile("moz.txt", "# Организация зерна\n\n## Хронология\n\n- 1949: Создание\n".encode(encoding))


def test_a_file_in_an_older_encoding_is_read_once_it_is_named(vocabulary, editor):
    refused = body(editor.post(url(), {"file": cyrillic("cp1251")}))
    assert "this is not UTF-8; say which encoding the text has" in refused and "<details open>" in refused
    desk = editor.post(url(), {"file": cyrillic("cp1251"), "encoding": "windows-1251"})
    assert "Создание" in body(editor.get(desk["Location"]))


def test_an_encoding_that_a_file_is_not_in_is_refused_with_its_place(vocabulary, editor):
    page = body(editor.post(url(), {"file": cyrillic("cp1251"), "encoding": "shift_jis"}))
    assert "this is not Japanese (Shift JIS)" in page and not ImportDraft.objects.exists()
