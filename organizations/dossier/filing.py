"""What people are filed under: a guess from a name, and from where a dossier says that somebody is from.

Cultures that name the family first, or after the father, are told by the country of a person and the language of the
dossier: `words/places/name_orders.toml` says which.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from anyascii import anyascii

from organizations.dossier.names import PARTICLES, TIED, bare_name
from organizations.dossier.words import fold, has_no_spaces, languages

_FILE = Path(__file__).parent / "words" / "places" / "name_orders.toml"
_TYING = frozenset({"de", "y", "i", "e"})
"""Particles that stand between the two words of a family name."""
_FATHERS = frozenset({"bin", "binti", "bint", "ben", "bat", "ibn", "ould"})
"""Particles before the name of a father, which is no family name."""
_SERVANTS = frozenset({"abd", "abdel", "abdul", "abdol", "abu"})
"""Words that are one name with the next: "Abdul Aziz", "Abu Bakr"."""
_KOREAN_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_IN_CAPITALS = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")
_NUMERAL = re.compile("[IVX]+")
_FAMILY_FIRST = ("chinese", "korean", "vietnamese")


def filing_name(name: str, country: str = "", language: str = "") -> str:
    """A name as a list has it, what it is filed under before a comma: "Swing, William Lacy". A guess.

    `country` is where a dossier says that somebody is from, `language` that of the dossier. Words in capitals are the
    family's: "Ban, Ki-moon" of "BAN Ki-moon". Small particles and articles are not filed under ("Leyen, Ursula von
    der", "Hussein, Zeid al-"), capital ones are ("De Klerk, Frederik"); a single "de" or "y" ties two family names
    ("Pérez de Cuéllar, Javier"). Without a comma the name is filed as it stands.
    """
    bare = bare_name(name)
    words = bare.split()
    if "," in bare or len(words) < 2 or has_no_spaces(bare):
        return bare
    if found := _in_capitals(words) or _by_origin(words, fold(country).removeprefix("the "), language):
        return ", ".join(filter(None, found))
    first = _first_of_family(words)
    family, tie = words[first:], next((tie for tie in TIED if words[-1].startswith(tie)), "")
    family[-1] = family[-1].removeprefix(tie)
    given = " ".join([*words[:first], *([tie] if tie else [])])
    return f"{' '.join(family)}, {given}" if family[-1] else bare


def _in_capitals(words: Sequence[str]) -> tuple[str, str] | None:
    """The family name, where that alone is written in capitals, and the other words."""
    capital = [at for at, word in enumerate(words) if word.isupper() and _IN_CAPITALS.fullmatch(word)]
    capital = [at for at in capital if not _NUMERAL.fullmatch(words[at])]
    others = [word for at, word in enumerate(words) if at not in capital]
    is_one = bool(capital) and capital[-1] - capital[0] + 1 == len(capital)
    # A name all in capitals tells nothing, nor one with capitals at both ends.
    if not is_one or not others or not any(char.islower() for char in "".join(others)):
        return None
    return " ".join(words[at].title() for at in capital), " ".join(others)


def _by_origin(words: Sequence[str], country: str, language: str) -> tuple[str, str] | None:
    """The words to file under, and the others, where people are not filed under the last; None where they are."""
    whole = " ".join(words)
    first, rest = words[0], " ".join(words[1:])
    if country in _folded("countries", "given"):
        # Burmese "U" and "Daw" are titles; who has a name of the father's alone is filed by the own name.
        return (rest, first) if first in ("U", "Daw") else (whole, "")
    culture = next((each for each in _FAMILY_FIRST if country in _folded("countries", each)), "")
    if culture:
        return (first, rest) if _is_family_of(culture, first) and not _is_turned(culture, words) else None
    if language.split("-")[0] in _folded("languages", "family_first") and not country:
        return first, rest
    return (first, rest) if len(words) == 2 and _KOREAN_GIVEN.fullmatch(rest) else None


def _is_turned(culture: str, words: Sequence[str]) -> bool:
    """Whether the family stands last after all: "Jong-wook Lee", whose first word is a given name in two parts."""
    return "-" in words[0] and _is_family_of(culture, words[-1])


def _is_family_of(culture: str, word: str) -> bool:
    return fold(word) in _folded("surnames", culture) or (culture == "chinese" and fold(word) in _in_pinyin())


@cache
def _orders() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


@cache
def _folded(table: str, name: str) -> frozenset[str]:
    return frozenset(map(fold, _orders()[table][name]))


@cache
def _in_pinyin() -> frozenset[str]:
    """Chinese family names in Latin letters."""
    people = languages()["zh"]["people"]
    names = (*people["surnames"], *people["double_surnames"])
    return frozenset(fold(anyascii(each).strip()) for each in names)


def _first_of_family(words: Sequence[str]) -> int:
    """Where the family name begins among the words of a name."""
    last = len(words) - 1
    first = 1 + max((at for at in range(1, last) if words[at] in PARTICLES - _FATHERS), default=last - 1)
    # "Omar bin Abd Aziz": a father's name in two words.
    if first == last >= 2 and words[last - 1].casefold() in _SERVANTS:
        return last - 1
    if first == last >= 3 and words[last - 1] in _TYING and words[last - 2] not in PARTICLES:
        return last - 2
    # Only where written with a capital, and of more than one letter: the E of "Robert E Lee" is an initial.
    while first > 1 and len(words[first - 1]) > 1 and words[first - 1].lower() in PARTICLES - {words[first - 1]}:
        first -= 1
    return first
