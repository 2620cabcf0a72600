"""The reading desk is worked by keyboard alone: a section is named, a date put right, the dossier made."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from organizations.models import Organization, TimelineEvent

IMPORT = "/admin/organizations/organization/import/"
TEXT = """# Harbour League

## Odds and ends

Boats of two harbours at a time.

## Timeline

- **1951** – Eleven harbours sign a charter
- **31 February 1957** – The secretariat moves to Northport
"""
MAX_TABS = 150
FOCUSED = """() => { const at = document.activeElement;
    const block = at.closest('.blocks > li');
    return [at.labels?.[0]?.textContent ?? at.textContent, block?.textContent ?? ''].map((words) => words.trim()); }"""


def tab_to(page: Page, name: str, block: str = "") -> None:
    """Press Tab until what has that name has the focus, within the block that shows these words."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        label, around = page.evaluate(FOCUSED)
        if label.startswith(name) and block in around:
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_the_desk_is_worked_by_keyboard_alone(vocabulary: None, page: Page, log_in: Callable[[str], None]) -> None:
    log_in("Editor")
    page.goto(IMPORT)
    page.locator("#id_text").focus()
    page.keyboard.insert_text(TEXT)
    tab_to(page, "Show how it is read")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The source, and what it became").wait_for()
    tab_to(page, "This is", "Odds and ends")
    page.keyboard.type("Prog")
    tab_to(page, "Read again", "Odds and ends")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("“Odds and ends”")
    page.wait_for_function(f"() => ({FOCUSED})()[1].includes('Odds and ends')")  # who said something goes on there
    expect(page.get_by_role("status").filter(has_text="Read again")).to_contain_text("2 events")
    tab_to(page, "Date", "The secretariat moves")
    page.keyboard.type("28 February 1957")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen")).to_contain_text("date: 28 February 1957")
    expect(page.locator(":focus")).to_have_value("28 February 1957")
    page.keyboard.press("Shift+Tab")
    while not page.evaluate(FOCUSED)[0].startswith("Undo"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen li")).to_have_count(1)
    page.wait_for_function(f"() => ({FOCUSED})()[0].startsWith('Undo')")  # the next may be undone there
    tab_to(page, "Date", "The secretariat moves")
    page.keyboard.type("28 February 1957")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen li")).to_have_count(2)
    tab_to(page, "Create dossier")
    page.keyboard.press("Enter")
    page.get_by_text("Readers see it when it is published").wait_for()
    assert Organization.objects.get().name == "Harbour League"
    assert TimelineEvent.objects.filter(period="28 February 1957").count() == 1
