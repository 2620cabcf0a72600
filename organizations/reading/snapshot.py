"""One state of the site for a whole answer: what is read within a snapshot is as one publish left it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, wraps
from threading import local
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from django.db import DEFAULT_DB_ALIAS, Error, transaction

from organizations.models import PublishedOrganization, SiteState
from organizations.replicas import read_alias, read_connection, reading_from, replicas

# A state that was superseded twice while it was read is shown as it is: older by a moment, and whole.
TRIES = 3
KEPT = 32
"""So many answers are kept of a question that is asked again and again."""

_ORGANIZATION_VERSION = (
    "SELECT s.changed_at, p.id, p.revision_id, p.published_at, p.related_changes, s.vocabulary, s.lineage"  # noqa: S608
    f" FROM {PublishedOrganization._meta.db_table} p"
    f" CROSS JOIN {SiteState._meta.db_table} s WHERE p.slug = %s"
)

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
# Of the thread, as Django's connections are.
_open = local()
_shown = ""
"""The version that this process read last from the primary."""


@dataclass(slots=True)
class State:
    """What is known of an open snapshot: how often it may be taken anew, and its version once that was asked for."""

    tries_left: int
    version: str | None = None


class Superseded(Exception):
    """What this process keeps in memory is of a later state than the snapshot."""


def in_one_state(read: Callable[[], T]) -> T:
    """What `read` gives, all of it read from one state of the site: the last that was published.

    Nothing is locked and nobody waits; `read` must not write. It is called again, with a later state, where
    `begin_again_if_older` asks for it. A replica is read where it has the version that the primary has, else the
    primary.
    """
    if aliases := replicas():
        # Not "or later": a replica may show a publish a moment before its primary does, and the reader's next page,
        # asked of that one, would then be older.
        version = site_version()
        for alias in aliases:
            # Any error of a replica is a reason to ask the primary, never one for an error page.
            with suppress(Superseded, Error), reading_from(alias), snapshot(tries_left=1):
                if site_version() == version:
                    return read()
    # The last try, below, has none left: the facets are then read anew for the older state.
    for tries_left in reversed(range(1, TRIES)):
        try:
            with snapshot(tries_left=tries_left):
                return read()
        except Superseded:
            continue
    with snapshot():
        return read()


def in_latest_replica(read: Callable[[], T]) -> T | None:
    """While the primary is away: what `read` gives from the replica that is furthest.

    None where none answers, or all are behind what this process has shown. What other processes have shown may still
    be later: who shows it says that it may be out of date.
    """
    versions: dict[str, str] = {}
    for alias in replicas():
        with suppress(Error), reading_from(alias):
            versions[alias] = _version_of_now()
    for alias in sorted(versions, key=lambda alias: number_of(versions[alias]), reverse=True):
        with suppress(Error), reading_from(alias), snapshot():
            return None if _shown and not follows(versions[alias], _shown) else read()
    return None


@contextmanager
def snapshot(*, tries_left: int = 0) -> Iterator[None]:
    """A transaction that reads one state of the site. Within another transaction it is a part of that."""
    with _read_transaction():
        former = _state()
        # A snapshot within another one is of the same state, and asks for its version no second time.
        _open.state = former or State(tries_left)
        try:
            yield
        finally:
            _open.state = former


def begin_again_if_older(version: str) -> None:
    """Raise Superseded where the open snapshot is older than a version of the site, and may be taken anew."""
    state = _state()
    if state and state.tries_left and version != site_version() and follows(version, site_version()):
        raise Superseded(version)


def site_version() -> str:
    """What every change of the published state changes, of the open snapshot or of now; empty before the first.

    The time and the lineage stand beside the number: a database that was made anew counts from 1 again.
    """
    state = _state()
    if state is None:
        return _version_of_now()
    if state.version is None:
        state.version = _version_of_now()
    return state.version


def once_a_state(look_up: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
    """A function that within a snapshot looks up once what it was asked before at the same state of the site.

    The last answers are kept, for the next page or filter of the same question; what it is given must be hashable, and
    nobody may change what it gives.
    """
    kept = lru_cache(maxsize=KEPT)(lambda _version, question: look_up(*question))

    @wraps(look_up)
    def answer(*question: *Ts) -> T:
        # Outside of a snapshot another publish may come between version and answer: nothing is kept then.
        version = site_version() if _state() else ""
        return kept(version, question) if version else look_up(*question)

    return answer


def _version_of_now() -> str:
    global _shown
    with read_connection().cursor() as cursor:  # a queryset takes three times as long, and every answer waits for it
        cursor.execute(f"SELECT version, changed_at, lineage FROM {SiteState._meta.db_table}")  # noqa: S608
        row = cursor.fetchone()
    # A replica may be ahead of what its primary has told anybody; `_shown` is what readers surely saw.
    if row and read_alias() == DEFAULT_DB_ALIAS:
        _shown = " ".join(map(str, row))
    return " ".join(map(str, row)) if row else ""


class Version(NamedTuple):
    """What tells the states of a page apart, and when the site last changed; None before the first."""

    text: str
    changed_at: datetime | None


def version_of_site() -> Version:
    """That of the open snapshot, or of now."""
    text = site_version()
    return Version(text, time_of(text.split(" ", 1)[1].rpartition(" ")[0]) if text else None)


def version_of_organization(slug: str) -> Version:
    """What every change of what is published of one organization changes, and of the eras and themes; of now.

    Where it is not published, the version of the site: another one may come to its address.
    """
    with read_connection().cursor() as cursor:
        cursor.execute(_ORGANIZATION_VERSION, [slug])
        row = cursor.fetchone()
    return Version(" ".join(map(str, row[1:])), time_of(row[0])) if row else version_of_site()


def time_of(at: datetime | str) -> datetime:
    """A time as a database's own driver gives it: SQLite's are text, which does not say that it is UTC."""
    found = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _state() -> State | None:
    return getattr(_open, "state", None)


def number_of(version: str) -> int:
    """The number in a version of the site; 0 before the first."""
    return int(version.partition(" ")[0] or 0)


def lineage_of(version: str) -> str:
    """What a version of the site shares with all others of its database; empty before the first."""
    return version.rpartition(" ")[2]


def follows(version: str, former: str) -> bool:
    """Whether a version of the site is as late as the former one, of the same database; of another one never."""
    return lineage_of(version) == lineage_of(former) and number_of(version) >= number_of(former)


@contextmanager
def _read_transaction() -> Iterator[None]:
    connection = read_connection()
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _deferred(connection), transaction.atomic(connection.alias):
            yield
    else:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            # Has to be the first statement of the transaction. READ COMMITTED would show each query another state.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _deferred(sqlite: Any) -> Iterator[None]:
    """Let SQLite's transactions begin without the lock of a writer, for which readers would wait."""
    sqlite.ensure_connection()  # connecting sets the mode
    former, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = former
