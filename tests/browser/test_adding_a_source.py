"""An editor adds a source to a claim in five actions, with scripts and without, by keyboard and on a phone."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pytest_django import Settings

from organizations.dossier.text.writer import write
from organizations.models import Fact, Organization
from organizations.store import dump_dossier

BOOK = "M. Geiger, Migration Management (Palgrave, 2010)"
PHONE = {"width": 320, "height": 640}


def add(page: Page, fact: Fact, source: str) -> None:
    """Five actions: follow the link, put in source, place and quote, press Enter."""
    page.goto(f"/admin/organizations/fact/{fact.pk}/change/")
    page.get_by_role("link", name="Add a source").click()
    expect(page.locator("#id_source")).to_be_focused()
    page.keyboard.insert_text(source)
    page.keyboard.press("Tab")
    page.keyboard.type("p. 3")
    page.keyboard.press("Tab")
    page.keyboard.type("It is so")
    page.keyboard.press("Enter")


def test_a_source_is_added_in_five_actions(
    iom: Organization, page: Page, log_in: Callable[[str], None], axe: Callable[[], list[str]]
) -> None:
    log_in("Editor")
    fact = Fact.objects.get(organization=iom, key="headquarters")
    add(page, fact, BOOK)
    page.get_by_text("1 claim has the source.").wait_for()
    assert f"[1] {BOOK}\n    Quote: “It is so”" in write(dump_dossier(iom))
    page.set_viewport_size(PHONE)
    add(page, fact, "Somebody said so")
    page.get_by_text("Nothing was added yet").wait_for()
    page.get_by_text("Also for other claims of this dossier").click()
    assert axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Add the source").click()
    page.get_by_text("1 claim has the source.").wait_for()
    iom.refresh_from_db()
    assert "Geneva, Switzerland [1, p. 3][2, p. 3]" in write(dump_dossier(iom))


def drop(page: Page, path: Path) -> None:
    """Drag a file from the desktop over the heading of a page and drop it, as the browser itself tells of a mouse."""
    box = page.locator("h1").last.bounding_box()
    assert box
    mouse = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    for name in ("dragEnter", "dragOver", "drop"):
        mouse.send("Input.dispatchDragEvent", {"type": name, "x": box["x"] + 5, "y": box["y"] + 5, "data": data})


def test_a_file_that_is_dropped_on_the_page_is_kept_with_the_source(
    iom: Organization, page: Page, log_in: Callable[[str], None], settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.7\n%%EOF")
    log_in("Editor")
    page.goto(f"/admin/organizations/fact/{Fact.objects.get(organization=iom, key='headquarters').pk}/source/")
    page.keyboard.insert_text(BOOK)
    drop(page, tmp_path / "minutes.pdf")
    expect(page.get_by_label("Copy to keep")).to_be_focused()
    page.get_by_role("button", name="Add the source").click()
    page.get_by_text("1 claim has the source.").wait_for()
    assert "Kept: minutes.pdf (sha256 " in write(dump_dossier(iom))
    assert [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*.pdf")] == [b"%PDF-1.7\n%%EOF"]


def test_a_bookmark_sends_title_address_and_the_selected_words(
    iom: Organization,
    page: Page,
    log_in: Callable[[str], None],
    axe: Callable[[], list[str]],
    console_errors: list[str],
) -> None:
    log_in("Editor")
    page.goto("/admin/organizations/source/from-browser/")
    home = page.url
    link = page.get_by_role("link", name="Add as a source")
    bookmark = link.get_attribute("href") or ""
    with page.expect_console_message():
        link.click()  # the site's policy lets no script of a link run
    assert "Content Security Policy" in console_errors.pop()
    assert page.url == home and len(page.context.pages) == 1
    assert axe() == []

    page.goto("/organizations/iom/")
    page.evaluate(
        """() => {
          for (const content of ["Lee, Ann", "Chen, Boris"]) {
            const meta = Object.assign(document.createElement("meta"), { name: "citation_author", content });
            document.head.append(meta);
          }
        }"""
    )
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.evaluate("open = (url, ...rest) => { window.opened = [url, ...rest] }")
    page.evaluate(f"void eval({bookmark.removeprefix('javascript:')!r})")
    url, *window = page.evaluate("window.opened")
    assert url.startswith(home) and window == ["_blank", "noopener"]

    page.set_viewport_size(PHONE)
    page.goto(url)
    page.get_by_label("Organization").fill("iom")
    page.get_by_label("Words of the claim").fill("headquarters")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="For which claim?").wait_for()
    assert axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Headquarters").click()
    expect(page.get_by_label("Quote")).to_have_value("International Organization for Migration (IOM)")
    source = page.locator("#id_source").input_value()
    assert source.startswith("“International Organization for Migration") and source.endswith(
        "/organizations/iom/\nAuthor: Lee, Ann; Chen, Boris"
    )
    page.get_by_role("button", name="Add the source").click()
    page.get_by_text("1 claim has the source.").wait_for()
