"""Facts and sections of all dossiers."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from organizations.admin.records.actions import MovableAdmin
from organizations.admin.records.lists import ClaimAdmin
from organizations.models import Fact, Section


@admin.register(Fact)
class FactAdmin(MovableAdmin[Fact]):
    """Lines of the snapshots."""

    list_display = ("label", "value", "organization")


@admin.register(Section)
class SectionAdmin(ClaimAdmin[Section]):
    """Headings with what stands under them."""

    list_display = ("heading", "kind", "organization")
    list_filter = (*ClaimAdmin.list_filter, "kind")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """A section keeps its kind."""
        names = super().get_readonly_fields(request, obj)
        return (*names, "kind") if obj else names
