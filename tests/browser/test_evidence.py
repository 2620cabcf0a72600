"""Evidence from hand to eye: a marked text is pasted, disputed, answered, falls due; readers see all of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from organizations.contributing import stamps
from organizations.dossier.text.parser import parse
from organizations.models import Fact, Organization, TimelineEvent
from organizations.publishing import publish
from organizations.store import load_dossier
from tests.browser.test_importing import IMPORT, begin, make_and_publish

MARKED = """Harbour League (HL) — Deep Dossier

A league of harbours that was made up for this page.[1]


Snapshot

  • Headquarters: Northport [1, p. 3]
  • Founded: 1951 [2; but see 1] [as of June 2024; review by June 2025] [assessment]
    Reply of HL (3 May 2024): It was 1950. [1]

Timeline

1951: Charter [2]

Eleven harbours sign a charter.[1: 47]


Sources

[1] HL, “Charter” (Northport, 1951). https://harbours.example/charter
[2] A. Lee, Harbours (Northport, 1999)."""
LEAGUE = "/organizations/hl/"
PHONE = {"width": 320, "height": 640}


def test_a_marked_text_is_pasted_and_readers_see_what_it_stands_on(
    vocabulary: None, page: Page, log_in: Callable[[str], None], axe: Callable[[], list[str]]
) -> None:
    log_in("Publisher")
    page.goto(IMPORT)
    page.locator("#id_text").fill(MARKED)
    begin(page)
    make_and_publish(page)
    page.goto(LEAGUE)
    founded = page.locator("#fact-founded")
    expect(founded).to_contain_text(
        "2 sources, 1 disputes · as of June 2024 · review due since June 2025 · ◆ assessment"
    )
    expect(founded).to_contain_text("Reply of HL (3 May 2024): It was 1950.")
    expect(page.locator(".dateline")).to_contain_text("3 of 3 claims sourced")
    assert axe() == []


@pytest.fixture
def league(vocabulary: None, page: Page, log_in: Callable[[str], None]) -> Organization:
    """The marked dossier, published; its publisher is logged in."""
    organization = load_dossier(parse(MARKED), slug="hl")
    publish(organization)
    log_in("Publisher")
    return organization


def test_a_card_opens_at_a_mark_by_keyboard_without_script_and_is_a_note_in_print(
    league: Organization, browser: Browser, live_server: object
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, viewport=PHONE)
    reader = context.new_page()
    reader.goto(LEAGUE)
    card = reader.locator(".sources > li").nth(1)
    mark = reader.locator("#event-charter button").first
    mark.focus()
    reader.keyboard.press("Enter")
    opened = reader.locator(":popover-open")
    expect(opened).to_be_visible()
    expect(opened).to_contain_text("Northport")
    reader.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(card).to_be_visible()  # in its place, in the list
    reader.emulate_media(media="print")
    expect(card).to_be_visible()
    context.close()


def test_a_claim_is_disputed_answered_and_due_to_be_looked_at(league: Organization, page: Page) -> None:
    event = TimelineEvent.objects.get(organization=league)
    page.goto(f"/admin/organizations/timelineevent/{event.pk}/change/")
    page.get_by_role("link", name="Add a source").click()
    page.locator("#id_source").fill("B. Chen, Harbours Again (2001)")
    page.locator("#id_role").select_option("disputes")
    page.get_by_role("button", name="Add the source").click()
    page.get_by_text("1 claim has the source. Read from it: date: 2001.").wait_for()
    marks = page.locator("#id_marks")
    assert "but see 3" in marks.input_value()
    marks.fill(f"{marks.input_value()} [review by 2020]")
    page.locator("#id_reply").fill("Reply of HL (3 May 2024): Eleven it was.")
    # By the keyboard: what is typed makes fields grow, and a click may fall beside a button that moves.
    page.get_by_role("button", name="Save", exact=True).first.press("Enter")
    page.get_by_text("was changed successfully").wait_for()
    publish(Organization.objects.get())
    page.goto(f"{LEAGUE}claims/event-charter/")
    shown = page.locator("main")
    expect(shown).to_contain_text("3 sources, 1 disputes · review due since 2020")
    expect(shown).to_contain_text("Reply of HL (3 May 2024): Eleven it was.")
    page.goto("/explore/?evidence=disputed&organization=hl")
    expect(page.locator("main")).to_contain_text("2 claims")


def test_a_reader_suggests_a_source_and_an_editor_accepts_it(
    league: Organization, page: Page, someone: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)
    reader = someone()
    reader.goto(f"{LEAGUE}claims/fact-headquarters/contribute/")
    reader.get_by_label("Your words").fill("C. Diaz, Seats (2011)")
    reader.get_by_label("Place in the source").fill("p. 9")
    reader.get_by_role("button", name="Send to the editors").click()
    expect(reader.get_by_text("An editor reads it")).to_be_visible()
    page.goto("/admin/organizations/contribution/")
    page.get_by_role("link", name="Headquarters").click()
    page.get_by_role("button", name="Accept: add the source").click()
    page.get_by_role("button", name="Accept: add the source").wait_for(state="detached")
    assert Fact.objects.get(organization=league, key="headquarters").marks == " [1, p. 3][3, p. 9]"
    publish(Organization.objects.get())
    reader.reload()
    expect(reader.get_by_text("Readers see it.")).to_be_visible()
    reader.goto("/sources/")
    reader.get_by_role("link", name="C. Diaz, Seats").click()
    expect(reader.locator("main")).to_contain_text("supports (p. 9)")
