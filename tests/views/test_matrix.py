"""The matrix: every number is what the page behind it shows."""

import re

import pytest
from django.test import Client

from organizations.models import Organization, PublishedOrganization
from tests.support.responses import body

CELL = re.compile(r'<td class="h(\d)[^"]*"><a href="([^"]+)">(\d+)(?: <span class="possible"><span[^>]*>\+(\d+)\?)?')

NAME = "International Organization for Migration"


@pytest.mark.parametrize("query", ["", "?organization=unhcr"])
def test_each_number_is_what_its_link_shows(all_dossiers: None, client: Client, query: str) -> None:
    cells = CELL.findall(body(client.get(f"/matrix/{query}")))
    assert len(cells) > 20
    for _shade, url, certain, possible in cells[::3]:
        page = body(client.get(url.replace("&amp;", "&")))
        shown = re.search(r'class="count-line"[^>]*>(\d+) claim', page)
        assert shown and int(shown[1]) == int(certain) + int(possible or 0), url


def test_what_is_only_possible_is_told_apart(iom: Organization, client: Client) -> None:
    assert ("1", "2") in {(certain, possible) for _, _, certain, possible in CELL.findall(body(client.get("/matrix/")))}


def test_the_fullest_dated_cell_has_the_deepest_shade_and_undated_and_totals_none(
    all_dossiers: None, client: Client
) -> None:
    cells = CELL.findall(body(client.get("/matrix/")))
    inside = [
        (int(certain) + int(possible or 0), shade)
        for shade, url, certain, possible in cells
        if "era=" in url and "theme=" in url and "era=undated" not in url
    ]
    assert max(inside)[1] == "5"
    others = [shade for shade, url, *_ in cells if "theme=" not in url or "era=undated" in url or "era=" not in url]
    assert set(others) == {"0"}


@pytest.mark.parametrize("words", ["iom", "IOM", NAME, f"{NAME} (IOM)".lower()])
def test_one_organization_is_named_in_any_of_its_ways(all_dossiers: None, client: Client, words: str) -> None:
    response = client.get("/matrix/", {"organization": words})
    assert "<h1>Eras and themes of International Organization for Migration (IOM)</h1>" in body(response)


def test_a_name_that_several_have_is_not_guessed(thirty: list[Organization], client: Client) -> None:
    PublishedOrganization.objects.filter(slug__in=["b1", "b2"]).update(acronym="TWIN")
    page = body(client.get("/matrix/", {"organization": "twin"}))
    assert "“twin” may be: Body Number 01 (TWIN); Body Number 02 (TWIN)." in page


def test_a_site_without_claims_has_an_empty_matrix(db: None, client: Client) -> None:
    assert "Eras and themes" in body(client.get("/matrix/"))
