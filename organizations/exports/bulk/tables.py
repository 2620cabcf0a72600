"""The tables of the bulk file: what they hold, and how they come into CSV files and one SQLite file."""

import csv
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from organizations.exports.building import Builder
from organizations.exports.records import Claim, Office, Organization, Person, Source, Tag
from organizations.exports.tables import plain_row
from organizations.models import PublishedPerson, PublishedSource, PublishedTag
from organizations.reading.facets import Facet, Facets
from organizations.reading.records import whole_claims, whole_organizations
from organizations.reading.rows import tags_of

STRETCH = 2000
"""Claims that are read at once."""

DATABASE = "dossiers.sqlite3"

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
# By the words that addresses have, not by primary keys: those of another database are others.
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

Progress = Callable[[int], object]
"""Is told of so many claims or dossiers that were written."""


class Tables:
    """The tables of one build, in a folder."""

    def __init__(self, folder: Path, facets: Facets, builder: Builder, progress: Progress) -> None:
        self.folder, self.facets, self.builder, self.progress = folder, facets, builder, progress
        self.counts = dict.fromkeys(TABLES, 0)

    def written(self) -> Generator[None, None, None]:
        """Write all of them, some rows at a step; at its end `counts` says how many rows each has."""
        with ExitStack() as files, closing(_database(self.folder / DATABASE)) as database:
            writers = {}
            for name, table in TABLES.items():
                file = files.enter_context((self.folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
                writers[name] = csv.writer(file)
                writers[name].writerow(table.columns)
            for name, rows in self._rows():
                columns = TABLES[name].columns
                self.counts[name] += len(rows)
                plain = list(map(plain_row, rows))
                writers[name].writerows(plain)
                # SQLite has no true and false: 1 and 0.
                places = ", ".join("? = 'true'" if TYPES.get(each) == "boolean" else "?" for each in columns)
                database.executemany(f"INSERT INTO {name} VALUES ({places})", plain)  # noqa: S608
                yield
            database.execute("COMMIT")

    def _rows(self) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
        """The rows of the tables, some at a time, in an order that is always the same."""
        builder = self.builder
        for keys in in_stretches(self.facets.organizations):
            yield "organizations", [builder.organization(each).cells() for each in whole_organizations(keys)]
        yield "tags", [self._tag(tag).cells() for tag in PublishedTag.objects.all()]
        offices: dict[str, list[Office]] = {}
        for keys in in_stretches(self.facets.claims):
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
        # Behind the claims, out of which their offices were gathered.
        people = PublishedPerson.objects.iterator(STRETCH)
        yield "people", [builder.person(each, offices.get(each.slug, ())).cells() for each in people]
        yield "sources", [builder.source(each).cells() for each in PublishedSource.objects.cited().iterator(STRETCH)]

    def _tag(self, tag: PublishedTag) -> Tag:
        certain = len(self.facets.bitmap(Facet.CERTAIN, tag.pk))
        return self.builder.tag(tag, certain=certain, possible=len(self.facets.tagged([tag.pk])) - certain)


def in_stretches(keys: Iterable[int], size: int = STRETCH) -> Iterator[list[int]]:
    """The keys, so many at a time."""
    listed = list(keys)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.organization.slug, claim.type, claim.key


def _role(claim: Claim) -> tuple[object, ...]:
    period = [getattr(claim.period, "words" if name == "period" else name, None) for name in PERIOD]
    return (*_key(claim), claim.person and claim.person.slug, claim.title, claim.detail, *period, claim.country)


def _office(claim: Claim) -> Office:
    return Office(
        claim.organization.slug,
        claim.organization.name,
        claim.detail,
        claim.period.words if claim.period else "",
        claim.url,
        claim.language,
    )


def _database(path: Path) -> sqlite3.Connection:
    """A new SQLite file with all tables, in a transaction."""
    # None: Python would begin transactions of its own around the BEGIN below.
    database = sqlite3.connect(path, isolation_level=None)
    # Nothing is to be saved of a build that fails. The size of a page is said, for two builds are to be the same bytes.
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
