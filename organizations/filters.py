"""What a visitor may ask of a list: one FilterSet a list, all of it in the address."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from organizations.models import Entry, EntryTerm, Publication, Term

UNDATED = "undated"
LONGEST_QUERY = 200


class FilledBoxes(forms.CheckboxSelectMultiple):
    """Boxes of which an empty value, as in "?era=", ticks none."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in super().value_from_datadict(data, files, name) or () if value]


class ManyValues(django_filters.MultipleChoiceFilter):  # type: ignore[misc]
    """Several values mean any of them; an unknown one is an error of the form, not of the page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilledBoxes, **kwargs)


class YearFilter(django_filters.Filter):  # type: ignore[misc]
    """A whole year."""

    field_class = forms.IntegerField


class SpanForm(forms.Form):
    """A form whose years, where both are given, must not run backwards."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("from", _("%(first)s comes after %(last)s.") % {"first": first, "last": last})
            cleaned.pop("to")
        return cleaned


class AddressFilter(django_filters.FilterSet):  # type: ignore[misc]
    """A FilterSet whose values stand in an address; what is broken is reported and left out."""

    @property
    def asked(self) -> dict[str, Any]:
        """The values that were understood, by name."""
        self.form.is_valid()
        understood: dict[str, Any] = self.form.cleaned_data
        return understood


class MarkFilter(AddressFilter):
    """Claims by era and theme. `terms` are the published eras and themes that can be chosen."""

    era = ManyValues(label=_("Era"), method="filter_era")
    theme = ManyValues(label=_("Theme"), method="filter_theme")

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Entry] | None = None, *, terms: Sequence[Term]) -> None:
        super().__init__(data, queryset)
        self.terms = terms
        self.filters["era"].extra["choices"] = [*choices_of(terms, Term.Kind.ERA), (UNDATED, _("Undated"))]
        self.filters["theme"].extra["choices"] = choices_of(terms, Term.Kind.THEME)

    def ids_of(self, kind: str, slugs: Iterable[str]) -> list[int]:
        """Primary keys of the chosen terms."""
        return [term.pk for term in self.terms if term.kind == kind and term.slug in slugs]

    def filter_era(self, entries: QuerySet[Entry], name: str, slugs: list[str]) -> QuerySet[Entry]:
        if not slugs:
            return entries
        wanted = Q(pk__in=marked_with(self.ids_of(Term.Kind.ERA, slugs)))
        return entries.filter(wanted | Q(earliest__isnull=True) if UNDATED in slugs else wanted)

    def filter_theme(self, entries: QuerySet[Entry], name: str, slugs: list[str]) -> QuerySet[Entry]:
        return entries.filter(pk__in=marked_with(self.ids_of(Term.Kind.THEME, slugs))) if slugs else entries


class EntryFilter(MarkFilter):
    """Published claims of all organizations. The words of `q` are looked up by the view, in the index."""

    class Meta(MarkFilter.Meta):
        form = SpanForm

    q = django_filters.CharFilter(label=_("Words"), max_length=LONGEST_QUERY, method="pass_on")
    kind = ManyValues(label=_("Kind"), choices=Entry.Kind.choices)
    organization = ManyValues(label=_("Organization"), method="filter_organization")
    first_year = YearFilter(label=_("From year"), min_value=1, max_value=9999, method="filter_first_year")
    last_year = YearFilter(label=_("To year"), min_value=1, max_value=9999, method="filter_last_year")
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        empty_label=None,
        choices=[("dossier", _("by organization")), ("date", _("by date"))],
        method="filter_sort",
    )

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """As declared, with the addresses' words "from" and "to", which Python keeps for itself."""
        names = {"first_year": "from", "last_year": "to"}
        return {names.get(name, name): declared for name, declared in super().get_filters().items()}

    def __init__(self, data: QueryDict, queryset: QuerySet[Entry] | None = None, *, terms: Sequence[Term]) -> None:
        super().__init__(data, queryset, terms=terms)
        slugs = data.getlist("organization")[:50]
        known = Publication.objects.filter(slug__in=[slug for slug in slugs if "\0" not in slug]) if slugs else ()
        self.organizations = {each.slug: each for each in known}
        self.filters["organization"].extra["choices"] = [(slug, str(each)) for slug, each in self.organizations.items()]

    def pass_on(self, entries: QuerySet[Entry], name: str, words: str) -> QuerySet[Entry]:
        return entries

    def filter_organization(self, entries: QuerySet[Entry], name: str, slugs: list[str]) -> QuerySet[Entry]:
        chosen = [self.organizations[slug].pk for slug in slugs]
        return entries.filter(publication__in=chosen) if chosen else entries

    def filter_first_year(self, entries: QuerySet[Entry], name: str, year: int | None) -> QuerySet[Entry]:
        return entries.filter(latest__gte=date(year, 1, 1)) if year else entries

    def filter_last_year(self, entries: QuerySet[Entry], name: str, year: int | None) -> QuerySet[Entry]:
        return entries.filter(earliest__lte=date(year, 12, 31)) if year else entries

    def filter_sort(self, entries: QuerySet[Entry], name: str, order: str) -> QuerySet[Entry]:
        return entries.order_by(F("earliest").asc(nulls_last=True), "pk") if order == "date" else entries


class PublicationFilter(AddressFilter):
    """Published organizations: by theme and era of their claims, and by the country of their headquarters."""

    q = django_filters.CharFilter(label=_("Words"), max_length=LONGEST_QUERY, method="pass_on")
    theme = ManyValues(label=_("Theme"), method="filter_theme")
    era = ManyValues(label=_("Era"), method="filter_era")
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
        method="filter_sort",
    )
    ORDERS = {
        "name": ("sort_name", "id"),
        "-name": ("-sort_name", "-id"),
        "founded": (F("founded").asc(nulls_last=True), "sort_name", "id"),
        "-founded": (F("founded").desc(nulls_last=True), "sort_name", "id"),
    }

    class Meta:
        model = Publication
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict,
        queryset: QuerySet[Publication],
        *,
        terms: Sequence[Term],
        countries: Iterable[str],
    ) -> None:
        super().__init__(data, queryset)
        self.terms = terms
        self.filters["era"].extra["choices"] = choices_of(terms, Term.Kind.ERA)
        self.filters["theme"].extra["choices"] = choices_of(terms, Term.Kind.THEME)
        self.filters["country"].extra["choices"] = [(country, country) for country in countries]

    def pass_on(self, found: QuerySet[Publication], name: str, words: str) -> QuerySet[Publication]:
        return found

    def filter_era(self, found: QuerySet[Publication], name: str, slugs: list[str]) -> QuerySet[Publication]:
        return self._with_claims(found, Term.Kind.ERA, slugs)

    def filter_theme(self, found: QuerySet[Publication], name: str, slugs: list[str]) -> QuerySet[Publication]:
        return self._with_claims(found, Term.Kind.THEME, slugs)

    def filter_sort(self, found: QuerySet[Publication], name: str, order: str) -> QuerySet[Publication]:
        return found.order_by(*self.ORDERS[order]) if order else found

    def _with_claims(self, found: QuerySet[Publication], kind: str, slugs: list[str]) -> QuerySet[Publication]:
        if not slugs:
            return found
        chosen = [term.pk for term in self.terms if term.kind == kind and term.slug in slugs]
        return found.filter(pk__in=EntryTerm.objects.filter(term__in=chosen).values("entry__publication"))


def choices_of(terms: Iterable[Term], kind: str) -> list[tuple[str, str]]:
    """The terms of one kind as (slug, name)."""
    return [(term.slug, term.name) for term in terms if term.kind == kind]


def marked_with(terms: Sequence[int]) -> QuerySet[EntryTerm, int]:
    """A subquery: the entries that carry one of the terms."""
    return EntryTerm.objects.filter(term__in=terms).values_list("entry", flat=True)
