"""A claim is cited: its citation is copied by a button, and without script it is there to be selected."""

from playwright.sync_api import Browser, BrowserContext, expect

from organizations.models import Organization

PAGE = "/organizations/iom/claims/fact-headquarters/cite/"


def test_a_citation_is_copied_with_claim_edition_and_address(iom: Organization, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(PAGE)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").text_content()
    assert "edition 1" in copied and copied.endswith("/organizations/iom/editions/1/#fact-headquarters")


def test_where_the_clipboard_refuses_the_words_are_selected(iom: Organization, context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.goto(PAGE)
    page.get_by_role("button", name="Copy").click()
    page.wait_for_function("() => getSelection().toString().includes('edition 1')")


def test_without_script_there_is_no_button_that_does_nothing(
    iom: Organization, browser: Browser, live_server: object
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGE)
    expect(page.get_by_role("button", name="Copy", include_hidden=True)).to_be_hidden()
    expect(page.locator("#citation")).to_contain_text("edition 1")
    context.close()
