"""Merging: what one side changed is taken, what both changed is asked, and no word goes missing."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from organizations.dossier.changes.compare import compare, named_claims
from organizations.dossier.changes.identity import carry_identity
from organizations.dossier.changes.merge import WHOLE, Merge, merge
from organizations.dossier.document import Dossier, Section, SectionKind
from organizations.dossier.evidence.labels import label_of, sources_of
from organizations.dossier.evidence.relabelling import relabelled
from organizations.dossier.fields import fields_of as known_fields_of
from organizations.dossier.period import parse_period
from organizations.dossier.text.errors import DossierError, UnwritableDossier
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from organizations.wording import side
from tests.dossier.edits import edited
from tests.dossier.strategies import PERIODS, dossiers, words_of

MORE = settings(max_examples=5 * settings.default.max_examples)


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[Dossier, Dossier, Dossier]:
    """A dossier, and what two hands made of it."""
    base = draw(dossiers())
    return base, draw(edited(base, "ours")), draw(edited(base, "theirs"))


def wordings(dossier: Dossier) -> set[str]:
    return {words for words in words_of(dossier) if words}


def of_conflicts(merged: Merge) -> set[str]:
    return {side(words) for each in merged.conflicts for words in (each.ours, each.theirs) if words}


def missing(written: set[str], there: set[str]) -> set[str]:
    """What is written neither as it is, nor within a longer wording."""
    return {words for words in written - there if not any(words in each for each in there)}


def fields_of(dossier: Dossier) -> dict[tuple[str, ...], object]:
    """What each field of each claim says, and of the dossier itself; a claim that is there says so."""
    found: dict[tuple[str, ...], object] = {(name,): getattr(dossier, name) for name in known_fields_of(Dossier)}
    for name, claim in named_claims(dossier):
        found[name] = True
        for each in fields(claim):
            if each.compare and each.name not in ("key", "kind", "items"):
                found[*name, each.name] = getattr(claim, each.name)
    return found


def as_parts(dossier: Dossier) -> dict[tuple[str, str], object]:
    """The claims by name, whatever their order; a section without its items."""
    return {
        name: (claim.heading, claim.text, claim.remark) if isinstance(claim, Section) else claim
        for name, claim in named_claims(dossier)
    }


def by_keys(dossier: Dossier) -> Dossier:
    """The dossier with its sources labelled by their keys, whatever labels a merge gave to what both sides added."""
    return relabelled(dossier, {label_of(source): source.key for source in sources_of(dossier)})


def is_of_emptied_section(name: tuple[str, ...], *dossiers: Dossier) -> bool:
    """Whether it is of a section that holds items in some dossiers and none, or is gone, in others.

    What one side emptied stays for what the other put there; what both emptied together closes with no remark, so that
    its remark becomes text.
    """
    if name[0] != "section":
        return False
    held = [len(section.items) for each in dossiers for section in each.sections if section.key == name[1]]
    return any(held) and not (all(held) and len(held) == len(dossiers))


@given(two_sides())
def test_a_side_that_changed_nothing_takes_all_of_the_other(sides):
    base, ours, theirs = sides
    assert merge(base, ours, base) == Merge(ours, (), ())
    assert merge(base, base, theirs) == Merge(theirs, (), ())
    assert merge(base, ours, ours) == Merge(ours, (), ())


@pytest.mark.slow
@MORE
@given(two_sides())
def test_no_wording_of_a_side_is_lost(sides):
    base, ours, theirs = sides
    merged = merge(base, ours, theirs)
    written = (wordings(ours) | wordings(theirs)) - wordings(base)
    assert not missing(written, wordings(merged.dossier) | of_conflicts(merged))


@pytest.mark.slow
@MORE
@given(two_sides())
def test_what_only_one_side_changed_is_taken_and_not_asked(sides):
    base, ours, theirs = sides
    merged = merge(base, ours, theirs)
    before, one, other, now = (fields_of(by_keys(each)) for each in (base, ours, theirs, merged.dossier))
    asked = {(each.kind, each.key) for each in merged.conflicts if each.field == WHOLE}
    for name in before.keys() | one.keys() | other.keys():
        if name[:2] in asked or is_of_emptied_section(name, *sides, merged.dossier):
            continue
        was, mine, yours = before.get(name), one.get(name), other.get(name)
        if mine == was or yours == was:
            assert now.get(name) == (yours if mine == was else mine), name


@given(two_sides(), st.sampled_from(["ours", "theirs"]))
def test_what_is_decided_is_no_longer_asked(sides, side):
    base, ours, theirs = sides
    asked = merge(base, ours, theirs)
    decided = merge(base, ours, theirs, {each.name: side for each in asked.conflicts})
    assert (decided.undecided, decided.conflicts) == ((), asked.conflicts)
    written = wordings(ours if side == "ours" else theirs) - wordings(base)
    assert not missing(written, wordings(decided.dossier))


@given(two_sides())
def test_either_order_says_the_same(sides):
    base, ours, theirs = sides
    one = merge(base, ours, theirs)
    other = merge(base, theirs, ours, {each.name: "theirs" for each in one.conflicts})
    assert as_parts(by_keys(one.dossier)) == as_parts(by_keys(other.dossier))


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
    assert ("title", "Told anew") in conflict.theirs
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
    assert [claim.title for claim in merged.dossier.of_kind(SectionKind.INTERSECTIONS).items] == ["New here"]
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


@st.composite
def texts_and_hands(draw: st.DrawFn) -> tuple[str, Dossier, Dossier, str]:
    """A text, what it says, what editors made of that, and the text of a new edition."""
    try:
        text = write(draw(dossiers()))
        found = parse(text)
        again = write(draw(edited(found, "theirs")))
    except (DossierError, UnwritableDossier):
        reject()
    return text, found, draw(edited(found, "ours")), again


@given(texts_and_hands())
def test_the_same_text_again_changes_nothing_whatever_editors_did(case):
    text, found, ours, _again = case
    merged = merge(found, ours, carry_identity(found, parse(text), ours))
    assert (merged.dossier, merged.conflicts) == (ours, ())


@pytest.mark.slow
@given(texts_and_hands(), st.sampled_from(["ours", "theirs"]))
def test_a_new_edition_that_comes_twice_changes_nothing_the_second_time(case, side):
    _text, text, ours, again = case
    result = carry_identity(text, parse(again), ours)
    first = merge(text, ours, result)
    now = merge(text, ours, result, {each.name: side for each in first.conflicts}).dossier
    second = carry_identity(result, parse(again), now)
    assert second == result
    assert merge(result, now, second) == Merge(now, (), ())


TEXTS = [path.read_text("utf-8") for path in sorted(Path("fixtures/dossiers").glob("*.txt"))]
KINDS = [SectionKind.TIMELINE, SectionKind.PROGRAMS, SectionKind.PRESSURE_POINTS, SectionKind.INTERSECTIONS]


@st.composite
def retold(draw: st.DrawFn) -> tuple[Dossier, Dossier]:
    """A real dossier, and one in which up to three claims of a kind were retitled, moved or dated otherwise."""
    text = parse(draw(st.sampled_from(TEXTS)))
    section = draw(st.sampled_from([each for each in text.sections if each.kind in KINDS and each.items]))
    held = list(section.items)
    for at in draw(st.sets(st.integers(0, len(held) - 1), max_size=3)):
        what = draw(st.sampled_from(["title", "place", "period"]))
        if what == "title":
            held[at] = replace(held[at], title=draw(st.sampled_from(TITLES)))
        elif what == "period" and section.kind == SectionKind.TIMELINE:
            held[at] = replace(held[at], period=parse_period(draw(PERIODS)))
        else:
            held.insert(draw(st.integers(0, len(held) - 1)), held.pop(at))
    sections = (replace(each, items=tuple(held)) if each is section else each for each in text.sections)
    return text, replace(text, sections=tuple(sections))


TITLES = ["Another Name Altogether", "What It Became", "Renamed in the Second Edition"]


@given(retold())
def test_a_part_that_is_retitled_moved_or_dated_otherwise_is_the_same_part(case):
    text, other = case
    carried = carry_identity(text, parse(write(other)))
    assert [name for name, _claim in named_claims(carried)] == [name for name, _claim in named_claims(other)]
