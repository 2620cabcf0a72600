"""What changed between two dossiers, named as an editor knows it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.changes.compare import FieldChange, compare
from organizations.dossier.changes.identity import carry_identity
from organizations.dossier.document import Dossier, Lines
from organizations.dossier.text.parser import parse
from organizations.wording import difference, summary
from tests.dossier.strategies import IOM, dossiers

OLD = parse(IOM)
EDITS = [
    ("Geneva, Switzerland", "Bern, Switzerland", "fact “Headquarters” changed"),
    ("2016–Present:", "2016–2025:", "event “Externalized Borders” changed"),
    ("EU and other states", "The EU", "event “Externalized Borders” changed"),
    ("Portugal", "Spain", "role “António Vitorino” changed"),
    ("Western Allied states", "The Allies", "influence “Founding Influence” changed"),
    ("weak oversight", "no oversight", "pressure point “Accountability & Transparency Gaps” changed"),
    ("outward into", "out into", "intersection “Externalizing Borders” changed"),
    ("Key Programs", "Programmes", "section “Programmes” changed"),
    ("Leadership trends show", "Trends show", "section “Key People” changed"),
    ("This dossier provides", "Here is", "introduction changed"),
    ("Return to main directory", "Back to the directory", "closing changed"),
    ("  • Members: 175+ member states\n", "", "fact “Members” removed"),
    ("\nStructural Pressure", "6. Border Academies\n\n\nStructural Pressure", "program “Border Academies” added"),
]


def edited(old: str, new: str) -> Dossier:
    """A new edition of the IOM dossier, its claims known again."""
    assert IOM.count(old) == 1
    return carry_identity(OLD, parse(IOM.replace(old, new)))


@pytest.mark.parametrize(("old", "new", "words"), EDITS, ids=[words for *_, words in EDITS])
def test_one_edit_is_one_difference(old: str, new: str, words: str) -> None:
    assert [difference(each) for each in compare(OLD, edited(old, new))] == [words]


def test_a_dossier_does_not_differ_from_itself() -> None:
    assert compare(OLD, parse(IOM)) == []


def test_source_lines_are_no_difference() -> None:
    assert compare(OLD, parse(IOM.replace("\n\nSnapshot", "\n\n\n\nSnapshot"))) == []


def test_themes_are_a_difference() -> None:
    timeline = OLD.sections[1]
    event = replace(timeline.items[0], themes=("conflict",), lines=Lines(1, 1))
    section = replace(timeline, items=(event, *timeline.items[1:]))
    new = replace(OLD, sections=(OLD.sections[0], section, *OLD.sections[2:]))
    assert [difference(each) for each in compare(OLD, new)] == ["event “Cold War Resettlement Tool” changed"]


def test_another_order_is_one_difference() -> None:
    sections = (*OLD.sections[:4], OLD.sections[5], OLD.sections[4])
    [moved] = compare(OLD, replace(OLD, sections=sections))
    assert difference(moved) == summary([moved]) == "the order of its parts moved"
    [order] = moved.fields
    assert (order.name, order.new.split("; ")[4:6]) == ("section", order.old.split("; ")[5:3:-1])


@given(dossiers(), dossiers())
def test_dossiers_without_a_difference_say_the_same(one: Dossier, other: Dossier) -> None:
    assert compare(one, one) == []
    assert bool(compare(one, other)) == (one != other)


def test_a_reworded_field_tells_which_words_went_and_came() -> None:
    change = FieldChange("body", "States fund the border.", "States fund a distant border.")
    assert change.pieces == [("same", "States fund"), ("old", " the"), ("new", " a distant"), ("same", " border.")]


@given(st.text(), st.text())
def test_no_word_is_missing_from_either_wording(old: str, new: str) -> None:
    pieces = FieldChange("body", old, new).pieces
    for kind, words in (("old", old), ("new", new)):
        assert "".join(claim for name, claim in pieces if name in ("same", kind)).split() == words.split()
