"""Writes that are not worth waiting for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

BRIEFLY = 0.1
"""Seconds: as long as a save takes that is no long one."""


def write_if_free(write: Callable[[], object], *, seconds: float = BRIEFLY) -> bool:
    """Write in a transaction; where others hold the lock for longer than so many seconds, write nothing: False."""
    wait = round(1000 * seconds)
    try:
        # On SQLite BEGIN itself waits for the writers' lock: it must know before for how long.
        with _patience(wait), transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    # LOCAL: it ends with the transaction, where the connection is kept for other requests. SET takes no
                    # parameters; `wait` is a number.
                    cursor.execute(f"SET LOCAL lock_timeout = {wait}")
            write()
    # Any other fault too: what is not worth waiting for is not worth an error page.
    except OperationalError:
        return False
    return True


@contextmanager
def _patience(wait: int) -> Iterator[None]:
    """On SQLite, a connection that waits so many milliseconds; on PostgreSQL a transaction says so itself."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {wait}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
