"""The search index over the published claims, as organizations.reading.search makes it for each database."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from organizations.reading.search.index import index_of


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Today's code and not a copy of its state then: the index holds nothing that could not be made again.
    index_of(schema_editor.connection).create()


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    index_of(schema_editor.connection).drop()


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
