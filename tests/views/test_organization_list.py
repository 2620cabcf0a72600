"""The index: searched, filtered, sorted, paged."""

import re

import pytest
from django.test import Client

from organizations.dossier.period import parse_period
from organizations.models import Organization
from organizations.models.base import period_columns
from organizations.publishing import publish
from organizations.reading import answers
from tests.support.responses import body


def names(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/{query}")
    return re.findall(r'<h2[^>]*>\s*<a href="/organizations/([^/]+)/">', body(response))


def test_it_lists_what_is_published(iom: Organization, client: Client) -> None:
    Organization.objects.create(slug="draft", name="Draft", title="Draft")
    page = body(client.get("/"))
    assert names(client) == ["iom"]
    assert "1951" in page
    assert "Geneva, Switzerland" in page


def test_a_strip_opens_the_events_that_it_draws_in_their_order(iom: Organization, client: Client) -> None:
    strip = body(client.get("/")).partition("<details><summary>")[2].partition("</details>")[0]
    assert re.findall(r">([^<]+)</a></li>", strip) == [
        "Cold War Resettlement Tool",
        "Expansion Beyond Europe",
        "“Migration Management” Era",
        "Integration into the UN System",
        "Externalized Borders",
    ]
    assert 'href="/organizations/iom/#event-externalized-borders"' in strip and "All " not in strip


def test_a_strip_of_very_many_events_names_the_latest_and_leads_to_all(iom: Organization, client: Client) -> None:
    for number in range(20):
        title = {"key": f"n{number}", "title": f"Number {number}", "position": 50 + number}
        iom.timelineevents.create(**title, **period_columns(parse_period(str(1960 + number))))
    publish(iom)
    strip = body(client.get("/")).partition("<details><summary>")[2].partition("</details>")[0]
    assert strip.count("<li>") == 13
    assert '<a href="/explore/?kind=event&amp;organization=iom&amp;sort=date">All 25 events</a>' in strip


def test_an_empty_site_says_so(db: None, client: Client) -> None:
    assert "No organization fits." in body(client.get("/"))


def test_it_is_paged_and_keeps_the_filters(thirty: list[Organization], client: Client) -> None:
    first, second = names(client), names(client, "?page=2")
    assert (len(first), len(second), set(first) & set(second)) == (25, 6, set())
    assert 'rel="next" href="?page=2#results"' in body(client.get("/"))
    assert "theme=returns&amp;page=2" in body(client.get("/?theme=returns"))


@pytest.mark.parametrize(("sort", "first"), [("name", "b0"), ("-name", "iom"), ("founded", "iom"), ("-founded", "b29")])
def test_it_is_sorted_by_name_and_founding_year(
    thirty: list[Organization], client: Client, sort: str, first: str
) -> None:
    assert names(client, f"?sort={sort}")[0] == first


def test_countries_are_filtered_and_several_mean_any(thirty: list[Organization], client: Client) -> None:
    assert len(names(client, "?country=Kenya")) == 10
    assert len(names(client, "?country=Kenya&country=France")) == 20


def test_countries_carry_counts(thirty: list[Organization], client: Client) -> None:
    page = body(client.get("/"))
    assert re.search(r"Switzerland</span>\s*<span[^>]*>11<", page)


def test_themes_and_eras_narrow_together(thirty: list[Organization], client: Client) -> None:
    Organization.objects.get(slug="b1").timelineevents.all().delete()
    publish(Organization.objects.get(slug="b1"))
    assert "30 organizations" in body(client.get("/?era=cold-war&theme=returns"))


def test_the_search_finds_by_name_and_fact(thirty: list[Organization], client: Client) -> None:
    assert names(client, "?q=number+07") == ["b7"]
    assert len(names(client, "?q=nairobi")) == 10
    assert names(client, "?q=zebra") == []
    assert "No organization fits." in body(client.get("/?q=zebra"))


def test_what_was_asked_stays_in_the_form(iom: Organization, client: Client) -> None:
    page = body(client.get("/?q=migration&theme=returns&sort=-founded"))
    assert 'value="migration"' in page
    assert re.search(r'value="returns"\s+checked', page)
    assert '<option value="-founded" selected>' in page


ANSWERS = r'<h2 class="small"[^>]*><a href="([^"]+)"'


def test_a_question_is_answered_as_explore_answers_it(all_dossiers: None, client: Client) -> None:
    page, explore = (body(client.get(url, {"q": "who led IOM in 2010"})) for url in ("/", "/explore/"))
    assert re.findall(ANSWERS, page) == ["/organizations/iom/#role-william-lacy-swing"]
    article = re.search(r'<article class="result".*?</article>', explore, re.DOTALL)
    assert article and article[0] in page
    assert 'href="/explore/?q=who%20led%20IOM%20in%202010#results">1 claim for' in page
    assert ">0 organizations · 1 claim<" in page
    assert "No organization fits." not in page


def test_three_claims_stand_below_the_organizations_and_a_link_to_all(all_dossiers: None, client: Client) -> None:
    page = body(client.get("/?q=refugees"))
    assert len(re.findall(ANSWERS, page)) == 3
    assert re.search(
        r'<h2><a href="/organizations/unhcr/">.*href="/explore/\?q=refugees#results">All \d+ claims', page, re.S
    )
    of_explore = [url for url in re.findall(ANSWERS, body(client.get("/explore/?q=refugees"))) if "#" in url]
    assert re.findall(ANSWERS, page) == of_explore[:3]


def test_what_is_named_stands_above_the_claims_and_no_organization_twice(all_dossiers: None, client: Client) -> None:
    assert re.findall(ANSWERS, body(client.get("/?q=kofi+annan")))[0] == "/people/kofi-annan/"
    page = body(client.get("/?q=IOM"))
    assert names(client, "?q=IOM") == ["iom"] and "/organizations/iom/" not in re.findall(ANSWERS, page)


def test_more_claims_than_are_ranked_are_shown_in_the_order_of_explore(
    all_dossiers: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MAX_PREFERRED", 5)
    found = re.findall(ANSWERS, body(client.get("/?q=UN")))
    assert found == re.findall(ANSWERS, body(client.get("/explore/?q=UN")))[1:4]
    assert all("#event-" in each for each in found)


def test_without_words_and_on_further_pages_no_claims_are_looked_for(
    thirty: list[Organization], client: Client
) -> None:
    assert not re.findall(ANSWERS, body(client.get("/")))
    assert re.findall(ANSWERS, body(client.get("/?q=number")))
    assert not re.findall(ANSWERS, body(client.get("/?q=number&page=2")))


def test_an_organization_is_found_by_its_name_and_acronym_whatever_its_dossier_says(
    iom: Organization, client: Client
) -> None:
    bare = Organization.objects.create(slug="icc", name="International Cricket Council", acronym="ICC", title="ICC")
    publish(bare)
    assert names(client, "?q=Cricket") == names(client, "?q=icc") == ["icc"]
    assert names(client, "?q=IOM") == ["iom"]
