"""How organizations stand to each other: the kinds of relations, which facts and events say one, and whom they name."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from organizations.dossier.words import fold, has_no_spaces, listed


class RelationKind(StrEnum):
    """What one organization is to another, in the order in which pages tell it."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    PARENT = "parent"
    PART = "part"
    MEMBER = "member"
    MEMBER_OF = "member_of"
    RELATED = "related"
    PEOPLE = "people"

    @property
    def inverse(self) -> "RelationKind":
        """What the other one is to it."""
        return _INVERSE.get(self, self)


_PAIRS = (
    (RelationKind.PREDECESSOR, RelationKind.SUCCESSOR),
    (RelationKind.PARENT, RelationKind.PART),
    (RelationKind.MEMBER, RelationKind.MEMBER_OF),
)
_INVERSE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}

MAX_NAMES = 100
"""Of one value."""
# The stretches between them grow with the square of their number.
MAX_ANDS = 8
"""In one part of it."""
_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"[;；•·|/、\n()（）[\]]")
_COMMA = re.compile(r"[,，،]")
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_YEARS = re.compile(r"[\s,:–—-]*(?<!\w)\d{4}(?!\w).*$")


def relation_of_label(label: str) -> RelationKind | None:
    """What a fact with this label says that others are to the organization; None where it says no relation."""
    folded = fold(label).rstrip(" :")
    if folded in listed("facts", "members"):
        return RelationKind.MEMBER
    return next((kind for kind in RelationKind if folded in listed("relations", kind.value)), None)


def relation_in_title(title: str, own_names: Iterable[str]) -> tuple[RelationKind, str] | None:
    """What the title of an event says another organization becomes, and its name; None where it says no relation.

    "Becomes part of the United Nations (UN)", "IOM becomes part of the United Nations": before the words of a relation
    stands nothing, or a name of its own, and behind them one name and nothing else.
    """
    words = title.split()
    folded = [fold(word) for word in words]
    own = {fold(_bare(name)) for name in own_names} - {""}
    for first in range(len(words)):
        if first and fold(_bare(" ".join(words[:first]))) not in own:
            continue
        # The longest words say it: "replaced by", not "replaced".
        for last in range(min(len(words) - 1, first + _longest_becoming()), first, -1):
            if kind := _becoming().get(" ".join(folded[first:last])):
                return kind, _without_whole(_bare(_IN_BRACKETS.sub("", " ".join(words[last:]))))
    return None


@cache
def _becoming() -> dict[str, RelationKind]:
    return {words: kind for kind in RelationKind for words in listed("becoming", kind.value)}


@cache
def _longest_becoming() -> int:
    """Words."""
    return max(len(words.split()) for words in _becoming())


def names_in(value: str) -> list[str]:
    """What may be names of organizations in the value of a fact: its parts, and the parts of these.

    "League of Nations (1920–1946), Food and Agriculture Organization": a comma or an "and" may stand within a name, and
    so both what it parts and the whole are given.
    """
    found: dict[str, None] = {}
    for part in _PARTS.split(value):
        for piece in (part, *_COMMA.split(part)):
            found |= dict.fromkeys(filter(None, map(_bare, _stretches(piece))))
    return list(found)[:MAX_NAMES]


def says_founding(label: str) -> bool:
    """Whether a fact with this label says who founded the organization, or from what it came."""
    return fold(label).rstrip(" :") in listed("facts", "founded")


def founders_in(value: str) -> list[str]:
    """What may be names of organizations at the end of a founding: "1950, by the Assembly of the United Nations"."""
    found: dict[str, None] = {}
    for part in _PARTS.split(value):
        words = part.split()
        tails = (words[at:] for at in range(1, len(words)) if words[at - 1][0].islower() and words[at][0].isupper())
        found |= dict.fromkeys(filter(None, (_bare(" ".join(tail)) for tail in tails)))
    return list(found)[:MAX_NAMES]


def named_within(text: str, called: Iterable[tuple[int, str, str]]) -> list[int]:
    """The keys of those whose whole name stands in a text, or whose acronym is a word of it, as it is written.

    `called` are the key, name and acronym of each. A name that is written without spaces may stand within a run.
    """
    written = set(_WORD.findall(text))
    folded, words = fold(text), _words(text)
    return [
        key
        for key, name, acronym in called
        # An acronym as it is written: "WHO" is no "who".
        if acronym in written or (name and (fold(name) in folded if has_no_spaces(name) else _words(name) in words))
    ]


def _words(text: str) -> str:
    """The words of a text, folded, a gap before and behind each."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _stretches(text: str) -> Iterator[str]:
    """Words, and what an "and" or several part in them: "Food and Agriculture Organization and the Bank"."""
    found = list(_and().finditer(text))[:MAX_ANDS]
    starts, ends = [0, *(each.end() for each in found)], [*(each.start() for each in found), len(text)]
    yield text
    for first, start in enumerate(starts):
        yield from (text[start:end] for end in ends[first:])


@cache
def _and() -> re.Pattern[str]:
    ands = "|".join(map(re.escape, sorted(listed("organization", "ands"))))
    return re.compile(rf"\s+(?:{ands})\s+", re.I)


def _without_whole(name: str) -> str:
    """A name without "System" behind it, which says all that belongs to it."""
    start, _gap, last = name.rpartition(" ")
    return start if fold(last) in listed("organization", "wholes") else name


def _bare(name: str) -> str:
    """A name without years behind it and an article before it."""
    words = _YEARS.sub("", name).strip(" .,:–—-").split()
    if len(words) > 1 and fold(words[0]) in listed("organization", "articles"):
        words = words[1:]
    return " ".join(words)
