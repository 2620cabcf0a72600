"""Whether the site works: its databases answer, and its disks have room. Found out in time, whatever hangs."""

from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections

from organizations import media
from organizations.disk import room
from organizations.models import SiteState
from organizations.replicas import replica_aliases

PATIENCE = 1.5
"""Seconds after which what has not answered counts as not answering."""

ABSENT = "does not answer"

_lock = Lock()
_latest: "dict[str, _Checkup]" = {}


# A thread, since a driver that waits for a network cannot be interrupted from within.
class _Checkup(Thread):
    """One look at a database, with a connection of its own, and with the primary at the disks; a hanging one is waited
    for by nobody."""

    def __init__(self, alias: str) -> None:
        # A hanging look must not keep the process from ending.
        super().__init__(daemon=True)
        self.alias, self.disk = alias, ABSENT
        self.version: str | None = None
        self.done = Event()

    def run(self) -> None:
        try:
            if self.alias == DEFAULT_DB_ALIAS:
                self.disk = room(_folders())
            self.version = str(SiteState.objects.using(self.alias).values_list("version", "changed_at").first())
        except (Error, OSError):
            pass
        finally:
            # A thread's connection is its own, and outlives it otherwise.
            connections[self.alias].close()
            self.done.set()


def health() -> dict[str, str]:
    """What works, within two seconds: "status" is "ok", "reading only" or "failing", the others say more.

    The site is reading only while a replica answers and the primary does not. A replica that is not as far as the
    primary is behind; that lasts a moment after each publish.
    """
    checkups = _checkups()
    primary = checkups.pop(DEFAULT_DB_ALIAS)
    copies = {alias: _state(copy.version, primary.version) for alias, copy in checkups.items()}
    if primary.version is None:
        status = "failing" if set(copies.values()) <= {ABSENT} else "reading only"
    else:
        status = "ok" if primary.disk in ("ok", "low") else "failing"
    return {"status": status, "database": _state(primary.version), "disk": primary.disk, **copies}


def _checkups() -> dict[str, _Checkup]:
    """A look at each database, as far as it has come in time; where one still hangs, no other is begun."""
    with _lock:
        for alias in (DEFAULT_DB_ALIAS, *replica_aliases()):
            # At most one hangs for each database, however often the balancer asks.
            if alias not in _latest or _latest[alias].done.is_set():
                _latest[alias] = _Checkup(alias)
                _latest[alias].start()
        found = dict(_latest)
    end = monotonic() + PATIENCE
    for each in found.values():
        each.done.wait(max(0, end - monotonic()))
    return found


def _state(version: str | None, latest: str | None = None) -> str:
    return ABSENT if version is None else "ok" if latest in (None, version) else "behind"


def _folders() -> list[Path]:
    """Where the site writes on this machine: its pictures, and its database where that is a file."""
    folders = [found for found in [media.folder()] if found]
    if connection.vendor == "sqlite":
        folders.append(Path(str(connection.settings_dict["NAME"])).parent)
    return folders
