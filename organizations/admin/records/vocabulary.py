"""Eras, themes and search rules: working copy too, published with details of people by a button of their own."""

from typing import TypeVar

from adminsortable2.admin import SortableAdminMixin
from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.forms import Record, RecordOptions, SluggedForm
from organizations.admin.periods import understood
from organizations.admin.saving.recorded import RecordedAdmin
from organizations.admin.tools.flow import tool_page
from organizations.admin.tools.publishing import PublishVocabularyTool, may_publish
from organizations.models import Era, PublishedTag, SearchRule, Theme
from organizations.models.published_claims import KIND_CHOICES
from organizations.models.vocabulary import brought_back
from organizations.publishing import (
    vocabulary_has_unpublished_changes,
)

Tagging = TypeVar("Tagging", bound=Era | Theme)


class PublishedVocabularyAdmin(RecordedAdmin[Record]):
    """A list of eras, themes, or what is published with them: it says whether readers see it so."""

    # Of a list in drag order SortableAdminMixin makes it the base of its own template.
    change_list_template = "admin/organizations/vocabulary_change_list.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """The list, with the mark of unpublished changes and the button for those who may publish."""
        standing = {"is_changed": vocabulary_has_unpublished_changes(), "may_publish": may_publish(request)}
        return super().changelist_view(request, {**(extra_context or {}), **standing})


class VocabularyAdmin(RecordOptions[Tagging], SortableAdminMixin, PublishedVocabularyAdmin[Tagging]):
    """A list in drag order of what claims are filed under."""

    takes_note = False
    ordering = ("position",)

    def save_model(self, request: HttpRequest, obj: Tagging, form: "forms.ModelForm[Tagging]", change: bool) -> None:
        """Save an era or theme; a new one that was there before gets what it said then, where nothing else is said."""
        kept = {} if change else brought_back(str(obj._meta.model_name), obj.slug)
        left_empty = [name for name in ("description", "words") if kept.get(name) and not getattr(obj, name)]
        for name in left_empty:
            setattr(obj, name, kept[name])
        if left_empty:
            messages.info(request, _("It was there before: what you left empty is what it said then."))
        super().save_model(request, obj, form, change)

    def view_on_site(self, tag: Tagging) -> str | None:
        """The public address, where there is one."""
        published = PublishedTag.objects.filter(kind=type(tag).__name__.lower(), slug=tag.slug).first()
        return published.get_absolute_url() if published else None


class SearchRuleForm(forms.ModelForm[SearchRule]):
    """A rule, whose kinds are chosen."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("kinds of claims"),
        choices=KIND_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What they ask for. Without any they are left out."),
    )


@admin.register(SearchRule)
class SearchRuleAdmin(RecordOptions[SearchRule], SortableAdminMixin, PublishedVocabularyAdmin[SearchRule]):
    """What words of a question mean."""

    form = SearchRuleForm
    takes_note = False
    ordering = ("position",)
    fields = ("name", "words", "kinds", "first", "order", "stands_for")
    list_display = ("position", "name", "words", "kinds", "stands_for")
    search_fields = ("name", "words", "stands_for")


@admin.register(Era)
class EraAdmin(VocabularyAdmin[Era]):
    """Named stretches of years."""

    form = SluggedForm[Era]
    fields = ("name", "period", "understood_period", "description", "slug")
    readonly_fields = ("understood_period",)
    list_display = ("position", "name", "period", "slug")
    search_fields = ("name", "description")

    @admin.display(description=gettext_lazy("understood as"))
    def understood_period(self, era: Era) -> str:
        """What the period was understood as."""
        return understood(era.as_period()) if era.pk else "–"


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin[Theme]):
    """Subjects that claims are about."""

    form = SluggedForm[Theme]
    fields = ("name", "description", "words", "slug")
    list_display = ("position", "name", "description", "slug")
    search_fields = ("name", "description", "words")

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        """Publish eras and themes, after asking. Raises PermissionDenied."""
        return tool_page(PublishVocabularyTool(request), self.tool_context(request))

    def get_urls(self) -> list[URLPattern]:
        """The addresses of themes, and of publishing eras and themes."""
        publish = path(
            "publish/", self.admin_site.admin_view(self.publish_view), name="organizations_vocabulary_publish"
        )
        return [publish, *super().get_urls()]
