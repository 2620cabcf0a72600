"""Making the facet index and the search index anew from the published rows, or telling where they are wrong."""

from collections import defaultdict

from pyroaring import BitMap

from organizations.editing.locks import in_turn
from organizations.models import Entry, FacetChunk, Publication
from organizations.publishing.facet_index import columns_of, differing, stored, write
from organizations.publishing.search_index import forget_claims, index_claims, mend_table, wrong_rows
from organizations.publishing.site import renew_site


@in_turn()
def rebuild_facets(*, check: bool = False) -> list[str]:
    """Make the facet index what the published rows say; the names of what was wrong. `check` writes nothing."""
    before, after = stored(FacetChunk.Facet.values), columns_of(None)
    wrong = [" ".join(filter(None, key)) for key in differing(before, after)]
    publications = _with_wrong_claims()
    wrong += [f"claims of {publication.slug}" for publication in publications]
    if wrong and not check:
        renew_site()
        write(before, after)
        Publication.objects.bulk_update(publications, ["claims"], batch_size=100)
    return wrong


def _with_wrong_claims() -> list[Publication]:
    """The publications whose `claims` are not the keys of their entries, with the right ones, unsaved."""
    keys: defaultdict[int, BitMap] = defaultdict(BitMap)
    for pk, owner in Entry.objects.order_by().values_list("pk", "publication").iterator(10_000):
        keys[owner].add(pk)
    wrong = []
    for publication in Publication.objects.only("slug", "claims").iterator(1000):
        right = keys[publication.pk]
        # Not compared as bytes: the same keys may be written in several ways.
        if not publication.claims or BitMap.deserialize(bytes(publication.claims)) != right:
            publication.claims = right.serialize()
            wrong.append(publication)
    return wrong


@in_turn()
def rebuild_search(*, check: bool = False) -> int:
    """Make the search index what the published rows say; how many claims it was wrong for. `check` writes nothing."""
    wrong = sorted(wrong_rows())
    if not check:
        forget_claims(wrong)
        index_claims(wrong)
        mend_table()
    return len(wrong)
