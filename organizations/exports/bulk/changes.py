"""What changed from one build to the next: the dossiers that were published since, and those that are gone."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from organizations.exports.bulk.dossiers import Written
from organizations.exports.bulk.files import File, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(File):
    """A file of what changed from one version to another: so many dossiers that are new or other, so many gone."""

    since: int
    version: int
    dossiers: int
    withdrawn: int


class Changes:
    """The dossiers of a build that differ from those of a former one, in a file of lines."""

    def __init__(self, folder: Path, since: int, version: int, former: Mapping[str, str]) -> None:
        """`former` has the digests of the lines of the build of version `since`, by the slug of the organization."""
        self.path = folder / f"changes-{since}-{version}.jsonl"
        self.since, self.version, self.former = since, version, former
        self.digests: dict[str, str] = {}
        self.dossiers = 0

    @contextmanager
    def written(self) -> Iterator["Changes"]:
        """While dossiers are added; those that are gone stand behind all others."""
        with self.path.open("w", encoding="utf-8") as self._file:
            self._write({"since": self.since, "version": self.version})
            yield self
            for slug in self._gone():
                self._write({"organization": slug, "withdrawn": True})

    def add(self, dossier: Written) -> None:
        """Take a dossier of the build, which is left out where the former one had the same."""
        # Of all, changed or not: whoever is missing in the next build is gone.
        self.digests[dossier.slug] = dossier.digest
        if self.former.get(dossier.slug) != dossier.digest:
            self._file.write(dossier.line)
            self.dossiers += 1

    def file(self) -> Change:
        """What the index says of the file that was written."""
        return Change(
            name=self.path.name,
            bytes=self.path.stat().st_size,
            sha256=digest_of(self.path),
            since=self.since,
            version=self.version,
            dossiers=self.dossiers,
            withdrawn=len(self._gone()),
        )

    def _gone(self) -> list[str]:
        return sorted(self.former.keys() - self.digests.keys())

    def _write(self, row: Mapping[str, object]) -> None:
        self._file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
