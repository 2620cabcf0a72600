"""Forms of the admin: Markdown where a page shows Markdown, slugs given where left empty, choices fetched once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from organizations.admin.markdown import MarkdownWidget, TextField
from organizations.dossier.document import Dossier, Section
from organizations.dossier.fields import Form, fields_of
from organizations.dossier.keys import slug_of
from organizations.dossier.kinds import CLAIMS
from organizations.models import Organization, PublishedOrganization, Theme, TimelineEvent
from organizations.models.base import InDossier
from organizations.models.fields import Line
from organizations.publishing import known_as
from organizations.publishing.redirects import RECORDS
from organizations.store import columns_of
from organizations.wording import language_choices

Kept = TypeVar("Kept")
Record = TypeVar("Record", bound=models.Model)
Owned = TypeVar("Owned", bound=InDossier)
EVIDENCE = ("marks", "reply")
MAX_OFFERED = 100
MARKDOWN = frozenset(
    name
    for kind in (Dossier, Section, *(kind.claim for kind in CLAIMS))
    for name, meta in fields_of(kind).items()
    if meta.form == Form.PROSE
)


def fields_shown(model: type[InDossier]) -> tuple[str, ...]:
    """The columns of a claim that editors fill in, behind a period what it was understood as.

    What it says comes first, then what it stands on.
    """
    columns = [(name, meta) for name, meta in columns_of(model).items() if model._meta.get_field(name).editable]
    columns.sort(key=lambda column: column[0] in EVIDENCE)
    return tuple(
        shown
        for name, meta in columns
        for shown in ((name, "understood_period") if meta.form == Form.PERIOD else (name,))
    )


class SluggedForm(forms.ModelForm[Record]):
    """A form whose slug, left empty, is made from the name; one that readers know as another's is asked for twice."""

    taken_slug = ""
    """The slug that readers know as another's, to be sent along with the form when it is sent again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Its name in addresses; left empty, it is made from the name.")

    def clean(self) -> dict[str, Any]:
        """The cleaned data, with a slug."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("acronym") or cleaned.get("name")
        if not cleaned.get("slug") and name and "slug" not in self.errors:
            cleaned["slug"] = slug_of(name)
        self._ask_for_taken(cleaned.get("slug") or "")
        return cleaned

    def _ask_for_taken(self, slug: str) -> None:
        """Add an error to a new slug that readers know another record by, the first time that it is sent."""
        if not slug or slug in (self.initial.get("slug"), self.data.get("taken_slug")):
            return
        kind = next(kind for kind, model in RECORDS.items() if model is self._meta.model)
        # Its own former slug may come back; another's only once somebody has read whose it is.
        other = known_as(kind, slug, but=self.instance.pk)
        if other:
            self.taken_slug = slug
            message = _("Readers know “%(name)s” by this address; its links would lead here. Save again to take it.")
            self.add_error("slug", message % {"name": other})


class OrganizationForm(SluggedForm[Organization]):
    """An organization; its slug may not be the address that another one is published under."""

    class Meta:
        model = Organization
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets say which

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            kept = str(self["language"].value() or "")
            self.fields["language"].widget = forms.Select(choices=language_choices(kept))

    def _ask_for_taken(self, slug: str) -> None:
        """Add an error to a slug that another dossier is published under, however often it is sent."""
        other = PublishedOrganization.objects.exclude(organization=self.instance.pk).filter(slug=slug).first()
        if other:
            self.add_error("slug", _("“%(name)s” is published under this address.") % {"name": other.name})
        else:
            super()._ask_for_taken(slug)


class DossierField(Line):
    """A dossier by its name, acronym or slug, typed: a list of thousands would be no help. Its value is it, or None.

    Its page has a `<datalist id="organizations">` of `offered_dossiers`.
    """

    def __init__(self, **options: Any) -> None:
        attributes = {"list": "organizations", "class": "vTextField", "autocomplete": "off"}
        super().__init__(max_length=200, widget=forms.TextInput(attrs=attributes), **options)

    def prepare_value(self, value: Any) -> Any:
        """Its slug, which no other dossier has."""
        return value.slug if isinstance(value, Organization) else value

    def clean(self, value: Any) -> Any:
        """The dossier that is meant; None where nothing is typed. Raises ValidationError if unclear."""
        asked = super().clean(value)
        if not asked:
            return None
        called = Organization.objects.filter(Q(name__iexact=asked) | Q(acronym__iexact=asked)).order_by("slug")
        found = list(Organization.objects.filter(slug=asked)) or list(called[:3])
        if not found:
            raise forms.ValidationError(_("There is no dossier of this name."))
        if len(found) > 1:
            several = _("Several dossiers are called so; type the slug: %(slugs)s")
            raise forms.ValidationError(several, params={"slugs": ", ".join(each.slug for each in found)})
        return found[0]


def offered_dossiers() -> "models.QuerySet[Organization, tuple[str, str]]":
    """Slug and name of the first dossiers, as a browser offers them to who types one."""
    return Organization.objects.order_by("name").values_list("slug", "name")[:MAX_OFFERED]


class KnownSelect(AutocompleteSelect):
    """A select that searches on the server; labels of what is chosen already come from `known`, without a query."""

    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        # Somebody from another dossier was chosen, as in a form that is shown again: Django asks for their name.
        if not set(value) - {""} <= self.known.keys():
            return list(super().optgroups(name, value, attr))
        options = [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, key, self.known[key], True, 1) for key in value if key]
        return [(None, options, 0)]


class RecordOptions(admin.options.BaseModelAdmin[Record]):
    """What pages and inlines share in making form fields."""

    def formfield_for_dbfield(self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        """A form field: Markdown editors, themes as boxes, a period that must be there for an event."""
        if isinstance(db_field, models.TextField):
            widget = MarkdownWidget if db_field.name in MARKDOWN else forms.Textarea(attrs={"rows": 3, "cols": 60})
            return db_field.formfield(form_class=TextField, widget=widget)
        if isinstance(db_field, models.ManyToManyField):
            return self.formfield_for_manytomany(db_field, request)  # as plain boxes: nothing is added from here
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            # Put into the reader's language once, not again in each row of a form set.
            field.label, field.help_text = str(field.label), str(field.help_text)
            # The column is of several models, blank for all: only an event must have a date.
            field.required |= db_field.name == "period" and issubclass(db_field.model, TimelineEvent)
        return field

    def formfield_for_manytomany(
        self, db_field: "models.ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Themes as boxes to tick, fetched once for all rows of a form set."""
        field = super().formfield_for_manytomany(db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs)
        if field and db_field.name == "themes":
            field.choices = Fetched(theme_choices(request))
            field.help_text = ""
        return field


class Fetched(BaseChoiceIterator):
    """Choices as they are: a list would be gone through again for each form that copies the field."""

    def __init__(self, choices: Sequence[tuple[int, str]]) -> None:
        self.choices = choices

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter(self.choices)


def theme_choices(request: HttpRequest) -> list[tuple[int, str]]:
    """The themes as choices, read once for a request."""
    return once(request, "theme_choices", lambda: [(theme.pk, theme.name) for theme in Theme.objects.all()])


def once(request: HttpRequest, name: str, make: Callable[[], Kept]) -> Kept:
    """What `make` gives, made once for a request and kept with it under a name."""
    # On the request: an admin object is one for all requests and threads.
    kept: dict[str, Kept] = vars(request).setdefault("kept_by_admin", {})
    if name not in kept:
        kept[name] = make()
    return kept[name]
