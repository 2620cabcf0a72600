"""Showing where the words of a query stand: in a whole title, or in the place of a text that holds most of them."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString

from organizations.analysis import ANY_ENDING, spans
from organizations.reading.search.query import Query

SNIPPET_WORDS = 30
BEFORE = 6
"""Words that a snippet shows before the first one that is marked."""
MAX_CHARACTERS = 20_000
"""Of a text that are looked at."""

Place = tuple[int, int]
"""Where a word starts and ends in a text."""


def marked(text: str, query: Query) -> SafeString:
    """A whole text, the words of the query in <mark>, the rest escaped."""
    return _marked(text, [(start, end) for start, end, held in _places(text, query) if held])


def snippet(text: str, query: Query) -> SafeString:
    """About 30 words of a text, where it holds most words of the query, these in <mark>, the rest escaped.

    The beginning of the text where it holds none; nothing where there are no words to look for.
    """
    if not query:
        return SafeString()
    text = text[:MAX_CHARACTERS]
    words = list(_places(text, query))
    starts = [max(at - BEFORE, 0) for at, word in enumerate(words) if word[2]]
    first = max(starts, key=lambda at: _different(words[at : at + SNIPPET_WORDS]), default=0)
    shown = words[max(min(first, len(words) - SNIPPET_WORDS), 0) :][:SNIPPET_WORDS]
    if not shown:
        return SafeString(escape(text.strip()))
    start = 0 if shown[0] is words[0] else shown[0][0]
    end = len(text) if shown[-1] is words[-1] else shown[-1][1]
    places = [(place[0] - start, place[1] - start) for place in shown if place[2]]
    part = _marked(text[start:end].rstrip(), places)
    return SafeString(f"{'…' if start else ''}{part.strip()}{'…' if end < len(text) else ''}")


def _different(words: Sequence[tuple[int, int, str]]) -> int:
    return len({held for _start, _end, held in words if held})


def _places(text: str, query: Query) -> list[tuple[int, int, str]]:
    """The words of a text: where each starts and ends, and which term of the query it holds, or none."""
    wanted = {term for choice in query.choices for phrase in choice for term in phrase}
    beginnings = tuple(term.removesuffix(ANY_ENDING) for term in wanted if term.endswith(ANY_ENDING))
    return [
        (start, end, term if term in wanted or (beginnings and term.startswith(beginnings)) else "")
        for term, start, end in spans(text)
    ]


def _marked(text: str, places: Sequence[Place]) -> SafeString:
    parts: list[str] = []
    at = 0
    for start, end in _joined(places):
        # Each stretch is escaped by itself, after it was cut: places are of the text as it is, and no mark can fall
        # into an entity.
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return SafeString("".join([*parts, escape(text[at:])]))


def _joined(places: Sequence[Place]) -> list[Place]:
    """Places of which none reaches into the next: pairs of characters may."""
    joined: list[Place] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
