"""What was exported is imported again as it was, whatever its words look like in another hand."""

from dataclasses import replace

import pytest
from hypothesis import given

from organizations.dossier.document import Dossier, Event, SectionKind
from organizations.dossier.intake import read_source, write_source
from organizations.dossier.text.errors import UnwritableDossier
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import wording, write
from tests.dossier.strategies import IOM, dossiers

TEXT = """Harbour League (HAL) — Deep Dossier


Timeline

1949: Treaty signed

The treaty is signed.


Key People

  • Ada Lund: Chair, 1990–1995 (Mali)


Origins

The League began small.
"""
TEMPTING = [
    "12 April: The charter is signed.",
    "- 1950: A first congress\n- 1951: A second congress",
    "| Year | Event |\n|---|---|\n| 1950 | A congress |",
    "### Key People\n\n- Ole Berg: Director, 2001–2003",
    "**Timeline**\n\n**1950** – A congress",
    "1950 – A congress meets\n1951 – It meets again",
    "Directors\n=========\n\nOle Berg (2001–2003)",
]


@pytest.mark.parametrize("words", TEMPTING)
@pytest.mark.parametrize("place", ["body", "text", "introduction"])
def test_words_that_look_like_claims_stay_what_they_are(words: str, place: str) -> None:
    dossier = parse(TEXT)
    timeline, _people, origins = dossier.sections
    if place == "introduction":
        dossier = replace(dossier, introduction=words)
    elif place == "text":
        dossier = replace(dossier, sections=(*dossier.sections[:2], replace(origins, text=words)))
    else:
        event = timeline.items[0]
        assert isinstance(event, Event)
        dossier = replace(
            dossier, sections=(replace(timeline, items=(replace(event, body=words),)), *dossier.sections[1:])
        )
    text = write_source(dossier)
    assert wording(read_source(text).dossier) == wording(dossier)
    assert wording(read_source(text.replace("\n", "\r\n").encode("utf-8-sig")).dossier) == wording(dossier)
    assert write_source(read_source(text).dossier) == text


@pytest.mark.slow
@given(dossiers())
def test_any_dossier_comes_back(dossier: Dossier) -> None:
    try:
        text = write_source(dossier)
    except UnwritableDossier:
        return
    assert wording(read_source(text).dossier) == wording(dossier)


def test_a_text_that_tempts_nobody_is_told_without_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("organizations.dossier.intake.blocks_of")
    dossier = parse(IOM)
    assert wording(parse(write_source(dossier))) == wording(dossier)


def test_a_text_that_tempts_nobody_is_written_as_ever() -> None:
    assert write_source(parse(IOM)) == write(parse(IOM)) == IOM


def test_what_an_editor_adds_to_a_marked_text_is_read_by_its_rules() -> None:
    text = "\\" + TEXT.replace("The treaty is signed.", "1950 – It is kept.\n\n1952: A second treaty")
    dossier = read_source(text).dossier
    assert dossier.title == "Harbour League (HAL) — Deep Dossier"
    timeline = dossier.of_kind(SectionKind.TIMELINE)
    assert timeline and [event.period.words for event in timeline.items if isinstance(event, Event)] == ["1949", "1952"]


def test_a_marked_text_that_its_rules_cannot_read_is_read_as_any_other() -> None:
    dossier = read_source(
        "\\" + TEXT.replace("The treaty is signed.", "31 February 1950: The charter is signed.")
    ).dossier
    assert dossier.title == "Harbour League (HAL) — Deep Dossier"
