"""Words of the index that are spelled almost like one that no claim holds."""

import re
from collections.abc import Sequence

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
LAST = "\U0010ffff"


def corrected(typed: str, unknown: Sequence[str]) -> str:
    """What was typed with its unknown words as the index spells them; empty where it knows none. A few queries each."""
    better = typed
    for word in unknown[:MAX_CORRECTED]:
        if meant := _meant(fold(word)):
            better = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", meant, better, count=1)
    return better if better != typed else ""


def _meant(word: str) -> str:
    """The word of the index that is one slip away and that a claim holds; empty where there is none."""
    if len(word) < SHORTEST or not word.isalpha():
        return ""
    half = len(word) // 2
    begins = _between("word", word[: max(half - 1, 2)])  # two letters that changed places may stand in both halves
    ends = _between("backwards", word[: half - 1 : -1])
    near = IndexedWord.objects.alias(length=Length("word")).filter(
        begins | ends, length__gte=len(word) - 1, length__lte=len(word) + 1
    )
    found = [each for each in near.values_list("word", flat=True)[:MAX_LOOKED_AT] if is_one_slip(word, each)]
    # Who types knows how a word begins, and rarely how long it is.
    for each in sorted(found, key=lambda each: (each[0] != word[0], -len(each), each))[:MAX_CORRECTED]:
        if is_held(Query((phrase(each),))):
            return each
    return ""


def _between(field: str, beginning: str) -> Q:
    # Not startswith, for which SQLite has no use of its index.
    return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + LAST})


def is_one_slip(typed: str, word: str) -> bool:
    """Whether a letter too many, too few, another one or two that changed places make the one of the other."""
    if typed == word or abs(len(typed) - len(word)) > 1:
        return False
    first = next((at for at, (one, other) in enumerate(zip(typed, word, strict=False)) if one != other), None)
    if first is None:
        return True
    one, other = typed[first:], word[first:]
    changed_places = one[1::-1] == other[:2] and one[2:] == other[2:]
    return changed_places or one[1:] == other[1:] or one[1:] == other or one == other[1:]
