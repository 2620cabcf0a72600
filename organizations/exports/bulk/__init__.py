"""All that is published in one file: a Data Package (https://datapackage.org) of tables, dossiers, texts and SQLite.

The file is there whole or not at all: it is written beside, and the index that names it is put in place last. Two
builds of one version of the site are the same bytes, with one version of SQLite.
"""

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter

from organizations.exports.building import Builder
from organizations.exports.bulk.changes import Change, Changes
from organizations.exports.bulk.files import File
from organizations.exports.bulk.kept import KEPT, Kept
from organizations.exports.bulk.package import Package
from organizations.exports.bulk.tables import Progress
from organizations.reading.facets import facets_at
from organizations.reading.snapshot import follows, number_of, site_version, snapshot

__all__ = ["INDEX", "Index", "build_bulk", "built", "how_many"]

INDEX = "index.json"
DAY = 86_400
MAX_CHANGES = 60
"""Of so many builds it is known what changed: of two months, where one is made each night."""


@dataclass(frozen=True, slots=True)
class Index:
    """What there is to take: of which version of the site, under which licence. `without_text`: see the README.

    `changes` lead from one former build to the next, the oldest first; who has a version that none begins at takes
    the whole file.
    """

    version: int
    licence: str
    files: list[File]
    counts: dict[str, int]
    without_text: list[str]
    changes: list[Change] = field(default_factory=list)

    def names(self) -> set[str]:
        """The files that are there beside the index."""
        return {file.name for file in (*self.files, *self.changes)}


_INDEX = TypeAdapter(Index)


def build_bulk(
    folder: Path,
    *,
    url: str,
    licence: str,
    texts: Path | None = None,
    alone: bool = False,
    progress: Progress = lambda number: None,
) -> Index:
    """Write all that is published into a folder, in place of what was built there before; `url` is the site's.

    All is read from one state of the site, for which nobody waits. A build that was killed goes on with the
    texts that it has written; those of builds into the folder `texts` are not written again either.
    This process does it `alone` where others have work of their own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(folder)
    former = built(folder)
    with (
        # Within the folder, and so on its disk: files are moved into place in one step each.
        TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished,
        Kept.opened(folder / KEPT) as kept,
        snapshot(),
    ):
        if texts:
            kept.take_over(texts / KEPT)
        # Within the snapshot: all that follows is of this version.
        version = site_version()
        beside = Path(unfinished)
        # Where the database was put back, or a build was killed at its end, nothing says what changed since.
        known = former and number_of(kept.version()) == former.version and follows(version, kept.version())
        since = former.version if former and known else 0
        changes = Changes(beside, since, number_of(version), kept.lines())
        package = Package(beside, facets_at(version), Builder(url), progress)
        archive = package.written(number_of(version), licence, kept, changes, alone=alone)
        leading = list(former.changes) if former and known else []
        if 0 < since < number_of(version):
            leading.append(changes.file())
        index = Index(
            version=number_of(version),
            licence=licence,
            files=[archive],
            counts=package.tables.counts,
            without_text=package.without_text,
            changes=leading[-MAX_CHANGES:],
        )
        # Before `finish`: where a build is killed between the two, their versions differ, and the next one tells of no
        # changes.
        _put_in_place(beside, folder, index)
        kept.finish(version, changes.digests)
    _remove_others(folder, index)
    return index


def built(folder: Path) -> Index | None:
    """What was built in a folder last; None where nothing was."""
    path = folder / INDEX
    return _INDEX.validate_json(path.read_bytes()) if path.is_file() else None


def how_many() -> int:
    """What a build tells its progress of: claims and dossiers."""
    facets = facets_at(site_version())
    return len(facets.claims) + len(facets.organizations)


def _put_in_place(beside: Path, folder: Path, index: Index) -> None:
    """Move the files of a build to where they are taken from, and the index that names them last."""
    for name in index.names():
        if (beside / name).exists():
            (beside / name).replace(folder / name)
    (beside / INDEX).write_bytes(_INDEX.dump_json(index, indent=1) + b"\n")
    (beside / INDEX).replace(folder / INDEX)


def _remove_unfinished(folder: Path) -> None:
    """What builds left that were killed; one that is going on is younger than a day."""
    for path in folder.glob(".unfinished-*"):
        if path.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(path, ignore_errors=True)


def _remove_others(folder: Path, index: Index) -> None:
    """Remove former builds; whoever takes one now has it open, and takes it to its end."""
    for path in (*folder.glob("dossiers-*.zip"), *folder.glob("changes-*.jsonl")):
        if path.name not in index.names():
            path.unlink()
