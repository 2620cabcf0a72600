"""Databases of any number of organizations, on SQLite or PostgreSQL: made once, and kept where a folder is named."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.site import Site
from tests.support.databases import PostgreSQL


class SQLite:
    """A file for each database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.sqlite3"

    def has(self, name: str) -> bool:
        return (self.folder / f"{name}.sqlite3").exists()

    def create(self, name: str) -> None:
        """Nothing: the file is made by who writes first."""

    def rename(self, old: str, new: str) -> None:
        (self.folder / f"{old}.sqlite3").rename(self.folder / f"{new}.sqlite3")


class Server:
    """A database of each name on one embedded server."""

    def __init__(self, server: PostgreSQL) -> None:
        self.server = server
        self.base = server.start()

    def url(self, name: str) -> str:
        return f"{self.base.rpartition('/')[0]}/{name}"

    def has(self, name: str) -> bool:
        return name in self._ask(f"SELECT datname FROM pg_database WHERE datname = '{name}'").split()

    def create(self, name: str) -> None:
        self._ask(f'DROP DATABASE IF EXISTS "{name}"')
        self._ask(f'CREATE DATABASE "{name}"')

    def rename(self, old: str, new: str) -> None:
        self._ask(f'ALTER DATABASE "{old}" RENAME TO "{new}"')

    def _ask(self, sql: str) -> str:
        psql = [self.server.bin / "psql", "-h", self.server.folder, "-U", "postgres", "-Atc", sql]
        return subprocess.run(psql, check=True, capture_output=True, text=True, cwd="/").stdout


@contextmanager
def databases(folder: Path, *, postgresql: bool) -> Iterator[SQLite | Server]:
    """Where databases are kept; a server runs until the end."""
    if not postgresql:
        yield SQLite(folder)
        return
    server = PostgreSQL(folder / "postgresql")
    try:
        yield Server(server)
    finally:
        server.halt()


def site_of(size: int, kept: SQLite | Server, folder: Path) -> Site:
    """The site with so many organizations, ready to be served; made where it is not there."""
    name = str(size)
    if not kept.has(name):
        unready = f"{name}.unready"
        kept.create(unready)
        fill(Site(kept.url(unready), folder), size)
        kept.rename(unready, name)
    site = Site(kept.url(name), folder)
    site.manage("migrate", "--verbosity=0")
    site.manage("collectstatic", "--noinput", "--verbosity=0")
    return site


def fill(site: Site, size: int) -> None:
    """Put so many made-up organizations into a new database, and the IOM dossier."""
    site.manage("migrate", "--verbosity=0")
    site.manage("loaddata", "vocabulary")
    site.manage("synthesize", str(size))
    site.manage("loaddata", "iom")
