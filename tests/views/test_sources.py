"""Sources: the list of them, and of each what it is and every claim that cites it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from organizations.dossier.text.parser import parse
from organizations.models import Organization, PublishedSource, Source
from organizations.publishing import publish, withdraw
from organizations.store import load_dossier
from tests.support.responses import body
from tests.support.taken import read, taken
from tests.views.test_sitemap import files_of, locations

TEXT = """A Body (AB)

An introduction.


Snapshot

  • Members: 175+ [1, p. 3][but see 1: 47]
  • Seat: Geneva [2]


Sources

[1] IOM, “Member States & <b>more</b>”. https://www.iom.int/member-states
    Read: 3 May 2024
    Quote: “We have 175 <members>.”
    Kept: https://web.archive.org/web/20240504120000/https://www.iom.int/member-states
[2] A letter (1951)."""
OTHER = "Other Body (OB)\n\nSnapshot\n\n  • Size: Big [1]\n\nSources\n\n[1] http://iom.int/member-states/"


@pytest.fixture(autouse=True)
def two(db: None) -> None:
    publish(load_dossier(parse(TEXT), slug="ab"))
    publish(load_dossier(parse(OTHER), slug="ob"))


def page_of(client: Client, words: str) -> str:
    return body(client.get(url_of(words)))


def url_of(words: str) -> str:
    return PublishedSource.objects.get(text__contains=words).get_absolute_url()


def reworded(words: str) -> None:
    """The letter in other words, as an editor changes its record."""
    Source.objects.filter(citation__startswith="A letter").update(citation=words)
    publish(Organization.objects.get(slug="ab"))


def test_a_source_says_what_it_is(client: Client) -> None:
    shown = page_of(client, "iom.int")
    assert '<h1 dir="auto">Member States &amp; &lt;b&gt;more&lt;/b&gt;</h1>' in shown
    assert (
        'data-originalurl="https://www.iom.int/member-states" data-versionurl="https://web.archive.org/web/20240504120000/'
        'https://www.iom.int/member-states" data-versiondate="2024-05-04">' in shown
    )
    assert "<dd>3 May 2024</dd>" in shown and "<dd>web page</dd>" in shown


def test_its_address_says_where_a_copy_is_wherever_it_stands(client: Client) -> None:
    for url in ("/organizations/ab/", "/organizations/ab/claims/fact-members/"):
        shown = body(client.get(url))
        assert (
            '<a href="https://www.iom.int/member-states" rel="noopener nofollow" '
            'data-originalurl="https://www.iom.int/member-states" data-versionurl="https://web.archive.org/web/20240504120000/'
            'https://www.iom.int/member-states" data-versiondate="2024-05-04">' in shown
        ), url
    assert "data-originalurl" not in body(client.get("/organizations/ob/"))  # nothing more is known of it


def test_it_shows_every_claim_of_every_dossier_that_cites_it_and_how(client: Client) -> None:
    shown = page_of(client, "iom.int")
    assert "2 claims" in shown and "<em>supports (p. 3), disputes (47)</em>" in shown
    assert "<blockquote>We have 175 &lt;members&gt;.</blockquote>" in shown
    assert re.findall(r'<h2 class="small".*?href="([^"]*)"', shown) == [
        "/organizations/ab/#fact-members",
        "/organizations/ob/#fact-size",
    ]


def test_it_is_found_from_the_list_the_dossier_a_citation_and_the_sitemap(client: Client) -> None:
    url = url_of("iom.int")
    for page in ("/sources/", "/organizations/ab/", "/organizations/ob/claims/fact-size/cite/"):
        assert f'href="{url}"' in body(client.get(page)), page
    assert url in [each for file in files_of(client, "sources") for each in locations(client, file)]
    listed = body(client.get("/sources/"))
    assert listed.index(url) < listed.index(url_of("letter")) and "2 claims" in listed


def test_a_page_of_many_citations_takes_as_many_queries_as_one_of_few(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = "\n".join(f"  • Fact {number}: Value [1]" for number in range(60))
    publish(load_dossier(parse(OTHER.replace("  • Size: Big [1]", many)), slug="ob"))
    for url, pages in ((url_of("letter"), 1), (url_of("iom.int"), 3)):
        with django_assert_max_num_queries(5 + 2):  # a snapshot begins, and ends
            shown = body(client.get(url))
        assert (f"Page 1 of {pages}" in shown) == (pages > 1)
    assert body(client.get(f"{url}?page=3")).count("<article") == 11


@pytest.mark.slow
def test_its_address_outlives_its_words_and_leads_on_where_it_is_known_as_another(client: Client) -> None:
    url = url_of("letter")
    reworded("A letter, to somebody (1951).")
    assert "to somebody" in body(client.get(url))
    reworded("A letter (1951), doi:10.1000/abc.")
    answer = client.get(url)
    assert answer.status_code == 301 and answer["Location"].startswith("/sources/doi-10-1000-abc-")
    assert "<dd>10.1000/abc</dd>" in body(client.get(answer["Location"]))
    reworded("A letter (1951).")
    assert client.get(url).status_code == 200
    assert client.get(answer["Location"])["Location"] == url


def test_what_nobody_cites_any_more_says_so_and_keeps_no_word(client: Client) -> None:
    url = url_of("letter")
    withdraw(Organization.objects.get(slug="ab"))
    assert "no longer cited" in body(client.get(url), 410)
    assert not PublishedSource.objects.filter(text__contains="letter").exists()
    assert url not in body(client.get("/sources/"))
    assert url not in [each for file in files_of(client, "sources") for each in locations(client, file)]
    shared = url_of("iom.int")
    assert "1 claim" in body(client.get(shared))
    assert client.get("/sources/unknown/").status_code == 404


def test_sources_are_data_too(client: Client) -> None:
    sources = taken(client, "/sources.json?size=1")
    assert [each["claims"] for each in sources["results"]] == [2, 1]
    url = sources["results"][0]["url"].removeprefix("http://testserver").rstrip("/")
    assert f'href="{url}.json"' in body(client.get(f"{url}/"))
    cited = taken(client, f"{url}.json?size=1")
    assert cited["source"] == sources["results"][0]
    assert {each["organization"]["slug"] for each in cited["results"]} == {"ab", "ob"}
    assert [each["role"] for each in cited["results"][0]["sources"]] == ["supports", "disputes"]


def test_the_data_of_a_source_leads_on_or_is_gone_as_its_page(client: Client) -> None:
    url = f"{url_of('A letter').rstrip('/')}.json"
    reworded("A letter (1951), doi:10.1000/abc.")
    moved = client.get(url)
    assert moved.status_code == 301
    assert read(client.get(moved["Location"]))["count"] == 1
    withdraw(Organization.objects.get(slug="ab"))
    gone = client.get(moved["Location"])
    assert "no published claim" in read(gone, 410)["detail"].lower()
    assert gone["Access-Control-Allow-Origin"] == "*"
