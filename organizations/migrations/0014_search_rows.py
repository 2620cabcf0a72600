"""The search index as rows that publishing writes: neither triggers nor a column of the claims keep it any more.

The rows are written by 0027, in their present form.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

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
FORMER_COLUMN = [
    "SET CONSTRAINTS ALL IMMEDIATE",  # no table is altered while rows wait for their foreign keys
    "SET CONSTRAINTS ALL DEFERRED",
    "ALTER TABLE organizations_entry DROP COLUMN IF EXISTS search",
]


class CreateSearchRow(migrations.CreateModel):
    """On SQLite an FTS5 table."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(FTS5)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def prepare(apps, schema_editor):
    """Take the former index away."""
    with schema_editor.connection.cursor() as cursor:
        for statement in FORMER if schema_editor.connection.vendor == "sqlite" else FORMER_COLUMN:
            cursor.execute(statement)


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
    ]
