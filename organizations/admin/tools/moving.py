"""Claims move to another kind or another dossier: what each will be is shown, and done when asked."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.dossier.bounds import MAX_LINE, MAX_NAME
from organizations.dossier.changes.compare import wording_of
from organizations.dossier.changes.moving import put_in, recast, taken_out, wording_as
from organizations.dossier.document import AnyClaim, Dossier, Event, Point, SectionKind
from organizations.dossier.kinds import MOVED, first_kind_of
from organizations.dossier.messages import Message
from organizations.dossier.notes import note
from organizations.dossier.period import Period, PeriodError, parse_period
from organizations.editing import locked, record_changes
from organizations.models import Organization
from organizations.models.fields import Line
from organizations.store import CLAIM_RECORDS, dump_dossiers, load_dossiers
from organizations.wording import kind_name, sentence

MAX_MOVED = 100
MAX_OFFERED = 100


def plural(kind: SectionKind) -> str:
    """What a section of the kind holds, in words: "facts"."""
    return kind_name(first_kind_of(kind).words, 2)


class MoveForm(forms.Form):
    """Where claims of one kind go: a dossier, typed, and a kind."""

    organization = Line(
        label=gettext_lazy("Dossier"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its name, acronym or slug. Empty: each stays in its own."),
        widget=forms.TextInput(attrs={"list": "organizations", "class": "vTextField", "autocomplete": "off"}),
    )
    to = forms.ChoiceField(label=gettext_lazy("Kind"))

    def __init__(self, *args: Any, kind: SectionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = MOVED if kind in MOVED else (kind,)
        to = cast(forms.ChoiceField, self.fields["to"])
        to.choices, to.initial = [(each.value, plural(each)) for each in kinds], kind.value

    def clean_organization(self) -> Organization | None:
        """The dossier that is meant; None where each claim stays in its own. Raises ValidationError if unclear."""
        words = self.cleaned_data["organization"]
        if not words:
            return None
        called = Organization.objects.filter(Q(name__iexact=words) | Q(acronym__iexact=words)).order_by("slug")
        found = list(Organization.objects.filter(slug=words)) or list(called[:3])
        if not found:
            raise forms.ValidationError(_("There is no dossier of this name."))
        if len(found) > 1:
            several = _("Several dossiers are called so; type the slug: %(slugs)s")
            raise forms.ValidationError(several, params={"slugs": ", ".join(each.slug for each in found)})
        return found[0]


class WordingForm(forms.Form):
    """What a claim says as one of another kind: its title, and for an event its period."""

    title = Line(
        label=gettext_lazy("Title"), max_length=MAX_LINE, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    period = Line(
        label=gettext_lazy("Period"),
        max_length=MAX_NAME,
        help_text=gettext_lazy("As in “1951–1970s”, “since 2023”, “c. 1995”, “7 April 1948”."),
    )

    def __init__(self, *args: Any, to: SectionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to != SectionKind.TIMELINE:
            del self.fields["period"]

    def clean_period(self) -> Period:
        """The period as a value. Raises ValidationError with the reason where it cannot be read."""
        try:
            return parse_period(self.cleaned_data["period"])
        except PeriodError as error:
            raise forms.ValidationError(sentence(error.message)) from error


@dataclass(frozen=True, slots=True)
class Row:
    """A claim that is to go, from here to there: what it says now, and then; the form of words that can change.

    `then` is None while the form asks for something; a claim `stays` that is there already.
    """

    here: Organization
    there: Organization
    now: AnyClaim
    then: AnyClaim | None
    form: WordingForm | None
    stays: bool

    @property
    def wording(self) -> str:
        """The words that it is known by now."""
        return wording_of(self.now)


def may_move(request: HttpRequest) -> bool:
    """Whether the request's user may move claims of dossiers."""
    return request.user.has_perm("organizations.change_organization")


def move_page(request: HttpRequest, kind: SectionKind, keys: Sequence[int], context: dict[str, Any]) -> HttpResponse:
    """Ask where the claims with these primary keys go, show what each will be, move them once `apply` is pressed.

    Raises PermissionDenied.
    """
    if not may_move(request):
        raise PermissionDenied
    is_sent = request.method == "POST" and "to" in request.POST
    form = MoveForm(request.POST if is_sent else None, kind=kind)
    target = form.cleaned_data["organization"] if is_sent and form.is_valid() else None
    with locked(_owners(kind, keys, target)) if is_sent else nullcontext():
        move = _Move(request, kind, keys, target)
        if not move.records:
            messages.error(request, _("What was to be moved is not there any more."))
            return HttpResponseRedirect(_list_of(kind))
        if is_sent and form.is_valid():
            move.show(SectionKind(form.cleaned_data["to"]))
            if all(row.stays for row in move.rows):
                form.add_error(None, _("Choose another kind or another dossier: there it stands already."))
            elif "apply" in request.POST and move.is_ready:
                return HttpResponseRedirect(move.carried_out())
    context |= {
        "title": _("Move %(kind)s") % {"kind": plural(kind)},
        "form": form,
        "move": move,
        "offered": Organization.objects.order_by("name").values_list("slug", "name")[:MAX_OFFERED],
        "url": reverse(f"admin:organizations_{CLAIM_RECORDS[kind]._meta.model_name}_move"),
        "done": _list_of(kind),
    }
    return TemplateResponse(request, "admin/organizations/move.html", context)


def _owners(kind: SectionKind, keys: Sequence[int], target: Organization | None) -> set[int]:
    """The organizations whose dossiers a move changes."""
    claims = CLAIM_RECORDS[kind]._default_manager.filter(pk__in=keys[:MAX_MOVED])
    return set(claims.order_by().values_list("organization", flat=True)) | ({target.pk} if target else set())


def _list_of(kind: SectionKind) -> str:
    return reverse(f"admin:organizations_{CLAIM_RECORDS[kind]._meta.model_name}_changelist")


class _Move:
    """Claims on their way, read while nobody else writes; `seen` tells whether somebody did before.

    `rows` are what is shown of each, `to` is the kind that was chosen.
    """

    def __init__(
        self, request: HttpRequest, kind: SectionKind, keys: Sequence[int], target: Organization | None
    ) -> None:
        self.request, self.kind, self.to = request, kind, kind
        query = CLAIM_RECORDS[kind]._default_manager.filter(pk__in=keys[:MAX_MOVED])
        meant = Q(pk__in=query.order_by().values("organization")) | Q(pk=target.pk if target else None)
        self.organizations = {each.pk: each for each in Organization.objects.filter(meant)}
        self.target = self.organizations.get(target.pk) if target else None
        related = ("organization", "person") if kind == SectionKind.PEOPLE else ("organization",)
        found = query.select_related(*related)
        self.records = [each for each in found if each.organization_id in self.organizations]
        self.rows: list[Row] = []

    @cached_property
    def dossiers(self) -> dict[int, Dossier]:
        """What the dossiers say now, by primary key."""
        return dump_dossiers(list(self.organizations.values()))

    @cached_property
    def seen(self) -> str:
        """The last revision of each dossier."""
        found = Organization.objects.filter(pk__in=self.organizations).order_by("pk")
        pairs = found.values_list("pk", Max("revisions__number"))
        return " ".join(f"{pk}.{number or 0}" for pk, number in pairs)

    @property
    def is_stale(self) -> bool:
        """Whether a dossier changed since the page was shown that is sent."""
        return "apply" in self.request.POST and self.request.POST.get("seen") != self.seen

    @property
    def is_ready(self) -> bool:
        """Whether the claims can move now, as they were shown."""
        is_shown = self.request.POST.get("shown") == self.to.value
        return is_shown and not self.is_stale and all(row.then for row in self.rows)

    @property
    def kind_name(self) -> str:
        """What the claims are now, in words."""
        return plural(self.kind)

    @property
    def to_name(self) -> str:
        """What they will be, in words."""
        return plural(self.to)

    def show(self, to: SectionKind) -> None:
        """Fill the rows with what each claim will be."""
        self.to = to
        self.rows = [self._row(record) for record in self.records]

    def _row(self, record: Any) -> Row:
        _rest, now = taken_out(self.dossiers[record.organization_id], self.kind, record.key)
        here = self.organizations[record.organization_id]
        there = self.target or here
        if self.to == self.kind:
            return Row(here, there, now, now, None, stays=here == there)
        assert isinstance(now, Event | Point)
        form = self._form(record.pk, now)
        then = None
        if not form.is_bound or form.is_valid():
            then = self._then(now, form)
        return Row(here, there, now, then, form, stays=False)

    def _form(self, pk: int, now: Event | Point) -> WordingForm:
        is_sent = f"{pk}-title" in self.request.POST and self.request.POST.get("shown") == self.to.value
        initial = dict(zip(("title", "period"), wording_as(now, self.to), strict=True))
        return WordingForm(self.request.POST if is_sent else None, prefix=str(pk), initial=initial, to=self.to)

    def _then(self, now: Event | Point, form: WordingForm) -> AnyClaim | None:
        try:
            return recast(now, self.to, **(form.cleaned_data if form.is_bound else {}))
        except PeriodError:
            return None

    def carried_out(self) -> str:
        """Move the claims, each dossier in one revision; the address of what to show then."""
        dossiers, touched = dict(self.dossiers), set()
        going = [row for row in self.rows if not row.stays]
        for row in going:
            assert row.then
            here, there = row.here.pk, row.there.pk
            dossiers[here], _now = taken_out(dossiers[here], self.kind, row.now.key)
            claim = row.then if here == there else replace(row.then, lines=None)
            dossiers[there], claim = put_in(dossiers[there], self.to, claim)
            touched |= {here, there}
        load_dossiers([(self.organizations[pk].slug, dossiers[pk]) for pk in sorted(touched)])
        record_changes(touched, by=cast(User, self.request.user), note=self._note())
        count = len(going)
        said = ngettext("%(count)d claim was moved.", "%(count)d claims were moved.", count) % {"count": count}
        messages.success(self.request, said)
        if count > 1:
            return _list_of(self.to)
        model = CLAIM_RECORDS[self.to]
        moved = model._default_manager.get(organization=row.there, key=claim.key)
        return reverse(f"admin:organizations_{model._meta.model_name}_change", args=[moved.pk])

    def _note(self) -> Message:
        kinds, to_kinds = (first_kind_of(kind).words for kind in (self.kind, self.to))
        if self.target is None:
            return note("moved-kind", kinds=kinds, to_kinds=to_kinds)
        there = self.target.acronym or self.target.name
        if self.to == self.kind:
            return note("moved-dossier", kinds=kinds, there=there)
        return note("moved-both", kinds=kinds, to_kinds=to_kinds, there=there)
