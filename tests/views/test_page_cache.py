"""Remembered pages: by what a page knows of its address, in a bounded number of bytes."""

import cProfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from organizations.models import Organization, SiteState
from organizations.publishing import publish
from organizations.reading.snapshot import version_of_site
from organizations.views.shared.pages import MAX_SHARE, Page, PageCache, pages
from tests.support.responses import body


def page(size: int) -> Page:
    return Page('"a"', {}, b"x" * size, version_of_site)


def test_the_pages_take_no_more_bytes_than_there_is_room() -> None:
    remembered = PageCache(1_000_000)
    for number in range(500):
        remembered.put(str(number), page(10_000 + 200 * number))
        assert remembered.bytes <= 1_000_000
    assert remembered.bytes > 800_000


def test_the_page_longest_not_asked_for_is_the_first_to_go() -> None:
    remembered = PageCache(100_000)
    for number in range(10):
        remembered.put(str(number), page(10_000))
        remembered.get("0")
    assert remembered.get("0") and remembered.get("9")
    assert remembered.get("1") is None


def test_one_large_page_does_not_push_out_all_others() -> None:
    remembered = PageCache(100_000)
    remembered.put("small", page(1000))
    remembered.put("large", page(100_000 // MAX_SHARE + 1))
    assert remembered.get("large") is None
    assert remembered.get("small")


def test_no_room_remembers_nothing() -> None:
    remembered = PageCache(0)
    remembered.put("a", page(1))
    assert remembered.get("a") is None


@pytest.mark.slow
def test_a_page_is_remembered_once_whatever_was_published(iom: Organization, client: Client) -> None:
    client.get("/organizations/iom/")
    before = pages.bytes
    for _ in range(5):
        publish(iom)
        client.get("/organizations/iom/")
    assert pages.bytes == pytest.approx(before, rel=0.01)


KNOWN = {
    "/": "q=returns&theme=returns&era=cold-war&country=Switzerland&sort=name&page=1",
    "/organizations/iom/": "era=cold-war&theme=conflict&evidence=unsourced&register=stated&as-of=2000",
    "/organizations/iom/history/": "page=1",
    "/organizations/iom/editions/1/": "era=cold-war&theme=conflict&evidence=unsourced&register=stated&as-of=2000",
    "/organizations/iom/feed/": "",
    "/organizations/iom/share.png": "edition=1",
    "/feed/": "",
    "/explore/": (
        "q=returns&kind=event&era=cold-war&theme=returns&evidence=unsourced&register=stated&organization=iom"
        "&from=1950&to=2000&sort=date&page=1"
    ),
    "/matrix/": "organization=iom",
    "/compare/": "org=iom&org=iom",
    "/themes/": "",
    "/themes/returns/": "page=1",
    "/eras/cold-war/": "page=1",
    "/people/": "q=antonio&letter=v&page=1",
    "/people/amy-pope/": "",
    "/sources/": "page=1",
    "/about/": "",
    "/sitemap.xml": "",
    "/sitemap-people.xml": "p=1",
}


@pytest.mark.parametrize("url", KNOWN)
def test_what_a_page_does_not_know_does_not_make_it_anew(iom: Organization, client: Client, url: str) -> None:
    known = KNOWN[url]
    plain = client.get(f"{url}?{known}")
    for other in (
        f"utm_source=a&{known}",
        f"{known}&x=1&x=2",
        f"{known}&<b>=%FF",
        "&".join(reversed(known.split("&"))),
    ):
        with CaptureQueriesContext(connection) as captured:
            again = client.get(f"{url}?{other}")
        assert (again.status_code, again.content, again["ETag"]) == (200, plain.content, plain["ETag"])
        assert len(captured) == 1


@pytest.mark.parametrize("url", KNOWN)
def test_each_value_that_a_page_knows_is_asked_for(iom: Organization, client: Client, url: str) -> None:
    tags = {client.get(f"{url}?{pair}")["ETag"] for pair in {"", *KNOWN[url].split("&")}}
    assert len(tags) == len({"", *KNOWN[url].split("&")})


def test_a_remembered_page_says_no_word_of_anothers_address(iom: Organization, client: Client) -> None:
    assert "secret" not in body(client.get("/about/?secret=1"))
    assert "secret" not in body(client.get("/about/"))


@pytest.mark.parametrize("url", ["/feed/", "/sitemap-organizations.xml"])
def test_a_remembered_answer_keeps_its_headers(iom: Organization, client: Client, url: str) -> None:
    first, again = (dict(client.get(url).headers) for _ in range(2))
    for each in (first, again):  # is said from the next second on
        each.pop("Last-Modified", None)
    assert first == again
    assert "xml" in again["Content-Type"]


def test_a_sitemap_is_marked_as_nothing_to_be_found_itself(iom: Organization, client: Client) -> None:
    assert "noindex" in client.get("/sitemap.xml")["X-Robots-Tag"]


@pytest.mark.parametrize("url", [*KNOWN, "/organizations/nobody/", "/organizations/iom/?edition=1"])
def test_a_published_page_looks_at_no_session_and_is_as_safe_as_any(
    iom: Organization, client: Client, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setattr(SessionMiddleware, "process_request", lambda self, request: 1 / 0)
    response = client.get(url)
    assert response.status_code in (200, 302, 404)
    assert int(response["Content-Length"]) == len(response.content)
    assert {"Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "Referrer-Policy"} <= set(
        response.headers
    )
    assert not response.cookies


def test_a_reader_may_name_several_pages_that_they_have_or_any(iom: Organization, client: Client) -> None:
    etag = client.get("/about/")["ETag"]
    for known in (f'"other", W/{etag}', "*"):
        response = client.get("/about/", headers={"if-none-match": known})
        assert (response.status_code, response["ETag"], response["Vary"]) == (304, etag, "Accept-Encoding")
    assert client.get("/about/", headers={"if-none-match": etag[1:-1]}).status_code == 200


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """A function that sets the clock."""
    return lambda now: monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.mark.parametrize("url", ["/feed/", "/organizations/iom/feed/", "/organizations/iom/"])
def test_a_reader_who_names_the_time_of_an_answer_has_it_already(
    iom: Organization, client: Client, at: Callable[[datetime], None], url: str
) -> None:
    noon = datetime(2031, 5, 4, 12, 0, 0, 300_000, UTC)
    SiteState.objects.update(changed_at=noon)
    at(noon + timedelta(milliseconds=600))
    assert "Last-Modified" not in client.get(url)  # another publish in this second would have the same time
    at(noon + timedelta(seconds=1))
    text = client.get(url)["Last-Modified"]
    assert text == "Sun, 04 May 2031 12:00:00 GMT"
    assert client.get(url, headers={"if-modified-since": text}).status_code == 304
    # A later time is of a state that is gone: a backup was restored.
    for other in ("Sun, 04 May 2031 11:59:59 GMT", "Sun, 04 May 2031 12:00:01 GMT", "yesterday"):
        assert client.get(url, headers={"if-modified-since": other}).status_code == 200
    # The ETag goes before: it tells everything.
    assert client.get(url, headers={"if-modified-since": text, "if-none-match": '"other"'}).status_code == 200
    SiteState.objects.update(changed_at=noon + timedelta(seconds=5), version=F("version") + 1)
    at(noon + timedelta(seconds=9))
    assert client.get(url, headers={"if-modified-since": text}).status_code == 200


def test_no_answer_is_older_than_its_day_or_its_process(
    iom: Organization, client: Client, at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    SiteState.objects.update(changed_at=datetime(2031, 5, 4, 12, 0, tzinfo=UTC))
    at(datetime(2031, 5, 5, 8, 0, tzinfo=UTC))
    assert client.get("/feed/")["Last-Modified"] == "Mon, 05 May 2031 00:00:00 GMT"
    monkeypatch.setattr("organizations.views.shared.pages.STARTED", datetime(2031, 5, 5, 7, 0, tzinfo=UTC))
    assert client.get("/feed/")["Last-Modified"] == "Mon, 05 May 2031 07:00:00 GMT"


@pytest.mark.parametrize(
    "url",
    [
        "/", "/organizations/iom/", "/organizations/iom.json", "/explore.csv?kind=event", "/feed/",
        "/organizations/iom/claims/fact-headquarters/embed/", "/organizations/iom/share.png",
    ],
)  # fmt: skip
def test_a_remembered_page_is_sent_as_when_it_was_made(
    iom: Organization, client: Client, url: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(url)
    with django_assert_num_queries(1):
        again = client.get(url)
    assert (again.status_code, again.headers, again.content) == (200, first.headers, first.content)
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_the_headers_of_a_remembered_page_are_not_looked_for_one_by_one(iom: Organization, client: Client) -> None:
    first, again = client.get("/explore.json"), client.get("/explore.json")
    profile = cProfile.Profile()
    sent = profile.runcall(lambda: list(again.items()))
    assert sent == list(first.items())
    assert sum(each.callcount for each in profile.getstats()) < len(sent)


def test_a_remembered_page_is_no_answer_to_what_it_was_not_asked(iom: Organization, client: Client) -> None:
    assert client.get("/organizations/iom.json").status_code == 200
    assert client.get("/organizations/iom.json?colour=red").status_code == 400
    assert client.post("/organizations/iom.json").status_code == 405
    assert client.options("/organizations/iom.json").status_code == 204
