"""The claims of a dossier on their organization's page: collapsed, stacked, in an order that is dragged."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.forms import KnownSelect, Owned, RecordOptions, fields_shown, once
from organizations.admin.periods import understood
from organizations.dossier.document import SectionKind
from organizations.editing.positions import arrange
from organizations.models import Organization, Person, Role, Section, TimelineEvent
from organizations.models.base import InDossier
from organizations.models.claims import Claim
from organizations.store import CLAIM_RECORDS, give_key

MAX_POSITION = 1_000_000


class ClaimFormSet(BaseInlineFormSet[Any, Organization, forms.ModelForm[Any]]):
    """Claims of one dossier, in an order that can be changed; a new one gets its key from its first wording."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add the fields that belong to the form set: the place in the order, and whether a hand moved it there."""
        super().add_fields(form, index)
        form.fields["position"] = forms.IntegerField(
            label=_("Position"),
            required=False,
            min_value=1,
            max_value=MAX_POSITION,
            initial=form.instance.position if form.instance.pk else None,
            widget=forms.NumberInput(attrs={"class": "claim-position"}),
        )
        form.fields["placed"] = forms.BooleanField(
            required=False, widget=forms.HiddenInput(attrs={"class": "claim-placed"})
        )

    @cached_property
    def empty_form(self) -> "forms.ModelForm[Any]":
        """The row that scripts copy, made once for a page."""
        return super().empty_form

    @property
    def is_changed(self) -> bool:
        """Whether the page shows something that was typed and is not saved."""
        return self.is_bound and self.has_changed()

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """The saved new claim."""
        form.instance.organization = self.instance
        give_key(form.instance)
        # 0 until `save` numbers all of them: a key is given by the wording, a place by the others.
        form.instance.position = form.cleaned_data["position"] or 0
        return super().save_new(form, commit=commit)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """The saved claim."""
        form.instance.position = form.cleaned_data["position"] or form.fields["position"].initial
        return super().save_existing(form, obj, commit=commit)

    def save(self, commit: bool = True) -> Any:
        """The saved claims, numbered in their order: what was moved where it was put, an event else by its date."""
        saved = super().save(commit=commit)
        changed = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        added = {form.instance.pk for form in changed if form in self.extra_forms}
        # Scripts number all rows anew and mark those that were moved; without them only these have another number.
        mark = "placed" if any(form.cleaned_data["placed"] for form in changed) else "position"
        by_hand = {form.instance.pk for form in changed if mark in form.changed_data}
        dated = {form.instance.pk for form in changed if "period" in form.changed_data} - added
        moved = [form for form in changed if "position" in form.changed_data]
        former = {form.instance.pk: form.fields["position"].initial for form in moved if form in self.initial_forms}
        if added or dated or moved or self.deleted_objects:
            arrange(
                cast(type[InDossier], self.model),
                self.instance,
                before=former,
                by_hand=by_hand,
                added=added - by_hand,
                dated=dated - by_hand,
            )
        return saved


class SectionFormSet(ClaimFormSet):
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
            if not is_part or form in self.deleted_forms or kind == SectionKind.OTHER:
                continue
            if kind in seen:
                raise ValidationError(
                    _("The dossier has a section of the kind “%(kind)s” already."), params={"kind": kind}
                )
            seen.add(kind)


class DossierInline(RecordOptions[Owned], admin.StackedInline[Owned, Organization]):
    """A kind of claim. What its text says in the source is not shown: it is the importer's."""

    formset = ClaimFormSet
    template = "admin/organizations/claims.html"
    classes = ("collapse",)
    extra = 0
    ordering = ("position", "pk")
    readonly_fields = ("understood_period",)

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """What the claim says; what the organization answers has its place on the claim's own page."""
        return tuple(name for name in fields_shown(self.model) if name != "reply")

    @admin.display(description=gettext_lazy("understood as"))
    def understood_period(self, claim: TimelineEvent | Role) -> str:
        """What the period was understood as."""
        return understood(claim.as_period()) if claim.pk else "–"


class RoleInline(DossierInline[Role]):
    """People and influences."""

    model = Role
    autocomplete_fields = ("person",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Role]":
        return super().get_queryset(request).select_related("person")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A select for the person that knows the names of this dossier."""
        if db_field.name == "person":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
            kwargs["widget"].known = known_people(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def known_people(request: HttpRequest) -> dict[str, str]:
    """The names of the people of the dossier that the request is about, by primary key, read once for a request."""

    def known() -> dict[str, str]:
        match = request.resolver_match
        pk = str(match.kwargs.get("object_id", "")) if match else ""
        people = Person.objects.filter(roles__organization=int(pk)) if pk.isdecimal() else Person.objects.none()
        return {str(key): name for key, name in people.values_list("pk", "name")}

    return once(request, "known_people", known)


class ClaimInline(DossierInline[Claim]):
    """A kind of claim that is filed under themes."""

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Claim]":
        return super().get_queryset(request).prefetch_related("themes")


class SectionInline(DossierInline[Section]):
    """The headings, with what stands under them."""

    model = Section
    formset = SectionFormSet


def _inline(model: type[InDossier]) -> type[DossierInline[Any]]:
    base = RoleInline if model is Role else ClaimInline if issubclass(model, Claim) else DossierInline
    # Made out of the table of kinds: a new kind of claim has its form without a line here.
    return type(f"{model.__name__}Inline", (base,), {"model": model})


INLINES: tuple[type[DossierInline[Any]], ...] = (SectionInline, *map(_inline, CLAIM_RECORDS.values()))
