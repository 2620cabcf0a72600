"""Moving claims: to another kind or dossier, nothing they say is lost, and a text that comes again finds them there."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from organizations.dossier.changes.merge import merge
from organizations.dossier.changes.moving import put_in, recast, taken_out, wording_as
from organizations.dossier.document import Dossier, Event, Point, SectionKind
from organizations.dossier.kinds import MOVED
from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.text.parser import parse
from organizations.wording import side
from tests.dossier.edits import edited
from tests.dossier.strategies import dossiers, items, letters, words_of, words_of_item

TIMELINE, PROGRAMS = SectionKind.TIMELINE, SectionKind.PROGRAMS
KEY = "cold-war-resettlement-tool"


@pytest.fixture
def iom(iom_text: str) -> Dossier:
    return parse(iom_text)


def moved(dossier: Dossier, kind: SectionKind, key: str, to: SectionKind) -> Dossier:
    """The dossier with one of its claims as another kind; an event that knows no period is one of 1951."""
    rest, claim = taken_out(dossier, kind, key)
    period = None if kind == TIMELINE or wording_as(claim, to)[1] else parse_period("1951")
    return put_in(rest, to, recast(claim, to, period=period))[0]


@st.composite
def moves(draw: st.DrawFn) -> tuple[Dossier, SectionKind, str, SectionKind]:
    """A dossier, a claim of it, and the kind that it becomes."""
    dossier = draw(dossiers())
    claims = [(section.kind, claim.key) for section, claim in dossier.items() if section.kind in MOVED]
    assume(claims)
    kind, key = draw(st.sampled_from(claims))
    return dossier, kind, key, draw(st.sampled_from(MOVED))


@given(moves())
def test_nothing_said_is_lost_by_a_move(case):
    dossier, kind, key, to = case
    after = moved(dossier, kind, key, to)
    texts = sorted(word for words in words_of(dossier) for word in letters(words))
    kept = [word for words in words_of(after) for word in letters(words)]
    for word in texts:
        kept.remove(word)
    assert set(kept) <= {"1951", "Timeline", "Key", "Programs", "Structural", "Pressure", "Points", "Intersections"}


@pytest.mark.slow
@given(moves())
def test_themes_and_body_go_along(case):
    dossier, kind, key, to = case
    rest, claim = taken_out(dossier, kind, key)
    _after, there = put_in(rest, to, recast(claim, to, period=parse_period("1951")))
    assert (there.themes, there.body) == (claim.themes, body_with_subheading(claim) if to != kind else claim.body)
    assert isinstance(there, Event if to == TIMELINE else Point)


@given(items(Event, 0))
def test_an_event_that_comes_back_is_what_it_was(event):
    there = replace(event, subheading="", body=body_with_subheading(event))
    assert recast(recast(event, PROGRAMS), TIMELINE) == there


def body_with_subheading(claim):
    """A program has no subheading: the words close its body."""
    return "\n\n".join(filter(None, (claim.body, getattr(claim, "subheading", ""))))


def test_an_events_period_stands_in_the_title_of_the_program(iom):
    program = moved(iom, TIMELINE, KEY, PROGRAMS).of_kind(PROGRAMS).items[-1]
    assert program.title == "Cold War Resettlement Tool (1951–1970s)"


def test_a_program_without_a_period_is_no_event(iom):
    program = iom.of_kind(PROGRAMS).items[0]
    with pytest.raises(PeriodError, match="no-period"):
        recast(program, TIMELINE)


def test_a_fact_is_no_claim(iom):
    fact = iom.of_kind(SectionKind.SNAPSHOT).items[0]
    with pytest.raises(ValueError, match="cannot hold a Fact"):
        recast(fact, PROGRAMS)


def test_a_key_stays_where_it_is_free_and_is_given_anew_where_not(iom):
    program = iom.of_kind(PROGRAMS).items[0]
    _rest, there = put_in(iom, SectionKind.INTERSECTIONS, program)
    assert there.key == program.key
    _both, again = put_in(iom, PROGRAMS, program)
    assert again.key == f"{program.key}-2"


def test_an_event_stands_by_its_date(iom):
    event = Event(key="new", period=parse_period("1989"), title="Renamed")
    years = [each.period.words for each in put_in(iom, TIMELINE, event)[0].of_kind(TIMELINE).items]
    assert years.index("1951–1970s") < years.index("1989") < years.index("2016–Present")


def test_a_dossier_without_the_section_gets_one(iom):
    bare = replace(iom, sections=())
    put, _claim = put_in(bare, PROGRAMS, iom.of_kind(PROGRAMS).items[0])
    assert [(section.key, section.heading) for section in put.sections] == [("programs", "Key Programs")]


def test_the_last_fact_leaves_the_remark_behind(iom):
    section = iom.of_kind(SectionKind.SNAPSHOT)
    small = replace(section, items=section.items[:1], remark="As of 2024.")
    rest, _fact = taken_out(replace(iom, sections=(small,)), SectionKind.SNAPSHOT, section.items[0].key)
    assert (rest.sections[0].text, rest.sections[0].remark) == ("As of 2024.", "")


# -- a text comes again -----------------------------------------------------------------------------------------


@given(moves())
def test_the_same_text_again_changes_nothing_after_a_move(case):
    dossier, kind, key, to = case
    ours = moved(dossier, kind, key, to)
    assert merge(dossier, ours, dossier).dossier == ours
    assert merge(dossier, dossier, ours).dossier == ours


def _claims(dossier):
    return [(section.kind, claim) for section, claim in dossier.items()]


@given(st.data())
def test_no_word_of_a_new_text_is_lost_after_a_move(data):
    dossier, kind, key, to = data.draw(moves())
    theirs = data.draw(edited(dossier, "theirs"))
    merged = merge(dossier, moved(dossier, kind, key, to), theirs)
    kept = {word for words in words_of(merged.dossier) for word in letters(words)}
    asked = {word for each in merged.conflicts for word in letters(side(each.theirs or ""))}
    texts = {word for _section, claim in theirs.items() for words in words_of_item(claim) for word in letters(words)}
    before = {word for words in words_of(dossier) for word in letters(words)}
    assert texts - before <= kept | asked


def test_what_a_new_text_says_of_the_event_reaches_the_program(iom):
    ours = moved(iom, TIMELINE, KEY, PROGRAMS)
    section = iom.of_kind(TIMELINE)
    result = replace(section.items[0], body="Told anew.", period=parse_period("1952–1970s"))
    theirs = replace(
        iom,
        sections=tuple(
            replace(each, items=(result, *each.items[1:])) if each is section else each for each in iom.sections
        ),
    )
    merged = merge(iom, ours, theirs)
    program = merged.dossier.of_kind(PROGRAMS).items[-1]
    assert (program.title, program.body) == ("Cold War Resettlement Tool (1952–1970s)", "Told anew.")
    assert not merged.conflicts
    assert KEY not in [claim.key for claim in merged.dossier.of_kind(TIMELINE).items]


def test_what_both_moved_elsewhere_is_kept_in_both_places(iom):
    ours, theirs = (moved(iom, TIMELINE, KEY, to) for to in (PROGRAMS, SectionKind.INTERSECTIONS))
    kinds = [kind for kind, claim in _claims(merge(iom, ours, theirs).dossier) if claim.key == KEY]
    assert kinds == [PROGRAMS, SectionKind.INTERSECTIONS]
