"""Which questions a database understands."""

from django.db.backends.base.base import BaseDatabaseWrapper

from organizations.reading.search.base import Index
from organizations.reading.search.postgresql import PostgresqlIndex
from organizations.reading.search.sqlite import SqliteIndex

INDEXES: dict[str, type[Index]] = {"sqlite": SqliteIndex, "postgresql": PostgresqlIndex}


def index_of(database: BaseDatabaseWrapper) -> Index:
    """The index of a database. Raises KeyError for one that has none."""
    return INDEXES[database.vendor](database)
