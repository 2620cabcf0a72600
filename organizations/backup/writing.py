"""A backup is written: one state of the database, and the media, into one file that is there whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from organizations import media
from organizations.backup.archive import (
    CHUNK,
    FORMAT,
    MANIFEST,
    MEDIA,
    SILENT,
    TABLES,
    BackupError,
    Manifest,
    Member,
    Progress,
    Table,
    by_app,
)
from organizations.backup.reading import opened
from organizations.backup.rows import BATCH, Model, column_names, lines, tables
from organizations.reading.snapshot import snapshot


def write_backup(path: Path, progress: Progress = SILENT) -> Manifest:
    """Write the archive, read it again, and put it in place of what `path` was. Raises BackupError.

    The database is read in one transaction, for which nobody waits. Files are never changed, so that those of its texts
    are there whenever they are copied; but for copies of sources that are deleted meanwhile, which are left out.
    """
    try:
        with _in_place_of(path) as unfinished:
            with unfinished.open("wb") as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
                manifest = _written(archive, progress)
                archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
            # Read again from the disk: a backup that cannot be restored is found now, not on the day it is needed.
            with opened(unfinished) as written:
                written.check(SILENT)
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}") from error
    return manifest


@contextmanager
def _in_place_of(path: Path) -> Iterator[Path]:
    """A file beside it that only its owner reads, which takes its place at the end, and is gone where that fails."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    # 0600 from the beginning: it holds password hashes. O_EXCL follows no link that somebody laid there.
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield unfinished
        with unfinished.open("rb") as file:
            # Before the name: a backup of yesterday is not replaced by one that a loss of power empties.
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


def _written(archive: ZipFile, progress: Progress) -> Manifest:
    loader = MigrationLoader(connection)
    missing = set(loader.disk_migrations) - set(loader.applied_migrations)
    if missing:
        raise BackupError("The database is older than this version: run migrate first.")
    with snapshot():
        kinds = tables(apps)
        # Listed within the snapshot, and read after it: a transaction that lasts an hour would keep PostgreSQL from
        # clearing up.
        files = media.names()
        progress.reset(sum(kind._base_manager.count() for kind in kinds) + len(files))
        found = [_table(archive, kind, progress) for kind in kinds]
    return Manifest(
        format=FORMAT,
        made_at=timezone.now(),
        database=connection.vendor,
        migrations=by_app(set(loader.applied_migrations) & set(loader.disk_migrations)),
        tables=tuple(found),
        media=tuple(filter(None, (_file(archive, name, progress) for name in files))),
    )


def _table(archive: ZipFile, kind: Model, progress: Progress) -> Table:
    label = kind._meta.label_lower
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for line in lines(kind):
            yield line
            count += 1
            if count % BATCH == 0:
                progress.update(BATCH)
        progress.update(count % BATCH)

    member = _member(archive, f"{TABLES}{label}.jsonl", counted(), ZIP_DEFLATED)
    return Table(**member.model_dump(), model=label, columns=column_names(kind), rows=count)


def _file(archive: ZipFile, name: str, progress: Progress) -> Member | None:
    """A media file; None where it was deleted since it was listed."""
    try:
        with media.opened(name) as file:
            chunks = iter(lambda: file.read(CHUNK), b"")
            # Stored: pictures and PDFs are compressed already.
            member = _member(archive, MEDIA + name, chunks, ZIP_STORED)
    except FileNotFoundError:
        return None
    progress.update(1)
    return member


def _member(archive: ZipFile, name: str, chunks: Iterable[bytes], method: int) -> Member:
    digest, size = sha256(), 0
    info = ZipInfo(name, timezone.now().timetuple()[:6])
    info.compress_type = method
    # zip64, since how large it gets is not known when its head is written.
    with archive.open(info, "w", force_zip64=True) as target:
        for chunk in chunks:
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Member(name=name, size=size, sha256=digest.hexdigest())
