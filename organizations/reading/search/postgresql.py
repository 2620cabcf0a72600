"""Questions to PostgreSQL, through django.contrib.postgres.search."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import partial

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVectorField
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Left

from organizations.models import PublishedClaim, SearchRow
from organizations.models.search import CONFIGURATION, MAX_INDEXED
from organizations.reading.search.base import CLOSE, OPEN, SNIPPET_WORDS, Index
from organizations.reading.search.query import Query

WEIGHTS = [0.1, 0.2, 0.4, 1.0]
"""Of D to A."""
LONG_TEXTS_COUNT_LESS = 1
BATCH = 10_000
# ts_headline may not see marks: it would take "<b>" out of the text and mark no word of "and/or".
MARKS = "<>&/@.-+_:#?=%~"
STAND_INS = "".join(map(chr, range(14, 14 + len(MARKS))))
BACK = str.maketrans(STAND_INS, MARKS)


def expression(query: Query) -> str:
    """The query in tsquery's language; its words, letters and digits only, cannot end their quotes."""
    phrases = (" <-> ".join(f"'{word}'" for word in phrase) for phrase in query.phrases)
    return unicodedata.normalize("NFKC", " & ".join(phrases) + (":*" if query.unfinished else ""))


def search_query(words: str) -> SearchQuery:
    """What `expression` gave, as Django asks for it."""
    return SearchQuery(words, config=CONFIGURATION, search_type="raw")


class PostgresqlIndex(Index):
    """Ranked by cover density. A second index over the titles alone finds the best of very many hits."""

    def every(self, query: Query) -> Iterable[int]:
        return _holding(query).values_list("pk", flat=True).iterator(BATCH)

    def some(self, query: Query, limit: int, *, titles: bool = False) -> list[int]:
        return list(_holding(query, titles=titles).values_list("pk", flat=True)[:limit])

    def ranked(
        self, query: Query, limit: int, *, titles: bool = False, among: Sequence[int] | None = None
    ) -> dict[int, float]:
        rows = _holding(query, titles=titles)
        return _ranks(rows if among is None else rows.filter(pk__in=among), query, limit)

    def first_titled(self, query: Query, limit: int) -> dict[int, float]:
        # The sum keeps PostgreSQL from going through all keys in their order until enough of a rare word are found.
        first = _holding(query, titles=True).order_by(F("pk") + 0).values("pk")[:limit]
        return _ranks(SearchRow.objects.filter(pk__in=first), query, limit)

    def snippets(self, ids: Sequence[int], query: Query) -> dict[int, str]:
        place = partial(SearchHeadline, max_words=SNIPPET_WORDS, min_words=20, short_word="0")
        return {pk: _cut(part, whole) for pk, part, whole in _shown("text", place, ids, query)}

    def titles(self, ids: Sequence[int], query: Query) -> dict[int, str]:
        whole = partial(SearchHeadline, highlight_all=True)
        return {pk: part for pk, part, _ in _shown("title", whole, ids, query)}


def _holding(query: Query, *, titles: bool = False) -> QuerySet[SearchRow]:
    """The rows that hold the words, or whose title does: these as the index over titles is asked for them."""
    words = search_query(expression(query))
    if not titles:
        return SearchRow.objects.filter(vector=words)
    title = Func(F("vector"), template="ts_filter(%(expressions)s, '{a}')", output_field=SearchVectorField())
    return SearchRow.objects.alias(title=title).filter(title=words)


def _ranks(rows: QuerySet[SearchRow], query: Query, limit: int) -> dict[int, float]:
    rank = SearchRank(
        F("vector"),
        search_query(expression(query)),
        weights=WEIGHTS,
        normalization=LONG_TEXTS_COUNT_LESS,
        cover_density=True,
    )
    return {pk: -found for pk, found in rows.values_list("pk", rank)[:limit]}


def _shown(
    column: str, headline: "partial[SearchHeadline]", ids: Sequence[int], query: Query
) -> Iterable[tuple[int, str, str]]:
    """Of each claim its id, the marked part of the column, the whole column."""
    whole = Left(column, MAX_INDEXED)
    unmarked = Func(whole, Value(MARKS), Value(STAND_INS), function="translate", output_field=TextField())
    # Any of the words: where one stands in the title only, the place of the others is still to be found.
    words = search_query(expression(query).replace(" & ", " | "))
    part = headline(unmarked, words, config=CONFIGURATION, start_sel=OPEN, stop_sel=CLOSE)
    for pk, marked, text in PublishedClaim.objects.filter(pk__in=ids).order_by().values_list("pk", part, whole):
        yield pk, marked.translate(BACK), text


def _cut(part: str, whole: str) -> str:
    """The part with an ellipsis where the whole goes on."""
    plain = part.replace(OPEN, "").replace(CLOSE, "").strip()
    before = "" if whole.lstrip().startswith(plain) else "…"
    after = "" if whole.rstrip().endswith(plain) else "…"
    return f"{before}{part}{after}"
