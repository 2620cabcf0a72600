"""After a save an editor is where they were: the groups open, the claim in view, the focus in its field."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from organizations.models import Organization

EVENTS = "#timelineevents-group"
PROGRAMS = "#programs-group"


@pytest.fixture
def change_page(iom: Organization, page: Page, log_in: Callable[[str], None]) -> str:
    """A publisher has IOM's page open; its address."""
    log_in("Publisher")
    url = f"/admin/organizations/organization/{iom.pk}/change/"
    page.goto(url)
    return url


def unfold(page: Page, group: str) -> None:
    page.locator(f"{group} > fieldset > details:not([open]) > summary").click()


def save(page: Page, button: str = "Save and continue editing") -> None:
    page.get_by_role("button", name=button, exact=True).last.click()
    page.get_by_text("was changed successfully").wait_for()


def is_open(page: Page, group: str) -> bool:
    return page.locator(f"{group} > fieldset > details[open]").count() == 1


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, {"width": 390, "height": 700}])
def test_what_was_edited_is_in_view_and_has_the_focus(change_page: str, page: Page, size: dict[str, int]) -> None:
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    unfold(page, EVENTS)
    unfold(page, PROGRAMS)
    field = page.locator("#id_timelineevents-3-title")
    field.fill("Edited")
    save(page)
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(field).to_have_value("Edited")
    assert is_open(page, EVENTS)
    assert is_open(page, PROGRAMS)
    assert not is_open(page, "#facts-group")


def test_an_event_that_takes_another_place_is_followed_there(change_page: str, page: Page) -> None:
    unfold(page, EVENTS)
    page.locator("#id_timelineevents-0-period").fill("2030")
    page.keyboard.press("Control+s")
    page.get_by_text("was changed successfully").wait_for()
    expect(page.locator("#id_timelineevents-4-period")).to_be_focused()
    expect(page.locator("#id_timelineevents-4-period")).to_be_in_viewport()
    expect(page.locator("#id_timelineevents-4-period")).to_have_value("2030")


def test_a_new_claim_is_in_view_once_it_is_saved(change_page: str, page: Page) -> None:
    unfold(page, EVENTS)
    page.locator(EVENTS).get_by_role("button", name=re.compile("Add another")).click()
    page.locator("#id_timelineevents-5-period").fill("1980")
    page.locator("#id_timelineevents-5-title").fill("New")
    save(page)
    expect(page.locator("#id_timelineevents-1-title")).to_have_value("New")
    expect(page.locator("#id_timelineevents-1-title")).to_be_focused()
    expect(page.locator("#id_timelineevents-1-title")).to_be_in_viewport()


def test_a_refused_save_shows_what_is_wrong(change_page: str, page: Page) -> None:
    unfold(page, EVENTS)
    unfold(page, PROGRAMS)
    page.locator("#id_timelineevents-2-period").fill("once upon a time")
    page.locator("#id_programs-0-title").fill("Edited")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator("#id_timelineevents-2-period")).to_be_focused()
    expect(page.locator("#id_timelineevents-2-period")).to_be_in_viewport()
    assert is_open(page, PROGRAMS)


def test_who_comes_back_from_the_preview_is_where_they_were(change_page: str, page: Page) -> None:
    unfold(page, PROGRAMS)
    page.locator("#id_programs-2-title").fill("Edited")
    page.get_by_role("button", name="Save and preview").first.click()
    page.get_by_role("link", name="Go on editing").click()
    expect(page.locator("#id_programs-2-title")).to_be_focused()
    expect(page.locator("#id_programs-2-title")).to_be_in_viewport()


def test_a_page_that_is_opened_has_the_first_focus_in_its_first_field(change_page: str, page: Page) -> None:
    expect(page.get_by_label("Title line:", exact=True)).to_be_focused()
    unfold(page, EVENTS)
    page.locator("#id_timelineevents-3-title").fill("Edited")
    save(page, "Save")
    page.goto(change_page)
    expect(page.get_by_label("Title line:", exact=True)).to_be_focused()
    assert not is_open(page, EVENTS)
    page.goto("/admin/organizations/organization/add/")
    expect(page.get_by_label("Title line:", exact=True)).to_be_focused()
    page.goto("/admin/organizations/theme/add/")
    expect(page.get_by_label("Name:", exact=True)).to_be_focused()


def test_a_draft_that_is_taken_up_is_open_and_nothing_is_red(change_page: str, page: Page, iom: Organization) -> None:
    unfold(page, EVENTS)
    page.locator("#id_timelineevents-3-title").fill("Typed for an hour")
    page.get_by_label("Closing line").evaluate("element => element.closest('details').open = true")
    page.get_by_label("Closing line").fill("Typed at the end")
    page.wait_for_function(
        "words => Object.values(localStorage).some(kept => kept.includes(words))", arg="Typed at the end"
    )
    after = page.context.new_page()
    page.close(run_before_unload=False)
    after.goto(change_page)
    after.get_by_role("button", name="Take it up again").click()
    expect(after.get_by_text("This is what you had typed. It is not saved yet.")).to_be_visible()
    expect(after.locator("#id_timelineevents-3-title")).to_be_visible()
    expect(after.get_by_label("Closing line")).to_be_visible()
    expect(after.locator(".errornote, .errorlist")).to_have_count(0)
    assert not is_open(after, PROGRAMS)
    assert not iom.timelineevents.filter(title="Typed for an hour").exists()
