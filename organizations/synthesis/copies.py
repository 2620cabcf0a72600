"""Copies of whole organizations, row by row within the database: thousands of them in seconds."""

from collections.abc import Collection
from itertools import count

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from pyroaring import BitMap

from organizations.editing.locks import locked
from organizations.models import (
    Organization,
    Person,
    PublishedClaim,
    PublishedOrganization,
    PublishedPerson,
    PublishedSlug,
    Role,
    SearchRow,
)
from organizations.models.rows import update_rows
from organizations.models.search import WEIGHTS
from organizations.publishing.facet_index import facets_renewed
from organizations.publishing.site import renew_site

Model = type[models.Model]


@locked()
def copy_organizations(keys: Collection[int], prefix: str) -> None:
    """Publish a copy of organizations, by their primary keys, and of all that belongs to them, under other slugs.

    The slugs of the organizations and of their people begin with `prefix`; behind it a copy's have the first number
    that is free (synth-ada: synth-1-ada). The people are copied too, eras, themes and accounts are not. No
    organization may be related to one that is not copied with it, or have a person who serves there.
    """
    renew_site()
    _Copy(list(keys), prefix).write()


class _Copy:
    """One copy: where the rows of each table are, and how far away their copies."""

    def __init__(self, keys: list[int], prefix: str) -> None:
        self.prefix, self.copy_prefix = prefix, _free(prefix)
        self.rows = _rows(keys)
        self.shifts = {model: _shift(model, where) for model, where in self.rows.items()}
        self.keys = [key + self.shifts[Organization] for key in keys]

    def write(self) -> None:
        with facets_renewed(self.keys), connection.cursor() as cursor:
            for model in self.rows:
                cursor.execute(self._statement(model))
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.rows)):
                cursor.execute(statement)
            self._write_search_rows()
            self._write_claim_keys()

    def _statement(self, model: Model) -> str:
        """Copies the rows of a table, with keys and slugs of their own."""
        fields, quote = model._meta.concrete_fields, connection.ops.quote_name
        names, values = ", ".join(quote(str(each.column)) for each in fields), map(self._value, fields)
        # Names of this code, numbers, and a prefix of letters and digits.
        return (
            f"INSERT INTO {quote(model._meta.db_table)} ({names})"  # noqa: S608
            f" SELECT {', '.join(values)} FROM {quote(model._meta.db_table)} WHERE {self.rows[model]}"
        )

    def _value(self, field: "models.Field[object, object]") -> str:
        """What a copy has in a column."""
        column, owner = connection.ops.quote_name(str(field.column)), field.related_model or field.model
        if (field.is_relation or field.primary_key) and owner in self.shifts:
            return f"{column} + {self.shifts[owner]}"
        if field.model is PublishedSlug and field.name == "record":
            return (
                f"{column} + CASE kind {' '.join(f'WHEN {kind!r} THEN {self.shifts[of]}' for kind, of in OF_SLUGS)} END"
            )
        if isinstance(field, models.SlugField):
            return f"replace({column}, '{self.prefix}', '{self.copy_prefix}')"
        if isinstance(field, models.JSONField):
            # Slugs are whole values there, so a quotation mark is before each. PostgreSQL replaces in text only.
            kind = field.db_type(connection)
            return f"""CAST(replace(CAST({column} AS text), '"{self.prefix}', '"{self.copy_prefix}') AS {kind})"""
        return column

    def _write_search_rows(self) -> None:
        """The terms of a claim's row are those of its copy's."""
        columns = ", ".join(WEIGHTS) if connection.vendor == "sqlite" else "vector"
        table, shift = SearchRow._meta.db_table, self.shifts[PublishedClaim]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (rowid, {columns}) SELECT rowid + {shift}, {columns} FROM {table}"  # noqa: S608
                f" WHERE rowid IN ({_keys_of(PublishedClaim, self.rows[PublishedClaim])})"
            )

    def _write_claim_keys(self) -> None:
        copies = PublishedOrganization.objects.filter(organization__in=self.keys).only("claim_keys")
        for copy in copies:
            keys = BitMap.deserialize(bytes(copy.claim_keys))
            copy.claim_keys = keys.shift(self.shifts[PublishedClaim]).serialize()
        update_rows(list(copies), ["claim_keys"])


OF_SLUGS = ((PublishedSlug.Kind.ORGANIZATION.value, Organization), (PublishedSlug.Kind.PERSON.value, Person))
"""Whose primary keys PublishedSlugs have, by their kinds."""


def _rows(keys: Collection[int]) -> dict[Model, str]:
    """Which rows are of organizations, or of what is theirs, directly or through others; owners come first."""
    rows: dict[Model, str] = {Organization: f"id IN ({', '.join(map(str, keys))})"}
    rest = list(apps.get_app_config("organizations").get_models(include_auto_created=True))
    while belonging := {model: found for model in rest if model not in rows if (found := _owner(model, rows))}:
        rows |= {model: f"{column} IN ({_keys_of(owner, rows[owner])})" for model, (column, owner) in belonging.items()}
    people: dict[Model, str] = {Person: _keys_of(Role, rows[Role], "person_id")}
    people[PublishedPerson] = _keys_of(PublishedClaim, rows[PublishedClaim], "person_id")
    people = {model: f"id IN ({keys})" for model, keys in people.items()}
    # Before the claims that point to them.
    rows = people | rows
    slugs = (f"kind = '{kind}' AND record IN ({_keys_of(of, rows[of])})" for kind, of in OF_SLUGS)
    return rows | {PublishedSlug: " OR ".join(slugs)}


def _owner(model: Model, found: Collection[Model]) -> tuple[str, Model] | None:
    """The first column of a model that points to one of those found, and to which."""
    for field in model._meta.concrete_fields:
        if field.related_model and field.related_model in found:
            return str(field.column), field.related_model
    return None


def _keys_of(model: Model, where: str, column: str = "id") -> str:
    """A query for a column of the rows."""
    return f"SELECT {column} FROM {model._meta.db_table} WHERE {where}"  # noqa: S608 - names of this code, numbers


def _shift(model: Model, where: str) -> int:
    """How far behind the rows the first place is from which on there is room for as many."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MIN(id) FROM {table} WHERE {where}")  # noqa: S608 - names of this code, numbers
        first = cursor.fetchone()[0] or 0
    last: int = model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
    return last - first + 1


def _free(prefix: str) -> str:
    """What no slug of an organization begins with yet."""
    slugs = Organization.objects.filter(slug__startswith=prefix).values_list("slug", flat=True)
    taken = {slug.removeprefix(prefix).partition("-")[0] for slug in slugs}
    return next(f"{prefix}{number}-" for number in count(1) if str(number) not in taken)
