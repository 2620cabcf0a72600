"""Everything in one file: whole or not at all, the same bytes each time, and all that it came from."""

import csv
import io
import json
import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from organizations.dossier.document import from_json
from organizations.dossier.intake import read_source
from organizations.dossier.text.writer import wording
from organizations.exports import bulk
from organizations.exports.bulk import dossiers, kept, package
from organizations.exports.bulk.tables import TABLES
from organizations.models import Organization, PublishedClaim, PublishedClaimTag, PublishedOrganization, SiteState
from organizations.publishing import publish, withdraw
from organizations.synthesis import synthesize
from organizations.views.shared import data
from tests.support.taken import read, taken


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_ROOT, settings.DATA_LICENCE = str(tmp_path / "data"), "CC BY 4.0"
    return tmp_path / "data"


def build(folder: Path) -> dict:
    call_command("build_bulk", url="https://example.org/", verbosity=0)
    return json.loads((folder / "index.json").read_text("utf-8"))


def names_in(folder: Path) -> list[str]:
    """What can be taken: all but the hidden file of what the next build needs."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def archive_of(folder: Path) -> ZipFile:
    return ZipFile(folder / build(folder)["files"][0]["name"])


def test_the_index_names_version_licence_and_the_digest_of_each_file(all_dossiers: None, folder: Path) -> None:
    index = build(folder)
    assert index["licence"] == "CC BY 4.0"
    [file] = index["files"]
    content = (folder / file["name"]).read_bytes()
    assert file["name"] == f"dossiers-{index['version']}.zip"
    assert (file["bytes"], file["sha256"]) == (len(content), sha256(content).hexdigest())
    assert names_in(folder) == [file["name"], "index.json"]


def test_two_builds_are_the_same_bytes(all_dossiers: None, folder: Path) -> None:
    first = build(folder)
    assert build(folder) == first


def test_a_later_build_takes_the_place_of_the_former(iom: Organization, folder: Path) -> None:
    first = build(folder)
    publish(iom)
    second = build(folder)
    assert second["version"] > first["version"]
    assert names_in(folder) == [second["changes"][0]["name"], second["files"][0]["name"], "index.json"]


def test_where_it_fails_the_former_stays_whole(
    iom: Organization, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(folder)
    publish(iom)

    def full(version: int, licence: str) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package, "readme", full)
    with pytest.raises(CommandError, match="No space left on device"):
        build(folder)
    assert json.loads((folder / "index.json").read_text("utf-8")) == first
    assert names_in(folder) == [first["files"][0]["name"], "index.json"]


def test_what_a_killed_build_left_is_removed_a_day_later(iom: Organization, folder: Path) -> None:
    for name in (".unfinished-old", ".unfinished-going-on"):
        (folder / name).mkdir(parents=True)
    os.utime(folder / ".unfinished-old", (0, 0))
    build(folder)
    assert [path.name for path in folder.glob(".unfinished-*")] == [".unfinished-going-on"]


def test_each_table_holds_what_is_published(all_dossiers: None, folder: Path) -> None:
    with archive_of(folder) as archive:
        package = json.loads(archive.read("datapackage.json"))
        tables = {name: rows_of(archive, f"{name}.csv") for name in TABLES}
        for resource in package["resources"]:
            content = archive.read(resource["path"])
            assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
            if resource.get("type") == "table":
                columns = [each["name"] for each in resource["schema"]["fields"]]
                assert columns == archive.read(resource["path"]).decode().partition("\r\n")[0].split(",")
    assert len(tables["claims"]) == PublishedClaim.objects.count()
    assert len(tables["claim_tags"]) == PublishedClaimTag.objects.count()
    assert {each["slug"] for each in tables["organizations"]} == {"iom", "ilo", "un", "unhcr"}
    assert tables["claims"][0]["url"].startswith("https://example.org/organizations/")
    for name, table in TABLES.items():
        keys = [tuple(row[each] for each in table.key) for row in tables[name]]
        assert len(keys) == len(set(keys)), name
        for other, (here, there) in table.references.items():
            known = {tuple(row[each] for each in there) for row in tables[other]}
            assert {tuple(row[each] for each in here) for row in tables[name]} <= known, (name, other)


def test_the_package_leads_from_its_licence_to_where_it_is_said(iom: Organization, folder: Path) -> None:
    with archive_of(folder) as archive:
        # The standard asks for a path or a name of Open Definition's, which nobody can tell from the operator's words.
        [licence] = json.loads(archive.read("datapackage.json"))["licenses"]
        assert licence["title"] == "CC BY 4.0"
        assert "Licence: CC BY 4.0" in archive.read(licence["path"]).decode()


def rows_of(archive: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))


def test_the_sqlite_file_holds_the_same_rows(all_dossiers: None, folder: Path, tmp_path: Path) -> None:
    with archive_of(folder) as archive:
        archive.extract("dossiers.sqlite3", tmp_path)
        numbers = {name: len(rows_of(archive, f"{name}.csv")) for name in TABLES}
    database = sqlite3.connect(tmp_path / "dossiers.sqlite3")
    assert {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES} == numbers
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("SELECT founded FROM organizations WHERE slug = 'iom'").fetchone() == (1951,)
    database.close()


def test_texts_that_are_imported_again_change_nothing(all_dossiers: None, folder: Path) -> None:
    with archive_of(folder) as archive:
        for published in PublishedOrganization.objects.select_related("revision"):
            text = archive.read(f"texts/{published.slug}.txt").decode("utf-8")
            assert wording(read_source(text).dossier) == wording(from_json(published.revision.data))
        lines = archive.read("dossiers.jsonl").decode("utf-8").splitlines()
    assert {json.loads(line)["organization"] for line in lines} == {"iom", "ilo", "un", "unhcr"}


def test_what_was_withdrawn_is_not_in_it(iom: Organization, folder: Path) -> None:
    withdraw(iom)
    with archive_of(folder) as archive:
        assert rows_of(archive, "claims.csv") == []
        assert not [name for name in archive.namelist() if name.startswith("texts/")]


# -- what changed -----------------------------------------------------------------------------------------------


def lines_of(folder: Path, change: dict) -> list[dict]:
    content = (folder / change["name"]).read_bytes()
    assert (change["bytes"], change["sha256"]) == (len(content), sha256(content).hexdigest())
    return [json.loads(line) for line in content.splitlines()]


def dossiers_in(folder: Path, index: dict) -> dict[str, dict]:
    with ZipFile(folder / index["files"][0]["name"]) as archive:
        lines = archive.read("dossiers.jsonl").decode("utf-8").splitlines()
    return {each["organization"]: each for each in map(json.loads, lines)}


@pytest.mark.slow
def test_a_copy_that_follows_the_changes_is_the_whole(all_dossiers: None, folder: Path) -> None:
    index = build(folder)
    copy, at = dossiers_in(folder, index), index["version"]
    iom, un = (Organization.objects.get(slug=slug) for slug in ("iom", "un"))
    for publish_or_withdraw in (
        lambda: publish(iom),
        lambda: withdraw(un),
        lambda: (publish(un), publish(iom), withdraw(iom)),
        lambda: publish(iom),
    ):
        publish_or_withdraw()
        index = build(folder)
    assert len(index["changes"]) == 4
    for change in index["changes"]:
        assert change["since"] == at
        head, *lines = lines_of(folder, change)
        assert head == {"since": at, "version": change["version"]}
        gone = [each for each in lines if each.get("withdrawn")]
        assert (len(lines) - len(gone), len(gone)) == (change["dossiers"], change["withdrawn"])
        for each in lines:
            copy.pop(each["organization"], None)
            if not each.get("withdrawn"):
                copy[each["organization"]] = each
        at = change["version"]
    assert at == index["version"]
    assert copy == dossiers_in(folder, index)


def test_changes_that_nobody_knows_are_not_told_as_none(iom: Organization, folder: Path) -> None:
    """A database that was put back counts on from an older state: whoever has a copy must take the whole."""
    build(folder)
    publish(iom)
    assert build(folder)["changes"]
    SiteState.objects.update(lineage=uuid4())
    publish(iom)
    index = build(folder)
    assert index["changes"] == []
    assert names_in(folder) == [index["files"][0]["name"], "index.json"]


def test_a_build_that_was_killed_at_its_end_does_not_guess_what_changed(
    iom: Organization, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(folder)
    publish(iom)
    with monkeypatch.context() as killed:
        killed.setattr(kept.Kept, "finish", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(folder)
    publish(iom)
    assert build(folder)["changes"] == []


def interrupted(*args: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.slow
def test_no_more_changes_are_kept_than_of_two_months(
    iom: Organization, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_CHANGES", 2)
    for _build in range(4):
        publish(iom)
        index = build(folder)
    assert len(index["changes"]) == 2
    assert names_in(folder) == [
        *(change["name"] for change in index["changes"]),
        index["files"][0]["name"],
        "index.json",
    ]


# -- texts that are written once --------------------------------------------------------------------------------


def test_a_build_that_was_killed_goes_on_where_it_was(
    all_dossiers: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(package, "readme", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(folder)
    monkeypatch.setattr(dossiers, "write_source", interrupted)
    index = build(folder)
    monkeypatch.undo()
    shutil.rmtree(folder)
    call_command("build_bulk", folder, url="https://example.org/", verbosity=0)
    assert index["files"] == json.loads((folder / "index.json").read_text("utf-8"))["files"]


def test_other_code_writes_its_texts_anew(all_dossiers: None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder)
    monkeypatch.setattr(kept, "_number_of_code", lambda: 7)
    monkeypatch.setattr(dossiers, "write_source", lambda dossier: "Other words\n")
    with archive_of(folder) as archive:
        assert archive.read("texts/iom.txt") == b"Other words\n"


def test_each_dossier_is_read_once_for_its_line_and_its_text(
    all_dossiers: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    monkeypatch.setattr(dossiers, "from_json", lambda data: calls.append(data) or from_json(data))
    build(folder)
    assert len(calls) == PublishedOrganization.objects.count()


def test_texts_that_no_dossier_needs_are_forgotten(all_dossiers: None, folder: Path) -> None:
    build(folder)
    withdraw(Organization.objects.get(slug="un"))
    build(folder)
    with closing(sqlite3.connect(folder / kept.KEPT)) as database:
        [number] = database.execute("SELECT count(*) FROM texts").fetchone()
    assert number == PublishedOrganization.objects.count() == 3


@pytest.mark.slow
def test_many_texts_are_written_by_other_processes(
    all_dossiers: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = build(folder)["files"]
    shutil.rmtree(folder)
    monkeypatch.setattr(dossiers, "FEW", 2)
    monkeypatch.setattr(dossiers, "write_source", interrupted)
    assert build(folder)["files"] == alone


# -- as it is taken ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_tables_are_written_in_turns_with_dossiers(
    all_dossiers: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synthesize(12)
    results: list[int] = []
    monkeypatch.setattr(package, "A_STEP", 1)
    bulk.build_bulk(folder, url="https://example.org", licence="", progress=results.append)
    [claims] = [number for number in results if number > 1]
    # Else other processes would have nothing to do while the tables are written.
    assert results[-1] == 1 and sum(results) == claims + PublishedOrganization.objects.count()


def test_it_is_served_and_read_from_any_site(iom: Organization, folder: Path, client: Client) -> None:
    index = build(folder)
    response = client.get("/data/index.json")
    assert read(response) == index
    assert response["Access-Control-Allow-Origin"] == "*"
    publish(iom)
    index = build(folder)
    for change in index["changes"]:
        assert client.get(f"/data/{change['name']}").getvalue() == (folder / change["name"]).read_bytes()
    file = client.get(f"/data/{index['files'][0]['name']}")
    assert sha256(file.getvalue()).hexdigest() == index["files"][0]["sha256"]
    assert int(file["Content-Length"]) == index["files"][0]["bytes"]


def test_a_download_that_was_cut_off_goes_on(iom: Organization, folder: Path, client: Client) -> None:
    name = build(folder)["files"][0]["name"]
    content = (folder / name).read_bytes()
    rest = client.get(f"/data/{name}", HTTP_RANGE="bytes=1000-")
    assert (rest.status_code, rest.getvalue()) == (206, content[1000:])
    assert rest["Content-Range"] == f"bytes 1000-{len(content) - 1}/{len(content)}"
    assert rest["Content-Length"] == str(len(content) - 1000)
    assert rest["Access-Control-Allow-Origin"] == "*"
    whole = client.head(f"/data/{name}")
    assert (whole["Accept-Ranges"], whole["Content-Length"]) == ("bytes", str(len(content)))
    assert client.get(f"/data/{name}", HTTP_RANGE=f"bytes={len(content)}-").status_code == 416


@pytest.mark.parametrize("name", ["other.zip", ".kept.sqlite3", "..%2Fsecret", "dossiers-1.zip"])
def test_nothing_else_of_the_folder_is_served(iom: Organization, folder: Path, client: Client, name: str) -> None:
    publish(iom)
    build(folder)
    (folder / "other.zip").write_bytes(b"secret")
    assert client.get(f"/data/{name}").status_code == 404


def test_a_site_without_a_bulk_file_says_so(iom: Organization, client: Client) -> None:
    assert read(client.get("/data/index.json"), 404)["title"] == "Not Found"
    with pytest.raises(CommandError, match="DATA_ROOT"):
        call_command("build_bulk")


def test_too_many_rows_lead_to_the_bulk_file(
    iom: Organization, folder: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "MAX_ROWS", 10)
    index = build(folder)
    response = client.get("/explore.csv")
    assert (response.status_code, response["Location"]) == (303, f"/data/{index['files'][0]['name']}")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert taken(client, "/explore.json")["count"] == 29
