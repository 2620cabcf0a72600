"""Claims of a bitmap as data, with their eras and themes: by organization or by date, from any place on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from pydantic import Field, TypeAdapter
from pyroaring import FrozenBitMap

from organizations.exports.building import Builder
from organizations.exports.records import Claim
from organizations.reading.facets import Facets, after
from organizations.reading.records import whole_claims
from organizations.reading.rows import tags_of
from organizations.views.shared.data import Listing, Place, Stretch, builder_for
from organizations.views.shared.listing import Choice

Key = Annotated[int, Field(ge=0, lt=2**32)]
"""The key of a claim: what a bitmap can hold."""

BY_KEY, BY_DATE = TypeAdapter(tuple[Key]), TypeAdapter(tuple[date | None, Key])


def listing_of_claims(
    request: HttpRequest,
    index: Facets,
    passing: FrozenBitMap,
    *,
    by_date: bool = False,
    facets: Callable[[], Mapping[str, Iterable[Choice]]] | None = None,
    about: Callable[[], Mapping[str, object]] = dict,
) -> Listing:
    """The claims that pass. A stretch of them takes two queries, by date three."""
    builder = builder_for(request)

    def of_keys(place: Place | None, size: int) -> Stretch:
        keys = after(passing, place[0] if place else -1, size)
        # Asked of the bitmap: no record more has to be read to know it.
        is_last = not keys or keys[-1] == passing.max()
        return claims_of_keys(builder, index, keys), None if is_last else (keys[-1],)

    def of_dates(place: Place | None, size: int) -> Stretch:
        # One more than is shown tells whether there are more.
        found = index.by_date_after(passing, place, size + 1)
        keys = [pk for _day, pk in found[:size]]
        return claims_of_keys(builder, index, keys), found[size - 1] if len(found) > size else None

    take, adapter = (of_dates, BY_DATE) if by_date else (of_keys, BY_KEY)
    return Listing(len(passing), take, adapter, about, facets)


def claims_of_keys(builder: Builder, index: Facets, keys: Sequence[int]) -> list[Claim]:
    """The claims in the order of their keys. Two queries."""
    tags = tags_of(keys, index)
    return [
        builder.claim(claim, [(tag.kind, tag.slug, tag.name, certain) for tag, certain in tags.get(claim.pk or 0, ())])
        for claim in whole_claims(keys)
    ]
