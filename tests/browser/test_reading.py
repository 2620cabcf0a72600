"""A reader with one question, on a phone: find, narrow, search, follow, without JavaScript too."""

import re
from collections.abc import Callable

import brotli
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django import Settings

from organizations.models import Organization, PublishedPerson, PublishedTag
from organizations.publishing import publish
from tests.support.dossiers_of_the_world import publish_dossiers_of_the_world

PAGES = [
    "/",
    "/?q=migration&theme=returns",
    "/organizations/iom/",
    "/organizations/iom/?era=cold-war&theme=returns",
    "/organizations/iom/history/",
    "/organizations/iom/editions/1/",
    "/explore/",
    "/explore/?q=returns&kind=event&era=nope",
    "/explore/?q=nothing+of+the+kind&theme=returns",
    "/matrix/",
    "/matrix/?organization=iom",
    "/compare/",
    "/compare/?org=iom&org=unhcr&org=un&org=ilo",
    "/themes/",
    "/themes/returns/",
    "/eras/cold-war/",
    "/people/",
    "/people/antonio-vitorino/",
    "/about/",
    "/nowhere/",
]


def goto(page: Page, url: str) -> None:
    """Open a page; Chromium logs the 404 of a missing page as an error, so that page is set without asking for it."""
    if url == "/nowhere/":
        page.route("**/nowhere/", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(url)


Axe = Callable[[], list[str]]


def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    all_dossiers: None, page: Page, axe: Axe, in_the_dark: Axe
) -> None:
    wrong = {}
    for url in PAGES:
        goto(page, url)
        wrong[url] = axe() + in_the_dark()
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong[url] += [f"{wide} px wide on a phone"] if wide > 320 else []
        page.set_viewport_size({"width": 1280, "height": 720})
    assert {url: found for url, found in wrong.items() if found} == {}


def test_axe_finds_nothing_in_any_component(
    all_dossiers: None, page: Page, axe: Axe, in_the_dark: Axe, settings: Settings
) -> None:
    settings.DEBUG = True
    page.goto("/components/")
    assert axe() + in_the_dark() == []


def test_axe_finds_nothing_while_suggestions_are_shown(
    all_dossiers: None, page: Page, axe: Axe, in_the_dark: Axe
) -> None:
    page.goto("/about/")
    page.get_by_label("Search everything").press_sequentially("refug")
    page.locator(".suggestions mark").first.wait_for()
    assert axe() + in_the_dark() == []


def test_a_dossier_is_read_and_narrowed(iom: Organization, page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="International Organization for Migration").click()
    expect(page.locator("article.claim")).to_have_count(18)
    page.get_by_label("Returns").check()
    expect(page.locator("article.claim")).to_have_count(5)
    expect(page.locator(".count-line")).to_contain_text("5 of 29 claims")
    page.get_by_role("checkbox", name="Globalization").check()
    expect(page).to_have_url(re.compile("era=globalization.*theme=returns"))


def test_a_phone_shows_every_part_of_the_site(db: None, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/people/")
    expect(page.locator("header nav a").last).to_be_in_viewport(ratio=1)


def test_a_search_finds_a_name_without_its_accent_and_leads_to_the_claim(iom: Organization, page: Page) -> None:
    page.goto("/explore/")
    page.get_by_label("Search claims").fill("antonio")
    page.get_by_label("Search claims").press("Enter")
    expect(page.locator(".result mark").first).to_have_text("António")
    page.locator(".result a[href*='#role-']", has_text="António Vitorino").first.click()
    expect(page.locator(":target")).to_contain_text("António Vitorino")
    page.locator(":target .person").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("António Vitorino")


def test_every_page_works_without_javascript(iom: Organization, browser: Browser, live_server: object) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False)
    page = context.new_page()
    page.goto("/explore/?era=cold-war")
    count = page.locator(".count-line")
    expect(count).to_contain_text("2 claims")
    page.get_by_label("Event").check()
    page.get_by_role("button", name="Apply").click()
    expect(count).to_contain_text("2 claims")
    page.get_by_label("Cold War").uncheck()
    page.get_by_role("button", name="Apply").click()
    expect(count).to_contain_text("5 claims")
    context.close()


def test_the_keyboard_alone_reaches_a_claim(iom: Organization, page: Page) -> None:
    page.goto("/organizations/iom/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    link = page.get_by_role("navigation", name="Contents").get_by_role("link").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("each => each === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_be_in_viewport()


def test_addresses_of_all_terms_open(iom: Organization, page: Page) -> None:
    for tag in PublishedTag.objects.all():
        page.goto(tag.get_absolute_url())
        expect(page.get_by_role("heading", level=1)).to_contain_text(tag.name)


RUNS = """each => { const text = document.createTreeWalker(each, NodeFilter.SHOW_TEXT).nextNode();
  const x = (at) => { const found = document.createRange(); found.setStart(text, at); found.setEnd(text, at + 1);
    return found.getBoundingClientRect().x; };
  return x(5) < x(0) ? "from the right" : "from the left"; }"""


def test_years_of_an_arabic_dossier_run_from_the_right_wherever_they_stand(all_dossiers: None, page: Page) -> None:
    publish_dossiers_of_the_world()
    # Behind an acronym in Latin letters too.
    Organization.objects.filter(slug="rm").update(acronym="RM")
    publish(Organization.objects.get(slug="rm"))
    person = PublishedPerson.objects.get(claims__organization__slug="rm", claims__period="1951–1970")
    for url in ("/organizations/rm/", "/explore/?organization=rm", "/people/?q=عنان", person.get_absolute_url()):
        page.goto(url)
        years = page.locator('[lang="ar"] .period:text-is("1951–1970"):not(:has(*)):visible').first
        expect(years).to_be_visible()
        assert years.evaluate(RUNS) == "from the right", url


LIGHT = [
    *(f"/organizations/{slug}/" for slug in ("iom", "ilo", "un", "unhcr")),
    "/",
    "/explore/",
    "/eras/cold-war/",
    "/people/",
    "/matrix/",
    "/compare/?org=un&org=iom&org=ilo&org=unhcr",
    "/organizations/un/claims/event-pact-for-the-future/",
]


def test_a_first_visit_to_any_kind_of_page_is_light(all_dossiers: None, browser: Browser, live_server: object) -> None:
    for url in LIGHT:
        context = browser.new_context(base_url=str(live_server))
        weights = weights_of(context.new_page(), url)
        assert sum(sum(sizes) for sizes in weights.values()) <= 100_000, url
        assert sum(weights["text/html"]) + sum(weights["text/css"]) <= 14_000, url
        context.close()


def weights_of(page: Page, url: str) -> dict[str, list[int]]:
    """The bytes of each file of a page, by its type: text as it is sent, other files as WhiteNoise compresses them."""
    weights: dict[str, list[int]] = {}

    def weigh(response: Response) -> None:
        kind = response.headers.get("content-type", "").split(";")[0]
        quality = 5 if kind == "text/html" else 11
        weights.setdefault(kind, []).append(len(brotli.compress(response.body(), quality=quality)))

    page.on("response", weigh)
    page.goto(url, wait_until="networkidle")
    return weights
