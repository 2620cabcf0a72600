"""Themes that words suggest: whole words, any case, any ending where asked, never over an editor's choice."""

import pytest

from organizations.dossier.document import Dossier, Event, Point
from organizations.dossier.text.parser import parse
from organizations.dossier.themes import with_suggested_themes

WORDS = {
    "returns": ["return*", "remove migrants"],
    "conflict": ["war", "C++"],
    "borders": ["border*"],
    "nothing": [],
}


def dossier_about(title: str, body: str = "") -> Dossier:
    return parse(f"A Body (AB)\n\nTimeline\n\n1951: {title}\n\n{body}\n\nPrograms\n\n1. {title}\n\n{body}\n")


def themes_of(dossier: Dossier) -> tuple[str, ...]:
    event, point = (claim for _, claim in dossier.items())
    assert isinstance(event, Event) and isinstance(point, Point)
    assert event.themes == point.themes
    return event.themes


SUGGESTED = [
    ("War", "", ("conflict",)),
    ("Warsaw", "A ward, postwar.", ()),
    ("WAR and peace", "", ("conflict",)),
    ("Post-war order", "", ("conflict",)),
    ("Voluntary Returns", "", ("returns",)),
    ("Nothing here", "They were returning.", ("returns",)),
    ("Nothing here", "No return.", ("returns",)),
    ("To remove migrants", "", ("returns",)),
    ("To remove some migrants", "", ()),
    ("Borders", "A war at the border.", ("borders", "conflict")),
    ("Written in C++ only", "", ("conflict",)),
    ("Nothing", "Nothing.", ()),
]


@pytest.mark.parametrize(("title", "body", "themes"), SUGGESTED)
def test_words_of_title_and_body_suggest_themes(title: str, body: str, themes: tuple[str, ...]) -> None:
    assert themes_of(with_suggested_themes(dossier_about(title, body or "Words."), WORDS)) == themes


def test_a_claim_that_has_themes_keeps_them() -> None:
    once = with_suggested_themes(dossier_about("War", "Words."), WORDS)
    assert themes_of(with_suggested_themes(once, {"peace": ["war"]})) == ("conflict",)


def test_facts_and_people_get_no_themes() -> None:
    dossier = parse("A Body (AB)\n\nSnapshot\n\n• War: none\n\nKey People\n\n• Amy Pope: War Secretary\n")
    assert with_suggested_themes(dossier, WORDS) == dossier
