"""A researcher's afternoon: find, take, count again, cite, embed, and carry all of it away to where no network is."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import bibtexparser
import pytest
from django.core.management import CommandError, call_command
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.support.sealed import build

FILTER = "theme=governance&kind=event"


@pytest.fixture
def out(all_dossiers: None, tmp_path: Path) -> Path:
    build(tmp_path / "edition")
    return tmp_path / "edition"


def number_in(words: str) -> int:
    return int(words.split()[0])


def test_an_afternoon(
    out: Path,
    page: Page,
    offline: Page,
    article: Callable[[str], str],
    live_server: object,
    tmp_path: Path,
    settings: Settings,
) -> None:
    # A filter is found, and counts.
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/explore/")
    for label in ("Event", "Governance"):
        page.get_by_label(label).check()
        expect(page.locator(".chips", has_text=label)).to_be_visible()
    count = number_in(page.locator(".count-line").inner_text())
    assert 0 < count < 50

    # What is shown is taken as CSV, and as JSON page after page.
    table = page.request.get(page.get_by_role("link", name="CSV").get_attribute("href") or "").text()
    rows = list(csv.DictReader(io.StringIO(table)))
    url, claims = page.get_by_role("link", name="JSON").get_attribute("href") or "", []
    url += "&size=3"
    while url:
        answer = page.request.get(url).json()
        claims += answer["results"]
        url = answer["next"]
    keys = [(each["organization"]["slug"], each["key"]) for each in claims]
    assert len(rows) == len(claims) == len(set(keys)) == count
    assert {(row["organization"], row["key"]) for row in rows} == set(keys)

    # All of it is taken in one file, which is whole and counts the same.
    settings.DATA_ROOT = str(tmp_path / "data")
    call_command("build_bulk", url=str(live_server), verbosity=0)
    index = page.request.get("/data/index.json").json()
    content = page.request.get(f"/data/{index['files'][0]['name']}").body()
    assert sha256(content).hexdigest() == index["files"][0]["sha256"]
    with ZipFile(io.BytesIO(content)) as archive:
        archive.extract("dossiers.sqlite3", tmp_path)
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            assert resource["hash"] == f"sha256:{sha256(archive.read(resource['path'])).hexdigest()}"
    with sqlite3.connect(tmp_path / "dossiers.sqlite3") as database:
        question = "SELECT count(*) FROM claim_tags WHERE type = 'event' AND kind = 'theme' AND slug = 'governance'"
        assert database.execute(question).fetchone() == (count,)

    # Three claims are cited, and read by a reader of BibTeX.
    cited = [f"/organizations/{slug}/claims/event-{key}/cite/" for slug, key in keys[:3]]
    library = bibtexparser.parse_string("\n".join(page.request.get(f"{each}?format=bibtex").text() for each in cited))
    assert not library.failed_blocks
    assert len({entry.key for entry in library.entries if "edition" in str(entry.fields_dict)}) >= 3

    # One is put into a page.
    page.goto(cited[0].removesuffix("cite/"))
    page.get_by_text("Embed", exact=True).click()
    code = page.locator("#embed-code").inner_text()
    page.goto(article(code))
    expect(page.frame_locator("iframe").get_by_role("heading", name=claims[0]["title"])).to_be_visible()

    # The site is carried to where no network is, and there counts the same.
    offline.goto((out / "explore/index.html").as_uri() + f"?{FILTER}")
    expect(offline.locator(".count-line")).to_have_text(f"{count} claims")

    # Nothing of it was changed, until one byte is.
    call_command("verify_edition", str(out), verbosity=0)
    changed = out / "organizations/iom/index.html"
    changed.write_bytes(changed.read_bytes().replace(b"1951", b"1952", 1))
    result = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_edition", str(out), stdout=result)
    assert result.getvalue() == "changed: organizations/iom/index.html\n"
