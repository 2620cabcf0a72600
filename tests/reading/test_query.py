"""How what a visitor typed is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.reading.search.query import MAX_WORDS, parse

READINGS = [
    ("returns", (("returns",),)),
    ("Returns  FUNDING", (("returns",), ("funding",))),
    ('"managed movement" data', (("managed", "movement"), ("data",))),
    ("“managed movement”", (("managed", "movement"),)),
    ("government-centric", (("government", "centric"),)),
    ("António Łódź Ærø", (("antonio",), ("lodz",), ("aero",))),
    ("Anto\u0301nio", (("antonio",),)),
    ("CO₂", (("co2",),)),
    ("1951–1970s", (("1951", "1970s"),)),
    ('"unbalanced words', (("unbalanced",), ("words",))),
    ("AND OR NOT NEAR", (("and",), ("or",), ("not",), ("near",))),
    ("title:x* ^y (z)", (("title", "x"), ("y",), ("z",))),
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
    assert parse("x" * 10_000).phrases == (("x" * 200,),)


def test_a_last_word_of_two_letters_is_no_beginning() -> None:
    assert parse("an").with_last_word_unfinished() is None
    assert parse("ant").with_last_word_unfinished()


@given(st.text())
def test_anything_typed_can_be_read(typed: str) -> None:
    assert all(word.isalnum() for phrase in parse(typed).phrases for word in phrase)
