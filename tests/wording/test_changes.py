"""What changed is told in plain words, in the reader's language."""

import pytest

from organizations.dossier.changes.compare import Change, Difference, compare
from organizations.dossier.changes.merge import Conflict, merge
from organizations.dossier.text.parser import parse
from organizations.wording import conflict, difference, side, summary
from tests.dossier.strategies import IOM
from tests.dossier.test_compare import OLD, edited

SENTENCES = [
    ("2008–2018", "2008–2017", "End of William Lacy Swing’s term changed from 2018 to 2017"),
    ("2008–2018", "2009–2018", "Start of William Lacy Swing’s term changed from 2008 to 2009"),
    ("2008–2018", "2009–2017", "Period of William Lacy Swing’s term changed from 2008–2018 to 2009–2017"),
    ("2016–Present:", "2016–2025:", "End of “Externalized Borders” changed from Present to 2025"),
    ("2016: Integration", "2017: Integration", "Period of “Integration into the UN System” changed from 2016 to 2017"),
    (
        "Geneva, Switzerland",
        "Bern, Switzerland",
        "Value of “Headquarters” changed from Geneva, Switzerland to Bern, Switzerland",
    ),
    ("  • Members: 175+ member states\n", "", "1 fact removed"),
]


@pytest.mark.parametrize(("old", "new", "words"), SENTENCES)
def test_a_change_is_told_in_plain_words(old: str, new: str, words: str) -> None:
    assert summary(compare(OLD, edited(old, new))) == words


def test_many_changes_are_counted() -> None:
    other = parse(IOM.replace("Key Programs", "Programmes").split("Structural Pressure")[0])
    assert summary(compare(OLD, other)).endswith(
        "2 sections removed; 4 pressure points removed; 4 intersections removed"
    )


@pytest.mark.parametrize("change", Change)
def test_every_change_is_told_of_one_and_of_many(change: Change) -> None:
    assert difference(Difference(change, "event", "Founding")) == f"event “Founding” {change}"
    assert difference(Difference(change, "closing", "")) == f"closing {change}"
    if change != Change.MOVED:
        assert summary([Difference(change, "event", "Founding")] * 2) == f"2 events {change}"


def test_a_conflict_is_named_by_its_part_and_field() -> None:
    assert conflict(Conflict("event", "k", "title", "Founding", "a", "b", "c")) == "event “Founding”, title"
    assert conflict(Conflict("program", "", "order", "", "a", "b", "c")) == "program, order"


def test_a_side_says_its_words_and_a_whole_each_field(german: None) -> None:
    assert side("as it is") == "as it is"
    assert side((("title", "Founding"), ("body", "Words."))) == "Überschrift: Founding\nbody: Words."


def test_changes_are_told_in_the_language_of_their_reader(german: None) -> None:
    found = compare(OLD, edited("Geneva, Switzerland", "Bern, Switzerland"))
    assert [difference(each) for each in found] == ["Angabe »Headquarters« geändert"]
    assert summary([Difference(Change.ADDED, "fact", "")] * 2) == "2 Angaben dazu"


def test_a_conflict_about_marks_says_what_each_side_cites_and_states() -> None:
    text = "A\n\n\nSnapshot\n\n  • Members: 175+ [1]\n  • Seat: Geneva [1]\n\nSources\n\n[1] A study (1999)."
    changed = text.replace("175+ [1]", "175+ [1, p. 3] [as of 2023]").replace("Geneva [1]", "Geneva [1] [assessment]")
    ours = parse(changed)
    theirs = parse(text.replace("175+ [1]", "175+ [1] [as of 2024]").replace("  • Seat: Geneva [1]\n", ""))
    members, seat = merge(parse(text), ours, theirs).conflicts
    assert (side(members.ours), side(members.theirs)) == (
        "source: A study (1999), p. 3; as of 2023",
        "source: A study (1999), p. 3; as of 2024",
    )
    assert side(seat.ours) == "evidence: source: A study (1999); assessment\nlabel: Seat\nvalue: Geneva"
