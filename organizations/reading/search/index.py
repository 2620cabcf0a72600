"""Which index belongs to a database, and making it anew."""

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from organizations.models.published import Entry
from organizations.reading.search.base import Index
from organizations.reading.search.postgresql import PostgresqlIndex
from organizations.reading.search.sqlite import SqliteIndex

INDEXES: dict[str, type[Index]] = {"sqlite": SqliteIndex, "postgresql": PostgresqlIndex}


def index_of(database: BaseDatabaseWrapper) -> Index:
    """The index of a database. Raises KeyError for one that has none."""
    return INDEXES[database.vendor](database)


@transaction.atomic
def rebuild() -> int:
    """Make the index anew from the Entry rows; how many there are."""
    index_of(connection).create()
    return Entry.objects.count()
