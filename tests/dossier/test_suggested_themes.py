"""Themes that words suggest: whole words, any case, any ending where asked, never over an editor's choice."""

from dataclasses import replace

import pytest

from organizations.dossier.document import Dossier, Event, Point
from organizations.dossier.text.parser import parse
from organizations.dossier.themes import Suggestion, suggested, with_suggested_themes, with_themes

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


def test_a_suggestion_says_which_words() -> None:
    [event, _point] = suggested(dossier_about("War at the borders", "Border guards; WAR again."), WORDS)
    assert (event.kind, event.claim.key) == ("event", "war-at-the-borders")
    assert event.suggestions == (
        Suggestion("borders", ("borders", "Border")),
        Suggestion("conflict", ("War", "WAR")),
    )


def test_a_claim_that_has_a_theme_gets_no_suggestion() -> None:
    dossier = with_themes(dossier_about("War"), {("event", "war"): ["peace"]})
    assert [each.kind for each in suggested(dossier, WORDS)] == ["program"]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "War"),
        ("zh-Hant", "War"),
        ("en", "La guerra e la pace: il border è la frontiera di uno Stato"),
        ("en", "Der Border war die Grenze und das Ende"),
        ("en", "边界的 war 是在"),
    ],
)
def test_a_dossier_in_another_language_than_the_words_suggests_nothing(language: str, title: str) -> None:
    dossier = replace(dossier_about(title, title), language=language)
    assert list(suggested(dossier, WORDS)) == []
    assert with_suggested_themes(dossier, WORDS) == dossier


def test_a_name_in_another_language_keeps_no_suggestion_back() -> None:
    [event, _point] = suggested(dossier_about("La Paz: the war ends", "It ended in the city of La Paz."), WORDS)
    assert [each.theme for each in event.suggestions] == ["conflict"]


def test_facts_and_people_get_no_themes() -> None:
    dossier = parse("A Body (AB)\n\nSnapshot\n\n• War: none\n\nKey People\n\n• Amy Pope: War Secretary\n")
    assert with_suggested_themes(dossier, WORDS) == dossier
