"""What the index says of each organization, read from its published claims."""

from collections import defaultdict

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from organizations.publishing.cards import card_of

BATCH = 500
KINDS = ("fact", "event", "role")


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    organizations = apps.get_model("organizations", "PublishedOrganization").objects.using(using)
    claims = apps.get_model("organizations", "PublishedClaim").objects.using(using)
    keys = list(organizations.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        found = defaultdict(list)
        for claim in claims.filter(organization__in=batch, kind__in=KINDS).defer("html", "text").order_by("position"):
            found[claim.organization_id].append(claim)
        listed = list(organizations.filter(pk__in=batch).only("pk", "card"))
        for each in listed:
            each.card = card_of(found[each.pk])
        organizations.bulk_update(listed, ["card"], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0030_indexed_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedorganization",
            name="card",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
