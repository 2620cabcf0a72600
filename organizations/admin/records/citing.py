"""Claims that stand on sources: a source is added on a page of its own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from organizations.admin.forms import Owned
from organizations.admin.records.lists import ClaimAdmin
from organizations.admin.tools.flow import tool_page
from organizations.admin.tools.sourcing import SourceTool


class CitingAdmin(ClaimAdmin[Owned]):
    """A claim that can cite sources."""

    def add_source_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add a source to the claim. Raises Http404 where it is gone."""
        record = self.model._default_manager.select_related("organization").filter(pk=pk).first()
        if record is None:
            raise Http404
        return tool_page(SourceTool(request, record), self.tool_context(request))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with the link to add a source for those who may."""
        claim = kwargs.get("obj")
        if claim and self.has_change_permission(request, claim):
            context["add_source"] = reverse(f"admin:organizations_{self.opts.model_name}_source", args=[claim.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The addresses of the list and its pages, and of adding a source."""
        view = self.admin_site.admin_view(self.add_source_view)
        return [
            path("<int:pk>/source/", view, name=f"organizations_{self.opts.model_name}_source"),
            *super().get_urls(),
        ]
