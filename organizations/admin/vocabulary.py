"""Eras and themes, and their publishing."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from organizations.admin.base import understood
from organizations.models import Era, Theme
from organizations.publishing import publish_vocabulary, vocabulary_has_unpublished_changes

MAY_PUBLISH = "organizations.publish_organization"


class VocabularyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A list with the button that shows readers eras and themes as they are now."""

    change_list_template = "admin/organizations/vocabulary_list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"organizations_{self.opts.model_name}_publish"
        return [path("publish/", self.admin_site.admin_view(self.publish_view), name=name), *super().get_urls()]

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        """Publish eras and themes together; a POST only."""
        if not request.user.has_perm(MAY_PUBLISH):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        publish_vocabulary()
        self.message_user(request, _("Eras and themes are published."), messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"admin:organizations_{self.opts.model_name}_changelist"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context = {
            **(extra_context or {}),
            "is_changed": vocabulary_has_unpublished_changes(),
            "may_publish": request.user.has_perm(MAY_PUBLISH),
            "publish_address": reverse(f"admin:organizations_{self.opts.model_name}_publish"),
        }
        return super().changelist_view(request, context)


@admin.register(Era)
class EraAdmin(VocabularyAdmin):
    list_display = ("name", "period", "slug", "position")
    search_fields = ("name", "description")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = (understood,)
    fields = ("name", "slug", "period", understood, "description", "position")


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin):
    list_display = ("name", "slug", "description", "claim_count", "position")
    search_fields = ("name", "description", "words")
    prepopulated_fields = {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Theme]:
        kinds = ("timelineevent", "program", "pressurepoint", "intersection")
        counts: dict[str, Any] = {f"{kind}_count": Count(kind, distinct=True) for kind in kinds}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description="claims")
    def claim_count(self, theme: Any) -> int:
        return int(
            theme.timelineevent_count + theme.program_count + theme.pressurepoint_count + theme.intersection_count
        )
