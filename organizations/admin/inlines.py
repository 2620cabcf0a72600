"""The parts of a dossier on their organization's page: collapsed, stacked, in an order that is dragged."""

from typing import Any

from adminsortable2.admin import CustomInlineFormSet, SortableStackedInline
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.forms import KnownSelect, RecordOptions
from organizations.admin.periods import understood
from organizations.models import (
    Fact,
    Intersection,
    Person,
    PressurePoint,
    Program,
    Role,
    Section,
    TimelineEvent,
)
from organizations.store import give_key


class PartFormSet(CustomInlineFormSet):  # type: ignore[misc]
    """Parts of one dossier; a new one gets its key from its first wording."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """The saved new part."""
        form.instance.organization = self.instance
        give_key(form.instance)
        return super().save_new(form, commit=commit)


class SectionFormSet(PartFormSet):
    """Sections: of each known kind one at most; a section keeps its kind."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add the fields that belong to the form set; two sections that swapped kinds could not be saved in turn."""
        super().add_fields(form, index)
        form.fields["kind"].disabled = bool(form.instance.pk)

    def clean(self) -> None:
        """Raises ValidationError when two sections have the same known kind."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            kind = getattr(form, "cleaned_data", {}).get("kind") or form.instance.kind
            is_part = form.instance.pk or form.has_changed()
            if not is_part or form in self.deleted_forms or kind == Section.Kind.OTHER:
                continue
            if kind in seen:
                raise ValidationError(
                    _("The dossier has a section of the kind “%(kind)s” already."), params={"kind": kind}
                )
            seen.add(kind)


class PartInline(RecordOptions, SortableStackedInline):  # type: ignore[misc]
    """A kind of part. What its text says in the source is not shown: it is the importer's."""

    formset = PartFormSet
    classes = ("collapse",)
    extra = 0
    exclude = ("first_line", "last_line", "key")
    ordering = ("position", "pk")

    @admin.display(description=gettext_lazy("understood as"))
    def understood_period(self, part: Any) -> str:
        """What the period was understood as."""
        return understood(part.as_period()) if part.pk else "–"


class FactInline(PartInline):
    """The snapshot."""

    model = Fact
    fields = ("label", "value")


class EventInline(PartInline):
    """The timeline."""

    model = TimelineEvent
    fields = ("period", "understood_period", "title", "body", "themes")
    readonly_fields = ("understood_period",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).prefetch_related("themes")


class RoleInline(PartInline):
    """People and influences."""

    model = Role
    fields = ("person", "name", "title", "period", "understood_period", "country")
    readonly_fields = ("understood_period",)
    autocomplete_fields = ("person",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).select_related("person")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A select for the person that knows the names of this dossier."""
        if db_field.name == "person":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
            kwargs["widget"].known = known_people(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def known_people(request: HttpRequest) -> dict[str, str]:
    """The names of the people of the dossier that the request is about, by primary key, read once for a request."""
    known: dict[str, str] | None = getattr(request, "_known_people", None)
    if known is None:
        match = request.resolver_match
        pk = str(match.kwargs.get("object_id", "")) if match else ""
        people = Person.objects.filter(roles__organization=int(pk)) if pk.isdecimal() else Person.objects.none()
        known = {str(key): name for key, name in people.values_list("pk", "name")}
        request._known_people = known  # type: ignore[attr-defined]
    return known


class ClaimInline(PartInline):
    """A numbered kind of claim."""

    fields = ("title", "body", "themes")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).prefetch_related("themes")


class ProgramInline(ClaimInline):
    """The programs."""

    model = Program


class PressurePointInline(ClaimInline):
    """The pressure points."""

    model = PressurePoint


class IntersectionInline(ClaimInline):
    """The intersections."""

    model = Intersection


class SectionInline(PartInline):
    """The headings, with what stands under them."""

    model = Section
    formset = SectionFormSet
    fields = ("kind", "heading", "text", "remark")


INLINES = (
    SectionInline,
    FactInline,
    EventInline,
    RoleInline,
    ProgramInline,
    PressurePointInline,
    IntersectionInline,
)
