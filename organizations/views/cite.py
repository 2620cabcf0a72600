"""How to cite a claim: in words and for programs that keep references, with the sources that it stands on."""

import json
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop

from organizations.dossier.evidence.citing import as_bibtex, as_csl, as_ris, as_text
from organizations.dossier.evidence.references import Reference, read_reference
from organizations.models.urls import url_of
from organizations.views.shared.one_claim import published_claim, reference_to
from organizations.views.shared.pages import published_page

Cited = Sequence[tuple[str, Reference]]
"""References, each with the key that programs know it by."""


def _csl(cited: Cited) -> str:
    return json.dumps([as_csl(reference, key) for key, reference in cited], ensure_ascii=False, indent=1)


FORMATS: dict[str, tuple[str, str, str, Callable[[Cited], str]]] = {
    "text": (
        gettext_noop("Text"),
        "txt",
        "text/plain",
        lambda cited: "\n".join(as_text(reference) for _key, reference in cited),
    ),
    "bibtex": (
        "BibTeX",
        "bib",
        "application/x-bibtex",
        lambda cited: "\n".join(as_bibtex(reference, key) for key, reference in cited),
    ),
    "ris": (
        "RIS",
        "ris",
        "application/x-research-info-systems",
        lambda cited: "\n".join(as_ris(reference, key) for key, reference in cited),
    ),
    "csl": ("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", _csl),
}
"""What a citation can be had as: its label, how the file ends, its media type, and who writes it."""


@published_page("format", of_organization=True)
def cite(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """A claim as its edition has it, with a lasting address, and the sources that it cites; as a file where asked."""
    claim = published_claim(slug, anchor)
    sources = claim.organization.sources
    cited = [
        (f"{slug}-{anchor}", reference_to(request, claim)),
        *((f"{slug}-source-{each['key']}", read_reference(each["text"])) for each in sources),
    ]
    asked = request.GET.get("format", "")
    if asked in FORMATS:
        _label, ending, media_type, write = FORMATS[asked]
        response = HttpResponse(write(cited), content_type=f"{media_type}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{slug}-{anchor}.{ending}"'
        return response
    context = {
        "claim": claim,
        "published": claim.organization,
        "citation": as_text(cited[0][1]),
        "sources": [
            (as_text(reference), url_of("source_detail", source["slug"]) if "slug" in source else "")
            for source, (_key, reference) in zip(sources, cited[1:], strict=True)
        ],
        "formats": [(name, gettext(label)) for name, (label, *_others) in FORMATS.items()],
    }
    return render(request, "organizations/cite.html", context)
