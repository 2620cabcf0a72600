"""A sealed edition in a real browser, from the disk and without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from organizations.exports.sealed.manifest import write_manifest
from tests.browser.conftest import RULES, wrong_by
from tests.support.sealed import build, key_in


@pytest.fixture
def out(all_dossiers: None, tmp_path: Path) -> Path:
    build(tmp_path / "edition", key=key_in(tmp_path))
    return tmp_path / "edition"


PAGES = (
    *("index", "about/index", "matrix/index", "verify"),
    *("organizations/iom/index", "organizations/iom/history/index"),
    *("explore/index", "explore/event/index", "themes/index", "themes/borders/index"),
    *("people/index", "people/amy-pope/index", "sources/index"),
)


@pytest.mark.parametrize("width", [390, 1440])
def test_its_pages_pass_axe_and_fit_a_phone(browser: Browser, out: Path, width: int) -> None:
    context = browser.new_context(offline=True, bypass_csp=True, viewport={"width": width, "height": 900})
    page, wrong = context.new_page(), {}
    for name in PAGES:
        page.goto((out / f"{name}.html").as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong[name] = wrong_by(RULES, page, []) + ([f"{wide} px wide"] if wide > width else [])
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}


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
