"""Questions to SQLite: the table of the search index is one of FTS5."""

import re
from collections.abc import Sequence

from organizations.models import SearchRow
from organizations.models.search import CODES
from organizations.reading.search.base import CLOSE, OPEN, SNIPPET_WORDS, Index
from organizations.reading.search.query import Query

FTS = SearchRow._meta.db_table
WEIGHTS = "10.0, 4.0, 1.0, 2.0, 2.0"
"""Of title, detail, text, period and country."""
_LETTERS = {code: letter for letter, code in CODES.items()}
_CODE = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))


def expression(query: Query, *, titles: bool = False) -> str:
    """The query in FTS5's language; its words, letters and digits only, cannot end their quotes."""
    words = " ".join(f'"{" ".join(phrase)}"' for phrase in query.phrases) + (" *" if query.unfinished else "")
    return f"{{title}} : ({words})" if titles else words


class SqliteIndex(Index):
    """Ranked by bm25, which counts all hits however few it ranks: 2,000 of 90,000 take 9 ms, 500 take 5, and 2,000 that
    are not ranked 1.4."""

    def every(self, query: Query) -> list[int]:
        sql = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608
        return [pk for (pk,) in self.rows(sql, [expression(query)])]

    def some(self, query: Query, limit: int, *, titles: bool = False) -> list[int]:
        sql = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s LIMIT %s"  # noqa: S608
        return [pk for (pk,) in self.rows(sql, [expression(query, titles=titles), limit])]

    def ranked(
        self, query: Query, limit: int, *, titles: bool = False, among: Sequence[int] | None = None
    ) -> dict[int, float]:
        words = expression(query, titles=titles)
        if among is None:
            return self._ranked(words, "LIMIT %s", [limit])
        # The plus keeps SQLite from asking FTS5 once for each id, when bm25 would count all hits each time.
        narrowed = "AND rowid BETWEEN %s AND %s AND +rowid IN (SELECT value FROM json_each(%s))"
        return self._ranked(words, narrowed, [min(among), max(among), str(list(among))]) if among else {}

    def first_titled(self, query: Query, limit: int) -> dict[int, float]:
        return self._ranked(expression(query, titles=True), "ORDER BY rowid LIMIT %s", [limit])

    def _ranked(self, words: str, narrowed: str, by: Sequence[object]) -> dict[int, float]:
        rank = f"bm25({FTS}, {WEIGHTS})"
        sql = f"SELECT rowid, {rank} FROM {FTS} WHERE {FTS} MATCH %s {narrowed}"  # noqa: S608
        return {pk: float(rank) for pk, rank in self.rows(sql, [words, *by])}

    def snippets(self, ids: Sequence[int], query: Query) -> dict[int, str]:
        return self._shown(f"snippet({FTS}, 2, '{OPEN}', '{CLOSE}', '…', {SNIPPET_WORDS})", ids, query)

    def titles(self, ids: Sequence[int], query: Query) -> dict[int, str]:
        return self._shown(f"highlight({FTS}, 0, '{OPEN}', '{CLOSE}')", ids, query)

    def _shown(self, part: str, ids: Sequence[int], query: Query) -> dict[int, str]:
        if not ids:
            return {}
        # The plus as in `ranked`; the bounds keep FTS5 from going through all hits where the ids lie together.
        among = "rowid BETWEEN %s AND %s AND +rowid IN (SELECT value FROM json_each(%s))"
        sql = f"SELECT rowid, {part} FROM {FTS} WHERE {FTS} MATCH %s AND {among}"  # noqa: S608
        found = self.rows(sql, [expression(query), min(ids), max(ids), str(list(ids))])
        return {pk: _CODE.sub(lambda code: _LETTERS[code[0]], words) for pk, words in found}
