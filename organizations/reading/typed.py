"""What somebody typed, as words: each with its terms, and whether it stands in quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organizations.analysis import phrase
from organizations.dossier.words import has_no_spaces
from organizations.reading.search.query import CHUNK, MAX_LENGTH, MAX_WORDS
from organizations.reading.search_rules import Rules

# With the English “'s”: "the UN's budget" names the UN.
_ENDS = re.compile(r"^[^\w]+|(?:['’]s)?[^\w]*$")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|dall|dell|all|nell|sull|un)['’](?=\w)", re.IGNORECASE)
"""French and Italian articles in one word with what follows: "l’OIM"."""
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?")
"""An acronym that is written with dots: "U.N.", "I.L.O"."""


@dataclass(frozen=True, slots=True)
class Word:
    """A chunk of what was typed, without the marks around it; its terms; `is_tied` to the one before without a gap."""

    typed: str
    text: str
    terms: tuple[str, ...]
    is_quoted: bool
    is_tied: bool = False


def words_of(typed: str, rules: Rules) -> list[Word]:
    """The words of what was typed: at most the first 200 characters and 12 terms of it. Never raises."""
    found: list[Word] = []
    room = MAX_WORDS
    for chunk, text, is_quoted, is_tied in _chunks(typed[:MAX_LENGTH], rules):
        terms = phrase(text)[:room]
        room -= len(terms)
        if terms:
            found.append(Word(chunk, text, terms, is_quoted, is_tied and bool(found)))
    return found


def text_of(words: Sequence[Word]) -> str:
    """Words as they were typed, without the marks around them."""
    return "".join(("" if word.is_tied else " ") + word.text for word in words).strip()


def terms_of(words: Sequence[Word]) -> tuple[str, ...]:
    """The terms of words together: of a run in parts those of the whole."""
    if any(word.is_tied for word in words[1:]):
        return phrase(text_of(words))
    return tuple(term for word in words for term in word.terms)


def _chunks(typed: str, rules: Rules) -> Iterator[tuple[str, str, bool, bool]]:
    """Each chunk as typed, its words, whether these are quoted, and whether they are tied to those before."""
    for chunk in CHUNK.finditer(typed):
        if chunk["quoted"] is not None:
            yield chunk[0], chunk["quoted"], True, False
        elif has_no_spaces(chunk[0]):
            for at, part in enumerate(rules.parts_of(chunk[0])):
                yield part, _ENDS.sub("", part), False, at > 0
        else:
            yield chunk[0], _without_dots(_ELIDED.sub("", _ENDS.sub("", chunk[0]))), False, False


def _without_dots(word: str) -> str:
    """A word as it is, but an acronym without its dots."""
    return word.replace(".", "") if _DOTTED.fullmatch(word) else word
