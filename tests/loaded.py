"""What many tests begin with, made once a worker: from then on its rows are put back as the database gave them."""

from collections.abc import Callable
from uuid import uuid4

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from organizations.models import IndexedWord, PublishedClaim, SearchRow, SiteState
from organizations.publishing.search_index import index_claims

ROWS_A_STATEMENT = 500
INDEXES = (SearchRow, IndexedWord)
"""Made anew, or where a test needs them by `rebuild_search`."""

Rows = list[str] | bytes
"""The rows of a table: literals of SQLite, or what PostgreSQL's COPY gives."""

kept: dict[str, dict[type[models.Model], Rows]] = {}
"""By a name, all rows of the site's tables."""


def load(*fixtures: str) -> None:
    """Load fixtures into tables without rows."""
    made_once(" ".join(fixtures), lambda: call_command("loaddata", *fixtures, verbosity=0))


def made_once(name: str, make: Callable[[], object]) -> None:
    """Fill tables without rows as `make` does, which is called the first time; the site is another one each time."""
    if name not in kept:
        make()
        site = apps.get_app_config("organizations").get_models(include_auto_created=True)
        kept[name] = {model: _rows_of(model) for model in site if model not in INDEXES}
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in kept[name].items():
            _put_back(model, rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept[name])):
            cursor.execute(statement)
        index_claims(list(PublishedClaim.objects.values_list("pk", flat=True)))
        # As after a restore: the site it is a copy of has gone on, and counted the same numbers.
        SiteState.objects.update(lineage=uuid4())


def _columns(model: type[models.Model]) -> list[str]:
    return [f'"{each.column}"' for each in model._meta.local_concrete_fields]


def _rows_of(model: type[models.Model]) -> Rows:
    table, columns = model._meta.db_table, _columns(model)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            literals = " || ', ' || ".join(f"quote({each})" for each in columns)
            cursor.execute(f"SELECT {literals} FROM {table}")
            return [row for (row,) in cursor.fetchall()]
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) TO STDOUT") as rows:
            return b"".join(map(bytes, rows))


def _put_back(model: type[models.Model], rows: Rows) -> None:
    into = f"{model._meta.db_table} ({', '.join(_columns(model))})"
    with connection.cursor() as cursor:
        if isinstance(rows, bytes):
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                copy.write(rows)
            return
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            values = ", ".join(f"({each})" for each in rows[start : start + ROWS_A_STATEMENT])
            cursor.execute(f"INSERT INTO {into} VALUES {values}")
