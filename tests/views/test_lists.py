"""What lists share: one template around the results, plain rows, a few queries, every word of them escaped."""

import re

import pytest
from django.test import Client
from django.urls import set_script_prefix
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from organizations.models import Organization, PublishedOrganization
from organizations.publishing import publish
from organizations.publishing.cards import Card
from organizations.reading.facets import Tag, facets_at
from organizations.reading.rows import ClaimRow, OrganizationRow, claim_rows, organization_rows, tags_of
from organizations.reading.snapshot import site_version
from organizations.templatetags.results import facet, organization_card, result
from organizations.views.shared.listing import Choice
from tests.support.responses import body

LISTS = ("/", "/explore/?organization=b1")
SHARED = r'<form class="filters"|id="facets"|id="more-filters"|class="results"|class="count-line"|id="q"'
CARD = Card(mandate="<b>", members="<b>", head=["<b>", "<b>", "<b>"], last=["<b>", "<b>", "event-x"])
BODY = OrganizationRow(1, "b", 'A "body" & <b>', "", "en", 1951, "<Geneva>", "<i>")
CLAIM = ClaimRow(BODY, 1, "pressure_point", "funding", "<u>", "<s>", "<p> " * 50, "<1951>")


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/", 4),
        ("/?theme=returns&sort=-founded", 4),
        ("/?q=number", 16),
        ("/?q=who+led+iom+in+2010", 10),
        ("/explore/", 5),
        ("/explore/?kind=event&theme=returns&from=1990&sort=date", 6),
        ("/themes/returns/", 5),
        ("/eras/cold-war/", 5),
    ],
)
def test_a_list_takes_few_queries(
    thirty: list[Organization], client: Client, django_assert_max_num_queries: DjangoAssertNumQueries,
    url: str, queries: int,
) -> None:  # fmt: skip
    facets_at(site_version())
    with django_assert_max_num_queries(queries + 2):  # a snapshot begins, and ends
        client.get(url)


def test_both_lists_have_the_same_around_their_results(iom: Organization, client: Client) -> None:
    index, explore = (re.findall(SHARED, body(client.get(url))) for url in ("/", "/explore/"))
    assert index == explore
    assert len(set(index)) == 6


def test_no_word_of_a_claim_is_taken_for_html() -> None:
    card = result(CLAIM, [(Tag(1, "theme", "t", "<t>", "", None, None), False)], title="")
    assert not re.search(r"<[ust1]>|<b>", card)
    assert card.count("<p>") == 1  # its own
    assert 'href="/organizations/b/#pressure-point-funding"' in card
    assert card.count("&lt;p&gt;") == 40 and "…" in card
    assert "possibly &lt;t&gt;" in card


def test_no_word_of_an_organization_or_a_filter_is_taken_for_html() -> None:
    assert not re.search("<[iG]|<b>", organization_card(BODY, CARD))
    box = facet("<l>", "theme", [Choice('"', "<n>", 3, True, at_least=True, possible=2)])
    assert not re.search('<[ln]>|value="""', box)
    assert re.search(r"checked>.*3\+.*, 2 possibly", box)
    assert facet("Theme", "theme", []) == ""


def test_rows_come_in_the_order_of_their_keys_without_those_that_are_gone(thirty: list[Organization]) -> None:
    keys = list(PublishedOrganization.objects.order_by("-pk").values_list("pk", flat=True))
    assert [each.pk for each in organization_rows([*keys, 10**6])] == keys
    index = facets_at(site_version())
    claims = list(index.claims)[::-7]
    assert [each.pk for each in claim_rows([10**7, *claims])] == claims
    assert organization_rows([]) == claim_rows([]) == []
    assert tags_of([], index) == {}


def test_tags_come_in_the_order_of_their_kinds(iom: Organization) -> None:
    index = facets_at(site_version())
    found = tags_of(list(index.claims), index)
    assert max(map(len, found.values())) > 1
    for tags in found.values():
        places = [index.tags.index(row) for row, _certain in tags]
        assert places == sorted(places)


def test_links_lead_below_the_prefix_that_the_site_has_now(iom: Organization, client: Client) -> None:
    assert 'href="/organizations/iom/' in body(client.get("/explore/"))
    set_script_prefix("/below/")
    try:
        assert BODY.url == "/below/organizations/b/"
    finally:
        set_script_prefix("/")
    assert BODY.url == "/organizations/b/"


def test_kinds_are_called_as_in_the_language_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    with override("de"):
        monkeypatch.setattr("organizations.templatetags.results.kind_in", lambda kind, language: f"{kind} {language}")
        assert "pressure_point de" in result(CLAIM)


def test_a_list_shows_what_was_published_last_whatever_was_asked_before(
    thirty: list[Organization], client: Client
) -> None:
    for url in (*LISTS, "/themes/returns/", "/organizations/b1/"):
        client.get(url)
    changed = Organization.objects.get(slug="b1")
    changed.name = "Another name"
    changed.save()
    publish(changed)
    for url in LISTS:
        assert "Another name" in body(client.get(url))
