"""The database backend: what a request asks of PostgreSQL fails in time where that is away, hangs or is locked."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import IsolationLevel, errors

from dossier_site import patience

absence = patience.Absence()


class Connection(psycopg.Connection[Any]):
    """A connection that is given up where the server is silent: one that hangs keeps no time-out of its own."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """What the server answers. Raises OperationalError, and closes, where that takes longer than is allowed."""
        try:
            return super().wait(gen, interval, patience.allowed() if timeout is None else timeout)
        except errors._WaitTimeout:
            self.pgconn.finish()
            raise psycopg.OperationalError("the database did not answer in time") from None


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with time-outs in requests. Commands wait as long as it takes: a migration may."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection. Raises OperationalError at once where the database was away a moment ago."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        if patience.allowed() is None:
            return Connection.connect(**conn_params)
        limits = f"-c lock_timeout={patience.LOCK_WAIT}s -c statement_timeout={patience.STATEMENT}s"
        with absence.looking() as is_worth_it:
            if not is_worth_it:
                raise psycopg.OperationalError("the database did not answer a moment ago")
            return Connection.connect(
                **{**conn_params, "options": f"{conn_params.get('options', '')} {limits}".strip()}
            )

    def is_usable(self) -> bool:
        """Whether the connection that was kept still works."""
        if absence.is_known():
            return False
        with patience.allowing(patience.CHECK):
            return super().is_usable()
