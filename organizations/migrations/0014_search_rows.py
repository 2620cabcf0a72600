"""The search index as rows that publishing writes: neither triggers nor a column of the claims keep it any more.

What stands here is what today's code writes too; `rebuild_search --check` tells whether that has changed since.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, migrations, models, transaction

from organizations.models.search import CODES

BATCH = 5000
FTS5 = """
CREATE VIRTUAL TABLE organizations_searchrow USING fts5(
    title, detail, text, period, country, vector UNINDEXED,
    tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
)
"""
FORMER = [
    "DROP TRIGGER IF EXISTS organizations_search_insert",
    "DROP TRIGGER IF EXISTS organizations_search_delete",
    "DROP TRIGGER IF EXISTS organizations_search_update",
    "DROP TABLE IF EXISTS organizations_search",
]
CONFIGURATION = [
    "SET CONSTRAINTS ALL IMMEDIATE",  # no table is altered while rows wait for their foreign keys
    "SET CONSTRAINTS ALL DEFERRED",
    "ALTER TABLE organizations_entry DROP COLUMN IF EXISTS search",
    "DROP TEXT SEARCH CONFIGURATION IF EXISTS dossier",
    "DROP TEXT SEARCH DICTIONARY IF EXISTS dossier_stem",
    # Without the list of stop words: "the" is a word here as on SQLite.
    "CREATE TEXT SEARCH DICTIONARY dossier_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION dossier (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION dossier ALTER MAPPING FOR asciiword, word, numword WITH unaccent, dossier_stem",
]
GAPS = r"[\u0001-\u002f:-@\[-`{-\u00bf\u2000-\u206f\u2190-\u2bff\u3000-\u303f]+"
NO_UNACCENT = (
    "The search needs PostgreSQL's extension unaccent, and it could not be made here (%s). Have somebody with"
    " the rights install PostgreSQL's contrib modules and run CREATE EXTENSION unaccent in this database,"
    " then migrate."
)


def vector(column, weight):
    words = f"left(regexp_replace(normalize(left({column}, 200000), NFKC), '{GAPS}', ' ', 'g'), 200000)"
    return f"setweight(to_tsvector('dossier', {words}), '{weight}')"


def coded(column):
    for letter, code in CODES.items():
        column = f"replace({column}, '{letter}', '{code}')"
    return column


ROWS = {
    "postgresql": "INSERT INTO organizations_searchrow (rowid, vector) SELECT id, "
    + " || ".join(map(vector, ("title", "detail", "text", "period", "country"), "ABDCC")),
    "sqlite": "INSERT INTO organizations_searchrow (rowid, title, detail, text, period, country) SELECT id, "
    + ", ".join(map(coded, ("title", "detail", "text", "period", "country"))),
}


class CreateSearchRow(migrations.CreateModel):
    """On SQLite an FTS5 table."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(FTS5)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def make_extension(connection):
    """Make unaccent where it is missing. Raises ImproperlyConfigured, saying what to do, if it cannot."""
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    except DatabaseError as error:
        raise ImproperlyConfigured(NO_UNACCENT % str(error).strip()) from error


def prepare(apps, schema_editor):
    """Take the former index away, and on PostgreSQL make what reads words."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        make_extension(schema_editor.connection)
    with schema_editor.connection.cursor() as cursor:
        for statement in FORMER if is_sqlite else CONFIGURATION:
            cursor.execute(statement)


def fill(apps, schema_editor):
    last = apps.get_model("organizations", "Entry").objects.aggregate(last=models.Max("pk"))["last"] or 0
    with schema_editor.connection.cursor() as cursor:
        for first in range(1, last + 1, BATCH):
            rows = f"{ROWS[schema_editor.connection.vendor]} FROM organizations_entry WHERE id BETWEEN %s AND %s"
            cursor.execute(rows, [first, first + BATCH - 1])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0013_links_and_terms")]

    operations = [
        migrations.RunPython(prepare, migrations.RunPython.noop),
        CreateSearchRow(
            name="SearchRow",
            fields=[
                ("claim", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False)),
                ("vector", django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="searchrow_words"),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(models.F("vector"), models.Value("{a}"), function="ts_filter"),
                        name="searchrow_title",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
