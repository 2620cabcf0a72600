"""Which kinds of claims a dossier's page holds: of a long one the most numerous have lists of their own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Length
from django.urls import reverse

from organizations.models import Organization
from organizations.models.base import InDossier
from organizations.models.fields import ProseField

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
    totals: dict[str, Any] = {}
    for model in models:
        claims = model._default_manager.filter(organization=OuterRef("pk"))
        names = [each.name for each in model._meta.concrete_fields if isinstance(each, ProseField)]
        prose = sum((Coalesce(Sum(Length(name)), 0) for name in names), start=Count("pk") * 0)
        totals[f"{model.__name__}_count"] = _of(claims, Count("pk"))
        totals[f"{model.__name__}_length"] = _of(claims, prose)
    row = Organization.objects.filter(pk=organization.pk).annotate(**totals).values(*totals).get()
    return {model: (row[f"{model.__name__}_count"], row[f"{model.__name__}_length"]) for model in models}


def _of(claims: "QuerySet[Any]", total: Any) -> Coalesce:
    found = claims.order_by().values("organization").annotate(total=total).values("total")
    # Without an aggregate there is a row for each claim: a kind that has no paragraphs.
    return Coalesce(Subquery(found[:1], output_field=IntegerField()), 0)
