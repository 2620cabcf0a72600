"""Every public page says which words are of an Arabic and of a Greek dossier, and which way they run."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from tests.support.dossiers_of_the_world import publish_dossiers_of_the_world
from tests.support.responses import body
from tests.support.walking import pages_from

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
    """The texts of a page that are in another language, or run another way, than their letters say."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.inside: list[tuple[str, str, str]] = [("", "en", "ltr")]
        self.wrong: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            _tag, language, direction = self.inside[-1]
            direction = values.get("dir") or ("auto" if tag in ("bdi", "svg") else direction)
            self.inside.append((tag, values.get("lang") or language, direction))

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


@pytest.mark.slow
def test_what_an_introduction_says_in_lists_has_no_marks_of_sources(world: None, client: Client) -> None:
    assert "Η Ένωση ιδρύθηκε στη Γενεύη μετά τον πόλεμο.</p>" in body(client.get("/"))


def is_foreign(link: str) -> bool:
    return any(part in link for part in ("/rm/", "/el/", "-9f30", "-d3bc", "kofi-annan", "10-"))


@pytest.mark.slow
def test_years_of_an_arabic_dossier_run_from_the_right_wherever_they_stand(world: None, client: Client) -> None:
    role = re.search(r"<li lang=\"ar\" dir=\"rtl\">.*?</li>", body(client.get("/people/?q=عنان")), re.DOTALL)
    # Isolated without a direction, digits alone would run from the left.
    assert role and '<span class="period">1951–1970</span>' in role[0]


def test_all_public_pages_say_which_words_are_of_which_dossier(world: None, client: Client) -> None:
    wrong = {}
    for url, html in pages_from(client, FIRST, of_a_view=MAX_OF_A_VIEW, apart=is_foreign):
        walker = Walker(url)
        walker.feed(html)
        if walker.wrong:
            wrong[url] = walker.wrong
    assert wrong == {}
