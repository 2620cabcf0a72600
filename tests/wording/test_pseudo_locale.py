"""A reader of a language whose every sentence stands in ⟦brackets⟧ sees no words of the site's outside them."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from organizations.models import PublishedSearchRule, SearchRule
from organizations.wording.languages import day_in
from tests.support.dossiers_of_the_world import publish_dossiers_of_the_world
from tests.support.walking import pages_from

UNSEEN = frozenset({"script", "style", "code", "pre", "textarea", "option", "kbd"})
SAID = ("aria-label", "title", "placeholder", "alt", "aria-description")
VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta", "wbr", "col", "source"})
MAX_OF_A_VIEW = 2
INNERMOST = re.compile("⟦[^⟦⟧]*⟧")
WORDS = re.compile("[A-Za-z]{2,} [a-z]{2,}|[A-Z][a-z]{2,}")
DATA = re.compile(
    "Cold War|Globalization|Crisis and Compacts|Since the Pandemic|Returns|Borders|Movement|Conflict|Data|Governance"
    "|Funding|Accountability|Timeline|Key People|Sources|UTC|BibTeX"
    "|(?:Two blocs|Open markets|Financial crash|From the first lock|Sending people|Control and|People on the|War, its"
    "|Statistics|Treaties|Who pays|Rights, over).*"
)
"""What the fixtures hold: eras, themes, headings of the Greek dossier; and names in any language."""

NOT_OURS = re.compile(r"^(?:Axes|Search)$|-theme relationships?:|WebP")
"""What Django and its packages say without gettext; and the name of a format."""


class Reader(HTMLParser):
    """Reads the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.texts += [words for name in SAID if (words := values.get(name))]
        if tag == "input" and values.get("type") in ("submit", "button"):
            self.texts.append(values.get("value") or "")
        if tag not in VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.inside.pop()

    def handle_endtag(self, tag: str) -> None:
        while tag in self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if UNSEEN.isdisjoint(self.inside):
            self.texts.append(data)


def left_in_english(reader: Reader) -> list[str]:
    """The words of a page outside all brackets, which may open in one text and close in another."""
    text = "\n".join(" ".join(each.split()) for each in reader.texts)
    while INNERMOST.search(text):
        text = INNERMOST.sub("", text)
    return [line for line in text.split("\n") if WORDS.search(DATA.sub("", line))]


def left_on(pages: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What is left in English on pages, by their addresses."""
    left = {}
    for url, html in pages:
        reader = Reader()
        reader.feed(html)
        if found := left_in_english(reader):
            left[url] = found
    return left


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language in which every sentence of gettext's stands in brackets; that of Esperanto is made of it."""
    monkeypatch.setattr(trans_real, "_translations", {})

    def gettext(_self: object, message: str) -> str:
        return f"⟦{message.rpartition(chr(4))[2]}⟧"

    def ngettext(_self: object, one: str, many: str, count: int) -> str:
        return gettext(_self, one if count == 1 else many)

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", ngettext)
    with translation.override("eo"):
        yield
    monkeypatch.undo()
    trans_real._translations.clear()  # type: ignore[attr-defined]
    day_in.cache_clear()  # it speaks other languages than the one that is active


@pytest.mark.slow
def test_readers_find_no_sentence_that_gettext_does_not_know(vocabulary: None, pseudo: None, client: Client) -> None:
    with translation.override("en"):
        publish_dossiers_of_the_world()
    first = ["/", "/explore/?q=zzz", "/organizations/rm/?as-of=1960", "/compare/?org=rm&org=el", "/matrix/", "/people/"]
    assert left_on(pages_from(client, first, of_a_view=MAX_OF_A_VIEW)) == {}


@pytest.mark.slow
def test_editors_find_no_sentence_that_gettext_does_not_know(
    vocabulary: None, pseudo: None, admin_client: Client
) -> None:
    for rules in (SearchRule.objects, PublishedSearchRule.objects):  # words in English, French …
        rules.all().delete()
    with translation.override("en"):
        publish_dossiers_of_the_world()
    pages = pages_from(admin_client, ["/admin/"], of_a_view=MAX_OF_A_VIEW, in_admin=True)
    ours = [(url, html) for url, html in pages if url.startswith("/admin/organizations/") or url == "/admin/"]
    left = {url: [line for line in lines if not NOT_OURS.search(line)] for url, lines in left_on(ours).items()}
    assert len(ours) > 100
    assert {url: lines for url, lines in left.items() if lines} == {}
