"""Contributions of readers: those that wait first, each beside its claim."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse

from organizations.admin.records.lists import OrganizationFilter
from organizations.admin.tools.contributions import DecideTool
from organizations.admin.tools.flow import tool_page
from organizations.models import Contribution


@admin.register(Contribution)
class ContributionAdmin(admin.ModelAdmin[Contribution]):
    """What readers sent; who moderates decides on it, and deletes what is no contribution."""

    list_display = ("claim_words", "type", "organization", "sent_at", "state", "decided_at", "decided_by")
    list_filter = ("state", "type", ("organization", OrganizationFilter))
    list_select_related = ("organization", "decided_by")
    list_per_page = 50
    search_fields = ("claim_words", "words", "url", "quote", "name")
    # Those that wait first, the oldest of them on top; said aloud, since databases put NULL in different places.
    ordering = (F("decided_at").desc(nulls_first=True), "sent_at", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The contribution beside its claim; what is posted decides on it."""
        contribution = self.get_object(request, unquote(object_id))
        if contribution is None:
            raise Http404
        if not self.has_view_or_change_permission(request, contribution):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "may_decide": self.has_change_permission(request, contribution),
            "may_delete": self.has_delete_permission(request, contribution),
        }
        return tool_page(DecideTool(request, contribution), context)
