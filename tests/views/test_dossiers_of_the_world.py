"""Every public page says which words are of an Arabic and of a Greek dossier, and which way they run."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client
from django.urls import resolve

from tests.dossiers_of_the_world import publish_dossiers_of_the_world
from tests.responses import body

VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "wbr"})
UNSEEN = frozenset({"head", "script", "style", "code"})
LETTERS = {"ar": re.compile("[\u0600-\u06ff]"), "el": re.compile("[\u0370-\u03ff]"), "en": re.compile("[A-Za-z]{2}")}
DIRECTIONS = {"ar": {"rtl", "auto"}, "el": {"ltr", "auto"}, "en": {"ltr", "auto"}}
IN_GREEK = frozenset({"Timeline", "Key People", "Sources"})
"""Headings that the Greek dossier has in English."""
MAX_OF_A_VIEW = 6
FIRST = (
    "/",
    "/explore/?q=الموانئ",
    "/explore/?q=رم",
    "/explore/?organization=rm&organization=el&theme=borders",
    "/compare/?org=rm&org=el",
    "/matrix/?organization=rm",
    "/organizations/rm/?theme=borders",
    "/organizations/rm/?as-of=1960",
    "/organizations/rm/?theme=returns",
    "/organizations/rm/history/?old=1&new=2",
    "/suggest/?q=الم",
    "/people/?q=عنان",
)


class Walker(HTMLParser):
    """The texts of a page that are in another language, or run another way, than their letters say; and its links."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.inside: list[tuple[str, str, str]] = [("", "en", "ltr")]
        self.wrong: list[tuple[str, str, str]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "a" and (href := said.get("href")):
            self.links.append(urldefrag(urljoin(self.url, href)).url)
        if tag not in VOID:
            _tag, language, direction = self.inside[-1]
            direction = said.get("dir") or ("auto" if tag in ("bdi", "svg") else direction)
            self.inside.append((tag, said.get("lang") or language, direction))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands in it."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.inside[-1][0] == tag, (self.url, self.inside, tag, self.getpos())
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        _tag, language, direction = self.inside[-1]
        if UNSEEN.isdisjoint(tag for tag, *_ in self.inside) and words not in IN_GREEK:
            of = [each for each, letters in LETTERS.items() if letters.search(words)]
            is_isolated = direction == "auto" and language in ("en", *of)
            is_plain = language == "en" and not any(map(str.isdecimal, words))
            runs_so = is_plain or direction in DIRECTIONS.get(language, ())
            if of and not is_isolated and (of != [language] or not runs_so):
                self.wrong.append((words, language, direction))


@pytest.fixture
def world(all_dossiers: None) -> None:
    publish_dossiers_of_the_world()


def test_all_public_pages_say_which_words_are_of_which_dossier(world: None, client: Client) -> None:
    waiting, seen, of_view, wrong = list(FIRST), set(FIRST), Counter(), {}
    while waiting:
        url = waiting.pop(0)
        response = client.get(url)
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        walker = Walker(url)
        walker.feed(body(response))
        if walker.wrong:
            wrong[url] = walker.wrong
        for link in walker.links:
            if link.startswith("/") and link not in seen and not link.startswith("/admin/"):
                seen.add(link)
                view = resolve(link.partition("?")[0]).view_name
                is_foreign = any(part in link for part in ("/rm/", "/el/", "-9f30", "-d3bc", "kofi-annan", "10-"))
                of_view[view, is_foreign] += 1
                if of_view[view, is_foreign] <= MAX_OF_A_VIEW:
                    waiting.append(link)
    assert wrong == {}
