"""A source is sent from the browser by a bookmarklet: who sends it says for which claim, and adds it there."""

import re
from collections.abc import Mapping
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
    "m=(...ns)=>{for(const n of ns){"
    "const f=[...document.querySelectorAll('meta[name=\"'+n+'\" i],meta[property=\"'+n+'\"]')].map(t=>t.content);"
    "if(f.length)return f.join('; ')}return ''};"
    "open('PAGE?url='+e(location.href.split('#')[0])+'&title='+cut(m('citation_title')||document.title,600)"
    "+'&doi='+cut(m('citation_doi'),150)+'&author='+cut(m('citation_author','dc.creator','author'),400)"
    "+'&date='+cut(m('citation_publication_date','citation_date','dc.date','article:published_time'),40)"
    "+'&container='+cut(m('citation_journal_title','citation_inbook_title'),200)"
    "+'&publisher='+cut(m('citation_publisher','dc.publisher'),200)"
    "+'&quote='+cut(getSelection()+'',1200),'_blank','noopener')})()"
)
_LABELS = {"author": "Author", "container": "In", "publisher": "Publisher", "date": "Date"}
"""What meta tags of a page say of a work, and the label of the line that says it in a source."""
_QUOTES = str.maketrans("“”", "‘’")


class ClaimSearch(forms.Form):
    """Which claim the source is for; what the browser sent goes along."""

    url = Line(max_length=MAX_URL, widget=forms.HiddenInput)
    title = Line(max_length=MAX_LINE, required=False, widget=forms.HiddenInput)
    doi = Line(max_length=MAX_NAME, required=False, widget=forms.HiddenInput)
    author = Line(max_length=MAX_LINE, required=False, widget=forms.HiddenInput)
    date = Line(max_length=MAX_NAME, required=False, widget=forms.HiddenInput)
    container = Line(max_length=MAX_NAME, required=False, widget=forms.HiddenInput)
    publisher = Line(max_length=MAX_NAME, required=False, widget=forms.HiddenInput)
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
    text: str
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
        "words": words_of(request.GET),
        "quote": request.GET.get("quote", ""),
        # It runs on pages of others: it reads them, sends nothing by itself, and opens a page of this site, by GET,
        # which saves nothing.
        "bookmarklet": _BOOKMARKLET.replace("PAGE", page),
        "offered": offered_dossiers(),
        "found": _found(form) if is_asked and form.is_valid() else None,
        "max_found": MAX_FOUND,
    }
    return TemplateResponse(request, "admin/organizations/source_from_browser.html", context)


def words_of(sent: Mapping[str, str]) -> str:
    """A page of the web as a citation, by what the browser sent.

    Its title in quotation marks, its DOI, its address; below it, behind labels, what its meta tags say of the work.
    """
    values = {name: " ".join(sent.get(name, "").split()) for name in ("url", "title", "doi", *_LABELS)}
    title, doi = values["title"].translate(_QUOTES), values["doi"].removeprefix("doi:")
    values["date"] = _day_of(values["date"])
    first = " ".join(filter(None, (title and f"“{title}”.", doi and f"doi:{doi}", values["url"])))
    return "\n".join([first, *(f"{label}: {values[name]}" for name, label in _LABELS.items() if values[name])])


def _day_of(text: str) -> str:
    """A date of a meta tag as a source says it: "2010-05-02" of "2010/5/2" or "2010-05-02T10:00:00Z"."""
    # Nothing that a date may go on with stands behind it: of "2010-05-02-03" no part is taken.
    found = re.match(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?(?![\d/-])", text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text


def _found(form: ClaimSearch) -> list[FoundClaim]:
    """The claims of the dossier whose words hold those that are looked for."""
    data = form.cleaned_data
    organization: Organization = data["organization"]
    sought = data["claim"].casefold()
    # Of the working copy: the search index knows what was published alone.
    claims = [each for each in claims_in(dump_dossier(organization)) if sought in wording_of(each[2]).casefold()]
    shown = claims[:MAX_FOUND]
    records = {
        (section, key): record
        for section in {section for _name, section, _claim in shown}
        for key, record in CLAIM_RECORDS[section]
        ._default_manager.filter(organization=organization, key__in=[claim.key for _name, _section, claim in shown])
        .values_list("key", "pk")
    }
    sent = urlencode({"source": words_of(data), "quote": data["quote"]})
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
