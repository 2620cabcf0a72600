"""The head of a dossier's page says each thing once, and leaves no word out."""

from datetime import date

import pytest
from django.test import Client

from organizations.models import Organization, PublishedOrganization
from organizations.reading.claims import claims_of
from organizations.reading.masthead import held_first, masthead_of
from tests.support.responses import body


@pytest.mark.parametrize(
    ("title", "headline", "found"),
    [
        ("World Body (WB)— Deep Dossier", "WB — Deep Dossier: Power", ("World Body (WB)", "Deep Dossier", "Power")),
        ("World Body — A Profile", "A Profile: Power", ("World Body (WB)", "A Profile", "Power")),
        ("Deep Dossier: World Body (WB)", "", ("World Body (WB)", "Deep Dossier", "")),
        ("World Body (WB)", "WB: Power", ("World Body (WB)", "", "Power")),
        ("World Bodyguards — A Film", "Power", ("World Bodyguards — A Film", "", "Power")),
        ("The Many Lives of WB", "WBC is another", ("The Many Lives of WB", "", "WBC is another")),
        ("World Body (WB) — Deep Dossier", "WB — Deep Dossier", ("World Body (WB)", "Deep Dossier", "")),
        ("World Body (WB) — Deep Dossier", "WBC and WB", ("World Body (WB)", "Deep Dossier", "WBC and WB")),
    ],
)
def test_name_genre_and_headline_are_told_apart(title: str, headline: str, found: tuple[str, str, str]) -> None:
    published = PublishedOrganization(name="World Body", acronym="WB", title=title, headline=headline)
    assert masthead_of(published) == found


def test_the_page_says_who_heads_the_organization_in_its_own_words(all_dossiers: None, client: Client) -> None:
    for slug, office, name in [
        ("iom", "Director General since 2023", "Amy Pope"),
        ("ilo", "Director-General since 2022", "Gilbert F. Houngbo"),
        ("un", "Secretary-General since 2017", "António Guterres"),
    ]:
        facts = body(client.get(f"/organizations/{slug}/")).split('class="facts"')[1].split("</dl>")[0]
        assert f"<dt>{office}</dt>" in facts and f">{name}</a></dd>" in facts


def test_nobody_is_said_to_hold_an_office_that_may_be_over(iom: Organization) -> None:
    claims = claims_of(PublishedOrganization.objects.get())
    assert getattr(held_first(claims, date(2017, 6, 1)), "title", None) == "William Lacy Swing"
    assert held_first(claims, date(2018, 6, 1)) is None
    assert held_first(claims, date(1960, 1, 1)) is None


def test_the_dateline_tells_the_edition_and_the_day(iom: Organization, client: Client) -> None:
    dateline = body(client.get("/organizations/iom/")).split('class="dateline"')[1].split("</p>")[0]
    published = PublishedOrganization.objects.get()
    assert f"edition {published.revision.number}" in dateline and str(published.published_at.year) in dateline
    assert "0 of 27 claims sourced" in dateline


def test_the_contents_count_what_each_section_holds(iom: Organization, client: Client) -> None:
    contents = body(client.get("/organizations/iom/")).split('id="contents"')[1].split("</nav>")[0]
    assert 'href="#section-timeline">Timeline</a> <span class="count">5</span>' in contents


def test_a_theme_stands_out_only_where_it_is_filtered_for(iom: Organization, client: Client) -> None:
    assert 'class="chosen' not in body(client.get("/organizations/iom/"))
    narrowed = body(client.get("/organizations/iom/?theme=returns"))
    assert narrowed.count('class="chosen tag theme"') == 5 == narrowed.count('<article class="claim"')


def test_a_narrowed_page_is_titled_by_what_it_shows(iom: Organization, client: Client) -> None:
    assert "<title>Cold War · International Organization for Migration (IOM)" in body(
        client.get("/organizations/iom/?era=cold-war")
    )
    page = body(client.get("/explore/?era=cold-war&kind=event"))
    assert "<title>Event, Cold War · Explore all claims" in page
    assert (
        '<h1 id="title"><span class="hidden"><bdi>Event</bdi>, <bdi>Cold War</bdi> · </span>Explore all claims</h1>'
        in page
    )
    assert '<h1 id="title">Explore all claims</h1>' in body(client.get("/explore/"))
