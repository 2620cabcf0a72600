"""Characters that no feed and no other database can hold are mended where a database holds some."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models.functions import Length

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.characters import mended

BATCH = 200


def mended_value(value: Any) -> Any:
    """A value of a column, of text or of JSON, with each text in it mended."""
    match value:
        case str():
            return mended(value)
        case list():
            return [mended_value(each) for each in value]
        case dict():
            return {mended_value(name): mended_value(each) for name, each in value.items()}
    return value


def mend(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Mend the working copy, its revisions and all that is published alike, so that they go on to say the same."""
    auth = [apps.get_model("auth", "User"), apps.get_model("auth", "Group")]
    for model in [*apps.get_app_config("organizations").get_models(), *auth]:
        _mend_table(model._default_manager)
    too_long = apps.get_model("organizations", "Publication").objects.annotate(length=Length("country"))
    too_long.filter(length__gt=MAX_NAME).update(country="")
    chunks = apps.get_model("organizations", "FacetChunk").objects.annotate(length=Length("value"))
    chunks.filter(facet="country", length__gt=MAX_NAME).delete()


def _mend_table(rows: "models.Manager[Any]") -> None:
    """Mend the words and the JSON of every row; what is named in addresses holds none of these characters."""
    words = (models.CharField, models.TextField, models.JSONField)
    names = [
        field.attname
        for field in rows.model._meta.concrete_fields
        if isinstance(field, words) and not isinstance(field, models.SlugField)
    ]
    keys = list(rows.order_by("pk").values_list("pk", flat=True)) if names else []
    for start in range(0, len(keys), BATCH):
        for row in rows.filter(pk__in=keys[start : start + BATCH]).values("pk", *names):
            changed = {name: mended_value(row[name]) for name in names if mended_value(row[name]) != row[name]}
            if changed:
                rows.filter(pk=row["pk"]).update(**changed)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("organizations", "0008_published_slugs"),
    ]

    operations = [migrations.RunPython(mend, migrations.RunPython.noop, elidable=True)]
