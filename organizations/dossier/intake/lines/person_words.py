"""Signs and words that a line on people is told apart by, in any hand."""

import re
from functools import cache

from organizations.dossier.names import bare_name
from organizations.dossier.text import grammar
from organizations.dossier.words import fold, has_no_spaces, listed

# What parts a line, what stands in brackets, what parts a list, and what may hang on either side of a piece.
STRONG = re.compile(r"\s*:\s+|\s*\.{3,}\s+|\s+[-–—]{1,2}\s+|\s*—\s*|\s+\|\s+")
GROUP = re.compile(r"\s*[(\[]([^()\[\]]{1,200})[)\]]")
PARTS = re.compile(r"\s*[;,]\s*")
EDGES = " \t,;:–—-|/."
LEFT = " \t,;:–—-|/"
COMMA = re.compile(r",\s+")
_MASK = {ord(" "): "\ue000", ord("—"): "\ue001"}
_UNMASK = {0xE000: " ", 0xE001: "—"}


def masked(text: str) -> str:
    """Words with the separators in brackets hidden, so that none of them parts the line."""
    return GROUP.sub(lambda group: group[0][:1] + group[0][1:].translate(_MASK), text)


def shown(text: str) -> str:
    """Words with the separators that `masked` hid."""
    return text.translate(_UNMASK)


def is_full_name(name: str) -> bool:
    """Whether a name has more than one word, or is of a script that parts none."""
    return len(name.split()) > 1 or has_no_spaces(name)


def is_name(text: str) -> bool:
    """Whether words are a person's name, be it with "KBE" or "Jr." behind it."""
    return grammar.is_person(text) or (bool(text.split()) and grammar.is_person(_first_names(text)))


def _first_names(text: str) -> str:
    """A name without what stands behind commas, where that is "KBE" or "Jr."."""
    first, *behind = PARTS.split(text)
    return first if behind and all(map(is_after_name, behind)) else text


def is_after_name(text: str) -> bool:
    """Whether words are what stands behind a name: "KBE", "Jr."."""
    parts = [fold(part.strip(".()")) for part in text.split()]
    return bool(parts) and all(part in listed("people", "after") for part in parts)


def is_titled(text: str) -> bool:
    """Whether "Dr" or "KBE" stands beside words, as it does beside a name only."""
    first, *others = text.split() or [""]
    return bool(others) and (fold(first) in listed("people", "honorifics") or bare_name(text) != text)


def is_vacant(text: str) -> bool:
    """Whether words say that nobody holds an office."""
    folded = fold(text.strip(EDGES + "()[]"))
    return folded in listed("people", "vacant")


def is_of_life(text: str) -> bool:
    """Whether words say of a date that it is of somebody's life, or of an election: "b. 1920", "elected 2018"."""
    folded = fold(text.strip(LEFT))
    return folded[:1] in ("*", "†") or folded.startswith(_of_life())


@cache
def _of_life() -> tuple[str, ...]:
    return tuple(word if word.endswith(".") else f"{word} " for word in listed("people", "life"))


def is_acting(text: str) -> bool:
    """Whether words say that somebody holds an office for a while only."""
    folded = fold(text.strip(LEFT))
    return folded in listed("people", "acting") or folded.rstrip(".") in listed("people", "acting")
