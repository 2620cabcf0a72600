"""Linked data: what machines are told of an organization, a person and a claim, in schema.org's own shapes."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.support.responses import body

# The properties that schema.org gives each type, of those that are used here, with what they may hold.
SHAPES: dict[str, dict[str, tuple[str, ...]]] = {
    "Organization": {
        "name": ("Text",), "alternateName": ("Text",), "url": ("URL",), "description": ("Text",),
        "foundingDate": ("Date",), "location": ("Place",), "member": ("OrganizationRole",),
    },
    "Person": {"name": ("Text",), "url": ("URL",), "memberOf": ("OrganizationRole",)},
    "OrganizationRole": {
        "roleName": ("Text",), "startDate": ("Date",), "endDate": ("Date",),
        "member": ("Person",), "memberOf": ("Organization",),
    },
    "Place": {"name": ("Text",)},
    "Claim": {
        "name": ("Text",), "text": ("Text",), "url": ("URL",), "inLanguage": ("Text",), "datePublished": ("Date",),
        "about": ("Organization",), "isPartOf": ("CreativeWork",), "citation": ("Text",),
    },
    "CreativeWork": {"name": ("Text",), "url": ("URL",)},
}  # fmt: skip
PATTERNS = {"Text": r".+", "URL": r"https?://[^\s]+/", "Date": r"\d{4}(-\d\d(-\d\d)?)?"}


def linked(client: Client, url: str) -> dict[str, Any]:
    page = body(client.get(url))
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data: dict[str, Any] = json.loads(text)
    return data


def wrong_in(thing: dict[str, Any]) -> list[str]:
    """What does not fit the shape of the thing's type, or of those within it."""
    shape, wrong = SHAPES[thing["@type"]], []
    for name, value in thing.items():
        if name in ("@type", "@context"):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                wrong += [] if each["@type"] in shape[name] else [f"{name}: {each['@type']}"]
                wrong += wrong_in(each)
            elif not any(re.fullmatch(PATTERNS.get(kind, "(?!)"), each, re.S) for kind in shape[name]):
                wrong.append(f"{name}: {each}")
    return wrong


@pytest.mark.parametrize(
    "url",
    [
        "/organizations/iom/",
        "/organizations/un/",
        "/people/antonio-guterres/",
        "/people/amy-pope/",
        "/organizations/un/claims/fact-founded/",
    ],
)
def test_it_has_the_shapes_of_schema_org(all_dossiers: None, client: Client, url: str) -> None:
    data = linked(client, url)
    assert data["@context"] == "https://schema.org"
    assert wrong_in(data) == []


def test_a_claim_cites_the_words_of_its_sources(all_dossiers: None, client: Client) -> None:
    data = linked(client, "/organizations/un/claims/fact-founded/")
    assert data["isPartOf"]["url"] == data["about"]["url"] == "http://testserver/organizations/un/"
    assert any("Charter" in each for each in data["citation"])


def test_an_organization_has_its_leaders_with_their_years(all_dossiers: None, client: Client) -> None:
    roles = {role["member"]["name"]: role for role in linked(client, "/organizations/unhcr/")["member"]}
    ogata, grandi = roles["Sadako Ogata"], roles["António Guterres"]
    assert (ogata["startDate"], ogata["endDate"], ogata["roleName"]) == ("1991", "2000", "High Commissioner")
    assert grandi["member"]["url"] == "http://testserver/people/antonio-guterres/"


def test_an_office_that_is_held_has_no_end(all_dossiers: None, client: Client) -> None:
    [role] = linked(client, "/people/amy-pope/")["memberOf"]
    assert role["startDate"] == "2023"
    assert "endDate" not in role
    assert role["memberOf"]["name"] == "International Organization for Migration (IOM)"
