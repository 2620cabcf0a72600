"""Themes and eras: what is published about each."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from organizations.clock import localdate
from organizations.dossier import kinds
from organizations.exports.building import Builder
from organizations.exports.records import Tag as TagRecord
from organizations.models import PublishedTag
from organizations.reading.facets import Facet, Facets, Tag, facets_at
from organizations.reading.rows import claim_rows, dated_rows, tags_of
from organizations.reading.selection import tags_of_kind
from organizations.reading.snapshot import once_a_state, site_version
from organizations.views.shared.claim_listing import listing_of_claims
from organizations.views.shared.data import Listing, builder_for
from organizations.views.shared.listing import CountedPaginator, Stretches, page_of, per_page
from organizations.views.shared.pages import published_page
from organizations.views.shared.pictures import lanes_of, tally_of

PER_PAGE = 25
MAX_DRAWN = 400
"""Where more dated claims than these have a tag, they are counted by years; those of a page's organizations are not
drawn where they are more."""


@published_page()
def theme_list(request: HttpRequest) -> HttpResponse:
    """All themes and eras, each with how many claims it has."""
    index = facets_at(site_version())
    tags = [(tag, len(index.tagged([tag.pk]))) for tag in index.tags]
    return render(
        request,
        "organizations/theme_list.html",
        {
            "themes": [(tag, count) for tag, count in tags if tag.kind == PublishedTag.Kind.THEME],
            "eras": [(tag, count) for tag, count in tags if tag.kind == PublishedTag.Kind.ERA],
        },
    )


@published_page("page")
def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme, and the claims that are about it."""
    return _tag_detail(request, PublishedTag.Kind.THEME, slug)


@published_page("page")
def era_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An era, and the claims that fall within it, certainly or possibly."""
    return _tag_detail(request, PublishedTag.Kind.ERA, slug)


def _tag_detail(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    index = facets_at(site_version())
    tag = next((each for each in index.tags if (each.kind, each.slug) == (kind, slug)), None)
    if tag is None:
        raise Http404(slug)
    eras = [each for each in index.tags if each.kind == PublishedTag.Kind.ERA]
    tagged, certain = index.tagged([tag.pk]), index.bitmap(Facet.CERTAIN, tag.pk)
    stretches = Stretches(lambda start, stop: index.by_organization(tagged, start, stop))
    page, complaint = page_of(
        CountedPaginator(stretches, per_page(request, PER_PAGE), len(tagged)), request.GET.get("page", "")
    )
    keys = list(page.object_list)
    tags_of_each = tags_of(keys, index)
    claims = [(claim, claim.pk in certain, tags_of_each.get(claim.pk, [])) for claim in claim_rows(keys)]
    organizations = [
        (organization, list(found)) for organization, found in groupby(claims, lambda each: each[0].organization)
    ]
    dated = len(tagged) - tagged.intersection_cardinality(index.undated)
    is_counted = dated > MAX_DRAWN and page.number == 1
    return render(
        request,
        "organizations/tag_detail.html",
        {
            "tag": tag,
            "is_era": kind == PublishedTag.Kind.ERA,
            "page": page,
            "organizations": organizations,
            "listed": len({organization.pk for organization, _found in organizations}),
            "holding": len(index.holding([tag.pk])),
            "tally": _tally(tag.pk, get_language(), get_script_prefix(), localdate()) if is_counted else "",
            "lanes": _lanes([organization.pk for organization, _found in organizations], tag, eras),
            "all": len(tagged),
            "certain": len(certain),
            "possible": len(tagged) - len(certain),
            "complaints": [complaint] if complaint else [],
        },
    )


def theme_list_data(request: HttpRequest) -> Listing:
    """All themes and eras as data, the themes first, as the page has them."""
    index, builder = facets_at(site_version()), builder_for(request)
    tags = sorted(PublishedTag.objects.all(), key=lambda tag: tag.kind != PublishedTag.Kind.THEME)
    return Listing.of([_counted(builder, index, tag) for tag in tags])


def theme_data(request: HttpRequest, slug: str) -> Listing:
    """The claims about a theme, as data."""
    return _tag_data(request, PublishedTag.Kind.THEME, slug)


def era_data(request: HttpRequest, slug: str) -> Listing:
    """The claims within an era, as data."""
    return _tag_data(request, PublishedTag.Kind.ERA, slug)


def _tag_data(request: HttpRequest, kind: str, slug: str) -> Listing:
    tag = get_object_or_404(PublishedTag, kind=kind, slug=slug)
    index, builder = facets_at(site_version()), builder_for(request)
    about = {"tag": _counted(builder, index, tag)}
    return listing_of_claims(request, index, index.tagged([tag.pk]), about=lambda: about)


def _counted(builder: Builder, index: Facets, tag: PublishedTag) -> TagRecord:
    certain = len(index.bitmap(Facet.CERTAIN, tag.pk))
    return builder.tag(tag, certain=certain, possible=len(index.tagged([tag.pk])) - certain)


def _lanes(organizations: Sequence[int], tag: Tag, eras: Iterable[Tag]) -> SafeString:
    """A lane for each of the organizations that a page lists, of all its dated claims that have the tag."""
    # One more tells that they are too many.
    found = dated_rows(organizations, tag.pk, MAX_DRAWN + 1)
    return lanes_of(found, tag, eras) if len(found) <= MAX_DRAWN else SafeString()


@once_a_state
def _tally(pk: int, _language: str | None, _prefix: str, _today: date) -> SafeString:
    """The dated claims that have a tag, by years: drawn once a state of the site, for all of them are counted."""
    index = facets_at(site_version())
    tag = next(each for each in index.tags if each.pk == pk)
    dated = index.tagged([pk]) - index.undated
    counts = {
        kind: (index.by_year(among, Facet.STARTS), index.by_year(among, Facet.ENDS))
        for kind in (kinds.EVENT.name, kinds.ROLE.name)
        for among in (dated & index.bitmap(Facet.KIND, kind),)
    }
    return tally_of(counts, tag, tags_of_kind(index, PublishedTag.Kind.ERA))
