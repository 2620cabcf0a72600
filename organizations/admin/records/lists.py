"""What the lists share: a filter by organization that stays short, a claim's organization, its key."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from organizations.admin.forms import Owned, RecordOptions, fields_shown
from organizations.admin.periods import understood
from organizations.admin.saving.merging import read_opened, shown_whole
from organizations.admin.saving.recorded import RecordedAdmin
from organizations.editing.positions import arrange
from organizations.models import Role, TimelineEvent
from organizations.models.base import InDossier
from organizations.models.claims import Claim
from organizations.store import columns_of, give_key

MAX_CHOICES = 100


class OrganizationFilter(admin.RelatedFieldListFilter):
    """The first hundred organizations by name; any other is found by the list's search."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: "admin.ModelAdmin[models.Model]"
    ) -> list[tuple[str, Any]]:
        choices = field.related_model.objects.order_by("name").values_list("pk", "name")
        return list(choices[:MAX_CHOICES])


class ClaimAdmin(RecordOptions[Owned], RecordedAdmin[Owned]):
    """A claim of a dossier on a page of its own."""

    autocomplete_fields: ClassVar[tuple[str, ...]] = ("organization",)
    list_filter: ClassVar[tuple[Any, ...]] = (("organization", OrganizationFilter),)
    list_select_related: ClassVar[tuple[str, ...]] = ("organization",)
    list_per_page = 50
    readonly_fields: ClassVar[tuple[str, ...]] = ("key", "understood_period")

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """What the claim says, with its dossier and its key."""
        return ("organization", *fields_shown(self.model), "key")

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """The words of the claim, and the names of its organization."""
        searchable = (name for name, meta in columns_of(self.model).items() if meta.searchable)
        return (*searchable, *self.search_fields, "organization__name", "organization__acronym")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """A claim stays in its dossier: its key and its address are made for it there."""
        return (*self.readonly_fields, "organization") if obj else self.readonly_fields

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """The page; what is posted is merged with what others saved since it was opened."""
        show = partial(super().changeform_view, request, object_id, *args, **kwargs)
        if not object_id or not object_id.isdecimal():
            return show()
        if request.method != "POST":
            claim = self.model._default_manager.filter(pk=object_id)
            return shown_whole(request, claim.values_list("organization", flat=True), show)

        def save(places: dict[tuple[str, str], str]) -> HttpResponse:
            place = places.get((str(self.model._meta.model_name), object_id), object_id)
            return super(ClaimAdmin, self).changeform_view(request, place, *args, **kwargs)

        owner = self.model._default_manager.filter(pk=object_id).values_list("organization", flat=True)
        return self.saved(request, read_opened(request.POST), save, owner)

    def save_model(self, request: HttpRequest, obj: Owned, form: "forms.ModelForm[Owned]", change: bool) -> None:
        """Save a claim; a new one gets its key and comes last, an event that is new or dated otherwise by its date."""
        if not change:
            give_key(obj)
            obj.position = next_position(type(obj)._default_manager.filter(organization=obj.organization))
        super().save_model(request, obj, form, change)
        if not change or "period" in form.changed_data:
            arrange(type(obj), obj.organization, dated={obj.pk})

    @admin.display(description=_("understood as"))
    def understood_period(self, claim: TimelineEvent | Role) -> str:
        """What the period was understood as."""
        return understood(claim.as_period()) if claim.pk else "–"

    @admin.display(description=_("themes"))
    def theme_names(self, claim: Claim) -> str:
        """The names of a claim's themes."""
        return ", ".join(theme.name for theme in claim.themes.all())


def next_position(claims: "QuerySet[InDossier]") -> int:
    """The place behind the last of the claims."""
    last = claims.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1
