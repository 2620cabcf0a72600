"""Uploads go through Django's storage alone: into a folder, into memory, or into a bucket by S3's protocol.

TEST_S3_URL names another server than the small one of these tests; its bucket "pictures" is emptied.
"""

import os
import runpy
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from organizations import media
from organizations.backup import BackupError, restore, write_backup
from organizations.backup.rows import empty, tables
from organizations.health import health
from organizations.models import Organization
from tests.admin.test_uploads import UPLOAD, picture
from tests.support.s3 import bucket_server

MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


class Away(Storage):
    """A storage that does not answer, and says so as S3's client does: by no OSError."""

    def open(self, *args: object, **kwargs: object) -> Any:
        raise RuntimeError("Could not connect to the endpoint")

    save = exists = listdir = open


@pytest.fixture(params=["folder", "memory", "bucket"])
def storage(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """An empty storage of uploads, of each kind."""
    settings.MEDIA_ROOT = tmp_path / "media"
    if request.param == "memory":
        settings.STORAGES = {**settings.STORAGES, "default": MEMORY}
    if request.param != "bucket":
        yield
        return
    with bucket_server() as server:
        environment = {
            "AWS_ACCESS_KEY_ID": "tests",
            "AWS_SECRET_ACCESS_KEY": "tests",
            "S3_BUCKET": "pictures",
            "S3_REGION": "us-east-1",
            "S3_ENDPOINT_URL": os.environ.get("TEST_S3_URL", server.url),
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = runpy.run_path("dossier_site/settings.py")["STORAGES"]
        for name in media.names():
            media.remove(name)
        yield


@pytest.fixture
def editor(client: Client, admin_user: Any) -> Client:
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(editor: Client) -> Any:
    return editor.post(UPLOAD, {"image": SimpleUploadedFile("a.png", picture(), "image/png")})


def test_a_picture_is_shown_at_an_address_of_this_site(storage: None, editor: Client) -> None:
    url = upload(editor).json()["image_code"].removeprefix("![](").removesuffix(")")
    assert url.startswith("/media/pictures/")
    response = Client().get(url)
    assert response["Content-Type"] == "image/png" and "immutable" in response["Cache-Control"]
    assert response.getvalue().startswith(b"\x89PNG")
    assert media.names() == [url.removeprefix("/media/")]


def test_a_picture_that_is_not_there_is_not_found(storage: None, client: Client) -> None:
    assert client.get(f"/media/pictures/{'a' * 32}.png").status_code == 404


def test_files_are_listed_by_folder_written_once_and_removed(storage: None) -> None:
    for name in ("b.png", "pictures/more/é & c.png", "pictures/a.png"):
        media.write(name, BytesIO(b"a picture"))
    with pytest.raises(FileExistsError):
        media.write("b.png", BytesIO(b"another"))
    assert media.opened("b.png").read() == b"a picture"
    media.remove("b.png")
    assert media.names() == ["pictures/a.png", "pictures/more/é & c.png"]


@pytest.mark.slow
def test_a_backup_holds_them_and_brings_them_back(storage: None, iom: Organization, tmp_path: Path) -> None:
    media.write("pictures/a.png", BytesIO(b"a picture"))
    archive = tmp_path / "site.zip"
    write_backup(archive)
    empty(tables(apps))
    with pytest.raises(BackupError, match="media files"):
        restore(archive)
    media.remove("pictures/a.png")
    assert restore(archive).missing == ()
    assert media.opened("pictures/a.png").read() == b"a picture"


def test_a_storage_that_does_not_answer_is_told(settings: Settings, editor: Client, tmp_path: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "tests.test_media.Away"}}
    assert upload(editor).json()["error"] == "The picture could not be kept: Could not connect to the endpoint."
    response = editor.get(f"/media/pictures/{'a' * 32}.png")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    with pytest.raises(BackupError, match="Could not connect"):
        write_backup(tmp_path / "site.zip")


def test_the_disk_of_pictures_counts_only_where_it_is_one_of_this_machine(db: None, settings: Settings) -> None:
    settings.MEDIA_ROOT = "/proc"
    there = media.folder()
    settings.STORAGES = {**settings.STORAGES, "default": MEMORY}
    assert str(there) == "/proc" and media.folder() is None
    assert health()["status"] == "ok"
