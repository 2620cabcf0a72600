"""Explore in a sealed edition: without a server it counts, narrows, searches and pages as the site does."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from organizations.models import Organization, PublishedClaim, PublishedOrganization, TimelineEvent
from organizations.publishing import publish
from organizations.reading.facets import facets_at
from organizations.reading.selection import OF_CLAIMS, claim_values
from organizations.reading.snapshot import site_version
from organizations.synthesis import synthesize
from tests.support.sealed import build

QUESTIONS = 200

ANSWER = """async (query) => {
    history.pushState(null, "", query);
    fill();
    await show();
    const boxes = [...form.querySelectorAll("input[type=checkbox]")];
    const shown = boxes.filter((box) => box.closest("label").style.display !== "none");
    const counted = (box) => [box.name, box.value, box.closest("label").querySelector(".count").textContent];
    return {
        count: results.querySelector(".count-line").textContent.split(" ")[0],
        boxes: shown.map(counted),
        links: [...results.querySelectorAll(".result h2 a")].map((link) => link.getAttribute("href")),
    };
}"""


@pytest.fixture
def out(all_dossiers: None, tmp_path: Path) -> Path:
    synthesize(40)
    build(tmp_path / "edition")
    return tmp_path / "edition"


def served(client: Client, query: str) -> dict[str, Any] | None:
    """What the site answers, by date; None where it shows what has some of the words alone."""
    page = LexborHTMLParser(client.get(f"/explore/{query}").content)
    if "No claim has all of these words" in page.body.text():
        return None
    return {
        "count": page.css_first(".count-line").text().split()[0],
        "boxes": sorted(
            [box.attrs["name"], box.attrs["value"], box.parent.css_first(".count").text()]
            for box in page.css(".facet input")
        ),
        # What is found by its name stands above the claims, and is none.
        "links": [
            f"..{href}".replace("/#", "/index.html#")
            for link in page.css(".result h2 a")
            if "#" in (href := link.attrs["href"] or "")
        ],
    }


def question(random: Random, titles: list[str], slugs: list[str]) -> list[tuple[str, str]]:
    """Some filters with some values each, years and words, as somebody may ask for."""
    index = facets_at(site_version())
    asked: list[tuple[str, str]] = []
    for name in OF_CLAIMS:
        if random.random() < 0.35:
            values = [value.value for value in claim_values(index, name) if value.having]
            asked += [(name, value) for value in random.sample(values, min(len(values), random.choice((1, 1, 2))))]
    if random.random() < 0.2:
        asked += [("organization", slug) for slug in random.sample(slugs, random.choice((1, 2)))]
    for name in ("from", "to"):
        if random.random() < 0.2:
            asked.append((name, str(random.randrange(1900, 2026))))
    if random.random() < 0.3:
        words = [word for word in random.choice(titles).split() if word.isalpha()]
        asked.append(("q", " ".join(random.sample(words, min(len(words), 2)))))
    return asked


def test_two_hundred_random_questions_are_answered_as_by_the_site(offline: Page, out: Path, client: Client) -> None:
    random = Random(16)
    titles = list(PublishedClaim.objects.exclude(title="").order_by("pk").values_list("title", flat=True))
    slugs = list(PublishedOrganization.objects.order_by("pk").values_list("slug", flat=True))
    offline.goto((out / "explore/index.html").as_uri())
    wrong, asked_of_both = [], 0
    while asked_of_both < QUESTIONS:
        asked = question(random, titles, slugs)
        # Quoted words are words to the site too, and no filters.
        quoted = [(n, " ".join(f'"{word}"' for word in v.split()) if n == "q" else v) for n, v in asked]
        expected = served(client, f"?{urlencode([*quoted, ('sort', 'date')])}")
        found = offline.evaluate(ANSWER, f"?{urlencode([*asked, ('sort', 'date')])}")
        found["boxes"].sort()
        asked_of_both += 1
        if expected is None:
            expected = {**found, "count": "0", "links": []}
        if found != expected:
            wrong.append((asked, found, expected))
    assert wrong == [], json.dumps(wrong[0], indent=1)


def test_a_reader_narrows_pages_and_goes_back(offline: Page, out: Path) -> None:
    offline.goto((out / "explore/index.html").as_uri())
    count = offline.locator(".count-line")
    expect(count).to_have_text(f"{PublishedClaim.objects.count():,} claims")
    offline.get_by_label("event", exact=False).first.check(force=True)
    events = PublishedClaim.objects.filter(kind="event").count()
    expect(count).to_have_text(f"{events:,} claims")
    offline.get_by_role("link", name="Next").click()
    expect(offline.locator("nav.pages span")).to_contain_text("Page 2 of")
    expect(count).to_have_text(f"{events:,} claims")
    offline.go_back()
    expect(offline.locator("nav.pages span")).to_contain_text("Page 1 of")
    offline.get_by_role("link", name="Remove Event").click()
    expect(count).to_have_text(f"{PublishedClaim.objects.count():,} claims")


def test_what_was_asked_for_last_is_shown_whichever_is_found_first(
    offline: Page, out: Path, hold: Callable[[Page, str], Callable[[], None]]
) -> None:
    arrive = hold(offline, "**/rows/*.js")
    offline.goto((out / "explore/index.html").as_uri(), wait_until="domcontentloaded")
    offline.get_by_label("event", exact=False).first.check(force=True)
    arrive()
    expect(offline.locator("#results")).to_have_attribute("data-of", re.compile("kind=event"))
    events = PublishedClaim.objects.filter(kind="event").count()
    expect(offline.locator(".count-line")).to_have_text(f"{events:,} claims")
    expect(offline.get_by_role("link", name="Remove Event")).to_be_visible()


@pytest.mark.parametrize("query", ["", "?theme=returns&page=2"])
def test_what_is_ticked_and_typed_before_the_script_comes_is_not_lost(
    offline: Page, out: Path, hold: Callable[[Page, str], Callable[[], None]], query: str
) -> None:
    arrive = hold(offline, "**/explore.*js")
    offline.goto((out / "explore/index.html").as_uri() + query, wait_until="commit")
    offline.get_by_label("event", exact=False).first.check(force=True)
    offline.get_by_label("Search claims").press_sequentially("libya")
    arrive()
    expect(offline.locator("#results")).to_have_attribute("data-of", re.compile("kind=event$"))
    events = PublishedClaim.objects.filter(kind="event")
    narrowed = events.filter(tags__slug="returns") if query else events
    expect(offline.locator(".count-line")).to_have_text(f"{narrowed.count():,} claims")
    expect(offline.get_by_label("Search claims")).to_have_value("libya")
    offline.go_back()
    expect(offline.locator("#results")).to_have_attribute("data-of", query)


def test_words_lead_from_any_page_to_the_claims_that_hold_them(offline: Page, out: Path) -> None:
    offline.goto((out / "organizations/iom/index.html").as_uri())
    offline.get_by_label("Search everything").fill("externalized border")
    offline.get_by_role("button", name="Search").click()
    result = offline.locator(".result h2 a", has_text="Externalized Borders")
    result.click()
    expect(offline.locator("#event-externalized-borders")).to_be_in_viewport()


def test_an_address_that_is_cited_leads_to_what_it_cites(offline: Page, all_dossiers: None, tmp_path: Path) -> None:
    TimelineEvent.objects.filter(key="externalized-borders").update(title="Borders Elsewhere")
    publish(Organization.objects.get(slug="iom"))
    build(tmp_path / "edition")
    for cited, place in [
        ("claims/event-externalized-borders/", "index.html#event-externalized-borders"),
        ("editions/2/#event-externalized-borders", "index.html?edition=2#event-externalized-borders"),
        ("editions/1/#event-externalized-borders", "editions/1/index.html#event-externalized-borders"),
        ("editions/3/#event-externalized-borders", "index.html?edition=3#event-externalized-borders"),
    ]:
        offline.goto((tmp_path / "edition/themes/index.html").as_uri())
        offline.get_by_label("Search everything").fill(f" https://dossiers.example.org/organizations/iom/{cited}")
        offline.get_by_role("button", name="Search").click()
        offline.wait_for_url(f"**/organizations/iom/{place}")
        expect(offline.locator("#event-externalized-borders")).to_be_in_viewport()
    offline.goto((tmp_path / "edition/explore/index.html").as_uri() + "?q=https://example.org/organizations/nobody/")
    expect(offline.locator(".count-line")).to_have_text("0 claims")


def test_a_claim_that_nobody_has_is_not_found(offline: Page, out: Path) -> None:
    offline.goto((out / "explore/index.html").as_uri() + "?q=constructor+__proto__")
    expect(offline.locator(".count-line")).to_have_text("0 claims")


def test_without_script_kinds_have_pages(browser, out: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((out / "explore/index.html").as_uri())
    page.get_by_role("link", name="event", exact=True).click()
    expect(page.locator(".result").first).to_contain_text("event")
    context.close()


def titles(page: Page) -> list[str]:
    return page.locator(".result h2 a").all_inner_texts()


def test_claims_with_the_words_in_their_titles_come_first(offline: Page, out: Path) -> None:
    offline.goto((out / "explore/index.html").as_uri() + "?q=return")
    expect(offline.locator("#results")).to_have_attribute("data-of", "?q=return")
    holding = [("return" in title.casefold()) for title in titles(offline)]
    assert any(holding) and not all(holding) and holding == sorted(holding, reverse=True)
    offline.get_by_label("Order", exact=True).select_option(label="by date")
    expect(offline.locator("#results")).to_have_attribute("data-of", "?q=return&sort=date")
    assert holding != [("return" in title.casefold()) for title in titles(offline)]


NARROWED = """(query) => {
    history.pushState(null, "", query);
    show();
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility());
    const count = (box) => box.closest("label").querySelector(".count").textContent;
    const counted = (box) => [box.name, box.value, box.checked, count(box)];
    return {
        line: seen("#claims .count-line").map((line) => line.textContent).join(" "),
        boxes: boxes.filter((box) => box.closest("label").checkVisibility()).map(counted),
        claims: seen("#claims .claim[id]").map((claim) => claim.id),
        sections: seen("#claims > section > h2").map((heading) => heading.id),
    };
}"""


def narrowed(client: Client, url: str) -> dict[str, Any]:
    """What the site shows of a dossier that is narrowed."""
    page = LexborHTMLParser(client.get(url).content)
    return {
        "line": " ".join(each.text() for each in page.css("#claims .count-line")),
        "boxes": [
            [box.attrs["name"], box.attrs["value"], "checked" in box.attrs, box.parent.css_first(".count").text()]
            for box in page.css(".facet input")
        ],
        "claims": [each.attrs["id"] for each in page.css("#claims .claim[id]")],
        "sections": [each.attrs["id"] for each in page.css("#claims > section > h2")],
    }


@pytest.mark.parametrize("slug", ["iom", "un", "synth-00003"])
def test_a_dossier_is_narrowed_where_it_stands_as_by_the_site(
    offline: Page, out: Path, client: Client, slug: str
) -> None:
    random = Random(slug)
    url = f"/organizations/{slug}/"
    values = [tuple(box[:2]) for box in narrowed(client, url)["boxes"]]
    offline.goto((out / f"organizations/{slug}/index.html").as_uri())
    for _each in range(15):
        query = f"?{urlencode(random.sample(values, random.randint(1, 3)))}"
        found = offline.evaluate(NARROWED, query)
        assert found == narrowed(client, url + query), query
    assert offline.evaluate(NARROWED, "?") == narrowed(client, url)


def test_a_reader_narrows_a_dossier_and_clears_it_again(offline: Page, out: Path) -> None:
    offline.goto((out / "organizations/iom/index.html").as_uri())
    claims, drawing = offline.locator("#claims .claim:visible"), offline.locator("#claims .drawing").first
    before = claims.count()
    box = offline.get_by_label("Returns", exact=False).first
    count = box.locator("xpath=..").locator(".count").inner_text()
    box.check(force=True)
    expect(offline.locator("#claims .count-line")).to_have_text(f"{count} of {before} claims")
    expect(claims).to_have_count(int(count))
    expect(drawing).to_be_hidden()
    offline.reload()
    expect(claims).to_have_count(int(count))
    offline.get_by_role("link", name="Clear all").click()
    expect(claims).to_have_count(before)
    expect(drawing).to_be_visible()


def test_without_script_a_dossier_is_whole_and_has_no_filters(browser: Browser, out: Path) -> None:
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto((out / "organizations/iom/index.html").as_uri() + "?theme=returns")
    expect(page.locator("main form")).to_be_hidden()
    expect(page.locator("#claims .drawing").first).to_be_visible()
    context.close()
