"""Room on the disks that the site writes to. No database."""

import os
from collections.abc import Iterable
from pathlib import Path

FULL, LOW = 5_000_000, 200_000_000
"""Bytes below which a save or an upload may fail, and below which somebody should make room."""


def room(paths: Iterable[Path]) -> str:
    """The worst of the disks that hold the paths, or would: "ok", "low", "full" or "read-only"."""
    worst = 3
    names = ("read-only", "full", "low", "ok")
    for path in paths:
        there = next(each for each in (path.absolute(), *path.absolute().parents) if each.exists())
        found = os.statvfs(there)
        # Not f_bfree: what is kept for root is no room for the site.
        free = found.f_bavail * found.f_frsize
        # Some file systems, as Btrfs, make inodes as they are needed, and say 0 of both.
        has_names = found.f_files == 0 or found.f_favail > 0
        if found.f_flag & os.ST_RDONLY:
            worst = 0
        elif free < FULL or not has_names:
            worst = min(worst, 1)
        elif free < LOW:
            worst = min(worst, 2)
    return names[worst]
