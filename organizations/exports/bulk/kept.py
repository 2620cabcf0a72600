"""What one build leaves to the next, in a SQLite file beside the index: texts, and what its lines were.

A text takes milliseconds to write, for it is read back before it is given out. So each is kept as soon as it is
written: a build that was killed goes on behind it, and a later one writes only what was published since.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from organizations import dossier

KEPT = ".kept.sqlite3"
SECONDS_TO_WAIT = 60
_TABLES = """
CREATE TABLE IF NOT EXISTS texts (digest TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lines (organization TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS build (version TEXT NOT NULL);
"""


class Kept:
    """An open file of what former builds left. A text of None is that of a dossier which no text can hold."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._needed: set[str] = set()

    @staticmethod
    @contextmanager
    def opened(path: Path) -> Iterator["Kept"]:
        """The file at a path, made where there is none; what other code wrote than this is forgotten."""
        # `with` of a connection ends a transaction, and closes nothing.
        with closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as database:
            database.executescript(_TABLES)
            if database.execute("PRAGMA user_version").fetchone() != (_number_of_code(),):
                with database:
                    database.execute("DELETE FROM texts")
                    database.execute(f"PRAGMA user_version = {_number_of_code()}")
            yield Kept(database)

    def version(self) -> str:
        """The version of the site that the last finished build is of; empty before the first."""
        row = self._database.execute("SELECT version FROM build").fetchone()
        return row[0] if row else ""

    def lines(self) -> dict[str, str]:
        """The digests of the lines of the last finished build, by the slug of the organization."""
        return dict(self._database.execute("SELECT organization, digest FROM lines"))

    def texts(self, digests: Iterable[str]) -> dict[str, str | None]:
        """Those texts of these digests that were written; they are kept for the next build."""
        asked = list(digests)
        self._needed.update(asked)
        places = ", ".join("?" * len(asked))
        query = f"SELECT digest, text FROM texts WHERE digest IN ({places})"  # noqa: S608 - only question marks
        return dict(self._database.execute(query, asked))

    def take_over(self, path: Path) -> None:
        """Keep the texts too that builds into another folder have kept, where the same code wrote them."""
        # To open a file that is not there would make one. One that cannot be read costs time alone: texts are written.
        if path.is_file():
            with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=SECONDS_TO_WAIT)) as other:
                if other.execute("PRAGMA user_version").fetchone() == (_number_of_code(),):
                    with self._database:
                        self._database.executemany(
                            "INSERT OR IGNORE INTO texts VALUES (?, ?)", other.execute("SELECT digest, text FROM texts")
                        )

    def add(self, texts: Mapping[str, str | None]) -> None:
        """Keep texts, by the digests of the JSON of their revisions."""
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", texts.items())

    def finish(self, version: str, lines: Mapping[str, str]) -> None:
        """A build of a version of the site is done; what it did not need is forgotten."""
        with self._database:
            self._database.execute("DELETE FROM build")
            self._database.execute("INSERT INTO build VALUES (?)", [version])
            self._database.execute("DELETE FROM lines")
            self._database.executemany("INSERT INTO lines VALUES (?, ?)", lines.items())
            self._database.execute(
                "DELETE FROM texts WHERE digest NOT IN (SELECT value FROM json_each(?))",
                [json.dumps(list(self._needed))],
            )


def _number_of_code() -> int:
    """A number that every change of the code changes which writes texts and reads them back."""
    code = sha256()
    for path in sorted(Path(dossier.__path__[0]).rglob("*.py")):
        code.update(path.read_bytes())
    # Three bytes: user_version is a signed number of four.
    return int.from_bytes(code.digest()[:3], "big")
