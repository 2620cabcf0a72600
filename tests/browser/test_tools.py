"""An editor moves a claim, replaces words in a dossier, and puts themes on claims, by keyboard and on a phone too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from organizations.models import Organization, TimelineEvent

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1440, "height": 900}


@pytest.fixture
def look(page: Page, axe: Callable[[], list[str]]) -> Callable[[], None]:
    """A function that finds nothing wrong with the page: in light and dark, and no sideways scroll on a phone."""

    def run() -> None:
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
            assert axe() == []
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.set_viewport_size(DESK)

    return run


def test_words_are_replaced_where_they_are_ticked(
    iom: Organization, page: Page, log_in: Callable[[str], None], look: Callable[[], None]
) -> None:
    log_in("Editor")
    page.goto(f"/admin/organizations/organization/{iom.pk}/change/")
    page.get_by_role("link", name="Find and replace").click()
    look()
    page.get_by_label("Find").fill("1951")
    page.get_by_label("Replace by").fill("MCMLI")
    page.get_by_label("Replace by").press("Enter")
    expect(page.get_by_role("heading", name="“1951” stands in")).to_be_visible()
    expect(page.get_by_text("Cannot be replaced here")).to_be_visible()
    look()
    first = page.locator("#replace input[type=checkbox]").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).not_to_be_checked()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Replace in the ticked places").press("Enter")
    page.get_by_text("Replaced “1951” by “MCMLI”").first.wait_for()
    assert TimelineEvent.objects.filter(period="1951–1970s").exists()
    assert iom.revisions.count() == 2
