"""Questions to SQLite: the table of the search index is one of FTS5."""

from collections.abc import Sequence

from organizations.analysis import ANY_ENDING
from organizations.models import SearchRow
from organizations.reading.search.base import Index
from organizations.reading.search.query import Query

FTS = SearchRow._meta.db_table
# In the order of the table's columns.
WEIGHTS = "10.0, 4.0, 1.0, 2.0, 2.0, 0.2"
"""Of title, detail, text, period, country and context."""


def expression(query: Query, *, titles: bool = False) -> str:
    """The query in FTS5's language; its terms, letters and digits only, cannot end their quotes."""
    choices = (" OR ".join(map(_phrase, choice)) for choice in query.choices)
    # AND is written out: FTS5 takes a gap for it between phrases, and not beside a bracket.
    text = (" OR " if query.any_of else " AND ").join(f"({choice})" for choice in choices)
    return f"{{title}} : ({text})" if titles else text


def _phrase(terms: Sequence[str]) -> str:
    text = " ".join(terms)
    return f'"{text.removesuffix(ANY_ENDING)}" *' if text.endswith(ANY_ENDING) else f'"{text}"'


class SqliteIndex(Index):
    """Ranked by bm25, which counts all hits however few it ranks: 2,000 of 90,000 take 9 ms, 500 take 5, and 2,000 that
    are not ranked 1.4."""

    def every(self, query: Query) -> list[int]:
        sql = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608 - names of our own
        return [pk for (pk,) in self.rows(sql, [expression(query)])]

    def some(self, query: Query, limit: int, *, titles: bool = False) -> list[int]:
        sql = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s LIMIT %s"  # noqa: S608 - names of our own
        return [pk for (pk,) in self.rows(sql, [expression(query, titles=titles), limit])]

    def ranked(
        self, query: Query, limit: int, *, titles: bool = False, among: Sequence[int] | None = None
    ) -> dict[int, float]:
        text = expression(query, titles=titles)
        if among is None:
            return self._ranked(text, "LIMIT %s", [limit])
        # The plus keeps SQLite from asking FTS5 once for each id, when bm25 would count all hits each time.
        narrowed = "AND rowid BETWEEN %s AND %s AND +rowid IN (SELECT value FROM json_each(%s))"
        # A list in one parameter, as JSON: SQLite takes at most 32,766 of them.
        return self._ranked(text, narrowed, [min(among), max(among), str(list(among))]) if among else {}

    def first_titled(self, query: Query, limit: int) -> list[int]:
        sql = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s ORDER BY rowid LIMIT %s"  # noqa: S608 - names of our own
        return [pk for (pk,) in self.rows(sql, [expression(query, titles=True), limit])]

    def _ranked(self, text: str, narrowed: str, by: Sequence[object]) -> dict[int, float]:
        rank = f"bm25({FTS}, {WEIGHTS})"
        sql = f"SELECT rowid, {rank} FROM {FTS} WHERE {FTS} MATCH %s {narrowed}"  # noqa: S608 - names of our own
        return {pk: float(rank) for pk, rank in self.rows(sql, [text, *by])}
