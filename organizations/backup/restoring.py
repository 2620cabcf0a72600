"""A backup is restored into an empty site: all of it, checked, or nothing."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from organizations import media
from organizations.backup.archive import CHUNK, MEDIA, SILENT, BackupError, Manifest, Progress
from organizations.backup.reading import Archive, opened
from organizations.backup.rows import BATCH, Model, column_names, empty, insert, tables
from organizations.dossier.document import from_json
from organizations.models import PublishedOrganization, Revision, SiteState, SourceCopy
from organizations.publishing import rebuild_search

MADE_BY_MIGRATE = frozenset(
    {"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions", "organizations.sitestate"}
)
"""Tables that are not empty in a new database."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and the pictures and copies that are named and that were not in the backup either."""

    manifest: Manifest
    missing: tuple[str, ...]


def restore(path: Path, progress: Progress = SILENT) -> Restored:
    """Make this empty site the one of the archive, and bring an older one up to date.

    Raises BackupError, and has then done nothing, where the archive is damaged or newer, or the site is not empty.
    """
    with opened(path) as archive:
        manifest = archive.manifest
        progress.reset(2 * (sum(table.rows for table in manifest.tables) + len(manifest.media)))
        # All of it is read before anything is written: the database could be rolled back, the media less surely.
        archive.check(progress)
        kinds = _tables_as_then(manifest)
        _refuse_full(kinds)
        # The media around the transaction: they are taken away again where the commit itself fails.
        with _media(archive, progress), transaction.atomic():
            _load(archive, kinds, progress)
    # Behind the transaction: a migration may need its own, and what was restored is whole already.
    call_command("migrate", verbosity=0)
    # The site it is a copy of may go on, and count the same numbers for other states.
    SiteState.objects.update(lineage=uuid4())
    # The search index is not in the archive: its form is that of one database.
    rebuild_search()
    return Restored(manifest, (*_missing_pictures(), *_missing_copies()))


def _tables_as_then(manifest: Manifest) -> list[Model]:
    """The tables as the archive's migrations left them; an empty database is migrated as far. Raises BackupError."""
    # The models of that time, not of today: rows are put into the tables that they came out of, then migrated as any
    # others.
    executor = MigrationExecutor(connection)
    wanted, loader = manifest.applied(), executor.loader
    unknown = sorted(wanted - set(loader.disk_migrations))
    if unknown:
        raise BackupError(f"The backup is newer than this version, which has no migration {'.'.join(unknown[0])}.")
    applied = set(loader.applied_migrations) & set(loader.disk_migrations)
    # The leaves of what was applied: migrating to these applies all that they need, and nothing later.
    last = [each for each in wanted if not any(child.key in wanted for child in loader.graph.node_map[each].children)]
    if not applied:
        executor.migrate(last)
    elif applied != wanted:
        raise BackupError("The backup is of an older version: restore it into a database that was not migrated yet.")
    found = tables(loader.project_state(last).apps)
    if {each._meta.label_lower for each in found} != {table.model for table in manifest.tables}:
        raise BackupError("The backup is damaged: its tables are not those of its version.")
    return found


def _refuse_full(kinds: Sequence[Model]) -> None:
    full = [
        str(each._meta.verbose_name_plural)
        for each in kinds
        if each._meta.label_lower not in MADE_BY_MIGRATE and each._base_manager.exists()
    ]
    if media.names():
        full.append("media files")
    if full:
        raise BackupError(f"The site is not empty, it has {', '.join(full)}: restore into a new database and folder.")


def _load(archive: Archive, kinds: Sequence[Model], progress: Progress) -> None:
    """Put every row in its table. Raises BackupError where one does not fit or is missing, to be undone."""
    by_label = {table.model: table for table in archive.manifest.tables}
    try:
        empty(kinds)
        for kind in kinds:
            table = by_label[kind._meta.label_lower]
            if sorted(column_names(kind)) != sorted(table.columns):
                raise BackupError(f"The backup is damaged: {table.model} has other columns.")
            rows = archive.rows(table)
            while some := list(islice(rows, BATCH)):
                insert(kind, table.columns, some)
                progress.update(len(some))
            if kind._base_manager.count() != table.rows:
                raise BackupError(f"Not every row of {table.model} came back.")
        # Foreign keys are deferred until the commit, behind the `try`: here they can still be told as damage.
        connection.check_constraints()
        with connection.cursor() as cursor:
            # Rows came with their keys: PostgreSQL's sequences still stand at 1, and the next save would meet the first
            # row.
            for statement in connection.ops.sequence_reset_sql(no_style(), kinds):
                cursor.execute(statement)
        _read_published(kinds)
    except (DatabaseError, ValueError) as error:
        raise BackupError(f"The backup is damaged: {error}") from error


def _read_published(kinds: Sequence[Model]) -> None:
    """Read each revision that readers see, or saw. Raises ValueError where one cannot be read."""
    revisions = next(each for each in kinds if each._meta.label_lower == Revision._meta.label_lower)
    for data in revisions._base_manager.filter(published_at__isnull=False).values_list("data", flat=True).iterator():
        from_json(data)


@contextmanager
def _media(archive: Archive, progress: Progress) -> Iterator[None]:
    """The media files are there; where what follows fails, or one of them, they are gone again."""
    written: list[str] = []
    try:
        for member in archive.manifest.media:
            name = member.name.removeprefix(MEDIA)
            # Read to its end first: its checksum is known there, and a wrong file must not be written.
            with SpooledTemporaryFile(max_size=8 * CHUNK) as file:
                for chunk in archive.chunks(member):
                    file.write(chunk)
                file.seek(0)
                media.write(name, file)
            written.append(name)
            progress.update(1)
        yield
    # Whatever stops it, Ctrl-C too.
    except BaseException:
        for name in written:
            with suppress(OSError):
                media.remove(name)
        raise


def _missing_pictures() -> Iterator[str]:
    """The pictures that published texts show and that are not there."""
    there = set(media.names())
    pattern = re.compile(re.escape(settings.MEDIA_URL) + r"([\w./-]+\w)")
    for slug, data in PublishedOrganization.objects.values_list("slug", "revision__data").iterator():
        # In the whole JSON as text: a picture may stand in any prose.
        shown = set(pattern.findall(str(data)))
        yield from (f"{name} ({slug})" for name in sorted(shown - there))


def _missing_copies() -> Iterator[str]:
    """The copies of sources that are not there."""
    there = set(media.names())
    yield from (f"{copy.file} ({copy})" for copy in SourceCopy.objects.order_by("pk") if copy.file not in there)
