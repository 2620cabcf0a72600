"""A source is sent from the browser by a bookmarklet: who sends it says for which claim, and adds it there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.forms import DossierField, offered_dossiers
from organizations.admin.tools.flow import Context
from organizations.admin.tools.sourcing import claims_in
from organizations.dossier.bounds import MAX_COMMENT, MAX_LINE, MAX_NAME, MAX_URL
from organizations.dossier.changes.compare import wording_of
from organizations.models import Organization
from organizations.models.fields import Line
from organizations.store import CLAIM_RECORDS, dump_dossier
from organizations.wording import kind_name

MAX_FOUND = 50
"""Claims that are offered, at most."""

# What is sent is cut in bytes of an address: servers take a request line of some four thousand.
_BOOKMARKLET = (
    "javascript:(()=>{const e=encodeURIComponent,"
    "cut=(w,n)=>{const c=[...(w||'').trim()].slice(0,n);while(e(c.join('')).length>n)c.pop();return e(c.join(''))},"
    "m=document.querySelector('meta[name=citation_doi]');"
    "open('PAGE?url='+e(location.href.split('#')[0])+'&title='+cut(document.title,600)"
    "+'&doi='+cut(m&&m.content,150)+'&quote='+cut(getSelection()+'',1200),'_blank','noopener')})()"
)
_QUOTES = str.maketrans("“”", "‘’")


class ClaimSearch(forms.Form):
    """Which claim the source is for; what the browser sent goes along."""

    url = Line(max_length=MAX_URL, widget=forms.HiddenInput)
    title = Line(max_length=MAX_LINE, required=False, widget=forms.HiddenInput)
    doi = Line(max_length=MAX_NAME, required=False, widget=forms.HiddenInput)
    quote = Line(max_length=MAX_COMMENT, required=False, widget=forms.HiddenInput)
    organization = DossierField(label=gettext_lazy("Organization"))
    claim = Line(
        label=gettext_lazy("Words of the claim"),
        required=False,
        max_length=MAX_NAME,
        help_text=gettext_lazy("Left empty, all claims of the dossier are shown."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim that the source may be for: its kind, its words, and the form that adds the source to it."""

    kind: str
    words: str
    url: str


def browser_page(request: HttpRequest, context: Context) -> HttpResponse:
    """The bookmarklet; and for what it sent, the search for a claim. Nothing is saved. Raises PermissionDenied."""
    if not request.user.has_perm("organizations.change_source"):
        raise PermissionDenied
    is_sent, is_asked = "url" in request.GET, "organization" in request.GET
    form = ClaimSearch(request.GET if is_asked else None, initial=request.GET.dict())
    page = request.build_absolute_uri(reverse("admin:organizations_source_from_browser"))
    context |= {
        "title": _("Add a source from your browser"),
        "form": form if is_sent else None,
        "words": words_of(request.GET.get("url", ""), request.GET.get("title", ""), request.GET.get("doi", "")),
        "quote": request.GET.get("quote", ""),
        "bookmarklet": _BOOKMARKLET.replace("PAGE", page),
        "offered": offered_dossiers(),
        "found": _found(form) if is_asked and form.is_valid() else None,
        "max_found": MAX_FOUND,
    }
    return TemplateResponse(request, "admin/organizations/source_from_browser.html", context)


def words_of(url: str, title: str, doi: str) -> str:
    """A page of the web as a citation: its title in quotation marks, its DOI, its address."""
    title = " ".join(title.split()).translate(_QUOTES)
    return " ".join(filter(None, (title and f"“{title}”.", doi and f"doi:{doi.strip().removeprefix('doi:')}", url)))


def _found(form: ClaimSearch) -> list[FoundClaim]:
    """The claims of the dossier whose words hold those that are looked for."""
    data = form.cleaned_data
    organization: Organization = data["organization"]
    sought = data["claim"].casefold()
    claims = [each for each in claims_in(dump_dossier(organization)) if sought in wording_of(each[2]).casefold()]
    shown = claims[:MAX_FOUND]
    records = {
        (section, key): record
        for section in {section for _name, section, _claim in shown}
        for key, record in CLAIM_RECORDS[section]
        ._default_manager.filter(organization=organization, key__in=[claim.key for _name, _section, claim in shown])
        .values_list("key", "pk")
    }
    sent = urlencode({"source": words_of(data["url"], data["title"], data["doi"]), "quote": data["quote"]})
    return [
        FoundClaim(
            kind_name(name.replace("_", " ")),
            wording_of(claim),
            f"{_form_of(CLAIM_RECORDS[section]._meta.model_name or '', records[section, key])}?{sent}",
        )
        for (name, key), section, claim in shown
        if (section, key) in records
    ]


def _form_of(model_name: str, pk: int) -> str:
    """Where a source is added to a claim."""
    return reverse(f"admin:organizations_{model_name}_source", args=[pk])
