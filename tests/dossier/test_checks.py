"""The table of checks: each finds what it is for, none makes noise over a dossier that is well made."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from organizations.dossier.checks import CHECKS, Severity, check
from organizations.dossier.checks.evidence import EVIDENCE
from organizations.dossier.document import Dossier, Event, Point
from organizations.dossier.text.parser import parse
from organizations.dossier.themes import with_suggested_themes
from organizations.wording import sentence
from tests.dossier.strategies import IOM, dossiers
from tests.dossier.test_writer import UNWRITABLE

TODAY = date(2026, 7, 2)
GOOD = """A Body (AB)

Snapshot

  • Founded: 1951, by treaty
  • Headquarters: Geneva, Switzerland

Timeline

1951: Founded

States sign.

1990: Reform

States reform.

Key People

  • Ada Abebe: Director, 1952–1990
  • Boris Chen: Director, since 1990

Key Programs

1. Returns

Words.
"""
FAILING: dict[str, tuple[str, str, str]] = {
    "overlap": ("since 1990", "since 1985", "role “Boris Chen”: Ada Abebe (1952–1990) was Director at the same time."),
    "before-founding": ("1951: Founded", "1938: Founded", "event “Founded”: It was over before 1951"),
    "far-future": ("1990: Reform", "2990: Reform", "event “Reform”: It begins in 2990"),
    "out-of-order": (
        "1951: Founded",
        "1999: Founded",
        "event “Reform”: It began before the event above it, “Founded” (19",
    ),
    "unclear-date": (
        "1990: Reform",
        "unclear date “Lent”: Reform",
        "event “Reform”: Its date, unclear date “Lent”, was",
    ),
    "duplicate": ("1990: Reform", "1951: founded", "event “founded”: Another one says the same title and period."),
    "gap": ("since 1990", "since 2001", "role “Boris Chen”: Nobody is recorded as Director between 1990 and 2001."),
    "unled": ("1952–1990", "1970–1990", "section “Key People”: Nobody in office is recorded between 1951 and 1970."),
    "undated-role": ("Director, since 1990", "Director", "role “Boris Chen”: It has no period."),
    "no-text": ("States reform.", "", "event “Reform”: It has a title only."),
    "no-theme": ("Returns", "Detention", "program “Detention”: It has no theme"),
    "empty-section": ("1. Returns\n\nWords.", "", "section “Key Programs”: Nothing stands under this heading."),
    "no-founding": ("1951, by treaty", "by treaty", "section “Snapshot”: The snapshot names no year of founding."),
    "no-headquarters": ("Headquarters", "Members", "section “Snapshot”: The snapshot does not say where it sits."),
    "label-twice": ("[2] AB, Y", "[1] AB, Y", "source “AB, Y (1992).”: Another source has the label 1 already: “AB, X"),
    "unsourced": (
        "Switzerland [1]",
        "Switzerland",
        "dossier “A Body”: 6 of 7 claims are sourced. These have no source",
    ),
    "unanswered-dispute": ("since 1990 [1]", "since 1990 [1; but see 2]", "role “Boris Chen”: A source disputes it"),
    "review-due": (
        "treaty [1]",
        "treaty [1] [review by 1 July 2026]",
        "fact “Founded”: It was to be reviewed by 1 July",
    ),
    "undated-number": (
        "Switzerland [1]",
        "Switzerland [1]\n  • Size: some 175+ states [1]",
        "fact “Size”: It does not say when 175+ was the number.",
    ),
    "citation-needed": ("sign.", "sign.[citation needed]", "event “Founded”: It says that a citation is needed."),
    "unknown-label": ("sign.", "sign.[7]", "event “Founded”: [7] looks like a mark, and no source has that label."),
    "unclear-place": ("sign.", "sign.[1, Geneva]", "event “Founded”: “Geneva” in a mark is not understood"),
    "heading-cites": ("Timeline\n", "Timeline [1, p. 3]\n", "section “Timeline”: A heading is no claim"),
    "address-unread": ("X (1991)", "X (1991), http://[", "source “AB, X (1991), http://[.”: “http://[” looks like"),
    "uncited-source": ("Words.[2]", "Words.[1]", "source “AB, Y (1992).”: No claim cites it."),
}
"""For each check: words of the good dossier, what spoils them, and what is found."""

OF_EVIDENCE = frozenset(each.name for each in EVIDENCE)
SAID_OF_ALL = ("no-theme", "unsourced")
"""What is missing in the texts themselves, which name no themes, and not for each claim a source."""

FINE = {
    "a hand-over within a year": ("since 1990", "since 1989"),
    "a term that may have ended": ("1952–1990", "1952–1990s"),
    "a predecessor that the snapshot names": ("1951, by treaty\n", "1951, after the committee of 1938\n"),
    "a year between two terms": ("since 1990", "since 1991"),
    "an office that several hold": (
        "Director, 1952–1990\n  • Boris Chen: Director, since 1990",
        "Deputy Director, 1952–1990\n  • Boris Chen: Deputy Director, since 1960",
    ),
    "an event that comes soon": ("1990: Reform", "2030: Reform"),
    "an event within the one above it": ("1951: Founded", "1951–2000: Founded"),
    "what recurs in another year": ("1990: Reform", "1990: Founded"),
}


SOURCED = (
    GOOD.replace("treaty\n", "treaty [1]\n")
    .replace("Switzerland\n", "Switzerland [1]\n")
    .replace("1951: Founded", "1951: Founded [1]")
    .replace("1990: Reform", "1990: Reform [1]")
    .replace("1952–1990\n", "1952–1990 [1]\n")
    .replace("since 1990\n", "since 1990 [1]\n")
    .replace("Words.", "Words.[2]")
    + "\nSources\n\n[1] AB, X (1991).\n[2] AB, Y (1992).\n"
)
"""The good dossier with a source at each claim."""


def of(text: str) -> Dossier:
    return with_suggested_themes(parse(text), {"any": ["returns", "states", "founded"]})


def found(dossier: Dossier) -> list[str]:
    return [f"{each.kind} “{each.text}”: {sentence(each.message)}" for each in check(dossier, TODAY)]


@pytest.mark.parametrize("text", [GOOD, SOURCED], ids=["without sources", "with sources"])
def test_a_dossier_that_is_well_made_has_no_finding(text: str) -> None:
    assert found(of(text)) == []


@pytest.mark.parametrize("name", [name for name in CHECKS if name != "unwritable"])
def test_each_check_finds_what_it_is_for_and_says_so(name: str) -> None:
    old, new, words = FAILING[name]
    text = SOURCED if name in OF_EVIDENCE else GOOD
    assert old in text
    dossier = of(text.replace(old, new))
    [finding] = [each for each in check(dossier, TODAY) if each.check == name]
    [result] = [each for each in found(dossier) if each.startswith(words)]
    assert finding.severity == CHECKS[name].severity
    assert result.endswith(".") and "%" not in result


@pytest.mark.parametrize("name", FINE)
def test_what_may_well_be_is_no_finding(name: str) -> None:
    old, new = FINE[name]
    text = GOOD.replace(old, new)
    text = text.replace("1951: Founded", "1938: Founded") if "1938" in text else text
    assert found(of(text)) == []


@pytest.mark.parametrize("name", UNWRITABLE)
def test_a_dossier_that_has_no_text_is_said_with_the_reason(name: str) -> None:
    [text] = [sentence(each.message) for each in check(UNWRITABLE[name], TODAY) if each.check == "unwritable"]
    assert text.startswith("It cannot be written as a text: ")
    assert "Role(" not in text


def test_what_cannot_be_comes_first() -> None:
    severities = [each.severity for each in CHECKS.values()]
    assert severities == sorted(severities, key=list(Severity).index)


@pytest.mark.parametrize("path", sorted(Path("fixtures/dossiers").glob("*.txt")), ids=lambda path: path.stem)
def test_the_dossiers_of_the_project_say_nothing_that_cannot_be(path: Path) -> None:
    findings = [each for each in check(parse(path.read_bytes()), TODAY) if each.check not in SAID_OF_ALL]
    gaps = ["Nobody in office is recorded between 1951 and 2008. Add who led it."]
    assert [sentence(each.message) for each in findings] == (gaps if path.stem == "iom" else [])


def test_a_claim_without_a_theme_is_found_once() -> None:
    claims = [claim for _section, claim in parse(IOM).items() if isinstance(claim, Event | Point)]
    assert [each.check for each in check(parse(IOM), TODAY)].count("no-theme") == len(claims)


@given(dossiers())
def test_whatever_a_dossier_says_it_can_be_checked(dossier: Dossier) -> None:
    assert all(each.endswith(".") for each in found(dossier))


@pytest.mark.parametrize(
    "value",
    ["175+ [as of June 2024]", "US$ 3 billion (2023)", "17 Route des Morillons", "1951, Resolution 1325", "B-52"],
)
def test_a_number_that_says_when_or_does_not_grow_is_no_finding(value: str) -> None:
    text = SOURCED.replace("Timeline", f"  • More: {value} [1]\n\nTimeline", 1)
    assert found(of(text)) == []


def test_a_review_is_due_the_day_after_without_a_change() -> None:
    dossier = of(SOURCED.replace("treaty [1]", "treaty [1] [review by 2 July 2026]"))
    assert not check(dossier, TODAY)
    assert [each.check for each in check(dossier, date(2026, 7, 3))] == ["review-due"]


def test_without_a_list_of_sources_nothing_is_said_of_marks() -> None:
    text = GOOD.replace("sign.", "sign.[7][citation needed]").replace("1951,", "175+ since 1951,")
    assert not {each.check for each in check(of(text), TODAY)} & OF_EVIDENCE
