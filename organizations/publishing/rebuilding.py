"""Making the facet index and the search index anew from the published rows, or telling where they are wrong."""

from collections import defaultdict

from pyroaring import BitMap

from organizations.editing.locks import locked
from organizations.models import FacetChunk, PublishedClaim, PublishedOrganization
from organizations.publishing.facet_index import bitmaps_of, differing, stored, write
from organizations.publishing.search_index import forget_claims, index_claims, mend_table, wrong_rows
from organizations.publishing.site import renew_site


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
        PublishedOrganization.objects.bulk_update(published_organizations, ["claim_keys"], batch_size=100)
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
    return len(wrong)
