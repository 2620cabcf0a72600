"""Writing columns of many rows at once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Field, Model


def update_rows(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Write columns of rows of one model that are there, in one prepared statement.

    Not `bulk_update`, whose statements choose among the rows for each column: they take several times as long.
    """
    if not rows:
        return
    meta, quote = rows[0]._meta, connection.ops.quote_name
    # By either name: callers list "person" as well as "person_id".
    by_name = {name: field for field in meta.concrete_fields for name in (field.name, field.attname)}
    fields = [by_name[name] for name in columns]
    written = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    # A transaction, or each row would be one of its own outside of others; within one a savepoint would only cost time.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(meta.db_table)} SET {written} WHERE {quote(str(meta.pk.column))} = %s",  # noqa: S608
            [[_stored(row, field) for field in (*fields, meta.pk)] for row in rows],
        )


def _stored(row: Model, field: "Field[Any, Any]") -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)
