"""Counting what is published: a roaring bitmap of claims (or organizations) for each value of a facet.

So "how many events of 2,000 organizations are about borders" is one intersection, and a page of results costs the same
whatever it is taken from. A process reads the facet index once, and after a publish only what is newer than it holds.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache as once
from itertools import groupby, islice
from threading import Lock
from typing import Any, NamedTuple

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from pyroaring import BitMap, FrozenBitMap

from organizations.dossier.kinds import CLAIMS, PUBLISHED
from organizations.models import FacetChunk, PublishedClaim, PublishedOrganization, PublishedTag
from organizations.models.facets import keys_in
from organizations.reading.prepared import Prepared, prepared, rows_for
from organizations.reading.snapshot import begin_again_if_older, follows, lineage_of, number_of

Facet = FacetChunk.Facet
Key = tuple[str, str]
MAX_SORTED = 500
"""So many keys are given to the database to sort; of more, its own order is walked until enough are found."""

CHUNK = 2000
"""Rows that are fetched at once where all are read."""

NOTHING = FrozenBitMap()
Order = tuple[str | OrderBy, ...]
# Said aloud: SQLite puts NULL first, PostgreSQL last.
BY_DATE: Order = (F("earliest").asc(nulls_last=True), "id")
BY_ORGANIZATION: Order = ("organization__sort_name", "organization", "position", "id")
ORDERS: Mapping[str, Order] = {
    "name": ("sort_name", "id"),
    "-name": ("-sort_name", "-id"),
    "founded": (F("founded").asc(nulls_last=True), "sort_name", "id"),
    "-founded": (F("founded").desc(nulls_last=True), "sort_name", "id"),
}
"""The orders of organizations, those of unknown founding last."""

PLACES = {"name": ("sort_name", "id"), "founded": ("founded", "sort_name", "id")}
"""What a place in an order is made of."""


class Tag(NamedTuple):
    """A published era or theme."""

    pk: int
    kind: str
    slug: str
    name: str
    period: str
    first_day: date | None
    last_day: date | None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """The bitmaps at one state of the site; none of them is ever changed, what is newer makes another Facets."""

    version: str
    tags: tuple[Tag, ...]
    bitmaps: Mapping[Key, FrozenBitMap] = field(default_factory=dict)
    _claims: list[FrozenBitMap] = field(default_factory=list, init=False, repr=False, compare=False)

    def bitmap(self, facet: str, value: str | int = "") -> FrozenBitMap:
        # A value that no row has is one that no claim has.
        return self.bitmaps.get((facet, str(value)), NOTHING)

    def union(self, facet: str, values: Iterable[str | int]) -> FrozenBitMap:
        """What has any of the values."""
        found = [self.bitmap(facet, value) for value in values]
        return found[0] if len(found) == 1 else FrozenBitMap.union(NOTHING, *found)

    @property
    def claims(self) -> FrozenBitMap:
        """All claims; put together once, for every page asks for them."""
        if not self._claims:
            self._claims.append(self.union(Facet.KIND, (kind.name for kind in PUBLISHED)))
        return self._claims[0]

    @property
    def undated(self) -> FrozenBitMap:
        return self.bitmap(Facet.UNDATED)

    @property
    def organizations(self) -> FrozenBitMap:
        """All organizations."""
        return self.bitmap(Facet.PUBLISHED)

    @property
    def countries(self) -> list[str]:
        """Where an organization has its headquarters, sorted."""
        return sorted(value for (facet, value), bitmap in self.bitmaps.items() if facet == Facet.COUNTRY and bitmap)

    def tagged(self, tags: Iterable[int]) -> FrozenBitMap:
        """Claims that carry any of the tags, certainly or possibly."""
        chosen = list(tags)
        return self.union(Facet.CERTAIN, chosen) | self.union(Facet.POSSIBLE, chosen)

    @property
    def unsourced(self) -> FrozenBitMap:
        """Claims that no source supports; texts between claims need none."""
        return self.union(Facet.KIND, (kind.name for kind in CLAIMS)) - self.bitmap(Facet.SOURCED)

    def due(self, today: date) -> FrozenBitMap:
        """Claims that were to be reviewed by a day that is past."""
        days = (value for facet, value in self.bitmaps if facet == Facet.REVIEW)
        return self.union(Facet.REVIEW, (day for day in days if day < today.isoformat()))

    def reaching(self, first: int | None, last: int | None) -> FrozenBitMap:
        """Dated claims that certainly or possibly meet the years from `first` to `last`; None leaves a side open."""
        if first is None and last is None:
            return self.claims - self.undated
        starts = self.union(Facet.STARTS, (year for year in self._years(Facet.STARTS) if last and year <= last))
        ends = self.union(Facet.ENDS, (year for year in self._years(Facet.ENDS) if first and year >= first))
        # A side that is open lets all dated claims through: they are not put together for it.
        return starts if first is None else ends if last is None else starts & ends

    def by_year(self, among: FrozenBitMap, facet: str) -> dict[int, int]:
        """How many of the claims have their earliest (STARTS) or latest (ENDS) day in each year."""
        counts = {year: among.intersection_cardinality(self.bitmap(facet, year)) for year in self._years(facet)}
        return {year: count for year, count in counts.items() if count}

    def holding(self, tags: Iterable[int]) -> FrozenBitMap:
        """Organizations with a claim that carries any of the tags."""
        return self.union(Facet.HOLDING, tags)

    def by_date(self, among: FrozenBitMap, start: int, stop: int) -> list[int]:
        """A slice of the claims, the earliest first, undated ones last. One query."""
        sorted_before = _sorted_before.get()
        if sorted_before is not None:
            if among not in sorted_before:
                rows = PublishedClaim.objects.order_by(*BY_DATE)
                sorted_before[among] = array("I", _sliced(rows, among, 0, len(among)))
            return sorted_before[among][start:stop].tolist()
        dated = among - self.undated
        if start >= len(dated):
            return list((among & self.undated)[start - len(dated) : stop - len(dated)])
        if len(among) <= MAX_SORTED:
            return _sorted(PublishedClaim, BY_DATE, among)[start:stop]
        # Of many only the years that the slice reaches into are read.
        skipped, parts = 0, NOTHING
        years: list[int] = []
        for year in self._years(Facet.STARTS):
            part = dated & self.bitmap(Facet.STARTS, year)
            if not years and skipped + len(part) <= start:
                skipped += len(part)
            elif skipped + len(parts) < stop:
                years.append(year)
                parts |= part
            else:
                break
        # By days, so that the index of dates is walked; the bitmap takes from them what passes.
        days = {"earliest__gte": date(years[0], 1, 1), "earliest__lte": date(years[-1], 12, 31)}
        rows = PublishedClaim.objects.filter(**days).order_by("earliest", "id")
        found = _sliced(rows, parts, start - skipped, stop - skipped)
        return found + list((among & self.undated)[: max(stop - len(dated), 0)])

    def by_date_after(
        self, among: FrozenBitMap, place: tuple[date | None, int] | None, limit: int
    ) -> list[tuple[date | None, int]]:
        """Up to `limit` of the claims behind a place in the order of `by_date`: the first day and key of each.

        A place is such a pair; None is the beginning. One query, none among the undated.
        """
        first, key = place or (date.min, -1)
        found: list[tuple[date | None, int]] = []
        if first is not None:
            dated, parts, last, later = among - self.undated, NOTHING, first.year, 0
            for year in (year for year in self._years(Facet.STARTS) if year >= first.year):
                part = dated & self.bitmap(Facet.STARTS, year)
                # Of the year of the place itself it is not known how many lie behind the place: only later years count
                # towards the limit.
                parts, last, later = parts | part, year, later + (len(part) if year > first.year else 0)
                if later >= limit:
                    break
            rows = (
                PublishedClaim.objects.filter(earliest__gte=first, earliest__lte=date(last, 12, 31))
                .filter(Q(earliest__gt=first) | Q(pk__gt=key))
                .order_by("earliest", "id")
                .values_list("earliest", "pk")
            )
            if len(parts) <= MAX_SORTED:
                found += rows.filter(pk__in=list(parts))[:limit]
            else:
                found += islice((row for row in rows.iterator(MAX_SORTED) if row[1] in parts), limit)
            # Among the undated it begins anew: the key was of a dated claim.
            key = -1
        return found + [(None, pk) for pk in after(among & self.undated, key, limit - len(found))]

    def by_organization(self, among: FrozenBitMap, start: int, stop: int) -> list[int]:
        """A slice of the claims, those of one organization together and in the order of its dossier.

        Of more than MAX_SORTED in the order of their keys, in which most of an organization's follow one another.
        """
        # Sorting thousands of keys by names would take the database longer than all the rest of the page.
        if len(among) > MAX_SORTED:
            return list(among[start:stop])
        return _sorted(PublishedClaim, BY_ORGANIZATION, among)[start:stop]

    def in_order(self, among: FrozenBitMap, order: str, start: int, stop: int) -> list[int]:
        """A slice of organizations in one of the ORDERS. One query."""
        rows = PublishedOrganization.objects.order_by(*ORDERS[order])
        if among == self.organizations:
            return list(rows.values_list("pk", flat=True)[start:stop])
        if len(among) <= MAX_SORTED:
            return _sorted(PublishedOrganization, ORDERS[order], among)[start:stop]
        return _sliced(rows, among, start, stop)

    def in_order_after(
        self, among: FrozenBitMap, order: str, place: tuple[object, ...] | None, limit: int
    ) -> list[tuple[Any, ...]]:
        """Up to `limit` of the organizations behind a place in one of the ORDERS. One query.

        A place is what the order sorts by, the key last; None is the beginning. Such are given.
        """
        columns = PLACES[order.lstrip("-")]
        rows = PublishedOrganization.objects.order_by(*ORDERS[order]).values_list(*columns)
        if place:
            rows = rows.filter(_behind(columns, place, order))
        if among == self.organizations:
            return list(rows[:limit])
        if len(among) <= MAX_SORTED:
            return list(rows.filter(pk__in=list(among))[:limit])
        return list(islice((row for row in rows.iterator(MAX_SORTED) if row[-1] in among), limit))

    def _years(self, facet: str) -> list[int]:
        return sorted(int(value) for kind, value in self.bitmaps if kind == facet)


def _behind(columns: Sequence[str], place: Sequence[object], order: str) -> Q:
    """The rows behind a place in an order, in which those without a value come last."""
    if not columns:
        return Q(pk__in=())
    name, value = columns[0], place[0]
    # The name runs on even where the latest founded come first.
    is_down = order == "-name" or (order == "-founded" and name == "founded")
    same = Q(**{name: value}) & _behind(columns[1:], place[1:], order)
    if value is None:
        return same
    beyond = Q(**{f"{name}__{'lt' if is_down else 'gt'}": value})
    return same | beyond | (Q(**{name: None}) if name == "founded" else Q())


def after(bitmap: FrozenBitMap, key: int, limit: int) -> list[int]:
    """Up to `limit` of the keys of a bitmap that are higher than one; -1 is the beginning."""
    start = bitmap.rank(key) if key >= 0 else 0
    return list(bitmap[start : start + limit])


def _sorted(model: type[Model], order: Order, among: FrozenBitMap) -> list[int]:
    """The keys of a bitmap in an order, at most MAX_SORTED."""
    return [pk for (pk,) in rows_for(_sorted_by(model, order), list(among))]


@once
def _sorted_by(model: type[Model], order: Order) -> Prepared:
    return prepared(model._default_manager.filter(pk__in=[0]).order_by(*order).values_list("pk"))


def _sliced(
    rows: QuerySet[PublishedClaim] | QuerySet[PublishedOrganization], among: FrozenBitMap, start: int, stop: int
) -> list[int]:
    """The keys from `start` to `stop` of those rows that are in the bitmap, of however many."""
    keys = rows.values_list("pk", flat=True)
    return list(islice((pk for pk in keys.iterator(MAX_SORTED) if pk in among), start, stop))


# Of the context, not of the process: what one has sorted is of its own snapshot.
_sorted_before: ContextVar[dict[FrozenBitMap, "array[int]"] | None] = ContextVar("sorted_before", default=None)


@contextmanager
def sorted_once() -> Iterator[None]:
    """While in it, this thread sorts claims by date once, and not for each page: for whoever asks for all of them."""
    token = _sorted_before.set({})
    try:
        yield
    finally:
        _sorted_before.reset(token)


# -- reading the index ------------------------------------------------------------------------------------------

_lock = Lock()
_held: Facets | None = None


def facets_at(version: str) -> Facets:
    """The facets at a state of the site, as the open snapshot has it: held, or brought up to date.

    Raises Superseded where a later state is held, and the snapshot may be taken anew.
    """
    global _held
    with _lock:
        if _held is None or _held.version != version:
            # Before anything is thrown away: where the snapshot is only a moment older, a new one is cheaper than older
            # facets.
            begin_again_if_older(_held.version if _held else "")
            older = _held if _held and follows(version, _held.version) else None
            if _held and lineage_of(_held.version) != lineage_of(version):
                # Another database, as after a restore: the keys of its claims are other claims'.
                _known.clear()
            _held = _renewed(older, version)
        return _held


def _renewed(older: Facets | None, version: str) -> Facets:
    """The facets of now: what is newer than the older ones, or all."""
    rows = FacetChunk.objects.order_by("facet", "value", "chunk").values_list("facet", "value", "chunk", "data")
    if older:
        # Newer alone: a row carries the version of the publish that wrote it last, and an emptied one is still there.
        rows = rows.filter(version__gt=number_of(older.version))
    bitmaps = dict(older.bitmaps) if older else {}
    # One bitmap after the other: their parts, all held at once, would take three times as much memory as they do.
    for key, parts in groupby(rows.iterator(CHUNK), lambda row: row[:2]):
        found = {chunk: FrozenBitMap.deserialize(bytes(data)) for _facet, _value, chunk, data in parts}
        bitmaps[key] = _replaced(bitmaps.get(key, NOTHING), found)
    tags = tuple(Tag(*row) for row in PublishedTag.objects.values_list("pk", *Tag._fields[1:]))
    return Facets(version, tags, bitmaps)


def _replaced(bitmap: FrozenBitMap, chunks: Mapping[int, FrozenBitMap]) -> FrozenBitMap:
    """The bitmap with what it holds in the chunks' ranges of keys replaced."""
    # Both frozen: `-` and `union` make new ones, and whoever holds the older Facets goes on with what it has.
    for chunk in chunks if bitmap else ():
        bitmap = bitmap - FrozenBitMap(keys_in(chunk))
    return FrozenBitMap.union(bitmap, *chunks.values())


def claims_of(organizations: Iterable[PublishedOrganization]) -> dict[int, FrozenBitMap]:
    """The claims of each organization, by its key."""
    return {each.pk: FrozenBitMap.deserialize(bytes(each.claim_keys)) for each in organizations}


# -- crossing --------------------------------------------------------------------------------------------------


class Crosstab(NamedTuple):
    """Themes by eras: counts[theme][era] is how many claims are there certainly, and how many possibly.

    Behind the themes stands a row of all claims; behind the eras one column of the undated, and one of all.
    """

    themes: list[Tag]
    eras: list[Tag]
    counts: list[list[tuple[int, int]]]


def crosstab(found: Facets, among: FrozenBitMap) -> Crosstab:
    """Themes by eras, counted over the claims of the bitmap `among`."""
    themes = [tag for tag in found.tags if tag.kind == PublishedTag.Kind.THEME]
    eras = [tag for tag in found.tags if tag.kind == PublishedTag.Kind.ERA]
    rows = [*(found.tagged([theme.pk]) & among for theme in themes), among & found.claims]
    bitmaps = [(found.bitmap(Facet.CERTAIN, era.pk), found.bitmap(Facet.POSSIBLE, era.pk)) for era in eras]
    bitmaps += [(found.undated, NOTHING), (found.claims, NOTHING)]
    counts = [
        [
            (row.intersection_cardinality(certain), row.intersection_cardinality(possible))
            for certain, possible in bitmaps
        ]
        for row in rows
    ]
    return Crosstab(themes, eras, counts)


# -- whose claims -----------------------------------------------------------------------------------------------

# Eight bytes a claim, by its key: a dict of 1.6 million would take some ten times as much.
_owners = array("Q")
_known = BitMap()


def organizations_of(claims: FrozenBitMap) -> set[int]:
    """The organizations that the claims of the facets held belong to. Read once: a claim is never another's."""
    with _lock:
        unknown = claims - _known
        if unknown:
            # A range, not a list of keys, of which a statement takes only so many; what it reads beside them is kept as
            # well.
            span = PublishedClaim.objects.filter(pk__gte=unknown.min(), pk__lte=unknown.max()).order_by()
            for pk, organization in span.values_list("pk", "organization").iterator(CHUNK):
                if pk >= len(_owners):
                    _owners.extend(array("Q", bytes(8 * (pk + 1 - len(_owners)))))
                _owners[pk] = organization
                _known.add(pk)
        return {_owners[pk] for pk in claims}
