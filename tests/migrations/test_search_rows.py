"""0014: the search index that the database of version 0.2.0 kept by itself gives way to rows that publishing writes."""

from pathlib import Path

import pytest
from django.db import connection

from organizations.backup import restore
from organizations.backup.reading import opened
from organizations.backup.restoring import _tables_as_then
from organizations.publishing import rebuild_search
from organizations.reading.search import hits

pytestmark = pytest.mark.slow

ARCHIVE = Path(__file__).parent / "at_0013.zip"
FORMER = {
    "sqlite": [
        "CREATE VIRTUAL TABLE organizations_search USING fts5"
        "(title, text, content='organizations_entry', content_rowid='id')",
        "CREATE TRIGGER organizations_search_insert AFTER INSERT ON organizations_entry BEGIN"
        " INSERT INTO organizations_search (rowid, title, text) VALUES (NEW.id, NEW.title, NEW.text); END",
    ],
    "postgresql": [
        "CREATE TEXT SEARCH DICTIONARY dossier_stem (TEMPLATE = snowball, LANGUAGE = english)",
        "CREATE TEXT SEARCH CONFIGURATION dossier (COPY = english)",
        "ALTER TABLE organizations_entry ADD COLUMN search tsvector GENERATED ALWAYS AS"
        " (to_tsvector('dossier', title || ' ' || text)) STORED",
        "CREATE INDEX organizations_entry_search ON organizations_entry USING gin (search)",
    ],
}
LEFT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' OR name = 'organizations_search'",
    "postgresql": "SELECT attname FROM pg_attribute WHERE attgenerated <> ''",
}


def asked(*statements: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def test_what_the_database_kept_by_itself_gives_way_to_rows(bare_database: None) -> None:
    with opened(ARCHIVE) as archive:
        _tables_as_then(archive.manifest)
    asked(*FORMER[connection.vendor])
    assert asked(LEFT[connection.vendor])
    restore(ARCHIVE)
    assert asked(LEFT[connection.vendor]) == []
    assert hits("treaty").ids and rebuild_search(check=True) == 0
