"""Locks of dossiers and of the site: one transaction at a time changes a dossier, and sees what all before it wrote."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from threading import RLock

from django.db import OperationalError, connection, transaction

MAX_LOCKS = 250
"""Locks of one transaction; who changes more dossiers at once locks the site, for PostgreSQL has room for 6,400."""
# Numbers that no other program on the same database is likely to lock; changing them lets two releases, that run side
# by side during a deployment, write at once.
SITE, ORGANIZATION = 0xD055, 0xD056
"""The first key of PostgreSQL's advisory locks; taken in this order, and within each by number."""

MAX_WAIT = 60.0
"""Seconds that a thread stands in the queue for SQLite before it gives up."""

# SQLite has one writer, and lets whoever asks next go first, so that a thread could wait until it gives up; here they
# stand in a queue.
# Reentrant: a verb that locks may call another one that does.
_queue = RLock()


@dataclass(frozen=True, slots=True)
class _Locked:
    """What is locked: organizations by their keys, or the whole site."""

    organizations: frozenset[int] | None

    def covers(self, other: "_Locked") -> bool:
        if self.organizations is None or other.organizations is None:
            return self.organizations is None
        return other.organizations <= self.organizations


_held: ContextVar[_Locked | None] = ContextVar("held", default=None)


@contextmanager
def locked(organizations: Iterable[int] | None = None) -> Iterator[None]:
    """A transaction that waits for all who write to the same dossiers, and makes those that follow wait for it.

    `organizations` are their primary keys; None is everything: eras, themes, people, addresses, new dossiers. Nothing
    is locked before it, so no two can wait for each other. Raises RuntimeError within a lock that covers less, and
    OperationalError where others do not end.
    """
    wanted, held = _Locked(None if organizations is None else frozenset(organizations)), _held.get()
    if held and not held.covers(wanted):
        # Refused rather than taken later: two that each hold what the other wants would stop until the database kills
        # one.
        raise RuntimeError("A transaction locks once: what it locked later, another could hold that waits for it.")
    has_locks = connection.vendor == "postgresql"
    # The queue around the transaction: on SQLite `atomic` takes the writers' lock at once, and would wait for it
    # outside the queue.
    with nullcontext() if has_locks else _queued(), transaction.atomic():
        if has_locks and not held:
            _lock(wanted)
        # The outer lock stays the measure: it covers this one.
        token = _held.set(held or wanted)
        try:
            yield
        finally:
            _held.reset(token)


@contextmanager
def _queued() -> Iterator[None]:
    if not _queue.acquire(timeout=MAX_WAIT):
        # As the driver itself would raise it: `faults` tells by this code that it may be tried again.
        locked = sqlite3.OperationalError("database is locked by another thread")
        locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError(str(locked)) from locked
    try:
        yield
    finally:
        _queue.release()


def covered() -> frozenset[int] | None:
    """The organizations that this transaction locks; None where it locks the whole site, or nothing yet."""
    held = _held.get()
    return held.organizations if held else None


def _lock(wanted: _Locked) -> None:
    if wanted.organizations is None or len(wanted.organizations) > MAX_LOCKS:
        _take("pg_advisory_xact_lock", SITE, {0})
    else:
        # Shared: dossiers are written side by side, and all of them wait for whoever holds the site alone.
        _take("pg_advisory_xact_lock_shared", SITE, {0})
        # The second key is an int4; two organizations that fall on one number only wait for each other without need.
        _take("pg_advisory_xact_lock", ORGANIZATION, {key % 2**31 for key in wanted.organizations})


def _take(function: str, name: int, keys: set[int]) -> None:
    # unnest gives the keys in their order, in which all who lock several take them, so that no two wait for each other.
    with connection.cursor() as cursor:
        locked = f"SELECT {function}(%s, key) FROM unnest(%s::int[]) AS key"  # noqa: S608 - the name is one of two above
        cursor.execute(locked, [name, sorted(keys)])
