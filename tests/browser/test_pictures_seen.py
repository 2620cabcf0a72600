"""Pictures as they are seen: on a phone every mark has words, none stands on another, nothing is outside."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from organizations.dossier.text.parser import parse
from organizations.models import Organization
from organizations.publishing import publish_dossiers
from organizations.store import load_dossiers

TEXT = """Sample Organization (SO) — Deep Dossier

Timeline

{events}

Key People

  • Ann Example-With-A-Rather-Long-Name: Director, 1951–1970
  • Ben Example: Director since 1990
"""
WORDS = ("Founded", "A conference of all members and what it decided upon", "Moves")
LAID_OUT = """() => {
  const found = [];
  const drawing = document.querySelector(".drawing");
  const outer = drawing.getBoundingClientRect();
  for (const svg of drawing.querySelectorAll("svg[role=group]")) {
    const box = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (const link of svg.querySelectorAll("a")) {
      const text = link.querySelector("text");
      if (!text || !text.getBoundingClientRect().width) found.push(`${link.href}: no words`);
    }
    words.forEach(([one, a], at) => {
      if (a.left < outer.left - 1 || a.right > outer.right + 1) found.push(`${one}: outside`);
      if (a.top < box.top - 1 || a.bottom > box.bottom + 1) found.push(`${one}: cut`);
      for (const [other, b] of words.slice(0, at))
        if (a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2)
          found.push(`${one} on ${other}`);
    });
  }
  return found;
}"""
"""What is wrong with the words of a picture."""

ARABIC = """المنظمة الدولية للتجربة — Deep Dossier

Timeline

1951–1970s: أداة إعادة التوطين في الحرب الباردة وما بعدها

ما حدث.

2016: الاندماج في منظومة الأمم المتحدة

ما حدث.

Key People

  • أمين عام: المدير العام, 1951–1970
  • مديرة: المديرة العامة since 1990
"""


def publish(events: int) -> None:
    """A dossier of so many events, in seventy years."""
    listed = (
        f"{1950 + at % 70}–{1952 + at % 70 + at % 9}: {WORDS[at % 3]} {at}\n\nWhat happened." for at in range(events)
    )
    publish_dossiers(load_dossiers([("so", parse(TEXT.format(events="\n\n".join(listed))))]))


@pytest.mark.parametrize("events", [40, 200, 3000])
def test_every_mark_on_a_phone_has_words_and_nothing_stands_on_another(
    vocabulary: None, page: Page, events: int
) -> None:
    publish(events)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/organizations/so/")
    assert page.evaluate(LAID_OUT) == []
    shown = page.locator(".drawing svg").first.locator("a")
    assert 5 <= shown.count() <= 40
    if events > 40:
        counted = sum(at % 70 < 10 for at in range(events))
        expect(shown.first).to_contain_text(f"1950–1959 {counted} events")


def test_words_have_room_at_any_width(all_dossiers: None, page: Page) -> None:
    wrong = {}
    for url in ("/organizations/ilo/", "/compare/?org=iom&org=unhcr&org=un&org=ilo", "/eras/cold-war/"):
        page.goto(url)
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 844})
            wide = page.evaluate("document.documentElement.scrollWidth")
            wrong[url, width] = page.evaluate(LAID_OUT) + ([f"{wide} px wide"] if wide > width else [])
    assert {where: found for where, found in wrong.items() if found} == {}


def test_a_dossier_from_right_to_left_is_mirrored_and_its_words_are_not(vocabulary: None, page: Page) -> None:
    organizations = load_dossiers([("ar", parse(ARABIC))])
    Organization.objects.update(language="ar")
    publish_dossiers(organizations)
    page.goto("/organizations/ar/")
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(LAID_OUT) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        svg, year, words = (
            page.locator(each).first.bounding_box()
            for each in (".drawing svg", ".drawing svg > g > text", ".drawing a text")
        )
        end = svg["x"] + svg["width"]
        assert end - 4 <= year["x"] + year["width"] <= end + 1
        assert end - 70 <= words["x"] + words["width"] <= end - 40


def test_words_from_right_to_left_are_in_order_beside_those_of_others(all_dossiers: None, page: Page) -> None:
    organizations = load_dossiers([("ar", parse(ARABIC))])
    Organization.objects.filter(slug="ar").update(language="ar")
    publish_dossiers(organizations)
    page.goto("/compare/?org=ar&org=iom")
    # What runs from right to left by its first letters begins at the right.
    begins = """() => [...document.querySelectorAll(".drawing a[lang=ar] text")]
      .filter((each) => each.textContent.startsWith("2016"))
      .map((each) => each.getExtentOfChar(0).x > each.getExtentOfChar(each.textContent.trim().length - 1).x)"""
    assert page.evaluate(begins) == [True]


def test_the_matrix_fits_a_phone_or_says_that_more_follows(all_dossiers: None, page: Page) -> None:
    page.goto("/matrix/")
    hidden = "() => { const all = document.querySelector('.matrix'); return all.scrollWidth - all.clientWidth; }"
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(hidden) == 0 or page.get_by_text("More follows to the side").is_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(hidden) == 0
    expect(page.locator(".matrix td a").first).to_have_css("text-decoration-line", "underline")


def test_a_mark_is_followed_by_its_words_without_script(
    all_dossiers: None, browser: Browser, live_server: object
) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False)
    page = context.new_page()
    page.goto("/organizations/un/")
    page.locator(".drawing").get_by_role("link", name="U Thant").click()
    expect(page.locator(":target")).to_contain_text("U Thant")
    context.close()


def test_a_strip_on_the_index_names_its_events_to_a_key_and_to_a_finger(all_dossiers: None, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    strip = page.locator(".cards > li", has_text="International Organization for Migration").locator("summary")
    event = page.get_by_role("link", name="Externalized Borders")
    expect(event).to_be_hidden()
    strip.focus()
    page.keyboard.press("Enter")
    expect(event).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    strip.click()
    expect(event).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_the_years_above_the_strips_are_whole(all_dossiers: None, page: Page) -> None:
    page.goto("/")
    cut = """() => [...document.querySelectorAll(".x text")].filter((text) => {
      const [a, b] = [text, text.ownerSVGElement].map((each) => each.getBoundingClientRect());
      return a.width && (a.top < b.top - 1 || a.bottom > b.bottom + 1 || a.left < b.left - 1 || a.right > b.right + 1);
    }).map((text) => text.textContent)"""
    for width in (320, 390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(cut) == [], width


def test_three_organizations_are_compared_line_by_line_on_a_phone_and_stay_a_table(
    all_dossiers: None, page: Page, axe: Callable[[], list[str]]
) -> None:
    page.goto("/compare/?org=iom&org=unhcr&org=un")
    cells = page.locator(".compared td[data-of]")
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        boxes = [cells.nth(at).bounding_box() for at in range(3)]
        assert [box["x"] for box in boxes] == [boxes[0]["x"]] * 3
        assert all(box["width"] > width - 40 for box in boxes)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        table = page.get_by_role("table")
        assert [table.get_by_role(role).count() for role in ("columnheader", "rowheader")] == [3, 8]
        assert table.get_by_role("cell").count() > 20
        assert axe() == []
    assert len({cells.nth(at).bounding_box()["y"] for at in range(3)}) == 1
