"""What a visitor typed, read as words and phrases."""

import re
import unicodedata
from dataclasses import dataclass, replace

from organizations.models.search import LETTERS

MAX_LENGTH = 200
MAX_WORDS = 12
SHORTEST_BEGINNING = 3

_PLAIN = {ord(letter): plain for letter, plain in LETTERS.items()}
_CHUNK = re.compile(r"[\"“”„«](?P<quoted>[^\"“”„«»]*)[\"“”»]|\S+")
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases of one or more folded words, all of which must be held; false when there is none.

    `unfinished`: the last word may be the beginning of a longer one (of its stem, rather).
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    unfinished: bool = False

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def with_last_word_unfinished(self) -> "Query | None":
        """The same words, the last one a beginning; None where it already is, or is too short to tell."""
        if self.unfinished or not self or len(self.phrases[-1][-1]) < SHORTEST_BEGINNING:
            return None
        return replace(self, unfinished=True)


def parse(typed: str) -> Query:
    """The words of what was typed: at most the first 200 characters and 12 words of it. Never raises."""
    phrases: list[tuple[str, ...]] = []
    room = MAX_WORDS
    for chunk in _CHUNK.finditer(fold(typed[:MAX_LENGTH])):
        words = tuple(_WORD.findall(chunk["quoted"] or chunk[0])[:room])
        room -= len(words)
        if words:
            phrases.append(words)
    return Query(tuple(phrases))


def fold(text: str) -> str:
    """Small letters without accents."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text.lower()))
    return unicodedata.normalize("NFC", bare).translate(_PLAIN)
