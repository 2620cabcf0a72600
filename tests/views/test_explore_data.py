"""Explore as JSON and CSV: the claims of the page at the same query, all of them, and errors that say what is wrong."""

import re
import tracemalloc
from collections.abc import Iterable
from itertools import chain
from typing import cast
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.exports import data_pages, records
from organizations.exports.tables import MARK, csv_lines
from organizations.models import Organization, PublishedClaim
from organizations.publishing import publish, rebuild_search
from organizations.reading.search import lookup
from organizations.synthesis import synthesize
from organizations.views.shared import data, pages
from tests.support.responses import body
from tests.support.taken import read, rows, taken
from tests.views.test_questions import LATER, QUESTIONS

QUERIES = [
    "",
    "kind=event&kind=role",
    "era=undated&era=cold-war",
    "theme=returns&from=1990&to=2020",
    "q=returns",
    "q=returns&sort=date",
    "sort=date",
    "sort=date&kind=event",
    "organization=iom&q=&theme=&from=",
]


@pytest.mark.parametrize("query", QUERIES)
def test_it_holds_what_the_page_counts(thirty: list[Organization], client: Client, query: str) -> None:
    counted = re.search(r'class="count-line"[^>]*>(\d+) claims?<', body(client.get(f"/explore/?{query}")))
    assert counted
    answer = taken(client, f"/explore.json?{query}&size=200")
    claims = {each["url"] for each in answer["results"]}
    assert answer["count"] == len(answer["results"]) == len(claims) == int(counted[1])
    assert [each["url"] for each in rows(client, f"/explore.csv?{query}")] == [
        each["url"] for each in answer["results"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("limit", [2000, 5])
@pytest.mark.parametrize("others", ["", "kind=event&kind=role", "era=cold-war"])
def test_questions_hold_what_the_page_counts(
    all_dossiers: None, client: Client, monkeypatch: pytest.MonkeyPatch, limit: int, others: str
) -> None:
    monkeypatch.setattr(lookup.hits_of, "__defaults__", (limit,))
    monkeypatch.setattr(lookup.hits_among, "__defaults__", (limit,))
    for question, _answer in chain(QUESTIONS, *LATER[::2]):
        query = f"{urlencode({'q': question})}&{others}"
        page = body(client.get(f"/explore/?{query}"))
        answer = read(client.get(f"/explore.json?{query}&size=200&facets=1"))
        counted = re.search(r'class="count-line"[^>]*>(The best )?(\d+)', page)
        assert counted
        if counted[1]:
            shown = set(re.findall(r'<h2 class="small"[^>]*>\s*<a href="([^"#]+#[^"]+)"', page))
            assert shown <= {each["url"].removeprefix("http://testserver") for each in answer["results"]}, query
            continue
        assert answer["count"] == int(counted[2]), query
        facets = [(name, each) for name, values in answer["facets"].items() for each in values]
        assert {(name, each["value"], each["count"]) for name, each in facets} >= set(counts_of(page)), query


def counts_of(page: str) -> list[tuple[str, str, int]]:
    """Each choice that a page offers: the name of the filter, the value, and how many claims it would show."""
    choice = re.compile(r'name="(\w+)" value="([\w-]+)"(?:(?!<input).)*?<span class="count"[^>]*>(\d+)<', re.DOTALL)
    return [(name, value, int(count)) for name, value, count in choice.findall(page)]


@pytest.mark.parametrize(
    ("q", "filters", "partial", "corrected"),
    [
        ("headquarters", [("kind", "fact", "headquarters", '"headquarters"')], False, ""),
        ('"headquarters"', [], False, ""),
        ("IOM in 1951", [("organization", "International Organization for Migration (IOM)", "IOM", '"IOM" in 1951'),
                         ("years", "1951", "in 1951", 'IOM "in" "1951"')], False, ""),
        ("returns zebra", [("theme", "Returns", "returns", '"returns" zebra')], True, ""),
        ("evacautions", [], False, "evacuations"),
    ],
)  # fmt: skip
def test_it_says_how_a_question_was_understood(
    iom: Organization, client: Client, q: str, filters: list[tuple[str, ...]], partial: bool, corrected: str
) -> None:
    rebuild_search()
    question = read(client.get("/explore.json", {"q": q, "size": 1}))["question"]
    assert question == {
        "filters": [dict(zip(("filter", "value", "words", "without"), each, strict=True)) for each in filters],
        "partial": partial,
        "corrected": corrected,
    }


@pytest.mark.slow
def test_any_size_of_page_gives_the_same_claims_in_one_order(thirty: list[Organization], client: Client) -> None:
    for order in ("", "&sort=date"):
        by_seven = taken(client, f"/explore.json?kind=event&kind=fact{order}&size=7")["results"]
        assert by_seven == taken(client, f"/explore.json?kind=event&kind=fact{order}&size=200")["results"]


def test_by_date_the_earliest_come_first_and_the_undated_last(thirty: list[Organization], client: Client) -> None:
    found = taken(client, "/explore.json?sort=date&size=200")["results"]
    days = [PublishedClaim.objects.get(organization__slug=each["organization"]["slug"], kind=each["type"],
            key=each["key"]).earliest for each in found[::20]]  # fmt: skip
    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert days[: len(dated)] == dated


def test_a_claim_says_all_that_is_known_of_it(iom: Organization, client: Client) -> None:
    [claim] = taken(client, "/explore.json?q=%22cold+war+resettlement+tool%22")["results"]
    assert claim["type"] == "event"
    assert claim["url"] == "http://testserver/organizations/iom/#event-cold-war-resettlement-tool"
    assert claim["edition_url"] == "http://testserver/organizations/iom/editions/1/#event-cold-war-resettlement-tool"
    assert claim["organization"]["acronym"] == "IOM"
    assert claim["period"]["words"] == "1951–1970s"
    assert claim["period"]["edtf"] == "1951/197X"
    assert (claim["period"]["start_latest"], claim["period"]["end_latest"]) == ("1951-12-31", "1979-12-31")
    assert {"kind": "era", "slug": "cold-war", "name": "Cold War", "certain": True} in claim["tags"]


def test_a_claim_says_in_which_eras_it_is_only_possibly(iom: Organization, client: Client) -> None:
    [claim] = taken(client, "/explore.json?q=%22expansion+beyond+europe%22")["results"]
    assert {tag["slug"]: tag["certain"] for tag in claim["tags"] if tag["kind"] == "era"} == {
        "cold-war": True, "globalization": False,
    }  # fmt: skip
    [row] = rows(client, "/explore.csv?q=%22expansion+beyond+europe%22")
    assert (row["eras"], row["possible_eras"]) == ("cold-war", "globalization")


def test_facets_are_the_counts_of_the_page(iom: Organization, client: Client) -> None:
    assert "facets" not in read(client.get("/explore.json"))
    found = read(client.get("/explore.json?facets=1&size=1"))["facets"]
    assert {each["value"]: each["count"] for each in found["era"]} == {
        "cold-war": 2, "globalization": 3, "crisis-and-compacts": 5, "since-the-pandemic": 3, "undated": 21,
    }  # fmt: skip
    assert found["organization"] == [
        {"value": "iom", "name": "International Organization for Migration (IOM)", "count": 29, "possible": 0}
    ]


# -- what is wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("kind=nope", "kind"),
        ("organization=nope", "organization"),
        ("from=2010&to=1990", "from"),
        ("thema=returns", "thema"),
        ("page=2", "page"),
        ("size=201", "size"),
        ("size=0", "size"),
        ("facets=yes", "facets"),
        ("next=nonsense", "next"),
        ("next=W10", "next"),
        ("next=Wy0xXQ", "next"),
        ("sort=date&next=WzFd", "next"),
        ("sort=sideways", "sort"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_left_out(
    iom: Organization, client: Client, query: str, parameter: str
) -> None:
    problem = read(client.get(f"/explore.json?{query}"), 400)
    assert (problem["status"], problem["title"]) == (400, "Bad Request")
    assert [each["parameter"] for each in problem["errors"]] == [parameter]


def test_a_csv_file_knows_its_own_parameters(iom: Organization, client: Client) -> None:
    assert read(client.get("/explore.csv?for=numbers"), 400)["errors"][0]["parameter"] == "for"
    assert read(client.get("/explore.csv?size=5"), 400)["errors"][0]["parameter"] == "size"


def test_data_is_only_read(iom: Organization, client: Client) -> None:
    response = client.post("/explore.json")
    assert read(response, 405)["detail"]
    assert response["Allow"] == "GET, HEAD, OPTIONS"


# -- how it is sent ---------------------------------------------------------------------------------------------


def test_other_sites_may_read_it_whatever_it_answers(iom: Organization, client: Client) -> None:
    first = client.get("/explore.json")
    known = client.get("/explore.json", headers={"If-None-Match": first["ETag"]})
    wrong = client.get("/explore.json?kind=nope")
    asked = client.options("/explore.json")
    assert [each.status_code for each in (first, known, wrong, asked)] == [200, 304, 400, 204]
    for response in (first, known, wrong, asked, client.get("/explore.csv")):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["X-Robots-Tag"] == "noindex"
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"


def test_it_is_renewed_by_a_publish(iom: Organization, client: Client) -> None:
    first = client.get("/explore.csv")
    assert client.get("/explore.csv", headers={"If-None-Match": first["ETag"]}).status_code == 304
    version = read(client.get("/explore.json"))["version"]
    publish(iom)
    assert client.get("/explore.csv", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert read(client.get("/explore.json"))["version"] > version


def test_it_costs_the_same_whatever_it_is_taken_from(
    thirty: list[Organization], client: Client, no_pages_yet: None
) -> None:
    client.get("/explore.json?size=3")
    for query, most in (("size=200", 4), ("size=200&sort=date", 5)):
        with CaptureQueriesContext(connection) as captured:
            read(client.get(f"/explore.json?{query}"))
        assert len(captured) <= most, [each["sql"][:100] for each in captured]


# -- CSV --------------------------------------------------------------------------------------------------------


def hostile_cell(iom: Organization) -> None:
    iom.facts.filter(key="headquarters").update(value="=HYPERLINK(1)")
    publish(iom)


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "＝", "＠", " ="])
def test_no_cell_is_run_in_any_width_of_its_mark(begins: str) -> None:
    record = records.Cell(theme=f"{begins}1+1", theme_name="", era="", era_name="", certain=1, possible=0)
    assert f"'{begins}1+1," in "".join(csv_lines(records.Cell, [record], for_spreadsheet=True))


def test_cells_are_raw_and_for_a_spreadsheet_harmless(iom: Organization, client: Client) -> None:
    hostile_cell(iom)
    url = "/explore.csv?kind=fact&q=hyperlink"
    assert rows(client, url)[0]["detail"] == "=HYPERLINK(1)"
    quoted = client.get(f"{url}&for=excel").getvalue().decode()
    assert quoted.startswith(f"{MARK}type,key,")
    assert ",'=HYPERLINK(1)," in quoted


def test_a_long_file_is_read_in_stretches_and_sent_from_the_disk_whole(
    thirty: list[Organization], client: Client, monkeypatch: pytest.MonkeyPatch, no_pages_yet: None
) -> None:
    short = client.get("/explore.csv").getvalue()
    pages.pages.clear()
    monkeypatch.setattr(data, "STRETCH", 50)
    monkeypatch.setattr(pages, "MAX_HELD", 1000)
    for coding in ("br", "gzip", ""):
        response = client.get("/explore.csv", headers={"Accept-Encoding": coding})
        content = response.getvalue()
        assert response.streaming
        assert pages.DECODERS[coding](content) == short
        assert int(response["Content-Length"]) == len(content)
        assert pages.pages.bytes == 0
        known = client.get("/explore.csv", headers={"Accept-Encoding": coding, "If-None-Match": response["ETag"]})
        assert isinstance(known, HttpResponse) and known.status_code == 304


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?sort=date"])
def test_a_file_of_five_times_the_rows_is_written_in_the_same_memory(
    iom: Organization, client: Client, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(data, "STRETCH", 50)
    monkeypatch.setattr(pages, "MAX_HELD", 20_000)

    def taken_at_most() -> tuple[int, int]:
        client.get(f"/explore.csv{query}")  # what is made once and kept
        pages.pages.clear()
        tracemalloc.start()
        try:
            size = sum(map(len, cast(Iterable[bytes], client.get(f"/explore.csv{query}"))))
            return size, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    synthesize(10)
    size, memory = taken_at_most()
    synthesize(50)
    larger, for_larger = taken_at_most()
    assert larger > 4 * size
    assert for_larger < memory + (larger - size) / 4


def test_too_many_rows_are_refused_and_never_cut(
    thirty: list[Organization], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "MAX_ROWS", 100)
    assert data_pages.MAX_ROWS == 50_000
    assert "899 rows" in read(client.get("/explore.csv"), 400)["detail"]
    assert len(rows(client, "/explore.csv?organization=iom")) == 29
