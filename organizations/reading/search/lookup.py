"""Questions to the index: which claims hold the words, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from pyroaring import FrozenBitMap

from organizations.reading.search.base import marked
from organizations.reading.search.index import index_of
from organizations.reading.search.query import Query, parse
from organizations.replicas import read_connection

LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Hits:
    """Claim ids, best first; `capped` when more than these hold the words; `query` as it was understood."""

    ids: tuple[int, ...]
    capped: bool
    query: Query


def hits(words: str, limit: int = LIMIT) -> Hits:
    """The claims that hold the words; none if there are none.

    Where more than `limit` hold them, those that hold them in the title come first, and which of the others are
    within the `limit` is left to the database: ranking all of them costs the more the more there are. One database
    query as a rule, a second when capped or when nothing is found.
    """
    asked = parse(words)
    if not asked:
        return Hits((), False, asked)
    index = index_of(read_connection())
    found = index.ranked(asked, limit + 1)
    if not found and (beginning := asked.with_last_word_unfinished()):
        asked, found = beginning, index.ranked(beginning, limit + 1)
    best = index.ranked(asked, limit, titles=True) if len(found) > limit else {}
    ids = dict.fromkeys([*_in_order(best), *_in_order(found)])
    return Hits(tuple(ids)[:limit], len(found) > limit, asked)


def hits_among(found: Hits, passing: FrozenBitMap, limit: int = LIMIT) -> Hits:
    """Those claims of `passing` that hold the words of hits that were capped: none of them is missed.

    Where more than `limit` do, the best of all come first, and the others are not ranked. Two queries at most.
    """
    index = index_of(read_connection())
    ids = [pk for pk in index.every(found.query) if pk in passing]
    if len(ids) <= limit:
        return Hits(tuple(_in_order(index.ranked(found.query, limit, among=ids))), False, found.query)
    best = dict.fromkeys([*(pk for pk in found.ids if pk in passing), *ids])
    return Hits(tuple(best)[:limit], True, found.query)


def every(words: str) -> Iterable[int]:
    """The ids of all claims that `hits` would choose from, in no order; none if there are no words."""
    asked = parse(words)
    if not asked:
        return ()
    index = index_of(read_connection())
    is_held = bool(index.ranked(asked, 1))
    return index.every(asked if is_held else asked.with_last_word_unfinished() or asked)


def _in_order(ranks: dict[int, float]) -> list[int]:
    return sorted(ranks, key=lambda pk: (ranks[pk], pk))


def titled(words: str, limit: int) -> dict[int, SafeString]:
    """Claims whose title holds the words, the last of which may be unfinished, as `titles` gives them, best first.

    Where more than `limit` do, those that were published first. Two queries.
    """
    asked = parse(words)
    asked = asked.with_last_word_unfinished() or asked
    if not asked:
        return {}
    ids = _in_order(index_of(read_connection()).first_titled(asked, limit))
    shown = titles(ids, asked)
    return {pk: shown[pk] for pk in ids if pk in shown}


def snippets(ids: Sequence[int], query: Query) -> dict[int, SafeString]:
    """About 30 words of each claim's text around the words of `query`, these in <mark>, the rest escaped.

    The beginning of the text where only the title holds them.
    """
    if not query or not ids:
        return {}
    return {pk: marked(place) for pk, place in index_of(read_connection()).snippets(ids, query).items()}


def titles(ids: Sequence[int], query: Query) -> dict[int, SafeString]:
    """The whole title of each claim, the words of `query` in <mark>, the rest escaped."""
    if not query or not ids:
        return {}
    return {pk: marked(title) for pk, title in index_of(read_connection()).titles(ids, query).items()}
