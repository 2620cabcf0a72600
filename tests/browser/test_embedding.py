"""A claim in a frame on a page of another site: seen without script, it leads the whole page here; nothing else is."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from organizations.models import Organization

CLAIM = "/organizations/iom/claims/event-externalized-borders/"


@pytest.fixture
def without_script(browser: Browser, live_server: object) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False)
    yield context
    context.close()


def offered_code(context: BrowserContext) -> str:
    """The code that the page of the claim offers, as a reader selects it."""
    page = context.new_page()
    page.goto(CLAIM)
    page.get_by_text("Embed", exact=True).click()
    return page.locator("#embed-code").inner_text()


def test_the_card_is_seen_and_leads_to_the_claim(
    iom: Organization, without_script: BrowserContext, article: Callable[[str], str], live_server: object
) -> None:
    url = article(offered_code(without_script))
    page = without_script.new_page()
    page.goto(url)
    card = page.frame_locator("iframe")
    expect(card.get_by_role("heading", name="Externalized Borders")).to_be_visible()
    expect(card.get_by_text("edition 1")).to_contain_text("0 sources")
    # Its own styles came along, although a sandboxed frame has no origin.
    expect(card.locator("body")).to_have_css("border-inline-start-width", "4px")
    card.get_by_role("link", name="Read it at localhost").click()
    page.wait_for_url(f"{live_server}{CLAIM}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Externalized Borders")


def test_the_code_fits_into_an_article_on_a_phone(
    iom: Organization, without_script: BrowserContext, article: Callable[[str], str]
) -> None:
    url = article(f'<meta name="viewport" content="width=device-width">{offered_code(without_script)}')
    page = without_script.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(url)
    box = page.locator("iframe").bounding_box()
    assert box and box["width"] < 390


@pytest.mark.parametrize("url", [CLAIM, "/organizations/iom/", "/admin/login/"])
def test_no_other_page_is_shown_in_a_frame(
    iom: Organization,
    page: Page,
    article: Callable[[str], str],
    live_server: object,
    console_errors: list[str],
    url: str,
) -> None:
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(article(f'<iframe src="{live_server}{url}"></iframe>'))
    # A refused frame shows the browser's own page of errors, some moments after its parent has loaded.
    expect(page.frame_locator("iframe").locator("#main-frame-error")).to_be_attached()
    console_errors.clear()


def test_axe_finds_nothing_in_a_card_and_it_fits_a_phone(
    iom: Organization, page: Page, axe: Callable[[], list[str]], in_the_dark: Callable[[], list[str]]
) -> None:
    for url in (f"{CLAIM}embed/", CLAIM):
        page.set_viewport_size({"width": 320, "height": 260})
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert axe() + in_the_dark() == []
