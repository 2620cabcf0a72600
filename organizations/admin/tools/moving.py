"""Claims move to another kind or another dossier: what each will be is shown, and done when asked."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from django import forms
from django.db.models import Max, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.admin.forms import DossierField, offered_dossiers
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.dossier.bounds import MAX_LINE, MAX_NAME
from organizations.dossier.changes.compare import wording_of
from organizations.dossier.changes.moving import put_in, recast, taken_out, wording_as
from organizations.dossier.document import AnyClaim, Dossier, Event, Point, SectionKind
from organizations.dossier.evidence.relabelling import taken_along
from organizations.dossier.kinds import MOVED, first_kind_of
from organizations.dossier.messages import Message
from organizations.dossier.notes import note
from organizations.dossier.period import Period, PeriodError, parse_period
from organizations.editing import locked, record_changes
from organizations.models import Organization
from organizations.models.base import InDossier
from organizations.models.fields import Line
from organizations.store import CLAIM_RECORDS, dump_dossiers, load_dossiers
from organizations.wording import Count, kind_name, sentence

MAX_MOVED = 100


def plural(kind: SectionKind) -> str:
    """What a section of the kind holds, in words: "facts"."""
    return kind_name(first_kind_of(kind).words, 2)


class MoveForm(forms.Form):
    """Where claims of one kind go: a dossier, typed, and a kind."""

    organization = DossierField(
        label=gettext_lazy("Dossier"),
        required=False,
        help_text=gettext_lazy("Its name, acronym or slug. Empty: each stays in its own."),
    )
    to = forms.ChoiceField(label=gettext_lazy("Kind"))

    def __init__(self, *args: Any, kind: SectionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = MOVED if kind in MOVED else (kind,)
        to = cast(forms.ChoiceField, self.fields["to"])
        to.choices, to.initial = [(each.value, plural(each)) for each in kinds], kind.value


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


def _list_of(kind: SectionKind) -> str:
    return reverse(f"admin:organizations_{CLAIM_RECORDS[kind]._meta.model_name}_changelist")


class MoveTool(Tool):
    """Asks where claims with these primary keys go, shows what each will be, and moves them.

    `rows` are what is shown of each, `to` is the kind that was chosen.
    """

    template = "admin/organizations/move.html"

    def __init__(self, request: HttpRequest, kind: SectionKind, keys: Sequence[int]) -> None:
        super().__init__(request)
        self.kind, self.to = kind, kind
        self.query = CLAIM_RECORDS[kind]._default_manager.filter(pk__in=keys[:MAX_MOVED])
        self.rows: list[Row] = []
        # Not the method: the list of claims posts too, when this is chosen there.
        self.form = MoveForm(request.POST if "to" in request.POST else None, kind=kind)

    def lock(self) -> AbstractContextManager[None]:
        meant = self.form.cleaned_data["organization"]
        # Of all dossiers that a claim leaves or comes to, in one lock: a second one would be refused.
        return locked(
            set(self.query.order_by().values_list("organization", flat=True)) | ({meant.pk} if meant else set())
        )

    @cached_property
    def organizations(self) -> dict[int, Organization]:
        """The organizations whose dossiers a move changes, by primary key."""
        meant = self.form.cleaned_data["organization"] if self.form.is_valid() else None
        found = Q(pk__in=self.query.order_by().values("organization")) | Q(pk=meant.pk if meant else None)
        return {each.pk: each for each in Organization.objects.filter(found)}

    @cached_property
    def target(self) -> Organization | None:
        """The dossier that all claims go to; None where each stays in its own."""
        meant = self.form.cleaned_data["organization"]
        return self.organizations.get(meant.pk) if meant else None

    @cached_property
    def records(self) -> list[InDossier]:
        """The claims, in the order of their list."""
        related = ("organization", "person") if self.kind == SectionKind.PEOPLE else ("organization",)
        found = self.query.select_related(*related)
        return [each for each in found if each.organization_id in self.organizations]

    @cached_property
    def dossiers(self) -> dict[int, Dossier]:
        """What the dossiers say now, by primary key."""
        return dump_dossiers(list(self.organizations.values()))

    @property
    def missing(self) -> Done | None:
        text = _("What was to be moved is not there any more.")
        return None if self.records else Done(text, _list_of(self.kind))

    def look(self) -> None:
        self.to = SectionKind(self.form.cleaned_data["to"])
        self.rows = [self._row(record) for record in self.records]
        # Of all dossiers that a claim leaves or comes to: a save in any of them may change what is shown here.
        found = Organization.objects.filter(pk__in=self.organizations).order_by("pk")
        last = found.values_list("pk", Max("revisions__number"))
        self.seen = " ".join(f"{pk}.{number or 0}" for pk, number in last)
        if self.rows and all(row.stays for row in self.rows):
            self.form.add_error(None, _("Choose another kind or another dossier: there it stands already."))

    def context(self) -> Context:
        return {
            "title": _("Move %(kind)s") % {"kind": plural(self.kind)},
            "move": self,
            "offered": offered_dossiers(),
            "url": reverse(f"admin:organizations_{CLAIM_RECORDS[self.kind]._meta.model_name}_move"),
            "done": _list_of(self.kind),
        }

    @property
    def kind_name(self) -> str:
        """What the claims are now, in words."""
        return plural(self.kind)

    @property
    def to_name(self) -> str:
        """What they will be, in words."""
        return plural(self.to)

    def _row(self, record: InDossier) -> Row:
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

    def apply(self) -> Done | None:
        """Move the claims, each dossier in one revision."""
        if (
            self.request.POST.get("shown") != self.to.value
            or not all(row.then for row in self.rows)
            or self.form.errors
        ):
            return None
        dossiers, touched = dict(self.dossiers), set()
        going = [row for row in self.rows if not row.stays]
        for row in going:
            assert row.then
            here, there = row.here.pk, row.there.pk
            origin = dossiers[here]
            dossiers[here], _now = taken_out(dossiers[here], self.kind, row.now.key)
            claim = row.then
            # Its sources go along: a mark "[3]" means another entry in another dossier.
            if here != there:
                dossiers[there], claim = taken_along(origin, replace(claim, lines=None), dossiers[there])
            dossiers[there], claim = put_in(dossiers[there], self.to, claim)
            touched |= {here, there}
        # All at once, at the end: a claim is never in both dossiers, or in none.
        load_dossiers([(self.organizations[pk].slug, dossiers[pk]) for pk in sorted(touched)])
        record_changes(touched, by=self.user, note=self._note())
        text = ngettext("%(count)s claim was moved.", "%(count)s claims were moved.", len(going)) % {
            "count": Count(len(going))
        }
        return Done(text, _list_of(self.to) if len(going) > 1 else self._page_of(row.there, claim.key))

    def _page_of(self, organization: Organization, key: str) -> str:
        model = CLAIM_RECORDS[self.to]
        moved = model._default_manager.get(organization=organization, key=key)
        return reverse(f"admin:organizations_{model._meta.model_name}_change", args=[moved.pk])

    def _note(self) -> Message:
        kinds, to_kinds = (first_kind_of(kind).words for kind in (self.kind, self.to))
        if self.target is None:
            return note("moved-kind", kinds=kinds, to_kinds=to_kinds)
        there = self.target.acronym or self.target.name
        if self.to == self.kind:
            return note("moved-dossier", kinds=kinds, there=there)
        return note("moved-both", kinds=kinds, to_kinds=to_kinds, there=there)
