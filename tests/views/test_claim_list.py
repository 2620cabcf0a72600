"""Explore: every published claim, searched and filtered, each choice with its count."""

import re
from html import unescape

import pytest
from django.test import Client

from organizations.models import Organization
from organizations.publishing import rebuild_search
from tests.support.responses import body


def explored(client: Client, query: str = "") -> str:
    response = client.get(f"/explore/{query}")
    return body(response)


def titles(page: str) -> list[str]:
    return re.findall(r'<h2 class="small"[^>]*>\s*<a href="/organizations/iom/#([^"]+)"', page)


def count(page: str) -> int:
    found = re.search(r'class="count-line"[^>]*>(\d+) claims?<', page)
    assert found
    return int(found[1])


def facets(page: str) -> dict[str, dict[str, int]]:
    """Legend -> value -> count."""
    found = {}
    for fieldset in re.findall(r'<fieldset class="facet">.*?</fieldset>', page, re.S):
        values = re.findall(r'value="([^"]+)".*?class="count">(\d+)<', fieldset, re.S)
        found[re.findall(r"<legend>(.*?)</legend>", fieldset)[0]] = {value: int(number) for value, number in values}
    return found


def test_it_holds_every_claim(iom: Organization, client: Client) -> None:
    page = explored(client)
    assert count(page) == 29
    assert len(titles(page) + titles(explored(client, "?page=2"))) == 29


def test_every_choice_carries_its_count(iom: Organization, client: Client) -> None:
    found = facets(explored(client))
    assert found["Kind"]["event"] == 5
    assert found["Era"] == {
        "cold-war": 2, "globalization": 3, "crisis-and-compacts": 5, "since-the-pandemic": 3, "undated": 21,
    }  # fmt: skip
    assert found["Theme"]["returns"] == 5
    assert found["Organization"] == {"iom": 29}


@pytest.mark.parametrize(
    "query", ["kind=event", "era=cold-war", "theme=returns", "from=2000&to=2010", "q=returns", "kind=role&era=undated"]
)
def test_each_count_is_what_its_choice_shows(thirty: list[Organization], client: Client, query: str) -> None:
    names = {"Kind": "kind", "Era": "era", "Theme": "theme", "Organization": "organization"}
    chosen = {pair.split("=")[0] for pair in query.split("&")}
    for legend, values in facets(explored(client, f"?{query}")).items():
        if values and legend in names and names[legend] not in chosen:
            value, number = next(iter(values.items()))
            assert count(explored(client, f"?{query}&{names[legend]}={value}")) == number


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("kind=event", 5),
        ("kind=event&kind=role", 8),
        ("theme=returns&theme=data", 7),
        ("era=cold-war&era=since-the-pandemic", 5),
        ("era=undated", 21),
        ("era=undated&era=cold-war", 23),
        ("kind=event&theme=returns&era=globalization", 1),
        ("organization=iom&kind=fact", 5),
        ("from=1990", 7),
        ("to=1960", 1),
        ("from=1990&to=1999", 1),
        ("from=2009&to=2009&kind=event", 1),
        ("from=2024", 2),
    ],
)
def test_several_values_mean_any_and_several_filters_all(
    iom: Organization, client: Client, query: str, number: int
) -> None:
    page = explored(client, f"?{query}")
    assert count(page) == number
    assert len(titles(page)) == min(number, 20)


def test_it_says_which_claims_are_only_possible(iom: Organization, client: Client) -> None:
    page = explored(client, "?era=globalization&kind=event")
    assert len(re.findall(r"possibly\s+Globalization", page)) == 2
    assert not re.search(r"possibly\s+Cold War", page)


def test_words_are_marked_in_a_snippet(iom: Organization, client: Client) -> None:
    page = explored(client, "?q=evacuation")
    assert titles(page) == ["program-crisis-evacuations"]
    assert re.search(r"<mark>[Ee]vacuations?</mark>", page)


def test_the_search_is_accent_blind_and_narrowed_by_filters(iom: Organization, client: Client) -> None:
    assert titles(explored(client, "?q=antonio")) == ["role-antonio-vitorino"]
    assert titles(explored(client, "?q=antonio&kind=event")) == []


def test_by_date_puts_the_earliest_first(iom: Organization, client: Client) -> None:
    found = titles(explored(client, "?sort=date&kind=event"))
    assert found[0] == "event-cold-war-resettlement-tool"
    assert found[-1] in ("event-integration-into-the-un-system", "event-externalized-borders")


def test_a_chosen_filter_can_be_taken_away(iom: Organization, client: Client) -> None:
    page = explored(client, "?kind=event&theme=returns&page=1")
    assert 'href="?theme=returns#results"' in page
    assert 'href="?kind=event#results"' in page


def test_nothing_found_offers_a_way_back(iom: Organization, client: Client) -> None:
    page = explored(client, "?q=zebra")
    assert "No claim fits." in page
    assert count(page) == 0


def test_one_broken_value_leaves_the_count_true(iom: Organization, client: Client) -> None:
    page = explored(client, "?kind=event&kind=nope")
    assert count(page) == 29
    assert len(titles(page)) == 20


def test_the_years_are_no_filter_when_they_run_backwards(iom: Organization, client: Client) -> None:
    page = explored(client, "?from=2010&to=1990")
    assert "2010 comes after 1990" in page
    assert count(page) == 29


def test_an_organization_beyond_the_listed_can_be_chosen(thirty: list[Organization], client: Client) -> None:
    page = explored(client, "?organization=b29")
    assert count(page) == 29
    assert "b29" in facets(page)["Organization"]


def chips(page: str) -> dict[str, str]:
    """What each chip says, and where it leads."""
    found = re.findall(
        r'<li><a href="([^"#]+)#results"[^>]*><span class="hidden">Remove</span> <bdi[^>]*>(.*?)</bdi> <span', page
    )
    return {name: unescape(url) for url, name in found}


def test_words_that_are_read_as_filters_are_chips(iom: Organization, client: Client) -> None:
    page = explored(client, "?q=who+led+IOM+in+2010")
    assert titles(page) == ["role-william-lacy-swing"]
    assert chips(page) == {
        "Words: who led IOM in 2010": "?",
        "Role (“who led”)": "?q=%22who%22+%22led%22+IOM+in+2010",
        "International Organization for Migration (IOM) (“IOM”)": "?q=who+led+%22IOM%22+in+2010",
        "Years: 2010": "?q=who+led+IOM+%22in%22+%222010%22",
    }


def test_a_chip_that_is_taken_off_leaves_plain_words(iom: Organization, client: Client) -> None:
    page = explored(client, chips(explored(client, "?q=IOM+evacuations&sort=date"))[
        "International Organization for Migration (IOM) (“IOM”)"
    ])  # fmt: skip
    assert titles(page) == ["program-crisis-evacuations"]
    assert list(chips(page)) == ["Words: &quot;IOM&quot; evacuations"]
    assert "sort=date" in page


def test_filters_that_were_read_are_counted_with_those_that_were_chosen(iom: Organization, client: Client) -> None:
    assert count(explored(client, "?q=2010&kind=role")) == 1
    assert facets(explored(client, "?q=who+led+IOM"))["Kind"] == {"role": 3}


def test_partial_matches_say_so(iom: Organization, client: Client) -> None:
    page = explored(client, "?q=zebra+evacuations")
    assert "No claim has all of these words." in page
    assert titles(page) == ["program-crisis-evacuations"]
    assert "No claim has all" not in explored(client, "?q=evacuations")


def test_what_is_found_by_its_name_stands_above_the_claims(iom: Organization, client: Client) -> None:
    page = explored(client, "?q=iom")
    assert re.search(
        r'<article class="result">\s*<p class="kind">Organization</p>\s*<h2[^>]*><a href="/organizations/iom/">', page
    )
    assert '<p class="kind">Organization</p>' not in explored(client, "?q=iom&page=2")


def test_a_slip_is_put_right_by_one_link(iom: Organization, client: Client) -> None:
    rebuild_search()
    page = explored(client, "?q=assited+return")
    assert re.search(r'These answer\s*<a href="\?q=assisted%20return">assisted return</a>:', page)
    assert titles(page) == titles(explored(client, "?q=assisted+return"))
    assert "These answer" not in explored(client, "?q=assisted+return")


def test_a_slip_beside_words_that_no_claim_has_is_asked_about(iom: Organization, client: Client) -> None:
    rebuild_search()
    page = explored(client, "?q=assited+zebra")
    assert re.search(r'Did you mean\s*<a href="\?q=assisted%20zebra">assisted zebra</a>\?', page)
