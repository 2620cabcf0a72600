"""People and their roles."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from organizations.admin.base import PartAdmin, understood
from organizations.models import Person, Role


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "slug", "role_count")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return super().get_queryset(request).annotate(role_count=Count("roles"))

    @admin.display(description="roles", ordering="role_count")
    def role_count(self, person: Any) -> int:
        count: int = person.role_count
        return count


@admin.register(Role)
class RoleAdmin(PartAdmin):
    list_display = ("__str__", "period", "country", "organization")
    list_select_related = ("organization", "person")
    search_fields = ("name", "title", "person__name", "country")
    autocomplete_fields = ("organization", "person")
    readonly_fields = (understood, "key", "source")
    fields = (
        "organization",
        "person",
        "name",
        "title",
        "period",
        understood,
        "country",
        "position",
        "key",
        "source",
    )
