"""A fingerprint with each revision: two that say the same have the same."""

from django.db import migrations, models

# Today's code and not a copy of its state then: fingerprints are compared with those that it takes from now on.
from organizations.dossier.document import fingerprint

BATCH = 200


def take(apps, schema_editor):
    revisions = apps.get_model("organizations", "Revision").objects.using(schema_editor.connection.alias)
    keys = list(revisions.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = list(revisions.filter(pk__in=keys[start : start + BATCH]).only("data"))
        for revision in batch:
            if "dossier" in revision.data:
                revision.fingerprint = fingerprint(revision.data)
        revisions.bulk_update(batch, ["fingerprint"])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0010_search_periods")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="fingerprint",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.RunPython(take, migrations.RunPython.noop),
    ]
