"""A claim as a card that pages of other sites show in a frame, without script; and oEmbed, which tells them how."""

from urllib.parse import urlsplit

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from pydantic_core import to_json

from organizations.exports.formats import FORMATS
from organizations.models import PublishedClaim
from organizations.views.shared.data import readable_anywhere
from organizations.views.shared.one_claim import EMBED_HEIGHT, EMBED_WIDTH, embed_code, published_claim
from organizations.views.shared.pages import publish_view, published_page
from organizations.views.shared.problems import BadQuery, problem
from organizations.views.shared.redirects import current_url

EMBEDDED = ("claim_detail", "claim_embed")
"""Pages whose addresses oEmbed knows, by the names of their urls."""

FRAMED = {"script-src": [NONE], "connect-src": [NONE], "form-action": [NONE], "frame-ancestors": ["*"]}
"""What differs for a card from the security policy of all other pages, which no site may frame."""


@published_page(of_organization=True)
def _claim_embed(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    claim = published_claim(slug, anchor)
    return render(request, "organizations/claim_embed.html", {"claim": claim, "published": claim.organization})


# Outermost: it is known by the very function that the addresses lead to.
@publish_view  # type: ignore[arg-type]  # the decorators of others know no HttpResponse
@xframe_options_exempt
@csp_replace(FRAMED)  # type: ignore[arg-type]
def claim_embed(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """The card of a claim; where there is none any more, a card that says so."""
    try:
        response = _claim_embed(request, slug=slug, anchor=anchor)
    except Http404:
        # Not raised further: the page for errors may not stand in a frame, this card may.
        response = HttpResponse(status=404)
    if response.status_code in (404, 410):
        return render(request, "organizations/claim_embed.html", status=response.status_code)
    return response


@published_page("url", "format", "maxwidth", "maxheight")
def _oembed(request: HttpRequest) -> HttpResponse:
    if request.GET.get("format", "json") != "json":
        return problem(501, _("There is JSON alone: format=json."))
    claim = _claim_at(request, request.GET.get("url", ""))
    width, height = _limited(request, "maxwidth", EMBED_WIDTH), _limited(request, "maxheight", EMBED_HEIGHT)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": f"{claim} · {claim.organization}",
        "provider_name": _("Dossiers"),
        "provider_url": request.build_absolute_uri("/"),
        "width": width,
        "height": height,
        "html": embed_code(request, claim, width, height),
    }
    return HttpResponse(to_json(answer), content_type=FORMATS["json"].media_type)


oembed = readable_anywhere(_oembed, None)
"""How a claim is embedded: https://oembed.com. Consumers add parameters of their own, so unknown ones are left."""


def _claim_at(request: HttpRequest, url: str) -> PublishedClaim:
    """The claim that a whole address names, or named before it was moved. Raises Http404 for any other address."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Http404 from error
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        raise Http404
    match = resolve(parts.path)
    if match.url_name not in EMBEDDED:
        raise Http404
    slug, anchor = match.kwargs["slug"], match.kwargs["anchor"]
    try:
        return published_claim(slug, anchor)
    except Http404:
        # Consumers ask with addresses that stand on other sites: the claim may have been moved since.
        return published_claim(*current_url(slug, anchor))


def _limited(request: HttpRequest, name: str, wanted: int) -> int:
    """What is wanted, or less where a consumer has less room, in pixels. Raises BadQuery."""
    text = request.GET.get(name) or str(wanted)
    # `isdecimal` takes figures of all scripts.
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text)):
        raise BadQuery([(name, _("It is a number of pixels."))])
    return min(int(text), wanted)
