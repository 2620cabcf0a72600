"""Find and replace in a dossier: every place is shown first, each can be left out, then all are replaced at once."""

from itertools import groupby, islice
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.saving.merging import last_number
from organizations.dossier.changes.moving import settled
from organizations.dossier.changes.replacing import Place, Replacement, Search, places, replaced
from organizations.dossier.messages import Message
from organizations.dossier.notes import note
from organizations.editing import locked, record_changes
from organizations.models import Organization
from organizations.models.fields import plain
from organizations.store import dump_dossier, load_dossier
from organizations.wording import sentence
from organizations.wording.changes import MAX_QUOTED

MAX_PLACES = 500
MAX_CHARACTERS = 200
ONE_LINE = RegexValidator(r"\A[^\r\n]*\Z", gettext_lazy("Write it on one line."))


class ReplaceForm(forms.Form):
    """What is looked for in a dossier, and what is put in its place."""

    words = forms.CharField(
        label=gettext_lazy("Find"),
        strip=False,
        max_length=MAX_CHARACTERS,
        validators=[ONE_LINE, plain],
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    by = forms.CharField(
        label=gettext_lazy("Replace by"),
        strip=False,
        required=False,
        max_length=MAX_CHARACTERS,
        validators=[ONE_LINE, plain],
        help_text=gettext_lazy("Left empty, the words are taken out."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    match_case = forms.BooleanField(label=gettext_lazy("Match case"), required=False)
    whole_words = forms.BooleanField(label=gettext_lazy("Whole words only"), required=False)


def replace_page(request: HttpRequest, organization: Organization, context: dict[str, Any]) -> HttpResponse:
    """Take words, show every place where they stand, and replace the ticked ones once `apply` is pressed.

    Raises PermissionDenied.
    """
    if not request.user.has_perm("organizations.change_organization"):
        raise PermissionDenied
    form = ReplaceForm(request.POST or None)
    context |= {"title": _("Find and replace"), "original": organization, "form": form}
    if form.is_valid():
        with locked([organization.pk]):
            answer = _answer(request, organization.pk, Search(**form.cleaned_data), context)
        if answer:
            return answer
    return TemplateResponse(request, "admin/organizations/replace.html", context)


def _answer(request: HttpRequest, pk: int, search: Search, context: dict[str, Any]) -> HttpResponse | None:
    organization = get_object_or_404(Organization, pk=pk)
    dossier, last = dump_dossier(organization), last_number(organization)
    found = list(islice(places(dossier, search), MAX_PLACES + 1))
    is_sent = "apply" in request.POST
    is_same = request.POST.get("seen") == str(last)
    names = {place.name for place in found}
    ticked = names & set(request.POST.getlist("place")) if is_sent and is_same else names
    done = replaced(dossier, search, ticked)
    done.dossier = settled(dossier, done.dossier)
    if is_sent and is_same and done.count and not done.refused and len(found) <= MAX_PLACES:
        return _replace(request, organization, search, done)
    context |= {
        "search": search,
        "seen": last,
        "is_stale": is_sent and not is_same,
        "is_empty": is_sent and is_same and not ticked,
        "is_refused": is_sent and is_same and bool(done.refused),
        "count": len(found),
        "most": MAX_PLACES if len(found) > MAX_PLACES else 0,
        "groups": _groups(found, ticked if is_sent and is_same else ticked - done.refused.keys(), done.refused),
    }
    return None


def _replace(request: HttpRequest, organization: Organization, search: Search, done: Replacement) -> HttpResponse:
    load_dossier(done.dossier, slug=organization.slug)
    message = note("replaced", words=_quoted(search.words), by=_quoted(search.by), count=done.count)
    record_changes([organization.pk], by=cast(User, request.user), note=message)
    messages.success(request, f"{sentence(message)}.")
    return HttpResponseRedirect(reverse("admin:organizations_organization_change", args=[organization.pk]))


def _quoted(words: str) -> str:
    return words if len(words) <= MAX_QUOTED else f"{words[:MAX_QUOTED]}…"


def _reason(refused: Message | None) -> str:
    return sentence(refused) if refused else ""


def _groups(found: list[Place], ticked: set[str], refused: dict[str, Message]) -> list[list[tuple[Place, bool, str]]]:
    """The places, those of each claim together, with whether they are ticked and why they are refused."""
    rows = [(place, place.name in ticked, _reason(refused.get(place.name))) for place in found]
    return [list(held) for _claim, held in groupby(rows, key=lambda row: (row[0].kind, row[0].key))]
