"""Which characters no text may hold, and what those become that were meant otherwise."""

import json
from xml.sax import parseString
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.characters import cleaned, mended, name_of, refused
from organizations.dossier.text.errors import UnreadableText
from organizations.dossier.text.parser import parse, read

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_what_is_mended_stands_in_any_feed_and_any_json(text):
    whole = mended(text)
    parseString(f"<a>{escape(whole)}</a>".encode(), ContentHandler())
    assert json.loads(json.dumps(whole).encode()) == whole
    assert refused(whole) is None and mended(whole) == whole


@given(ANY)
def test_what_is_not_refused_is_kept_to_the_letter(text):
    if refused(cleaned(text)) is None:
        assert mended(text) == cleaned(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x93quoted\x94 \x96 and so on\x85", "“quoted” – and so on…"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("one\vtwo\fthree", "one two three"),
        ("\ufeffbegins", "begins"),
        ("tab\tand é 人 😀 \u200d \u00a0 stay", "tab\tand é 人 😀 \u200d \u00a0 stay"),
    ],
)
def test_what_was_meant_otherwise_is_written_as_it_was_meant(text, meant):
    assert cleaned(text) == meant
    assert refused(meant) is None


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x1b", "\x1f", "\x7f", "\x81", "\ud800", "\ufffe", "\U0001ffff"])
def test_a_text_with_a_character_that_nothing_can_show_is_refused_with_its_place(char):
    with pytest.raises(UnreadableText) as refusal:
        read(f"A Body (AB)\r\n\r\nSome w{char}rds.")
    assert refusal.value.message.details == {"character": name_of(char)}
    assert (refusal.value.line, refusal.value.column) == (3, 7)


def test_a_text_from_another_hand_is_read_as_it_was_meant():
    dossier = parse("A Body (AB)\n\nWords\x0band \x93more\x94.\x0c\n\nTimeline\n\n1951\x961960: Title\n")
    assert dossier.introduction == "Words and “more”."
    assert next(dossier.items())[1].period.words == "1951–1960"
