"""A sealed edition in a real browser, from the disk and without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from organizations.exports.sealed.manifest import write_manifest
from tests.sealed import build, key_in

pytestmark = pytest.mark.browser


@pytest.fixture
def out(all_dossiers: None, tmp_path: Path) -> Path:
    build(tmp_path / "edition", key=key_in(tmp_path))
    return tmp_path / "edition"


@pytest.fixture
def offline(browser: Browser, out: Path) -> Iterator[Page]:
    """A page that may read files alone, and fails the test for any error or any request that leaves the edition."""
    context = browser.new_context(offline=True)
    page, asked, errors = context.new_page(), [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert errors == []
    assert [url for url in asked if not url.startswith(out.as_uri())] == []


def verified(page: Page, out: Path) -> list[str]:
    """What the page says of the folder."""
    page.goto((out / "verify.html").as_uri())
    page.get_by_label("Folder of the edition").set_input_files(out)
    expect(page.locator("#findings ul")).not_to_have_count(0)
    return page.locator("#findings li").all_inner_texts()


def test_a_whole_edition_is_verified_with_the_key_that_signed_it(offline: Page, out: Path) -> None:
    [fingerprint] = verified(offline, out)
    expect(offline.locator("#findings")).to_contain_text("Every file is as the manifest says")
    expect(offline.locator("main > .prose > p > code").last).to_have_text(fingerprint)


def test_what_was_changed_taken_and_added_is_named(offline: Page, out: Path) -> None:
    (out / "organizations/iom.json").write_text("{}", "utf-8")
    (out / "about/index.html").unlink()
    (out / "people/new.html").write_text("new", "utf-8")
    assert verified(offline, out)[:-1] == [
        "about/index.html: missing",
        "organizations/iom.json: changed",
        "people/new.html: added",
    ]


def test_a_manifest_made_anew_has_a_wrong_signature(offline: Page, out: Path) -> None:
    (out / "organizations/iom.json").write_text("{}", "utf-8")
    write_manifest(out)
    offline.goto((out / "verify.html").as_uri())
    offline.get_by_label("Folder of the edition").set_input_files(out)
    expect(offline.locator("#findings")).to_contain_text("The signature is wrong.")
