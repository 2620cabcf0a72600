"""Which kinds of claims a dossier's page holds: of a long one the most numerous have lists of their own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.urls import reverse

from organizations.models import Organization
from organizations.models.base import InDossier
from organizations.models.fields import ProseField

# Each is a form of a dozen fields, which a server has to make and a browser to keep.
MAX_CLAIMS = 300
"""Claims of all kinds that a dossier's page holds as forms."""

MAX_CHARACTERS = 500_000
"""Characters of their paragraphs that it holds: posted back they stay below what a form may send."""


@dataclass(frozen=True, slots=True)
class LinkedKind:
    """A kind of claim that the page leaves to its list: its name, their number, their list, the page of a new one."""

    name: str
    number: int
    list: str
    add: str


def kinds_that_fit(organization: Organization, models: Collection[type[InDossier]]) -> list[type[InDossier]]:
    """The kinds that the page of a dossier holds: all but the largest, until the others fit. One query."""
    sizes = _sizes(organization, models)
    shown = sorted(models, key=lambda model: sizes[model])
    while sum(sizes[each][0] for each in shown) > MAX_CLAIMS or sum(sizes[each][1] for each in shown) > MAX_CHARACTERS:
        # By whichever bound is broken: False is 0, the place of the number of claims, True 1, that of the characters.
        is_long = sum(sizes[each][0] for each in shown) <= MAX_CLAIMS
        shown.remove(max(shown, key=lambda model: sizes[model][is_long]))
    return [model for model in models if model in shown]


def linked_kinds(organization: Organization, models: Iterable[type[InDossier]]) -> list[LinkedKind]:
    """Where claims of these kinds are edited."""
    found = []
    for model in models:
        name = f"admin:organizations_{model._meta.model_name}"
        found.append(
            LinkedKind(
                name=str(model._meta.verbose_name_plural),
                number=model._default_manager.filter(organization=organization).count(),
                list=f"{reverse(f'{name}_changelist')}?organization__id__exact={organization.pk}",
                add=f"{reverse(f'{name}_add')}?organization={organization.pk}",
            )
        )
    return found


def _sizes(organization: Organization, models: Collection[type[InDossier]]) -> dict[type[InDossier], tuple[int, int]]:
    """How many claims of each kind the dossier has, and how many characters their paragraphs have."""
    ordered = tuple(models)
    with connection.cursor() as cursor:
        # On the primary, as all of the admin is.
        cursor.execute(_sizes_sql(ordered), [organization.pk] * len(ordered))
        return {ordered[place]: (number, length) for place, number, length in cursor.fetchall()}


@cache
def _sizes_sql(models: tuple[type[InDossier], ...]) -> str:
    """A row a kind: its place among the kinds, claims, characters. The ORM takes longer to write it than it runs."""
    return " UNION ALL ".join(
        f"SELECT {place}, COUNT(*), COALESCE(SUM({_prose_length(model)}), 0)"  # noqa: S608 - names of our own columns
        f" FROM {model._meta.db_table} WHERE organization_id = %s"
        for place, model in enumerate(models)
    )


def _prose_length(model: type[InDossier]) -> str:
    columns = [each.column for each in model._meta.concrete_fields if isinstance(each, ProseField)]
    return " + ".join(f"LENGTH({column})" for column in columns) or "0"
