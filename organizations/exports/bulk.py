"""All that is published in one file: a Data Package (https://datapackage.org) of tables, dossiers, texts and SQLite.

The file is there whole or not at all: it is written beside, and the index that names it is put in place last. Two
builds of one version of the site are the same bytes, with one version of SQLite.
"""

import csv
import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import TypeAdapter

from organizations.dossier.document import Dossier, from_json
from organizations.dossier.intake import write_source
from organizations.dossier.text.errors import UnwritableDossier
from organizations.exports.building import Builder
from organizations.exports.readings import typed_dossier
from organizations.exports.records import Claim, Office, Organization, Person, Source, Tag
from organizations.exports.tables import plain
from organizations.models import PublishedOrganization, PublishedPerson, PublishedSource, PublishedTag
from organizations.reading.facets import Facet, Facets, facets_at
from organizations.reading.records import whole_claims, whole_organizations
from organizations.reading.rows import tags_of
from organizations.reading.snapshot import number_of, site_version, snapshot

INDEX = "index.json"
STRETCH = 2000
"""Claims that are read at once; of dossiers, which are longer, a tenth."""

DAY = 86_400
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""When all files in the archive were made: the clock would make other bytes of each build."""

PERIOD = {
    "period": "string",
    "edtf": "string",
    **dict.fromkeys(("start_earliest", "start_latest", "end_earliest", "end_latest"), "date"),
}
TYPES = {
    **PERIOD,
    **dict.fromkeys(("open_start", "open_end", "approximate", "needs_citation", "sourced", "is_certain"), "boolean"),
    **dict.fromkeys(("edition", "founded", "claims", "certain", "possible", "roles"), "integer"),
    **dict.fromkeys(("first_day", "last_day"), "date"),
    "published_at": "datetime",
}
"""What a column holds where that is no words, as Table Schema calls it."""

SQL_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, those that tell its rows apart, and the tables that columns of it name rows of."""

    columns: Sequence[str]
    key: Sequence[str]
    references: "References" = field(default_factory=dict)


CLAIM_KEY = ("organization", "type", "key")
References = Mapping[str, tuple[Sequence[str], Sequence[str]]]
OF_ORGANIZATION: References = {"organizations": (("organization",), ("slug",))}
OF_CLAIM: References = {"claims": (CLAIM_KEY, CLAIM_KEY)}
TABLES = {
    "organizations": Table(Organization.columns(), ("slug",)),
    "tags": Table(Tag.columns(), ("kind", "slug")),
    "people": Table(Person.columns(), ("slug",)),
    "sources": Table(Source.columns(), ("slug",)),
    "claims": Table(Claim.columns(), CLAIM_KEY, OF_ORGANIZATION),
    "claim_tags": Table(
        (*CLAIM_KEY, "kind", "slug", "is_certain"),
        (*CLAIM_KEY, "kind", "slug"),
        {**OF_CLAIM, "tags": (("kind", "slug"), ("kind", "slug"))},
    ),
    "roles": Table(
        (*CLAIM_KEY, "person", "name", "office", *PERIOD, "country"),
        CLAIM_KEY,
        {**OF_CLAIM, "people": (("person",), ("slug",))},
    ),
    "citations": Table((*CLAIM_KEY, "source_key", "role"), (*CLAIM_KEY, "source_key", "role"), OF_CLAIM),
}
"""The tables, those first that others name rows of. A source key is its place in the dossier's own list."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to take: its name beside the index, its size, and the digest of its bytes."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Index:
    """What there is to take: of which version of the site, under which licence. `without_text`: see the README."""

    version: int
    licence: str
    files: list[File]
    counts: dict[str, int]
    without_text: list[str]


_INDEX = TypeAdapter(Index)

Progress = Callable[[int], object]
"""Is told of so many claims or dossiers that were written."""


def build_bulk(folder: Path, *, url: str, licence: str, progress: Progress = lambda number: None) -> Index:
    """Write all that is published into a folder, in place of what was built there before; `url` is the site's.

    All is read from one state of the site, for which nobody waits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(folder)
    with TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished, snapshot():
        package = _Package(Path(unfinished), facets_at(site_version()), Builder(url), progress)
        index = package.written(folder, number_of(site_version()), licence)
    beside = folder / f".{INDEX}"
    beside.write_bytes(_INDEX.dump_json(index, indent=1) + b"\n")
    beside.replace(folder / INDEX)
    _remove_others(folder, {INDEX, *(file.name for file in index.files)})
    return index


def built(folder: Path) -> Index | None:
    """What was built in a folder last; None where nothing was."""
    path = folder / INDEX
    return _INDEX.validate_json(path.read_bytes()) if path.is_file() else None


def how_many() -> int:
    """What a build tells its progress of: claims and dossiers."""
    facets = facets_at(site_version())
    return len(facets.claims) + len(facets.organizations)


def _remove_unfinished(folder: Path) -> None:
    """What builds left that were killed; one that is going on is younger than a day."""
    for path in folder.glob(".unfinished-*"):
        if path.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(path, ignore_errors=True)


def _remove_others(folder: Path, kept: set[str]) -> None:
    """Former builds; whoever takes one now has it open, and takes it to its end."""
    for path in folder.glob("dossiers-*.zip"):
        if path.name not in kept:
            path.unlink()


class _Package:
    """One build: the tables as CSV and in SQLite, the dossiers, the archive of all."""

    def __init__(self, folder: Path, facets: Facets, builder: Builder, progress: Progress) -> None:
        self.folder, self.facets, self.builder, self.progress = folder, facets, builder, progress
        self.counts = dict.fromkeys(TABLES, 0)
        self.without_text: list[str] = []

    def written(self, folder: Path, version: int, licence: str) -> Index:
        """The archive made, in its place, and its index."""
        self._write_tables()
        archive = self.folder / f"dossiers-{version}.zip"
        with ZipFile(archive, "w", ZIP_DEFLATED) as zipped:
            self._write_dossiers(zipped)
            names = [*(f"{name}.csv" for name in TABLES), "dossiers.jsonl", "dossiers.sqlite3"]
            package = self._description(names, version, licence)
            for name in names:
                with (self.folder / name).open("rb") as file, zipped.open(_entry(name), "w", force_zip64=True) as entry:
                    while block := file.read(1 << 20):
                        entry.write(block)
            zipped.writestr(_entry("datapackage.json"), json.dumps(package, ensure_ascii=False, indent=1))
            zipped.writestr(_entry("README.md"), readme(version, licence))
        made = File(archive.name, archive.stat().st_size, _sha256(archive))
        archive.replace(folder / archive.name)
        return Index(version, licence, [made], self.counts, self.without_text)

    def _write_tables(self) -> None:
        with ExitStack() as files, closing(_database(self.folder / "dossiers.sqlite3")) as database:
            writers = {}
            for name, table in TABLES.items():
                file = files.enter_context((self.folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
                writers[name] = csv.writer(file)
                writers[name].writerow(table.columns)
            for name, rows in self._rows():
                self.counts[name] += len(rows)
                writers[name].writerows([plain(cell) for cell in row] for row in rows)
                places = ", ".join("?" * len(TABLES[name].columns))
                database.executemany(f"INSERT INTO {name} VALUES ({places})", map(_sql_row, rows))  # noqa: S608
            database.execute("COMMIT")

    def _rows(self) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
        """The rows of the tables, some at a time, in an order that is always the same."""
        builder = self.builder
        for keys in _stretches(self.facets.organizations):
            yield "organizations", [builder.organization(each).cells() for each in whole_organizations(keys)]
        yield "tags", [self._tag(tag).cells() for tag in PublishedTag.objects.all()]
        offices: dict[str, list[Office]] = {}
        for keys in _stretches(self.facets.claims):
            tags = tags_of(keys, self.facets)
            claims = [
                builder.claim(
                    claim, [(tag.kind, tag.slug, tag.name, certain) for tag, certain in tags.get(claim.pk or 0, ())]
                )
                for claim in whole_claims(keys)
            ]
            for claim in claims:
                if claim.person:
                    offices.setdefault(claim.person.slug, []).append(_office(claim))
            yield "claims", [claim.cells() for claim in claims]
            yield "claim_tags", [(*_key(c), tag.kind, tag.slug, tag.certain) for c in claims for tag in c.tags]
            yield "roles", [_role(claim) for claim in claims if claim.person]
            yield "citations", [(*_key(c), source.key, source.role) for c in claims for source in c.sources]
            self.progress(len(keys))
        people = PublishedPerson.objects.iterator(STRETCH)
        yield "people", [builder.person(each, offices.get(each.slug, ())).cells() for each in people]
        yield "sources", [builder.source(each).cells() for each in PublishedSource.objects.cited().iterator(STRETCH)]

    def _tag(self, tag: PublishedTag) -> Tag:
        certain = len(self.facets.bitmap(Facet.CERTAIN, tag.pk))
        return self.builder.tag(tag, certain=certain, possible=len(self.facets.tagged([tag.pk])) - certain)

    def _write_dossiers(self, zipped: ZipFile) -> None:
        """Each dossier as one value, a line each, and as its text."""
        with (self.folder / "dossiers.jsonl").open("w", encoding="utf-8") as lines:
            for keys in _stretches(self.facets.organizations, STRETCH // 10):
                rows = PublishedOrganization.objects.filter(pk__in=keys).order_by("pk")
                for slug, number, data in rows.values_list("slug", "revision__number", "revision__data"):
                    dossier = from_json(data)
                    line = {"organization": slug, "edition": number, "dossier": typed_dossier(dossier)}
                    lines.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                    self._write_text(zipped, slug, dossier)
                self.progress(len(keys))

    def _write_text(self, zipped: ZipFile, slug: str, dossier: Dossier) -> None:
        try:
            text = write_source(dossier)
        except UnwritableDossier:
            self.without_text.append(slug)
        else:
            zipped.writestr(_entry(f"texts/{slug}.txt"), text)

    def _description(self, names: Iterable[str], version: int, licence: str) -> dict[str, Any]:
        """The datapackage.json."""
        return {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "dossiers",
            "title": "Dossiers about international organizations",
            "version": str(version),
            **({"licenses": [{"title": licence}]} if licence else {}),
            "resources": [self._resource(name) for name in names],
        }

    def _resource(self, file_name: str) -> dict[str, Any]:
        path = self.folder / file_name
        name, _dot, ending = file_name.partition(".")
        found = {
            "name": name if ending == "csv" else file_name.replace(".", "-"),
            "path": file_name,
            "bytes": path.stat().st_size,
            "hash": f"sha256:{_sha256(path)}",
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


def _stretches(keys: Iterable[int], size: int = STRETCH) -> Iterator[list[int]]:
    listed = list(keys)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.organization.slug, claim.type, claim.key


def _role(claim: Claim) -> tuple[Any, ...]:
    period = [getattr(claim.period, "words" if name == "period" else name, None) for name in PERIOD]
    return (*_key(claim), claim.person and claim.person.slug, claim.title, claim.detail, *period, claim.country)


def _office(claim: Claim) -> Office:
    return Office(
        claim.organization.slug,
        claim.organization.name,
        claim.detail,
        claim.period.words if claim.period else "",
        claim.url,
    )


def _database(path: Path) -> sqlite3.Connection:
    """A new SQLite file with all tables, in a transaction."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;")
    database.executescript("".join(_create(name, table) for name, table in TABLES.items()))
    database.execute("BEGIN")
    return database


def _create(name: str, table: Table) -> str:
    columns = [f"{each} {SQL_TYPES.get(TYPES.get(each, ''), 'TEXT')}" for each in table.columns]
    references = [
        f"FOREIGN KEY ({', '.join(here)}) REFERENCES {other} ({', '.join(there)})"
        for other, (here, there) in table.references.items()
    ]
    key = f"PRIMARY KEY ({', '.join(table.key)})"
    return f"CREATE TABLE {name} ({', '.join([*columns, key, *references])});\n"


def _sql_row(row: Sequence[Any]) -> list[Any]:
    return [int(cell) if isinstance(cell, bool) else plain(cell) for cell in row]


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, LONG_AGO)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


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
