"""Queries by keys whose SQL Django writes once: writing it takes longer than the database takes to answer."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from organizations.replicas import read_connection

# As Django writes `__in=[0]`, on both databases.
ONE = "IN (%s)"


class Prepared(NamedTuple):
    """SQL that asks for one key, which is its last parameter, and the parameters before it."""

    sql: str
    before: tuple[Any, ...]


def prepared(rows: "QuerySet[Any, Any]") -> Prepared:
    """The SQL of a query set whose last filter is `…__in=[0]`."""
    sql, parameters = rows.query.sql_with_params()
    # Without the key; a limit is written into the SQL, and is no parameter.
    return Prepared(sql, parameters[:-1])


def rows_for(query: Prepared, keys: Sequence[int]) -> list[tuple[Any, ...]]:
    """What is found for any number of keys, as the database's own driver gives it."""
    if not keys:
        return []
    places = ", ".join(["%s"] * len(keys))
    with read_connection().cursor() as cursor:
        # Values come as the driver gives them, past Django's converters: JSON and, on SQLite, days are text, and
        # Booleans numbers.
        cursor.execute(query.sql.replace(ONE, f"IN ({places})"), [*query.before, *keys])
        return list(cursor.fetchall())
