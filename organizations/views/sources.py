"""The sources that published claims cite: the list of them, and of each what it is and who cites it."""

from collections import defaultdict
from typing import Annotated

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from pydantic import Field, TypeAdapter
from pyroaring import FrozenBitMap

from organizations.dossier.evidence.citing import title_of
from organizations.dossier.evidence.references import Reference, read_reference, spoken_name
from organizations.dossier.evidence.robust_links import link_of
from organizations.models import Citation, PublishedSource, SourceCopy
from organizations.reading.facets import facets_at
from organizations.reading.rows import claim_rows
from organizations.reading.snapshot import site_version
from organizations.views.shared.claim_listing import listing_of_claims
from organizations.views.shared.data import Listing, Place, Stretch, builder_for
from organizations.views.shared.listing import CountedPaginator, page_of
from organizations.views.shared.pages import published_page
from organizations.wording.references import type_name

PER_PAGE = 25
LISTED = 50
Number = Annotated[int, Field(ge=0, lt=2**63)]
BY_CLAIMS = TypeAdapter(tuple[Number, Number])
MAX_TITLE = 150


@published_page("page")
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources that are cited, those that most claims cite first."""
    sources = PublishedSource.objects.cited()
    page, complaint = page_of(CountedPaginator(sources, LISTED, sources.count()), request.GET.get("page", ""))
    context = {"page": page, "complaints": [complaint] if complaint else []}
    context["sources"] = [(source, heading_of(read_reference(source.text))) for source in page.object_list]
    return render(request, "organizations/source_list.html", context)


@published_page("page")
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A source: what it is, and every claim of every dossier that cites it, and how."""
    source = PublishedSource.objects.cited().filter(slug=slug).first()
    if source is None:
        raise Http404(_("There is no such source."))
    citations = Citation.objects.filter(source=source)
    keys = citations.order_by("claim").values_list("claim", flat=True).distinct()
    page, complaint = page_of(CountedPaginator(keys, PER_PAGE, source.claims), request.GET.get("page", ""))
    claims = claim_rows(list(page.object_list))
    uses = defaultdict(list)
    for citation in citations.filter(claim__in=[claim.pk for claim in claims]).order_by("pk"):
        uses[citation.claim_id].append(citation)
    reference = read_reference(source.text)
    context = {
        "source": source,
        "heading": heading_of(reference),
        "reference": reference,
        "authors": [spoken_name(name) for name in reference.authors],
        "type": type_name(reference),
        "link": link_of(reference),
        "copies": _copies_of(source),
        "page": page,
        "results": [(claim, uses[claim.pk]) for claim in claims],
        "complaints": [complaint] if complaint else [],
    }
    return render(request, "organizations/source_detail.html", context)


def source_list_data(request: HttpRequest) -> Listing:
    """The sources as data, in the order of the list."""
    builder, sources = builder_for(request), PublishedSource.objects.cited()

    def take(place: Place | None, size: int) -> Stretch:
        rows = sources.filter(_behind(*place)) if place else sources
        found = list(rows[: size + 1])  # one more than is shown tells whether there are more
        last = found[size - 1] if len(found) > size else None
        return [builder.source(each) for each in found[:size]], (last.claims, last.pk) if last else None

    return Listing(sources.count(), take, BY_CLAIMS)


def _behind(claims: int, key: int) -> Q:
    # As the list is sorted: by how many claims, downwards, and then by key.
    return Q(claims__lt=claims) | Q(claims=claims, pk__gt=key)


def source_data(request: HttpRequest, slug: str) -> Listing:
    """The claims that cite a source, as data."""
    source = get_object_or_404(PublishedSource.objects.cited(), slug=slug)
    keys = FrozenBitMap(Citation.objects.filter(source=source).values_list("claim", flat=True))
    builder = builder_for(request)
    about = {"source": builder.source(source), "copies": list(map(builder.copy, _copies_of(source)))}
    return listing_of_claims(request, facets_at(site_version()), keys, about=lambda: about)


def _copies_of(source: PublishedSource) -> QuerySet[SourceCopy]:
    """Those of its copies that anyone may read."""
    return SourceCopy.objects.filter(is_free=True, sha256__in=source.copies.values("sha256"))


def heading_of(reference: Reference) -> str:
    """What a source is called on pages: its title, or its first words."""
    title = title_of(reference)
    return title if len(title) <= MAX_TITLE else f"{title[:MAX_TITLE].rsplit(' ', 1)[0]}…"
