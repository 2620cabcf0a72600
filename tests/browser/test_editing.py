"""An editor changes an event, sees it as readers will, and a publisher shows it to them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from organizations.editing import record
from organizations.models import Organization, TimelineEvent


def open_event(page: Page, iom: Organization) -> Locator:
    """The first event's form on the dossier's page, opened."""
    page.goto(f"/admin/organizations/organization/{iom.pk}/change/")
    group = page.locator("#timelineevents-group")
    group.locator("details > summary").first.click()
    return group.locator(".inline-related").first


def test_an_event_is_edited_previewed_published_and_read(
    iom: Organization, page: Page, log_in: Callable[[str], None]
) -> None:
    log_in("Publisher")
    event = open_event(page, iom)
    body = event.locator("textarea[name$=body]")
    body.click()
    body.fill("Written **anew** by <b>hand</b>.")
    expect(event.locator(".markdownx-preview strong")).to_have_text("anew")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("Unpublished changes: readers still see an earlier revision.")).to_be_visible()

    page.goto("/organizations/iom/")
    assert "Written anew" not in page.locator("main").inner_text()
    page.go_back()

    page.get_by_role("link", name="Publish", exact=True).click()
    expect(page.get_by_text("1 change since readers last saw it")).to_be_visible()
    page.get_by_label("Note").fill("Said better")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: readers see the dossier as it is here.")).to_be_visible()
    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_text("Written anew by")).to_be_visible()


@pytest.mark.slow
def test_a_new_event_has_a_live_preview_too_and_its_period_is_explained(
    iom: Organization, page: Page, log_in: Callable[[str], None]
) -> None:
    log_in("Editor")
    open_event(page, iom)
    group = page.locator("#timelineevents-group")
    group.get_by_role("button", name=re.compile("Add another")).click()
    added = group.locator(".inline-related:not(.empty-form)").last
    added.locator("input[name$=period]").fill("2016–1999")
    added.locator("input[name$=title]").fill("Backwards")
    added.locator("textarea[name$=body]").click()
    added.locator("textarea[name$=body]").fill("*slanted*")
    expect(added.locator(".markdownx-preview em")).to_have_text("slanted")
    page.get_by_role("button", name="Save", exact=True).first.click()
    error = page.locator("#timelineevents-group .errorlist")
    expect(error.first).to_contain_text("2016")
    assert not TimelineEvent.objects.filter(title="Backwards").exists()
    page.locator("#timelineevents-group .inline-related:not(.empty-form)").last.locator("input[name$=period]").fill(
        "early 1990s"
    )
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.locator("#timelineevents-group")).to_contain_text("Starts between 1 January 1990")
    expect(page.get_by_role("link", name="Publish", exact=True)).to_have_count(0)


@pytest.mark.slow
@pytest.mark.on_postgresql
def test_two_editors_at_once_lose_nothing(
    iom: Organization,
    page: Page,
    log_in: Callable[[str], None],
    someone: Callable[[str], Page],
    axe: Callable[[], list[str]],
    console_errors: list[str],
) -> None:
    log_in("Publisher")
    url = f"/admin/organizations/organization/{iom.pk}/change/"
    page.goto(url)
    second = someone("Editor")
    second.goto(url)
    second.get_by_label("Second title line").fill("Theirs")
    second.get_by_label("Acronym").fill("IOM2")
    second.get_by_role("button", name="Save", exact=True).first.click()
    second.get_by_text("was changed successfully").wait_for()
    page.get_by_label("Second title line").fill("Mine")
    page.get_by_label("Closing line").evaluate("element => element.closest('details').open = true")
    page.get_by_label("Closing line").fill("The end")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", name="Somebody else changed the same")).to_be_visible()
    assert len(console_errors) == 1
    assert "409" in console_errors.pop()
    assert axe() == []
    page.get_by_label("Keep yours").check()
    page.get_by_role("button", name="Save what I chose").click()
    page.get_by_text("was changed successfully").wait_for()
    iom.refresh_from_db()
    assert (iom.headline, iom.acronym, iom.closing) == ("Mine", "IOM2", "The end")


@pytest.mark.slow
def test_a_text_with_a_conflict_is_decided_in_the_admin(
    iom: Organization, iom_text: str, page: Page, log_in: Callable[[str], None], axe: Callable[[], list[str]]
) -> None:
    event = iom.timelineevents.get(key="expansion-beyond-europe")
    event.title = "Mine"
    event.save()
    record(iom)
    log_in("Editor")
    page.goto(f"/admin/organizations/organization/{iom.pk}/import/")
    page.locator("#id_text").fill(iom_text.replace("Expansion Beyond Europe", "From the text"))
    page.get_by_role("button", name="Show how it is read").click()
    expect(page.get_by_role("heading", name="The source, and what it became")).to_be_visible()
    assert axe() == []
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_label("Take the text's").check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("Readers see it when it is published").wait_for()
    event.refresh_from_db()
    assert event.title == "From the text"
