"""The search index: the words of each published claim, in the form in which its database finds them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Value

CONFIGURATION = "dossier"
"""PostgreSQL's text search configuration: English stems, without accents and without a list of stop words."""

WEIGHTS = {"title": "A", "detail": "B", "text": "D", "period": "C", "country": "C"}
"""The columns of a claim that are searched, each with its weight, A the highest."""

MAX_INDEXED = 200_000
"""So many characters of a column are searched on PostgreSQL, whose vectors hold one megabyte at most."""

# Letters that have no accent to take off, written as PostgreSQL's unaccent writes them.
LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "\u0131": "i",
    "ł": "l",
    "ß": "ss",
    "þ": "th",
    "₂": "2",
    "²": "2",
    "³": "3",
}


def _codes() -> dict[str, str]:
    both = {letter.upper(): plain.upper() for letter, plain in LETTERS.items() if len(letter.upper()) == 1} | LETTERS
    codes: dict[str, str] = {}
    for letter, plain in both.items():
        code = "\u0330".join(plain) + "\u0330" * 2
        while code in codes.values():
            code += "\u0330"
        if not letter.isascii():
            codes[letter] = code
    return codes


CODES = _codes()
"""How FTS5 is given those letters: as plain ones with accents, which it leaves out, so that they can be read back."""


class SearchRow(models.Model):
    """The searched words of one published claim. Publishing writes the rows, in the transaction that changes claims.

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
            GinIndex(Func(F("vector"), Value("{a}"), function="ts_filter"), name="searchrow_title"),
        ]

    def __str__(self) -> str:
        return str(self.claim)
