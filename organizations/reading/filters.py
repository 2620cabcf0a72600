"""What a visitor may ask of a list: one FilterSet a list, all of it in the address."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from organizations.models import PublishedClaim, PublishedOrganization, PublishedPerson
from organizations.models.published_claims import KIND_CHOICES
from organizations.reading.selection import EVIDENCE, REGISTER_NAMES, Value

MAX_QUERY_LENGTH = 200
# What is asked is only checked here; what passes it is a Selection's to tell.


class FilledBoxes(forms.CheckboxSelectMultiple):
    """Boxes of which an empty value, as in "?era=", ticks none."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [value for value in super().value_from_datadict(data, files, name) or () if value]


class ManyValues(django_filters.MultipleChoiceFilter):
    """Several values mean any of them; an unknown one is an error of the form, not of the page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilledBoxes, **kwargs)


class YearFilter(django_filters.Filter):
    """A whole year."""

    field_class = forms.IntegerField


class SpanForm(forms.Form):
    """A form whose years, where both are given, must not run backwards."""

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("from", _("%(first)s comes after %(last)s.") % {"first": first, "last": last})
            # The error takes "from" out of what was understood; with "to" alone, another span would be shown than was
            # asked for.
            cleaned.pop("to")
        return cleaned


class UrlFilter(django_filters.FilterSet):
    """A FilterSet whose values stand in an address; what is broken is reported and left out."""

    @classmethod
    def label(cls, name: str) -> str:
        """What one of its filters is called."""
        return str(cls.base_filters[name].label)

    @property
    def asked(self) -> dict[str, Any]:
        """The values that were understood, by name."""
        self.form.is_valid()
        understood: dict[str, Any] = self.form.cleaned_data
        return understood


class DossierFilter(UrlFilter):
    """Claims by era, theme and evidence. `eras` and `themes` are those that can be chosen."""

    era = ManyValues(label=_("Era"))
    theme = ManyValues(label=_("Theme"))
    evidence = ManyValues(label=_("Evidence"), choices=list(EVIDENCE.items()))
    register = ManyValues(label=_("Said as"), choices=list(REGISTER_NAMES.items()))

    class Meta:
        model = PublishedClaim
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, eras: Iterable[Value], themes: Iterable[Value]) -> None:
        super().__init__(data)
        self.filters["era"].extra["choices"] = names_of(eras)
        self.filters["theme"].extra["choices"] = names_of(themes)


class ClaimFilter(DossierFilter):
    """Published claims of all organizations."""

    class Meta(DossierFilter.Meta):
        form = SpanForm

    q = django_filters.CharFilter(label=_("Words"), max_length=MAX_QUERY_LENGTH)
    kind = ManyValues(label=_("Kind"), choices=KIND_CHOICES)
    organization = ManyValues(label=_("Organization"))
    first_year = YearFilter(label=_("From year"), min_value=1, max_value=9999)
    last_year = YearFilter(label=_("To year"), min_value=1, max_value=9999)
    sort = django_filters.ChoiceFilter(
        label=_("Order"), empty_label=None, choices=[("dossier", _("by organization")), ("date", _("by date"))]
    )

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """As declared, with the addresses' words "from" and "to", which Python keeps for itself."""
        names = {"first_year": "from", "last_year": "to"}
        return {names.get(name, name): declared for name, declared in super().get_filters().items()}

    def __init__(self, data: QueryDict, *, eras: Iterable[Value], themes: Iterable[Value]) -> None:
        super().__init__(data, eras=eras, themes=themes)
        # Fifty: more than anybody ticks, and few enough for one statement.
        slugs = data.getlist("organization")[:50]
        known = (
            # PostgreSQL refuses a NUL with an error; no slug holds one.
            PublishedOrganization.objects.filter(slug__in=[slug for slug in slugs if "\0" not in slug]) if slugs else ()
        )
        self.organizations = {each.slug: each for each in known}
        self.filters["organization"].extra["choices"] = [(slug, str(each)) for slug, each in self.organizations.items()]

    @property
    def chosen(self) -> list[PublishedOrganization]:
        """The organizations whose claims are asked for."""
        return [self.organizations[slug] for slug in self.asked.get("organization", ())]


class PublishedOrganizationFilter(UrlFilter):
    """Published organizations: by theme and era of their claims, and by the country of their headquarters.

    `values` holds by the name of each of these filters what can be chosen.
    """

    q = django_filters.CharFilter(label=_("Words"), max_length=MAX_QUERY_LENGTH)
    theme = ManyValues(label=_("Theme"))
    era = ManyValues(label=_("Era"))
    country = ManyValues(label=_("Headquarters"))
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        empty_label=None,
        choices=[
            ("name", _("Name, A–Z")),
            ("-name", _("Name, Z–A")),
            ("founded", _("Founded, oldest first")),
            ("-founded", _("Founded, newest first")),
        ],
    )

    class Meta:
        model = PublishedOrganization
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, values: Mapping[str, Iterable[Value]]) -> None:
        super().__init__(data)
        for name, those in values.items():
            self.filters[name].extra["choices"] = names_of(those)


class PersonFilter(UrlFilter):
    """Published people: by words of their names, and by the letter that they are listed under."""

    q = django_filters.CharFilter(label=_("Name"), max_length=MAX_QUERY_LENGTH)
    letter = django_filters.ChoiceFilter(label=_("Letter"))

    class Meta:
        model = PublishedPerson
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, letters: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.filters["letter"].extra["choices"] = list(letters)


def names_of(values: Iterable[Value]) -> list[tuple[str, str]]:
    """Values as a form's field takes them."""
    return [(each.value, each.name) for each in values]
