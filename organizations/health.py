"""Whether the site works: its database answers, and its disks have room. Found out in time, whatever hangs."""

from pathlib import Path
from threading import Event, Lock, Thread

from django.db import Error, connection

from organizations import media
from organizations.disk import room
from organizations.models import SiteState

PATIENCE = 1.5
"""Seconds after which what has not answered counts as not answering."""

_lock = Lock()
_latest: "_Checkup | None" = None


class _Checkup(Thread):
    """One look at database and disks, with a connection of its own; a hanging one is waited for by nobody."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.found = {"database": "does not answer", "disk": "does not answer"}
        self.done = Event()

    def run(self) -> None:
        try:
            self.found["disk"] = room(_folders())
            SiteState.objects.exists()
            self.found["database"] = "ok"
        except (Error, OSError):
            pass
        finally:
            connection.close()
            self.done.set()


def health() -> dict[str, str]:
    """What works: "status" is "ok" or "failing", "database" and "disk" say more. Within two seconds."""
    global _latest
    with _lock:
        if _latest is None or _latest.done.is_set():
            _latest = _Checkup()
            _latest.start()
        checkup = _latest
    checkup.done.wait(PATIENCE)
    found = dict(checkup.found)
    works = found["database"] == "ok" and found["disk"] in ("ok", "low")
    return {"status": "ok" if works else "failing", **found}


def _folders() -> list[Path]:
    """Where the site writes on this machine: its pictures, and its database where that is a file."""
    folders = [found for found in [media.folder()] if found]
    if connection.vendor == "sqlite":
        folders.append(Path(str(connection.settings_dict["NAME"])).parent)
    return folders
