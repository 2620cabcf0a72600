"""Making indexes, sources and relations anew from what is published, or telling what is wrong with them."""

from collections import defaultdict

from django.db import transaction
from pyroaring import BitMap

from organizations.dossier.document import Role, from_json
from organizations.editing.locks import locked
from organizations.models import FacetChunk, IndexedWord, PublishedClaim, PublishedOrganization, PublishedPerson
from organizations.models.rows import update_rows
from organizations.publishing.facet_index import bitmaps_of, differing, stored, write
from organizations.publishing.projection import Projected, claims_of, organization_columns
from organizations.publishing.relations import renew_all
from organizations.publishing.search_index import (
    BATCH,
    forget_claims,
    index_claims,
    learn_words,
    mend_table,
    wrong_rows,
)
from organizations.publishing.site import renew_site, renew_vocabulary
from organizations.publishing.sources import recount_sources, save_citations, save_copies

OF_SOURCES = ("outline", "sources", "sourced_claims", "counted_claims")
"""The columns of a PublishedOrganization that say something of its sources."""


@locked()
def rebuild_facets(*, check: bool = False) -> list[str]:
    """Make the facet index what the published rows say; the names of what was wrong. `check` writes nothing."""
    before, after = stored(FacetChunk.Facet.values), bitmaps_of(None)
    wrong = [" ".join(filter(None, key)) for key in differing(before, after)]
    published_organizations = _with_wrong_claims()
    wrong += [f"claims of {published.slug}" for published in published_organizations]
    if wrong and not check:
        renew_site()
        write(before, after)
        update_rows(published_organizations, ["claim_keys"])
    return wrong


def _with_wrong_claims() -> list[PublishedOrganization]:
    """The published organizations whose `claim_keys` are not the keys of their claims, with the right ones, unsaved."""
    keys: defaultdict[int, BitMap] = defaultdict(BitMap)
    for pk, owner in PublishedClaim.objects.order_by().values_list("pk", "organization").iterator(10_000):
        keys[owner].add(pk)
    wrong = []
    for published in PublishedOrganization.objects.only("slug", "claim_keys").iterator(1000):
        right = keys[published.pk]
        # Not compared as bytes: the same keys may be written in several ways.
        if not published.claim_keys or BitMap.deserialize(bytes(published.claim_keys)) != right:
            published.claim_keys = right.serialize()
            wrong.append(published)
    return wrong


@locked()
def rebuild_search(*, check: bool = False) -> int:
    """Make the search index what the published rows say; how many claims it was wrong for. `check` writes nothing."""
    wrong = sorted(wrong_rows())
    if not check:
        forget_claims(wrong)
        index_claims(wrong)
        mend_table()
        IndexedWord.objects.all().delete()
        keys = list(PublishedClaim.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            learn_words(PublishedClaim.objects.filter(pk__in=keys[start : start + BATCH]))
    return len(wrong)


@locked()
def rebuild_sources(*, check: bool = False) -> int:
    """Make what published claims stand on, and their sources, what the live editions say; how many rows were wrong.

    Dossiers with a list of sources are looked at, one by one. `check` writes nothing.
    """
    with transaction.atomic():
        # In a savepoint of the lock: `check` writes as if it meant it, counts, and takes that alone back.
        listing = list(PublishedOrganization.objects.exclude(sources=[]).order_by("pk").values_list("pk", flat=True))
        wrong = sum(
            _rebuild_evidence(PublishedOrganization.objects.select_related("revision").get(pk=pk)) for pk in listing
        )
        wrong += recount_sources()
        if check:
            transaction.set_rollback(True)
        elif wrong:
            renew_site()
            renew_vocabulary()  # pages of dossiers too, whose editions are the same
    return wrong


@locked()
def rebuild_relations(*, check: bool = False) -> int:
    """Make what organizations are to each other what published claims say; how many rows were wrong.

    `check` writes nothing.
    """
    with transaction.atomic():
        wrong = renew_all(PublishedClaim.objects.all())
        if check:
            transaction.set_rollback(True)
        elif wrong:
            renew_site()
    return wrong


def _rebuild_evidence(published: PublishedOrganization) -> int:
    """Make evidence, sources and citations of one dossier those of its edition; how many rows were wrong."""
    # From the revision that is live, never the working copy: what readers see is what was published.
    dossier = from_json(published.revision.data)
    # Unsaved stand-ins: only the evidence of these claims is looked at.
    people = {claim.person: PublishedPerson() for _section, claim in dossier.items() if isinstance(claim, Role)}
    stored = {(row.kind, row.key): row for row in published.claims.only("kind", "key", "evidence")}
    claims, changed = list[Projected](), []
    for claim in claims_of(dossier, people):
        row = stored[claim.row.kind, claim.row.key]
        if row.evidence != claim.row.evidence:
            row.evidence = claim.row.evidence
            changed.append(row)
        row.organization, claim.row = published, row
        claims.append(claim)
    update_rows(changed, ["evidence"])
    columns = organization_columns(dossier, published.organization_id)
    wrong = [name for name in OF_SOURCES if getattr(published, name) != columns[name]]
    for name in wrong:
        setattr(published, name, columns[name])
    published.save(update_fields=wrong)
    differing_rows = len(save_citations([published], claims)) + save_copies([published])
    return len(changed) + bool(wrong) + differing_rows
