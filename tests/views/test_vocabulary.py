"""Themes and eras: what is published about each, and which claims only possibly belong."""

import re

import pytest
from django.test import Client

from organizations.models import Era, Organization, Theme
from tests.support.responses import body


def test_all_themes_and_eras_are_listed_with_counts(iom: Organization, client: Client) -> None:
    page = body(client.get("/themes/"))
    for tag in (*Theme.objects.all(), *Era.objects.all()):
        assert tag.name in page
        assert tag.description.replace("'", "&#x27;") in page
    assert "5 claims" in page


def test_a_theme_page_lists_its_claims_under_their_organization_with_their_marks(
    iom: Organization, client: Client
) -> None:
    page = body(client.get("/themes/returns/"))
    assert "5 claims" in page and "possibly within" not in page
    listed = page.split("<h2")[1]
    assert listed.startswith(' lang="en"><a href="/organizations/iom/">')
    assert 'href="/organizations/iom/#intersection-war-displacement-managed-movement"' in listed
    assert '<a class="tag theme" href="/themes/borders/">' in listed


def test_an_era_page_says_what_is_certain_and_what_possible(iom: Organization, client: Client) -> None:
    page = body(client.get("/eras/globalization/"))
    assert "3 claims: 1 certainly within it, 2 possibly" in page
    assert page.count("possibly within this era") == 2


def test_a_term_page_is_paged(thirty: list[Organization], client: Client) -> None:
    assert "155 claims" in body(client.get("/themes/returns/"))
    assert body(client.get("/themes/returns/?page=2")).count('<article class="result"') == 25


def test_claims_of_one_organization_stand_together(thirty: list[Organization], client: Client) -> None:
    headings = re.findall(r'<h2 lang="en"><a href="/organizations/(\w+)/"', body(client.get("/themes/returns/")))
    assert len(headings) == len(set(headings)) == 5


def test_each_organization_has_a_lane_that_says_who_it_is(all_dossiers: None, client: Client) -> None:
    page = body(client.get("/eras/cold-war/"))
    drawing = page[page.index('<div class="drawing"') : page.index("<h2")]
    assert re.findall(r'<p><a href="/organizations/(\w+)/">', drawing) == ["ilo", "iom", "un", "unhcr"]
    assert "U Thant" in drawing and "Secretary-General" in drawing and "a term of office" in drawing


def test_every_organization_that_a_page_lists_has_a_lane_and_the_next_page_draws_the_next(
    thirty: list[Organization], client: Client
) -> None:
    drawn: list[str] = []
    for number in (1, 2, 3, 4, 5, 6, 7):
        page = body(client.get(f"/themes/returns/?page={number}"))
        listed = re.findall(r'<h2 lang="en"><a href="/organizations/(\w+)/"', page)
        lanes = re.findall(r'<p><a href="/organizations/(\w+)/">', page)
        assert lanes == listed
        assert f"Drawn are the organizations that this page lists: {len(listed)} of 31." in page
        assert (f'href="?page={number + 1}">The next ones' in page) is (number < 7)
        drawn += lanes
    assert len(set(drawn)) == 31


def test_nothing_is_said_of_others_where_all_are_drawn(all_dossiers: None, client: Client) -> None:
    assert "Drawn are" not in body(client.get("/eras/cold-war/"))


def test_more_than_can_be_named_are_counted_by_years_and_each_bar_is_true(
    thirty: list[Organization], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.views.vocabulary.MAX_DRAWN", 50)
    page = body(client.get("/themes/returns/"))
    assert "too many to name each" in page
    bars = re.findall(r'href="(/explore/[^"]+from=[^"]+)"[^>]*>.*?</tspan> (\d+) (?:events|terms of office)<', page)
    assert len(bars) > 2
    for url, number in bars:
        assert f">{number} claims</p>" in body(client.get(url.replace("&amp;", "&")))
    assert "too many to name each" not in body(client.get("/themes/returns/?page=2"))


def test_organizations_with_more_than_can_be_drawn_are_listed_alone(
    thirty: list[Organization], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.views.vocabulary.MAX_DRAWN", 2)
    page = body(client.get("/themes/returns/?page=2"))
    assert '<div class="drawing"' not in page and page.count("<h2 lang") == 5


def test_a_theme_is_no_era(iom: Organization, client: Client) -> None:
    assert client.get("/eras/returns/").status_code == 404
    assert client.get("/themes/cold-war/").status_code == 404
