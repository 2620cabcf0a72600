"""Why a request fails by no fault of the code: the database is away or locked, or the disk is full."""

import errno
import sqlite3
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError


class Fault(Enum):
    """Why a request fails, and after how many seconds to try again."""

    LOCKED = 5
    AWAY = 30
    FULL = 300


# In this order: no room, a lock not had in time, a statement ended by a time-out, two that wrote the same, a deadlock.
POSTGRESQL = {
    "53100": Fault.FULL,
    "55P03": Fault.LOCKED,
    "57014": Fault.LOCKED,
    "40001": Fault.LOCKED,
    "40P01": Fault.LOCKED,
}
"""Faults by the server's code; any other code of classes 08, 53, 57 and 58 is that it is away."""

SQLITE = {
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_CANTOPEN: Fault.AWAY,
    sqlite3.SQLITE_IOERR: Fault.AWAY,
    sqlite3.SQLITE_READONLY: Fault.AWAY,
    sqlite3.SQLITE_NOTADB: Fault.AWAY,
    sqlite3.SQLITE_CORRUPT: Fault.AWAY,
    sqlite3.SQLITE_PROTOCOL: Fault.AWAY,
}


def fault_of(error: BaseException) -> Fault | None:
    """Which fault an exception, or one that it came of, tells of; None for a mistake in the code."""
    found = None
    for each in _chain(error):
        if isinstance(each, OSError) and each.errno in (errno.ENOSPC, errno.EDQUOT):
            return Fault.FULL
        if isinstance(each, sqlite3.Error) and hasattr(each, "sqlite_errorcode"):
            # The low byte is the error; what stands above it says more, as that a write failed.
            return SQLITE.get(each.sqlite_errorcode & 0xFF)
        if code := getattr(each, "sqlstate", None):
            return POSTGRESQL.get(code) or (Fault.AWAY if code[:2] in ("08", "53", "57", "58") else None)
        if isinstance(each, OperationalError | InterfaceError):
            found = Fault.AWAY
    return found


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and those that it came of, the latest first."""
    while error is not None:
        yield error
        # As a traceback follows it: Django raises its errors from those of the driver.
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
