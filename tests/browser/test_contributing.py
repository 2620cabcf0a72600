"""A reader contributes on a phone without script; editors decide beside the claim; the sender and readers see it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from organizations.contributing import limits, stamps
from organizations.contributing.limits import Limit
from organizations.models import Contribution, Organization
from organizations.publishing import publish

DOSSIER = "/organizations/iom/"
FORM = f"{DOSSIER}claims/fact-headquarters/contribute/"
PHONE = {"width": 320, "height": 640}
Axe = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)


@pytest.mark.on_postgresql
def test_a_correction_goes_from_a_phone_without_script_to_readers(
    iom: Organization, browser: Browser, live_server: object, someone: Callable[..., Page]
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, viewport=PHONE)
    reader, editor = context.new_page(), someone("Editor")
    reader.goto(DOSSIER)
    reader.locator(".links").get_by_role("link", name="Contribute").click()
    reader.get_by_role("link", name="Headquarters").click()
    reader.get_by_label("A correction").check()
    reader.get_by_label("Your words").fill("It moved to Bern")
    reader.get_by_role("button", name="Send to the editors").click()
    expect(reader.get_by_text("An editor reads it")).to_be_visible()

    editor.goto("/admin/")
    waiting = editor.locator("section", has=editor.get_by_role("heading", name="1 contribution of a reader"))
    waiting.get_by_role("link", name="International Organization").click()
    editor.get_by_role("link", name="Change the claim").click()
    expect(editor.get_by_text("It moved to Bern")).to_be_visible()
    editor.get_by_label("Value").fill("Bern, Switzerland")
    editor.get_by_role("button", name="Save", exact=True).first.click()
    expect(editor.get_by_text("The contribution is accepted")).to_be_visible()

    reader.reload()
    expect(reader.get_by_text("Readers see it with the next edition")).to_be_visible()
    publish(iom)
    reader.reload()
    expect(reader.get_by_text("Readers see it.")).to_be_visible()
    reader.get_by_role("link", name="Headquarters").click()
    expect(reader.locator("#fact-headquarters")).to_contain_text("Bern")
    context.close()


@pytest.mark.parametrize("anchor", ["introduction-introduction", "fact-members", "role-amy-pope"])
def test_a_claim_of_a_dossier_leads_to_its_form_by_one_tap(iom: Organization, page: Page, anchor: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(DOSSIER)
    link = page.locator(f"#{anchor}").get_by_role("link", name="Contribute")
    box = link.bounding_box()
    assert box and min(box["width"], box["height"]) >= 24
    link.click()
    expect(page.get_by_role("heading", name="Contribute to a claim")).to_be_visible()
    assert f"/claims/{anchor}/contribute/" in page.url


def test_the_page_of_a_claim_leads_to_its_form(iom: Organization, page: Page) -> None:
    page.goto(DOSSIER)
    page.get_by_label("Returns").check()
    expect(page.locator(".count-line")).to_contain_text("5 of 29 claims")
    page.locator("#claims .self").first.click()
    page.get_by_role("link", name="Contribute").click()
    expect(page.get_by_role("heading", name="Contribute to a claim")).to_be_visible()


def test_its_pages_pass_axe_and_fit_a_phone(
    iom: Organization,
    page: Page,
    axe: Axe,
    in_the_dark: Axe,
    monkeypatch: pytest.MonkeyPatch,
    console_errors: list[str],
) -> None:
    monkeypatch.setattr(limits, "OF_SITE", Limit(0, 1))
    wrong: dict[str, list[str]] = {}

    def look(name: str) -> None:
        wrong[name] = axe() + in_the_dark()
        page.set_viewport_size(PHONE)
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong[name] += axe() + ([f"{wide} px wide"] if wide > PHONE["width"] else [])
        page.set_viewport_size({"width": 1280, "height": 720})

    page.goto(f"{DOSSIER}contribute/")
    look("claims to choose from")
    page.goto(FORM)
    look("form with a question")
    page.get_by_label("A correction").check()
    page.locator("[name=answer]").fill("nonsense")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.get_by_text("Say what is wrong")).to_be_visible()
    look("form that was refused")
    about = {"claim_kind": "fact", "claim_key": "headquarters", "claim_words": "Headquarters"}
    Contribution.objects.create(organization=iom, type="source", words="Annual report", token="secret", **about)
    page.goto("/contributions/secret/")
    look("sender's page")
    page.goto(FORM)
    look("form that is full")
    console_errors[:] = [each for each in console_errors if "status of 429" not in each]
    assert {name: found for name, found in wrong.items() if found} == {}
