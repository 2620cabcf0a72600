"""What a dossier said before: its published editions, each with a lasting address, and what each changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from organizations.dossier.document import Dossier, from_json
from organizations.dossier.kinds import INTRODUCTION, KINDS, REMARK, SECTION
from organizations.exports.records import Edition
from organizations.models import Contribution, PublishedClaim, PublishedOrganization, PublishedTag, Revision
from organizations.publishing.projection import organization_columns
from organizations.reading.claims import claims_of_dossier
from organizations.reading.records import claims_in, organization_as
from organizations.reading.selection import OF_EVIDENCE
from organizations.reading.whole import WholeDossier, dossier_of, editions_of
from organizations.views.organizations import dossier_listing, dossier_page
from organizations.views.shared.comparisons import comparisons
from organizations.views.shared.data import Listing, builder_for
from organizations.views.shared.listing import page_of
from organizations.views.shared.one_claim import published_claim
from organizations.views.shared.pages import published_page

PER_PAGE = 20
MAX_CHANGES = 50
"""Changes of one edition that the history shows; the others are a link to the comparison."""

MAX_NUMBERS = 200
"""Editions that the form to compare two of them offers; any other is compared by its address."""


@published_page("page", "old", "new", "claim", of_organization=True)
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """The editions of a dossier, the latest first, each with what it changed; `old` and `new` ask for two compared.

    `claim` asks for what of it is about one claim, by its anchor. Raises Http404 where there is no such one.
    """
    try:
        found = dossier_of(slug)
    except PublishedOrganization.DoesNotExist as missing:
        raise Http404 from missing
    published, editions = found.published, found.editions
    if "old" in request.GET or "new" in request.GET:
        return _compared(request, published)
    claim = published_claim(slug, request.GET["claim"]) if "claim" in request.GET else None
    page, complaint = page_of(Paginator(editions, PER_PAGE), request.GET.get("page", ""))
    # The last of the page is compared with the one before it.
    start = PER_PAGE * (page.number - 1)
    listed = list(editions[start : start + PER_PAGE + 1])
    pairs = [(old, new) for new, old in pairwise(listed)]
    taken: Mapping[int, list[Contribution]] = _contributions(found, listed)
    compared = {new.pk: (old, each) for (old, new), each in zip(pairs, comparisons(pairs, MAX_CHANGES), strict=True)}
    shown = listed[:PER_PAGE]
    if claim:
        names = _names_of(claim)
        compared = {pk: (old, each.about(names)) for pk, (old, each) in compared.items()}
        taken = {pk: [each for each in all_of if each.anchor == claim.anchor] for pk, all_of in taken.items()}
        shown = [each for each in shown if each.pk not in compared or compared[each.pk][1].differences]
    return render(
        request,
        "organizations/history.html",
        {
            "published": published,
            "claim": claim,
            "page": page,
            "editions": [(each, *compared.get(each.pk, (None, None)), taken.get(each.pk, ())) for each in shown],
            "latest": published.revision_id,
            "numbers": _numbers(editions) if page.paginator.count > 1 else [],
            "complaints": [complaint] if complaint else [],
        },
    )


def _names_of(claim: PublishedClaim) -> set[tuple[str, str]]:
    """What differences name a claim by: kind in words and key. One that can be moved may have been of another kind."""
    if claim.kind == INTRODUCTION.name:
        return {(INTRODUCTION.words, "")}
    if claim.kind in (SECTION.name, REMARK.name):
        return {(SECTION.words, claim.section)}
    movable = {kind.name: kind for kind in KINDS if kind.moved}
    kinds = movable.values() if claim.kind in movable else (kind for kind in KINDS if kind.name == claim.kind)
    return {(kind.words, claim.key) for kind in kinds}


def _numbers(editions: "QuerySet[Revision] | Sequence[Revision]") -> Sequence[int]:
    if isinstance(editions, QuerySet):
        return list(editions.values_list("number", flat=True)[:MAX_NUMBERS])
    return [each.number for each in editions[:MAX_NUMBERS]]


def _contributions(dossier: WholeDossier, editions: Sequence[Revision]) -> defaultdict[int, list[Contribution]]:
    """The contributions of readers that each edition is the first to show, by the edition's primary key.

    `editions` are some of the dossier's, the latest first; what came before the last of them is the last one's.
    """
    found: defaultdict[int, list[Contribution]] = defaultdict(list)
    for each in dossier.contributions if editions else ():
        number = each.revision.number if each.revision else 0
        later = [one for one in editions if one.number >= number]
        if later:
            # The latest come first, so the last of these is the first edition to show it.
            found[later[-1].pk].append(each)
    return found


def _compared(request: HttpRequest, published: PublishedOrganization) -> HttpResponse:
    """Two published editions, claim by claim. Raises Http404 where there is none of such a number."""
    old, new = (_numbered(published, request.GET.get(name, "")) for name in ("old", "new"))
    [compared] = comparisons([(old, new)])
    context = {"published": published, "old": old, "new": new, "changes": compared.changes}
    return render(request, "organizations/editions_compared.html", context)


def _numbered(published: PublishedOrganization, number: str) -> Revision:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404(_("There is no edition of this number."))
    return get_object_or_404(editions_of([published.organization_id]), number=int(number))


@published_page("era", "theme", *OF_EVIDENCE, "as-of", of_organization=True)
def edition_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A dossier as it was published once, for as long as it is published at all."""
    former, dossier = edition_of(slug, number)
    return dossier_page(request, former, claims_of_dossier(dossier, PublishedTag.objects.all()), former.revision)


def edition_data(request: HttpRequest, slug: str, number: int) -> Listing:
    """A dossier as it was published once, as data."""
    former, dossier = edition_of(slug, number)
    owner = organization_as(former, 0).owner
    shown = claims_of_dossier(dossier, PublishedTag.objects.all())
    return dossier_listing(request, former, shown, lambda: claims_in(dossier, owner))


def edition_of(slug: str, number: int) -> tuple[PublishedOrganization, Dossier]:
    """A published organization as an edition has it, unsaved, and its dossier. Raises Http404."""
    published = get_object_or_404(PublishedOrganization, slug=slug)
    edition = get_object_or_404(editions_of([published.organization_id]).defer(None), number=number)
    dossier = from_json(edition.data)
    # Never saved: it stands in for the row of readers, so that one page shows both.
    former = PublishedOrganization(
        pk=published.pk,
        slug=published.slug,
        revision=edition,
        published_at=edition.published_at or published.published_at,
        **organization_columns(dossier),
    )
    return former, dossier


def history_data(request: HttpRequest, slug: str) -> Listing:
    """The editions of a dossier as data, the latest first."""
    try:
        found = dossier_of(slug)
    except PublishedOrganization.DoesNotExist as missing:
        raise Http404 from missing
    builder = builder_for(request)
    records = [
        Edition(
            number=each.number,
            url=builder.edition_url(slug, each.number),
            published_at=each.published_at,
            note=each.whole_published_note,
        )
        for each in found.editions
        if each.published_at
    ]
    return Listing.of(records, version=found.published.revision.number)
