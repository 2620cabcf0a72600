"""A sealed edition: the site as files, the same bytes each time, whole or not there."""

import csv
import json
import shutil
import subprocess
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import JSONField
from django.test import Client
from pytest_django import Settings
from selectolax.lexbor import LexborHTMLParser

from organizations import media
from organizations.exports.bulk import dossiers
from organizations.exports.sealed import asking, edition, rendering
from organizations.exports.sealed.manifest import MANIFEST, SIGNATURE, differences
from organizations.exports.sealed.rendering import Renderer
from organizations.models import (
    Organization,
    PublishedCopy,
    PublishedOrganization,
    PublishedSource,
    PublishedTag,
    SourceCopy,
    TimelineEvent,
)
from organizations.publishing import publish, withdraw
from tests.support.sealed import URL, build, dead_links, key_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "edition"


def files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def links(out: Path, name: str, selector: str) -> list[str]:
    return [node.attrs["href"] for node in page(out, name).css(selector)]


@pytest.mark.slow
def test_it_says_of_what_it_is(all_dossiers: None, out: Path, settings: Settings) -> None:
    settings.DATA_LICENCE = "CC BY 4.0"
    build(out)
    data = json.loads((out / "edition.json").read_text("utf-8"))
    assert data["site"] == URL and data["licence"] == "CC BY 4.0"
    assert data["counts"]["organizations"] == PublishedOrganization.objects.count()
    rows = list(csv.reader((out / "dossiers.csv").open(encoding="utf-8", newline="")))
    assert [row[0] for row in rows] == ["organization", "ilo", "iom", "un", "unhcr"]


def test_a_dossier_is_its_page_its_history_and_its_data(iom: Organization, out: Path, client: Client) -> None:
    build(out)
    iom_page = page(out, "organizations/iom/index.html")
    assert "International Organization for Migration" in iom_page.css_first("h1").text()
    assert links(out, "organizations/iom/history/index.html", "main li a") == ["../../../organizations/iom/index.html"]
    assert (out / "organizations/iom.txt").read_bytes() == client.get("/organizations/iom.txt").content
    data = json.loads((out / "organizations/iom.json").read_text("utf-8"))
    assert data["count"] == len(data["results"]) and data["results"][0]["url"].startswith(URL)


def test_each_claim_of_a_dossier_is_on_its_page(iom: Organization, out: Path, client: Client) -> None:
    build(out)

    def places(html: bytes | str) -> set[str]:
        return {node.attrs["id"] for node in LexborHTMLParser(html).css(".claim[id]")}

    served = places(client.get("/organizations/iom/").content)
    assert served and places((out / "organizations/iom/index.html").read_bytes()) == served


@pytest.mark.slow
def test_no_link_is_dead_and_none_is_of_the_site(all_dossiers: None, out: Path) -> None:
    build(out)
    assert dead_links(out) == []


@pytest.mark.slow
def test_no_link_is_dead_where_every_word_is_hostile(hostile: Organization, out: Path) -> None:
    build(out)
    assert dead_links(out) == []
    assert "alert(7)" in page(out, f"organizations/{hostile.slug}/index.html").css_first("h1").text()


def test_a_copy_that_is_free_is_in_it(iom: Organization, out: Path, tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    content = b"%PDF-1.4 as it was kept"
    digest = sha256(content).hexdigest()
    copy = SourceCopy.objects.create(
        sha256=digest, type="application/pdf", size=len(content), name="c.pdf", rights="CC BY", is_free=True
    )
    media.write(copy.file, BytesIO(content))
    source = PublishedSource.objects.create(slug="charter", text=f"Charter. Kept: {digest}", claims=1)
    PublishedCopy.objects.create(organization=PublishedOrganization.objects.get(), source=source, sha256=digest)
    build(out)
    assert (out / f"copies/{digest}.pdf").read_bytes() == content
    assert f"../../copies/{digest}.pdf" in links(out, "sources/charter/index.html", "main a")


def test_a_page_may_load_only_what_lies_beside_it(iom: Organization, out: Path) -> None:
    build(out)
    for path in out.rglob("*.html"):
        first = path.read_text("utf-8").partition("<head>")[2]
        assert first.startswith('<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'), path


def test_what_needs_a_server_is_not_offered(iom: Organization, out: Path) -> None:
    build(out)
    dossier = page(out, "organizations/iom/index.html")
    assert "Contribute" not in dossier.body.text() and "Compare" not in dossier.body.text()
    assert [form.attrs["action"] for form in dossier.css("main form")] == ["#claims"]
    assert not dossier.css("#as-of")


@pytest.mark.slow
def test_lists_go_on_from_page_to_page(all_dossiers: None, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking.Asked, "per_page", 20)
    build(out)
    first = page(out, "explore/event/index.html")
    assert first.css_first("nav.pages a[rel=next]").attrs["href"] == "../../explore/event/page-2.html#results"
    assert page(out, "explore/event/page-2.html").css("article.result")
    assert dead_links(out) == []


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(all_dossiers: None, out: Path, tmp_path: Path) -> None:
    key = key_in(tmp_path)
    assert build(out, key=key) == build(tmp_path / "again", key=key)
    assert (out / SIGNATURE).read_bytes() == (tmp_path / "again" / SIGNATURE).read_bytes()


def turned(value: Any) -> Any:
    """JSON with its keys in another order, as PostgreSQL has one of its own."""
    if isinstance(value, dict):
        return {key: turned(each) for key, each in reversed(value.items())}
    return [turned(each) for each in value] if isinstance(value, list) else value


@pytest.mark.slow
def test_in_which_order_a_database_keeps_json_makes_no_difference(
    all_dossiers: None, out: Path, tmp_path: Path
) -> None:
    manifest, count = build(out), 0
    for model in apps.get_app_config("organizations").get_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, JSONField)]
        for row in model._default_manager.all() if names else ():
            values = {name: turned(getattr(row, name)) for name in names}
            count += model._default_manager.filter(pk=row.pk).update(**values)
    assert count > 100
    assert build(tmp_path / "again") == manifest


@pytest.mark.slow
def test_it_is_of_the_day_of_its_state(iom: Organization, out: Path, tmp_path: Path, monkeypatch) -> None:
    former = build(out)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: pytest.fail("today was asked for"))
    assert build(tmp_path / "later") == former


@pytest.mark.slow
def test_former_editions_have_pages(iom: Organization, out: Path) -> None:
    TimelineEvent.objects.filter(key="externalized-borders").update(title="Borders Elsewhere")
    publish(iom)
    build(out)
    assert "edition 1" in page(out, "organizations/iom/editions/1/index.html").css_first("title").text()
    assert not (out / "organizations/iom/editions/2").exists()
    assert dead_links(out) == []


@pytest.mark.slow
def test_former_editions_themes_and_the_matrix_are_data_too(iom: Organization, out: Path) -> None:
    TimelineEvent.objects.filter(key="externalized-borders").update(title="Borders Elsewhere")
    publish(iom)
    build(out)
    former = json.loads((out / "organizations/iom/editions/1.json").read_text("utf-8"))
    assert former["version"] == 1 and "Borders Elsewhere" not in str(former)
    head = links(out, "organizations/iom/editions/1/index.html", "link[rel=alternate]")
    assert [href.rpartition("/")[2] for href in head] == ["1.json", "1.csv"]
    for name in ("themes", "matrix", "people"):
        assert links(out, f"{name}/index.html", "p.as-data a") == [f"../{name}.csv", f"../{name}.json"]
        assert json.loads((out / f"{name}.json").read_text("utf-8"))["next"] is None
    assert links(out, "index.html", "p.as-data a") == ["organizations.csv", "organizations.json"]
    assert dead_links(out) == []


@pytest.mark.slow
def test_a_theme_and_an_era_are_data_too_where_they_are_not_too_long(
    all_dossiers: None, out: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = {each.slug: each.claims.count() for each in PublishedTag.objects.all()}
    most = sorted(sizes.values())[len(sizes) // 2]
    for name in ("SIZE", "STRETCH"):
        monkeypatch.setattr(f"organizations.views.shared.data.{name}", 2)
    monkeypatch.setattr(rendering, "MAX_ROWS", most)
    build(out)
    for tag in PublishedTag.objects.all():
        stem = tag.get_absolute_url().strip("/")
        head = links(out, f"{stem}/index.html", "link[rel=alternate]")
        if sizes[tag.slug] > most:
            assert not head and not (out / f"{stem}.json").exists()
            continue
        assert head == [f"../../{stem}.json", f"../../{stem}.csv"]
        found = json.loads((out / f"{stem}.json").read_text("utf-8").replace(URL, "http://testserver"))
        asked = client.get(f"/{stem}.json?size=200").json()
        assert (found["count"], found["next"], found["tag"]) == (asked["count"], None, asked["tag"])
        assert found["results"][:200] == asked["results"]
        with (out / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(found["results"]) == found["count"]
    assert dead_links(out) == []


@pytest.mark.slow
def test_a_long_list_is_whole_in_one_file(
    all_dossiers: None, out: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {name: client.get(f"/{name}.json?size=200").json()["results"] for name in ("organizations", "people")}
    for name in ("SIZE", "MAX_ROWS", "STRETCH"):
        monkeypatch.setattr(f"organizations.views.shared.data.{name}", 2)
    build(out)
    for name, records in asked.items():
        found = json.loads((out / f"{name}.json").read_text("utf-8").replace(URL, "http://testserver"))
        assert found["next"] is None and found["count"] == len(records) > 2
        assert found["results"] == records
        with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert [row["slug"] for row in csv.DictReader(file)] == [each["slug"] for each in records]


@pytest.mark.slow
def test_the_history_of_a_dossier_and_its_timeline_are_data_too(iom: Organization, out: Path, client: Client) -> None:
    publish(iom)
    build(out)
    for name in ("history.json", "history.csv", "timeline.json"):
        answer = client.get(f"/organizations/iom/{name}")
        content = b"".join(answer) if answer.streaming else answer.content
        assert (out / "organizations/iom" / name).read_bytes().replace(URL.encode(), b"http://testserver") == content
    head = links(out, "organizations/iom/history/index.html", "link[rel=alternate]")
    assert head == ["../../../organizations/iom/history.json", "../../../organizations/iom/history.csv"]


@pytest.mark.slow
def test_a_withdrawn_dossier_is_in_the_editions_before_and_in_none_after(all_dossiers: None, out: Path) -> None:
    build(out)
    assert (out / "organizations/iom/index.html").exists()
    withdraw(Organization.objects.get(slug="iom"))
    build(out)
    assert not [name for name in files(out) if name.startswith("organizations/iom")]
    assert dead_links(out) == []


@pytest.mark.slow
def test_dossiers_that_are_as_they_were_are_not_rendered_again(
    all_dossiers: None, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(out)
    publish(Organization.objects.get(slug="iom"))
    rendered, whole = [], Renderer._dossier
    monkeypatch.setattr(Renderer, "_dossier", lambda self, one: (rendered.append(one.published.slug), whole(self, one)))
    manifest = build(out)
    assert rendered == ["iom"]
    assert build(tmp_path / "anew") == manifest


@pytest.mark.slow
def test_texts_that_the_bulk_file_has_are_not_written_again(
    all_dossiers: None, out: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = build(tmp_path / "alone")
    settings.DATA_ROOT = str(tmp_path / "data")
    call_command("build_bulk", url=URL, verbosity=0)
    monkeypatch.setattr(dossiers, "write_source", lambda dossier: pytest.fail("a text was written again"))
    assert build(out) == manifest


def test_texts_of_a_file_that_nobody_can_read_are_written(iom: Organization, out: Path, settings: Settings) -> None:
    settings.DATA_ROOT = str(out.parent)
    (out.parent / ".kept.sqlite3").write_bytes(b"no database" * 1000)
    build(out)
    assert (out / "organizations/iom.txt").is_file()


def test_dossiers_of_a_changed_edition_are_rendered_again(iom: Organization, out: Path) -> None:
    manifest = build(out)
    (out / "organizations/iom/index.html").write_text("forged", "utf-8")
    assert build(out) == manifest


def test_what_is_no_edition_is_not_replaced(iom: Organization, out: Path) -> None:
    out.mkdir()
    (out / "diary.txt").write_text("mine", "utf-8")
    with pytest.raises(CommandError, match="something else than an edition"):
        build(out)
    assert files(out) == {"diary.txt"}


def test_a_site_without_dossiers_has_none(out: Path) -> None:
    with pytest.raises(CommandError, match="Nothing is published"):
        build(out)


def test_a_full_disk_is_told(iom: Organization, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(edition, "write_manifest", full)
    with pytest.raises(CommandError, match="No space left on device"):
        build(out)
    assert not out.exists()


class Killed(BaseException):
    """The process ends here."""


class Steps:
    """Counts what a build writes and renames, and ends the process at one of them, in the middle of it."""

    def __init__(self, at: int = -1) -> None:
        self.at, self.done = at, 0

    def __enter__(self) -> "Steps":
        self.patch = pytest.MonkeyPatch()
        write, rename, replace = Path.write_bytes, Path.rename, Path.replace

        def write_half(path: Path, content: bytes) -> None:
            write(path, content[: len(content) // 2] if self.is_last() else content)
            self.end()

        def rename_unless_last(path: Path, there: Path) -> None:
            if not self.is_last():
                rename(path, there)
            self.end()

        def replace_unless_last(path: Path, there: Path) -> None:
            if not self.is_last():
                replace(path, there)
            self.end()

        self.patch.setattr(Path, "replace", replace_unless_last)
        self.patch.setattr(Path, "write_bytes", write_half)
        self.patch.setattr(Path, "rename", rename_unless_last)
        return self

    def is_last(self) -> bool:
        return self.done == self.at

    def end(self) -> None:
        self.done += 1
        if self.done > self.at >= 0:
            raise Killed

    def __exit__(self, *_error: object) -> None:
        self.patch.undo()


@pytest.mark.slow
def test_killed_at_any_of_fifty_moments_the_former_stays_whole_and_the_next_build_goes_on(
    iom: Organization, out: Path, tmp_path: Path
) -> None:
    build(out)
    publish(iom)
    shutil.copytree(out, former := tmp_path / "former")
    with Steps() as steps:
        manifest = build(out)
    for moment in [steps.done * part // 50 for part in range(50)] + [steps.done - 1]:
        shutil.rmtree(out)
        shutil.copytree(former, out)
        with Steps(moment), pytest.raises(Killed):
            build(out)
        assert not (out.exists() and differences(out)), moment
        assert build(out) == manifest, moment
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == [".edition.kept.sqlite3"]


def test_killed_behind_its_package_a_build_goes_on(iom: Organization, out: Path) -> None:
    replaced, replace = [], Path.replace

    def replace_but_what_is_kept(path: Path, there: Path) -> None:
        if there.name.endswith(".kept.sqlite3"):
            replaced.append(path)
            raise Killed
        replace(path, there)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace_but_what_is_kept)
        with pytest.raises(Killed):
            build(out)
    build(out)
    assert replaced and not differences(out)
    assert not (out / "data/.kept.sqlite3").exists()


@pytest.mark.slow
def test_what_a_killed_build_made_is_not_made_again(
    all_dossiers: None, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Steps(160), pytest.raises(Killed):
        build(out)
    asked, answer = [], asking.answer_to
    monkeypatch.setattr(rendering, "answer_to", lambda request: (asked.append(request.path), answer(request))[1])
    build(out)
    assert len(list(out.rglob("*.html"))) - len(asked) > 40


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_several_workers_make_the_same(all_dossiers: None, out: Path, tmp_path: Path) -> None:
    assert build(out, workers=2) == build(tmp_path / "alone")


def test_the_manifest_is_one_for_sha256sum(iom: Organization, out: Path) -> None:
    build(out)
    checked = subprocess.run(["sha256sum", "--quiet", "-c", MANIFEST], cwd=out, capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")
    assert {line.partition("  ")[2] for line in (out / MANIFEST).read_text("utf-8").splitlines()} == files(out) - {
        MANIFEST
    }


def test_openssl_verifies_the_signature(iom: Organization, out: Path, tmp_path: Path) -> None:
    key = key_in(tmp_path)
    build(out, key=key)
    files = ["-inkey", str(key), "-in", str(out / MANIFEST), "-sigfile", str(out / SIGNATURE)]
    subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", *files], check=True, capture_output=True)


def test_a_key_other_than_the_one_on_about_is_refused(
    iom: Organization, out: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.EDITION_KEY = "A" * 43 + "="
    with pytest.raises(CommandError, match="EDITION_KEY is another key"):
        build(out, key=key_in(tmp_path))


def test_a_file_that_is_no_key_is_refused(iom: Organization, out: Path, tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_text("no key", "utf-8")
    with pytest.raises(CommandError, match="no private key"):
        build(out, key=tmp_path / "key.pem")


def test_the_site_is_named_where_its_settings_do_not(iom: Organization, out: Path, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(CommandError, match="--url"):
        call_command("build_edition", str(out))


def test_static_files_that_were_not_collected_are_told_of_at_once(
    iom: Organization, out: Path, tmp_path: Path, settings: Settings
) -> None:
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STATIC_ROOT, settings.STORAGES = tmp_path / "static", settings.STORAGES | {"staticfiles": storage}
    with pytest.raises(CommandError, match="collectstatic"):
        build(out)
    assert list(tmp_path.iterdir()) == []


def test_about_shows_the_fingerprint(client: Client, settings: Settings) -> None:
    settings.EDITION_KEY = "A" * 43 + "="
    # What sha256sum says of 32 bytes of zero.
    assert "6668 7aad f862 bd77" in client.get("/about/").content.decode()
