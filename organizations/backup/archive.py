"""What an archive is: a zip of tables as JSON lines and of media files, with a manifest of what must be in it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field

FORMAT = 1
"""Raised when an archive comes to hold something that older code would not restore."""

MANIFEST = "manifest.json"
TABLES = "tables/"
MEDIA = "media/"
CHUNK = 1 << 20
"""Bytes that are read at once."""

Size = Annotated[int, Field(ge=0, strict=True)]


class BackupError(Exception):
    """A backup or a restore did not happen; the message says why, for who runs the site."""


class Progress(Protocol):
    """A bar: `total` is set by `reset`, `update` tells what was done since."""

    def reset(self, total: float | None = None) -> None: ...
    def update(self, n: float | None = 1) -> bool | None: ...


class Silent:
    """A bar that nobody sees."""

    def reset(self, total: float | None = None) -> None:
        """Nothing."""

    def update(self, n: float | None = 1) -> bool | None:
        """Nothing."""
        return None


SILENT = Silent()


class _Value(BaseModel):
    # forbid: a manifest with more in it was written by newer code, or by somebody else.
    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(_Value):
    """A file of the archive, its size in bytes and its checksum."""

    name: str
    size: Size
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Table(Member):
    """A table: each line of the file is one row, a JSON list of the columns' values."""

    model: str
    columns: tuple[str, ...]
    rows: Size


class Manifest(_Value):
    """What the archive holds, and the migrations that its tables are the outcome of."""

    format: int
    made_at: datetime
    database: str
    migrations: dict[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    media: tuple[Member, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        """All files but the manifest itself."""
        return (*self.tables, *self.media)

    def applied(self) -> set[tuple[str, str]]:
        """The migrations as Django names them."""
        return {(app, name) for app, names in self.migrations.items() for name in names}


def by_app(migrations: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Migrations as a manifest lists them."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(migrations):
        found.setdefault(app, []).append(name)
    return {app: tuple(names) for app, names in found.items()}
