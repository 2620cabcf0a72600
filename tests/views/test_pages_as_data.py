"""Every page is data too, at its own address and query: as many records as the page says, its redirects and its 410."""

import random
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import get_resolver

from organizations.dossier.kinds import CLAIMS
from organizations.dossier.text.parser import parse
from organizations.exports.data_pages import DATA, DataPage
from organizations.models import Organization, Person
from organizations.publishing import publish, withdraw
from organizations.views import claims
from organizations.views.shared.pages import is_published
from tests.support.responses import body
from tests.support.taken import read, rows, taken

NAMED = {"organization": "iom", "era": "cold-war", "theme": "returns", "person": "amy-pope", "claim": "iom"}
NO_DATA = {
    *(
        "about",
        "api",
        "suggest",
        "feed",
        "dossier_feed",
        "share_picture",
        "cite",
        "claim_embed",
        "oembed",
        "components",
        "contribute",
        "contribute_to_claim",
    ),
    *("bulk_file", "source_copy", "sitemap", "sitemap_section"),
}
"""Pages that hold no records of their own, are files already, or forms."""


def address(page: DataPage, form: str = "") -> str:
    """The address of a page of IOM, or of its data."""
    kind = page.name.partition("_")[0] if page.name not in ("edition_detail", "history") else "organization"
    route = page.route.replace("<slug:slug>", NAMED.get(kind, "")).replace("<int:number>", "1")
    route = route.replace("<slug:anchor>", "fact-headquarters")
    if form:
        return f"/{route}.{form}"
    return "/" if page.name == "organization_list" else f"/{route}/"


def data_of(head: str) -> list[tuple[str, str]]:
    """Where a page leads to its data: media types and addresses. Links to feeds have a title besides."""
    return re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)">', head)


def test_every_published_page_is_data_or_is_said_to_be_none() -> None:
    patterns = get_resolver("organizations.urls").url_patterns
    names = {each.name for each in patterns if is_published(each.callback) and "." not in each.name}
    assert names - NO_DATA == set(DATA)


@pytest.mark.parametrize("page", [DATA[name] for name in DATA if name != "source_detail"], ids=lambda page: page.name)
def test_the_head_leads_to_each_format_and_each_is_there(iom: Organization, client: Client, page: DataPage) -> None:
    head = body(client.get(address(page)))
    found = data_of(head)
    assert [url for _type, url in found] == [address(page, form) for form in page.formats]
    for media_type, url in found:
        response = client.get(url)
        assert response.status_code == 200
        assert response["Content-Type"].partition(";")[0] == media_type
        assert response["Access-Control-Allow-Origin"] == "*"


def test_the_head_keeps_the_query_that_the_data_knows(iom: Organization, client: Client) -> None:
    head = body(client.get("/explore/?kind=event&q=&page=1"))
    assert '<link rel="alternate" type="text/csv" href="/explore.csv?kind=event">' in head
    assert 'This list as <a rel="nofollow" href="/explore.csv?kind=event">CSV</a>' in head


@pytest.mark.parametrize("url", ["/nothing/", "/organizations/nothing/", "/themes/nothing/"])
def test_a_page_that_is_not_there_leads_to_no_data(iom: Organization, client: Client, url: str) -> None:
    assert data_of(body(client.get(url), 404)) == []


def test_crawlers_are_kept_from_the_data_of_every_query(client: Client, db: None) -> None:
    lines = body(client.get("/robots.txt")).splitlines()
    assert {"Disallow: /*.json?", "Disallow: /*.csv?"} <= set(lines)


# -- it holds what the page says --------------------------------------------------------------------------------


ONCE = ("from", "to", "q", "sort")


def filters(number: int) -> Iterator[list[tuple[str, str]]]:
    """Made-up choices of filters, the same each time."""
    chance = random.Random(16)
    values = {
        "kind": ["event", "role", "fact", "program", "remark"],
        "era": ["cold-war", "globalization", "undated"],
        "theme": ["returns", "borders", "data"],
        "organization": ["iom", "b1", "b2", "b3"],
        "from": ["1950", "1989", "2001"],
        "to": ["2002", "2015"],
        "q": ["returns", "migration", "body number", "zebra"],
        "sort": ["date"],
    }
    for _ in range(number):
        names = chance.sample(sorted(values), chance.randint(0, 4))
        yield [
            (name, value)
            for name in names
            for value in chance.sample(values[name], 1 if name in ONCE else chance.randint(1, 2))
        ]


@pytest.mark.slow
def test_two_hundred_choices_of_filters_hold_what_the_page_counts(
    thirty: list[Organization], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "PER_PAGE", 1)
    for chosen in filters(200):
        query = urlencode(chosen)
        counted = re.search(r'class="count-line"[^>]*>(\d+) claims?<', body(client.get(f"/explore/?{query}")))
        assert counted, query
        assert read(client.get(f"/explore.json?{query}&size=1"))["count"] == int(counted[1]), query


CLAIM_NAMES = "|".join(kind.prefix for kind in CLAIMS)


@pytest.mark.parametrize(
    "query", ["", "theme=returns", "era=cold-war&theme=borders", "as-of=1999", "as-of=1900", "era=undated"]
)
def test_a_dossier_holds_the_claims_of_its_page(iom: Organization, client: Client, query: str) -> None:
    for place in ("organizations/iom", "organizations/iom/editions/1"):
        page = body(client.get(f"/{place}/?{query}"))
        anchors = re.findall(rf'<(?:li|div|article)\b[^>]*\bid="((?:{CLAIM_NAMES})-[^"]+)"', page)
        answer = read(client.get(f"/{place}.json?{query}"))
        found = [each["url"].partition("#")[2] for each in answer["results"]]
        assert [each for each in found if not each.startswith(("remark", "section", "introduction"))] == anchors
        assert answer["count"] == len(found) == len(rows(client, f"/{place}.csv?{query}"))


@pytest.mark.parametrize("sort", ["name", "-name", "founded", "-founded"])
def test_organizations_come_in_the_order_of_the_page(thirty: list[Organization], client: Client, sort: str) -> None:
    for query in (f"sort={sort}", f"sort={sort}&country=Kenya&theme=returns"):
        pages = "".join(body(client.get(f"/?{query}&page={number}")) for number in (1, 2))
        listed = list(dict.fromkeys(re.findall(r'<h2[^>]*><a href="/organizations/([^"/]+)/">', pages)))
        answer = taken(client, f"/organizations.json?{query}&size=3")
        assert [each["slug"] for each in answer["results"]] == listed
        assert answer["count"] == len(listed) == len(rows(client, f"/organizations.csv?{query}"))


def test_organizations_whose_founding_is_unknown_come_last(thirty: list[Organization], client: Client) -> None:
    for number in (3, 5):
        thirty[number].facts.filter(label="Founded").delete()
        publish(thirty[number])
    for sort in ("founded", "-founded"):
        found = taken(client, f"/organizations.json?sort={sort}&size=2")["results"]
        years = [each["founded"] for each in found]
        assert len(found) == 31
        assert years[-2:] == [None, None]
        assert years[:-2] == sorted(years[:-2], reverse=sort == "-founded")


def test_themes_eras_and_people_hold_what_their_pages_say(thirty: list[Organization], client: Client) -> None:
    for each in read(client.get("/themes.json"))["results"]:
        answer = taken(client, f"{each['url'].removeprefix('http://testserver').rstrip('/')}.json?size=200")
        assert answer["tag"] == each
        assert answer["count"] == len(answer["results"]) == each["certain"] + each["possible"]
    people = taken(client, "/people.json?size=2")
    assert [each["slug"] for each in people["results"]] == ["amy-pope", "william-lacy-swing", "antonio-vitorino"]
    person = read(client.get("/people/amy-pope.json"))
    assert len(person["results"]) == person["person"]["roles"] == people["results"][0]["roles"] == 31


def test_the_matrix_holds_each_cell_with_the_claims_that_it_counts(iom: Organization, client: Client) -> None:
    cells = read(client.get("/matrix.json?organization=iom"))["results"]
    for cell in cells[::7]:
        asked = urlencode({name: cell[name] for name in ("theme", "era") if cell[name]})
        assert read(client.get(f"/explore.json?{asked}&size=1"))["count"] == cell["certain"] + cell["possible"], asked
    assert read(client.get("/matrix.json?organization=nope"), 400)["errors"][0]["parameter"] == "organization"


def test_a_comparison_holds_all_claims_of_each(thirty: list[Organization], client: Client) -> None:
    answer = read(client.get("/compare.json?org=b2&org=iom"))
    assert [each["slug"] for each in answer["organizations"]] == ["b2", "iom"]
    assert [each["organization"]["slug"] for each in answer["results"]] == ["b2"] * 29 + ["iom"] * 29
    assert read(client.get("/compare.json?org=b2&org=nope"), 400)["errors"][0]["parameter"] == "org"


# -- a dossier as text, as a value, as a timeline ---------------------------------------------------------------


def test_the_text_of_a_dossier_is_the_one_it_came_from(iom: Organization, iom_text: str, client: Client) -> None:
    for url in ("/organizations/iom.txt", "/organizations/iom/editions/1.txt"):
        response = client.get(url)
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert parse(body(response)) == parse(iom_text)


def test_a_dossier_is_one_value_with_the_type_of_each_claim(iom: Organization, client: Client) -> None:
    whole = read(client.get("/organizations/iom.json"))
    section = next(each for each in whole["dossier"]["sections"] if each["kind"] == "timeline")
    assert {item["type"] for item in section["items"]} == {"event"}
    assert read(client.get("/organizations/iom.json?theme=returns"))["dossier"] is None


def test_a_timeline_is_drawn_by_timelinejs(iom: Organization, client: Client) -> None:
    found = client.get("/organizations/iom/timeline.json").json()
    first = found["events"][0]
    assert first["display_date"] == "1951–1970s"
    assert (first["start_date"], first["end_date"]) == ({"year": 1951}, {"year": 1979})
    assert first["unique_id"] == "event-cold-war-resettlement-tool"
    assert found["eras"][0]["text"]["headline"] == "Cold War"
    assert found["eras"][0]["start_date"] == {"year": 1947, "month": 1, "day": 1}


# -- addresses that were left -----------------------------------------------------------------------------------

REST = [
    ".json",
    ".csv?theme=returns",
    ".txt",
    "/history.json",
    "/editions/1.json",
    "/timeline.json",
    "/claims/fact-headquarters.json",
]


@pytest.mark.parametrize("rest", REST)
def test_a_renamed_dossier_leads_to_its_new_data(iom: Organization, client: Client, rest: str) -> None:
    iom.slug = "iom-un"
    iom.save()
    publish(iom)
    response = client.get(f"/organizations/iom{rest}")
    assert (response.status_code, response["Location"]) == (301, f"/organizations/iom-un{rest}")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("rest", REST)
def test_the_data_of_a_withdrawn_dossier_is_gone_and_says_why(iom: Organization, client: Client, rest: str) -> None:
    withdraw(iom, note="In dispute <b>")
    response = client.get(f"/organizations/iom{rest}")
    assert "In dispute <b>" in read(response, 410)["detail"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "url",
    [
        "/organizations/x.json",
        "/organizations/iom/editions/9.json",
        "/themes/x.csv",
        "/people/x.json",
        "/themes/é.json?a=b",
        "/sources/a%0Ab.csv",
    ],
)
def test_what_was_never_published_is_not_found(iom: Organization, client: Client, url: str) -> None:
    response = client.get(url)
    assert read(response, 404)["title"] == "Not Found"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_person_who_is_called_otherwise_leads_on(iom: Organization, client: Client) -> None:
    Person.objects.filter(slug="amy-pope").update(slug="amy-e-pope")
    publish(iom)
    assert client.get("/people/amy-pope.json")["Location"] == "/people/amy-e-pope.json"
