"""Timeline events, programs, pressure points and intersections of all dossiers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from organizations.admin.records.actions import ThemableAdmin
from organizations.models import Intersection, PressurePoint, Program, TimelineEvent


class ClaimAdmin(ThemableAdmin):
    """Claims of one kind."""

    fields: tuple[str, ...] = ("organization", "title", "body", "themes", "key")
    list_display: tuple[str, ...] = ("title", "organization", "theme_names")
    list_filter = (*ThemableAdmin.list_filter, "themes")
    search_fields: tuple[str, ...] = ("title", "body", "organization__name", "organization__acronym")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).prefetch_related("themes")


@admin.register(TimelineEvent)
class TimelineEventAdmin(ClaimAdmin):
    """Timeline events, by date."""

    fields = ("organization", "period", "understood_period", "title", "body", "themes", "key")
    readonly_fields = ("key", "understood_period")
    list_display = ("title", "period", "organization", "theme_names")
    list_filter = (*ClaimAdmin.list_filter, "open_end", "approximate")
    search_fields = ("period", *ClaimAdmin.search_fields)


@admin.register(Program, PressurePoint, Intersection)
class NumberedClaimAdmin(ClaimAdmin):
    """Programs, pressure points or intersections."""
