"""People are filed by their family names, under letters."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F

from organizations.publishing.people import filed

BATCH = 1000


def file(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    using = schema_editor.connection.alias
    people = apps.get_model("organizations", "PublishedPerson").objects.using(using)
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        found = list(people.filter(pk__in=keys[start : start + BATCH]))
        for person in found:
            for name, value in filed(person.name).items():
                setattr(person, name, value)
        people.bulk_update(found, list(filed("")), batch_size=100)
    if keys:  # pages and replicas are told apart by the version
        apps.get_model("organizations", "SiteState").objects.using(using).update(version=F("version") + 1)


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0032_checked_links"),
    ]

    operations = [
        migrations.AddField("publishedperson", "filed_as", models.CharField(default=""), preserve_default=False),
        migrations.AddField("publishedperson", "initial", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AlterModelOptions("publishedperson", {"ordering": ["initial", "sort_name", "slug"]}),
        migrations.AddIndex(
            "publishedperson",
            models.Index(fields=["initial", "sort_name", "slug"], name="publishedperson_by_name"),
        ),
        migrations.RunPython(file, migrations.RunPython.noop, elidable=True),
    ]
