"""Which database is read: the primary, or for a published page one of its replicas."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

PREFIX = "replica"
"""How the aliases of replicas in DATABASES begin."""

_read = local()


def read_alias() -> str:
    """The database that this thread reads from now."""
    return getattr(_read, "alias", DEFAULT_DB_ALIAS)


def read_connection() -> BaseDatabaseWrapper:
    """The connection to it, for what asks in SQL."""
    return connections[read_alias()]


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """While in it, this thread reads from another database."""
    former, _read.alias = read_alias(), alias
    try:
        yield
    finally:
        _read.alias = former


def replica_aliases() -> list[str]:
    """The replicas that there are."""
    return [alias for alias in connections.settings if alias.startswith(PREFIX)]


def replicas() -> list[str]:
    """The replicas to try, in the order to try them: another one each time, so that all carry a part of the load."""
    found = replica_aliases()
    # A transaction has written, or will: it reads what it wrote.
    return [] if not found or connections[DEFAULT_DB_ALIAS].in_atomic_block else random.sample(found, len(found))


class ReplicaRouter:
    """Sends queries where the thread reads from; whatever writes, to the primary."""

    def db_for_read(self, model: type[Model], **hints: object) -> str:
        return read_alias()

    def db_for_write(self, model: type[Model], **hints: object) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: object) -> bool:
        """All of them hold the same records."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return db == DEFAULT_DB_ALIAS
