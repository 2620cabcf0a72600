"""Keeping the search index true: the rows of the claims that a publish changes are written in its transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import QuerySet

from organizations.analysis import MAX_TERM, fold, indexed, words_in
from organizations.dossier.kinds import PUBLISHED
from organizations.models import IndexedWord, PublishedClaim, PublishedClaimTag, SearchRow
from organizations.models.search import WEIGHTS
from organizations.publishing.evidence import places_in

BATCH = 1000
TABLE = SearchRow._meta.db_table
MAX_PLACE = 16_383
"""PostgreSQL's vectors tell no later places apart."""
# A slip in a shorter word makes another word too easily: "fao" is one from "fat".
SHORTEST_WORD = 4
"""Letters of a word whose spelling is known."""
MAX_PLACES = 255
"""Of one term in a vector."""

SAID = ("title", "detail", "text", "period", "country")
"""The columns of a claim that are a column of its row."""
CONTEXT = ("kind", "organization__name", "organization__acronym", "subheading", "organization", "evidence", "html")
MAX_CITED = 300
"""Characters of a source by which the claims that cite it are found: what it is called, not what is quoted of it."""
KIND_WORDS = {kind.name: kind.words for kind in PUBLISHED}

Key = TypeVar("Key", int, str)
Row = tuple[str, ...]
"""The terms of each column of WEIGHTS."""


def rows_of(claims: QuerySet[PublishedClaim], tags: QuerySet[PublishedClaimTag]) -> dict[int, Row]:
    """The rows that claims should have, by their keys; `tags` are all PublishedClaimTags. Three queries.

    In the context of a claim stand the names of its organization, kind, eras and themes, its subheading, the
    sources that it cites as its dossier lists them, and the places in these.
    """
    columns = claims.order_by().values_list("pk", *CONTEXT, *SAID)
    found = list(columns)
    listed = _listed(claims, {row[5] for row in found if row[6].get("uses")})
    names: defaultdict[int, list[str]] = defaultdict(list)
    named = tags.filter(claim__in=[row[0] for row in found]).order_by("tag__kind", "tag__position", "tag_id")
    for claim, name in named.values_list("claim", "tag__name"):
        names[claim].append(name)
    return {
        pk: (
            *map(indexed, texts),
            indexed(
                " / ".join(
                    (
                        *(name, acronym, KIND_WORDS[kind], *names[pk], *filter(None, (above,))),
                        *(listed[organization, key] for key in dict(evidence.get("uses", ()))),
                        *(places_in(html + evidence.get("marks", "")) if evidence.get("uses") else ()),
                    )
                )
            ),
        )
        for pk, kind, name, acronym, above, organization, evidence, html, *texts in found
    }


def _listed(claims: QuerySet[PublishedClaim], organizations: Collection[int]) -> dict[tuple[int, str], str]:
    """The beginnings of the entries that organizations list as sources, by organization and key of the entry."""
    # The model of these claims: in a migration it is that of its time.
    published = claims.model._meta.get_field("organization").remote_field.model._default_manager
    lists = published.filter(pk__in=organizations).order_by().values_list("pk", "sources") if organizations else ()
    return {(pk, entry["key"]): entry["text"][:MAX_CITED] for pk, entries in lists for entry in entries}


def index_claims(keys: Sequence[int]) -> None:
    """Write the rows of published claims, of which none is there."""
    for some in _batches(keys):
        write_rows(rows_of(PublishedClaim.objects.filter(pk__in=some), PublishedClaimTag.objects.all()))


def renew_rows(keys: Sequence[int]) -> None:
    """Bring the rows of published claims to what they should be; what is right is not written."""
    for some in _batches(keys):
        wanted = rows_of(PublishedClaim.objects.filter(pk__in=some), PublishedClaimTag.objects.all())
        wrong = _wrong(wanted)
        forget_claims(wrong)
        write_rows({pk: wanted[pk] for pk in wrong})
        learn_words(PublishedClaim.objects.filter(pk__in=wrong))


def learn_words(claims: QuerySet[PublishedClaim]) -> None:
    """Put the words of claims among those that the index knows the spelling of. Three queries at most."""
    texts = claims.order_by().values_list("title", "detail", "text", "organization__name")
    words_found = {found[0] for text in {each for row in texts for each in row} for found in words_in(text)}
    # Only letters: a slip in a number or a document's symbol is another number or document.
    words = {word for word in map(fold, words_found) if SHORTEST_WORD <= len(word) <= MAX_TERM and word.isalpha()}
    known: set[str] = set()
    for some in _batches(sorted(words)):
        known.update(IndexedWord.objects.filter(word__in=some).values_list("word", flat=True))
    new = [IndexedWord(word=word, backwards=word[::-1]) for word in sorted(words - known)]
    # A word that is of no claim any more stays: to know that, all claims would have to be read at each publish.
    IndexedWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)


def forget_claims(keys: Sequence[int]) -> None:
    """Delete the rows of claims."""
    for some in _batches(keys):
        # Not `delete`, which reads all rows first, as signals are told of each.
        SearchRow.objects.filter(pk__in=some)._raw_delete(using=connection.alias)


def write_rows(rows: Mapping[int, Row]) -> None:
    """Insert rows, in one statement or one prepared statement."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * (1 + len(WEIGHTS)))
            cursor.executemany(
                # Table and columns are names of this code, never of a request: the values are bound.
                f"INSERT INTO {TABLE} (rowid, {', '.join(WEIGHTS)}) VALUES ({marks})",  # noqa: S608 - names of our own
                [(pk, *row) for pk, row in rows.items()],
            )
        else:
            cursor.execute(
                f"INSERT INTO {TABLE} (rowid, vector) SELECT pk, vector::tsvector"  # noqa: S608 - names of our own
                " FROM unnest(%s::bigint[], %s::text[]) AS wanted (pk, vector)",
                [list(rows), [vector_of(row) for row in rows.values()]],
            )


def vector_of(row: Row) -> str:
    """A row as PostgreSQL reads a vector; no phrase goes from one column into the next."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    place = 0
    for terms, weight in zip(row, WEIGHTS.values(), strict=True):
        for term in terms.split():
            place += 1
            places[term].append(f"{min(place, MAX_PLACE)}{weight}")
        # The empty place between two columns keeps a phrase from running out of one into the next.
        place += 1
    # Terms need no escape: of letters, digits and marks on letters, none is a quote or a backslash.
    return " ".join(f"'{term}':{','.join(found[:MAX_PLACES])}" for term, found in places.items())


def _wrong(wanted: Mapping[int, Row]) -> list[int]:
    """Those of the rows that are missing or say something else."""
    keys = list(wanted)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(keys))
            cursor.execute(f"SELECT rowid, {', '.join(WEIGHTS)} FROM {TABLE} WHERE rowid IN ({marks})", keys)  # noqa: S608
            stored = {pk: tuple(row) for pk, *row in cursor.fetchall()}
            return [pk for pk in keys if stored.get(pk) != wanted[pk]]
        # One array for each column: the text of the statement is the same, however many rows there are.
        cursor.execute(
            f"SELECT pk FROM unnest(%s::bigint[], %s::text[]) AS wanted (pk, vector)"  # noqa: S608 - names of our own
            f" LEFT JOIN {TABLE} ON rowid = pk WHERE {TABLE}.vector IS DISTINCT FROM wanted.vector::tsvector",
            [keys, [vector_of(row) for row in wanted.values()]],
        )
        return [pk for (pk,) in cursor.fetchall()]


def wrong_rows() -> set[int]:
    """The claims whose rows are missing, say something else than they should, or are of claims that are gone."""
    wrong: set[int] = set()
    keys = list(PublishedClaim.objects.order_by("pk").values_list("pk", flat=True))
    for some in _batches(keys):
        wrong.update(_wrong(rows_of(PublishedClaim.objects.filter(pk__in=some), PublishedClaimTag.objects.all())))
    with connection.cursor() as cursor:
        claims = PublishedClaim._meta.db_table
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE NOT EXISTS (SELECT 1 FROM {claims} WHERE id = {TABLE}.rowid)"  # noqa: S608
        )
        return wrong.union(row[0] for row in cursor.fetchall())


def mend_table() -> None:
    """On SQLite, bring what FTS5 looks terms up in to what stands in its columns."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # FTS5's own command: a row whose column is named as the table.
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')")  # noqa: S608 - names of our own


def _batches(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
