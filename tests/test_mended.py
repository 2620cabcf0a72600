"""A database that holds what nothing can show is mended by its migration, the working copy and its editions alike."""

import json
from importlib import import_module

from django.apps import apps
from django.db import connection, models

from organizations.dossier.characters import refused
from organizations.models import Organization, PublishedClaim, PublishedOrganization, Revision, TimelineEvent
from organizations.publishing import has_unpublished_changes
from organizations.store import dump_dossier
from tests.support.former import former_apps

TABLES = [*apps.get_app_config("organizations").get_models()]
BAD = "a\x08b \x93c\x94"
GOOD = "a�b “c”"


def held() -> str:
    """All that the tables hold."""
    rows = [list(model._default_manager.values_list(*words(model))) for model in TABLES if words(model)]
    return json.dumps(rows, ensure_ascii=False, default=str)


def words(model: type[models.Model]) -> list[str]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, kinds)]


def test_a_database_that_holds_such_characters_says_the_same_without_them(iom, client):
    title = TimelineEvent.objects.get(key="cold-war-resettlement-tool").title
    with connection.cursor() as cursor:
        for table, column in (
            ("timelineevent", "title"),
            ("publishedclaim", "title"),
            ("organization", "introduction"),
        ):
            cursor.execute(f"UPDATE organizations_{table} SET {column} = REPLACE({column}, %s, %s)", [title, BAD])
        cursor.execute("UPDATE organizations_revision SET note = %s, published_note = %s", [BAD, BAD])
        cursor.execute("UPDATE organizations_theme SET description = %s", [BAD])
    revision = Revision.objects.get()
    data = json.loads(json.dumps(revision.data).replace(json.dumps(title)[1:-1], json.dumps(BAD)[1:-1]))
    Revision.objects.update(data=data)
    assert refused(held()) is not None

    import_module("organizations.migrations.0009_mended").mend(former_apps(), connection.schema_editor())
    import_module("organizations.migrations.0011_fingerprints").take(apps, connection.schema_editor())

    assert refused(held()) is None
    assert TimelineEvent.objects.get(key="cold-war-resettlement-tool").title == GOOD
    assert PublishedClaim.objects.get(key="cold-war-resettlement-tool").title == GOOD
    assert Revision.objects.get().published_note == GOOD
    fresh = Organization.objects.get(pk=iom.pk)
    assert GOOD in str(dump_dossier(fresh)) and not has_unpublished_changes(fresh)
    for url in ("/feed/", "/organizations/iom/", "/organizations/iom/feed/", "/sitemap.xml"):
        assert client.get(url).status_code == 200


def test_a_country_that_no_index_could_hold_is_none(iom):
    PublishedOrganization.objects.update(country="b" * 2_000)
    import_module("organizations.migrations.0009_mended").mend(former_apps(), connection.schema_editor())
    assert PublishedOrganization.objects.get().country == ""


def test_what_can_be_shown_is_left_as_it_is(iom):
    before = held()
    import_module("organizations.migrations.0009_mended").mend(former_apps(), connection.schema_editor())
    assert held() == before
