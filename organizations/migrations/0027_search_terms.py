"""The search index holds terms, which the site makes itself, and the context of each claim: its table is made anew.

Its rows are written by a later migration, 0039, for they are made by today's code of today's columns.
"""

from django.db import migrations

FTS5 = """
CREATE VIRTUAL TABLE organizations_searchrow USING fts5(
    title, detail, text, period, country, context, vector UNINDEXED, tokenize='ascii', prefix='2 3'
)
"""
MADE_ANEW = {
    "sqlite": ["DROP TABLE organizations_searchrow", FTS5],
    "postgresql": [
        "TRUNCATE organizations_searchrow",
        "DROP TEXT SEARCH CONFIGURATION IF EXISTS dossier",
        "DROP TEXT SEARCH DICTIONARY IF EXISTS dossier_stem",
    ],
}


def write(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in MADE_ANEW[schema_editor.connection.vendor]:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0026_cited_sources")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
