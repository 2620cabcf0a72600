"""Claims told again are found among thousands, and few are compared for it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.changes import matching
from organizations.dossier.changes.matching import matches
from organizations.dossier.document import AnyClaim, Event
from organizations.dossier.period import parse_period
from organizations.dossier.text.parser import parse
from tests.dossier.strategies import IOM

WORDS = IOM.split()
ITEMS = [claim for _section, claim in parse(IOM).items()]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """A mark for each pair of wordings that was compared in full."""
    marks: list[None] = []
    likeness = matching._likeness

    def noted(one: matching._Wording, other: matching._Wording) -> float:
        marks.append(None)
        return likeness(one, other)

    monkeypatch.setattr(matching, "_likeness", noted)
    return marks


def event(year: int, title: str, body: str = "") -> Event:
    return Event(key=title, period=parse_period(str(year)), title=title, body=body)


def reworded(words: str, chance: random.Random, times: int) -> str:
    parts = words.split()
    for at in chance.sample(range(len(parts)), times):
        parts[at] = "anew"
    return " ".join(parts)


def made_up(count: int) -> tuple[list[Event], list[Event]]:
    """Events of random words, and each with two words of its title and ten of its body said anew."""
    chance = random.Random(count)
    years = [1900 + at % 100 for at in range(count)]
    wordings = [(" ".join(chance.choices(WORDS, k=6)), " ".join(chance.choices(WORDS, k=60))) for _ in range(count)]
    old = [event(year, *words) for year, words in zip(years, wordings, strict=True)]
    return old, [
        event(year, reworded(title, chance, 2), reworded(body, chance, 10))
        for year, (title, body) in zip(years, wordings, strict=True)
    ]


@pytest.mark.parametrize("count", [60, 700])
def test_each_of_many_reworded_events_is_found_in_few_comparisons(count: int, compared: list[None]) -> None:
    old, new = made_up(count)
    assert matches(old, new) == {at: at for at in range(count)}
    assert len(compared) <= 2 * count


@pytest.mark.slow
def test_reworded_events_in_another_order_are_found_too() -> None:
    old, new = made_up(400)
    order = random.Random(1).sample(range(400), 400)
    assert matches(old, [new[place] for place in order]) == dict(enumerate(order))


@pytest.mark.parametrize("year", [0, 1951], ids=["a year each", "all in one year"])
def test_events_that_differ_in_a_number_only_are_told_apart(year: int, compared: list[None]) -> None:
    old = [event(year or 1000 + at, f"Meeting {at} happened in Geneva") for at in range(300)]
    new = [event(year or 1000 + at, f"Meeting {at} took place in Geneva") for at in range(300)]
    assert matches(old, new) == {at: at for at in range(300)}
    assert len(compared) <= 10 * 300


def test_a_text_rewritten_throughout_matches_nothing_in_few_comparisons(compared: list[None]) -> None:
    chance = random.Random(3)
    old, new = ([event(1951, " ".join(chance.choices(WORDS, k=50))) for _ in range(200)] for _ in range(2))
    assert matches(old, new) == {}
    assert len(compared) <= 200


def test_a_misspelt_word_among_many_titles_of_one_word_is_found() -> None:
    titles = [word for word in dict.fromkeys(WORDS) if len(word) > 8 and word.isalpha()][:120]
    old, new = ([event(1951, title) for title in text] for text in (titles, [each[:4] + each[5:] for each in titles]))
    assert matches(old, new) == {at: at for at in range(len(titles))}


@given(st.permutations(ITEMS), st.sets(st.integers(0, len(ITEMS) - 1)))
def test_what_says_the_same_is_the_same_whatever_comes_goes_or_moves(new: list[AnyClaim], changed: set[int]) -> None:
    results = [
        replace(claim, key="new", title="Anew") if at in changed and isinstance(claim, Event) else claim
        for at, claim in enumerate(new)
    ]
    pairs = matches(ITEMS, results)
    for at, claim in enumerate(results):
        assert claim.key == "new" or ITEMS[pairs[at]] == claim


def test_many_and_few_are_matched_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = made_up(45)
    again = [*new[:10], *new[20:], event(1951, "Something else altogether")]
    found = matches(old, again)
    monkeypatch.setattr(matching, "FEW", 0)
    assert matches(old, again) == found
    assert len(found) == 35
