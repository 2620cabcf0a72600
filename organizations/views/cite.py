"""How to cite a claim: in words and for programs that keep references, with the sources that it stands on."""

import json
from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from organizations.dossier.evidence.citing import as_bibtex, as_csl, as_ris, as_text
from organizations.dossier.evidence.references import Reference, read_reference
from organizations.dossier.kinds import named_by
from organizations.models import PublishedClaim
from organizations.models.urls import url_of
from organizations.views.shared.pages import published_page

Cited = Sequence[tuple[str, Reference]]
"""References, each with the key that programs know it by."""


def _csl(cited: Cited) -> str:
    return json.dumps([as_csl(reference, key) for key, reference in cited], ensure_ascii=False, indent=1)


FORMATS: dict[str, tuple[str, str, str, Callable[[Cited], str]]] = {
    "text": ("Text", "txt", "text/plain", lambda cited: "\n".join(as_text(reference) for _key, reference in cited)),
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
    named = named_by(anchor)
    if named is None:
        raise Http404(_("There is no such claim."))
    claim = get_object_or_404(
        PublishedClaim.objects.select_related("organization__revision", "person"),
        organization__slug=slug,
        kind=named[0],
        key=named[1],
    )
    used = {source for source, _role in claim.evidence.get("uses", ())}
    sources = [each for each in claim.organization.sources if each["key"] in used]
    cited = [
        (f"{slug}-{anchor}", _reference(request, claim)),
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
        "formats": [(name, label) for name, (label, *_others) in FORMATS.items()],
    }
    return render(request, "organizations/cite.html", context)


def _reference(request: HttpRequest, claim: PublishedClaim) -> Reference:
    """A claim as a part of its dossier, at the address of its edition, where it says what it says now for good."""
    published = claim.organization
    address = reverse("organizations:edition_detail", args=[published.slug, published.revision.number])
    title = ": ".join(filter(None, (claim.title, claim.detail)))
    day = localtime(published.published_at).date()
    edition = _("edition %(number)d") % {"number": published.revision.number}
    url = request.build_absolute_uri(f"{address}#{claim.anchor}")
    return Reference(
        words=f"“{title or published.name}”. {published.title}, {edition}, {day.isoformat()}. {url}",
        title=title or published.name,
        container=published.title,
        date=day.isoformat(),
        year=day.year,
        type="webpage",
        language=published.language,
        url=url,
    )
