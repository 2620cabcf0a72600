"""An editor puts claims in order: by a drag, by one step, by a number; a dated event finds its place."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from organizations.models import Organization


@pytest.fixture
def change_page(iom: Organization, page: Page, log_in: Callable[[str], None]) -> str:
    """A publisher has IOM's page open, its events unfolded; its address."""
    log_in("Publisher")
    url = f"/admin/organizations/organization/{iom.pk}/change/"
    page.goto(url)
    unfold(page)
    return url


def unfold(page: Page) -> None:
    page.locator("#timelineevents-group > fieldset > details:not([open]) > summary").click()


def part(page: Page, number: int) -> Locator:
    """An event as it stands on the page now, the first is 0."""
    return page.locator("#timelineevents-group .inline-related:not(.empty-form)").nth(number)


def titles(page: Page) -> list[str]:
    """What the events are called, in the order that the page shows."""
    fields = page.locator("#timelineevents-group .inline-related:not(.empty-form) input[name$=title]")
    return [field.input_value() for field in fields.all()]


def kept(iom: Organization) -> list[str]:
    """What they are called, in the order that is saved."""
    return list(iom.timelineevents.values_list("title", flat=True))


def drag(page: Page, number: int, onto: int) -> None:
    """Drag an event's heading onto another's with the mouse."""
    part(page, number).locator("h3").scroll_into_view_if_needed()
    part(page, number).locator("h3").hover()
    page.mouse.down()
    for _step in range(2):
        part(page, onto).locator("h3").hover(force=True)
    page.mouse.up()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").first.click()
    page.get_by_text("was changed successfully").wait_for()


def test_a_drag_is_saved_and_reaches_readers(change_page: str, iom: Organization, page: Page) -> None:
    before = kept(iom)
    after = [*before[1:3], before[0], *before[3:]]
    drag(page, 0, onto=2)
    assert titles(page) == after
    save(page)
    page.goto(change_page)
    assert titles(page) == kept(iom) == after
    page.get_by_role("link", name="Publish", exact=True).click()
    # A hand's order is not that of the dates, which the checks name.
    page.get_by_label("Publish although the checks find errors").check()
    page.get_by_role("button", name="Publish").click()
    page.goto("/organizations/iom/")
    main = page.locator("main").inner_text()
    assert sorted(after, key=main.rindex) == after


def test_folded_to_headings_claims_are_dragged_both_ways(change_page: str, iom: Organization, page: Page) -> None:
    before = kept(iom)
    page.locator("#timelineevents-group").get_by_role("button", name="Headings only").click()
    expect(part(page, 0).locator("textarea")).not_to_be_visible()
    drag(page, 4, onto=0)
    drag(page, 0, onto=1)
    assert titles(page) == [before[0], before[4], *before[1:4]]
    drag(page, 1, onto=1)
    save(page)
    assert kept(iom) == [before[0], before[4], *before[1:4]]


def test_a_drag_that_is_called_off_changes_nothing(change_page: str, iom: Organization, page: Page) -> None:
    part(page, 0).locator("h3").hover()
    page.mouse.down()
    part(page, 1).locator("h3").hover(force=True)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert titles(page) == kept(iom)


def test_the_keyboard_goes_one_step_and_keeps_the_focus(change_page: str, iom: Organization, page: Page) -> None:
    before = kept(iom)
    up = part(page, 2).get_by_role("button", name="Up")
    up.focus()
    for _press in range(2):
        page.keyboard.press("Enter")
    expect(page.locator("#timelineevents-group .order-said")).to_have_text("Position 1 of 5")
    expect(part(page, 0).get_by_role("button", name="Up")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    save(page)
    assert kept(iom) == [before[0], before[2], before[1], *before[3:]]


def test_a_finger_taps_up_and_down_on_a_phone(
    browser: Browser, change_page: str, iom: Organization, page: Page
) -> None:
    before = kept(iom)
    phone = browser.new_context(
        base_url=page.url.removesuffix(change_page),
        storage_state=page.context.storage_state(),
        viewport={"width": 390, "height": 700},
        has_touch=True,
        is_mobile=True,
    )
    held = phone.new_page()
    held.goto(change_page)
    unfold(held)
    part(held, 2).get_by_role("button", name="Up").tap()
    part(held, 0).get_by_role("button", name="Down").tap()
    save(held)
    phone.close()
    assert kept(iom) == [before[2], before[0], before[1], *before[3:]]


def test_without_scripts_a_position_is_typed_and_saved(
    browser: Browser, change_page: str, iom: Organization, page: Page
) -> None:
    before = kept(iom)
    state, base = page.context.storage_state(), page.url.removesuffix(change_page)
    plain = browser.new_context(base_url=base, storage_state=state, java_script_enabled=False)
    sent = plain.new_page()
    sent.goto(change_page)
    unfold(sent)
    part(sent, 4).get_by_label("Position").fill("2")
    save(sent)
    plain.close()
    assert kept(iom) == [before[0], before[4], *before[1:4]]


def test_a_position_is_typed(change_page: str, iom: Organization, page: Page) -> None:
    before = kept(iom)
    part(page, 4).get_by_label("Position").fill("2")
    part(page, 4).get_by_label("Position").press("Tab")
    assert titles(page) == [before[0], before[4], *before[1:4]]
    save(page)
    assert kept(iom) == [before[0], before[4], *before[1:4]]


def test_a_new_event_finds_its_place_unless_a_hand_moves_it(change_page: str, iom: Organization, page: Page) -> None:
    before = kept(iom)
    for title in ("By its date", "By a hand"):
        page.locator("#timelineevents-group").get_by_role("button", name=re.compile("Add another")).click()
        added = page.locator("#timelineevents-group .inline-related:not(.empty-form)").last
        added.locator("input[name$=period]").fill("1980")
        added.locator("input[name$=title]").fill(title)
    part(page, 6).get_by_role("button", name="Up").click()
    part(page, 5).get_by_role("button", name="Up").click()
    save(page)
    assert kept(iom) == [before[0], "By its date", *before[1:4], "By a hand", before[4]]


def test_what_was_dragged_is_there_when_a_save_is_refused(change_page: str, iom: Organization, page: Page) -> None:
    before = kept(iom)
    drag(page, 0, onto=1)
    part(page, 4).locator("input[name$=period]").fill("once upon a time")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.locator("#timelineevents-group .errorlist")).to_be_visible()
    expect(part(page, 0).locator("input[name$=title]")).to_have_value(before[1])
    assert titles(page) == [before[1], before[0], *before[2:]]
    part(page, 4).locator("input[name$=period]").fill("2020")
    save(page)
    assert kept(iom) == [before[1], before[0], *before[2:]]
