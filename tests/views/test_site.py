"""What belongs to the site as a whole: robots, sitemap, errors, and pages that know when they are stale."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from django.views.defaults import page_not_found, server_error
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from organizations.models import Organization, Theme
from organizations.publishing import publish, publish_vocabulary
from tests.support.responses import body

IOM = "International Organization for Migration (IOM)"
PAGES = [
    "/",
    "/organizations/iom/",
    "/organizations/iom/history/",
    "/organizations/iom/editions/1/",
    "/explore/",
    "/matrix/",
    "/compare/",
    "/themes/",
    "/themes/returns/",
    "/eras/cold-war/",
    "/people/",
    "/people/amy-pope/",
    "/sources/",
    "/about/",
]


# -- robots, icon ---------------------------------------------------------------------------------------


def test_robots_keep_out_of_the_admin_and_find_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = body(response).splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_icon_is_found_where_browsers_look(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/img/favicon.svg"


# -- about, errors ----------------------------------------------------------------------------------------------


def test_about_says_what_a_dossier_is(db: None, client: Client) -> None:
    page = body(client.get("/about/"))
    assert "<h1>" in page
    assert "dossier" in page


def test_an_address_of_nothing_offers_a_way_on(iom: Organization, client: Client) -> None:
    response = client.get("/nothing/here/")
    page = body(response, 404)
    assert response.status_code == 404
    assert "There is nothing at this address" in page
    assert 'href="/explore/"' in page
    assert "Traceback" not in page


def test_a_slash_that_is_missing_is_added(iom: Organization, client: Client) -> None:
    assert client.get("/organizations/iom")["Location"] == "/organizations/iom/"


def test_the_page_of_an_error_says_nothing_of_the_inside(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError("password=secret")

    monkeypatch.setattr("organizations.reading.snapshot.site_version", fail)
    client.raise_request_exception = False
    response = client.get("/")
    page = body(response, 500)
    assert response.status_code == 500
    assert "Something went wrong here" in page
    assert "secret" not in page


def test_the_page_of_a_fault_speaks_the_language_of_the_interface(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda words: words.upper())
    with override("de"):
        page = body(server_error(rf.get("/")), 500)
    assert '<html lang="de">' in page
    assert "SOMETHING WENT WRONG HERE" in page


def test_the_pages_of_errors_need_no_database(rf: RequestFactory) -> None:
    assert server_error(rf.get("/")).status_code == 500
    assert page_not_found(rf.get("/x/"), Exception()).status_code == 404


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_is_only_read(iom: Organization, client: Client, url: str, method: str) -> None:
    assert getattr(client, method)(url).status_code == 405


@pytest.mark.parametrize("url", PAGES)
def test_every_page_has_one_heading_a_title_and_a_description(iom: Organization, client: Client, url: str) -> None:
    page = body(client.get(url))
    assert page.count("<h1") == 1
    assert re.search(r"<title>\s*\S.*\s· Dossiers</title>", page, re.S)
    assert re.search(r'<meta name="description" content="[^"]{20,}">', page)
    assert f'<link rel="canonical" href="http://testserver{url}">' in page


def test_every_page_is_described_in_words_of_its_own(all_dossiers: None, client: Client) -> None:
    claim = "/organizations/iom/claims/fact-headquarters/"
    more = ("/organizations/iom/contribute/", claim, f"{claim}cite/", f"{claim}contribute/", "/compare/?org=iom&org=un")
    described: dict[str, list[str]] = {}
    for url in (*PAGES, *more):
        words = re.findall(
            r'<meta name="description" content="([^"]{20,}|Geneva, Switzerland)">', body(client.get(url))
        )
        described.setdefault(words[0], []).append(url)
    assert [urls for urls in described.values() if len(urls) > 1 and "editions" not in str(urls)] == []


def test_no_page_leaves_its_description_to_the_base() -> None:
    pages = {path: path.read_text("utf-8") for path in Path("templates").rglob("*.html")}
    own = {path.name for path, html in pages.items() if re.search(r'extends "(base|organizations/_list)', html)}
    described = {path.name for path, html in pages.items() if "{% block description %}" in html}
    assert own - described == {"_list.html"}


@pytest.mark.parametrize(
    ("url", "title"),
    [
        (
            "/organizations/iom/?as-of=1990",
            "International Organization for Migration (IOM), as it stood in 1990 · Dossiers",
        ),
        ("/explore/?page=2", "Explore all claims · page 2 · Dossiers"),
        ("/explore/?page=1", "Explore all claims · Dossiers"),
        ("/themes/conflict/?theme=returns", "Conflict · Dossiers"),
    ],
)
def test_a_title_says_the_year_and_the_page(iom: Organization, client: Client, url: str, title: str) -> None:
    found = re.search(r"<title>(.*?)</title>", body(client.get(url)))
    assert found and found[1] == title


def test_what_is_shared_is_the_page_as_it_is_narrowed(all_dossiers: None, client: Client) -> None:
    values = {}
    for url in ("/compare/?org=iom&org=un&utm=1", "/explore/?kind=event&utm=1"):
        page = body(client.get(url))
        values[url] = re.findall(r'(?:og:url" content|canonical" href)="http://testserver([^"]+)"', page)
    assert list(values.values()) == [["/compare/?org=iom&amp;org=un"] * 2, ["/explore/?kind=event", "/explore/"]]


@pytest.mark.parametrize(
    ("url", "trail"),
    [
        ("/organizations/iom/", ["Organizations", "IOM"]),
        ("/people/amy-pope/", ["Organizations", "People", "Amy Pope"]),
        ("/eras/cold-war/", ["Organizations", "Themes and eras", "Cold War"]),
        ("/matrix/", ["Organizations", "Matrix"]),
    ],
)
def test_the_breadcrumbs_lead_back_and_end_here(iom: Organization, client: Client, url: str, trail: list[str]) -> None:
    crumbs = body(client.get(url)).split('class="crumbs"')[1].split("</nav>")[0]
    assert re.findall(r"<a [^>]+>([^<]+)</a>", crumbs) == trail[:-1]
    assert re.findall(r'aria-current="page"[^>]*>([^<]+)<', crumbs) == trail[-1:]


def test_a_page_tells_others_what_it_is(iom: Organization, client: Client) -> None:
    page = body(client.get("/organizations/iom/"))
    values = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]+)">', page))
    assert values["title"] == "International Organization for Migration (IOM)"
    assert values["type"] == "article"
    assert values["url"] == "http://testserver/organizations/iom/"
    assert values["description"].startswith("This dossier provides a structural analysis")


def test_a_page_that_is_shared_shows_a_picture_of_the_size_it_says(iom: Organization, client: Client) -> None:
    values = {}
    for url in ("/", "/organizations/iom/", "/organizations/iom/claims/fact-headquarters/"):
        page = body(client.get(url))
        values[url] = dict(re.findall(r'<meta property="og:image(?::(\w+))?" content="([^"]+)">', page))
        assert (values[url]["width"], values[url]["height"]) == ("1200", "630")
        assert 'name="twitter:card" content="summary_large_image"' in page
    assert values["/"][""] == "http://testserver/static/img/share.png"
    with Image.open("static/img/share.png") as picture:
        assert picture.size == (1200, 630)
    assert Path("static/img/share.png").stat().st_size < 60_000
    ours = "http://testserver/organizations/iom/share.png?edition=1"
    assert values["/organizations/iom/"][""] == values["/organizations/iom/claims/fact-headquarters/"][""] == ours
    assert values["/organizations/iom/"]["alt"] == "International Organization for Migration (IOM)"


def test_the_picture_of_a_dossier_is_that_of_its_edition(
    iom: Organization, client: Client, no_pages_yet: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    url = "/organizations/iom/share.png"
    with django_assert_max_num_queries(5):
        first = client.get(url)
    assert first["Content-Type"] == "image/png" and len(first.content) < 40_000
    iom.name = "Another Name"
    iom.save()
    publish(iom)
    assert f"{url}?edition=2" in body(client.get("/organizations/iom/"))
    assert f"{url}?edition=1" in body(client.get("/organizations/iom/editions/1/"))
    latest = client.get(f"{url}?edition=2").content
    assert latest == client.get(url).content != first.content
    assert client.get(f"{url}?edition=1").content == first.content
    for wrong in ("/organizations/nobody/share.png", f"{url}?edition=9"):
        assert client.get(wrong).status_code == 404


def test_no_two_pages_have_the_same_title(iom: Organization, client: Client) -> None:
    titles = [re.findall(r"<title>(.*?)</title>", body(client.get(url)), re.S)[0] for url in PAGES]
    assert len(set(titles)) == len(PAGES)


# -- freshness --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [*PAGES, "/explore/?q=returns&era=cold-war", "/organizations/iom/?theme=returns"])
def test_what_a_reader_has_is_not_sent_again_until_something_is_published(
    iom: Organization, client: Client, url: str
) -> None:
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    publish(iom)
    fresh = client.get(url, headers={"if-none-match": first["ETag"]})
    assert fresh.status_code == 200
    assert fresh["ETag"] != first["ETag"]


def test_a_change_shows_on_the_very_next_request(iom: Organization, client: Client) -> None:
    assert "Renamed" not in body(client.get("/organizations/iom/"))
    iom.timelineevents.filter(period="1951–1970s").update(title="Renamed")
    assert "Renamed" not in body(client.get("/organizations/iom/"))
    publish(iom)
    assert "Renamed" in body(client.get("/organizations/iom/"))
    assert "Renamed" in body(client.get("/explore/?kind=event"))


def test_a_published_theme_renews_the_pages_too(iom: Organization, client: Client) -> None:
    etag = client.get("/themes/")["ETag"]
    Theme.objects.filter(slug="returns").update(name="Ways Back")
    assert client.get("/themes/", headers={"if-none-match": etag}).status_code == 304
    publish_vocabulary()
    assert "Ways Back" in body(client.get("/themes/"))


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, deflate, br, zstd", "br"), ("gzip;q=0.5", "gzip"), ("x", "")])
def test_a_page_comes_in_the_smallest_coding_that_is_read(
    iom: Organization, client: Client, accepted: str, coding: str
) -> None:
    plain = client.get("/organizations/iom/").content
    page = client.get("/organizations/iom/", headers={"accept-encoding": accepted})
    assert page.get("Content-Encoding", "") == coding
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
    assert unpacked(page.content) == plain


def test_who_reads_gzip_gets_it_small_and_others_plain(iom: Organization, client: Client) -> None:
    plain = client.get("/organizations/iom/")
    for _ in range(2):
        packed = client.get("/organizations/iom/", headers={"accept-encoding": "deflate, gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) < len(plain.content) / 3
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert packed["ETag"] != plain["ETag"]
    again = client.get("/organizations/iom/", headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})
    assert again.status_code == 304


def test_every_address_has_a_tag_of_its_own(iom: Organization, client: Client) -> None:
    urls = [*PAGES, "/?sort=name", "/explore/?page=2", "/explore/?q=a", "/explore/?q=b"]
    assert len({client.get(url)["ETag"] for url in urls}) == len(urls)


@pytest.mark.parametrize("header", ['W/"{etag}"', '"other", "{etag}"'])
def test_a_tag_is_known_in_every_form_that_caches_send(iom: Organization, client: Client, header: str) -> None:
    etag = client.get("/about/")["ETag"].strip('"')
    assert client.get("/about/", headers={"if-none-match": header.format(etag=etag)}).status_code == 304


def test_a_missing_page_is_not_remembered(iom: Organization, client: Client) -> None:
    assert client.get("/organizations/who/").status_code == 404
    assert "ETag" not in client.get("/organizations/who/").headers
    iom.slug = "who"
    iom.save()
    publish(iom)
    assert client.get("/organizations/who/").status_code == 200


def test_head_answers_as_get_does_without_the_words(iom: Organization, client: Client) -> None:
    for url in PAGES:
        head, get = client.head(url), client.get(url)
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == get["ETag"]


def test_the_same_page_on_another_host_names_that_host(iom: Organization, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["one.example.org", "two.example.org"]
    for host in settings.ALLOWED_HOSTS:
        assert f"http://{host}/about/" in body(Client(headers={"host": host}).get("/about/"))


# -- queries ----------------------------------------------------------------------------------------------------

QUERIES = {
    "/": 5,
    "/?q=returns&theme=returns&era=cold-war&country=Switzerland&sort=-founded": 9,
    "/?q=who+led+IOM+in+2010": 9,
    "/?q=montreal": 14,
    "/organizations/iom/": 3,
    "/organizations/iom/?era=cold-war&theme=returns": 3,
    "/organizations/iom/history/": 6,
    "/organizations/iom/editions/1/": 5,
    "/explore/": 7,
    "/explore/?q=returns&theme=returns&era=undated&organization=iom": 11,
    "/explore/?q=who+led+IOM+in+2010": 11,
    "/explore/?q=zebra+evacuations+libya": 17,
    "/themes/": 3,
    "/themes/returns/": 6,
    "/eras/cold-war/": 6,
    "/people/": 5,
    "/people/?q=antonio&letter=v": 5,
    "/people/amy-pope/": 4,
    "/sources/": 3,
    "/matrix/": 3,
    "/matrix/?organization=b1": 4,
    "/compare/": 5,
    "/compare/?org=iom&org=b1&org=b2&org=b3": 9,
    "/about/": 1,
}


@pytest.fixture
def queries(client: Client, no_pages_yet: None) -> Callable[[str], int]:
    """A function: address -> the queries of its page, once the process has counted the claims."""

    def count(url: str) -> int:
        body(client.get("/?sort=founded"))
        with CaptureQueriesContext(connection) as captured:
            body(client.get(url))
        return len(captured)

    return count


@pytest.mark.parametrize("url", QUERIES)
def test_a_page_needs_no_more_queries_than_it_did(
    thirty: list[Organization], queries: Callable[[str], int], url: str
) -> None:
    assert queries(url) <= QUERIES[url]


@pytest.mark.parametrize("url", PAGES)
def test_a_page_that_is_remembered_needs_one_query(iom: Organization, queries: Callable[[str], int], url: str) -> None:
    queries(url)
    assert queries(url) == 1
