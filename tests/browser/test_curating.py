"""An editor moves a claim, replaces words in a dossier, and puts themes on claims, by keyboard and on a phone too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from organizations.dossier.changes.moving import put_in, recast, taken_out
from organizations.dossier.document import SectionKind
from organizations.models import Organization, Program, Theme, TimelineEvent
from organizations.publishing import publish
from organizations.store import dump_dossier, load_dossier

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


def test_an_event_that_is_really_a_program_is_moved_and_found(
    iom: Organization, page: Page, log_in: Callable[[str], None], look: Callable[[], None]
) -> None:
    log_in("Editor")
    event = TimelineEvent.objects.get(key="externalized-borders")
    page.goto(f"/admin/organizations/timelineevent/{event.pk}/change/")
    page.get_by_role("link", name="Move", exact=True).click()
    page.get_by_label("Kind").wait_for()
    look()
    page.get_by_label("Kind").select_option("programs")
    page.get_by_role("button", name="Show what each will be").click()
    expect(page.get_by_label("Title")).to_have_value("Externalized Borders (2016–Present)")
    look()
    page.get_by_label("Title").fill("Borders Abroad (2016–Present)")
    page.get_by_role("button", name="Move", exact=True).click()
    page.get_by_text("1 claim was moved.").wait_for()
    expect(page.get_by_label("Title")).to_have_value("Borders Abroad (2016–Present)")
    page.get_by_role("link", name="Move", exact=True).click()
    page.get_by_label("Kind").select_option("timeline")
    page.get_by_role("button", name="Show what each will be").click()
    expect(page.get_by_label("Period")).to_have_value("2016–Present")
    page.get_by_label("Period").fill("whenever")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(".errorlist")).to_contain_text("cannot be read as a period")
    look()
    page.get_by_label("Period").fill("2016–Present")
    page.get_by_label("Period").press("Enter")
    expect(page.get_by_text("2016–Present: Borders Abroad")).to_be_visible()
    page.get_by_role("button", name="Move", exact=True).click()
    page.get_by_text("1 claim was moved.").wait_for()
    event = TimelineEvent.objects.get(key="externalized-borders")
    assert (event.title, event.period) == ("Borders Abroad", "2016–Present")


def test_the_old_address_of_a_moved_claim_leads_to_it(iom: Organization, page: Page) -> None:
    key = "externalized-borders"
    rest, event = taken_out(dump_dossier(iom), SectionKind.TIMELINE, key)
    dossier, _program = put_in(rest, SectionKind.PROGRAMS, recast(event, SectionKind.PROGRAMS))
    publish(load_dossier(dossier, slug="iom"))
    page.goto(f"/organizations/iom/#event-{key}")
    page.wait_for_url(f"**/organizations/iom/#program-{key}")
    expect(page.locator(f"#program-{key}")).to_be_in_viewport()


def test_words_are_replaced_where_they_are_ticked(
    iom: Organization, page: Page, log_in: Callable[[str], None], look: Callable[[], None]
) -> None:
    log_in("Editor")
    page.goto(f"/admin/organizations/organization/{iom.pk}/change/")
    page.get_by_role("link", name="Find and replace").click()
    page.get_by_label("Replace by").wait_for()
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


def test_a_theme_is_put_on_what_a_list_selects(
    iom: Organization, page: Page, log_in: Callable[[str], None], look: Callable[[], None]
) -> None:
    log_in("Editor")
    theme = Theme.objects.get(slug="returns")
    page.goto("/admin/organizations/program/")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("theme_selected")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("button", name="Change the themes").wait_for()
    look()
    page.get_by_role("group", name=theme.name).get_by_label("Add").check()
    page.get_by_role("button", name="Change the themes").click()
    page.get_by_text("claims have their themes.").wait_for()
    assert Program.objects.filter(themes=theme).count() == Program.objects.count()
    assert iom.revisions.count() == 2


def test_the_tools_work_without_scripts(
    iom: Organization, page: Page, log_in: Callable[[str], None], live_server: object
) -> None:
    log_in("Editor")
    assert page.context.browser
    plain = page.context.browser.new_context(
        base_url=str(live_server), java_script_enabled=False, storage_state=page.context.storage_state()
    ).new_page()
    event = TimelineEvent.objects.get(key="externalized-borders")
    plain.goto(f"/admin/organizations/timelineevent/move/?claim={event.pk}")
    plain.get_by_label("Kind").select_option("programs")
    plain.get_by_role("button", name="Show what each will be").click()
    plain.get_by_role("button", name="Move", exact=True).click()
    plain.get_by_text("1 claim was moved.").wait_for()
    assert Program.objects.filter(key=event.key).exists()
    plain.goto(f"/admin/organizations/organization/{iom.pk}/replace/")
    plain.get_by_label("Find").fill("Externalized")
    plain.get_by_role("button", name="Show every place").click()
    plain.get_by_role("button", name="Replace in the ticked places").click()
    plain.get_by_text("Replaced “Externalized” by “”").first.wait_for()
    assert Program.objects.get(key=event.key).title == "Borders (2016–Present)"
    plain.context.close()
