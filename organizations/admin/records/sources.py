"""The sources of all dossiers."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from organizations.admin.records.lists import ClaimAdmin
from organizations.admin.tools.bookmarklet import browser_page
from organizations.admin.tools.copies import CopyTool
from organizations.admin.tools.duplicates import duplicates_page
from organizations.admin.tools.flow import tool_page
from organizations.dossier.document import Source as Listed
from organizations.dossier.evidence.duplicates import duplicates
from organizations.dossier.evidence.references import read_reference, unread_in
from organizations.models import PublishedSource, Source
from organizations.publishing import entries_by_link, published_sources_of
from organizations.wording import Count

_MAY_KEEP = ("organizations.change_source", "organizations.add_sourcecopy")


class LinkFilter(admin.SimpleListFilter):
    """Sources by what became of asking their addresses."""

    title = _("link")
    parameter_name = "link"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Source]") -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in PublishedSource.Link.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in PublishedSource.Link.values:
            return queryset
        return queryset.filter(pk__in=entries_by_link(self.value() or ""))


class UrlFilter(admin.SimpleListFilter):
    """Sources whose address, DOI or ISBN cannot be read."""

    title = _("address")
    parameter_name = "address"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Source]") -> list[tuple[str, str]]:
        return [("unread", str(_("cannot be read")))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.unread() if self.value() == "unread" else queryset


@admin.register(Source)
class SourceAdmin(ClaimAdmin[Source]):
    """Entries of the lists of sources."""

    list_display = ("citation", "mark", "organization", "usage", "link", "twice", "copies")
    list_filter = (*ClaimAdmin.list_filter, LinkFilter, UrlFilter)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, whose rows know what their addresses answered, and whether their dossier lists them twice."""
        changelist = super().get_changelist_instance(request)
        published = published_sources_of(changelist.result_list)
        twice = _listed_twice({entry.organization_id for entry in changelist.result_list})
        for entry in changelist.result_list:
            entry.published = published.get(entry.pk)
            entry.is_twice = entry.pk in twice
        return changelist

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with the link to keep a copy for those who may."""
        source = kwargs.get("obj")
        if source and request.user.has_perms(_MAY_KEEP):
            context["keep_copy"] = reverse("admin:organizations_source_copy", args=[source.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep a copy of a source. Raises Http404 where it is gone."""
        if not request.user.has_perms(_MAY_KEEP):
            raise PermissionDenied
        source: Source = get_object_or_404(Source, pk=pk)
        return tool_page(CopyTool(request, source), self.tool_context(request))

    def from_browser_view(self, request: HttpRequest) -> HttpResponse:
        """Send a source from the browser."""
        return browser_page(request, self.tool_context(request))

    def duplicates_view(self, request: HttpRequest) -> HttpResponse:
        """Look at the sources that a dossier lists twice, and merge those that are the same."""
        return duplicates_page(request, self.tool_context(request))

    def get_urls(self) -> list[URLPattern]:
        """The addresses of the list and its pages, of keeping a copy, of sending from the browser, of duplicates."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/copy/", view(self.copy_view), name="organizations_source_copy"),
            path("from-browser/", view(self.from_browser_view), name="organizations_source_from_browser"),
            path("duplicates/", view(self.duplicates_view), name="organizations_source_duplicates"),
            *super().get_urls(),
        ]

    @admin.display(description=_("cited by"))
    def usage(self, entry: Any) -> str:
        """How many published claims, of all dossiers, cite what it is of: the way to its page."""
        source: PublishedSource | None = entry.published
        if source is None or not source.claims:
            return "–"
        label = ngettext("%(count)s claim", "%(count)s claims", source.claims) % {"count": Count(source.claims)}
        return format_html('<a href="{}">{}</a>', source.get_absolute_url(), label)

    @admin.display(description=_("link"))
    def link(self, entry: Any) -> str:
        """What became of asking its address, and since when it is no good."""
        if unread := unread_in(entry.text):
            return gettext("cannot be read: %(words)s") % {"words": unread[0]}
        source: PublishedSource | None = entry.published
        if source is None or not source.link:
            return "–"
        status = f"{source.get_link_display()} {source.link_status or ''}".strip()
        if source.link == PublishedSource.Link.ANSWERS or source.link_since is None:
            return str(source.get_link_display())
        since = date_format(localtime(source.link_since), "DATE_FORMAT")
        return gettext("%(status)s, since %(day)s") % {"status": status, "day": since}

    @admin.display(description=_("listed twice"))
    def twice(self, entry: Any) -> str:
        """Whether its dossier lists the same source twice: the way to where these become one."""
        if not entry.is_twice:
            return "–"
        url = f"{reverse('admin:organizations_source_duplicates')}?organization={entry.organization.slug}"
        return format_html('<a href="{}">{}</a>', url, gettext("listed twice"))

    @admin.display(description=_("kept copies"))
    def copies(self, entry: Any) -> str:
        """How many copies it names."""
        return str(len(read_reference(entry.text).copies) or "–")


def _listed_twice(organizations: Collection[int]) -> set[int]:
    """The primary keys of entries that dossiers list twice."""
    by_dossier = defaultdict[int, list[Listed]](list)
    rows = Source.objects.filter(organization__in=organizations).order_by("organization", "position", "pk")
    columns = ("pk", "organization", "mark", "citation", "details")
    for pk, organization, mark, citation, details in rows.values_list(*columns):
        by_dossier[organization].append(Listed(key=str(pk), mark=mark, citation=citation, details=details))
    return {int(each.key) for listed in by_dossier.values() for group in duplicates(listed) for each in group}
