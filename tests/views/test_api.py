"""The description of the data: valid, kept in step with what is answered, and explained on a page."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from organizations.exports.data_pages import PAGES
from organizations.exports.openapi import OEMBED, TIMELINE, openapi
from organizations.models import Organization
from tests.support.responses import body
from tests.support.taken import read

SNAPSHOT = Path("tests/views/openapi.json")


def described(client: Client) -> dict:
    response = client.get("/api/openapi.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


def test_it_is_openapi_3_1_and_known_to_have_changed(db: None, client: Client) -> None:
    found = described(client)
    assert found["openapi"] == "3.1.0"
    validate(found)
    # To take a change on purpose: write `found` there, as json.dumps(…, ensure_ascii=False, indent=1) does.
    assert found == json.loads(SNAPSHOT.read_text("utf-8"))


def test_every_address_of_data_is_described() -> None:
    pages = {f"{page.path}.{form}" for page in PAGES for form in page.formats}
    assert set(openapi("")["paths"]) == pages | {TIMELINE, OEMBED}


@pytest.mark.parametrize("query", ["", "?facets=1&size=2", "?sort=date&size=1", "?kind=nope"])
def test_explore_answers_as_it_is_described(iom: Organization, client: Client, query: str) -> None:
    check(client, "/explore.json", f"/explore.json{query}")


@pytest.mark.parametrize("page", [page for page in PAGES if "json" in page.formats], ids=lambda page: page.name)
def test_every_page_answers_as_it_is_described(iom: Organization, client: Client, page) -> None:
    slugs = {"theme_detail": "returns", "era_detail": "cold-war", "person_detail": "amy-pope"}
    path = page.path.replace("{slug}", slugs.get(page.name, "iom")).replace("{number}", "1")
    path = path.replace("{anchor}", "fact-headquarters")
    check(client, f"{page.path}.json", f"{path}.json{'?facets=1' if page.facets else ''}")
    if "{slug}" in page.path:
        check(client, f"{page.path}.json", f"{page.path.format(slug='nobody', number=1, anchor='fact-a')}.json")


@pytest.mark.parametrize(
    "asked",
    [
        {"url": "http://testserver/organizations/iom/claims/fact-headquarters/"},
        {"url": "http://testserver/organizations/iom/claims/fact-headquarters/", "maxwidth": "100", "format": "json"},
        {"url": "http://testserver/about/"},
        {"url": "", "format": "xml"},
        {"url": "http://testserver/organizations/iom/claims/fact-headquarters/", "maxwidth": "0"},
    ],
)
def test_oembed_answers_as_it_is_described(iom: Organization, client: Client, asked: dict[str, str]) -> None:
    check(client, OEMBED, f"{OEMBED}?{urlencode(asked)}")


def check(client: Client, path: str, url: str) -> None:
    """The answer at an address is one of those that are described, and looks as it should."""
    description = described(client)
    response = client.get(url)
    status = str(response.status_code)
    answers = {**description["components"]["responses"], "200": description["paths"][path]["get"]["responses"]["200"]}
    assert status in description["paths"][path]["get"]["responses"]
    [(media_type, content)] = answers[status]["content"].items()
    assert response["Content-Type"] == media_type
    schema = {**content["schema"], "components": description["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(response.json())


def test_a_dossier_is_valid_by_its_schema(all_dossiers: None, client: Client) -> None:
    schema = client.get("/api/dossier.schema.json").json()
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "http://testserver/api/dossier.schema.json"
    for slug in ("iom", "un", "ilo", "unhcr"):
        dossier = read(client.get(f"/organizations/{slug}.json"))["dossier"]
        Draft202012Validator(schema).validate(dossier)
    dossier["sections"][0]["items"][0]["type"] = "event"
    assert not Draft202012Validator(schema).is_valid(dossier)


def test_the_page_names_every_address_and_parameter(db: None, client: Client) -> None:
    page = body(client.get("/api/"))
    for each in PAGES:
        assert f"<code>{each.path}.json</code>" in page
    assert 'href="/api/openapi.json"' in page
    assert "<dt><code>as-of</code></dt>" in page
