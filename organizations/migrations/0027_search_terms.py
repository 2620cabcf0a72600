"""The search index holds terms, which the site makes itself, and the context of each claim: all rows are written anew."""

from django.db import migrations
from django.db.models import Max

# Today's code and not a copy of its state then: rows are compared with those that it makes from now on.
from organizations.publishing.search_index import BATCH, rows_of, write_rows

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
    claims = apps.get_model("organizations", "PublishedClaim").objects
    tags = apps.get_model("organizations", "PublishedClaimTag").objects.all()
    last = claims.aggregate(last=Max("pk"))["last"] or 0
    for first in range(1, last + 1, BATCH):
        write_rows(rows_of(claims.filter(pk__range=(first, first + BATCH - 1)), tags))


class Migration(migrations.Migration):
    dependencies = [("organizations", "0026_cited_sources")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
