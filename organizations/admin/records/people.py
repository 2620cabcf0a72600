"""People, and the roles they held."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from organizations.admin.forms import SluggedForm
from organizations.admin.records.actions import MovableAdmin, keys_of
from organizations.admin.records.vocabulary import PublishedVocabularyAdmin
from organizations.admin.tools.flow import tool_page
from organizations.admin.tools.people import MergePeopleTool, PeopleTool, SplitPersonTool
from organizations.admin.uploads import UploadError, store_image
from organizations.dossier.filing import filing_name
from organizations.models import Person, Role

PERSON = "person"


class PersonForm(SluggedForm[Person]):
    """A person, with a picture that is sent along: kept as the site draws it anew, once all else is right."""

    new_picture = forms.FileField(label=_("New picture"), required=False, help_text=_("A JPEG, PNG or WebP."))
    without_picture = forms.BooleanField(label=_("Without a picture"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "filed_as" in self.fields and self.instance.name:
            guess = _("As in “Swing, William Lacy”; left empty, it is a guess: “{guess}”.")
            # The last, for roles that say no country sort before all others.
            origin = self.instance.roles.order_by("country").values_list("country", "organization__language").last()
            guessed = filing_name(self.instance.name, *(origin or ()))
            self.fields["filed_as"].help_text = format_html(str(guess), guess=guessed)

    def clean(self) -> dict[str, Any]:
        """The cleaned data; the record has the picture."""
        cleaned = super().clean()
        file = cleaned.get("new_picture")
        if cleaned.get("without_picture"):
            self.instance.picture = ""
        elif file or self.instance.picture:
            for name in ("picture_text", "picture_credit"):
                if name in self.fields and not cleaned.get(name):
                    self.add_error(name, _("A picture needs it."))
        if file and not self.errors:
            try:
                self.instance.picture = store_image(file)
            except UploadError as error:
                self.add_error("new_picture", str(error))
        return cleaned


@admin.register(Person)
class PersonAdmin(PublishedVocabularyAdmin[Person]):
    """People; one who holds a role cannot be deleted, and Django's page says which role."""

    form = PersonForm
    fieldsets = (
        (None, {"fields": ("name", "slug", "filed_as", "born", "died", "biography")}),
        (
            _("Picture"),
            {"fields": ("shown_picture", "new_picture", "without_picture", "picture_text", "picture_credit")},
        ),
    )
    readonly_fields = ("shown_picture",)
    list_display = ("name", "slug", "role_count")
    list_per_page = 50
    search_fields = ("name", "slug")
    ordering = ("name", "pk")  # a count drops the model's own
    actions = ("merge_selected", "split_selected")

    @admin.action(description=_("Merge selected people"), permissions=["delete"])
    def merge_selected(self, request: HttpRequest, queryset: "QuerySet[Person]") -> HttpResponse:
        """Make one record of the selected ones, after asking which stays."""
        return self._at_work(MergePeopleTool, request, list(queryset.values_list("pk", flat=True)))

    @admin.action(description=_("Split selected person in two"), permissions=["add"])
    def split_selected(self, request: HttpRequest, queryset: "QuerySet[Person]") -> HttpResponse:
        """Make two records of the selected one, after asking which roles are another person's."""
        return self._at_work(SplitPersonTool, request, list(queryset.values_list("pk", flat=True)))

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Merge the people whom the form names."""
        return self._at_work(MergePeopleTool, request, keys_of(request, PERSON))

    def split_view(self, request: HttpRequest) -> HttpResponse:
        """Split the person whom the form names."""
        return self._at_work(SplitPersonTool, request, keys_of(request, PERSON))

    def _at_work(self, tool: type[PeopleTool], request: HttpRequest, keys: list[int]) -> HttpResponse:
        return tool_page(tool(request, keys), self.tool_context(request))

    def get_urls(self) -> list[URLPattern]:
        """The addresses of the list and its pages, of merging people and of splitting one."""
        view = self.admin_site.admin_view
        return [
            path("merge/", view(self.merge_view), name="organizations_person_merge"),
            path("split/", view(self.split_view), name="organizations_person_split"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Person]":
        found: QuerySet[Person] = super().get_queryset(request).annotate(role_count=Count("roles"))
        return found

    @admin.display(description=_("roles"), ordering="role_count")
    def role_count(self, person: Any) -> int:
        """How many roles they held."""
        return int(person.role_count)

    @admin.display(description=_("picture"))
    def shown_picture(self, person: Person) -> str:
        """The picture that they have."""
        if not person.picture:
            return "–"
        return format_html(
            '<img src="{}" alt="{}" width="160">', reverse("picture", args=[person.picture]), person.picture_text
        )


class IsPersonFilter(admin.SimpleListFilter):
    """People's roles, or collective influences."""

    title = _("who")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Person]") -> list[tuple[str, str]]:
        return [("person", str(_("a person"))), ("influence", str(_("a collective influence")))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Role]") -> "QuerySet[Role]":
        if self.value() in ("person", "influence"):
            return queryset.filter(person__isnull=self.value() == "influence")
        return queryset


@admin.register(Role)
class RoleAdmin(MovableAdmin[Role]):
    """Roles of people, and collective influences."""

    autocomplete_fields = ("organization", "person")
    list_display = ("__str__", "period", "country", "organization")
    list_filter = (*MovableAdmin.list_filter, IsPersonFilter)
    list_select_related = ("organization", "person")
    search_fields = ("person__name",)
