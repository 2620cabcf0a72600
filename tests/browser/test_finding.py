"""Finding an answer with JavaScript: results change at once, the address follows, back works, suggestions help."""

import re
from collections.abc import Callable
from pathlib import Path
from zlib import decompress

import pytest
from playwright.sync_api import Browser, Page, expect

from organizations.models import Organization

AFTER = "each => getComputedStyle(each, '::after').content"
NAME = "document.activeElement.ariaLabel || document.activeElement.textContent"


@pytest.fixture
def loads(page: Page) -> list[str]:
    """The addresses of whole pages that the browser loads from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if request.is_navigation_request() else None)
    return found


def test_a_filter_changes_the_results_without_a_reload(iom: Organization, page: Page, loads: list[str]) -> None:
    page.goto("/explore/")
    box = page.get_by_role("checkbox", name="Returns")
    box.check()
    expect(page.locator(".count-line")).to_have_text("5 claims")
    expect(page).to_have_url(re.compile(r"/explore/\?theme=returns$"))
    expect(box).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("5 claims")
    assert len(loads) == 1


@pytest.mark.parametrize(("url", "found"), [("/organizations/iom/", "5 of 29 claims"), ("/explore/", "5 claims")])
def test_what_is_ticked_before_the_scripts_came_is_asked_for(
    iom: Organization, page: Page, url: str, found: str, hold: Callable[[Page, str], Callable[[], None]]
) -> None:
    arrive = hold(page, "**/*.js")
    page.goto(url, wait_until="commit")
    page.get_by_role("checkbox", name="Returns").check()
    arrive()
    expect(page.locator(".count-line")).to_contain_text(found)
    expect(page).to_have_url(re.compile("theme=returns"))
    page.get_by_role("checkbox", name="Returns").uncheck()
    expect(page).not_to_have_url(re.compile("theme=returns"))


@pytest.mark.parametrize("url", ["/organizations/iom/", "/explore/"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_what_a_filter_finds_is_in_view_where_it_is_pressed(
    iom: Organization, page: Page, url: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(url)
    returns = page.get_by_role("checkbox", name="Returns")
    returns.check()
    expect(page.locator(".bar")).to_contain_text("5 ")
    expect(page.locator("#claims h2, .result").first).to_be_in_viewport()
    expect(returns).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_filtered_for_stays_in_view_on_a_phone(iom: Organization, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/organizations/iom/?theme=returns")
    page.locator(".closing").scroll_into_view_if_needed()
    expect(page.locator(".bar")).to_be_in_viewport()
    page.locator(".bar").get_by_role("link", name="Returns").click()
    expect(page.locator(".bar")).to_have_count(0)
    expect(page.get_by_role("heading", name="Snapshot")).to_be_visible()


def test_a_row_of_chips_stays_where_it_was_scrolled_to(iom: Organization, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/organizations/iom/")
    last = page.get_by_role("checkbox", name="Accountability")
    last.scroll_into_view_if_needed()
    last.check()
    expect(page.locator(".bar")).to_contain_text("2 of 29 claims")
    expect(last).to_be_in_viewport()
    expect(last).to_be_focused()


def test_a_chip_that_is_pressed_is_in_view_where_a_page_opens(
    all_dossiers: None, browser: Browser, live_server: object
) -> None:
    for has_script in (True, False):
        context = browser.new_context(
            base_url=str(live_server), viewport={"width": 390, "height": 844}, java_script_enabled=has_script
        )
        page = context.new_page()
        for url, name in (("/organizations/un/?theme=funding", "Funding"), ("/explore/?era=undated", "Undated")):
            page.goto(url)
            row = page.locator(".facet", has=page.get_by_role("checkbox", name=name)).bounding_box()
            chip = page.locator("label", has=page.get_by_role("checkbox", name=name)).bounding_box()
            assert row and chip and row["x"] <= chip["x"] and chip["x"] + chip["width"] <= row["x"] + row["width"] + 1
        context.close()


def test_the_counts_follow_and_back_and_forward_work(iom: Organization, page: Page) -> None:
    page.goto("/explore/")
    page.get_by_label("Event").check()
    expect(page.locator(".count-line")).to_have_text("5 claims")
    page.get_by_role("checkbox", name="Cold War").check()
    expect(page.locator(".count-line")).to_have_text("2 claims")
    page.go_back()
    expect(page.locator(".count-line")).to_have_text("5 claims")
    expect(page.get_by_role("checkbox", name="Cold War")).not_to_be_checked()
    page.wait_for_load_state()
    page.go_forward()
    expect(page.locator(".count-line")).to_have_text("2 claims")
    expect(page.get_by_role("checkbox", name="Cold War")).to_be_checked()


def test_a_chip_takes_its_filter_away_everywhere(iom: Organization, page: Page, loads: list[str]) -> None:
    page.goto("/explore/?q=returns&theme=returns&from=1990")
    page.get_by_role("link", name="Remove Returns", exact=True).click()
    expect(page.get_by_role("link", name="Remove Returns", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Remove Returns (“returns”)")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Returns")).not_to_be_checked()
    page.get_by_role("link", name="Words: returns").click()
    expect(page.get_by_label("Search claims")).to_have_value("")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator(".count-line")).to_have_text("29 claims")
    expect(page.get_by_label("From")).to_have_value("")
    expect(page.locator(".count-line")).to_be_focused()
    assert len(loads) == 1


def test_years_are_typed_and_apply_by_the_keyboard(iom: Organization, page: Page) -> None:
    page.goto("/explore/")
    page.get_by_label("From").fill("2016")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=2016$"))
    expect(page.get_by_label("From")).to_be_focused()
    expect(page.get_by_role("link", name="From year: 2016")).to_be_visible()


def test_the_next_page_of_results_begins_in_view(all_dossiers: None, page: Page, loads: list[str]) -> None:
    page.goto("/explore/")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("Page 2 of")).to_be_visible()
    expect(page.locator(".count-line")).to_be_in_viewport()
    assert len(loads) == 1


def test_a_filter_without_results_offers_ways_out(iom: Organization, page: Page) -> None:
    page.goto("/explore/?era=cold-war&theme=data")
    page.get_by_role("link", name="Without Data: 2").click()
    expect(page.locator(".count-line")).to_have_text("2 claims")


def test_a_dossier_is_narrowed_where_it_is_read(iom: Organization, page: Page, loads: list[str]) -> None:
    page.goto("/organizations/iom/")
    page.get_by_role("checkbox", name="Cold War").check()
    expect(page.locator("#claims .count-line")).to_contain_text("2 of 29 claims")
    expect(page.locator("#contents a")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?era=cold-war$"))
    page.get_by_role("link", name="Remove Cold War").click()
    expect(page.locator("article.claim")).to_have_count(18)
    expect(page.get_by_role("checkbox", name="Cold War")).not_to_be_checked()
    assert len(loads) == 1


def test_a_dossier_goes_back_to_a_year_and_forward_again(iom: Organization, page: Page, loads: list[str]) -> None:
    page.goto("/organizations/iom/")
    page.get_by_label("As it stood in").fill("2015")
    page.keyboard.press("Enter")
    expect(page.locator("#claims .edition")).to_contain_text("As it stood in 2015")
    expect(page).to_have_url(re.compile(r"\?as-of=2015$"))
    expect(page.locator("#announcement")).to_contain_text("As it stood in 2015")
    expect(page.locator(".people")).not_to_contain_text("Amy Pope")
    assert len(loads) == 1
    page.go_back()
    expect(page.locator(".people")).to_contain_text("Amy Pope")
    expect(page.get_by_label("As it stood in")).to_have_value("")


def test_suggestions_are_walked_by_the_keyboard(all_dossiers: None, page: Page) -> None:
    page.goto("/about/")
    page.get_by_label("Search everything").press_sequentially("guter")
    expect(page.locator("#announcement")).to_have_text("1 suggestion")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="António Guterres")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions")).to_have_count(0)
    expect(page.get_by_label("Search everything")).to_be_focused()
    page.keyboard.type("r")
    page.locator(".suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("António Guterres")


def test_the_contents_mark_the_section_in_view(iom: Organization, page: Page) -> None:
    page.goto("/organizations/iom/")
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Key Programs").click()
    expect(page.locator("#contents [aria-current]")).to_have_text("Key Programs")


def test_on_a_phone_the_contents_stay_at_hand(iom: Organization, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/organizations/iom/#section-programs")
    contents = page.locator("#contents")
    expect(contents).to_be_in_viewport()
    expect(contents.locator("summary")).to_contain_text("Key Programs")
    contents.locator("summary").click()
    contents.get_by_role("link", name="Timeline").click()
    expect(page.locator("#section-timeline")).to_be_in_viewport()
    expect(contents.get_by_role("link", name="Timeline")).not_to_be_visible()


def test_the_keyboard_alone_goes_from_the_index_to_a_claim(iom: Organization, page: Page) -> None:
    page.goto("/")

    def tab_to(name: str) -> None:
        for _ in range(90):
            page.keyboard.press("Tab")
            if page.evaluate(NAME).strip().startswith(name):
                return
        raise AssertionError(f"no Tab leads to {name}")

    tab_to("International Organization for Migration")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/iom/")
    tab_to("1951–1970s Cold War")
    page.keyboard.press("Enter")
    expect(page.locator("article:target")).to_contain_text("Cold War Resettlement Tool")
    expect(page.locator("article:target")).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["event", "fact", "role", "influence", "program", "remark"])
def test_each_claim_leads_to_a_page_of_its_own_and_back(
    iom: Organization, browser: Browser, live_server: object, kind: str
) -> None:
    context = browser.new_context(
        base_url=str(live_server), java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto("/organizations/iom/")
    claim = page.locator(f"#claims [id^='{kind}-']").first
    anchor, words = claim.get_attribute("id"), claim.locator(".self, .permalink").first.text_content()
    claim.locator(".self, .permalink").first.click()
    expect(page).to_have_url(re.compile(f"/organizations/iom/claims/{anchor}/$"))
    expect(page.locator("main")).to_contain_text("" if words == "#" else str(words))
    page.get_by_role("link", name="In its dossier").click()
    expect(page.locator(":target")).to_have_id(str(anchor))
    context.close()


def test_dark_mode_is_dark_and_its_pictures_too(iom: Organization, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/organizations/iom/")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 24, 27)"
    assert page.evaluate("getComputedStyle(document.querySelector('.drawing a text')).fill") == "rgb(233, 231, 226)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_whatever_the_screen_is(iom: Organization, page: Page, scheme: str) -> None:
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/organizations/iom/")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('article.claim p')).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.drawing a text')).fill") == "rgb(28, 27, 25)"


def test_a_dossier_prints_as_a_report(iom: Organization, page: Page, tmp_path: Path) -> None:
    page.goto("/organizations/iom/")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
    expect(page.locator(".dateline")).to_contain_text("edition 1")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 640, "height": 1000})
    picture = page.locator(".drawing svg").first.bounding_box()
    assert picture and picture["x"] >= 0 and picture["x"] + picture["width"] <= 640
    expect(page.locator(".print-url")).to_contain_text("/organizations/iom/")
    expect(page.locator("header.site")).not_to_be_visible()


@pytest.mark.parametrize(
    ("url", "pages"),
    [
        ("/organizations/un/", 6),
        ("/organizations/ilo/", 6),
        ("/organizations/unhcr/", 5),
        ("/compare/?org=iom&org=un", 3),
        ("/compare/?org=iom&org=un&org=ilo&org=unhcr", 4),
        ("/eras/cold-war/", 5),
        ("/people/antonio-vitorino/", 1),
        ("/organizations/un/claims/event-pact-for-the-future/", 1),
    ],
)
def test_a_picture_takes_no_pages_of_its_own_on_paper(all_dossiers: None, page: Page, url: str, pages: int) -> None:
    page.goto(url)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= pages


def test_a_source_stands_in_one_column(all_dossiers: None, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/sources/")
    boxes = page.locator(".names > li").evaluate_all("items => items.map(each => each.getClientRects().length)")
    assert set(boxes) == {1} and len(boxes) > 20


def letters_of_pages(printed: bytes) -> list[int]:
    """How many letters each page of a PDF of Chromium's draws."""
    streams = (
        re.search(rb"\n%s 0 obj.*?stream\r?\n(.*?)\nendstream" % number, printed, re.DOTALL)
        for number in re.findall(rb"/Contents (\d+) 0 R", printed)
    )
    return [decompress(stream[1]).count(b"Tj") for stream in streams if stream]


def test_no_page_is_half_blank_before_a_picture_that_has_no_room_on_it(all_dossiers: None, page: Page) -> None:
    for slug in ("un", "ilo", "unhcr"):
        page.goto(f"/organizations/{slug}/")
        letters = letters_of_pages(page.pdf(format="A4", prefer_css_page_size=True))
        assert min(letters[:-1]) > 1200, slug


def test_on_paper_it_is_said_what_is_filtered_for(all_dossiers: None, page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/explore/?era=cold-war&kind=event")
    expect(page.locator(".bar")).to_contain_text("Cold War")
    expect(page.locator(".bar .count-line")).to_be_visible()
    expect(page.locator(".bar").get_by_text("Clear all")).to_be_hidden()
    page.goto("/organizations/un/")
    expect(page.locator(".dateline")).to_contain_text("not counted")


def test_on_paper_a_link_in_a_claim_has_its_address_and_a_mark_has_none(iom: Organization, page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/organizations/iom/")
    assert "/people/amy-pope/" in page.locator(".person").last.evaluate(AFTER)
    assert "/" not in page.locator(".claim .tag").first.evaluate(AFTER)
    expect(page.locator(".print-url")).to_contain_text("that begin with / are on")
