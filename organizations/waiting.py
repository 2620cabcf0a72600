"""Writes that are not worth waiting for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction


def write_if_free(write: Callable[[], object]) -> bool:
    """Write in a transaction; where another one holds the lock, write nothing and do not wait: False."""
    try:
        with _no_wait(), transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '50ms'")
            write()
    except OperationalError:
        return False
    return True


@contextmanager
def _no_wait() -> Iterator[None]:
    """On SQLite, a connection that waits for no lock; on PostgreSQL a transaction says so itself."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
