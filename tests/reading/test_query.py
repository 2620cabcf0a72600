"""How what a visitor typed is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.analysis import ANY_ENDING, MAX_TERM, words_in
from organizations.reading.search.query import MAX_WORDS, parse

READINGS = [
    ("returns", (("return",),)),
    ("Returns  FUNDING", (("return",), ("fund",))),
    ('"managed movement" data', (("manag", "movement"), ("data",))),
    ("“managed movement”", (("manag", "movement"),)),
    ("government-centric", (("govern", "centric"),)),
    ("António Łódź Ærø", (("antonio",), ("lodz",), ("aero",))),
    ("Anto\u0301nio", (("antonio",),)),
    ("музей музеев идея идеями", (("муз",), ("муз",), ("ид",), ("ид",))),
    ("CO₂", (("co2",),)),
    ("1951–1970s", (("1951", "1970"),)),
    ('"unbalanced words', (("unbalanc",), ("word",))),
    ("AND OR NOT NEAR", (("and",), ("or",), ("not",), ("near",))),
    ("title:x* ^y (z)", (("titl", "x"), ("y",), ("z",))),
    ("nul\x00nul", (("nul", "nul"),)),
    ("\"\" '' * : ( ) — _ 😀", ()),
    ("", ()),
]


@pytest.mark.parametrize(("typed", "phrases"), READINGS)
def test_marks_are_only_gaps_between_words(typed: str, phrases: tuple[tuple[str, ...], ...]) -> None:
    assert parse(typed).phrases == phrases


def test_only_so_many_words_and_letters_count() -> None:
    assert sum(map(len, parse("word " * 30).phrases)) == MAX_WORDS
    assert sum(map(len, parse("a-b-c-d " * 30).phrases)) == MAX_WORDS
    assert parse("x" * 10_000).phrases == (("x" * MAX_TERM,),)


def test_a_last_word_of_two_letters_is_no_beginning() -> None:
    assert parse("an").with_last_word_unfinished() is None
    assert parse("ant").with_last_word_unfinished()


@given(st.text())
def test_anything_typed_can_be_read(typed: str) -> None:
    terms = [term.removesuffix(ANY_ENDING) for phrase in parse(typed).phrases for term in phrase]
    assert all([found[0] for found in words_in(term)] == [term] for term in terms)
