"""Suggested names: which come first, and which words of them are marked."""

from collections.abc import Callable

import pytest

from organizations.models import PublishedPerson
from organizations.reading.search import marked_words, named, parse, titled

NAMES = ("Maria Abebe", "Ana Maria Costa", "José Mariano", "Anamaria Weber", "Maria Silva")


@pytest.fixture
def people(db: None) -> None:
    for at, name in enumerate(NAMES):
        sort_name = name.lower().replace("é", "e")
        PublishedPerson.objects.create(slug=f"p{at}", name=name, sort_name=sort_name, initial=ord(sort_name[0]))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Maria", ["Maria Abebe", "Maria Silva", "Ana Maria Costa", "José Mariano"]),
        ("maria s", ["Maria Silva"]),
        ("costa ANA", ["Ana Maria Costa"]),
        ("josé", ["José Mariano"]),
        ("%", []),
        ("_aria", []),
        (" ", []),
    ],
)
def test_who_begins_with_the_words_comes_before_who_holds_them(people: None, words: str, found: list[str]) -> None:
    assert [each.name for each in named(PublishedPerson.objects.all(), words, 5)] == found


def test_so_many_are_found_and_no_more(people: None) -> None:
    assert [each.name for each in named(PublishedPerson.objects.all(), "maria", 3)][-1] == "Ana Maria Costa"


def test_beginnings_of_words_are_marked_and_the_rest_escaped() -> None:
    assert marked_words("José <b>Jo</b> (JOS)", parse("jos")) == (
        "<mark>José</mark> &lt;b&gt;Jo&lt;/b&gt; (<mark>JOS</mark>)"
    )
    assert marked_words("Nothing", parse("")) == "Nothing"


def test_of_too_many_titles_those_published_first_are_taken(claim: Callable[..., int]) -> None:
    first = [claim(title=f"Borders {at}") for at in range(3)]
    claim(title="Borders")
    assert set(titled("borders", 3)[0]) == set(first)
