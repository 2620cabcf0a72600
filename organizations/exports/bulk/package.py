"""The archive of one build: tables, dossiers and texts, and the datapackage.json that describes them."""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import TextField
from django.db.models.functions import Cast

from organizations.exports.building import Builder
from organizations.exports.bulk.changes import Changes
from organizations.exports.bulk.dossiers import Row, Writer
from organizations.exports.bulk.files import File, digest_of
from organizations.exports.bulk.kept import Kept
from organizations.exports.bulk.tables import DATABASE, TABLES, TYPES, Progress, Tables, in_stretches
from organizations.models import PublishedOrganization
from organizations.reading.facets import Facets

LINES = "dossiers.jsonl"
README = "README.md"
DOSSIERS = 200
"""Dossiers that are read at once."""
A_STEP = 10
"""Dossiers that are written between two steps of the tables."""

# The first day that a zip can tell.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""When all files in the archive were made: the clock would make other bytes of each build."""


class Package:
    """One build: the tables as CSV and in SQLite, the dossiers, the archive of all."""

    def __init__(self, folder: Path, facets: Facets, builder: Builder, progress: Progress) -> None:
        self.folder, self.facets, self.progress = folder, facets, progress
        self.tables = Tables(folder, facets, builder, progress)
        self.without_text: list[str] = []

    def written(self, version: int, licence: str, kept: Kept, changes: Changes, *, alone: bool) -> File:
        """The archive, made in the folder; `changes` are told of each dossier, `kept` has texts and keeps new ones.

        Texts are written by this process `alone`, or by as many as there are processors.
        """
        archive = self.folder / f"dossiers-{version}.zip"
        with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
            # The processes that help to write texts end here, not when the tables have been compressed.
            with Writer(kept, alone=alone) as writer, changes.written(), closing(self.tables.written()) as tables:
                for _written in self._dossiers_written(zipped, writer, changes):
                    # In turns: else they would wait for the tables, and this process then for them.
                    next(tables, None)
                for _rest in tables:
                    pass
            names = [*(f"{name}.csv" for name in TABLES), LINES, DATABASE]
            package = self._description(names, version, licence)
            for name in names:
                with (self.folder / name).open("rb") as file, zipped.open(_entry(name), "w", force_zip64=True) as entry:
                    while block := file.read(1 << 20):
                        entry.write(block)
            zipped.writestr(_entry("datapackage.json"), json.dumps(package, ensure_ascii=False, indent=1))
            zipped.writestr(_entry(README), readme(version, licence))
        return File(name=archive.name, bytes=archive.stat().st_size, sha256=digest_of(archive))

    def _dossiers_written(self, zipped: ZipFile, writer: Writer, changes: Changes) -> Iterator[None]:
        """Write each dossier as one value, a line each, and as its text, some at a step."""
        with (self.folder / LINES).open("w", encoding="utf-8") as lines:
            stretches = in_stretches(self.facets.organizations, DOSSIERS)
            for number, each in enumerate(writer.written(map(_rows_of, stretches))):
                lines.write(each.line)
                changes.add(each)
                if each.text is None:
                    self.without_text.append(each.slug)
                else:
                    zipped.writestr(_entry(f"texts/{each.slug}.txt"), each.text)
                self.progress(1)
                if not number % A_STEP:
                    yield

    def _description(self, names: Iterable[str], version: int, licence: str) -> dict[str, object]:
        """The datapackage.json."""
        return {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "dossiers",
            "title": "Dossiers about international organizations",
            "version": str(version),
            # A licence is known by a name of Open Definition's or by where it stands: the README has it as it was said.
            **({"licenses": [{"title": licence, "path": README}]} if licence else {}),
            "resources": [self._resource(name) for name in names],
        }

    def _resource(self, file_name: str) -> dict[str, object]:
        path = self.folder / file_name
        name, _dot, ending = file_name.partition(".")
        found = {
            "name": name if ending == "csv" else file_name.replace(".", "-"),
            "path": file_name,
            "bytes": path.stat().st_size,
            "hash": f"sha256:{digest_of(path)}",
        }
        if ending != "csv":
            media_types = {"jsonl": "application/jsonl", "sqlite3": "application/vnd.sqlite3"}
            return found | {"format": ending, "mediatype": media_types[ending]}
        table = TABLES[name]
        schema = {
            "fields": [{"name": column, "type": TYPES.get(column, "string")} for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": list(here), "reference": {"resource": other, "fields": list(there)}}
                for other, (here, there) in table.references.items()
            ],
        }
        return found | {
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema,
        }


def _rows_of(keys: Iterable[int]) -> Iterable[Row]:
    """The published dossiers of these keys."""
    rows = PublishedOrganization.objects.filter(pk__in=keys).order_by("pk")
    # As text: the process that writes the dossier reads it, and not this one too.
    return rows.values_list("slug", "revision__number", Cast("revision__data", TextField()))


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, LONG_AGO)
    entry.compress_type = ZIP_DEFLATED
    # Where Unix keeps the rights of a file; without them some programs unpack files that nobody may read.
    entry.external_attr = 0o644 << 16
    return entry


def readme(version: int, licence: str) -> str:
    """What is in the archive, for whoever opens it without knowing the site."""
    return f"""# Dossiers about international organizations

Version {version} of the site. {f"Licence: {licence}" if licence else "The site names no licence."}

- `*.csv`: organizations, claims, tags (eras and themes), people, roles, sources, and which claim has which tag
  (`claim_tags`) and cites which entry of its dossier's list (`citations`). `datapackage.json` says what each holds.
- `dossiers.sqlite3`: the same tables, as `datasette dossiers.sqlite3` opens them.
- `dossiers.jsonl`: a dossier a line, as one value.
- `texts/`: each dossier as text, which can be imported again. One that no text can hold is named in the site's index
  under `without_text`, and is in `dossiers.jsonl`.

A claim is known by organization, type and key. Its date stands in words, as EDTF, and as the first and last day of its
start and of its end; an empty one is not known. `is_certain` is false where a claim may fall outside of an era.
"""
