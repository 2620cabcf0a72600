"""The search index: the terms of each published claim, in the form in which its database finds them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Value

WEIGHTS = {"title": "A", "detail": "B", "text": "C", "period": "B", "country": "B", "context": "D"}
"""The columns of a row, each with its weight, A the highest: those of a claim, and what it is found by beside them."""


class SearchRow(models.Model):
    """The terms of one published claim, as `organizations.analysis` makes them. Publishing writes the rows.

    On PostgreSQL they are a `vector`. On SQLite the table itself is an FTS5 index, made by a migration: it has the
    columns of WEIGHTS, and `vector` is empty. There is no foreign key: where a migration renames the table that it
    points to, Django would make this one anew on SQLite, as a plain table.
    """

    claim = models.BigIntegerField(primary_key=True, db_column="rowid")
    vector = SearchVectorField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["vector"], name="searchrow_words"),
            # Titles alone, in an index of their own: so the best of very many hits are found without ranking all. A
            # question is answered by it only where it writes the same expression.
            GinIndex(Func(F("vector"), Value("{a}"), function="ts_filter"), name="searchrow_title"),
        ]

    def __str__(self) -> str:
        return str(self.claim)


class IndexedWord(models.Model):
    """A word of the index as it is written, folded, for what is spelled almost like it. It may be of no claim any more.

    `backwards` is the same from its end: one slip leaves the one half of a word as it is, or the other.
    """

    word = models.CharField(primary_key=True)
    backwards = models.CharField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.word
