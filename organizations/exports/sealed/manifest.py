"""The manifest of an edition: the digest of each of its files, as `sha256sum -c` reads them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

MANIFEST = "manifest-sha256.txt"
SIGNATURE = f"{MANIFEST}.sig"
BLOCK = 1 << 20
"""Bytes that are read at once."""


@dataclass(frozen=True, slots=True)
class Differences:
    """The files of an edition that are not as its manifest says."""

    changed: list[str]
    missing: list[str]
    added: list[str]

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.added)


def write_manifest(folder: Path) -> bytes:
    """Write the digests of all files that are in the folder; what was written."""
    names = _names(folder)  # before there is a manifest: line by line, for there may be half a million
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{_digest(folder / name)}  {name}\n" for name in names)
    return (folder / MANIFEST).read_bytes()


def differences(folder: Path) -> Differences:
    """What is not as the manifest of the folder says. Raises OSError, and ValueError for what is no manifest."""
    listed = read_manifest(folder)
    names = set(_names(folder))
    changed = [name for name in listed if name in names and _digest(folder / name) != listed[name]]
    return Differences(changed, sorted(listed.keys() - names), sorted(names - listed.keys()))


def read_manifest(folder: Path) -> dict[str, str]:
    """The digests by the names of the files. Raises OSError, and ValueError for what is no manifest."""
    found = {}
    if (folder / MANIFEST).exists() and not _is_own(folder / MANIFEST):
        raise ValueError(f"{MANIFEST} is a link or a pipe, and no file.")
    for line in (folder / MANIFEST).read_text("utf-8").splitlines():
        digest, gap, name = line.partition("  ")
        # Two spaces, as `sha256sum` writes them: names may hold one.
        if not gap or len(digest) != 64:
            raise ValueError(f"{MANIFEST}: not a line of a manifest: {line[:100]!r}")
        found[name] = digest
    return found


def _names(folder: Path) -> list[str]:
    """The files in the folder but for the manifest and its signature, by their paths within it, sorted."""
    return sorted(name for name in _walked(str(folder), "") if name not in (MANIFEST, SIGNATURE))


def _walked(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            # A link to a folder is listed as a file, and then refused: followed, it could lead out, or round in a
            # circle.
            if entry.is_dir(follow_symlinks=False):
                yield from _walked(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}"


def _digest(path: Path) -> str:
    """The digest of a file; of a link or a pipe none."""
    if not _is_own(path):
        return ""
    digest = sha256()
    with path.open("rb") as file:
        # Not `file_digest`: most files are one block, and its buffer takes longer to make than they to read.
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _is_own(path: Path) -> bool:
    """Whether it is a file that lies there: what a link leads to lies elsewhere, and a pipe may never end."""
    return path.is_file() and not path.is_symlink()
