"""A site that is upgraded holds codes where it held English sentences, and says the same; a person's words stay."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from organizations.dossier.messages import from_json
from organizations.models import Checkup, Organization, Revision
from organizations.models.revisions import note_in_words
from organizations.wording import sentence
from tests.support.former import former_apps

migration = import_module("organizations.migrations.0015_messages")
named = import_module("organizations.migrations.0047_text_of_findings")

NOTED = [
    ("Imported", "imported"),
    ("Loaded from fixtures", "loaded"),
    ("Restored from revision 12", "restored"),
    ("Replaced “EU” by “the Union”, once", "replaced"),
    ("Replaced “EU” by “”, 3 times", "replaced"),
    ("Moved from events to pressure points", "moved-kind"),
    ("Moved from events to programs of WHO", "moved-both"),
    ("Moved facts to World of Facts", "moved-dossier"),
    ("Themes added: Returns, Aid", "themes-added"),
    ("Themes removed: Aid; and more", "themes-removed"),
    ("Themes added: Returns; themes removed: Aid", "themes-changed"),
]
THEIRS = ["Checked twice", "Restored from revision twelve", "Replaced “a” by “b” by “c”, once", "imported"]
FAILED = [
    ("“A Body (AB)” is published under the address “ab”.", "address-live"),
    ("Readers know “A” by the address “ab”: its links would lead to another dossier.", "address-left"),
]
HOLDS_NO = "the text format cannot hold"
REASONS = [
    (
        f"{HOLDS_NO} this part: section “Key People”, “Amy “A”: Pope”",
        "unwritable-item",
        f"{HOLDS_NO} the claim “Amy “A”: Pope” of the section “Key People”",
    ),
    (f"{HOLDS_NO} this part: section “Whenever”", "unwritable-section", f"{HOLDS_NO} the section “Whenever”"),
    (f"{HOLDS_NO} this part: the headline “Timeline”", "unwritable-field", f"{HOLDS_NO} the headline “Timeline”"),
    (
        f"{HOLDS_NO} this part: the number of its sections",
        "unwritable-sections",
        f"{HOLDS_NO} the sections of this dossier: they would be read as others",
    ),
    ("the text of this dossier could not be read back: line 3, column 1: something", "not-read-back", ""),
]


@pytest.mark.parametrize(
    ("sentences", "words", "code", "today"),
    [
        *((migration.NOTES, *pair, "") for pair in NOTED),
        *((migration.FAILURES, *pair, "") for pair in FAILED),
        *((migration.REASONS, *row) for row in REASONS),
    ],
)
def test_a_sentence_of_code_becomes_a_code_that_says_it(sentences, words, code, today):
    found = migration.message(sentences, words)
    assert found["code"] == code
    assert sentence(from_json(found)) == (today or words)


@pytest.mark.parametrize("words", THEIRS)
def test_a_note_of_a_person_stays_as_it_is(iom: Organization, words: str):
    Revision.objects.update(note=words, note_message=None)
    migration.notes(apps, connection.schema_editor())
    revision = Revision.objects.get()
    assert (revision.note, revision.note_message) == (words, None)


@pytest.mark.parametrize("words", [*(words for words, _code in NOTED), "Imported; On time"])
def test_notes_say_the_same_as_before(iom: Organization, words: str):
    Revision.objects.update(note=words, note_message=None, published_note=words, published_note_message=None)
    migration.notes(apps, connection.schema_editor())
    revision = Revision.objects.get()
    assert revision.note_message and words not in (revision.note, revision.published_note)
    assert revision.whole_note == revision.whole_published_note == words


def test_the_reason_that_a_dossier_has_no_text_becomes_a_code(iom: Organization):
    finding = {
        "check": "unwritable",
        "kind": "dossier",
        "key": "",
        "words": "IOM",
        "details": {"reason": REASONS[0][0]},
    }
    Checkup.objects.update(errors=1, findings=[finding])
    migration.reasons(former_apps(), connection.schema_editor())
    named.rename(former_apps(), connection.schema_editor())
    [found] = Checkup.objects.get().found()
    assert (found.text, found.details["reason"].code) == ("IOM", "unwritable-item")
    assert REASONS[0][2] in sentence(found.message)


def test_a_note_of_code_and_one_of_a_person_are_both_said():
    assert note_in_words("On time", {"code": "imported", "details": {}}) == "Imported; On time"
    assert note_in_words("On time", None) == "On time"
