"""A site to back up, an empty one to restore into, and all that either holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import Settings

from organizations.backup import write_backup
from organizations.backup.rows import empty, lines, tables
from organizations.media import names, opened
from organizations.models import Organization, SiteState

Contents = tuple[dict[str, list[bytes]], dict[str, bytes]]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the media, with a picture in it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    picture = tmp_path / "media" / "pictures" / "a.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a picture")
    return tmp_path / "media"


@pytest.fixture
def contents(settings: Settings) -> Callable[[], Contents]:
    """A function: every row of every table but that of the site's state, as JSON, and every media file."""

    def read() -> Contents:
        rows = {kind._meta.label_lower: list(lines(kind)) for kind in tables(apps) if kind is not SiteState}
        return rows, {name: opened(name).read() for name in names()}

    return read


@pytest.fixture
def emptied(settings: Settings, tmp_path: Path) -> Callable[[], None]:
    """A function that makes the site an empty one, as after `migrate` on a new machine."""

    def make() -> None:
        empty(tables(apps))
        settings.MEDIA_ROOT = tmp_path / "new-media"

    return make


@pytest.fixture
def archive(iom: Organization, tmp_path: Path) -> Path:
    """A backup of the site with the IOM dossier."""
    path = tmp_path / "site.zip"
    write_backup(path)
    return path
