"""Questions to the index: which claims hold the words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import log

from pyroaring import FrozenBitMap

from organizations.reading.search.base import Index
from organizations.reading.search.index import index_of
from organizations.reading.search.query import Query, parse
from organizations.reading.snapshot import once_a_state
from organizations.replicas import read_connection

LIMIT = 2000
RANKED = 500
"""So many of more than LIMIT are ranked, beside those that hold the words in their titles."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Claim ids, best first; `capped` when more than these hold the words; `query` as it was understood."""

    ids: tuple[int, ...]
    capped: bool
    query: Query


def hits(text: str, limit: int = LIMIT) -> Hits:
    """The claims that hold the words; none if there are none.

    Where more than `limit` hold them, those that hold them in the title come first, then the best of some others, then
    the rest; which these are is left to the database, for ranking all costs the more the more there are. Within a
    snapshot they are looked up once a state of the site, whatever page and filter are asked for. Two database queries
    as a rule, up to four when capped, one more where the last word is unfinished.
    """
    return hits_of(parse(text), limit)


def hits_of(query: Query, limit: int = LIMIT) -> Hits:
    """`hits`, of words that are understood already."""
    return _hits(query, limit)


@once_a_state
def _hits(asked: Query, limit: int) -> Hits:
    index = index_of(read_connection())
    # One more than is shown tells that there are more, without counting them.
    found = index.some(asked, limit + 1) if asked else []
    if not found and (beginning := asked.with_last_word_unfinished()):
        asked, found = beginning, index.some(beginning, limit + 1)
    return Hits(tuple(_best_first(index, asked, found, limit)), len(found) > limit, asked)


def _best_first(index: Index, asked: Query, found: Sequence[int], limit: int) -> list[int]:
    if len(found) <= limit:
        return _in_order(index.ranked(asked, limit)) if found else []
    titled = index.some(asked, limit, titles=True)
    if len(titled) == limit:  # too many to be ranked: in the order of the index
        return titled
    best = _in_order(index.ranked(asked, limit, titles=True)) if titled else []
    # A dict keeps the first place of each: titles, then the best of the ranked, then the rest.
    return list(dict.fromkeys([*best, *_in_order(index.ranked(asked, RANKED)), *found]))[:limit]


def hits_among(found: Hits, passing: FrozenBitMap, limit: int = LIMIT) -> Hits:
    """Those claims of `passing` that hold the words of hits that were capped: none of them is missed.

    Where more than `limit` do, the best of all come first, and the others are not ranked. Two queries at most.
    """
    ids = passing & _every(found.query)
    if len(ids) <= limit:
        index = index_of(read_connection())
        return Hits(tuple(_in_order(index.ranked(found.query, limit, among=list(ids)))), False, found.query)
    best = dict.fromkeys([*(pk for pk in found.ids if pk in passing), *islice(ids, limit)])
    return Hits(tuple(best)[:limit], True, found.query)


def every(text: str) -> FrozenBitMap:
    """The ids of all claims that `hits` would choose from; none if there are no words."""
    return every_of(parse(text))


def is_held(query: Query, *, unfinished: bool = False) -> bool:
    """Whether any claim holds the words, the last of which may be `unfinished`."""
    index = index_of(read_connection())
    beginning = query.with_last_word_unfinished() if unfinished else None
    return bool(index.some(query, 1) or (beginning and index.some(beginning, 1)))


def every_of(asked: Query) -> FrozenBitMap:
    """`every`, of words that are understood already."""
    if not asked:
        return FrozenBitMap()
    whole = bool(index_of(read_connection()).some(asked, 1))
    return _every(asked if whole else asked.with_last_word_unfinished() or asked)


@once_a_state
def _every(asked: Query) -> FrozenBitMap:
    return FrozenBitMap(index_of(read_connection()).every(asked))


def weights(asked: Query, among: FrozenBitMap) -> dict[int, float]:
    """How much of the words each of some claims holds: a word counts the more, the fewer of them hold it.

    What LIMIT claims hold counts nothing. A query for each word.
    """
    index = index_of(read_connection())
    held = [index.some(replace(asked, phrases=(phrase,)), LIMIT) for phrase in asked.phrases]
    found: dict[int, float] = {}
    for holding in (FrozenBitMap(ids) & among for ids in held if len(ids) < LIMIT):
        for pk in holding:
            found[pk] = found.get(pk, 0) + log(1 + len(among) / len(holding))
    return found


def _in_order(ranks: dict[int, float]) -> list[int]:
    # By the key where ranks are equal: pages of one list must not show a claim twice.
    return sorted(ranks, key=lambda pk: (ranks[pk], pk))


def titled(text: str, limit: int) -> tuple[list[int], Query]:
    """Claims whose title holds the words, the last of which may be unfinished; and the words as understood.

    Where more than `limit` do, those that were published first. One query.
    """
    asked = parse(text)
    asked = asked.with_last_word_unfinished() or asked
    return first_titled(asked, limit) if asked else [], asked


def first_titled(asked: Query, limit: int) -> list[int]:
    """`titled`, of words that are understood already."""
    return index_of(read_connection()).first_titled(asked, limit)
