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
        # In the same folder, and so on the same disk: only there is `replace` one step.
        part = path.with_name(f"{path.name}{PART}")
        try:
            # "x": of two who write the same name at once, one fails instead of mixing its bytes in.
            with part.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                # Before the name: after a loss of power a file may have its name and none of its bytes.
                os.fsync(file.fileno())
            part.replace(path)
        # Whatever stops it, a worker's end too.
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
