"""What readers contribute about a claim: the claims of a dossier to choose from, the form, and what became of it."""

from typing import Any

from axes.helpers import get_client_ip_address
from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from organizations.contributing import (
    Limited,
    Pressure,
    StampProblem,
    new_stamp,
    pressure_on,
    question_of,
    read_stamp,
    send,
    sender_of,
)
from organizations.contributing.stamps import Stamp
from organizations.dossier.bounds import MAX_COMMENT, MAX_CONTRIBUTION, MAX_NAME, MAX_URL
from organizations.dossier.kinds import named_by
from organizations.models import Contribution, PublishedClaim, PublishedOrganization
from organizations.models.fields import Line, Prose, plain
from organizations.reading.claims import claims_of, sections_of
from organizations.reading.snapshot import in_one_state
from organizations.views.shared.pages import published_page
from organizations.views.shared.redirects import redirect_to_current

MAX_ADDRESSES = 3
"""Addresses on the web that one contribution may name, in all its fields."""

MAX_OUTCOMES = 20
"""Decisions on one claim that its page shows, the latest first."""

MAX_BYTES = 200_000
"""What a form is sent in at most: several times what its fields hold. More is not even read."""

SECONDS_FULL = 3600
"""After so long there is room again."""

Type = Contribution.Type
STAMP_PROBLEMS = {
    StampProblem.FORGED: gettext_lazy(
        "This form was not of this page. Please look at what you typed, and send it now."
    ),
    StampProblem.TOO_FAST: gettext_lazy("That was very fast. Please look at what you typed, and send it again."),
    StampProblem.TOO_OLD: gettext_lazy(
        "This page was opened long ago, and the claim may have changed. Please look at it, and send your words again."
    ),
}


class ContributionForm(forms.Form):
    """What a reader sends about a claim. `website` is a trap for programs, `answer` is asked for where much is sent."""

    type = forms.ChoiceField(
        label=gettext_lazy("What do you have?"),
        choices=[
            (Type.SOURCE.value, gettext_lazy("A source for this claim, or one that disputes it")),
            (Type.CORRECTION.value, gettext_lazy("A correction")),
            (Type.REPLY.value, gettext_lazy("The reply of the organization: I speak for it")),
        ],
        initial=Type.SOURCE.value,
        widget=forms.RadioSelect,
    )
    words = Prose(
        label=gettext_lazy("Your words"),
        required=False,
        max_length=MAX_CONTRIBUTION,
        help_text=gettext_lazy(
            "Of a source its author, title and year; of a correction what is wrong, and what is right."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    url = forms.URLField(
        label=gettext_lazy("Address on the web"), required=False, max_length=MAX_URL, assume_scheme="https"
    )
    quote = Prose(
        label=gettext_lazy("Quote"),
        required=False,
        max_length=MAX_COMMENT,
        help_text=gettext_lazy("The words of the source, exactly as they stand there."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = Line(
        label=gettext_lazy("Place in the source"),
        required=False,
        max_length=MAX_NAME,
        help_text=gettext_lazy("As in “p. 3” or “art. 12”."),
    )
    name = Line(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    is_credited = forms.BooleanField(
        label=gettext_lazy("Credit me by this name where my contribution is accepted"), required=False
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=MAX_NAME,
        help_text=gettext_lazy("For questions back. Only editors see it; it is erased 90 days after the decision."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    answer = Line(label="", required=False, max_length=MAX_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty: it is here for programs that fill in everything"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")
        # In place of Django's own, which takes ftp too.
        self.fields["url"].validators = [URLValidator(schemes=["http", "https"]), plain]

    def clean_website(self) -> str:
        """Nothing. Raises ValidationError where something was filled in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please empty this field: your words are kept."))
        return ""

    def clean(self) -> dict[str, object]:
        """What fits its type. Adds errors where there is nothing to go by, or too many addresses."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        text = " ".join(str(cleaned[name]) for name in ("words", "url", "quote", "place", "name")).lower()
        has_words = any(map(str.isalnum, cleaned["words"]))  # and not only what nobody sees
        if cleaned["type"] == Type.SOURCE and not (has_words or cleaned["url"]):
            self.add_error("words", _("Name the source: its title, or its address on the web below."))
        if cleaned["type"] == Type.CORRECTION and not has_words:
            self.add_error("words", _("Say what is wrong, and what is right."))
        if cleaned["type"] == Type.REPLY and not has_words:
            self.add_error("words", _("Write the reply as it should be shown."))
        # One that has both counts once.
        if text.count("://") + text.count("www.") - text.count("://www.") > MAX_ADDRESSES:
            words = _("Name at most %(most)s addresses on the web: those that matter most.")
            self.add_error("words", words % {"most": MAX_ADDRESSES})
        if cleaned["is_credited"] and not cleaned["name"]:
            self.add_error("name", _("Write the name that you wish to be credited by, or take the mark off."))
        return cleaned

    def contribution(self) -> dict[str, object]:
        """What is kept of it, by the columns of a Contribution."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("answer", "website")}


@published_page(of_organization=True)
def contribute(request: HttpRequest, slug: str) -> HttpResponse:
    """The claims of a dossier, each with a link to the page on which readers contribute to it."""
    published = get_object_or_404(PublishedOrganization, slug=slug)
    claims = claims_of(published)
    context = {
        "published": published,
        "introductions": [claim for claim in claims if not claim.section],
        "sections": [section for section in sections_of(published, claims) if section.claims],
    }
    return render(request, "organizations/contribute.html", context)


# Checked below by `csrf_protect`, after a look at the length.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribute_to_claim(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """The form about one published claim, as `_contribute_to_claim` has it; of a long body nothing is read."""
    # The middleware of CSRF would read it, and a form that is wrong is given back with all that was typed.
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > MAX_BYTES:
        return _private(HttpResponse(_("That is too much for this form."), status=413, content_type="text/plain"))
    return _contribute_to_claim(request, slug, anchor)


@csrf_protect
def _contribute_to_claim(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """The form about one published claim; what is posted to it is kept, and leads to the sender's secret page."""
    try:
        claim = in_one_state(lambda: _claim(slug, anchor))
    except Http404:
        found = redirect_to_current(request)
        if found is None:
            raise
        return found
    about = f"{claim.organization.organization_id} {anchor}"
    if request.method != "POST":
        return _form_page(request, claim, about, ContributionForm(), _pressure(request, claim))
    form, stamp = ContributionForm(request.POST), read_stamp(request.POST.get("stamp", ""), about)
    # What is refused is answered without counting: a flood of it costs little. Who sends it again is counted then.
    pressure = Pressure.NONE
    if stamp.problem:
        form.add_error(None, str(STAMP_PROBLEMS[stamp.problem]))
    elif form.is_valid():
        try:
            return _sent(request, claim, form, stamp)
        except Limited as error:
            pressure = error.pressure
            if pressure == Pressure.HIGH:
                form.add_error("answer", _("Much was sent within the hour: please answer the question."))
        except PublishedClaim.DoesNotExist as error:
            raise Http404 from error
    return _form_page(request, claim, about, form, pressure)


def _sent(request: HttpRequest, claim: PublishedClaim, form: ContributionForm, stamp: Stamp) -> HttpResponse:
    """Where a contribution that was taken leads. Raises Limited, and PublishedClaim.DoesNotExist."""
    is_answered = question_of(claim.organization, stamp.nonce).is_answered(form.cleaned_data["answer"])
    address = get_client_ip_address(request)
    sent = send(claim, form.contribution(), address=address, is_answered=is_answered)
    if sent.is_new or sent.is_own:
        return HttpResponseRedirect(sent.contribution.get_absolute_url())
    form.add_error(None, _("These very words were sent about this claim before: editors have them."))
    return _form_page(request, claim, f"{claim.organization.organization_id} {claim.anchor}", form, Pressure.NONE)


def _form_page(
    request: HttpRequest, claim: PublishedClaim, about: str, form: ContributionForm, pressure: Pressure
) -> HttpResponse:
    """The page of the form, with a stamp of now; where much was sent it asks a question, or says when to come back."""
    text = new_stamp(about)
    question = question_of(claim.organization, read_stamp(text, about).nonce)
    context = {
        "claim": claim,
        "published": claim.organization,
        "form": form,
        "stamp": text,
        "question": question.text if pressure == Pressure.HIGH else "",
        "is_full": pressure == Pressure.FULL,
        "outcomes": () if form.is_bound else _outcomes(claim),
    }
    status = 429 if pressure == Pressure.FULL else 200
    response = _private(render(request, "organizations/contribute_to_claim.html", context, status=status))
    if pressure == Pressure.FULL:
        response["Retry-After"] = str(SECONDS_FULL)
    return response


def _outcomes(claim: PublishedClaim) -> "QuerySet[Contribution]":
    """The last decisions on what was contributed about a claim."""
    about = Contribution.objects.about(claim.organization.organization_id, claim.kind, claim.key)
    return about.decided().order_by("-decided_at")[:MAX_OUTCOMES]


@never_cache
@require_safe
def contribution_detail(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a contribution, to its sender: whoever has the secret link."""
    contribution = get_object_or_404(Contribution.objects.select_related("revision"), token=token)
    published = PublishedOrganization.objects.filter(organization=contribution.organization_id)
    live = published.select_related("revision").first()
    taken = contribution.revision
    context = {
        "contribution": contribution,
        "published": live,
        "is_shown": bool(live and taken and live.revision.number >= taken.number),
    }
    return _private(render(request, "organizations/contribution_detail.html", context))


def _claim(slug: str, anchor: str) -> PublishedClaim:
    """A published claim with its organization and edition. Raises Http404."""
    named = named_by(anchor)
    if named is None:
        raise Http404(_("There is no such claim."))
    found = PublishedClaim.objects.select_related("organization__revision").defer("organization__revision__data")
    return get_object_or_404(found, organization__slug=slug, kind=named[0], key=named[1])


def _pressure(request: HttpRequest, claim: PublishedClaim) -> Pressure:
    now = timezone.now()
    sender = sender_of(get_client_ip_address(request), now)
    return pressure_on(claim.organization.organization_id, claim.kind, claim.key, sender=sender, now=now)


def _private(response: HttpResponse) -> HttpResponse:
    """A page that no search engine lists."""
    response["X-Robots-Tag"] = "noindex"
    return response
