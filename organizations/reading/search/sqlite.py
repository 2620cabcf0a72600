"""The index on SQLite: an FTS5 table over the entries, kept true by triggers.

Django makes a table anew when a migration alters one of its columns, and the triggers are gone with the old
one: such a migration has to end with `rebuild()`.
"""

from collections.abc import Sequence

from organizations.reading.search.base import CLOSE, OPEN, SNIPPET_WORDS, TABLE, Index
from organizations.reading.search.query import LETTERS, Query

FTS = "organizations_search"
COLUMNS = "title, detail, text, period, country"
WEIGHTS = "10.0, 4.0, 1.0, 2.0, 2.0"


def expression(query: Query, *, titles: bool = False) -> str:
    """The query in FTS5's language; its words, letters and digits only, cannot end their quotes."""
    words = " ".join(f'"{" ".join(phrase)}"' for phrase in query.phrases) + (" *" if query.unfinished else "")
    return f"{{title}} : ({words})" if titles else words


class SqliteIndex(Index):
    """Ranked by bm25. Only so many hits are ever ranked: all of 250,000 take 140 ms, 2,000 of them 5."""

    def create(self) -> None:
        self.drop()
        self.execute(
            f"CREATE VIRTUAL TABLE {FTS} USING fts5({COLUMNS}, content='{TABLE}', content_rowid='id',"
            " tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')",
            f"INSERT INTO {FTS} (rowid, {COLUMNS}) SELECT id, {_folded(TABLE)} FROM {TABLE}",  # noqa: S608
            f"CREATE TRIGGER {FTS}_insert AFTER INSERT ON {TABLE} BEGIN {_ADD}; END",
            f"CREATE TRIGGER {FTS}_delete AFTER DELETE ON {TABLE} BEGIN {_TAKE}; END",
            f"CREATE TRIGGER {FTS}_update AFTER UPDATE OF {COLUMNS} ON {TABLE} BEGIN {_TAKE}; {_ADD}; END",
        )

    def drop(self) -> None:
        triggers = (f"{FTS}_{event}" for event in ("insert", "delete", "update"))
        self.execute(*(f"DROP TRIGGER IF EXISTS {trigger}" for trigger in triggers), f"DROP TABLE IF EXISTS {FTS}")

    def every(self, query: Query) -> list[int]:
        sql = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608
        return [pk for (pk,) in self.rows(sql, [expression(query)])]

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
        return dict(self.rows(sql, [expression(query), min(ids), max(ids), str(list(ids))]))


def _folded(row: str) -> str:
    """The columns of a row in SQL, with the letters replaced that the tokenizer leaves as they are."""
    return ", ".join(_fold(f"{row}.{column}") for column in COLUMNS.split(", "))


def _fold(column: str) -> str:
    capitals = {letter.upper(): plain for letter, plain in LETTERS.items() if len(letter.upper()) == 1}
    for letter, plain in {**LETTERS, **capitals}.items():
        if not letter.isascii():
            column = f"replace({column}, '{letter}', '{plain}')"
    return column


_ADD = f"INSERT INTO {FTS} (rowid, {COLUMNS}) VALUES (NEW.id, {_folded('NEW')})"  # noqa: S608
_TAKE = (
    f"INSERT INTO {FTS} ({FTS}, rowid, {COLUMNS})"  # noqa: S608
    f" VALUES ('delete', OLD.id, {_folded('OLD')})"
)
