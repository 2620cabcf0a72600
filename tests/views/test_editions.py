"""Published editions: each keeps its address and its words, and says that it is not the latest."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from organizations.editing import record
from organizations.models import Organization, Program, PublishedTag, Role, TimelineEvent
from organizations.publishing import publish, withdraw
from tests.support.responses import body

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "/organizations/iom/history/"


@pytest.fixture
def changed(iom: Organization) -> Organization:
    """IOM, published again with an event retitled, a term of another end and a program more."""
    TimelineEvent.objects.filter(key="externalized-borders").update(title="Borders Elsewhere")
    role = Role.objects.get(person__slug="william-lacy-swing")
    role.period = "2008–2017"
    role.full_clean()
    role.save()
    Program.objects.create(organization=iom, key="new", title="A New Program", position=99)
    publish(iom, note="Swing left earlier")
    return iom


def test_the_history_says_what_each_edition_changed_and_why(changed: Organization, client: Client) -> None:
    page = body(client.get(HISTORY))
    latest, first = page.split("/editions/2/")[1].split("/editions/1/")
    assert "Swing left earlier" in latest
    assert "Role “William Lacy Swing” changed" in latest
    assert "removed:</span>2008–2018</del>" in latest
    assert "added:</span>2008–2017</ins>" in latest
    assert "Program “A New Program” added" in latest
    assert "First published." in first


def test_an_edition_keeps_its_words_and_leads_to_the_latest(changed: Organization, client: Client) -> None:
    first, latest = body(client.get("/organizations/iom/editions/1/")), body(client.get("/organizations/iom/"))
    assert "Externalized Borders" in first and "Externalized Borders" not in latest
    assert "This is edition 1, of" in first and "This is edition" not in latest
    assert '<a href="/organizations/iom/">The latest edition</a>' in first


def test_an_edition_shows_what_the_page_showed(iom: Organization, client: Client) -> None:
    page, edition = (body(client.get(f"/organizations/iom/{part}")) for part in ("", "editions/1/"))
    page = re.sub(r'<a class="add"[^>]*>[+]</a>', "", page)  # nobody contributes to an edition
    page = re.sub(r'href="claims/([^"]*)/"', r'href="#\1"', page)  # and its claims have no other pages
    start, end = '<div id="claims"', "</article>\n"
    assert edition.split(start)[1].split(end)[0] == page.split(start)[1].split(end)[0]


def test_an_edition_is_narrowed_where_it_is(changed: Organization, client: Client) -> None:
    page = body(client.get("/organizations/iom/editions/1/?era=cold-war"))
    assert "2 of 29 claims" in page
    assert 'action="/organizations/iom/editions/1/#claims"' in page


def test_the_history_of_one_claim_leaves_out_what_is_about_others(changed: Organization, client: Client) -> None:
    publish(changed, note="Nothing new")
    page = body(client.get("/organizations/iom/claims/event-externalized-borders/"))
    assert f'href="{HISTORY}?claim=event-externalized-borders"' in page
    result = body(client.get(f"{HISTORY}?claim=event-externalized-borders"))
    assert "Borders Elsewhere</ins>" in result and "First published." in result and "noindex" in result
    assert "William Lacy Swing" not in result and "Nothing new" not in result
    for anchor in ("event-none", "event-%00", ""):
        assert client.get(f"{HISTORY}?claim={anchor}").status_code == 404


def test_a_text_between_claims_has_a_history_too(iom: Organization, client: Client) -> None:
    iom.introduction = f"It began. {iom.introduction}"
    iom.save()
    publish(iom, note="A beginning")
    result = body(client.get(f"{HISTORY}?claim=introduction-introduction"))
    assert "A beginning" in result and "It began." in result


def test_what_was_only_saved_is_no_edition(changed: Organization, client: Client) -> None:
    TimelineEvent.objects.filter(key="externalized-borders").update(title="A Secret Draft")
    record(changed)
    assert client.get("/organizations/iom/editions/3/").status_code == 404
    assert "A Secret Draft" not in body(client.get(HISTORY))


@pytest.mark.parametrize("url", ["nope/history", "nope/editions/1", "iom/editions/99999999999999999999999"])
def test_what_was_never_published_is_not_found(iom: Organization, client: Client, url: str) -> None:
    assert client.get(f"/organizations/{url}/").status_code == 404


def test_a_theme_that_is_gone_leaves_the_edition_readable(iom: Organization, client: Client) -> None:
    PublishedTag.objects.filter(slug="returns").delete()
    assert "Externalized Borders" in body(client.get("/organizations/iom/editions/1/"))


@pytest.mark.parametrize("url", ["/feed/", "/organizations/iom/feed/"])
def test_a_feed_tells_of_each_edition(changed: Organization, client: Client, url: str) -> None:
    response = client.get(url)
    claims = ElementTree.fromstring(body(response)).findall(f"{ATOM}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [claim.findtext(f"{ATOM}summary") for claim in claims] == [
        "Swing left earlier — Title of “Borders Elsewhere” changed from Externalized Borders to Borders Elsewhere; "
        "End of William Lacy Swing’s term changed from 2018 to 2017; 1 program added",
        "Loaded from fixtures — First published",
    ]
    links = [link.get("href") for claim in claims for link in claim.findall(f"{ATOM}link")]
    assert links == [f"http://testserver/organizations/iom/editions/{number}/" for number in (2, 1)]


@pytest.mark.parametrize("url", ["/feed/", "/organizations/iom/feed/"])
def test_the_words_of_a_feed_are_plain_text(iom: Organization, client: Client, url: str) -> None:
    words = "A < B &amp; <b>C</b> & D"
    iom.name, iom.headline = words, words
    iom.save()
    publish(iom, note=words)
    feed = ElementTree.fromstring(body(client.get(url)))
    latest = feed.find(f"{ATOM}entry")
    assert latest is not None
    assert f"{words} — Name changed from" in (latest.findtext(f"{ATOM}summary") or "")
    assert words in (latest.findtext(f"{ATOM}title") or "")
    texts = [part for name in ("title", "subtitle", "summary") for part in feed.iter(f"{ATOM}{name}")]
    assert {part.get("type", "text") for part in texts} == {"text"}


def test_the_ids_of_a_feed_survive_a_rename_and_a_withdrawal_is_told(changed: Organization, client: Client) -> None:
    def ids(url: str) -> list[str | None]:
        entries = ElementTree.fromstring(body(client.get(url))).iter(f"{ATOM}entry")
        return [each.findtext(f"{ATOM}id") for each in entries]

    before = ids("/feed/")
    assert len(set(before)) == 2 and ids("/organizations/iom/feed/") == before
    feed_id = ElementTree.fromstring(body(client.get("/organizations/iom/feed/"))).findtext(f"{ATOM}id")
    changed.slug = "renamed"
    changed.save()
    publish(changed)
    assert ids("/feed/") == before == ids("/organizations/renamed/feed/")
    assert ElementTree.fromstring(body(client.get("/organizations/renamed/feed/"))).findtext(f"{ATOM}id") == feed_id
    assert ElementTree.fromstring(body(client.get("/feed/"))).findtext(f"{ATOM}author/{ATOM}name") == "Dossiers"
    withdraw(changed, note="A mistake")
    entry = ElementTree.fromstring(body(client.get("/feed/"))).find(f"{ATOM}entry")
    assert entry is not None and "was withdrawn" in str(entry.findtext(f"{ATOM}title"))
    assert entry.findtext(f"{ATOM}summary") == "A mistake"


def test_every_page_leads_to_the_feed_and_says_of_what_each_is(iom: Organization, client: Client) -> None:
    link = '<link rel="alternate" type="application/atom+xml" href="{}" title="{}">'
    for url in ("/", "/organizations/iom/", "/explore/"):
        assert link.format("/feed/", "What is new (Atom)") in body(client.get(url))
    for url in ("/organizations/iom/", "/organizations/iom/history/"):
        title = "International Organization for Migration (IOM)"
        assert link.format("/organizations/iom/feed/", title) in body(client.get(url))


@pytest.mark.slow
def test_a_feed_knows_no_draft_and_needs_as_many_queries_for_many_editions(
    changed: Organization,
    client: Client,
    no_pages_yet: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    record(changed)
    for number in range(3, 8):
        changed.facts.filter(key="headquarters").update(value=f"Town {number}")
        publish(changed, note=f"Edition {number}")
    with django_assert_max_num_queries(5):
        page = body(client.get("/organizations/iom/feed/"))
    assert page.count("<entry>") == 7
    assert "edition 3<" not in page


def test_any_two_editions_are_compared(changed: Organization, client: Client) -> None:
    Program.objects.filter(key="new").delete()
    publish(changed)
    page = body(client.get(HISTORY))
    assert '<option value="2" selected>2</option>' in page
    compared = body(client.get(f"{HISTORY}?old=1&new=3"))
    assert "From edition 1 to edition 3" in compared
    assert "removed:</span>2008–2018</del>" in compared
    assert "A New Program" not in compared
    assert "Nothing that it says was changed." in body(client.get(f"{HISTORY}?old=3&new=3"))


@pytest.mark.parametrize(
    "query", ["old=1", "new=2", "old=x&new=1", "old=1&new=9", "old=²&new=1", "old=1&new=" + "9" * 30]
)
def test_an_edition_that_there_is_not_is_not_compared(changed: Organization, client: Client, query: str) -> None:
    assert client.get(f"{HISTORY}?{query}").status_code == 404


def test_what_was_never_published_is_not_compared(changed: Organization, client: Client) -> None:
    changed.facts.filter(key="headquarters").update(value="Secret")
    record(changed)
    assert client.get(f"{HISTORY}?old=1&new=3").status_code == 404
