"""An editor types: nothing is lost to a crash, a log-out or a slip; the keyboard saves, previews and publishes."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Page, expect

from organizations.models import Organization

HEADLINE = "Second title line"


@pytest.fixture
def change_page(iom: Organization, page: Page, log_in: Callable[[str], None]) -> str:
    """A publisher has IOM's page open; its address."""
    log_in("Publisher")
    url = f"/admin/organizations/organization/{iom.pk}/change/"
    page.goto(url)
    return url


def type_headline(page: Page, words: str) -> None:
    """Type, and wait until the browser keeps it."""
    page.get_by_label(HEADLINE).fill(words)
    page.wait_for_function("words => Object.values(localStorage).some(kept => kept.includes(words))", arg=words)


def test_what_was_typed_before_a_crash_is_taken_up_again(
    change_page: str, iom: Organization, page: Page, axe: Callable[[], list[str]]
) -> None:
    group = page.locator("#timelineevents-group")
    group.locator("details > summary").first.click()
    group.get_by_role("button", name=re.compile("Add another")).click()
    added = group.locator(".inline-related:not(.empty-form)").last
    added.locator("input[name$=period]").fill("2024")
    added.locator("input[name$=title]").fill("Typed anew")
    type_headline(page, "Typed for an hour")
    after = page.context.new_page()
    page.close(run_before_unload=False)
    after.goto(change_page)
    expect(after.get_by_text("You typed something here that was not saved:")).to_be_visible()
    after.get_by_role("button", name="Take it up again").click()
    expect(after.get_by_label(HEADLINE)).to_have_value("Typed for an hour")
    expect(after.locator("#timelineevents-group input[value='Typed anew']")).to_have_count(1)
    after.get_by_role("button", name="Save and continue editing").first.click()
    after.get_by_text("was changed successfully").wait_for()
    assert iom.timelineevents.filter(title="Typed anew").exists()
    expect(after.get_by_text("You typed something here")).not_to_be_visible()
    after.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('dossier'))")


@pytest.mark.parametrize("goes_on", [True, False])
def test_what_is_typed_before_the_scripts_came_is_kept_too(
    change_page: str, page: Page, hold: Callable[[Page, re.Pattern[str]], Callable[[], None]], goes_on: bool
) -> None:
    arrive = hold(page, re.compile("/(drafts|place)[.]"))
    page.goto(change_page, wait_until="commit")
    page.get_by_label(HEADLINE).fill("Early")
    arrive()
    page.wait_for_load_state()
    if goes_on:
        page.keyboard.press("End")
        page.keyboard.type(" bird")
    words = "Early bird" if goes_on else "Early"
    page.wait_for_function("words => Object.values(localStorage).some(kept => kept.includes(words))", arg=words)


def test_a_draft_is_thrown_away_for_good(change_page: str, page: Page, axe: Callable[[], list[str]]) -> None:
    type_headline(page, "No good")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(change_page)
    assert axe() == []
    when = re.compile(r"^\d{1,2} [A-Z][a-z]+ 20\d\d, \d\d:\d\d UTC$")
    expect(page.locator(".draft-offer strong")).to_have_text(when)
    page.get_by_role("button", name="Throw it away").click()
    page.goto(change_page)
    expect(page.get_by_label(HEADLINE)).not_to_have_value("No good")
    expect(page.get_by_text("You typed something here")).not_to_be_visible()


def test_the_page_warns_before_what_was_typed_is_left(change_page: str, page: Page) -> None:
    asked: list[Dialog] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_label(HEADLINE).click()
    page.get_by_role("link", name="Dossiers", exact=True).first.click()
    page.wait_for_url("/admin/")
    assert asked == []
    page.goto(change_page)
    page.get_by_label(HEADLINE).fill("Not saved")
    page.get_by_role("link", name="Dossiers", exact=True).first.click()
    assert [each.type for each in asked] == ["beforeunload"]
    expect(page.get_by_label(HEADLINE)).to_have_value("Not saved")


def test_a_save_after_a_log_out_loses_nothing(
    change_page: str, iom: Organization, page: Page, axe: Callable[[], list[str]], console_errors: list[str]
) -> None:
    page.get_by_label(HEADLINE).fill("Typed for an hour")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_role("heading", name="You were logged out")).to_be_visible()
    assert "403" in console_errors.pop()
    assert axe() == []
    page.get_by_label("Username").fill("publisher")
    page.get_by_label("Password").fill("correct-horse-9")
    page.get_by_role("button", name="Log in and go on").click()
    page.get_by_text("was changed successfully").wait_for()
    iom.refresh_from_db()
    assert iom.headline == "Typed for an hour"


def test_the_keyboard_saves_previews_and_publishes(change_page: str, iom: Organization, page: Page) -> None:
    page.get_by_label(HEADLINE).fill("By the keyboard")
    page.keyboard.press("Control+s")
    page.get_by_text("was changed successfully").wait_for()
    page.wait_for_load_state()
    iom.refresh_from_db()
    assert iom.headline == "By the keyboard"
    page.locator("#timelineevents-group details > summary").first.click()
    body = page.locator("#timelineevents-group textarea[name$=body]").first
    body.fill("Written in the Markdown editor.")
    page.keyboard.press("Control+p")
    expect(page.get_by_text("This is a preview")).to_be_visible()
    expect(page.get_by_text("Written in the Markdown editor.")).to_be_visible()
    page.get_by_role("link", name="Go on editing").click()
    page.wait_for_url(f"**{change_page}")
    page.get_by_label(HEADLINE).press("Control+Enter")
    expect(page.get_by_role("heading", name="Publish")).to_be_visible()


def test_two_editors_see_each_other(change_page: str, page: Page, someone: Callable[[str], Page]) -> None:
    second = someone("Editor")
    second.goto(change_page)
    expect(second.get_by_text("publisher has this dossier open too")).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("editor has this dossier open too")).to_be_visible()
    second.get_by_label(HEADLINE).fill("Theirs")
    second.get_by_role("button", name="Save", exact=True).first.click()
    second.get_by_text("was changed successfully").wait_for()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("editor saved it at")).to_be_visible()
    expect(page.get_by_text("editor has this dossier open too")).not_to_be_visible()
