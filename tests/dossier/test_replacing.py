"""Find and replace: every place is found, only the chosen ones change, and what cannot be is refused with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.changes.compare import compare, named_claims
from organizations.dossier.changes.replacing import Search, places, replaced
from organizations.dossier.document import Dossier
from organizations.dossier.messages import Message
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from tests.dossier.strategies import WORDS, dossiers, letters, words_of

SEARCHES = st.builds(Search, text=WORDS, by=WORDS, match_case=st.booleans(), whole_words=st.booleans())

SOURCED = """A Body (AB)

Timeline

1951: Founded [2]

Seen by 2[2] of all.[1, p. 2]

Sources

[1] AB, 1.
[2] AB, 2"""


@pytest.fixture
def iom(iom_text: str) -> Dossier:
    return parse(iom_text)


def names(dossier: Dossier, search: Search) -> list[str]:
    return [place.name for place in places(dossier, search)]


def everywhere(dossier: Dossier, *words: str, **options: bool) -> Dossier:
    search = Search(*words, **options)
    done = replaced(dossier, search, names(dossier, search))
    assert not done.refused
    return done.dossier


@given(dossiers(), WORDS, st.booleans())
def test_replacing_words_by_themselves_changes_nothing(dossier, words, whole):
    assert everywhere(dossier, words, words, match_case=True, whole_words=whole) == dossier


@given(dossiers(), SEARCHES)
def test_choosing_no_place_changes_nothing(dossier, search):
    done = replaced(dossier, search, [])
    assert (done.dossier, done.count, done.refused) == (dossier, 0, {})


@given(dossiers(), SEARCHES)
def test_a_comparison_shows_just_the_replaced_words(dossier, search):
    found = names(dossier, search)
    done = replaced(dossier, search, found)
    done_fields = {name.rpartition("/")[0] for name in found if name not in done.refused}
    changes = [(each, change) for each in compare(dossier, done.dossier) for change in each.fields]
    for each, change in changes:
        kind = each.kind if each.key else "dossier"
        assert f"{kind}/{each.key}/{change.name}" in done_fields
        assert search.pattern.sub(lambda _match: search.by, change.old).strip() == change.new.strip()
    assert done.count == len(found) - len(done.refused)


@given(dossiers(), SEARCHES)
def test_keys_and_people_stay_who_they_are(dossier, search):
    after = replaced(dossier, search, names(dossier, search)).dossier
    assert [name for name, _claim in named_claims(after)] == [name for name, _claim in named_claims(dossier)]
    people = [[getattr(claim, "person", "") for _section, claim in each.items()] for each in (dossier, after)]
    assert people[0] == people[1]


@given(dossiers(), SEARCHES)
def test_every_place_shows_what_stands_there(dossier, search):
    text = "\n".join([*words_of(dossier), dossier.name])
    for place in places(dossier, search):
        assert place.before.lstrip("…") + place.old + place.after.rstrip("…") in text


def test_one_of_two_places_in_a_sentence_is_replaced():
    search = Search("return", "way back")
    dossier = parse("A Body (AB)\n\nReturn is return.\n")
    first, second = names(dossier, search)
    assert replaced(dossier, search, [second]).dossier.introduction == "Return is way back."
    assert replaced(dossier, search, [first]).dossier.introduction == "way back is return."


@pytest.mark.parametrize(
    ("options", "count"),
    [({}, 4), ({"match_case": True}, 3), ({"whole_words": True}, 3), ({"match_case": True, "whole_words": True}, 2)],
)
def test_case_and_whole_words_narrow_the_search(options, count):
    dossier = parse("A Body (AB)\n\nAid, aid, aid: aides.\n")
    assert len(names(dossier, Search("aid", "help", **options))) == count


@pytest.mark.parametrize("words", ["(IOM)", ".*", "\\", "[a-z]", "$^"])
def test_marks_of_expressions_are_plain_words(iom, words):
    assert len(names(iom, Search(words, ""))) == "\n".join(words_of(iom)).count(words)


def test_a_period_is_read_anew(iom):
    after = everywhere(iom, "1951–1970s", "1952–1979")
    event = next(claim for _section, claim in after.items() if claim.key == "cold-war-resettlement-tool")
    assert (event.period.words, event.period.start_earliest.year) == ("1952–1979", 1952)


def test_a_period_that_cannot_be_read_is_refused_and_the_rest_is_replaced(iom):
    search = Search("1951", "the founding")
    done = replaced(iom, search, names(iom, search))
    (name,) = done.refused
    assert name == "event/cold-war-resettlement-tool/period/0"
    assert done.refused[name].code == "unreadable-period"
    assert done.count == len(names(iom, search)) - 1
    assert "the founding" in "".join(words_of(done.dossier))


def test_a_title_does_not_become_empty(iom):
    search = Search("Externalized Borders", "")
    done = replaced(iom, search, names(iom, search))
    assert done.refused == {"event/externalized-borders/title/0": Message("nothing-left")}


def test_nothing_is_left_hanging_at_the_ends(iom):
    after = everywhere(iom, "Externalized", "", match_case=True)
    assert any(getattr(claim, "title", "") == "Borders" for _section, claim in after.items())


@pytest.mark.slow
def test_ten_thousand_places_are_found_and_replaced():
    dossier = parse("A Body (AB)\n\n" + "\n\n".join(["aid " * 100] * 100) + "\n")
    after = everywhere(dossier, "aid", "help")
    assert letters(after.introduction) == ["help"] * 10_000


def test_a_number_in_a_mark_is_not_found_and_so_no_mark_comes_to_cite_another_source():
    dossier = parse(SOURCED)
    found = list(places(dossier, Search("2", "1", whole_words=True)))
    assert [(place.field, place.before + place.old) for place in found] == [
        ("body", "Seen by 2"),
        ("citation", "AB, 2"),
    ]
    done = replaced(dossier, Search("2", "1"), [place.name for place in found])
    assert write(done.dossier) == write(dossier).replace("by 2", "by 1").replace("AB, 2", "AB, 1")
