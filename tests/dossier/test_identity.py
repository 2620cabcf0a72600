"""A re-issued text: claims told again keep their keys and themes, new ones get keys of their own."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from organizations.dossier.changes.identity import carry_identity
from organizations.dossier.document import AnyClaim, Dossier, Event, Point, SectionKind
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import wording
from tests.dossier.strategies import IOM, dossiers, mangled
from tests.dossier.test_parser import dossier_or_error


def themed(dossier: Dossier) -> Dossier:
    """A dossier whose claims carry a theme each, and whose keys are not what its wording gives."""

    def curated(claim: AnyClaim) -> AnyClaim:
        claim = replace(claim, key=f"old-{claim.key}")
        return replace(claim, themes=("curated",)) if isinstance(claim, Event | Point) else claim

    sections = [replace(each, items=tuple(curated(claim) for claim in each.items)) for each in dossier.sections]
    return replace(dossier, sections=tuple(sections), language="fr")


OLD = themed(parse(IOM))


def keys(dossier: Dossier, kind: SectionKind) -> list[str]:
    section = dossier.of_kind(kind)
    return [claim.key for claim in section.items] if section else []


def test_the_same_text_again_is_the_same_dossier() -> None:
    assert carry_identity(OLD, parse(IOM)) == OLD


RETOLD = [
    ("1980s–1990s: Expansion Beyond Europe", "1980s–1995: Expansion Far Beyond Europe", SectionKind.TIMELINE),
    ("EU and other states fund", "The EU and many other states pay", SectionKind.TIMELINE),
    ("Headquarters:", "Headquarters (since 1951):", SectionKind.SNAPSHOT),
    ("Amy Pope:", "Amy E. Pope:", SectionKind.PEOPLE),
    ("3. Crisis Evacuations", "3. Crisis Evacuation Flights", SectionKind.PROGRAMS),
    ("Key Programs", "Programmes", SectionKind.PROGRAMS),
]


@pytest.mark.parametrize(("old", "new", "kind"), RETOLD, ids=[old for old, *_ in RETOLD])
def test_a_part_retold_keeps_its_key(old: str, new: str, kind: SectionKind) -> None:
    carried = carry_identity(OLD, parse(IOM.replace(old, new)))
    assert keys(carried, kind) == keys(OLD, kind)


def test_a_part_retold_keeps_its_themes_and_says_the_new_words() -> None:
    event = carry_identity(OLD, parse(IOM.replace("Expansion Beyond", "Expansion Far Beyond"))).sections[1].items[1]
    assert isinstance(event, Event)
    assert (event.title, event.themes) == ("Expansion Far Beyond Europe", ("curated",))


def test_parts_in_another_order_keep_their_own_keys() -> None:
    new = parse(IOM)
    programs = replace(new.sections[3], items=new.sections[3].items[::-1])
    carried = carry_identity(OLD, replace(new, sections=(programs, *new.sections[:3])))
    assert keys(carried, SectionKind.PROGRAMS) == keys(OLD, SectionKind.PROGRAMS)[::-1]


def test_a_new_part_takes_no_key_and_no_theme_from_a_part_that_is_gone() -> None:
    other = (
        "3. Old Crisis Evacuations\n\nInspectors board ships in harbours, count what these carry, and write reports "
        "that nobody reads before next year, when everything begins anew with other budgets."
    )
    text = re.sub(r"3\. Crisis Evacuations\n\n.*", other, IOM)
    claim = carry_identity(OLD, parse(text)).sections[3].items[2]
    assert (claim.key, claim.themes) == ("old-crisis-evacuations-2", ())


def test_the_most_alike_is_the_same() -> None:
    old = parse("A (B)\n\nPrograms\n\n1. Border Training\n\n2. Border Training Academy\n\n3. Borders Train\n")
    new = parse("A (B)\n\nPrograms\n\n1. Border Training Academies\n")
    assert keys(carry_identity(old, new), SectionKind.PROGRAMS) == ["border-training-academy"]


def test_twins_keep_a_key_each() -> None:
    text = "A (B)\n\nPrograms\n\n1. Twin\n\nFirst.\n\n2. Twin\n\nSecond.\n"
    carried = carry_identity(parse(text), parse(text.replace("Second.", "Other.")))
    assert keys(carried, SectionKind.PROGRAMS) == ["twin", "twin-2"]


def test_the_language_stays() -> None:
    assert carry_identity(OLD, parse(IOM)).language == "fr"


@given(mangled())
def test_keys_stay_unique_and_words_stay_the_new_ones(text: str) -> None:
    new = dossier_or_error(text)
    if not isinstance(new, Dossier):
        return
    carried = carry_identity(OLD, new)
    assert wording(carried) == wording(new)
    for section in carried.sections:
        assert len({claim.key for claim in section.items}) == len(section.items)
    assert len({section.key for section in carried.sections}) == len(carried.sections)


@given(dossiers())
def test_any_dossier_carried_onto_itself_is_itself(dossier: Dossier) -> None:
    assert carry_identity(dossier, dossier) == dossier


def test_a_claim_is_known_again_by_its_words_whatever_it_stands_on() -> None:
    sources = "\n\nSources\n\n[1] AB, X.\n[2] CD, Y."
    marks = "[1, pp. 45–72; see also 2, annex IV][but see 2, para. 12]"
    old = parse("A Body\n\nTimeline\n\n1951: Act\n\nNo." + marks + sources)
    new = parse("A Body\n\nTimeline\n\n1951: Acts\n\nNo." + sources)
    assert carry_identity(old, new).sections[0].items[0].key == old.sections[0].items[0].key
