"""Revisions, to look at: what a dossier once said, and who kept it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.models import Revision


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("organization", "number", "published", "origin", "created_at", "created_by", "note")
    list_filter = ("published", "origin", "organization")
    list_select_related = ("organization", "created_by")
    search_fields = ("note", "organization__name")
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
