"""A claim on a page of its own: what it says and stands on, and where to cite it, add to it and read around it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from organizations.exports import linked_data
from organizations.exports.records import SourceEntry
from organizations.models import PublishedClaim
from organizations.reading.records import whole_claims
from organizations.views.shared.data import Listing, builder_for
from organizations.views.shared.one_claim import embed_code, published_claim, reference_to
from organizations.views.shared.pages import published_page


@published_page(of_organization=True)
def claim_detail(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """A published claim; one that was moved to another kind leads to where it stands now."""
    claim = published_claim(slug, anchor)
    published = claim.organization
    return render(
        request,
        "organizations/claim_detail.html",
        {
            "claim": claim,
            "published": published,
            "reference": reference_to(request, claim),
            "tags": [(each.tag, each.certain) for each in claim.claim_tags.select_related("tag").order_by("tag")],
            "cited_by": {source["key"]: [claim] for source in published.sources},
            "embed_code": embed_code(request, claim),
            "linked_data": _linked_data(request, claim),
        },
    )


def claim_detail_data(request: HttpRequest, slug: str, anchor: str) -> Listing:
    """A claim and the sources that it cites, as data."""
    claim = published_claim(slug, anchor)
    published = claim.organization
    tags = claim.claim_tags.order_by("tag").values_list("tag__kind", "tag__slug", "tag__name", "certain")
    records = [builder_for(request).claim(whole, tags) for whole in whole_claims([claim.pk])]
    sources = [SourceEntry(each["key"], each["label"], each["text"]) for each in published.sources]
    return Listing.of(records, about=lambda: {"sources": sources}, version=published.revision.number)


def _linked_data(request: HttpRequest, claim: PublishedClaim) -> dict[str, object]:
    published = claim.organization
    dossier = request.build_absolute_uri(published.get_absolute_url())
    return linked_data.claim(
        name=str(claim),
        text=claim.text or claim.detail,
        url=request.build_absolute_uri(),
        language=published.language,
        published_on=localtime(published.published_at).date(),
        organization=(published.name, dossier),
        dossier=(published.title, dossier),
        sources=(each["text"] for each in published.sources),
    )
