"""An archive is opened, and refused where it is damaged, hostile or newer: nothing of it is unpacked before."""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from organizations.backup.archive import (
    CHUNK,
    FORMAT,
    MANIFEST,
    MEDIA,
    TABLES,
    BackupError,
    Manifest,
    Member,
    Progress,
    Table,
)

# Bytes: a member for each picture takes some 200, so that this is for 300,000.
MAX_MANIFEST = 64 << 20
MAX_LINE = 256 << 20
"""Bytes of a row; the longest are revisions, which hold a whole dossier."""

MAX_RATIO = 400
"""How much smaller than what it holds a file may be, past the first megabyte: rows of text are 5 to 100 times so."""

# RecursionError is a RuntimeError, pydantic's error a ValueError; an encrypted file raises RuntimeError, a method of
# compression that Python does not know NotImplementedError.
DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What reading a damaged zip, or JSON that is none or too deep, raises."""


@contextmanager
def opened(path: Path) -> "Iterator[Archive]":
    """The archive, whose list of files agrees with its manifest. Raises BackupError, also for what is read of it."""
    try:
        with ZipFile(path) as archive:
            yield Archive(archive, path)
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}") from error
    except DAMAGED as error:
        raise BackupError(f"{path} is damaged, or no backup: {error}") from error


class Archive:
    """An open archive; its files are only read as its manifest says that they are."""

    def __init__(self, archive: ZipFile, path: Path) -> None:
        self._zip = archive
        self.manifest = _manifest(archive)
        _refuse_other_files(archive.infolist(), self.manifest, path.stat().st_size)

    def check(self, progress: Progress) -> None:
        """Read every file. Raises BackupError where a checksum is wrong."""
        for member in self.manifest.members:
            for _chunk in self.chunks(member):
                pass
            progress.update(member.rows if isinstance(member, Table) else 1)

    def chunks(self, member: Member) -> Iterator[bytes]:
        """What the file holds. Raises BackupError at the end where that is not what was written."""
        digest = sha256()
        with self._zip.open(member.name) as file:
            for chunk in _bounded(file, member.size):
                digest.update(chunk)
                yield chunk
        if digest.hexdigest() != member.sha256:
            raise BackupError(f"The backup is damaged: the checksum of {member.name} is wrong.")

    def rows(self, table: Table) -> Iterator[list[object]]:
        """Each row of a table, as JSON values. Raises BackupError where there are more or fewer than were written."""
        count = 0
        with self._zip.open(table.name) as file:
            # One more than may be: a line without an end would otherwise be read until memory is full.
            while line := file.readline(MAX_LINE + 1):
                row = json.loads(line) if len(line) <= MAX_LINE else None
                count += 1
                if not isinstance(row, list) or len(row) != len(table.columns):
                    raise BackupError(f"The backup is damaged: row {count} of {table.model} is none.")
                yield row
        if count != table.rows:
            raise BackupError(f"The backup is damaged: {table.model} has {count} rows, not {table.rows}.")


def _bounded(file: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    # One byte more than is left: a file that is longer than it says is noticed, and not read to its end.
    while chunk := file.read(min(CHUNK, left + 1)):
        left -= len(chunk)
        if left < 0:
            break
        yield chunk
    if left:
        raise BackupError("The backup is damaged: a file has another size than was written.")


def _manifest(archive: ZipFile) -> Manifest:
    # By its entry, never by its name: of two of one name `getinfo` gives the last, and the check below counts them.
    info = next((each for each in archive.infolist() if each.filename == MANIFEST), None)
    if info is None or info.file_size > MAX_MANIFEST or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BackupError("This is no backup: it has no manifest.")
    data = json.loads(archive.read(info))
    if not isinstance(data, dict):
        raise BackupError("This is no backup: its manifest is none.")
    if data.get("format") != FORMAT:
        raise BackupError(f"The backup was made by another version: its format is {data.get('format')}, not {FORMAT}.")
    return Manifest.model_validate(data)


def _refuse_other_files(infos: list[ZipInfo], manifest: Manifest, size: int) -> None:
    members = {each.name: each for each in manifest.members}
    names = [each.filename for each in infos]
    listed = [each.name for each in manifest.members]
    if sorted(names) != sorted({*listed, MANIFEST}) or len(members) != len(listed):
        raise BackupError("The backup is damaged: its files are not those of its manifest.")
    # Entries that share their bytes: a few kilobytes would be unpacked as gigabytes.
    if sum(each.compress_size for each in infos) > size:
        raise BackupError("The backup is damaged: its files lie upon each other.")
    for table in manifest.tables:
        if table.name != f"{TABLES}{table.model}.jsonl" or not re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", table.model):
            raise BackupError(f"The backup is damaged: “{table.model}” is no table.")
    for file in manifest.media:
        if not _is_safe(file.name):
            raise BackupError(f"The backup is hostile: “{file.name}” would be written outside of the media.")
    for info in infos:
        if info.filename != MANIFEST and info.file_size != members[info.filename].size:
            raise BackupError(f"The backup is damaged: {info.filename} has another size than was written.")
        # Small files are let through: a hundred equal rows pack better than any limit.
        is_bomb = info.file_size > CHUNK and info.file_size > MAX_RATIO * info.compress_size
        if is_bomb or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & 1:
            raise BackupError(f"The backup is hostile: {info.filename} is packed as no backup is.")


def _is_safe(name: str) -> bool:
    """Whether it names a file within the media, the same on every system."""
    path = PurePosixPath(name)
    # A colon names a drive or a stream on Windows; `str(path) == name` refuses "//" and "./", by which two names would
    # be one file.
    is_plain = not re.search(r"[\\:\x00-\x1f\x7f]", name) and str(path) == name and name.startswith(MEDIA)
    return is_plain and len(path.parts) > 1 and ".." not in path.parts
