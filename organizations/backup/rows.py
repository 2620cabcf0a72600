"""Rows of any table as JSON that both databases read, and back."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import connection, models

Model = type[models.Model]
BATCH = 1000
DERIVED = frozenset({"organizations.searchrow", "organizations.indexedword"})
"""Tables that are made anew from the others, in a form that only their database reads."""


def tables(apps: Apps) -> list[Model]:
    """Every table of the site's models that is not derived, those that others point to first."""
    kinds = [
        each
        for each in apps.get_models(include_auto_created=True)
        if each._meta.managed and not each._meta.proxy and each._meta.label_lower not in DERIVED
    ]
    found: dict[Model, None] = {}
    seen: set[Model] = set()

    def visit(kind: Model) -> None:
        if kind in seen:
            return
        seen.add(kind)
        # A table that points to itself is visited already; none point to each other in a circle.
        for field in kind._meta.local_concrete_fields:
            if isinstance(field.related_model, type):
                visit(field.related_model)
        found[kind] = None

    for kind in sorted(kinds, key=lambda each: each._meta.label_lower):
        visit(kind)
    return [each for each in found if each in set(kinds)]


def columns(kind: Model) -> "list[models.Field[Any, Any]]":
    """The columns that hold something of their own."""
    return [each for each in kind._meta.local_concrete_fields if not each.generated]


def column_names(kind: Model) -> tuple[str, ...]:
    """Their names in the database."""
    return tuple(str(each.column) for each in columns(kind))


def lines(kind: Model) -> Iterator[bytes]:
    """Each row as a line of JSON, in the order of the primary keys."""
    names = [each.attname for each in columns(kind)]
    # The base manager: a default one may leave rows out.
    for row in kind._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    match value:
        case bytes() | bytearray() | memoryview():
            return b64encode(value).decode()
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
    raise TypeError(f"a {type(value).__name__} cannot be kept in a backup")


def insert(kind: Model, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Put rows as `lines` gave them into the table's columns of these names, as they are.

    Raises ValueError for what is no such row.
    """
    by_name = {each.column: each for each in columns(kind)}
    fields = [by_name[name] for name in names]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(kind._meta.db_table)
    sql = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_prepared(fields, row) for row in rows])


def _prepared(fields: "Sequence[models.Field[Any, Any]]", row: Sequence[Any]) -> list[Any]:
    try:
        return [
            # Past `save`, signals and defaults of now: a row comes back as it was. What no text may hold is still
            # refused.
            each.get_db_prep_save(each.to_python(value), connection)
            for each, value in zip(fields, row, strict=True)
        ]
    except (ValidationError, TypeError) as error:
        raise ValueError(str(error)) from error


def empty(kinds: Sequence[Model]) -> None:
    """Delete every row of the tables."""
    with connection.cursor() as cursor:
        # Those that point to others first, as foreign keys ask for.
        for kind in reversed(kinds):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(kind._meta.db_table)}")  # noqa: S608
