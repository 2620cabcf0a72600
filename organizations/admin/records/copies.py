"""Copies of sources that the site keeps: whose they are, who may read them, which sources name them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations import media
from organizations.admin.tools.publishing import may_publish
from organizations.editing.copies import CopyInUse, delete_copy, is_named
from organizations.models import SourceCopy
from organizations.publishing.copies import save_rights


@admin.register(SourceCopy)
class SourceCopyAdmin(admin.ModelAdmin[SourceCopy]):
    """Kept copies. They are added at their sources; who publishes says which are free for all to read."""

    list_display = ("name", "type", "shown_size", "is_free", "rights", "kept_at", "kept_by")
    list_filter = ("is_free", "type")
    list_select_related = ("kept_by",)
    list_per_page = 50
    search_fields = ("name", "rights", "sha256")
    fields = ("rights", "is_free", "file", "type", "shown_size", "sha256", "named_by", "kept_at", "kept_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: SourceCopy | None = None) -> tuple[str, ...]:
        """What the file is stays; that it is free is for those to say who publish, that it is not any more for all."""
        fixed = tuple(name for name in self.fields if name not in ("rights", "is_free"))
        # Taking something away from readers must not wait for a publisher, as when its owner complains.
        return fixed if may_publish(request) or (obj and obj.is_free) else (*fixed, "is_free")

    def view_on_site(self, copy: SourceCopy) -> str | None:
        """Where readers take it, where they may."""
        is_readable = SourceCopy.objects.readable().filter(pk=copy.pk).exists()
        return copy.get_absolute_url() if is_readable else None

    def save_model(
        self, request: HttpRequest, obj: SourceCopy, form: "forms.ModelForm[SourceCopy]", change: bool
    ) -> None:
        """Save whose it is and who may read it: readers see it at once."""
        save_rights(obj)

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The file, for editors. Raises Http404 where it is missing."""
        copy = self.get_object(request, str(pk))
        if copy is None:
            raise Http404
        if not self.has_view_permission(request, copy):
            raise PermissionDenied
        try:
            return media.attachment(copy.file, copy.type, copy.name)
        except OSError as error:
            raise Http404(_("The file of this copy is missing.")) from error

    def get_urls(self) -> list[URLPattern]:
        """The addresses of the list and its pages, and of the files."""
        view = self.admin_site.admin_view(self.file_view)
        return [path("<int:pk>/file/", view, name="organizations_sourcecopy_file"), *super().get_urls()]

    # -- deleting ----------------------------------------------------------------------------------------------

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], Any]:
        """What deleting takes with it; a copy that a source names is protected."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        named = [_("%(copy)s: a source names it") % {"copy": copy} for copy in objs if is_named(copy)]
        return deleted, counts, needed, [*protected, *named]

    def delete_model(self, request: HttpRequest, obj: SourceCopy) -> None:
        """Delete a copy with its file, unless a source has come to name it."""
        try:
            delete_copy(obj)
        except CopyInUse:
            messages.error(request, _("%(copy)s: a source names it") % {"copy": obj})

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[SourceCopy]") -> None:
        """Delete copies with their files."""
        # One by one: each has a file, and a lock of its own.
        for copy in queryset:
            self.delete_model(request, copy)

    # -- what is shown -----------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def shown_size(self, copy: SourceCopy) -> str:
        """Its size in words."""
        return filesizeformat(copy.size)

    @admin.display(description=gettext_lazy("file"))
    def file(self, copy: SourceCopy) -> SafeString:
        """The link that saves it."""
        url = reverse("admin:organizations_sourcecopy_file", args=[copy.pk])
        return format_html('<a href="{}" download>{}</a>', url, copy.name)

    @admin.display(description=gettext_lazy("sources that name it"))
    def named_by(self, copy: SourceCopy) -> str:
        """The entries of working copies that name it, each with its dossier."""
        found = copy.naming_sources().select_related("organization")[:50]
        rows = (
            (reverse("admin:organizations_source_change", args=[each.pk]), each.organization, each) for each in found
        )
        return format_html_join("", '<p><a href="{}">{}: {}</a></p>', rows) or "–"
