"""A contribution beside the claim that it is about, as published and in the working copy; and what becomes of it."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.findings import page_of
from organizations.admin.saving.contributions import PARAMETER
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.admin.tools.sourcing import ROLES
from organizations.contributing import AlreadyDecided, NothingChanged, accept, answer, confirm, decline
from organizations.contributing.taking_in import is_taken_in, reply_added, source_added, source_text
from organizations.dossier.bounds import MAX_COMMENT, MAX_CONTRIBUTION, MAX_LINE, MAX_NAME, MAX_NOTE
from organizations.dossier.evidence.changing import Unadded
from organizations.dossier.evidence.marks import UseRole
from organizations.dossier.kinds import INTRODUCTION, REMARK, SECTION
from organizations.models import Contribution, PublishedTag
from organizations.models.fields import Line, Prose
from organizations.reading.claims import ShownClaim, claims_of, claims_of_dossier
from organizations.store import dump_dossier

MAX_CONFIRMATION = MAX_NOTE - 200
"""Characters; behind them stands who confirmed it."""

DECISIONS = {"decline": gettext_lazy("Decline it"), "answer": gettext_lazy("Answer it")}


class DecisionForm(forms.Form):
    """What becomes of a contribution, and the words to its sender."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=list(DECISIONS.items()), widget=forms.RadioSelect
    )
    response = Prose(
        label=gettext_lazy("Reason or answer"),
        max_length=MAX_COMMENT,
        help_text=gettext_lazy(
            "The reason of a decline is public: it stands on the claim's page. An answer is read by the sender alone."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ConfirmationForm(forms.Form):
    """Who sent a reply, and how that is known."""

    is_confirmed = forms.BooleanField(label=gettext_lazy("The organization itself sent it"))
    confirmation = Line(
        label=gettext_lazy("Confirmed by"),
        max_length=MAX_CONFIRMATION,
        help_text=gettext_lazy("Whom you asked, and how: as in “the press office, by telephone, 3 May 2024”."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class SourceForm(forms.Form):
    """A source as the dossier will say it, and how the claim uses it."""

    text = Prose(
        label=gettext_lazy("Source"),
        max_length=MAX_LINE,
        help_text=gettext_lazy("As the list of sources will say it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = Line(label=gettext_lazy("Place"), required=False, max_length=MAX_NAME)
    role = forms.ChoiceField(label=gettext_lazy("It"), choices=list(ROLES.items()), initial=UseRole.SUPPORTS.value)
    quote = Prose(
        label=gettext_lazy("Quote"), required=False, max_length=MAX_COMMENT, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReplyForm(forms.Form):
    """A reply as the dossier will say it."""

    text = Prose(label=gettext_lazy("Reply"), max_length=MAX_CONTRIBUTION, widget=forms.Textarea(attrs={"rows": 4}))
    of = Line(label=gettext_lazy("Of"), max_length=MAX_NAME)
    on = forms.DateField(label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class DecideTool(Tool):
    """Shows a contribution beside its claim; declines or answers it, or keeps who confirmed a reply.

    A claim is changed on its own page, which accepts what it is opened beside.
    """

    template = "admin/organizations/contribution.html"
    permission = "organizations.change_contribution"
    refusals = (Unadded,)

    def __init__(self, request: HttpRequest, contribution: Contribution) -> None:
        super().__init__(request)
        self.contribution = contribution
        step = request.POST.get("apply", "")
        self.decision = DecisionForm(request.POST if step == "decide" else None)
        self.confirmation = ConfirmationForm(request.POST if step == "confirm" else None)
        self.acceptance = self._acceptance(request.POST if step == "accept" else None)
        self.form = {"confirm": self.confirmation, "accept": self.acceptance}.get(step) or self.decision
        # Who may only look sees the page; who posts has to be allowed to decide.
        if not self.is_applied:
            self.permission = "organizations.view_contribution"
        self.seen = contribution.state
        self.was_decided = False

    def _acceptance(self, data: Any) -> SourceForm | ReplyForm | None:
        """The form that takes it in by itself; None where the claim is to be changed instead."""
        contribution = self.contribution
        if not (is_taken_in(contribution) and contribution.is_confirmed):
            return None
        if contribution.type == Contribution.Type.SOURCE:
            initial = {"text": source_text(contribution), "place": contribution.place, "quote": contribution.quote}
            return SourceForm(data, initial=initial)
        organization = contribution.organization
        of, on = organization.acronym or organization.name, localdate(contribution.sent_at)
        return ReplyForm(data, initial={"text": contribution.words, "of": of, "on": on})

    @property
    def missing(self) -> Done | None:
        """The way back where somebody else has decided meanwhile."""
        if not self.was_decided:
            return None
        return Done(_("Somebody else has decided on it meanwhile."), page_of_contribution(self.contribution))

    def look(self) -> None:
        self.contribution = get_object_or_404(Contribution, pk=self.contribution.pk)
        self.seen = self.contribution.state

    def apply(self) -> Done | None:
        try:
            return self._decided(self.form.cleaned_data)
        except AlreadyDecided:
            self.was_decided = True
            return None

    def _decided(self, data: dict[str, Any]) -> Done | None:
        if self.form is self.confirmation:
            confirm(self.contribution, by=self.user, text=data["confirmation"])
            return Done(_("Confirmed: it can be accepted now."), page_of_contribution(self.contribution))
        if self.form is self.acceptance:
            return self._accepted(data)
        if data["decision"] == "decline":
            decline(self.contribution, by=self.user, reason=data["response"])
            return Done(_("Declined: the reason is public."), waiting_list())
        answer(self.contribution, by=self.user, text=data["response"])
        return Done(_("Answered."), waiting_list())

    def _accepted(self, data: dict[str, Any]) -> Done | None:
        is_source = self.contribution.type == Contribution.Type.SOURCE
        take_in = source_added if is_source else reply_added
        if is_source:
            data = {**data, "role": UseRole(data["role"])}
        try:
            accept(self.contribution, take_in(self.contribution, **data), by=self.user)
        except NothingChanged:
            self.form.add_error(None, _("The dossier says so already."))
        except KeyError:
            self.form.add_error(None, _("The claim is not in the working copy any more."))
        else:
            return Done(_("Accepted: readers see it once the dossier is published."), waiting_list())
        return None

    def context(self) -> Context:
        contribution = self.contribution
        published = getattr(contribution.organization, "published", None)
        return {
            "title": str(contribution),
            "original": contribution,
            "decision": self.decision,
            "confirmation": self.confirmation,
            "acceptance": self.acceptance,
            "is_waiting": contribution.state == Contribution.State.WAITING,
            "as_published": _named(claims_of(published), contribution) if published else None,
            "as_edited": _named(_working_claims(contribution), contribution),
            "public_page": published and f"{published.get_absolute_url()}#{contribution.anchor}",
            "claim_page": claim_page(contribution),
        }


def _working_claims(contribution: Contribution) -> list[ShownClaim]:
    return claims_of_dossier(dump_dossier(contribution.organization), PublishedTag.objects.none())


def _named(claims: list[ShownClaim], contribution: Contribution) -> ShownClaim | None:
    name = contribution.claim_kind, contribution.claim_key
    return next((claim for claim in claims if (claim.kind, claim.key) == name), None)


def claim_page(contribution: Contribution) -> str:
    """The page on which the claim is edited, beside the contribution; empty where the claim is not there any more."""
    kind, key = contribution.claim_kind, contribution.claim_key
    if kind == INTRODUCTION.name:
        url = reverse("admin:organizations_organization_change", args=[contribution.organization_id])
    elif kind in (SECTION.name, REMARK.name):
        keys = [key, key.removesuffix("-text")]
        url = next(filter(None, (page_of(contribution.organization, "section", each) for each in keys)), "")
    else:
        url = page_of(contribution.organization, kind.replace("_", " "), key)
    return url and f"{url}?{PARAMETER}={contribution.pk}"


def page_of_contribution(contribution: Contribution) -> str:
    """The page of a contribution in the admin."""
    return reverse("admin:organizations_contribution_change", args=[contribution.pk])


def waiting_list() -> str:
    """The list of the contributions that wait."""
    return f"{reverse('admin:organizations_contribution_changelist')}?state__exact={Contribution.State.WAITING.value}"
