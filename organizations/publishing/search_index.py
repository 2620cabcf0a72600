"""Keeping the search index true: the rows of the claims that a publish changes are written in its transaction."""

from collections.abc import Sequence
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Expression, Func, QuerySet, TextField

from organizations.models import PublishedClaim, SearchRow
from organizations.models.search import CODES, CONFIGURATION, MAX_INDEXED, WEIGHTS

BATCH = 1000
TABLE = SearchRow._meta.db_table
# PostgreSQL's parser sees web addresses, files ("and/or") and signed numbers unless every mark is a gap. Written as
# code points, for what a class like [[:punct:]] holds depends on the locale of the database.
GAPS = r"[\u0001-\u002f:-@\[-`{-\u00bf\u2000-\u206f\u2190-\u2bff\u3000-\u303f]+"


class _Gapped(Func):
    """A column for PostgreSQL's parser: at most so many characters, of which every mark is a gap."""

    _words = f"regexp_replace(normalize(left(%(expressions)s, {MAX_INDEXED}), NFKC), '{GAPS}', ' ', 'g')"
    template = f"left({_words}, {MAX_INDEXED})"
    output_field = TextField()


class _Coded(Func):
    """A column for SQLite's FTS5, with its CODES."""

    template = reduce(lambda sql, pair: f"replace({sql}, '{pair[0]}', '{pair[1]}')", CODES.items(), "%(expressions)s")
    output_field = TextField()


def _columns() -> dict[str, Expression | Func]:
    """The columns of a row, each with what stands in it, told from the columns of a claim."""
    if connection.vendor == "sqlite":
        return {name: _Coded(name) for name in WEIGHTS}
    vectors = (SearchVector(_Gapped(name), weight=weight, config=CONFIGURATION) for name, weight in WEIGHTS.items())
    return {"vector": reduce(add, vectors)}


def _rows_of(claims: QuerySet[PublishedClaim]) -> tuple[str, tuple[str | int, ...]]:
    """The rows that claims should have: a statement, and its parameters."""
    found: tuple[str, tuple[str | int, ...]] = (
        claims.order_by().values_list("pk", *_columns().values()).query.sql_with_params()
    )
    return found


def index_claims(keys: Sequence[int]) -> None:
    """Write the rows of published claims, of which none is there."""
    for start in range(0, len(keys), BATCH):
        rows, params = _rows_of(PublishedClaim.objects.filter(pk__in=keys[start : start + BATCH]))
        _execute(f"INSERT INTO {TABLE} (rowid, {', '.join(_columns())}) {rows}", params)


def forget_claims(keys: Sequence[int]) -> None:
    """Delete the rows of claims."""
    for start in range(0, len(keys), BATCH):
        # Not `delete`, which reads all rows first, as signals are told of each.
        SearchRow.objects.filter(pk__in=keys[start : start + BATCH])._raw_delete(using=connection.alias)


def wrong_rows() -> set[int]:
    """The claims whose rows are missing, say something else than they should, or are of claims that are gone."""
    names = list(_columns())
    wanted, params = _rows_of(PublishedClaim.objects.all())
    differs = " OR ".join(f"{TABLE}.{name} IS NULL OR {TABLE}.{name} <> wanted.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH wanted (claim_id, {', '.join(names)}) AS ({wanted}) SELECT claim_id FROM wanted"  # noqa: S608
            f" LEFT JOIN {TABLE} ON {TABLE}.rowid = claim_id WHERE {TABLE}.rowid IS NULL OR {differs}",
            params,
        )
        wrong = {row[0] for row in cursor.fetchall()}
        claims = PublishedClaim._meta.db_table
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE NOT EXISTS (SELECT 1 FROM {claims} WHERE id = {TABLE}.rowid)"  # noqa: S608
        )
        return wrong | {row[0] for row in cursor.fetchall()}


def mend_table() -> None:
    """On SQLite, bring what FTS5 looks words up in to what stands in its columns."""
    if connection.vendor == "sqlite":
        _execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')")  # noqa: S608


def _execute(sql: str, params: Sequence[str | int] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
