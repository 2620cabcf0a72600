"""Themes are put on many claims at once, and taken off."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.admin.tools.flow import Context, Done, Tool
from organizations.dossier.messages import Message
from organizations.dossier.notes import note
from organizations.editing import locked, record_changes
from organizations.models import Theme
from organizations.models.claims import Claim
from organizations.store import mark_claims
from organizations.wording import Count as Grouped

MAX_THEMED = 500
CHOICES = [("", gettext_lazy("Leave")), ("add", gettext_lazy("Add")), ("remove", gettext_lazy("Remove"))]


class ThemesForm(forms.Form):
    """For each theme, whether the claims get it, lose it, or stay as they are."""

    def __init__(self, data: QueryDict | None, themes: Sequence[Theme]) -> None:
        super().__init__(data)
        self.themes = {f"theme-{theme.pk}": theme for theme in themes}
        for name, theme in self.themes.items():
            self.fields[name] = forms.ChoiceField(
                label=theme.name, choices=CHOICES, required=False, initial="", widget=forms.RadioSelect
            )

    def chosen(self, what: str) -> list[Theme]:
        """The themes for which `what` was chosen."""
        return [theme for name, theme in self.themes.items() if self.cleaned_data[name] == what]

    def clean(self) -> dict[str, object]:
        """The cleaned data. Raises ValidationError where nothing is chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.values()) and not self.errors:
            raise forms.ValidationError(_("Choose a theme to add or remove."))
        return cleaned


class ThemeTool(Tool):
    """Asks which themes the claims with these primary keys get and lose, and does it: what it shows is what it asks."""

    template = "admin/organizations/themes.html"
    form: ThemesForm

    def __init__(self, request: HttpRequest, model: type[Claim], keys: Sequence[int]) -> None:
        super().__init__(request)
        self.model = model
        self.permission = f"organizations.change_{model._meta.model_name}"
        self.claims: QuerySet[Any] = model._default_manager.filter(pk__in=keys[:MAX_THEMED]).select_related(
            "organization"
        )
        self.form = ThemesForm(request.POST if self.is_applied else None, list(Theme.objects.all()))

    def lock(self) -> AbstractContextManager[None]:
        return locked(set(self.claims.order_by().values_list("organization", flat=True)))

    @property
    def missing(self) -> Done | None:
        return None if self.claims else Done(_("The claims are not there any more."), self._url("changelist"))

    def apply(self) -> Done | None:
        """Put themes on and take them off; one revision for each dossier that changed."""
        add, remove = self.form.chosen("add"), self.form.chosen("remove")
        found = dict(self.claims.values_list("pk", "organization"))
        # The dossiers are locked and the themes are not: one may be gone since the form was made.
        kept = Theme.objects.in_bulk([theme.pk for theme in add])
        mark_claims(self.model, list(found), add=list(kept), remove=[theme.pk for theme in remove])
        record_changes(set(found.values()), by=self.user, note=_note(add, remove))
        text = ngettext("%(count)s claim has its themes.", "%(count)s claims have their themes.", len(found))
        return Done(text % {"count": Grouped(len(found))}, self._url("changelist"))

    def context(self) -> Context:
        counts = dict(self.claims.order_by().values_list("themes").annotate(Count("pk")))
        return {
            "title": _("Add or remove themes"),
            "claims": self.claims,
            "rows": [(self.form[each], counts.get(theme.pk, 0)) for each, theme in self.form.themes.items()],
            "url": self._url("themes"),
            "done": self._url("changelist"),
        }

    def _url(self, page: str) -> str:
        return reverse(f"admin:organizations_{self.model._meta.model_name}_{page}")


def _note(add: Sequence[Theme], remove: Sequence[Theme]) -> Message:
    added, removed = (", ".join(map(str, themes)) for themes in (add, remove))
    if added and removed:
        return note("themes-changed", added=added, removed=removed)
    return note("themes-added", added=added) if added else note("themes-removed", removed=removed)
