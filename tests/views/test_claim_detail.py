"""A claim has a page of its own: its words, what it stands on, where to cite it and add to it; and is data."""

import re
from datetime import date

import pytest
from django.test import Client

from organizations.dossier.text.parser import parse
from organizations.models import Organization, PublishedClaim
from organizations.publishing import publish, withdraw
from organizations.store import load_dossier
from tests.support.responses import body
from tests.support.taken import read

TEXT = """A Body (AB)

Timeline

1951: Founding

It was founded.[1][but see 2]

Sources

[1] A Body, Charter (1951), https://example.org/charter
[2] A Critic, “Not So” (1960).
[3] Somebody Else (1970).
"""
PAGE = "/organizations/ab/claims/event-founding/"


@pytest.fixture
def a_body(db: None) -> Organization:
    organization = load_dossier(parse(TEXT))
    publish(organization)
    return organization


def test_it_says_what_the_claim_says_and_which_sources_it_cites(a_body: Organization, client: Client) -> None:
    page = body(client.get(PAGE))
    assert "<h1" in page and ">Founding</h1>" in page and "1951" in page and "It was founded." in page
    assert "2 sources, 1 disputes" in page
    assert "Charter" in page and "Not So" in page and "Somebody Else" not in page
    assert f'href="{PAGE}cite/"' in page and f'href="{PAGE}contribute/"' in page
    assert 'href="/organizations/ab/#event-founding"' in page
    assert "edition 1" in page


def test_every_claim_of_a_dossier_has_one(iom: Organization, client: Client) -> None:
    for claim in PublishedClaim.objects.all():
        assert (claim.title or claim.detail)[:5] in body(
            client.get(f"/organizations/iom/claims/{claim.anchor}/")
        ).replace("&amp;", "&").replace("&quot;", '"')


def test_it_asks_for_the_same_whatever_its_dossier_holds(
    iom: Organization, client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(4):
        client.get("/organizations/iom/claims/event-externalized-borders/")


@pytest.mark.parametrize("rest", ["/", ".json", "/cite/?format=ris"])
def test_a_claim_that_was_moved_leads_to_where_it_stands(iom: Organization, client: Client, rest: str) -> None:
    found = client.get(f"/organizations/iom/claims/program-no-human-rights-mandate-in-founding-document{rest}")
    assert (found.status_code, found["Location"]) == (
        301,
        f"/organizations/iom/claims/pressure-point-no-human-rights-mandate-in-founding-document{rest}",
    )


def test_it_is_data_with_the_sources_that_it_cites(a_body: Organization, client: Client) -> None:
    found = read(client.get(f"{PAGE[:-1]}.json"))
    [claim] = found["results"]
    assert (found["version"], claim["title"], claim["period"]["edtf"]) == (1, "Founding", "1951")
    assert claim["edition_url"] == "http://testserver/organizations/ab/editions/1/#event-founding"
    assert [each["key"] for each in found["sources"]] == [each["key"] for each in claim["sources"]]
    assert len(found["sources"]) == 2


def test_programs_that_keep_references_read_its_head(a_body: Organization, client: Client) -> None:
    head = dict(re.findall(r'<meta name="citation_(\w+)" content="([^"]*)">', body(client.get(PAGE))))
    assert head == {
        "title": "Founding",
        "book_title": "A Body (AB)",
        "publication_date": date.today().isoformat(),
        "language": "en",
        "public_url": "http://testserver/organizations/ab/editions/1/#event-founding",
    }


def test_a_claim_that_is_gone_says_so(a_body: Organization, client: Client) -> None:
    gone = client.get("/organizations/ab/claims/event-never/")
    assert "history of the dossier" in body(gone, 404)
    withdraw(a_body)
    assert client.get(PAGE).status_code == client.get(f"{PAGE}cite/").status_code == 410


def test_a_narrowed_section_says_nothing_of_the_claims_that_it_does_not_show(
    all_dossiers: None, client: Client
) -> None:
    assert "12 of 12 claims sourced" in body(client.get("/organizations/un/"))
    for query in ("theme=conflict", "as-of=1960"):
        assert "12 of 12 claims sourced" not in body(client.get(f"/organizations/un/?{query}"))
