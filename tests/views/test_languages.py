"""A dossier in another language than the interface: its words say so wherever they stand, and the site's own do not."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.test import Client

from organizations.models import PublishedOrganization
from tests.support.responses import body

VOID = {"meta", "link", "input", "br", "hr", "img"}
PAGES = {
    "/": "International Organization for Migration (IOM)",
    "/organizations/iom/": "Externalized Borders",
    "/explore/?organization=iom": "175+ member states",
    "/explore/?q=voluntary": "Externalized Borders",
    "/matrix/": "International Organization for Migration (IOM)",
    "/compare/?org=iom&org=un": "175+ member states",
    "/themes/borders/": "Externalized Borders",
    "/eras/globalization/": "Expansion Beyond Europe",
    "/people/amy-pope/": "Director General",
}
OURS = {"Organizations", "Returns", "Globalization", "Event", "not said", "Contents", "Compare", "Undated"}


class Speaker(HTMLParser):
    """Reads each piece of text with the language that it is said to be in."""

    def __init__(self) -> None:
        super().__init__()
        self.languages = ["en"]
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.languages.append(dict(attrs).get("lang") or self.languages[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands in it."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append((data.strip(), self.languages[-1]))


@pytest.fixture
def german(all_dossiers: None) -> None:
    """IOM's dossier as if it were in German."""
    PublishedOrganization.objects.filter(slug="iom").update(language="de")


@pytest.mark.parametrize(("url", "theirs"), PAGES.items())
def test_the_words_of_a_dossier_are_in_its_language_and_those_of_the_site_in_theirs(
    german: None, client: Client, url: str, theirs: str
) -> None:
    speaker = Speaker()
    speaker.feed(body(client.get(url)))
    assert "de" in {language for words, language in speaker.found if words == theirs}
    assert {each for each in speaker.found if each[0] in OURS and each[1] != "en"} == set()


@pytest.mark.parametrize("words", ["externalized", "iom"])
def test_a_suggestion_is_in_the_language_of_its_dossier(german: None, client: Client, words: str) -> None:
    page = body(client.get("/suggest/", {"q": words}))
    assert re.findall(r'<a href="/organizations/iom/[^"]*" lang="(..)"', page)[0] == "de"


@pytest.mark.parametrize("url", ["", "claims/event-externalized-borders/", "claims/event-externalized-borders/embed/"])
def test_the_day_of_an_edition_is_said_as_the_dossier_writes_days(german: None, client: Client, url: str) -> None:
    PublishedOrganization.objects.filter(slug="iom").update(published_at=datetime(2024, 3, 5, 12, tzinfo=UTC))
    page = body(client.get(f"/organizations/iom/{url}"))
    assert '<time datetime="2024-03-05" lang="de">5. März 2024</time>' in page


def test_the_day_of_an_edition_is_plain_where_the_language_is_that_of_the_site_or_not_known(
    german: None, client: Client
) -> None:
    for slug, language in (("un", "en"), ("ilo", "am")):
        PublishedOrganization.objects.filter(slug=slug).update(
            language=language, published_at=datetime(2024, 3, 5, 12, tzinfo=UTC)
        )
        assert "Published 5 March 2024 ·" in body(client.get(f"/organizations/{slug}/"))


@pytest.mark.parametrize(("language", "comma"), [("ar", "، "), ("zh", "、"), ("ru", ", ")])
def test_words_of_a_dossier_are_listed_with_its_own_commas(
    all_dossiers: None, client: Client, language: str, comma: str
) -> None:
    PublishedOrganization.objects.filter(slug="iom").update(language=language)
    assert f"Amy Pope</a>{comma}Director General" in body(client.get("/compare/?org=iom&org=un"))


def test_an_entry_of_a_feed_is_in_the_language_of_its_dossier_and_its_summary_in_that_of_the_site(
    german: None, client: Client
) -> None:
    entries = ElementTree.fromstring(client.get("/feed/").content).findall("{*}entry")
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    theirs = [entry for entry in entries if entry.get(language) == "de"]
    assert [each.findtext("{*}title") for each in theirs] == [
        "\u2068International Organization for Migration (IOM)\u2069, edition 1"
    ]
    assert theirs[0].find("{*}summary").get(language) == "en"
    assert all(each.get(language) is None for each in entries if each not in theirs)


def test_the_feed_of_a_dossier_is_titled_in_its_language_and_says_what_it_holds_in_that_of_the_site(
    german: None, client: Client
) -> None:
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for slug, theirs, ours in (("iom", "de", "en"), ("un", "en", None)):
        feed = ElementTree.fromstring(client.get(f"/organizations/{slug}/feed/").content)
        assert feed.get(language) == theirs
        assert [each.get(language) for each in feed.findall("{*}subtitle")] == [ours]


def test_the_data_of_people_says_the_language_of_each_office(german: None, client: Client) -> None:
    people = {each["slug"]: each["offices"] for each in client.get("/people.json").json()["results"]}
    assert [office["language"] for office in people["amy-pope"]] == ["de"]
    assert {office["language"] for office in people["antonio-guterres"]} == {"en"}


def test_a_mark_in_a_picture_is_in_the_language_of_its_dossier(german: None, client: Client) -> None:
    page = body(client.get("/compare/?org=iom&org=un"))
    assert '<a href="/organizations/iom/#event-externalized-borders" lang="de"' in page
    assert '<a href="/organizations/un/#event-pact-for-the-future" transform' in page


def test_a_list_within_a_sentence_of_the_site_has_the_commas_of_the_dossier(all_dossiers: None, client: Client) -> None:
    PublishedOrganization.objects.filter(slug="un").update(language="ar")
    text = body(client.get("/organizations/un/?as-of=1960"))
    assert re.search(r'today: <span lang="ar" dir="rtl">[^<]+، [^<]+</span>\.', text)
