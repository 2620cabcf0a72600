"""Uploads in a folder of this machine: a file is there whole or not at all."""

import os
import time
from contextlib import suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PART = ".part"
MAX_PART_AGE = 3600
"""Seconds after which a file that was not written to its end is no longer being written."""


class LocalStorage(FileSystemStorage):
    """Django's, but what it writes has another name until all of it is on the disk."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        part = path.with_name(f"{path.name}{PART}")
        try:
            with part.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return name


def sweep(folder: Path) -> None:
    """Remove what a process that was killed left half-written."""
    for part in folder.glob(f"*{PART}"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > MAX_PART_AGE:
                part.unlink()
