"""What many tests begin with, made once a worker: its rows stand in the database before a test's transaction begins, or
are put back into it as the database gave them."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from organizations.dossier.text.parser import parse
from organizations.dossier.themes import with_suggested_themes
from organizations.fixtures import words_of
from organizations.models import PublishedClaim, SearchRow, SiteState, Theme
from organizations.publishing import publish_dossiers
from organizations.publishing.search_index import index_claims
from organizations.store import load_dossiers

ROWS_A_STATEMENT = 500
COUNTRIES = ("Geneva, Switzerland", "Paris, France", "Nairobi, Kenya")

Rows = list[str] | bytes
"""The rows of a table: literals of SQLite, or what PostgreSQL's COPY gives."""

kept: dict[str, dict[type[models.Model], Rows]] = {}
"""By a name, all rows of the site's tables."""


committed = ""
"""The name of the rows that were there before the transaction of the test began; empty where there were none."""


def load(*fixtures: str) -> None:
    """Load fixtures into tables without rows."""
    made_once(" ".join(fixtures), lambda: call_command("loaddata", *fixtures, verbosity=0))


def publish_thirty() -> None:
    """Publish thirty organizations beside IOM: founded 1960 to 1989, in three countries."""
    load("vocabulary", "iom")
    suggestions = words_of(Theme.objects.all())
    text, pairs = Path("fixtures/dossiers/iom.txt").read_text("utf-8"), []
    for number in range(30):
        own = text.replace("International Organization for Migration (IOM)", f"Body Number {number:02} (B{number})")
        own = own.replace("1951, as", f"{1960 + number}, as").replace("Geneva, Switzerland", COUNTRIES[number % 3])
        pairs.append((f"b{number}", with_suggested_themes(parse(own), suggestions)))
    publish_dossiers(load_dossiers(pairs))


def commit(name: str, make: Callable[[], object]) -> None:
    """Make the tables hold what `make` puts into them, and nothing else: for tests that begin with it one by one.

    Each of them rolls back what it did, and where it asks for what was committed nothing is left to do. The name is one
    of `made_once`, or empty for tables without rows.
    """
    global committed
    if name == committed:
        return
    if committed:
        tables = [model._meta.db_table for model in _models()]
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables, reset_sequences=True))
        committed = ""
    if name:
        made_once(name, make)
        committed = name


def made_once(name: str, make: Callable[[], object]) -> None:
    """Fill tables without rows as `make` does, which is called the first time; the site is another one each time.

    The search index is made anew: on SQLite its table is none that rows are put back into.
    """
    if name == committed:
        _be_another_site()
        return
    if name not in kept:
        make()
        kept[name] = {model: _rows_of(model) for model in _models() if model is not SearchRow}
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in kept[name].items():
            _put_back(model, rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept[name])):
            cursor.execute(statement)
        index_claims(list(PublishedClaim.objects.values_list("pk", flat=True)))
        _be_another_site()


def _be_another_site() -> None:
    """As after a restore: the site it is a copy of has gone on, and counted the same numbers."""
    SiteState.objects.update(lineage=uuid4())


def _models() -> list[type[models.Model]]:
    return list(apps.get_app_config("organizations").get_models(include_auto_created=True))


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
