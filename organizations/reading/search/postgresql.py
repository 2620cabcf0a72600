"""Questions to PostgreSQL, through django.contrib.postgres.search."""

from collections.abc import Iterable, Sequence

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db.models import F, Func, QuerySet

from organizations.analysis import ANY_ENDING
from organizations.models import SearchRow
from organizations.reading.search.base import Index
from organizations.reading.search.query import Query

# In the proportions of SQLite's, so that both rank alike; but period and country share the letter of the other lines.
WEIGHTS = [0.02, 0.1, 0.4, 1.0]
"""Of D to A."""
LONG_TEXTS_COUNT_LESS = 1
BATCH = 10_000


class TermsQuery(SearchQuery):
    """A query in tsquery's language whose words are terms already: PostgreSQL neither parses nor stems them."""

    template = "(%(expressions)s)::tsquery"


def expression(query: Query) -> str:
    """The query in tsquery's language; its terms, letters and digits only, cannot end their quotes."""
    choices = (" | ".join(map(_phrase, choice)) for choice in query.choices)
    return (" | " if query.any_of else " & ").join(f"({choice})" for choice in choices)


def _phrase(terms: Sequence[str]) -> str:
    return f"({' <-> '.join(map(_term, terms))})"


def _term(term: str) -> str:
    return f"'{term.removesuffix(ANY_ENDING)}':*" if term.endswith(ANY_ENDING) else f"'{term}'"


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

    def first_titled(self, query: Query, limit: int) -> list[int]:
        # The sum keeps PostgreSQL from going through all keys in their order until enough of a rare word are found.
        return list(_holding(query, titles=True).order_by(F("pk") + 0).values_list("pk", flat=True)[:limit])


def _holding(query: Query, *, titles: bool = False) -> QuerySet[SearchRow]:
    """The rows that hold the words, or whose title does: these as the index over titles is asked for them."""
    text = TermsQuery(expression(query))
    if not titles:
        return SearchRow.objects.filter(vector=text)
    # The weight stands in the template: as a parameter it would not be the expression of the index.
    title = Func(F("vector"), template="ts_filter(%(expressions)s, '{a}')", output_field=SearchVectorField())
    return SearchRow.objects.alias(title=title).filter(title=text)


def _ranks(rows: QuerySet[SearchRow], query: Query, limit: int) -> dict[int, float]:
    rank = SearchRank(
        F("vector"),
        TermsQuery(expression(query)),
        weights=WEIGHTS,
        normalization=LONG_TEXTS_COUNT_LESS,
        cover_density=True,
    )
    return {pk: -found for pk, found in rows.values_list("pk", rank)[:limit]}
