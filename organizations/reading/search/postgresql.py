"""The index on PostgreSQL: a generated tsvector column on the entries, unknown to Django.

A migration that changes the type of one of these columns has to `drop()` the index before and `create()`
it after: PostgreSQL says so, and refuses.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, FloatField
from django.db.models.expressions import Col, Func
from django.db.models.sql.compiler import SQLCompiler

from organizations.models.published import Entry
from organizations.reading.search.base import CLOSE, OPEN, SNIPPET_WORDS, TABLE, Index
from organizations.reading.search.query import Query

COLUMN = "search"
CONFIGURATION = "dossier"
STEMMER = "dossier_stem"
WORDS = f"to_tsquery('{CONFIGURATION}', normalize(%s, NFKC))"
COLUMNS = {"title": "A", "detail": "B", "text": "D", "period": "C", "country": "C"}
WEIGHTS = "{0.1, 0.2, 0.4, 1.0}"
"""Of D to A."""
# A tsvector holds one megabyte at most; more words than that would be an error when publishing.
LONGEST = 200_000
# The parser sees web addresses, files ("and/or") and signed numbers unless every mark is a gap. Written as
# code points, for what a class like [[:punct:]] holds depends on the locale of the database.
GAPS = r"[\u0001-\u002f:-@\[-`{-\u00bf\u2000-\u206f\u2190-\u2bff\u3000-\u303f]+"
# Nor may ts_headline see them: it would take "<b>" out of the text and mark no word of "and/or".
MARKS = "<>&/@.-+_:#?=%~"
STAND_INS = "".join(map(chr, range(14, 14 + len(MARKS))))
BACK = str.maketrans(STAND_INS, MARKS)
NO_UNACCENT = (
    "The search needs PostgreSQL's extension unaccent, and it could not be made here (%s). Have somebody with"
    " the rights install PostgreSQL's contrib modules and run CREATE EXTENSION unaccent in this database,"
    " then migrate."
)


def expression(query: Query) -> str:
    """The query in tsquery's language; its words, letters and digits only, cannot end their quotes."""
    phrases = (" <-> ".join(f"'{word}'" for word in phrase) for phrase in query.phrases)
    return " & ".join(phrases) + (":*" if query.unfinished else "")


class _OfVector(Func):
    """Something that the search column of an entry and a query have between them."""

    def __init__(self, words: str) -> None:
        super().__init__(F("pk"))
        self.words = words

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, list[str]]:
        [key] = self.get_source_expressions()
        assert isinstance(key, Col)
        vector = f"{compiler.quote_name_unless_alias(key.alias)}.{COLUMN}"
        return self.template.format(vector=vector, words=WORDS), [self.words]


class Holds(_OfVector):
    """Whether the entry holds the words."""

    output_field = BooleanField()
    template = "{vector} @@ {words}"


class HoldsInTitle(_OfVector):
    """Whether the title holds the words."""

    output_field = BooleanField()
    template = "ts_filter({vector}, '{{a}}') @@ {words}"


class Rank(_OfVector):
    """How well the entry answers the words, negated so that smaller is better; long texts count for less."""

    output_field = FloatField()
    template = f"-ts_rank_cd('{{{WEIGHTS}}}', {{vector}}, {{words}}, 1)"


class PostgresqlIndex(Index):
    """Ranked by cover density. A second index over the titles alone finds the best of very many hits."""

    def create(self) -> None:
        self.drop()
        self.create_extension()
        self.execute(
            # Without the list of stop words: "the" is a word here as on SQLite.
            f"CREATE TEXT SEARCH DICTIONARY {STEMMER} (TEMPLATE = snowball, LANGUAGE = english)",
            f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = english)",
            f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING FOR"
            f" asciiword, word, numword WITH unaccent, {STEMMER}",
            f"ALTER TABLE {TABLE} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS ("
            f"{' || '.join(_vector(column, weight) for column, weight in COLUMNS.items())}) STORED",
            f"CREATE INDEX {TABLE}_search ON {TABLE} USING gin ({COLUMN})",
            f"CREATE INDEX {TABLE}_search_title ON {TABLE} USING gin (ts_filter({COLUMN}, '{{a}}'))",
        )

    def create_extension(self) -> None:
        """Make unaccent where it is missing. Raises ImproperlyConfigured, saying what to do, if it cannot."""
        try:
            with transaction.atomic(self.connection.alias):
                self.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        except DatabaseError as error:
            raise ImproperlyConfigured(NO_UNACCENT % str(error).strip()) from error

    def drop(self) -> None:
        self.execute(
            "SET CONSTRAINTS ALL IMMEDIATE",  # no table is altered while rows wait for their foreign keys
            "SET CONSTRAINTS ALL DEFERRED",
            f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {COLUMN}",
            f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {CONFIGURATION}",
            f"DROP TEXT SEARCH DICTIONARY IF EXISTS {STEMMER}",
        )

    def every(self, query: Query) -> Iterable[int]:
        return Entry.objects.filter(Holds(expression(query))).order_by().values_list("pk", flat=True)

    def ranked(
        self, query: Query, limit: int, *, titles: bool = False, among: Sequence[int] | None = None
    ) -> dict[int, float]:
        words = expression(query)
        holding = HoldsInTitle(words) if titles else Holds(words)
        entries = Entry.objects.order_by().filter(holding)
        entries = entries if among is None else entries.filter(pk__in=among)
        return dict(entries.annotate(search_rank=Rank(words)).values_list("pk", "search_rank")[:limit])

    def first_titled(self, query: Query, limit: int) -> dict[int, float]:
        words = expression(query)
        # The sum keeps PostgreSQL from going through all keys in their order until enough of a rare word are found.
        first = Entry.objects.filter(HoldsInTitle(words)).order_by(F("pk") + 0).values("pk")[:limit]
        found = Entry.objects.order_by().filter(pk__in=first).annotate(search_rank=Rank(words))
        return dict(found.values_list("pk", "search_rank"))

    def snippets(self, ids: Sequence[int], query: Query) -> dict[int, str]:
        shown = self._shown("text", f"MaxWords={SNIPPET_WORDS}, MinWords=20, ShortWord=0", ids, query)
        return {pk: _cut(part, whole) for pk, part, whole in shown}

    def titles(self, ids: Sequence[int], query: Query) -> dict[int, str]:
        return {pk: part for pk, part, _ in self._shown("title", "HighlightAll=true", ids, query)}

    def _shown(self, column: str, options: str, ids: Sequence[int], query: Query) -> list[tuple[int, str, str]]:
        """Of each claim its id, the marked part of the column, the whole column."""
        options = f"StartSel={OPEN}, StopSel={CLOSE}, {options}"
        text = f"left({column}, {LONGEST})"
        headline = f"ts_headline('{CONFIGURATION}', translate({text}, %s, %s), {WORDS}, %s)"
        sql = f"SELECT id, {headline}, {text} FROM {TABLE} WHERE id = ANY(%s)"  # noqa: S608
        # Any of the words: where one stands in the title only, the place of the others is still to be found.
        words = expression(query).replace(" & ", " | ")
        rows = self.rows(sql, [MARKS, STAND_INS, words, options, list(ids)])
        return [(pk, part.translate(BACK), whole) for pk, part, whole in rows]


def _vector(column: str, weight: str) -> str:
    words = f"regexp_replace(normalize(left({column}, {LONGEST}), NFKC), '{GAPS}', ' ', 'g')"
    return f"setweight(to_tsvector('{CONFIGURATION}', left({words}, {LONGEST})), '{weight}')"


def _cut(part: str, whole: str) -> str:
    """The part with an ellipsis where the whole goes on."""
    plain = part.replace(OPEN, "").replace(CLOSE, "").strip()
    before = "" if whole.lstrip().startswith(plain) else "…"
    after = "" if whole.rstrip().endswith(plain) else "…"
    return f"{before}{part}{after}"
