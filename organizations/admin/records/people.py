"""People, and the roles they held."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organizations.admin.forms import SluggedForm
from organizations.admin.records.actions import MovableAdmin
from organizations.admin.saving.recorded import RecordedAdmin
from organizations.models import Person, Role


@admin.register(Person)
class PersonAdmin(RecordedAdmin):
    """People; one who holds a role cannot be deleted, and Django's page says which role."""

    form = SluggedForm
    fields = ("name", "slug")
    list_display = ("name", "slug", "role_count")
    list_per_page = 50
    search_fields = ("name", "slug")
    ordering = ("name", "pk")  # a count drops the model's own

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Person]":
        found: QuerySet[Person] = super().get_queryset(request).annotate(role_count=Count("roles"))
        return found

    @admin.display(description=_("roles"), ordering="role_count")
    def role_count(self, person: Any) -> int:
        """How many roles they held."""
        return int(person.role_count)


class IsPersonFilter(admin.SimpleListFilter):
    """People's roles, or collective influences."""

    title = _("who")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("person", _("a person")), ("influence", _("a collective influence"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Role]") -> "QuerySet[Role]":
        if self.value() in ("person", "influence"):
            return queryset.filter(person__isnull=self.value() == "influence")
        return queryset


@admin.register(Role)
class RoleAdmin(MovableAdmin):
    """Roles of people, and collective influences."""

    autocomplete_fields = ("organization", "person")
    list_display = ("__str__", "period", "country", "organization")
    list_filter = (*MovableAdmin.list_filter, IsPersonFilter)
    list_select_related = ("organization", "person")
    search_fields = ("person__name",)
