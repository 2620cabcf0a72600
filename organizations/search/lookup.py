"""Questions to the index: which claims hold the words, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.safestring import SafeString

from organizations.models.published import EntryQuerySet
from organizations.search.base import marked
from organizations.search.index import index_of
from organizations.search.query import Query, parse

LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Hits:
    """Entry ids, best first; `capped` when more than these hold the words; `query` as it was understood."""

    ids: tuple[int, ...]
    capped: bool
    query: Query


def hits(query: str | Query, among: EntryQuerySet | None = None, limit: int = LIMIT) -> Hits:
    """The claims (of `among`, else of all) that hold the words of `query`; none if it has no words.

    `among` must not hold an entry twice; its order does not matter. A Query, as an earlier answer gave it, is
    taken as it stands. Where more than `limit` hold the words, those that hold them in the title come first,
    and which of the others are within the `limit` is left to the database: ranking all of them costs the more
    the more there are. One database query as a rule, a second when capped or when nothing is found; on SQLite
    `among` costs one more, or two when capped.
    """
    asked = parse(query) if isinstance(query, str) else query
    if not asked:
        return Hits((), False, asked)
    index = index_of(connection)
    found = index.ranked(asked, among, limit + 1)
    if not found and isinstance(query, str) and (beginning := _unfinished(asked, filtered=among is not None)):
        return hits(beginning, among, limit)
    best = index.ranked(asked, among, limit, titles=True) if len(found) > limit else {}
    ids = dict.fromkeys([*_in_order(best), *_in_order(found)])
    return Hits(tuple(ids)[:limit], len(found) > limit, asked)


def every(words: str) -> Iterable[int]:
    """The ids of all claims that `hits` would choose from, in no order; none if there are no words."""
    asked = parse(words)
    if not asked:
        return ()
    return index_of(connection).every(_unfinished(asked, filtered=True) or asked)


def _unfinished(asked: Query, *, filtered: bool) -> Query | None:
    """The query with its last word unfinished, if no claim at all holds it whole: no filter matters here."""
    if filtered and index_of(connection).ranked(asked, None, 1):
        return None
    return asked.with_last_word_unfinished()


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
    ids = _in_order(index_of(connection).first_titled(asked, limit))
    shown = titles(ids, asked)
    return {pk: shown[pk] for pk in ids if pk in shown}


def matching(entries: EntryQuerySet, query: Query) -> EntryQuerySet:
    """Those of `entries` that hold the words, lazy and in the order they had; none if there are no words."""
    return entries.filter(index_of(connection).holding(query)) if query else entries.none()


def snippets(ids: Sequence[int], query: Query) -> dict[int, SafeString]:
    """About 30 words of each claim's text around the words of `query`, these in <mark>, the rest escaped.

    The beginning of the text where only the title holds them.
    """
    if not query or not ids:
        return {}
    return {pk: marked(place) for pk, place in index_of(connection).snippets(ids, query).items()}


def titles(ids: Sequence[int], query: Query) -> dict[int, SafeString]:
    """The whole title of each claim, the words of `query` in <mark>, the rest escaped."""
    if not query or not ids:
        return {}
    return {pk: marked(title) for pk, title in index_of(connection).titles(ids, query).items()}
