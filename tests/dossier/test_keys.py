"""Keys: short, plain, told apart, and the same for the same words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.keys import MAX_LENGTH, new_key, slug_of
from organizations.dossier.names import person_slug_of

SLUGS = [
    ("Assisted Voluntary Return & Reintegration (AVRR)", "assisted-voluntary-return-reintegration-avrr"),
    ("António Vitorino", "antonio-vitorino"),
    ("IOM’s “Era” → it's <b>over</b>", "ioms-era-its-b-over-b"),
    ("1951–1970s", "1951-1970s"),
    ("-- x --", "x"),
    ("word " * 40, "word-word-word-word-word-word-word-word-word-word-word-word"),
    ("x" * 100, "x" * MAX_LENGTH),
    ("Łódź, Ørsted, Straße", "lodz-orsted-strasse"),
    ("Международная организация по миграции", "mezhdunarodnaya-organizatsiya-po-migratsii"),
    ("Διεθνής Οργανισμός Μετανάστευσης", "diethnis-organismos-metanasteysis"),
    ("الأمم المتحدة: إعلان", "alamm-almthdh-aalan"),
    ("国际移民组织（IOM）", "guo-ji-yi-min-zu-zhi-iom"),
    ("한국", "hangug"),
]


@pytest.mark.parametrize(("words", "slug"), SLUGS)
def test_words_become_a_plain_slug(words: str, slug: str) -> None:
    assert slug_of(words) == slug


def test_words_without_letters_are_told_apart() -> None:
    slugs = {slug_of(words) for words in ("→", "—", "")}
    assert len(slugs) == 3
    assert all(re.fullmatch(r"x[0-9a-f]{8}", slug) for slug in slugs)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Dr. Amy Pope", "amy-pope"), ("Ελευθέριος Βενιζέλος", "eleytherios-venizelos"), ("Łukasz Nowak", "lukasz-nowak")],
)
def test_a_person_is_called_by_the_letters_of_the_name(name: str, slug: str) -> None:
    assert person_slug_of(name) == slug


def test_people_whose_names_only_sound_alike_are_told_apart() -> None:
    slugs = [person_slug_of(name) for name in ("李伟", "李玮", "李偉")]
    assert len(set(slugs)) == 3 and all(re.fullmatch(r"li-wei-[0-9a-f]{4}", slug) for slug in slugs)


def test_a_repeated_wording_gets_the_next_number() -> None:
    taken: set[str] = set()
    assert [new_key("Timeline", taken) for _ in range(5)] == ["timeline", *[f"timeline-{n}" for n in (2, 3, 4, 5)]]


def test_a_key_that_was_made_by_hand_is_not_given_again() -> None:
    taken = {"a", "a-2", "a-4"}
    assert new_key("A", taken) not in {"a", "a-2", "a-4"}
    assert len(taken) == 4


@given(st.lists(st.sampled_from(["A", "a", "A 2", "a-3", "B", "人"]), max_size=30))
def test_keys_are_never_given_twice(wordings: list[str]) -> None:
    taken: set[str] = set()
    keys = [new_key(words, taken) for words in wordings]
    assert len(set(keys)) == len(wordings) and set(keys) == taken


@given(st.text())
def test_any_words_become_a_key_that_an_address_can_hold(words: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(words))
    assert len(slug_of(words)) <= MAX_LENGTH
