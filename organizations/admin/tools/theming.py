"""Themes are put on many claims at once, and taken off."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.dossier.messages import Message
from organizations.dossier.notes import note
from organizations.editing import locked, record_changes
from organizations.models import Theme
from organizations.models.claims import Claim
from organizations.store import mark_claims

MAX_THEMED = 500
CHOICES = [("", gettext_lazy("Leave")), ("add", gettext_lazy("Add")), ("remove", gettext_lazy("Remove"))]


class ThemesForm(forms.Form):
    """For each theme, whether the claims get it, lose it, or stay as they are."""

    def __init__(self, data: Any, themes: Sequence[Theme]) -> None:
        super().__init__(data)
        self.themes = {f"theme-{theme.pk}": theme for theme in themes}
        for name, theme in self.themes.items():
            self.fields[name] = forms.ChoiceField(
                label=theme.name, choices=CHOICES, required=False, initial="", widget=forms.RadioSelect
            )

    def chosen(self, what: str) -> list[Theme]:
        """The themes for which `what` was chosen."""
        return [theme for name, theme in self.themes.items() if self.cleaned_data[name] == what]

    def clean(self) -> dict[str, Any]:
        """The cleaned data. Raises ValidationError where nothing is chosen."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.values()) and not self.errors:
            raise forms.ValidationError(_("Choose a theme to add or remove."))
        return cleaned


def theme_page(request: HttpRequest, model: type[Claim], keys: Sequence[int], context: dict[str, Any]) -> HttpResponse:
    """Ask which themes the claims with these primary keys get and lose, and do it. Raises PermissionDenied."""
    name = model._meta.model_name
    if not request.user.has_perm(f"organizations.change_{name}"):
        raise PermissionDenied
    done = reverse(f"admin:organizations_{name}_changelist")
    claims = model._default_manager.filter(pk__in=keys[:MAX_THEMED]).select_related("organization")
    form = ThemesForm(request.POST if "apply" in request.POST else None, list(Theme.objects.all()))
    if form.is_valid():
        count = _themed(request, model, claims, add=form.chosen("add"), remove=form.chosen("remove"))
        said = ngettext("%(count)d claim has its themes.", "%(count)d claims have their themes.", count)
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(done)
    if not claims:
        messages.error(request, _("The claims are not there any more."))
        return HttpResponseRedirect(done)
    counts = dict(claims.order_by().values_list("themes").annotate(Count("pk")))
    context |= {
        "title": _("Add or remove themes"),
        "form": form,
        "claims": claims,
        "rows": [(form[each], counts.get(theme.pk, 0)) for each, theme in form.themes.items()],
        "url": reverse(f"admin:organizations_{name}_themes"),
        "done": done,
    }
    return TemplateResponse(request, "admin/organizations/themes.html", context)


def _themed(
    request: HttpRequest, model: type[Claim], claims: QuerySet[Any], *, add: Sequence[Theme], remove: Sequence[Theme]
) -> int:
    """Put themes on and take them off; one revision for each dossier that changed. The number of claims found."""
    with locked(set(claims.order_by().values_list("organization", flat=True))):
        found = dict(claims.all().values_list("pk", "organization"))
        kept = Theme.objects.in_bulk([theme.pk for theme in add])
        mark_claims(model, list(found), add=list(kept), remove=[theme.pk for theme in remove])
        record_changes(set(found.values()), by=cast(User, request.user), note=_note(add, remove))
    return len(found)


def _note(add: Sequence[Theme], remove: Sequence[Theme]) -> Message:
    added, removed = (", ".join(map(str, themes)) for themes in (add, remove))
    if added and removed:
        return note("themes-changed", added=added, removed=removed)
    return note("themes-added", added=added) if added else note("themes-removed", removed=removed)
