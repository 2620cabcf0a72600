"""Related organizations, beside those that are found in the dossiers."""

from django.contrib import admin

from organizations.admin.records.lists import OrganizationFilter
from organizations.admin.records.vocabulary import PublishedVocabularyAdmin
from organizations.models import Relation


@admin.register(Relation)
class RelationAdmin(PublishedVocabularyAdmin[Relation]):
    """What one organization is to another, or that what was found is hidden."""

    takes_note = False
    autocomplete_fields = ("organization", "other")
    fields = ("organization", "kind", "other", "note", "is_hidden")
    list_display = ("organization", "kind", "other", "note", "is_hidden")
    list_display_links = ("organization", "other")
    list_filter = ("kind", "is_hidden", ("organization", OrganizationFilter))
    list_select_related = ("organization", "other")
    list_per_page = 50
    search_fields = ("organization__name", "organization__acronym", "other__name", "other__acronym", "note")
