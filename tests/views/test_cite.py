"""A claim to be cited: with its edition and a lasting address, in words and for programs, its sources with it."""

import json

import pytest
from django.test import Client

from organizations.dossier.text.parser import parse
from organizations.publishing import publish
from organizations.store import load_dossier
from tests.csl import complaints
from tests.support.responses import body
from tests.views.test_evidence import TEXT

PAGE = "/organizations/ab/claims/event-founding/cite/"


@pytest.fixture(autouse=True)
def sourced(db: None) -> None:
    publish(load_dossier(parse(TEXT), slug="ab"))


def test_a_citation_names_claim_edition_and_address(client: Client) -> None:
    shown = body(client.get(PAGE))
    assert "“Founding”. A Body (AB), edition 1, " in shown
    assert "http://testserver/organizations/ab/editions/1/#event-founding" in shown
    assert "AB, Constitution (Geneva, 1953)." in shown and "noindex" in shown


def test_programs_get_the_claim_and_its_sources(client: Client) -> None:
    answer = client.get(PAGE, {"format": "csl"})
    assert complaints(json.loads(answer.content)) == []
    claim, constitution, letter = json.loads(answer.content)
    assert claim["title"] == "Founding" and claim["URL"].endswith("/editions/1/#event-founding")
    assert constitution["issued"] == {"date-parts": [[1953]]} and letter["URL"] == "https://example.org/letter"
    assert answer["Content-Disposition"] == 'attachment; filename="ab-event-founding.json"'


@pytest.mark.parametrize(("name", "opens"), [("bibtex", "@"), ("ris", "TY  - "), ("text", "“Founding”")])
def test_each_format_is_a_file(client: Client, name: str, opens: str) -> None:
    text = client.get(PAGE, {"format": name}).content.decode()
    assert text.startswith(opens) and "Constitution" in text


@pytest.mark.parametrize("anchor", ["event-none", "nothing", "source-ab-constitution-geneva-1953"])
def test_what_is_no_claim_cannot_be_cited(client: Client, anchor: str) -> None:
    assert client.get(f"/organizations/ab/claims/{anchor}/cite/").status_code == 404


def test_what_stands_on_nothing_says_so(client: Client) -> None:
    assert "No source is recorded" in body(client.get("/organizations/ab/claims/fact-seat/cite/"))
