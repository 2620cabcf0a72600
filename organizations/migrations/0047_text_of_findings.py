"""A finding calls the words that it is about `text`, as the code does."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 500


def rename(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Name `text` what was `words` in each finding that is kept."""
    checkups = apps.get_model("organizations", "Checkup").objects.using(editor.connection.alias)
    changed = []
    for checkup in checkups.exclude(findings=[]).iterator(BATCH):
        checkup.findings = [
            {"text" if key == "words" else key: value for key, value in finding.items()} for finding in checkup.findings
        ]
        changed.append(checkup)
    checkups.bulk_update(changed, ["findings"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0046_places_in_sources")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
