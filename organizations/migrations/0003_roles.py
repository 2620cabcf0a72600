"""The groups of the staff: editors change dossiers, publishers also show them to readers."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

EDITED = (
    "organization",
    "section",
    "fact",
    "timelineevent",
    "person",
    "role",
    "program",
    "pressurepoint",
    "intersection",
    "era",
    "theme",
)
ACTIONS = ("add", "change", "delete", "view")
EDITOR = (*(f"{action}_{model}" for model in EDITED for action in ACTIONS), "view_revision")
GROUPS = {"Editor": EDITOR, "Publisher": (*EDITOR, "publish_organization")}


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Django makes permissions when all migrations are done, which is too late for the groups.
    using = schema_editor.connection.alias
    create_permissions(installed.get_app_config("organizations"), verbosity=0, using=using, apps=apps)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    groups = apps.get_model("auth", "Group").objects.using(using)
    for name, codenames in GROUPS.items():
        group, _ = groups.get_or_create(name=name)
        found = permissions.filter(content_type__app_label="organizations", codename__in=codenames)
        group.permissions.add(*found)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create, remove)]
