"""manage.py backup and restore: one state of the site, though others save, that comes back on either database."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from organizations.backup import restore, write_backup, writing
from organizations.backup.archive import Silent
from organizations.dossier.document import from_json
from organizations.dossier.text.parser import parse
from organizations.editing import recorded
from organizations.models import Organization, PublishedOrganization, Revision, SiteState
from organizations.publishing import publish
from organizations.reading.search import hits
from organizations.store import dump_dossier, load_dossier
from tests.backup.conftest import Contents
from tests.support.projection import projected, shown
from tests.support.responses import body
from tests.support.threads import at_once

Read = Callable[[], Contents]
Empty = Callable[[], None]
TEXT = "World Body (WB) — Deep Dossier\n\nTimeline\n\n1951: Founding\n\nFirst words.\n\n1960: Growth\n\nSecond words.\n"


def run(command: str, file: Path, **options: Any) -> str:
    stream = io.StringIO()
    call_command(command, str(file), stdout=stream, stderr=stream, **options)
    return stream.getvalue()


def test_what_is_restored_is_equal_row_by_row_and_byte_by_byte(
    iom: Organization, member: Any, tmp_path: Path, contents: Read, emptied: Empty
) -> None:
    member("Publisher")
    iom.headline = "Told in the working copy only → “人道”"
    iom.save()
    before, states = contents(), SiteState.objects.values("version", "vocabulary", "changed_at")
    state, lineage = states.get(), SiteState.objects.get().lineage
    assert f"{sum(map(len, before[0].values())) + 1} rows and 1 media files" in run("backup", tmp_path / "site.zip")
    emptied()
    assert "are restored" in run("restore", tmp_path / "site.zip")
    assert contents() == before
    assert states.get() == state
    # The site it is a copy of goes on under the same numbers: no process may take one for the other.
    assert SiteState.objects.get().lineage != lineage


def test_readers_find_what_they_found(archive: Path, emptied: Empty, client: Client) -> None:
    before = body(client.get("/organizations/iom/"))
    emptied()
    restore(archive)
    assert body(client.get("/organizations/iom/")) == before
    assert hits("externalized borders").ids


def test_keys_that_are_given_next_are_free(archive: Path, emptied: Empty) -> None:
    emptied()
    restore(archive)
    assert load_dossier(parse(TEXT)).pk > Organization.objects.get(slug="iom").pk


class Interrupted(Silent):
    """A bar that lets somebody save and publish whenever something was written."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work, self.count = work, 0

    def update(self, n: float | None = 1) -> bool | None:
        self.count += 1
        if n and self.count <= 40:
            at_once(self.work)
        return None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_under_load_is_one_state_of_the_site(tmp_path: Path, emptied: Empty) -> None:
    body = load_dossier(parse(TEXT))
    publish(body)

    def save() -> None:
        with recorded():
            fresh = Organization.objects.get(pk=body.pk)
            fresh.headline += "x"
            fresh.save()
        publish(fresh)

    save()
    before = Revision.objects.count()
    write_backup(tmp_path / "site.zip", Interrupted(save))
    assert Revision.objects.count() > before + 5
    emptied()
    restore(tmp_path / "site.zip")
    last, published = Revision.objects.order_by("number").last(), PublishedOrganization.objects.get()
    assert last and Revision.objects.count() == last.number == before
    assert from_json(last.data) == dump_dossier(Organization.objects.get())
    assert published.revision == last and shown(published) == projected(published)


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "site.zip"
    path.write_bytes(b"the one before")

    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_file", fail)
    with pytest.raises(CommandError, match=r"site\.zip: No space left on device\nNothing was written"):
        run("backup", path)
    assert path.read_bytes() == b"the one before"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["site.zip"]


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        run("backup", tmp_path / "nowhere" / "site.zip")


def test_only_the_owner_reads_it(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


def test_nothing_is_said_to_cron_with_verbosity_0(archive: Path) -> None:
    assert run("backup", archive, verbosity=0) == ""


def test_a_picture_that_is_in_no_backup_is_named(iom: Organization, tmp_path: Path, emptied: Empty) -> None:
    iom.introduction = "![](/media/pictures/lost.png) ![](/media/pictures/a.png)"
    iom.save()
    publish(iom)
    write_backup(tmp_path / "site.zip")
    emptied()
    assert "not in the backup either: pictures/lost.png (iom)" in run("restore", tmp_path / "site.zip")


def manage(folder: Path, *words: str) -> str:
    """What a command says on a SQLite database and media of its own. Fails with what it wrote to standard error."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'other.sqlite3'}",
        "MEDIA_ROOT": str(folder / "other-media"),
    }
    done = subprocess.run([sys.executable, "manage.py", *words], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_site_moves_from_one_database_to_another_and_back(
    archive: Path, tmp_path: Path, contents: Read, emptied: Empty
) -> None:
    """From the database of the tests to a new SQLite file that was never migrated, and from there into an empty one."""
    before = contents()
    manage(tmp_path, "restore", str(archive))
    assert manage(tmp_path, "export_dossier", "iom", "--published") == Path("fixtures/dossiers/iom.txt").read_text()
    manage(tmp_path, "backup", str(tmp_path / "again.zip"))
    emptied()
    restore(tmp_path / "again.zip")
    assert contents() == before


@pytest.mark.slow
def test_a_backup_of_an_older_version_is_restored_and_brought_up_to_date(tmp_path: Path) -> None:
    """The archive was made when 0007_facets was the last migration."""
    assert "are restored" in manage(tmp_path, "restore", "tests/backup/at_0007.zip")
    assert "1951: Founding\n\nFirst words." in manage(tmp_path, "export_dossier", "wb", "--published")
    assert (tmp_path / "other-media" / "pictures" / "a.png").read_bytes() == b"a picture\n"
    assert "No planned migration operations" in manage(tmp_path, "migrate", "--plan")
