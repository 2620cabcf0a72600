"""The revisions of all dossiers, to read."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organizations.admin.lists import OrganizationFilter
from organizations.dossier.document import from_json
from organizations.dossier.writer import write
from organizations.models import Revision


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What was published or imported, when and by whom; nobody changes it."""

    fields = (
        "organization",
        "number",
        "origin",
        "note",
        "created_at",
        "created_by",
        "published_at",
        "published_by",
        "published_note",
        "text",
    )
    readonly_fields = ("text",)
    list_display = ("organization", "number", "origin", "note", "created_at", "created_by", "published_at")
    list_display_links = ("organization", "number")
    list_filter = (
        ("organization", OrganizationFilter),
        ("published_at", admin.EmptyFieldListFilter),
        "origin",
        "created_at",
    )
    list_select_related = ("organization", "created_by")
    list_per_page = 50
    search_fields = ("note", "organization__name", "organization__acronym")
    ordering = ("-created_at", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        return False

    @admin.display(description=_("text"))
    def text(self, revision: Revision) -> str:
        """The dossier as a text."""
        return write(from_json(revision.data))
