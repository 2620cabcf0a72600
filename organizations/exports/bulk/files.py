"""A file to take, and the digest that tells whether it is whole."""

from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to take: its name beside the index, its size, and the digest of its bytes."""

    name: str
    bytes: int
    sha256: str


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as `sha256sum` writes it."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
