"""An editor changes an event, sees it as readers will, and a publisher shows it to them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

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


ADMIN = [
    "/admin/",
    "/admin/organizations/organization/",
    "/admin/organizations/organization/{pk}/change/",
    "/admin/organizations/organization/{pk}/publish/",
    "/admin/organizations/timelineevent/",
    "/admin/organizations/theme/",
    "/admin/organizations/theme/publish/",
    "/admin/organizations/revision/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_admin(
    iom: Organization, page: Page, log_in: Callable[[str], None], axe: Callable[[], list[str]], scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/admin/")
    assert axe() == []
    log_in("Publisher")
    found: dict[str, list[str]] = {}
    for address in ADMIN:
        page.goto(address.format(pk=iom.pk))
        for summary in page.locator("details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()
        if wrong := axe():
            found[address] = wrong
    assert not found, "\n".join(f"{address} {wrong}" for address, wrongs in found.items() for wrong in wrongs)
