"""Keeping the facet index true: what a publish changes of it is written in the same transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from pyroaring import BitMap, FrozenBitMap

from organizations.models import FacetChunk, PublishedClaim, PublishedClaimTag, PublishedOrganization, SiteState
from organizations.models.facets import CHUNK_BITS, keys_in
from organizations.publishing.evidence import facets_in

Key = tuple[str, str]
"""A facet and one of its values."""
Bitmaps = Mapping[Key, BitMap]

Facet = FacetChunk.Facet
OF_TAGS = (Facet.CERTAIN, Facet.POSSIBLE, Facet.HOLDING)
BATCH = 1000
NOTHING = BitMap()


@contextmanager
def facets_renewed(organizations: Collection[int]) -> Iterator[None]:
    """Bring the facet index to what is published of some organizations when the block ends, from what it was before.

    The site's version must have been raised in the same transaction: what is written carries it.
    """
    # From the tables, not from the index: what is wrong there is for `rebuild_facets` to tell, not for a publish to
    # hide.
    before = bitmaps_of(organizations)
    yield
    write(before, bitmaps_of(organizations))


def renew_tags() -> None:
    """Bring the bitmaps of all eras and themes to what stands in the tables."""
    tags = PublishedClaimTag.objects.order_by().values_list("tag", "certain", "claim", "claim__organization")
    write(stored(OF_TAGS), _bitmaps_of_tags(tags))


def bitmaps_of(organizations: Collection[int] | None) -> dict[Key, BitMap]:
    """The bitmaps as the published rows have them: of some organizations, or of all. Three queries."""
    published_organizations, claims, tags = (
        PublishedOrganization.objects.all(),
        PublishedClaim.objects.all(),
        PublishedClaimTag.objects.all(),
    )
    if organizations is not None:
        published_organizations = published_organizations.filter(organization__in=organizations)
        claims = claims.filter(organization__organization__in=organizations)
        tags = tags.filter(claim__organization__organization__in=organizations)
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for pk, country in published_organizations.order_by().values_list("pk", "country"):
        found[Facet.PUBLISHED, ""].append(pk)
        if country:
            found[Facet.COUNTRY, country].append(pk)
    # As text: making a date of each would take longer than all the rest.
    days = Cast("earliest", TextField()), Cast("latest", TextField())
    rows = claims.order_by().values_list("pk", "kind", "evidence", *days)
    for pk, kind, evidence, earliest, latest in rows.iterator(10_000):
        found[Facet.KIND, kind].append(pk)
        for key in facets_in(evidence):
            found[key].append(pk)
        if earliest is None:
            found[Facet.UNDATED, ""].append(pk)
        else:
            # Both databases write a date as YYYY-MM-DD; `int` takes the zeros off, so that the year 800 is "800" to
            # whoever asks.
            found[Facet.STARTS, str(int(earliest[:4]))].append(pk)
            found[Facet.ENDS, str(int(latest[:4]))].append(pk)
    bitmaps = {key: BitMap(pks) for key, pks in found.items()}
    return bitmaps | _bitmaps_of_tags(tags.order_by().values_list("tag", "certain", "claim", "claim__organization"))


def _bitmaps_of_tags(tags: QuerySet[PublishedClaimTag, tuple[int, bool, int, int]]) -> dict[Key, BitMap]:
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for tag, certain, claim, published in tags.iterator(10_000):
        found[Facet.CERTAIN if certain else Facet.POSSIBLE, str(tag)].append(claim)
        found[Facet.HOLDING, str(tag)].append(published)
    return {key: BitMap(pks) for key, pks in found.items()}


def stored(facets: Collection[str]) -> dict[Key, BitMap]:
    """The bitmaps of some facets as the index has them."""
    parts: defaultdict[Key, list[FrozenBitMap]] = defaultdict(list)
    rows = FacetChunk.objects.filter(facet__in=facets).order_by().values_list("facet", "value", "data")
    for facet, value, data in rows.iterator(1000):
        parts[facet, value].append(FrozenBitMap.deserialize(bytes(data)))
    # The empty one comes first because the union is of the kind of its first: of frozen ones alone it would be frozen.
    return {key: BitMap.union(BitMap(), *bitmaps) for key, bitmaps in parts.items()}


def write(before: Bitmaps, after: Bitmaps) -> None:
    """Take out of the index what a bitmap held before and no longer holds, put into it what it holds now."""
    removed = {key: before[key] - after.get(key, NOTHING) for key in before}
    added = {key: after[key] - before.get(key, NOTHING) for key in after}
    rows = {
        (*key, chunk): NOTHING
        for bitmaps in (removed, added)
        for key, bitmap in bitmaps.items()
        for chunk in _chunks(bitmap)
    }
    # A chunk may hold claims of many dossiers: what others have in it stays.
    rows |= _stored_rows(rows)
    # Read in this transaction, after `renew_site`: a lower one would never reach a process that asks for what is newer.
    version = SiteState.objects.values_list("version", flat=True).first() or 0
    FacetChunk.objects.bulk_create(
        [
            FacetChunk(facet=facet, value=value, chunk=chunk, version=version, data=data.serialize())
            for (facet, value, chunk), row in rows.items()
            for here in [BitMap(keys_in(chunk))]
            # & binds closer than |: of what is added only what lies in this chunk goes into its row.
            for data in [row - removed.get((facet, value), NOTHING) | added.get((facet, value), NOTHING) & here]
        ],
        update_conflicts=True,
        unique_fields=["facet", "value", "chunk"],
        update_fields=["version", "data"],
        batch_size=BATCH,
    )


def _stored_rows(rows: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str, int], BitMap]:
    """Those of the rows that there are; the query names each part of them by itself, and sorts out what fits none."""
    wanted = set(rows)
    if not wanted:
        return {}
    facets, values, chunks = map(set, zip(*wanted, strict=True))
    found = FacetChunk.objects.filter(facet__in=facets, value__in=values, chunk__in=chunks).order_by()
    return {
        (facet, value, chunk): BitMap.deserialize(bytes(data))
        for facet, value, chunk, data in found.values_list("facet", "value", "chunk", "data").iterator(BATCH)
        if (facet, value, chunk) in wanted
    }


def _chunks(bitmap: BitMap) -> Iterator[int]:
    """Which chunks of keys a bitmap reaches into."""
    while bitmap:
        chunk = bitmap.min() >> CHUNK_BITS
        yield chunk
        # Not `-=`, which would empty the bitmap of the caller.
        bitmap = bitmap - BitMap(keys_in(chunk))


def differing(before: Bitmaps, after: Bitmaps) -> list[Key]:
    """The values whose bitmaps are not the same."""
    return sorted(key for key in before.keys() | after.keys() if before.get(key, NOTHING) != after.get(key, NOTHING))
