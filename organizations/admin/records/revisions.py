"""The revisions of all dossiers, to read."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.admin.records.lists import OrganizationFilter
from organizations.dossier.document import from_json
from organizations.dossier.intake import write_source
from organizations.models import Revision


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin[Revision]):
    """What was published or imported, when and by whom; nobody changes it."""

    fields = (
        "organization",
        "number",
        "origin",
        "whole_note",
        "created_at",
        "created_by",
        "published_at",
        "published_by",
        "whole_published_note",
        "text",
    )
    readonly_fields = ("whole_note", "whole_published_note", "text")
    list_display = ("organization", "number", "origin", "whole_note", "created_at", "created_by", "published_at")
    list_display_links = ("organization", "number")
    list_filter = (
        ("organization", OrganizationFilter),
        ("published_at", admin.EmptyFieldListFilter),
        "origin",
        "created_at",
    )
    list_select_related = ("organization", "created_by")
    list_per_page = 50
    search_fields = ("note", "note_message__code", "organization__name", "organization__acronym")
    ordering = ("-created_at", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The history of its dossier, to which it belongs."""
        revision = self.get_object(request, unquote(object_id))
        if revision is None:
            raise Http404
        return HttpResponseRedirect(
            reverse("admin:organizations_organization_history", args=[revision.organization_id])
        )

    @admin.display(description=_("note"), ordering="note")
    def whole_note(self, revision: Revision) -> str:
        """What is noted on it."""
        return revision.whole_note

    @admin.display(description=_("note for readers"))
    def whole_published_note(self, revision: Revision) -> str:
        """What is noted on the edition."""
        return revision.whole_published_note

    @admin.display(description=_("text"))
    def text(self, revision: Revision) -> str:
        """The dossier as a text."""
        return write_source(from_json(revision.data))
