"""Names of people, told from other words by what they are."""

import unicodedata
from functools import lru_cache

from organizations.dossier.keys import digest_of, former_slug_of, slug_of
from organizations.dossier.offices import MARKS, is_about_office, is_office
from organizations.dossier.words import fold, has_no_spaces, in_list, is_country, is_unspaced_name, listed

PARTICLES = frozenset(
    word
    for words in (
        "al ad bin bint binti ben bat ibn ould ul af av i e y",
        "da das de del di do dos du la las le los degli dei della delle dello dalla",
        "den der dem ter van vom von zu zum zur ’t 't",
    )
    for word in words.split()
)
TIED = tuple(
    particle + tie
    for particles in ("al ad an ar as ash at az el ul ud ur d l n t de dell dall",)
    for particle in particles.split()
    for tie in "-’'‘ʼ"
)
"""Particles that are written in one word with the name behind them: "al-Said", "d’Estaing"."""
_QUOTES = "“”„\"«»'’‘"
_SUFFIXES = frozenset({"jr", "sr", "esq"})


def is_name_word(word: str) -> bool:
    """Whether a word may stand in a name: capitalized, of a script without capitals, or a particle."""
    small = word.casefold()
    if small in PARTICLES or (small.startswith(TIED) and len(word) > 3):
        return True
    bare = word.strip(_QUOTES)
    return bool(bare) and bare[0].isalpha() and not bare[0].islower()


@lru_cache(4096)
def bare_name(name: str) -> str:
    """A name without "H.E. Dr." before it and "KBE" behind it; as it is where less than two words would stay."""
    words = name.split()
    first, last = 0, len(words)
    while first < last and fold(words[first].strip(",")) in _honorifics():
        first += 1
    while last > first and _is_behind_name(words, last - 1):
        last -= 1
    kept = words[first:last]
    if len(kept) < 2 and not (len(kept) == 1 and has_no_spaces(kept[0])):
        return name
    return " ".join(kept).rstrip(",")


def person_slug_of(name: str) -> str:
    """The slug of whoever has a name.

    Where letters have no case, as in Arabic and Chinese, many names are written alike in Latin: a digest parts them.
    """
    bare = bare_name(name)
    # The ordinals ª and º, as in "M.ª", are of that category too, and lower case.
    is_caseless = any(unicodedata.category(char) == "Lo" and not char.islower() for char in bare)
    return f"{slug_of(bare)}-{digest_of(bare)[:4]}" if is_caseless else slug_of(bare)


def former_person_slug_of(name: str) -> str:
    """The slug that `person_slug_of` made before letters of other scripts were written in Latin ones."""
    return former_slug_of(bare_name(name))


def _honorifics() -> frozenset[str]:
    return listed("people", "honorifics")


def _is_behind_name(words: list[str], at: int) -> bool:
    """Whether a word is a post-nominal: in capitals or behind a comma, for "MA" is one and "Ma" a family."""
    word = words[at].strip(",()")
    folded = fold(word).rstrip(".")
    if folded not in listed("people", "after"):
        return False
    return word.isupper() or "." in word or folded in _SUFFIXES or (at > 0 and words[at - 1].endswith(","))


@lru_cache(4096)
def is_collective(label: str) -> bool:
    """Whether a label among the people names no person by its last word: "Founding Influence", "Western States".

    In Arabic, where the noun stands first, by that one.
    """
    words = fold(label).split()
    collective = listed("people", "collective")
    if not words:
        return False
    if words[-1] in collective:
        return True
    if has_no_spaces(words[-1]):
        is_name = len(words[-1]) == 3 and is_unspaced_name(words[-1])  # "王建国", though "国" is a state
        if words[-1].endswith(tuple(word for word in collective if not (is_name and len(word) == 1))):
            return True
    # What stays the same is of a script without case.
    return words[0] in collective and not words[0].isascii() and label == label.swapcase()


@lru_cache(4096)
def is_no_person(name: str) -> bool:
    """Whether words that look like a name are those of something else: "World Poetry Day", "Prime Minister"."""
    if is_office(name) or is_collective(name) or is_country(name) or all(map(is_about_office, name.split())):
        return True
    words = [word.strip(MARKS) for word in fold(name).split()]
    return any(_is_thing(word) for word in words)


@lru_cache(4096)
def _is_thing(word: str) -> bool:
    if has_no_spaces(word):
        return any(thing in word for thing in listed("people", "things") if has_no_spaces(thing))
    return word in listed("people", "collective") or in_list(word, "people", "things")
