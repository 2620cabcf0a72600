"""A backup that is damaged, hostile or newer is refused in plain words, and so is a site that is not empty."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from django.conf import settings

from organizations.backup import BackupError, restore
from organizations.backup.archive import MANIFEST
from organizations.media import names
from organizations.models import Organization
from tests.backup.conftest import Contents

Files = dict[str, bytes]
Change = Callable[[dict[str, Any], Files], None]


@pytest.fixture
def changed(archive: Path, emptied: Callable[[], None]) -> Callable[..., Path]:
    """A function that changes an archive, its manifest and its files, and empties the site."""
    emptied()

    def change(work: Change, method: int = ZIP_DEFLATED) -> Path:
        with ZipFile(archive) as old:
            files = {name: old.read(name) for name in old.namelist()}
        manifest = json.loads(files.pop(MANIFEST))
        work(manifest, files)
        with ZipFile(archive, "w", method) as new:
            for name, data in files.items():
                new.writestr(name, data)
            new.writestr(MANIFEST, json.dumps(manifest))
        return archive

    return change


def refused(path: Path, words: str) -> None:
    with pytest.raises(BackupError, match=words):
        restore(path)
    assert not Organization.objects.exists() and names() == []


def described(manifest: dict[str, Any], name: str, data: bytes) -> None:
    """Let the manifest say of a media file what is true."""
    member = {"name": name, "size": len(data), "sha256": sha256(data).hexdigest()}
    manifest["media"] = [each for each in manifest["media"] if each["name"] != name] + [member]


def table(manifest: dict[str, Any], model: str) -> dict[str, Any]:
    return next(each for each in manifest["tables"] if each["model"] == model)


def rewritten(manifest: dict[str, Any], files: Files, model: str, data: bytes) -> None:
    """Let a table hold other rows, rightly described."""
    entry = table(manifest, model)
    files[entry["name"]] = data
    entry |= {"size": len(data), "sha256": sha256(data).hexdigest(), "rows": data.count(b"\n")}


def test_an_archive_that_was_only_packed_anew_is_restored(changed: Callable[..., Path]) -> None:
    restore(changed(lambda manifest, files: None))
    assert Organization.objects.get().slug == "iom" and names() == ["pictures/a.png"]


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.9, 0.9999])
def test_a_truncated_file_is_refused(archive: Path, emptied: Callable[[], None], share: float) -> None:
    emptied()
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])
    refused(archive, "is damaged, or no backup")


@pytest.mark.slow
@pytest.mark.parametrize("share", [at / 20 for at in range(20)])
def test_a_byte_that_was_changed_is_noticed_or_changes_nothing(
    archive: Path, emptied: Callable[[], None], contents: Callable[[], Contents], share: float
) -> None:
    before = contents()
    emptied()
    data = bytearray(archive.read_bytes())
    data[int(len(data) * share)] ^= 0xFF
    archive.write_bytes(bytes(data))
    try:
        restore(archive)
    except BackupError:
        assert not Organization.objects.exists() and names() == []
    else:
        assert contents() == before


def test_what_is_no_backup_is_refused(tmp_path: Path, db: None, emptied: Callable[[], None]) -> None:
    emptied()
    (tmp_path / "text.zip").write_text("World Body (WB)\n")
    refused(tmp_path / "text.zip", "no backup")
    refused(tmp_path / "nowhere.zip", "No such file")
    with ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "Words.")
    refused(tmp_path / "other.zip", "no manifest")


def _newer_format(manifest: dict[str, Any], files: Files) -> None:
    manifest |= {"format": 2, "what": "is not known yet"}


def _newer_migration(manifest: dict[str, Any], files: Files) -> None:
    manifest["migrations"]["organizations"].append("9999_later")


def _older(manifest: dict[str, Any], files: Files) -> None:
    manifest["migrations"]["organizations"].pop()


def _lost_table(manifest: dict[str, Any], files: Files) -> None:
    del files["tables/organizations.publishedclaim.jsonl"]


def _unlisted_table(manifest: dict[str, Any], files: Files) -> None:
    _lost_table(manifest, files)
    manifest["tables"].remove(table(manifest, "organizations.publishedclaim"))


def _one_more_file(manifest: dict[str, Any], files: Files) -> None:
    files["media/pictures/b.png"] = b"not listed"


def _another_picture(manifest: dict[str, Any], files: Files) -> None:
    files["media/pictures/a.png"] = b"A picture"


def _lost_rows(manifest: dict[str, Any], files: Files) -> None:
    rewritten(manifest, files, "organizations.organization", b"")


def _row_count(manifest: dict[str, Any], files: Files) -> None:
    table(manifest, "organizations.publishedclaim")["rows"] += 1


def _short_row(manifest: dict[str, Any], files: Files) -> None:
    rewritten(manifest, files, "organizations.theme", b"[1]\n")


def _row_that_is_no_json(manifest: dict[str, Any], files: Files) -> None:
    rewritten(manifest, files, "organizations.theme", b"[1,\n")


def _deep_row(manifest: dict[str, Any], files: Files) -> None:
    rewritten(manifest, files, "organizations.theme", b"[" * 200_000 + b"\n")


def _wrong_value(manifest: dict[str, Any], files: Files) -> None:
    data = files["tables/organizations.publishedclaim.jsonl"].split(b"\n", 1)
    row = ["no number", *json.loads(data[0])[1:]]
    rewritten(manifest, files, "organizations.publishedclaim", json.dumps(row).encode() + b"\n" + data[1])


def _other_columns(manifest: dict[str, Any], files: Files) -> None:
    table(manifest, "organizations.theme")["columns"][0] = 'id"; DROP TABLE'


def _no_manifest(manifest: dict[str, Any], files: Files) -> None:
    manifest["tables"] = "none"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_newer_format, "another version: its format is 2"),
        (_newer_migration, "newer than this version, which has no migration organizations.9999_later"),
        (_older, "of an older version"),
        (_lost_table, "its files are not those of its manifest"),
        (_unlisted_table, "its tables are not those of its version"),
        (_one_more_file, "its files are not those of its manifest"),
        (_another_picture, "the checksum of media/pictures/a.png is wrong"),
        (_lost_rows, "is damaged"),
        (_row_count, "rows, not"),
        (_short_row, "row 1 of organizations.theme is none"),
        (_row_that_is_no_json, "is damaged"),
        (_deep_row, "is damaged"),
        (_wrong_value, "is damaged"),
        (_other_columns, "has other columns"),
        (_no_manifest, "is damaged"),
    ],
)
def test_what_does_not_fit_is_refused(changed: Callable[..., Path], change: Change, words: str) -> None:
    refused(changed(change), words)


NAMES = [
    "media/../../outside.png",
    "media/pictures/../../../outside.png",
    "/etc/outside.png",
    "media//outside.png",
    "media/./outside.png",
    "media/..\\outside.png",
    "media/C:outside.png",
    "media/a\x1fb.png",
    "outside.png",
    "media/",
    "tables/../../outside.png",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_is_written_outside_of_the_media(changed: Callable[..., Path], name: str) -> None:
    def add(manifest: dict[str, Any], files: Files) -> None:
        files[name] = b"outside"
        described(manifest, name, b"outside")

    path = changed(add)
    refused(path, "hostile")
    assert not list(Path(settings.MEDIA_ROOT).parent.rglob("*outside*"))


def test_a_bomb_is_refused_before_it_is_unpacked(changed: Callable[..., Path]) -> None:
    def add(manifest: dict[str, Any], files: Files) -> None:
        files["media/bomb.png"] = b"\0" * 20_000_000
        described(manifest, "media/bomb.png", files["media/bomb.png"])

    refused(changed(add), "hostile: media/bomb.png is packed as no backup is")


def test_another_way_of_packing_is_refused(changed: Callable[..., Path]) -> None:
    refused(changed(lambda manifest, files: None, ZIP_LZMA), "no manifest|packed as no backup is")


def test_a_site_that_is_not_empty_is_left_as_it_is(archive: Path) -> None:
    Organization.objects.update(headline="Mine")
    with pytest.raises(BackupError, match="The site is not empty"):
        restore(archive)
    assert Organization.objects.get().headline == "Mine"


def test_media_that_are_there_are_left_as_they_are(archive: Path, emptied: Callable[[], None]) -> None:
    emptied()
    mine = Path(settings.MEDIA_ROOT) / "pictures" / "a.png"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    with pytest.raises(BackupError, match="it has media files"):
        restore(archive)
    assert mine.read_bytes() == b"mine" and not Organization.objects.exists()
