"""What a visitor typed, read as words and phrases."""

import re
from dataclasses import dataclass, replace

from organizations.analysis import ANY_ENDING, phrase

MAX_LENGTH = 200
MAX_WORDS = 12
SHORTEST_BEGINNING = 3

# A quotation mark without its partner is part of a word: \S+ takes it, and no more is lost.
CHUNK = re.compile(r"[\"“”„«](?P<quoted>[^\"“”„«»]*)[\"“”»]|\S+")


Phrase = tuple[str, ...]
"""Terms that stand next to each other."""


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases of one or more terms, all of which must be held, or `any_of` them; false when there is none.

    `others` are pairs of a phrase and those that will do as well: "hungarian", "hungari" and more.
    """

    phrases: tuple[Phrase, ...] = ()
    any_of: bool = False
    others: tuple[tuple[Phrase, tuple[Phrase, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases)

    @property
    def choices(self) -> list[tuple[Phrase, ...]]:
        """For each of the phrases what will do: itself, and the others."""
        others = dict(self.others)
        return [(phrase, *others.get(phrase, ())) for phrase in self.phrases]

    def with_last_word_unfinished(self) -> "Query | None":
        """The same words, the last one a beginning (of a stem, rather); None where it is one, or too short to tell."""
        if not self or self.phrases[-1][-1].endswith(ANY_ENDING) or len(self.phrases[-1][-1]) < SHORTEST_BEGINNING:
            return None
        *others, last = self.phrases
        return replace(self, phrases=(*others, (*last[:-1], last[-1] + ANY_ENDING)))


def parse(typed: str) -> Query:
    """The words of what was typed: at most the first 200 characters and 12 words of it. Never raises."""
    phrases: list[tuple[str, ...]] = []
    room = MAX_WORDS
    for chunk in CHUNK.finditer(typed[:MAX_LENGTH]):
        terms = phrase(chunk["quoted"] or chunk[0])[:room]
        room -= len(terms)
        if terms:
            phrases.append(terms)
    return Query(tuple(phrases))
