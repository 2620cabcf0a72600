"""Merging: what one side changed is taken, what both changed is asked, and no word goes missing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.dossier.compare import compare, parts_of
from organizations.dossier.document import Dossier, Section, SectionKind
from organizations.dossier.identity import carry_identity
from organizations.dossier.merge import Merge, merge
from organizations.dossier.parser import parse
from tests.dossier.edits import edited
from tests.dossier.strategies import dossiers, letters, words_of


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[Dossier, Dossier, Dossier]:
    """A dossier, and what two hands made of it."""
    base = draw(dossiers())
    return base, draw(edited(base, "ours")), draw(edited(base, "theirs"))


def bag(dossier: Dossier) -> set[str]:
    return {word for words in words_of(dossier) for word in letters(words)}


def of_conflicts(merged: Merge) -> set[str]:
    wordings = (words for each in merged.conflicts for words in (each.ours, each.theirs))
    return {word for words in wordings for word in letters(words or "")}


def as_parts(dossier: Dossier) -> dict[tuple[str, str], object]:
    """The parts by name, whatever their order; a section without its items."""
    return {
        name: (part.heading, part.text, part.remark) if isinstance(part, Section) else part
        for name, part in parts_of(dossier)
    }


@given(two_sides())
def test_a_side_that_changed_nothing_takes_all_of_the_other(sides):
    base, ours, theirs = sides
    assert merge(base, ours, base) == Merge(ours, (), ())
    assert merge(base, base, theirs) == Merge(theirs, (), ())
    assert merge(base, ours, ours) == Merge(ours, (), ())


@settings(max_examples=500)
@given(two_sides())
def test_no_word_that_a_side_wrote_is_lost(sides):
    base, ours, theirs = sides
    merged = merge(base, ours, theirs)
    written = (bag(ours) | bag(theirs)) - bag(base)
    assert written <= bag(merged.dossier) | of_conflicts(merged)


@given(two_sides(), st.sampled_from(["ours", "theirs"]))
def test_what_is_decided_is_no_longer_asked(sides, side):
    base, ours, theirs = sides
    asked = merge(base, ours, theirs)
    decided = merge(base, ours, theirs, {each.name: side for each in asked.conflicts})
    assert (decided.undecided, decided.conflicts) == ((), asked.conflicts)
    written = (bag(ours if side == "ours" else theirs) - bag(base)) if asked.conflicts else set()
    assert written <= bag(decided.dossier)


@given(two_sides())
def test_either_order_says_the_same(sides):
    base, ours, theirs = sides
    one = merge(base, ours, theirs)
    other = merge(base, theirs, ours, {each.name: "theirs" for each in one.conflicts})
    assert as_parts(one.dossier) == as_parts(other.dossier)


@given(two_sides())
def test_merging_again_changes_nothing(sides):
    base, ours, theirs = sides
    merged = merge(base, ours, theirs).dossier
    assert merge(theirs, merged, theirs).dossier == merged


@pytest.fixture
def iom_dossier(iom_text):
    return parse(iom_text)


def changed(dossier, kind, at, **values):
    """The dossier with other values in one item."""
    section = dossier.of_kind(kind)
    held = list(section.items)
    held[at] = replace(held[at], **values)
    sections = [replace(each, items=tuple(held)) if each is section else each for each in dossier.sections]
    return replace(dossier, sections=tuple(sections))


def test_different_fields_of_one_claim_are_merged(iom_dossier):
    ours = changed(iom_dossier, SectionKind.TIMELINE, 0, title="Another title")
    theirs = changed(iom_dossier, SectionKind.TIMELINE, 0, body="Another body")
    merged = merge(iom_dossier, ours, theirs)
    event = merged.dossier.of_kind(SectionKind.TIMELINE).items[0]
    assert (event.title, event.body, merged.conflicts) == ("Another title", "Another body", ())


def test_the_same_field_is_a_conflict_with_all_three_wordings(iom_dossier):
    before = iom_dossier.of_kind(SectionKind.TIMELINE).items[0]
    merged = merge(
        iom_dossier,
        changed(iom_dossier, SectionKind.TIMELINE, 0, title="Our title"),
        changed(iom_dossier, SectionKind.TIMELINE, 0, title="Their title"),
    )
    [conflict] = merged.undecided
    assert (conflict.base, conflict.ours, conflict.theirs) == (before.title, "Our title", "Their title")
    assert conflict.name == f"event/{before.key}/title"


def test_a_part_removed_here_and_changed_there_is_a_conflict(iom_dossier):
    programs = iom_dossier.of_kind(SectionKind.PROGRAMS)
    removed = replace(programs, items=programs.items[1:])
    ours = replace(iom_dossier, sections=tuple(removed if each is programs else each for each in iom_dossier.sections))
    theirs = changed(iom_dossier, SectionKind.PROGRAMS, 0, title="Told anew")
    [conflict] = merge(iom_dossier, ours, theirs).undecided
    assert conflict.ours is None
    assert "Told anew" in conflict.theirs
    kept = merge(iom_dossier, ours, theirs, {conflict.name: "theirs"}).dossier
    assert len(kept.of_kind(SectionKind.PROGRAMS).items) == len(programs.items)


def test_themes_of_both_sides_are_put_on_and_taken_off(iom_dossier):
    base = changed(iom_dossier, SectionKind.PROGRAMS, 0, themes=("data", "returns"))
    ours = changed(base, SectionKind.PROGRAMS, 0, themes=("borders", "data", "returns"))
    theirs = changed(base, SectionKind.PROGRAMS, 0, themes=("data",))
    merged = merge(base, ours, theirs)
    assert merged.dossier.of_kind(SectionKind.PROGRAMS).items[0].themes == ("borders", "data")


def test_a_section_that_one_side_emptied_stays_for_what_the_other_added(iom_dossier):
    point = iom_dossier.of_kind(SectionKind.INTERSECTIONS)
    ours = replace(iom_dossier, sections=tuple(each for each in iom_dossier.sections if each is not point))
    added = replace(point.items[0], key="new", title="New here")
    theirs = replace(
        iom_dossier,
        sections=tuple(
            replace(each, items=(*each.items, added)) if each is point else each for each in iom_dossier.sections
        ),
    )
    merged = merge(iom_dossier, ours, theirs)
    assert [item.title for item in merged.dossier.of_kind(SectionKind.INTERSECTIONS).items] == ["New here"]
    assert merged.dossier.of_kind(SectionKind.INTERSECTIONS).heading == point.heading


def test_both_reordering_differently_is_asked(iom_dossier):
    programs = iom_dossier.of_kind(SectionKind.PROGRAMS)

    def ordered(items):
        return replace(
            iom_dossier,
            sections=tuple(replace(each, items=items) if each is programs else each for each in iom_dossier.sections),
        )

    first, second, third, *rest = programs.items
    merged = merge(iom_dossier, ordered((second, first, third, *rest)), ordered((first, third, second, *rest)))
    assert [each.field for each in merged.undecided] == ["order"]


def test_without_a_base_what_differs_is_asked_and_all_is_kept(iom_dossier):
    ours = changed(iom_dossier, SectionKind.PROGRAMS, 0, title="Ours")
    merged = merge(None, ours, iom_dossier)
    assert [each.base for each in merged.conflicts] == [None]
    assert merged.dossier == ours


def test_a_retitled_part_in_its_place_is_the_same_part(iom_text, iom_dossier):
    again = parse(iom_text.replace("1. Crisis Evacuations", "1. Evacuation in crises"))
    key = iom_dossier.of_kind(SectionKind.PROGRAMS).items[0].key
    assert carry_identity(iom_dossier, again).of_kind(SectionKind.PROGRAMS).items[0].key == key


def test_a_part_that_editors_added_first_is_found_in_the_text(iom_text, iom_dossier):
    programs = iom_dossier.of_kind(SectionKind.PROGRAMS)
    mine = replace(programs.items[0], key="by-hand", title="Counter-Trafficking Fund", body="Words of an editor.")
    ours = replace(
        iom_dossier,
        sections=tuple(
            replace(each, items=(*each.items, mine)) if each is programs else each for each in iom_dossier.sections
        ),
    )
    number = len(programs.items) + 1
    end = iom_text.index("Structural Pressure Points")
    text = (
        f"{iom_text[:end].rstrip()}\n\n{number}. Counter-Trafficking Fund\n\nWords of the text.\n\n\n{iom_text[end:]}"
    )
    new = carry_identity(iom_dossier, parse(text), ours)
    merged = merge(iom_dossier, ours, new)
    assert [(each.name, each.base) for each in merged.conflicts] == [("program/by-hand/body", None)]
    assert not compare(ours, merged.dossier)
