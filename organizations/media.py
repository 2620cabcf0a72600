"""Uploaded files, wherever Django's storage keeps them. Whatever a storage raises is an OSError here."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse


def names() -> list[str]:
    """The names of all files, their folders before them, separated by slashes, sorted. Raises OSError."""
    with _raising_os_errors():
        return sorted(_names_in(""))


def opened(name: str) -> "File[bytes]":
    """The file, to be read and closed. Raises FileNotFoundError where there is none, OSError where it is not had."""
    with _raising_os_errors():
        file = default_storage.open(name)
        file.seek(0)  # what is fetched at its first use fails here, and not in the middle of an answer
        return file


def write(name: str, content: IO[bytes]) -> None:
    """Keep a file whole, or nothing of it. Raises FileExistsError where the name is taken, and OSError."""
    with _raising_os_errors():
        if default_storage.exists(name):
            # Or the storage would save it under another name, which nothing refers to.
            raise FileExistsError(f"{name} is there already")
        default_storage.save(name, File(content))


def attachment(name: str, media_type: str, as_name: str) -> FileResponse:
    """The file as it is, to be saved under a name and never shown within this site. Raises as `opened` does."""
    response = FileResponse(opened(name), content_type=media_type, as_attachment=True, filename=as_name)
    # All three: what somebody uploaded must run nowhere under this site's name, even where a browser shows it.
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def remove(name: str) -> None:
    """The file is gone, if there was one. Raises OSError."""
    with _raising_os_errors():
        default_storage.delete(name)


def folder() -> Path | None:
    """Where on this machine the files are, None where they are elsewhere."""
    return Path(default_storage.path("")) if isinstance(default_storage, FileSystemStorage) else None


def _names_in(within: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(within)
    except FileNotFoundError:
        return
    prefix = f"{within}/" if within else ""
    yield from (f"{prefix}{name}" for name in files)
    for name in folders:
        yield from _names_in(f"{prefix}{name}")


@contextmanager
def _raising_os_errors() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # storages raise what they like: what S3's client raises is no OSError
        raise OSError(f"{error}") from error
