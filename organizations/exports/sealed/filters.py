"""What lets a script narrow and search the claims of an edition as the site does, without a server.

Claims that the filters cannot tell apart are a cell: they have the same kind, years, eras, themes and evidence. One
script file holds how many each cell has, and counts them all. Claims are numbered in the order of the cells, and their
words are in shards of so many numbers; what holds a word, or is of an organization, is a list of numbers. A script can
be loaded where a page is opened from a disk, data cannot.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F
from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

from organizations.analysis import fold, stem, words_in
from organizations.dossier.kinds import anchor_of
from organizations.models import PublishedClaim, PublishedClaimTag
from organizations.publishing.search_index import SAID, rows_of
from organizations.reading.claims import ShownClaim, index_of
from organizations.reading.facets import Facet, Facets
from organizations.reading.rows import ClaimRow, claim_rows
from organizations.reading.selection import OF_CLAIMS, OF_EVIDENCE, claim_values
from organizations.wording.periods import shown

FOLDER = "explore"
CELLS = f"{FOLDER}/cells.js"
"""Is written last: where it is there, all others are."""

OF_DOSSIERS = ("era", "theme", *OF_EVIDENCE)
"""The filters by which a dossier is narrowed where it stands."""

SHARD = 500
"""Claims whose words are in one file."""

POSTINGS = 50_000
"""Numbers of claims in one file of words, about."""

READ = 2000
"""Claims that are read at once for their words."""

MAX_WORDS = 40
"""Words of a claim's text that are shown."""

Cell = tuple[int | None, int | None, list[int]]
"""The first and the last year, None where there is no date, and the places of the values that it has."""

Write = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Cells:
    """The claims of an index in the order of their cells.

    `values` are those of filters, as [filter, value, name, whether only possibly]; a cell is [first year, last year,
    how many claims, places of its values], its years None where it has no date.
    """

    values: Sequence[tuple[str, str, str, bool]]
    cells: Sequence[tuple[int | None, int | None, int, Sequence[int]]]
    claims: Sequence[int]
    ranks: Sequence[int]
    """By the number of a claim, its place among all by date."""


def write_filters(index: Facets, write: Write) -> None:
    """Write the files of all claims of an index."""
    cells = cells_of(index)
    shards = range(0, len(cells.claims), SHARD)
    for number, start in enumerate(shards):
        rows = claim_rows(cells.claims[start : start + SHARD])
        write(f"{FOLDER}/rows/{number}.js", _script(f"rows/{number}", _shard(rows, cells.ranks[start : start + SHARD])))
    buckets = _write_words(cells, write)
    about = {"values": cells.values, "cells": cells.cells, "shard": SHARD, "buckets": buckets}
    write(CELLS, _script("cells", about))


def cells_of(index: Facets) -> Cells:
    """The claims of an index by what its filters tell of them."""
    values: list[tuple[str, str, str, bool]] = []
    bitmaps: list[FrozenBitMap] = []
    for name in OF_CLAIMS:
        for each in claim_values(index, name):
            for having, possibly in ((each.having, False), (each.possible, True)):
                if having or not possibly:
                    values.append((name, each.value, each.name, possibly))
                    bitmaps.append(having)
    years: dict[int, tuple[str, int]] = {}
    for facet in (Facet.STARTS, Facet.ENDS):
        for year in index.by_year(index.claims, facet):
            years[len(bitmaps)] = facet, year
            bitmaps.append(index.bitmap(facet, year))

    def cell(marks: Sequence[int]) -> Cell:
        reach = dict(years[mark] for mark in marks if mark in years)
        return reach.get(Facet.STARTS), reach.get(Facet.ENDS), [mark for mark in marks if mark not in years]

    found = sorted(((cell(marks), those) for marks, those in _split(index.claims, bitmaps)), key=_order)
    by_date = PublishedClaim.objects.order_by(F("earliest").asc(nulls_last=True), "id").values_list("pk", flat=True)
    ranks = _by_key(index.claims, by_date.iterator())
    numbered = array("I", (pk for _cell, claims in found for pk in sorted(claims, key=ranks.__getitem__)))
    cells = [(start, end, len(claims), marks) for (start, end, marks), claims in found]
    return Cells(values, cells, numbered, array("I", (ranks[pk] for pk in numbered)))


def _by_key(claims: AbstractBitMap, ordered: Iterable[int]) -> "array[int]":
    """The place of each claim in an order, by its key: a list or dict of millions would take ten times the memory."""
    # Four bytes each, as "I" has them on Linux and macOS.
    places = array("I", bytes(4 * (claims.max() + 1 if claims else 0)))
    for place, pk in enumerate(ordered):
        places[pk] = place
    return places


def _order(found: tuple[Cell, object]) -> tuple[object, ...]:
    """By year, so that what is shown together lies together; what has no date comes last."""
    (start, end, marks), _claims = found
    return start is None, start or 0, end is None, end or 0, marks


def _split(claims: FrozenBitMap, bitmaps: Sequence[FrozenBitMap]) -> Iterator[tuple[list[int], BitMap]]:
    """The claims that are in the same bitmaps, together, with the places of these bitmaps."""
    group, known = _by_key(claims, ()), [(0, -1)]
    # A group is split by each bitmap that some of it are in: it is known by the one it came from, and that bitmap.
    for place, bitmap in enumerate(bitmaps):
        split: dict[int, int] = {}
        for pk in bitmap:
            former = group[pk]
            if former not in split:
                split[former] = len(known)
                known.append((former, place))
            group[pk] = split[former]
    members: defaultdict[int, BitMap] = defaultdict(BitMap)
    for pk in claims:
        members[group[pk]].add(pk)
    for number, those in sorted(members.items()):
        marks, at = [], number
        while at:
            at, place = known[at]
            marks.append(place)
        yield marks[::-1], those


def _shard(rows: Iterable[ClaimRow], ranks: Iterable[int]) -> dict[str, object]:
    """The words of claims: whose they are, by slug, and for each its place by date and what is shown of it."""
    owners: dict[str, tuple[str, str]] = {}
    found = []
    for row, rank in zip(rows, ranks, strict=True):
        owner = row.organization
        owners[owner.slug] = (str(owner), owner.language)
        words = row.text.split(maxsplit=MAX_WORDS)
        text = " ".join([*words[:MAX_WORDS], "…"]) if len(words) > MAX_WORDS else " ".join(words)
        title = row.title or row.detail
        shown_text = text or (row.detail if row.title else "")
        found.append((rank, owner.slug, anchor_of(row.kind, row.key), title, shown(row.period), shown_text))
    return {"owners": owners, "rows": found}


def _write_words(cells: Cells, write: Write) -> int:
    """Write which claims hold each term, and which are of each organization; the number of files."""
    keys = FrozenBitMap(cells.claims)
    numbers = _by_key(keys, cells.claims)
    postings: defaultdict[str, BitMap] = defaultdict(BitMap)
    written: set[str] = set()
    for start in range(0, len(keys), READ):
        some = PublishedClaim.objects.filter(pk__in=list(keys[start : start + READ]))
        terms = rows_of(some, PublishedClaimTag.objects.all())
        rows = some.order_by().values_list("pk", "organization__slug", "organization__name", *SAID)
        for pk, slug, *texts in rows:
            titled = set(terms[pk][0].split())
            for term in {f"@{slug}", *(term for column in terms[pk] for term in column.split())}:
                # "@" is in no term: organizations stand in the same files as words.
                postings[term].add(2 * numbers[pk] + (term in titled))
            written.update(found[0] for text in texts for found in words_in(text))
    # What is written otherwise than its term leads to that.
    folded = {word for each in written for word in fold(each).split()}
    forms = {word: stem(word) for word in folded if stem(word) != word and stem(word) in postings}
    buckets = 1 + sum(map(len, postings.values())) // POSTINGS
    found_in: list[list[str]] = [[] for _bucket in range(buckets)]
    for word in sorted(postings.keys() | forms.keys()):
        found_in[bucket_of(word, buckets)].append(word)
    for number, words in enumerate(found_in):
        file = {word: _gaps(postings[word]) if word in postings else f"={forms[word]}" for word in words}
        write(f"{FOLDER}/words/{number}.js", _script(f"words/{number}", file))
    return buckets


def bucket_of(term: str, buckets: int) -> int:
    """The file of a term, which the script works out alike."""
    found = 0
    for char in term:
        # A prime, so that terms spread. Python's `hash` differs in each process.
        found = (found * 31 + ord(char)) % 65_521
    return found % buckets


def _gaps(postings: Iterable[int]) -> str:
    """Ascending numbers as the gaps between them, in base 36; "!" behind those whose title holds the term.

    A posting is twice a number, and one more for a title.
    """
    gaps, former = [], 0
    for posting in postings:
        number = posting // 2
        gaps.append(f"{_base36(number - former)}!" if posting % 2 else _base36(number - former))
        former = number
    return " ".join(gaps)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not number:
            return digits


def marks_of(claims: Sequence[ShownClaim]) -> str:
    """Which claims of a dossier pass each value of its filters: a filter, a value, and the places of the claims.

    Behind a place stands "?" where the claim has the value only possibly. Between two values stands a semicolon.
    """
    index = index_of(claims)
    return ";".join(
        " ".join((name, each.value, *(f"{place}?" if place in each.possible else str(place) for place in each.having)))
        for name in OF_DOSSIERS
        for each in claim_values(index, name)
        if each.having
    )


def _script(name: str, content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # A call, not data: browsers load no JSON from a page that was opened from a disk, but scripts.
    return f"edition({json.dumps(name)},{text});\n".encode()
