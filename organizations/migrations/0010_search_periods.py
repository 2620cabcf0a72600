"""The search index made anew: periods and countries are words of a claim too."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from organizations.reading.search.index import index_of


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    index_of(schema_editor.connection).create()


class Migration(migrations.Migration):
    dependencies = [("organizations", "0009_mended")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
