"""Pages of their own for the parts of a dossier: events, programs, pressure points, intersections, facts, sections."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from organizations.admin.base import PartAdmin, understood
from organizations.models import Fact, Intersection, PressurePoint, Program, Section, TimelineEvent
from organizations.models.claims import Claim


class ClaimAdmin(PartAdmin):
    """A claim with themes."""

    list_display = ("title", "organization", "theme_count")
    list_filter = ("themes", "organization")
    search_fields = ("title", "body")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        found: QuerySet[Claim] = super().get_queryset(request)
        return found.annotate(theme_count=Count("themes"))

    @admin.display(description="themes", ordering="theme_count")
    def theme_count(self, claim: Any) -> int:
        count: int = claim.theme_count
        return count


@admin.register(TimelineEvent)
class TimelineEventAdmin(ClaimAdmin):
    list_display = ("title", "period", "organization", "theme_count")
    readonly_fields = (understood, "key", "source")
    fields = ("organization", "period", understood, "title", "body", "themes", "position", "key", "source")


@admin.register(Program, PressurePoint, Intersection)
class PointAdmin(ClaimAdmin):
    fields = ("organization", "title", "body", "themes", "position", "key", "source")


@admin.register(Fact)
class FactAdmin(PartAdmin):
    list_display = ("label", "value", "organization")
    search_fields = ("label", "value")


@admin.register(Section)
class SectionAdmin(PartAdmin):
    list_display = ("heading", "kind", "organization")
    list_filter = ("kind", "organization")
    search_fields = ("heading", "text", "remark")
