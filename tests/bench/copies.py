"""Copies of whole organizations, row by row within the database: many of them in minutes, to measure with."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from organizations.models import Organization, Person, PublishedClaim, PublishedPerson, PublishedSlug
from organizations.publishing import rebuild_facets
from organizations.publishing.search_index import index_claims

Model = type[models.Model]


def copy_organizations(times: int) -> None:
    """Put so many copies of each organization, and of all that belongs to it, beside it; and index them.

    A copy says the same under another slug; its people are copies too. Eras, themes and accounts are not copied.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        copied = _copied_models()
        steps = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in copied}
        for time in range(1, times + 1):
            for model in copied:
                cursor.execute(_copying(model, steps, time))
        for statement in connection.ops.sequence_reset_sql(no_style(), copied):
            cursor.execute(statement)
        index_claims(
            list(PublishedClaim.objects.filter(pk__gt=steps[PublishedClaim]).order_by().values_list("pk", flat=True))
        )
    rebuild_facets()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copied_models() -> list[Model]:
    """Organizations and people, and whatever points to them directly or through others."""
    every = apps.get_app_config("organizations").get_models(include_auto_created=True)
    found: list[Model] = [Organization, Person, PublishedPerson, PublishedSlug]
    rest = [model for model in every if model not in found]
    while belonging := [model for model in rest if set(_owners(model).values()) & set(found)]:
        found += belonging
        rest = [model for model in rest if model not in belonging]
    return found


def _owners(model: Model) -> dict[str, Model]:
    """The models that the columns of a model point to."""
    return {str(each.column): each.related_model for each in model._meta.concrete_fields if each.is_relation}


def _copying(model: Model, steps: dict[Model, int], time: int) -> str:
    """A statement that copies the first rows of a table, each with keys and slugs of its own."""
    owners, quote = _owners(model), connection.ops.quote_name
    values = []
    for each in model._meta.concrete_fields:
        column = quote(str(each.column))
        if each.primary_key and not each.is_relation:
            column = f"{column} + {time * steps[model]}"
        elif owners.get(str(each.column)) in steps:
            column = f"{column} + {time * steps[owners[str(each.column)]]}"
        elif each.name == "slug":
            column = f"{column} || '-{time}'"
        elif each.name == "record":
            shifts = {"organization": steps[Organization] * time, "person": steps[Person] * time}
            cases = " ".join(f"WHEN '{kind}' THEN {shift}" for kind, shift in shifts.items())
            column = f"{column} + CASE kind {cases} END"
        values.append(column)
    names = ", ".join(quote(str(each.column)) for each in model._meta.concrete_fields)
    key, table = quote(str(model._meta.pk.column)), quote(model._meta.db_table)
    only = "AND kind IN ('organization', 'person')" if model is PublishedSlug else ""
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {key} <= {steps[model]} {only}"
