"""One claim of a dossier is followed from revision to revision, to another kind too."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.changes.compare import compare, named_claims
from organizations.dossier.changes.moving import put_in, recast, taken_out
from organizations.dossier.changes.tracing import traced
from organizations.dossier.document import SectionKind
from organizations.dossier.text.parser import parse
from tests.dossier.edits import edited
from tests.dossier.strategies import dossiers

TEXT = "A Body (AB)\n\nTimeline\n\n1990: Start\n\nWords.\n\n1999: End\n\nWords.\n\nKey Programs\n\n1. Aid\n\nWords.\n"


def of(key, *kinds):
    return frozenset((kind, key) for kind in kinds)


def told(differences):
    return [(each.change.value, each.kind, each.key) for each in differences]


def test_only_what_happened_to_it_is_told():
    old = parse(TEXT)
    new = replace(parse(TEXT.replace("Start", "Begin").replace("Aid", "Help")), name="Another")
    keys = [key for kind, key in dict(named_claims(old)) if kind == "program"]
    assert told(traced(old, old, of(keys[0], "program"))[0]) == []
    assert {kind for _change, kind, _key in told(traced(old, new, of(keys[0], "program"))[0])} <= {"program"}


def test_what_was_first_said_was_added():
    differences, former = traced(None, parse(TEXT), of("start", "event"))
    assert told(differences) == [("added", "event", "start")]
    assert former == of("start", "event")


def test_a_claim_that_moved_is_followed_to_the_kind_that_it_was():
    old = parse(TEXT)
    rest, claim = taken_out(old, SectionKind.TIMELINE, "start")
    new, _there = put_in(rest, SectionKind.PROGRAMS, recast(claim, SectionKind.PROGRAMS))
    differences, former = traced(old, new, of("start", "program"))
    assert told(differences) == [("added", "program", "start"), ("removed", "event", "start")]
    assert former == of("start", "event", "program")
    assert told(traced(None, old, former)[0]) == [("added", "event", "start")]


def test_another_claim_of_the_same_key_is_not_taken_for_it():
    text = TEXT.replace("Aid", "Start")
    differences, former = traced(parse(text), parse(text), of("start", "program"))
    assert (differences, former) == ([], of("start", "program"))


@given(st.data())
def test_followed_together_the_parts_tell_all_that_a_comparison_tells(data):
    old = data.draw(dossiers())
    new = data.draw(edited(old, "a"))
    names = frozenset(dict(named_claims(old))) | frozenset(dict(named_claims(new)))
    assert traced(old, new, names)[0] == [each for each in compare(old, new) if each.key]
