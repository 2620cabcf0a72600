"""A contribution beside the claim that it is about, as published and in the working copy; and what becomes of it."""

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.findings import page_of
from organizations.admin.saving.contributions import PARAMETER
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.contributing import AlreadyDecided, answer, decline
from organizations.dossier.bounds import MAX_COMMENT
from organizations.dossier.kinds import INTRODUCTION, REMARK, SECTION
from organizations.models import Contribution, PublishedTag
from organizations.models.fields import Prose
from organizations.reading.claims import ShownClaim, claims_of, claims_of_dossier
from organizations.store import dump_dossier

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


class DecideTool(Tool):
    """Shows a contribution beside its claim, and declines or answers it; a claim is corrected on its own page."""

    template = "admin/organizations/contribution.html"
    permission = "organizations.change_contribution"

    def __init__(self, request: HttpRequest, contribution: Contribution) -> None:
        super().__init__(request)
        self.contribution = contribution
        self.form = DecisionForm(request.POST if self.is_applied else None)
        if not self.is_applied:
            self.permission = "organizations.view_contribution"
        self.seen = contribution.state
        self.was_decided = False

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
        decision, response = self.form.cleaned_data["decision"], self.form.cleaned_data["response"]
        try:
            if decision == "decline":
                decline(self.contribution, by=self.user, reason=response)
            else:
                answer(self.contribution, by=self.user, words=response)
        except AlreadyDecided:
            self.was_decided = True
            return None
        text = _("Declined: the reason is public.") if decision == "decline" else _("Answered.")
        return Done(text, waiting_list())

    def context(self) -> Context:
        contribution = self.contribution
        published = getattr(contribution.organization, "published", None)
        return {
            "title": str(contribution),
            "original": contribution,
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
