"""What a reader with a phone came for: what an organization is, what happened, how it once was, how two differ."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from organizations.dossier.text.parser import parse
from organizations.models import PublishedOrganization
from organizations.publishing import publish_dossiers
from organizations.store import load_dossiers
from tests.browser.test_pictures_seen import TEXT

PHONE = {"width": 390, "height": 844}
SMALLEST_PHONE = {"width": 320, "height": 568}
SMALL_PHONE = {"width": 375, "height": 640}
"""What a browser leaves of 667."""


@pytest.fixture
def phone(all_dossiers: None, page: Page) -> Page:
    page.set_viewport_size(PHONE)
    return page


def y_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def test_the_index_says_what_each_is_and_leads_on_by_questions(phone: Page) -> None:
    phone.goto("/")
    card = phone.locator(".cards > li", has=phone.get_by_role("link", name="United Nations (UN)"))
    expect(card).to_contain_text("Maintain international peace and security")
    expect(card).to_contain_text("New York, USA · 193 member states")
    expect(card).to_contain_text("António Guterres, Secretary-General since 2017 · Last event:")
    phone.get_by_role("link", name="Who has led them?").click()
    expect(phone.locator(".chips")).to_contain_text("Role")
    assert all("role" in words for words in phone.locator(".result .kind").all_inner_texts())


def test_a_dossier_begins_with_its_name_then_its_filters_then_its_text(phone: Page) -> None:
    phone.goto("/organizations/un/")
    places = [y_of(phone, each) for each in (".genre", "h1", ".headline", "#facets", ".dateline", ".introduction")]
    assert places == sorted(places) and places[-1] < PHONE["height"]
    expect(phone.locator("h1")).to_have_text("United Nations (UN)")
    expect(phone.locator(".genre")).to_have_text("Deep Dossier")
    expect(phone.locator(".facts dt").first).to_have_text("Secretary-General since 2017")
    phone.get_by_text("Contents").first.click()
    expect(phone.get_by_role("navigation", name="Contents").get_by_role("listitem").nth(1)).to_have_text("Timeline 12")


def test_a_filter_is_said_in_one_line_that_stays(phone: Page) -> None:
    phone.goto("/organizations/un/?era=cold-war")
    bar = phone.locator(".bar")
    expect(bar).to_contain_text("Cold War ×")
    assert bar.bounding_box()["height"] < 60 and bar.bounding_box()["y"] < PHONE["height"]
    phone.locator("article.claim").last.scroll_into_view_if_needed()
    expect(bar).to_be_in_viewport()
    expect(bar.locator(".count-line")).to_have_text("11 of 44 claims")


def test_what_a_filter_finds_is_seen_on_a_small_phone_where_it_was_pressed(phone: Page) -> None:
    phone.set_viewport_size(SMALL_PHONE)
    phone.goto("/organizations/un/")
    before = y_of(phone, "#facets")
    phone.locator(".facet label", has_text="Cold War").click()
    expect(phone.locator(".count-line")).to_be_in_viewport()
    expect(phone.get_by_role("heading", name="Timeline")).to_be_in_viewport()
    assert y_of(phone, "#facets") == before
    phone.emulate_media(media="print")
    expect(phone.locator(".dateline")).to_contain_text("edition 1")


def test_what_a_filter_finds_comes_into_view_on_the_smallest_phone_and_the_filters_stay(phone: Page) -> None:
    phone.set_viewport_size(SMALLEST_PHONE)
    for url, found in (("/organizations/unhcr/", phone.get_by_role("heading", name="Timeline")), ("/explore/", None)):
        phone.goto(url)
        chip = phone.locator(".facet label", has_text="Cold War")
        chip.click()
        expect(phone.locator(".count-line")).to_be_in_viewport(ratio=1)
        expect(found or phone.locator(".result .kind").first).to_be_in_viewport(ratio=1)
        expect(chip).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("url", ["/organizations/unhcr/?era=cold-war", "/explore/?era=cold-war", "/?era=cold-war"])
def test_a_link_to_what_was_filtered_opens_where_it_begins_on_the_smallest_phone(phone: Page, url: str) -> None:
    phone.set_viewport_size(SMALLEST_PHONE)
    phone.goto(url)
    expect(phone.locator(".bar")).to_be_in_viewport(ratio=1)
    expect(phone.locator("#claims h2, #results :is(.kind, h2)").first).to_be_in_viewport(ratio=1)
    expect(phone.locator(".facet label", has_text="Cold War")).to_be_in_viewport(ratio=1)


def test_a_filter_answers_on_the_first_screen_of_the_smallest_phone_without_script(
    all_dossiers: None, browser: Browser, live_server: object
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, viewport=SMALLEST_PHONE)
    page = context.new_page()
    for url in ("/organizations/unhcr/", "/explore/"):
        page.goto(url)
        page.locator(".facet label", has_text="Cold War").click()
        page.locator(".apply").click()
        expect(page.locator("#claims h2, .result .kind").first).to_be_in_viewport(ratio=1)
        expect(page.locator(".facet label", has_text="Cold War")).to_be_in_viewport(ratio=1)
    for url, link in (
        ("/explore/?kind=event&era=cold-war&organization=un", "×"),
        ("/explore/", "Next"),
        ("/", "happened"),
    ):
        page.goto(url)
        page.locator("main a", has_text=link).first.click()
        expect(page.locator(".result .kind").first).to_be_in_viewport(ratio=1)
    page.goto("/organizations/un/?era=cold-war&theme=governance")
    page.locator("main a", has_text="×").first.click()
    expect(page.locator("#claims h2").first).to_be_in_viewport(ratio=1)
    context.close()


def test_a_filtered_page_that_was_shared_opens_with_its_results_in_view_without_script(
    all_dossiers: None, browser: Browser, live_server: object
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False, viewport=SMALLEST_PHONE)
    page = context.new_page()
    for url in (
        "/organizations/unhcr/?era=cold-war&theme=conflict",
        "/explore/?kind=event&era=cold-war&theme=conflict",
        "/?theme=returns",
    ):
        page.goto(url)
        expect(page.locator(".bar")).to_be_in_viewport(ratio=1)
        expect(page.locator("#claims h2, .result .kind, .cards h2").first).to_be_in_viewport(ratio=1)
    page.goto("/explore/")
    expect(page.locator("h1")).to_be_in_viewport()
    context.close()


def test_a_filter_pressed_halfway_down_a_dossier_leads_to_where_its_results_begin(
    all_dossiers: None, page: Page
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/organizations/un/")
    page.mouse.wheel(0, 2000)
    page.wait_for_function("() => scrollY > 1900")
    page.locator(".facet label", has_text="Cold War").click()
    page.wait_for_function(
        "() => { const [bar, first] = ['.bar', '#claims h2'].map(each => document.querySelector(each)"
        "?.getBoundingClientRect()); return bar && bar.top >= 0 && first.top >= bar.bottom - 1; }"
    )


def test_all_places_of_the_site_are_named_on_the_smallest_phone(phone: Page) -> None:
    phone.set_viewport_size(SMALLEST_PHONE)
    phone.goto("/")
    assert phone.locator("header.site nav").evaluate("each => each.scrollWidth <= each.clientWidth")
    box = phone.get_by_role("link", name="About").bounding_box()
    assert box["x"] + box["width"] <= SMALLEST_PHONE["width"]


def test_what_is_asked_in_the_head_is_answered_on_the_first_screen(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("searchbox", name="Search everything").fill("second secretary general of the UN")
    phone.keyboard.press("Enter")
    expect(phone.locator(".result h2").first).to_have_text("Dag Hammarskjöld")
    expect(phone.locator(".result h2").first).to_be_in_viewport(ratio=1)


def test_explore_opens_on_what_happened_by_date_and_says_whose_it_is_first(phone: Page) -> None:
    phone.goto("/explore/")
    first = phone.locator(".result").first.inner_text().splitlines()
    assert first[0].startswith("International Labour Organization (ILO) · event · 1919")
    assert y_of(phone, ".result") < PHONE["height"]
    phone.get_by_role("checkbox", name="Cold War").check(force=True)
    expect(phone).to_have_title(re.compile("^Cold War · Explore all claims"))
    expect(phone.locator("h1")).to_have_text("Cold War · Explore all claims")
    phone.get_by_role("link", name="Remove Cold War").click()
    expect(phone.locator("h1")).to_have_text("Explore all claims")


def test_a_question_on_the_front_page_is_answered_there(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("searchbox", name="Search organizations").fill("who led IOM in 2010")
    phone.keyboard.press("Enter")
    expect(phone.locator(".result h2").first).to_have_text("William Lacy Swing")
    phone.get_by_role("link", name="1 claim for “who led IOM in 2010”").click()
    expect(phone).to_have_url(re.compile(r"/explore/\?q=who"))


def test_a_year_before_the_founding_shows_nothing_of_today(phone: Page) -> None:
    phone.goto("/organizations/un/?as-of=1930")
    expect(phone.locator("#claims")).to_contain_text("In 1930 it was not yet founded: that was in 1945.")
    phone.goto("/organizations/un/?as-of=1960")
    expect(phone.locator("#claims")).to_contain_text("Not known of 1960, and not shown, is what is said of today:")
    expect(phone.get_by_text("193 member states")).to_have_count(0)
    expect(phone.get_by_text("António Guterres")).to_have_count(0)
    expect(phone.locator("#claims").get_by_text("Dag Hammarskjöld").first).to_be_visible()


def test_an_era_has_a_lane_for_each_organization_and_below_it_its_claims(phone: Page) -> None:
    phone.goto("/eras/cold-war/")
    lanes = phone.locator(".drawing p")
    expect(lanes).to_have_count(4)
    assert max(lanes.nth(at).bounding_box()["x"] for at in range(4)) < 40
    headings = phone.locator("main > h2").all_inner_texts()
    assert headings == lanes.all_inner_texts()[: len(headings)]
    expect(phone.locator(".result .tag").first).to_be_visible()
    expect(phone.locator(".key").get_by_text("a term of office")).to_be_visible()


def test_a_count_opens_the_list_of_what_it_counts(vocabulary: None, page: Page) -> None:
    listed = "\n\n".join(f"{1950 + at % 70}: A meeting {at}\n\nWhat happened." for at in range(140))
    publish_dossiers(load_dossiers([("so", parse(TEXT.format(events=listed)))]))
    page.set_viewport_size(PHONE)
    page.goto("/organizations/so/")
    page.locator(".drawing").get_by_role("link", name="1960–1969 20 events").click()
    expect(page.locator("article.claim:target")).to_contain_text("1960")
    expect(page.locator("article.claim:target")).to_be_in_viewport()


def test_two_organizations_are_compared_from_a_ready_pair_with_one_chooser(phone: Page) -> None:
    phone.goto("/compare/")
    expect(phone.get_by_role("combobox")).to_have_count(1)
    phone.get_by_role("link", name="International Labour Organization (ILO) and United Nations (UN)").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("ILO and UN")
    expect(phone.get_by_role("combobox")).to_have_count(1)
    table = phone.get_by_role("table")
    text = table.get_by_role("rowheader").all_inner_texts()
    unsaid = [at for at, label in enumerate(text) if "not said" in table.locator("tbody", has_text=label).inner_text()]
    assert unsaid == list(range(len(text) - len(unsaid), len(text)))
    phone.mouse.wheel(0, 2500)
    table.scroll_into_view_if_needed()
    table.locator("tbody").nth(6).scroll_into_view_if_needed()
    expect(table.get_by_role("columnheader", name="UN", exact=True)).to_be_in_viewport()


def test_a_long_word_in_a_name_widens_no_comparison(phone: Page) -> None:
    PublishedOrganization.objects.filter(slug="iom").update(name="Rindfleischetikettierungsüberwachungsverband" * 2)
    phone.goto("/compare/?org=iom&org=un")
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_what_shapes_mean_is_said_in_about(phone: Page) -> None:
    phone.goto("/about/")
    expect(phone.locator(".key li")).to_have_count(7)


def test_what_is_chosen_is_seen_where_a_reader_has_colours_of_their_own(phone: Page) -> None:
    phone.emulate_media(forced_colors="active")
    phone.goto("/organizations/un/?era=cold-war")
    colours = [
        phone.locator(".facet label", has_text=name).evaluate("each => getComputedStyle(each).backgroundColor")
        for name in ("Cold War", "Globalization", "Governance")
    ]
    assert colours[0] != colours[1] == colours[2]


@pytest.mark.parametrize(
    "url", ["/organizations/un/", "/compare/?org=iom&org=un&org=ilo", "/explore/", "/eras/cold-war/"]
)
def test_spaced_text_and_a_zoom_of_four_hide_and_cut_nothing(phone: Page, url: str) -> None:
    """WCAG 1.4.10 and 1.4.12: 1280 px at 400 % are 320, and readers may space lines, words and letters."""
    phone.set_viewport_size({"width": 320, "height": 256})
    phone.goto(url)
    phone.evaluate(
        "document.adoptedStyleSheets = [new CSSStyleSheet()];"
        "document.adoptedStyleSheets[0].replaceSync('*:not(svg *) { line-height: 1.5 !important;"
        " letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }')"
    )
    assert phone.evaluate("document.documentElement.scrollWidth") == 320
    cut = """() => [...document.querySelectorAll("main :is(a, p, h1, h2, h3, label, dt, dd)")]
      .filter(each => !each.closest("svg, .hidden, .facet, .suggestions") && each.offsetParent
        && getComputedStyle(each).overflow === "hidden" && each.scrollWidth > each.clientWidth + 1)
      .map(each => each.textContent)"""
    assert phone.evaluate(cut) == []
