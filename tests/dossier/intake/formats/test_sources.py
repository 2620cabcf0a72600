"""A source is decoded, told by its content or its name, and refused with its place and what to do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.intake.blocks import names_of_blocks
from organizations.dossier.intake.formats import sources
from organizations.dossier.intake.formats.sources import EXTENSIONS, FORMATS, blocks_of
from organizations.dossier.text.errors import DossierError, TextTooLarge, UnreadableFile, UnreadableText

TEXT = "Organización Ejemplo — “Straße”\n\n1949–1950: Überblick über Köln, Málaga y Besançon\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_with_its_mark_is_read_as_it_was_written(encoding):
    mark = b"" if encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32") else "\ufeff".encode(encoding)
    source = blocks_of(mark + TEXT.encode(encoding))
    assert (source.text, source.guessed_encoding) == (TEXT, "")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_the_encoding_of_an_older_computer_is_guessed_and_said(encoding):
    source = blocks_of(TEXT.encode(encoding))
    assert (source.text, source.guessed_encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    "source",
    [
        "Überblick: ".encode() + b"caf\xe9",
        "Всемирная организация здравоохранения".encode("cp1251"),
        "世界卫生组织 成立 大会".encode("gbk"),
        bytes(range(128, 256)),
    ],
)
def test_bytes_that_cannot_be_told_are_refused_with_their_place(source):
    with pytest.raises(UnreadableText) as refusal:
        blocks_of(b"A Body (AB)\n\nText " + source)
    assert refusal.value.message.code == "not-utf8"
    assert refusal.value.line == 3 and refusal.value.column >= 6


def test_a_damaged_utf_16_is_refused_with_its_place():
    with pytest.raises(UnreadableText) as refusal:
        blocks_of("one\ntwo".encode("utf-16") + b"\x00")
    assert (refusal.value.message.code, refusal.value.line, refusal.value.column) == ("not-utf16", 2, 4)


def test_all_characters_that_no_text_holds_are_named_at_once():
    with pytest.raises(UnreadableText) as refusal:
        blocks_of("A Body\n\na\x08b\x00c\n\x1bd")
    assert (refusal.value.line, refusal.value.column) == (3, 2)
    assert (refusal.value.message.details["count"], refusal.value.message.details["places"]) == (2, "3:4, 4:1")


def test_characters_without_width_are_nothing():
    text = (
        "\ufeffExam\u00adple Fund\n\n\u200e19\u200b49\u200f: Treaty\fsigned\vhere\n\n\u20661950\u2069: می\u200cخواهم\n"
    )
    assert [block.text for block in blocks_of(text).blocks] == [
        "Example Fund",
        "1949: Treaty signed here",
        "1950: می\u200cخواهم",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Example\n\n1949: x", "plain"),
        ("# Example\n\ntext", "markdown"),
        ("Example\n\n**1949**: x", "markdown"),
        ("| A | B |\n|---|---|\n", "markdown"),
        ("Date,Event\n1949,x\n", "csv"),
    ],
)
def test_the_format_of_a_text_is_told_by_its_marks(text, name):
    assert blocks_of(text).format == blocks_of(text, file_name="a.txt").format == name


def test_the_name_of_a_file_and_the_word_of_a_person_go_before():
    assert blocks_of("Example", file_name="A.MD").format == "markdown"
    assert blocks_of("# Example", file_name="a.md", format="plain").format == "plain"


def test_every_format_has_its_own_extensions():
    assert len(set(EXTENSIONS)) == len(EXTENSIONS) >= len(FORMATS)


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"{\\rtf1 a}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x89PNG\r\n"])
def test_a_file_that_is_not_read_says_what_it_is(start):
    with pytest.raises(UnreadableFile) as refusal:
        blocks_of(start + b"more", file_name="a.txt")
    assert refusal.value.message.code == "other-format"


def test_more_than_a_dossier_can_be_is_refused(monkeypatch):
    monkeypatch.setitem(FORMATS, "plain", replace(FORMATS["plain"], max_blocks=3))
    monkeypatch.setattr(sources, "MAX_LINES", 9)
    with pytest.raises(TextTooLarge) as refusal:
        blocks_of("a\n\nb\n\nc\n\nd")
    assert (refusal.value.message.code, refusal.value.line) == ("too-many-blocks", 7)
    with pytest.raises(TextTooLarge, match="too-many-lines"):
        blocks_of("a\n" * 10)
    with pytest.raises(TextTooLarge, match="too-many-bytes"):
        blocks_of("a" * 2_000_001)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(source):
    try:
        names = names_of_blocks(blocks_of(source).blocks)
    except DossierError:
        return
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("text", ['{"title": "Lake Council", "events": []}', '[{"year": 1951}]', ' \n{"a": 1}\n'])
def test_json_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        blocks_of(text, file_name="timeline.json")
    assert caught.value.message.details == {"format": "JSON"}


def test_a_bracket_does_not_make_json() -> None:
    assert blocks_of("[Draft] Lake Council\n\nTimeline\n").blocks
