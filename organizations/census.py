"""The published state counted in memory: which claims are of which kind, era, theme, year and organization.

A column is one whole number whose bit N stands for the entry (or the publication) of primary key N. So "how many
events of 2,000 organizations are about borders" is one `&` and one `bit_count`, and a page of results costs the
same whatever it is taken from. A process counts everything once, and after a publish only what was published.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import or_
from threading import Lock
from typing import Any, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from organizations.models import Entry, EntryTerm, Publication, Term
from organizations.snapshot import begin_again_if_older

Key = tuple[str, str | int]
"""("kind", "event"), ("certain", 3) and ("possible", 3) for a term's key, ("starts", 1951), ("ends", 1970)."""

FEW = 200
"""Publications that are counted anew one by one; when more have changed, everything is."""

NEVER = 10_000
"""The year of those whose founding is not known: they come last, whether the oldest or the newest come first."""


class TermRow(NamedTuple):
    """A published era or theme."""

    pk: int
    kind: str
    slug: str
    name: str
    period: str
    first_day: Any
    last_day: Any


class PublicationRow(NamedTuple):
    """What lists are sorted and filtered by; `revision` and `since` tell whether it has changed."""

    pk: int
    slug: str
    country: str
    founded: int | None
    revision: int
    since: str


@dataclass(slots=True)
class Census:
    """The columns at one state of the site. `publications` are in the order of their names.

    `holders` has for each term the column of the publications that have a claim with it, `seats` for each country
    that of those with their headquarters there, `published` is the column of all.
    """

    version: str
    terms: tuple[TermRow, ...]
    publications: dict[int, PublicationRow]
    claims: dict[int, array[int]] = field(default_factory=dict)
    columns: dict[Key, int] = field(default_factory=dict)
    days: array[int] = field(default_factory=lambda: array("q"))
    owners: array[int] = field(default_factory=lambda: array("q"))
    holders: dict[int, int] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)
    orders: dict[str, list[int]] = field(default_factory=dict)
    published: int = 0

    def __post_init__(self) -> None:
        self.published = bits(self.publications)
        seats = defaultdict(list)
        for row in self.publications.values():
            if row.country:
                seats[row.country].append(row.pk)
        self.seats = {country: bits(keys) for country, keys in seats.items()}

    @property
    def everything(self) -> int:
        """The column of all claims."""
        return self.union("kind", Entry.Kind.values)

    def column(self, name: str, value: str | int) -> int:
        return self.columns.get((name, value), 0)

    def union(self, name: str, values: Iterable[str | int]) -> int:
        """Claims that are in any of the columns."""
        return reduce(or_, (self.column(name, value) for value in values), 0)

    @property
    def undated(self) -> int:
        return self.column("undated", "")

    def marked(self, terms: Iterable[int]) -> int:
        """Claims that carry any of the terms, certainly or possibly."""
        chosen = list(terms)
        return self.union("certain", chosen) | self.union("possible", chosen)

    def reaching(self, first: int | None, last: int | None) -> int:
        """Dated claims that certainly or possibly meet the years from `first` to `last`; None leaves a side open."""
        starts = self.union("starts", (year for year in self._years("starts") if last is None or year <= last))
        ends = self.union("ends", (year for year in self._years("ends") if first is None or year >= first))
        return starts & ends

    def by_year(self, column: int, name: str) -> dict[int, int]:
        """How many dated claims of the column have their earliest ("starts") or latest ("ends") day in each year."""
        counts = {year: (column & self.column(name, year)).bit_count() for year in self._years(name)}
        return {year: count for year, count in counts.items() if count}

    def of_publications(self, keys: Iterable[int]) -> int:
        """Claims of any of the publications."""
        return bits(pk for key in keys for pk in self.claims.get(key, ()))

    def count_in(self, column: int, keys: Iterable[int]) -> dict[int, int]:
        """How many claims of the column each of the publications has."""
        flags = _bytes(column)
        return {key: sum(_has(flags, pk) for pk in self.claims.get(key, ())) for key in keys}

    def owners_of(self, column: int) -> set[int]:
        """Publications that have a claim in the column."""
        owners = self.owners
        return {owners[pk] for pk in members(column)}

    def holding(self, terms: Iterable[int]) -> int:
        """The column of the publications that have a claim with any of the terms."""
        return reduce(or_, (self.holders.get(term, 0) for term in terms), 0)

    def in_order(self, column: int, order: str, start: int, stop: int) -> list[int]:
        """A stretch of a column of publications, by "name", "-name", "founded" or "-founded", unknown years last."""
        if order not in self.orders:
            keys, rows = list(self.publications), self.publications
            match order:
                case "-name":
                    keys.reverse()
                case "founded":
                    keys.sort(key=lambda key: rows[key].founded or NEVER)
                case "-founded":
                    keys.sort(key=lambda key: -(rows[key].founded or -NEVER))
            self.orders[order] = keys
        flags = _bytes(column)
        return list(islice((key for key in self.orders[order] if _has(flags, key)), start, stop))

    def by_date(self, column: int, offset: int, size: int) -> list[int]:
        """A stretch of the column's claims, the earliest first, undated ones last."""
        found: list[int] = []
        skipped = offset
        for year in [*sorted(self._years("starts")), None]:
            part = column & (self.undated if year is None else self.column("starts", year))
            if (count := part.bit_count()) <= skipped:
                skipped -= count
                continue
            # No need to sort what has no date: of that there may be very much.
            ordered = members(part) if year is None else sorted(members(part), key=lambda pk: (self.days[pk], pk))
            found += islice(ordered, skipped, skipped + size - len(found))
            skipped = 0
            if len(found) == size:
                break
        return found

    def _years(self, name: str) -> list[int]:
        return [year for kind, year in self.columns if kind == name and isinstance(year, int)]


def bits(keys: Iterable[int]) -> int:
    """A column of the keys."""
    found = array("q", keys)
    buffer = bytearray(max(found, default=0) // 8 + 1)
    for key in found:
        buffer[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(buffer, "little")


def members(column: int) -> Iterator[int]:
    """The keys of a column, the smallest first."""
    digits = f"{column:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def _bytes(column: int) -> bytes:
    return column.to_bytes((column.bit_length() + 7) // 8, "little")


def _has(flags: bytes, key: int) -> bool:
    return key >> 3 < len(flags) and bool(flags[key >> 3] >> (key & 7) & 1)


# -- counting ---------------------------------------------------------------------------------------------------

_lock = Lock()
_latest: Census | None = None


def census(version: str) -> Census:
    """The census at a state of the site: remembered, brought up to date, or taken anew."""
    global _latest
    with _lock:
        if _latest is None or not version or _latest.version != version:
            begin_again_if_older(_latest.version if _latest else "")
            _latest = _renewed(_latest if version else None, version)
        return _latest


def _renewed(former: Census | None, version: str) -> Census:
    terms = tuple(TermRow(*row) for row in Term.objects.values_list("pk", *TermRow._fields[1:]))
    rows = (PublicationRow(*row) for row in _publication_rows())
    fresh = Census(version, terms, {row.pk: row for row in rows})
    changed = _changed(former, fresh) if former else None
    if former is None or former.terms != terms or changed is None or len(changed) > FEW:
        return _take(fresh, None)
    _take_over(former, fresh, changed)
    return _take(fresh, changed)


def _publication_rows() -> Iterable[tuple[Any, ...]]:
    columns = ("pk", "slug", "country", "founded", "revision", "since")
    published = Publication.objects.annotate(since=Cast("published_at", TextField()))
    return published.order_by("sort_name", "id").values_list(*columns)


def _changed(former: Census, fresh: Census) -> set[int]:
    """Publications that are new, gone, or published again."""
    before, after = former.publications, fresh.publications
    return {pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)}


def _take_over(former: Census, fresh: Census, changed: Collection[int]) -> None:
    """Keep what was counted of publications that have not changed."""
    kept = former.everything & ~former.of_publications(changed)
    fresh.columns = {key: column & kept for key, column in former.columns.items()}
    fresh.claims = {pk: found for pk, found in former.claims.items() if pk not in changed}
    fresh.days, fresh.owners = former.days[:], former.owners[:]
    unchanged = bits(former.publications.keys() - changed)
    fresh.holders = {term: column & unchanged for term, column in former.holders.items()}


def _take(fresh: Census, only: Collection[int] | None) -> Census:
    """Count the claims of all publications, or of some."""
    found: defaultdict[Key, array[int]] = defaultdict(lambda: array("q"))
    for pk, owner, kind, earliest, latest in _entry_rows(only):
        fresh.claims.setdefault(owner, array("q")).append(pk)
        found["kind", kind].append(pk)
        _put(fresh.owners, pk, owner)
        _put(fresh.days, pk, int(earliest.replace("-", "")) if earliest else 0)
        if earliest is None:
            found["undated", ""].append(pk)
        else:
            found["starts", int(earliest[:4])].append(pk)
            found["ends", int(latest[:4])].append(pk)
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for term, certain, pk in _mark_rows(only):
        found["certain" if certain else "possible", term].append(pk)
        holders[term].add(fresh.owners[pk])
    for key, keys in found.items():
        fresh.columns[key] = fresh.column(*key) | bits(keys)
    for term, owners in holders.items():
        fresh.holders[term] = fresh.holders.get(term, 0) | bits(owners)
    return fresh


def _put(values: array[int], at: int, value: int) -> None:
    if at >= len(values):
        values.extend(array("q", bytes(8 * (at + 1 - len(values)))))
    values[at] = value


def _entry_rows(only: Collection[int] | None) -> Iterable[tuple[int, int, str, str | None, str]]:
    # As text: making a date of each would take longer than all the rest.
    entries = (
        Entry.objects.order_by("pk") if only is None else Entry.objects.filter(publication__in=only).order_by("pk")
    )
    days = Cast("earliest", TextField()), Cast("latest", TextField())
    return entries.values_list("pk", "publication", "kind", *days).iterator(10_000)


def _mark_rows(only: Collection[int] | None) -> Iterable[tuple[int, bool, int]]:
    marks = EntryTerm.objects.order_by()
    marks = marks if only is None else marks.filter(entry__publication__in=only)
    return marks.values_list("term", "certain", "entry").iterator(10_000)


# -- asking -----------------------------------------------------------------------------------------------------


def groups(found: Census, asked: Mapping[str, Any]) -> dict[str, int]:
    """For each filter that was asked for (kind, era, theme, organization, years) the column of what it lets through.

    `asked` holds lists of values by name, "era" with "undated" among them if asked for, "from" and "to" as years.
    """
    columns: dict[str, int] = {}
    if asked.get("kind"):
        columns["kind"] = found.union("kind", asked["kind"])
    if asked.get("era"):
        undated = found.undated if "undated" in asked["era"] else 0
        columns["era"] = found.marked(_keys(found, "era", asked["era"])) | undated
    if asked.get("theme"):
        columns["theme"] = found.marked(_keys(found, "theme", asked["theme"]))
    if asked.get("organization"):
        slugs = set(asked["organization"])
        columns["organization"] = found.of_publications(
            pk for pk, row in found.publications.items() if row.slug in slugs
        )
    if asked.get("from") or asked.get("to"):
        columns["years"] = found.reaching(asked.get("from"), asked.get("to"))
    return columns


def _keys(found: Census, kind: str, slugs: Collection[str]) -> list[int]:
    return [term.pk for term in found.terms if term.kind == kind and term.slug in slugs]


def meeting(everything: int, columns: Mapping[str, int], without: str = "") -> int:
    """What every filter lets through, but for one."""
    column = everything
    for name, part in columns.items():
        if name != without:
            column &= part
    return column


class Crossing(NamedTuple):
    """Themes crossed with eras: counts[theme][era] is how many claims are there certainly, and how many possibly.

    Behind the themes stands a row of all claims; behind the eras one column of the undated, and one of all.
    """

    themes: list[TermRow]
    eras: list[TermRow]
    counts: list[list[tuple[int, int]]]


def crossed(found: Census, among: int) -> Crossing:
    """Themes by eras, counted over the claims of the column `among`."""
    themes = [term for term in found.terms if term.kind == Term.Kind.THEME]
    eras = [term for term in found.terms if term.kind == Term.Kind.ERA]
    rows = [*(found.marked([theme.pk]) & among for theme in themes), among & found.everything]
    columns = [(found.column("certain", era.pk), found.column("possible", era.pk)) for era in eras]
    columns += [(found.undated, 0), (found.everything, 0)]
    counts = [
        [((row & certain).bit_count(), (row & possible).bit_count()) for certain, possible in columns] for row in rows
    ]
    return Crossing(themes, eras, counts)


def publication_groups(found: Census, asked: Mapping[str, Any], holding: Iterable[int] = ()) -> dict[str, int]:
    """For each filter of the index that was asked for (q, era, theme, country) the publications it lets through.

    `asked` holds lists of values by name; `holding` are the keys of those that hold the words of "q".
    """
    columns: dict[str, int] = {}
    if asked.get("q"):
        columns["q"] = bits(holding)
    for name in ("era", "theme"):
        if asked.get(name):
            columns[name] = found.holding(_keys(found, name, asked[name]))
    if asked.get("country"):
        columns["country"] = reduce(or_, (found.seats.get(country, 0) for country in asked["country"]))
    return columns
