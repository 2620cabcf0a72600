"""Suggestions: organizations, people and titles that hold the beginning that was typed."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization, PublishedOrganization
from organizations.views.suggest import suggestions
from tests.support.responses import body


def suggested(client: Client, words: str) -> list[tuple[str, str]]:
    """Address and name of each suggestion but the last, which leads to all claims."""
    page = body(client.get("/suggest/", {"q": words}))
    found = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', page)
    return [(url, re.sub(r"<[^>]+>", "", name)) for url, name in found[:-1]]


def test_an_organization_is_found_by_its_short_name_first(all_dossiers: None, client: Client) -> None:
    assert suggested(client, "un")[0] == ("/organizations/un/", "United Nations (UN)")
    assert ("/organizations/unhcr/", "United Nations High Commissioner for Refugees (UNHCR)") in suggested(client, "un")


def test_a_person_is_found_once_without_the_accent(all_dossiers: None, client: Client) -> None:
    assert suggested(client, "antonio gut") == [("/people/antonio-guterres/", "António Guterres")]


def test_names_that_begin_with_the_words_come_before_those_that_hold_them(
    thirty: list[Organization], client: Client
) -> None:
    PublishedOrganization.objects.filter(slug="b29").update(name="Number One", sort_name="number one")
    names = [name for _url, name in suggested(client, "number")]
    assert names[:3] == ["Number One (B29)", "Body Number 00 (B0)", "Body Number 01 (B1)"]


def test_the_words_are_marked_in_a_name(all_dossiers: None, client: Client) -> None:
    assert "António <mark>Guterres</mark>" in body(client.get("/suggest/?q=guter"))


def test_a_title_leads_to_its_claim(iom: Organization, client: Client) -> None:
    urls = [url for url, _name in suggested(client, "externalized bor")]
    assert "/organizations/iom/#event-externalized-borders" in urls


def test_words_of_the_text_alone_are_no_title(iom: Organization, client: Client) -> None:
    assert all("structural analysis" not in name for _url, name in suggested(client, "structural analysis"))


@pytest.mark.parametrize("words", ["", "a", " "])
def test_too_little_suggests_nothing(iom: Organization, client: Client, words: str) -> None:
    assert body(client.get("/suggest/", {"q": words})).count("<li>") == 0


def test_what_is_typed_is_shown_as_it_is_and_leads_to_all_claims(iom: Organization, client: Client) -> None:
    page = body(client.get("/suggest/", {"q": '<b>"&'}))
    assert "<b>" not in page
    assert 'href="/explore/?q=%3Cb%3E%22%26"' in page


def test_it_is_never_kept(iom: Organization, client: Client) -> None:
    assert "no-store" in client.get("/suggest/?q=mig")["Cache-Control"]


def test_names_of_people_are_not_gone_through_one_by_one(iom: Organization) -> None:
    with CaptureQueriesContext(connection) as queries:
        groups = dict(suggestions("lacy"))
    assert [each.name for each in groups["People"]] == ["William <mark>Lacy</mark> Swing"]
    assert not [each for each in queries if "publishedperson" in each["sql"] and "LIKE" in each["sql"]]
