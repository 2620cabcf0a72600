"""Two wordings in one, word by word, in a number of steps that is bounded whatever they say."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import chain, groupby, takewhile
from typing import Any, NamedTuple

MAX_STEPS = 1_000_000
"""Steps of one comparison, at most: a tenth of a second where the words repeat as badly as they can."""

_WORDS = re.compile(r"\s*\S+")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "。", "！", "？")


Words = Sequence[str]
Run = tuple[str, Words]
"""A kind of piece, and its words."""


class Piece(NamedTuple):
    """A stretch of words: "same" in both wordings, or of the "old" or the "new" one alone."""

    kind: str
    text: str


@dataclass(slots=True)
class Budget:
    """Steps that are left for comparing."""

    left: int = MAX_STEPS

    def allows(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Whether comparing the two costs no more than is left, which then becomes less by it."""
        cost = max_steps(before, after)
        if cost > min(self.left, MAX_STEPS):
            return False
        self.left -= cost
        return True


def max_steps(before: Sequence[str], after: Sequence[str]) -> int:
    """What SequenceMatcher takes at most: for each match in a row, it looks at all pairs of equal words again."""
    one, other = Counter(before), Counter(after)
    pairs = sum(count * other[word] for word, count in one.items())
    matches = sum(min(count, other[word]) for word, count in one.items())
    return (pairs + len(before)) * (matches + 1)


def pieces_of(old: str, new: str, budget: Budget | None = None) -> list[Piece]:
    """Both wordings in one: every word of either, in order; what was put in its place stands behind what went.

    Long wordings are compared sentence by sentence first, then word by word between those that stayed; what would
    take too many steps stands there as a whole, old before new.
    """
    runs = _between_ends(_WORDS.findall(old), _WORDS.findall(new), partial(_by_word_or_sentence, budget or Budget()))
    pieces = groupby((each for each in runs if each[1]), key=lambda each: each[0])
    return [Piece(kind, "".join(chain.from_iterable(words for _kind, words in found))) for kind, found in pieces]


def _between_ends(before: Words, after: Words, compare: Callable[[Words, Words], Iterable[Run]]) -> Iterator[Run]:
    """What is the same at the beginning and at the end, and between them what `compare` finds."""
    start = _common(zip(before, after, strict=False))
    # Of what is left: of "a a" and "a" one word cannot be both the beginning and the end.
    end = _common(zip(reversed(before[start:]), reversed(after[start:]), strict=False))
    yield "same", before[:start]
    yield from compare(before[start : len(before) - end], after[start : len(after) - end])
    yield "same", before[len(before) - end :]


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs are of equal words before one is not."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _by_word_or_sentence(budget: Budget, before: Words, after: Words) -> Iterator[Run]:
    if budget.allows(before, after):
        yield from _by_word(before, after)
        return
    former, latter = _sentences(before), _sentences(after)
    was = now = 0
    for first, last in [*_stayed(former, latter), (len(former), len(latter))]:
        gone, come = (list(chain.from_iterable(side)) for side in (former[was:first], latter[now:last]))
        yield from _between_ends(gone, come, partial(_by_word_or_whole, budget))
        yield from (("same", sentence) for sentence in former[first : first + 1])
        was, now = first + 1, last + 1


def _by_word_or_whole(budget: Budget, before: Words, after: Words) -> Iterable[Run]:
    return _by_word(before, after) if budget.allows(before, after) else (("old", before), ("new", after))


def _by_word(before: Words, after: Words) -> Iterator[Run]:
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", before[start:end]
        else:
            yield from (("old", before[start:end]), ("new", after[first:last]))


def _sentences(words: Iterable[str]) -> list[tuple[str, ...]]:
    """Words put together up to the end of a sentence or line."""
    found: list[list[str]] = [[]]
    for word in words:
        if found[-1] and ("\n" in word or found[-1][-1].endswith(_SENTENCE_ENDS)):
            found.append([])
        found[-1].append(word)
    return [tuple(sentence) for sentence in found]


def _stayed(before: Sequence[Words], after: Sequence[Words]) -> list[tuple[int, int]]:
    """Where sentences stand that are in both once: as many as can be had in one order (patience diff)."""
    count, other = Counter(before), Counter(after)
    places = {sentence: place for place, sentence in enumerate(after) if other[sentence] == count[sentence] == 1}
    ends: list[int] = []
    rows: list[Any] = []
    for place, sentence in enumerate(before):
        if sentence in places:
            # The longest row of places that only grow: `ends` holds for each length the place where a row of it ends
            # soonest.
            at = bisect_left(ends, places[sentence])
            # A row is its last pair, and the row before that.
            rows[at : at + 1] = [((place, places[sentence]), rows[at - 1] if at else None)]
            ends[at : at + 1] = [places[sentence]]
    found = []
    row = rows[-1] if rows else None
    while row:
        pair, row = row
        found.append(pair)
    return found[::-1]
