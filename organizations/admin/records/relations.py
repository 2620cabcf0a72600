"""Related organizations, beside those that are found in the dossiers."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from organizations.admin.records.lists import OrganizationFilter
from organizations.admin.records.vocabulary import standing_of_vocabulary
from organizations.admin.saving.recorded import RecordedAdmin
from organizations.models import Relation


@admin.register(Relation)
class RelationAdmin(RecordedAdmin):
    """What one organization is to another, or that what was found is hidden."""

    takes_note = False
    change_list_template = "admin/organizations/published_together_change_list.html"
    autocomplete_fields = ("organization", "other")
    fields = ("organization", "kind", "other", "note", "is_hidden")
    list_display = ("organization", "kind", "other", "note", "is_hidden")
    list_display_links = ("organization", "other")
    list_filter = ("kind", "is_hidden", ("organization", OrganizationFilter))
    list_select_related = ("organization", "other")
    list_per_page = 50
    search_fields = ("organization__name", "organization__acronym", "other__name", "other__acronym", "note")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """The list, with the mark of unpublished changes and the button for those who may publish."""
        return super().changelist_view(request, {**(extra_context or {}), **standing_of_vocabulary(request)})
