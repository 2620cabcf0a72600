"""The way of a dossier, walked by editor, publisher and reader in browsers of their own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from playwright.sync_api import Page, expect

from organizations.models import Organization, Revision, Schedule

HEADLINE = "Second title line"
PAGE = "/organizations/iom/"
Someone = Callable[..., Page]


@pytest.fixture
def admin(iom: Organization) -> str:
    """The address of IOM in the admin, without what stands behind it."""
    return f"/admin/organizations/organization/{iom.pk}/"


def save(page: Page, **fields: str) -> None:
    """Fill fields, named by their labels, of the page that is open, and save it."""
    for label, words in fields.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Save and continue editing").first.click()
    page.get_by_text("was changed successfully").wait_for()


def take(page: Page, step: str, label: str = "", words: str = "") -> None:
    """Take a step of the dossier whose page is open."""
    page.get_by_role("link", name=step, exact=True).first.click()
    if label:
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name=step, exact=True).click()
    page.locator(".messagelist").wait_for()


@pytest.mark.on_postgresql
def test_a_draft_is_previewed_reviewed_sent_back_and_published(admin: str, someone: Someone) -> None:
    editor, publisher, reader = someone("Editor"), someone("Publisher"), someone()
    editor.goto(f"{admin}change/")
    save(editor, **{HEADLINE: "A first attempt"})
    secret = editor.get_by_role("link", name="Secret link to the preview").get_attribute("href")
    editor.get_by_role("link", name="Preview", exact=True).click()
    expect(editor.get_by_text("A first attempt")).to_be_visible()

    reader.goto(str(secret))
    expect(reader.get_by_text("This is a preview")).to_be_visible()
    expect(reader.get_by_text("A first attempt")).to_be_visible()
    reader.goto(PAGE)
    expect(reader.get_by_text("A first attempt")).to_have_count(0)

    editor.goto(f"{admin}change/")
    take(editor, "Submit for review", "Comment", "Is this better?")
    publisher.goto("/admin/")
    expect(publisher.get_by_text("Is this better?")).to_be_visible()
    publisher.locator(".desk").get_by_role("link", name="International Organization").first.click()
    take(publisher, "Send back", "Comment", "Name the year")

    editor.goto("/admin/")
    expect(editor.get_by_role("heading", name="Sent back to you")).to_be_visible()
    expect(editor.get_by_text("Name the year")).to_be_visible()
    editor.goto(f"{admin}change/")
    save(editor, **{HEADLINE: "A second attempt, 1951"})
    take(editor, "Submit for review", "Comment", "Named")
    publisher.goto(f"{admin}change/")
    take(publisher, "Publish", "Note", "Fine")
    reader.goto(PAGE)
    expect(reader.get_by_text("A second attempt, 1951")).to_be_visible()


@pytest.mark.slow
def test_a_schedule_is_kept_for_readers(admin: str, someone: Someone) -> None:
    publisher, reader = someone("Publisher"), someone()
    publisher.goto(f"{admin}change/")
    save(publisher, **{HEADLINE: "Of the new year"})
    take(publisher, "Publish at a time", "At:", "2090-01-01T08:00")
    save(publisher, **{HEADLINE: "Not yet for readers"})
    call_command("publish_scheduled")
    reader.goto(PAGE)
    expect(reader.get_by_text("Of the new year")).to_have_count(0)
    Schedule.objects.update(due_at=F("due_at") - timedelta(days=100 * 366))
    call_command("publish_scheduled")
    reader.goto(PAGE)
    expect(reader.get_by_text("Of the new year")).to_be_visible()
    expect(reader.get_by_text("Not yet for readers")).to_have_count(0)


@pytest.mark.slow
def test_who_comes_to_a_withdrawn_dossier_is_told_why(admin: str, someone: Someone) -> None:
    publisher, reader = someone("Publisher"), someone()
    publisher.goto(f"{admin}change/")
    take(publisher, "Withdraw", "Note for readers", "Its facts are in dispute.")
    answer = reader.goto(PAGE)
    assert answer and answer.status == 410
    expect(reader.get_by_text("Its facts are in dispute.")).to_be_visible()


@pytest.mark.slow
def test_the_past_is_compared_and_put_back(admin: str, iom: Organization, someone: Someone) -> None:
    editor = someone("Editor")
    before = iom.headline
    event = iom.timelineevents.get(key="expansion-beyond-europe")
    editor.goto(f"/admin/organizations/timelineevent/{event.pk}/change/")
    save(editor, **{"Title": "Expansion Across Europe"})
    editor.goto(f"{admin}change/")
    save(editor, **{HEADLINE: "Not as it was"})

    editor.goto(f"{admin}history/?old=1&new=3")
    changed = editor.locator(".revisions li", has_text="Expansion")
    expect(changed.locator("del")).to_contain_text("Beyond")
    expect(changed.locator("ins")).to_contain_text("Across")
    changed.get_by_role("button", name="as in revision 1").click()
    editor.get_by_text("Restored from revision 1").first.wait_for()
    event.refresh_from_db()
    iom.refresh_from_db()
    assert (event.title, iom.headline) == ("Expansion Beyond Europe", "Not as it was")

    editor.get_by_role("button", name="Restore revision 1", exact=True).click()
    editor.get_by_role("heading", name="Revision 5").wait_for()
    iom.refresh_from_db()
    assert iom.headline == before


@pytest.mark.slow
def test_a_renamed_address_leads_on(admin: str, someone: Someone) -> None:
    publisher, reader = someone("Publisher"), someone()
    for slug in ("iom-un", "un-migration"):
        publisher.goto(f"{admin}change/")
        save(publisher, Slug=slug)
        take(publisher, "Publish")
    for former in (PAGE, "/organizations/iom-un/"):
        reader.goto(f"{former}?theme=returns")
        assert reader.url.endswith("/organizations/un-migration/?theme=returns")


@pytest.mark.slow
@pytest.mark.on_postgresql
def test_of_all_that_two_editors_type_nothing_is_lost(admin: str, iom: Organization, someone: Someone) -> None:
    """Both type into a field of their own and into one that the other types into as well, turn about."""
    pages = {name: someone(role) for name, role in (("Ada", "Editor"), ("Ben", "Publisher"))}
    own = {"Ada": "Acronym:", "Ben": "Name:"}
    typed, asked = set(), 0
    for turn in range(4):
        for page in pages.values():
            page.goto(f"{admin}change/")
        for name in sorted(pages, reverse=turn % 2 == 1):
            page = pages[name]
            tag = f"{name}-{turn}"
            typed |= {f"{tag}-own", f"{tag}-both"}
            page.get_by_label(own[name], exact=True).first.fill(f"{tag}-own")
            page.get_by_label(HEADLINE).fill(f"{tag}-both")
            page.get_by_role("button", name="Save and continue editing").first.click()
            question = page.get_by_role("heading", name="Somebody else changed the same")
            question.or_(page.get_by_text("was changed successfully")).wait_for()
            if question.is_visible():
                asked += 1
                expect(page.get_by_text(f"{tag}-both")).to_be_visible()
                page.get_by_label("Keep yours").check()
                page.get_by_role("button", name="Save what I chose").click()
            page.get_by_text("was changed successfully").wait_for()
    kept = str([revision.data for revision in Revision.objects.all()])
    assert {words for words in typed if words not in kept} == set()
    iom.refresh_from_db()
    assert (iom.acronym, iom.name, iom.headline, asked) == ("Ada-3-own", "Ben-3-own", "Ada-3-both", 4)
