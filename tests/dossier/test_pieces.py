"""Two wordings in one: every word of both, in few steps however badly they repeat."""

from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.changes import pieces
from organizations.dossier.changes.pieces import MAX_STEPS, Budget, max_steps, pieces_of

REPEATING = st.text(alphabet="ab .\n", max_size=300)
SIZE = 60_000
BAD = {
    "one word": ("a " * SIZE, "a " * (SIZE - 1) + "b"),
    "two words in turn": ("a b " * (SIZE // 2), "b a c " * (SIZE // 3)),
    "short sentences": ("a. " * SIZE, "b. a. " * (SIZE // 2)),
    "one sentence in turn": ("a b c. d e f. " * 10_000, "d e f. a b c. x. " * 9_000),
    "no space": ("a" * 100_000, "b" * 100_000),
    "no sentence": (" ".join(f"w{n % 97}" for n in range(SIZE)), " ".join(f"w{n % 89}" for n in range(SIZE))),
    "empty lines": ("a\n\n" * SIZE, "\n\na b" * SIZE),
}


def side(found: list[pieces.Piece], kind: str) -> list[str]:
    return "".join(words for name, words in found if name in ("same", kind)).split()


class CountedWord(str):
    """A word that counts how often it is looked up or compared."""

    looks = 0

    def __hash__(self) -> int:
        CountedWord.looks += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        CountedWord.looks += 1
        return super().__eq__(other)


@given(REPEATING, REPEATING, st.sampled_from([0, 50, 5_000, MAX_STEPS]))
def test_no_word_is_missing_whatever_may_be_spent(old: str, new: str, steps: int) -> None:
    found = pieces_of(old, new, Budget(steps))
    assert (side(found, "old"), side(found, "new")) == (old.split(), new.split())
    assert all(one.kind != other.kind for one, other in pairwise(found))


@given(REPEATING)
def test_what_is_the_same_is_one_piece(text: str) -> None:
    assert [kind for kind, _words in pieces_of(text, text)] == (["same"] if text.strip() else [])


@given(st.lists(st.sampled_from("abc"), max_size=40), st.lists(st.sampled_from("abc"), max_size=40))
def test_comparing_takes_no_more_steps_than_were_reckoned(before: list[str], after: list[str]) -> None:
    one, other = [CountedWord(word) for word in before], [CountedWord(word) for word in after]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    CountedWord.looks = 0
    matcher.get_opcodes()
    assert CountedWord.looks <= 4 * (max_steps(before, after) + len(before) + len(after))


@pytest.mark.slow
@pytest.mark.parametrize("case", BAD)
def test_no_text_is_compared_at_more_than_was_allowed(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned = []

    def matcher(junk: None, before: list[str], after: list[str], *, autojunk: bool) -> "SequenceMatcher[str]":
        reckoned.append(max_steps(before, after))
        return SequenceMatcher(junk, before, after, autojunk)

    monkeypatch.setattr(pieces, "SequenceMatcher", matcher)
    old, new = BAD[case]
    found = pieces_of(old, new)
    assert sum(reckoned) <= MAX_STEPS
    assert (side(found, "old"), side(found, "new")) == (old.split(), new.split())


def test_a_sentence_changed_in_a_long_text_is_told_word_by_word() -> None:
    sentences = [f"Sentence {number} says what it says, as all of these sentences do." for number in range(4_000)]
    other = [*sentences]
    other[700], other[3000] = other[700].replace("says", "said", 1), other[3000].replace("all", "few")
    found = pieces_of(" ".join(sentences), " ".join(other))
    assert [(kind, words) for kind, words in found if kind != "same"] == [
        ("old", " says"),
        ("new", " said"),
        ("old", " all"),
        ("new", " few"),
    ]


def test_what_nothing_is_left_for_stands_there_old_before_new() -> None:
    budget = Budget(10)
    assert pieces_of("a b", "a c", budget)[0] == ("same", "a")
    assert pieces_of("x b c d. e f", "y d c b. e g", budget) == [("old", "x b c d. e f"), ("new", "y d c b. e g")]
