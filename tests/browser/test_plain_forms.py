"""What is typed into a plain form of the admin outlives a crash, is filled in again, and is let go once it is taken."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from organizations.editing import record
from organizations.models import Organization, Review

NONE_KEPT = "() => !Object.keys(localStorage).some(key => key.startsWith('dossier'))"
"""To be waited for: a script that comes after the words of a page lets the draft go."""


def keep(page: Page, label: str, words: str) -> None:
    """Type, and wait until the browser keeps it."""
    page.get_by_label(label).fill(words)
    last = words.splitlines()[-1]
    page.wait_for_function("words => Object.values(localStorage).some(kept => kept.includes(words))", arg=last)


@pytest.fixture
def comment_page(iom: Organization, page: Page, log_in: Callable[[str], None]) -> str:
    """The page on which an editor submits IOM, which has changed; its URL."""
    iom.headline = "Another headline"
    iom.save()
    record(iom)
    log_in("Editor")
    return f"/admin/organizations/organization/{iom.pk}/step/submit/"


def test_a_comment_is_filled_in_again_after_a_crash(
    comment_page: str, page: Page, axe: Callable[[], list[str]], console_errors: list[str]
) -> None:
    page.goto(comment_page)
    keep(page, "Comment", "Please look\nat the year")
    after = page.context.new_page()
    page.close(run_before_unload=False)
    after.goto(comment_page)
    after.get_by_role("button", name="Take it up again").click()
    expect(after.get_by_label("Comment")).to_have_value("Please look\nat the year")
    after.get_by_role("button", name="Submit for review").click()
    after.get_by_text("Submitted: a publisher acts next.").wait_for()
    assert Review.objects.get().comment.splitlines() == ["Please look", "at the year"]
    after.wait_for_function(NONE_KEPT)


def test_a_comment_outlives_a_log_out(comment_page: str, page: Page, console_errors: list[str]) -> None:
    page.goto(comment_page)
    keep(page, "Comment", "Please look")
    Session.objects.all().delete()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("heading", name="You were logged out")).to_be_visible()
    assert "403" in console_errors.pop()
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("correct-horse-9")
    page.get_by_role("button", name="Log in and go on").click()
    page.get_by_text("Submitted: a publisher acts next.").wait_for()
    assert Review.objects.get().comment == "Please look"
    page.wait_for_function(NONE_KEPT)


def test_a_text_to_import_is_kept_until_the_site_has_it(
    iom: Organization, iom_text: str, page: Page, log_in: Callable[[str], None], axe: Callable[[], list[str]]
) -> None:
    log_in("Editor")
    url = f"/admin/organizations/organization/{iom.pk}/import/"
    page.goto(url)
    keep(page, "Text", iom_text.replace("Expansion Beyond Europe", "From the text"))
    after = page.context.new_page()
    page.close(run_before_unload=False)
    after.goto(url)
    after.get_by_role("button", name="Take it up again").click()
    after.get_by_role("button", name="Show how it is read").click()
    after.get_by_role("heading", name="The source, and what it became").wait_for()
    after.wait_for_function(NONE_KEPT)
    after.get_by_role("button", name="Show what changes").click()
    after.get_by_role("button", name="Import", exact=True).click()
    after.get_by_text("Readers see it when it is published").wait_for()
    assert iom.timelineevents.filter(title="From the text").exists()
    after.wait_for_function(NONE_KEPT)


def test_a_draft_of_a_comment_is_thrown_away(comment_page: str, page: Page, axe: Callable[[], list[str]]) -> None:
    page.goto(comment_page)
    keep(page, "Comment", "No good")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(comment_page)
    assert axe() == []
    page.get_by_role("button", name="Throw it away").click()
    page.goto(comment_page)
    expect(page.get_by_text("You typed something here")).not_to_be_visible()
