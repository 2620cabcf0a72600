"""Themes and eras: what is published about each, and which claims only possibly belong."""

import re

import pytest
from django.test import Client

from organizations.models import Era, Organization, Theme
from tests.responses import body


def test_all_themes_and_eras_are_listed_with_counts(iom: Organization, client: Client) -> None:
    page = body(client.get("/themes/"))
    for tag in (*Theme.objects.all(), *Era.objects.all()):
        assert tag.name in page
        assert tag.description.replace("'", "&#x27;") in page
    assert "5 claims" in page


def test_a_theme_page_lists_its_claims(iom: Organization, client: Client) -> None:
    page = body(client.get("/themes/returns/"))
    assert "5 claims" in page
    assert 'href="/organizations/iom/#intersection-war-displacement-managed-movement"' in page
    assert "possibly" not in page


def test_an_era_page_says_what_is_certain_and_what_possible(iom: Organization, client: Client) -> None:
    page = body(client.get("/eras/globalization/"))
    assert "3 claims: 1 certainly within it, 2 possibly" in page
    assert page.count("possibly within this era") == 2


def test_a_term_page_is_paged(thirty: list[Organization], client: Client) -> None:
    assert "155 claims" in body(client.get("/themes/returns/"))
    assert body(client.get("/themes/returns/?page=2")).count('<article class="result"') == 25


def test_all_dated_claims_of_a_theme_are_drawn_on_every_page(thirty: list[Organization], client: Client) -> None:
    for url in ("/themes/returns/", "/themes/returns/?page=2"):
        page = body(client.get(url))
        assert "62 dated claims" in page
        assert page.count('<a href="/organizations/b7/#event') == 2 + page.split("</svg></div>")[1].count("b7/#event")


def test_more_than_can_be_drawn_are_counted_by_years_and_each_bar_is_true(
    thirty: list[Organization], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.views.vocabulary.MAX_DRAWN", 50)
    page = body(client.get("/themes/returns/"))
    assert "too many to draw each" in page
    bars = re.findall(r'href="(/explore/[^"]+from=[^"]+)" aria-label="[^:"]+: (\d+) dated claims', page)
    assert len(bars) > 2
    for url, number in bars:
        assert f">{number} claims</p>" in body(client.get(url.replace("&amp;", "&")))


def test_a_theme_is_no_era(iom: Organization, client: Client) -> None:
    assert client.get("/eras/returns/").status_code == 404
    assert client.get("/themes/cold-war/").status_code == 404
