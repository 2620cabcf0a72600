"""The sources of all dossiers."""

from django.contrib import admin

from organizations.admin.records.lists import ClaimAdmin
from organizations.models import Source


@admin.register(Source)
class SourceAdmin(ClaimAdmin):
    """Entries of the lists of sources."""

    list_display = ("citation", "mark", "organization")
