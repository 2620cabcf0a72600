"""What the admin's forms share: Markdown with preview, keys given at save, choices read once, bounds shown."""

from typing import Any

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline
from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from markdownx.widgets import AdminMarkdownxWidget

from organizations.models.base import Dated, InDossier
from organizations.store import give_key

SHARED_CHOICES = ("themes", "person")


class MarkdownWidget(AdminMarkdownxWidget):  # type: ignore[misc]
    """django-markdownx's editor under our own script: it asks for a preview only when a field is used,
    works in rows added later, and needs no inline style."""

    class Media:
        extend = False
        css = {"all": ["admin_site/admin.css"]}
        js = ["admin_site/markdown.js"]


MARKDOWN = {models.TextField: {"widget": MarkdownWidget}}


class PlainFormSet(CustomInlineFormSet):  # type: ignore[misc]
    """An inline formset that reads the choices of its forms once, however many forms there are."""

    def add_fields(self, form: "forms.ModelForm[Any]", index: int | None) -> None:
        super().add_fields(form, index)
        for name in SHARED_CHOICES:
            if name in form.fields:
                known = self.__dict__.setdefault("_choices", {})
                if name not in known:
                    known[name] = list(form.fields[name].choices)  # type: ignore[attr-defined]
                form.fields[name].choices = known[name]  # type: ignore[attr-defined]


class PartInline(SortableStackedInline):  # type: ignore[misc]
    """A kind of part within the organization's page: collapsed, stacked, in drag order."""

    formset = PlainFormSet
    formfield_overrides = MARKDOWN
    ordering = ("position", "id")
    classes = ("collapse",)
    extra = 0
    exclude = ("key", "first_line", "last_line")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{**kwargs, "widget": forms.CheckboxSelectMultiple})


class PartAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """A kind of part on pages of its own."""

    formfield_overrides = MARKDOWN
    list_select_related = ("organization",)
    list_filter = ("organization",)
    list_per_page = 50
    readonly_fields = ("key", "source")
    exclude = ("first_line", "last_line")
    autocomplete_fields = ("organization",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{**kwargs, "widget": forms.CheckboxSelectMultiple})

    def save_model(self, request: HttpRequest, obj: InDossier, form: Any, change: bool) -> None:
        give_key(obj)
        super().save_model(request, obj, form, change)

    @admin.display(description="source")
    def source(self, record: InDossier) -> str:
        """Where it stood in the source text."""
        if record.first_line is None:
            return _("not from a text")
        return _("lines %(first)s to %(last)s") % {"first": record.first_line, "last": record.last_line}


@admin.display(description="understood as")
def understood(record: Dated) -> SafeString | str:
    """The bounds of a period in words."""
    if not record.period or not record.edtf:
        return _("no period yet")
    start = span(record.start_earliest, record.start_latest) if not record.open_start else _("not known when")
    end = span(record.end_earliest, record.end_latest) if not record.open_end else _("still going on")
    about = f" · {_('approximate')}" if record.approximate else ""
    return format_html(
        "{}: {} · {}: {}{} · EDTF <code>{}</code>", _("starts"), start, _("ends"), end, about, record.edtf
    )


def span(first: Any, last: Any) -> str:
    """One day, or two with what lies between them."""
    return f"{first}" if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
