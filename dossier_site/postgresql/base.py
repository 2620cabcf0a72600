"""The database backend: what a request asks of PostgreSQL fails in time where that is away, hangs or is locked."""

from collections import defaultdict
from time import monotonic
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg import IsolationLevel, errors

from dossier_site import patience

absences: defaultdict[str, patience.Absence] = defaultdict(patience.Absence)
"""Of each database, by its alias."""


FRESH = 1.0
"""Seconds for which a connection that worked is not tried again: trying takes as long as what a kept page asks."""


class Connection(psycopg.Connection[Any]):
    """A connection that is given up where the server is silent: one that hangs keeps no time-out of its own."""

    absence: patience.Absence | None = None
    """Of a replica: one that is slow or hangs is asked nothing for some seconds, by no thread."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """What the server answers. Raises OperationalError, and closes, where that takes longer than is allowed."""
        if self.absence and self.absence.is_known():
            raise self._given_up()
        if timeout is None:
            # Asked at each statement: the connection is kept, and serves requests that may wait for different times.
            timeout = patience.REPLICA if self.absence else patience.allowed()
        try:
            return super().wait(gen, interval, timeout)
        # psycopg has no public name for it.
        except errors._WaitTimeout:
            if self.absence:
                self.absence.note()
            raise self._given_up() from None

    def _given_up(self) -> psycopg.OperationalError:
        self.pgconn.finish()
        return psycopg.OperationalError("the database did not answer in time")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with time-outs in requests. Commands wait as long as it takes: a migration may."""

    tried_at = -FRESH
    """When the connection was last known to work."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection. Raises OperationalError at once where the database was away a moment ago."""
        # Django sets it in its own method, which is not called here.
        self.isolation_level = IsolationLevel.READ_COMMITTED
        if patience.allowed() is None:
            return Connection.connect(**conn_params)
        is_replica = self.alias != DEFAULT_DB_ALIAS
        lock, statement = (patience.REPLICA,) * 2 if is_replica else (patience.LOCK_WAIT, patience.STATEMENT)
        limits = f"-c lock_timeout={lock}s -c statement_timeout={statement}s"
        absence = absences[self.alias]
        with absence.looking() as is_worth_it:
            if not is_worth_it:
                raise psycopg.OperationalError("the database did not answer a moment ago")
            connection = Connection.connect(
                **{**conn_params, "options": f"{conn_params.get('options', '')} {limits}".strip()}
            )
        connection.absence = absence if is_replica else None
        return connection

    def is_usable(self) -> bool:
        """Whether the connection that was kept still works."""
        if absences[self.alias].is_known():
            return False
        now = monotonic()
        # After an error Django asks whether to keep the connection: that is no time to believe it.
        if not self.errors_occurred and now - self.tried_at < FRESH:
            return True
        with patience.allowing(patience.CHECK):
            works = bool(super().is_usable())
        self.tried_at = now if works else -FRESH
        return works
