"""Timeline events, programs, pressure points and intersections of all dossiers."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from organizations.admin.records.actions import Claimed, ThemableAdmin
from organizations.models import TimelineEvent
from organizations.store import CLAIMS


class ClaimAdmin(ThemableAdmin[Claimed]):
    """Claims of one kind."""

    list_display: tuple[str, ...] = ("title", "organization", "theme_names")
    list_filter = (*ThemableAdmin.list_filter, "themes")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Claimed]":
        return super().get_queryset(request).prefetch_related("themes")


@admin.register(TimelineEvent)
class TimelineEventAdmin(ClaimAdmin[TimelineEvent]):
    """Timeline events, by date."""

    list_display = ("title", "period", "organization", "theme_names")
    list_filter = (*ClaimAdmin.list_filter, "open_end", "approximate")


@admin.register(*(model for model in CLAIMS if model is not TimelineEvent))
class NumberedClaimAdmin(ClaimAdmin[Claimed]):
    """Programs, pressure points or intersections."""
