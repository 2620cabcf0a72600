"""Somebody looks for a person on a phone, without JavaScript, and goes on to what an organization is related to."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from organizations.admin.uploads import store_image
from organizations.models import Organization, Person, Relation
from organizations.publishing import publish_vocabulary

PHONE = {"width": 390, "height": 844}
Axe = Callable[[], list[str]]


@pytest.fixture
def guterres(all_dossiers: None, settings: Settings, tmp_path: Path) -> None:
    """All that editors can say of a person, and a relation that they added."""
    settings.MEDIA_ROOT = tmp_path
    out = BytesIO()
    Image.new("RGB", (600, 750), "teal").save(out, "JPEG")
    picture = store_image(SimpleUploadedFile("a.jpg", out.getvalue()))
    values = {"born": "30 April 1949", "biography": "A Portuguese politician.", "picture": picture}
    described = {"picture_text": "António Guterres at a desk", "picture_credit": "UN Photo, CC BY 4.0"}
    Person.objects.filter(slug="antonio-guterres").update(**values, **described)
    un, iom = (Organization.objects.get(slug=slug) for slug in ("un", "iom"))
    Relation.objects.create(organization=iom, kind="member_of", other=un, note="since 2016")
    publish_vocabulary()


def test_a_person_is_found_on_a_phone_without_javascript(guterres: None, browser: Browser, live_server: object) -> None:
    context = browser.new_context(base_url=str(live_server), viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/people/")
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="H", exact=True).click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["H"])
    page.get_by_label("Search people").fill("antonio g")
    page.get_by_label("Search people").press("Enter")
    expect(page.locator(".count-line")).to_have_text("1 person")
    page.get_by_role("link", name="António Guterres").click()
    expect(page.get_by_role("img", name="António Guterres at a desk")).to_be_visible()
    expect(page.get_by_text("then nothing recorded until 2017")).to_be_visible()
    context.close()


def test_a_relation_leads_to_the_claim_that_it_stands_on(guterres: None, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/organizations/un/")
    page.locator(".contents summary").click()
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Related organizations").click()
    section = page.get_by_role("region", name="Related organizations")
    expect(section.get_by_role("heading")).to_be_in_viewport()
    expect(section.get_by_role("definition")).to_have_count(3)
    expect(section).to_contain_text("International Labour Organization (ILO) (ILO: First Specialized Agency")
    expect(section).to_contain_text("(UNHCR) (UNHCR: Founded) · People in both (António Guterres)")
    section.get_by_role("link", name="António Guterres").click()
    expect(page.locator("#role-antonio-guterres")).to_be_in_viewport()
    section.get_by_role("link", name="International Organization for Migration").first.click()
    expect(page.get_by_role("region", name="Related organizations")).to_contain_text(
        "Member of United Nations (UN) since 2016"
    )


def test_axe_finds_nothing_and_nothing_scrolls_sideways(guterres: None, page: Page, axe: Axe, in_the_dark: Axe) -> None:
    wrong = {}
    for url in ("/people/?letter=g", "/people/?q=nobody", "/people/antonio-guterres/", "/organizations/un/"):
        page.goto(url)
        wrong[url] = axe() + in_the_dark()
        page.set_viewport_size({"width": 320, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong[url].append("scrolls sideways")
        page.set_viewport_size({"width": 1280, "height": 720})
    assert {url: found for url, found in wrong.items() if found} == {}
