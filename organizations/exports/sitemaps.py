"""The sitemap: organizations, themes, eras, people, sources and the lists of them, many in files by their keys."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from organizations.models import PublishedOrganization, PublishedPerson, PublishedSource, PublishedTag, Revision
from organizations.models.urls import urls_of
from organizations.reading.snapshot import time_of
from organizations.replicas import read_connection

KEYS = 150
"""Keys of a file: what one costs does not grow with the site. The protocol allows 50,000 addresses."""

# The first key of each file is looked up behind the one before it: records are not gone through.
_FILES = """
WITH RECURSIVE file (number) AS (
    SELECT MIN(id) / {keys} FROM {table} WHERE {condition}
    UNION ALL
    SELECT (SELECT MIN(id) / {keys} FROM {table} WHERE {condition} AND id >= (file.number + 1) * {keys})
    FROM file WHERE number IS NOT NULL
)
SELECT number + 1 FROM file WHERE number IS NOT NULL
"""
_ROWS = "SELECT slug, {day} FROM {table} WHERE {condition} AND id >= %s AND id < %s ORDER BY id"


class Entry(NamedTuple):
    """The address of a page below the host, and the day on which it was published where that is known."""

    url: str
    day: date | None = None


class Records(NamedTuple):
    """A section of records, in files of so many keys: what is published or withdrawn changes one of them, no other.

    `page` is the name of the url of each; `day` the column of when it was published, if it has one; `condition` says in
    SQL which are listed.
    """

    model: type[Model]
    page: str
    day: str = "NULL"
    condition: str = "1 = 1"

    def files(self) -> list[int]:
        """The numbers of the files, of which the first is always there. One query."""
        return sorted({1, *(number for (number,) in self._rows(_FILES, []))})

    def entries(self, number: int) -> list[Entry]:
        """What stands in a file. One query."""
        rows = self._rows(_ROWS, [(number - 1) * KEYS, number * KEYS])
        zone = get_current_timezone()
        return [
            Entry(url, time_of(at).astimezone(zone).date() if at else None)
            for url, (_slug, at) in zip(urls_of(self.page, (slug for slug, _at in rows)), rows, strict=True)
        ]

    def _rows(self, sql: str, parameters: list[int]) -> list[tuple[Any, ...]]:
        # Names of tables and columns cannot be parameters of SQL: these come from RECORDS, and never from a request.
        names = {"table": self.model._meta.db_table, "day": self.day, "condition": self.condition}
        with read_connection().cursor() as cursor:
            cursor.execute(sql.format(keys=KEYS, **names), parameters)
            return list(cursor.fetchall())


RECORDS = {
    "organizations": Records(PublishedOrganization, "organization_detail", day="published_at"),
    "people": Records(PublishedPerson, "person_detail"),
    "sources": Records(PublishedSource, "source_detail", condition="claims > 0"),
}
"""By their names in addresses, as those below."""


def _lists() -> list[Entry]:
    names = ("organization_list", "claim_list", "matrix", "compare", "theme_list", "person_list", "source_list")
    return [Entry(reverse(f"organizations:{name}")) for name in (*names, "about", "api")]


def _tags() -> list[Entry]:
    return [Entry(tag.get_absolute_url()) for tag in PublishedTag.objects.all()]


WHOLE = {"pages": _lists, "tags": _tags}
"""Sections of one file."""


def files() -> list[tuple[str, int, datetime | None]]:
    """Each file: its section and number, and when a dossier was published last where it is of dossiers.

    A query for each section of records, and one more.
    """
    published = Revision.objects.published().order_by("-published_at", "-id").values_list("published_at", flat=True)
    latest = {"organizations": published.first()}
    found = [(name, number) for name, records in RECORDS.items() for number in records.files()]
    return [(name, number, latest.get(name)) for name, number in [*((name, 1) for name in WHOLE), *found]]


def entries(section: str, number: int) -> list[Entry]:
    """What stands in a file; nothing where there is none. Raises KeyError for an unknown section."""
    if section in WHOLE:
        return WHOLE[section]() if number == 1 else []
    return RECORDS[section].entries(number)
