"""Words of the index that are spelled almost like one that no claim holds."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db.models import Q
from django.db.models.functions import Length

from organizations.analysis import fold, phrase
from organizations.models import IndexedWord
from organizations.reading.search.lookup import is_held
from organizations.reading.search.query import Query

MAX_CORRECTED = 3
"""Words of a question that are looked at."""
MAX_LOOKED_AT = 2000
"""Words of the index that may be looked at for each."""
SHORTEST = 4
SHORTEST_OF_TWO = 7
"""Letters of a word in which two slips are looked for: of a shorter one they leave too little."""
SHORTEST_PART = 3
"""Letters of a word that was typed in one with the next; of those shorter than SHORTEST the index has no list."""
LAST = "\U0010ffff"


def corrected(typed: str, unknown: Sequence[str], others: Iterable[str] = ()) -> str:
    """What was typed with its unknown words as the index spells them, else as some other words are spelled.

    Empty where nothing is known. A few queries each.
    """
    better = typed
    for word in unknown[:MAX_CORRECTED]:
        if meant := _meant(fold(word)) or _split(fold(word)) or _among(fold(word), others):
            # What is put in is letters and a gap: no backslash that `sub` would take for a group.
            better = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", meant, better, count=1)
    return better if better != typed else ""


def joined(typed: str) -> str:
    """What was typed with two words in one, as the index has them: "peacekeeping"; else empty. A query or two."""
    pairs = {fold(one + other): (one, other) for one, other in pairwise(typed.split()) if (one + other).isalpha()}
    found = IndexedWord.objects.filter(word__in=pairs).values_list("word", flat=True)
    for word in sorted(found, key=lambda each: (-len(each), each))[:MAX_CORRECTED]:
        if is_held(Query((phrase(word),))):
            return re.sub(r"\s+".join(map(re.escape, pairs[word])), word, typed, count=1)
    return ""


def _split(word: str) -> str:
    """Two words of the index that a claim holds next to each other, and that are typed in one here: "human rights"."""
    if not word.isalpha():
        return ""
    cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    parts = {cut: [part for part in (word[:cut], word[cut:]) if len(part) >= SHORTEST] for cut in cuts}
    asked = {part for both in parts.values() for part in both}
    known = set(IndexedWord.objects.filter(word__in=asked).values_list("word", flat=True)) if asked else set()
    found = [f"{word[:cut]} {word[cut:]}" for cut, both in parts.items() if both and known.issuperset(both)]
    return next((each for each in found[:MAX_CORRECTED] if is_held(Query((phrase(each),)))), "")


def _meant(word: str) -> str:
    """The word of the index that is one slip away, else two, and that a claim holds; empty where there is none."""
    if len(word) < SHORTEST or not word.isalpha():
        return ""
    return _near(word, 1) or (_near(word, 2) if len(word) >= SHORTEST_OF_TWO else "")


def _among(word: str, others: Iterable[str]) -> str:
    """The first of other words that is one slip away, and begins with the same letter: “norweigan”, Norwegian."""
    if len(word) < SHORTEST_OF_TWO:
        return ""
    near = (each for each in others if each[0] == word[0] and abs(len(each) - len(word)) <= 1)
    return next((each for each in near if is_near(word, each)), "")


def _near(word: str, slips: int) -> str:
    """The best of the words that so many slips make of this one; those with slips at both ends are not looked for."""
    # With so many slips one of slips + 1 equal parts is left whole: the word is found by its beginning or its end.
    part = len(word) // (slips + 1)
    length = max(part - 1, 2)  # two letters that changed places may stand in both parts
    begins = _between("word", word[:length])
    ends = _between("backwards", word[::-1][: length if slips > 1 else len(word) - part])
    near = IndexedWord.objects.alias(length=Length("word")).filter(
        begins | ends, length__gte=len(word) - slips, length__lte=len(word) + slips
    )
    found = [
        each
        for each in near.values_list("word", flat=True)[:MAX_LOOKED_AT]
        # Of a short word the first letter is left: “Hong” is no slip of “long”.
        if each != word and (len(word) >= SHORTEST_OF_TWO or each[0] == word[0]) and is_near(word, each, slips)
    ]
    # Who types knows how a word begins, and rarely how long it is.
    for each in sorted(found, key=lambda each: (each[0] != word[0], -len(each), each))[:MAX_CORRECTED]:
        if is_held(Query((phrase(each),))):
            return each
    return ""


def _between(field: str, beginning: str) -> Q:
    # Not startswith, for which SQLite has no use of its index.
    return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + LAST})


def is_near(typed: str, word: str, slips: int = 1) -> bool:
    """Whether so many slips, or less, make the one of the other.

    A slip is a letter too many, too few, another one, or two that changed places.
    """
    # What both begin and end with is no slip: only the middle is tried, and stays short.
    while typed and word and typed[0] == word[0]:
        typed, word = typed[1:], word[1:]
    while typed and word and typed[-1] == word[-1]:
        typed, word = typed[:-1], word[:-1]
    if not typed or not word or not slips:
        return len(typed) + len(word) <= slips
    changed_places = typed[:2] == word[1::-1] and is_near(typed[2:], word[2:], slips - 1)
    return changed_places or any(
        is_near(*each, slips - 1) for each in ((typed[1:], word[1:]), (typed[1:], word), (typed, word[1:]))
    )
