"""Texts of any hand become dossiers: title, sections and timeline, with an outcome for every block."""

from pathlib import Path

import pytest

from organizations.dossier import intake
from organizations.dossier.document import Fact, Point, SectionKind
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choices
from organizations.dossier.intake.sections import lists
from organizations.dossier.text.errors import NoTitle, TextTooLarge
from organizations.dossier.text.parser import parse
from organizations.dossier.text.reading import Certainty
from organizations.dossier.text.writer import wording, write
from tests.dossier.intake.hands import EVENTS, HEAD, LAYOUTS, Layout, codes_of, events_of, people_of, sections_of

FIXTURES = sorted(Path("fixtures/dossiers").glob("*.txt"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_canonical_text_is_read_by_its_parser(path: Path) -> None:
    text = path.read_text("utf-8")
    reading = read_source(text)
    assert reading.dossier == parse(text)
    assert {outcome.certainty for outcome in reading.outcomes} == {Certainty.CANONICAL}


def test_a_text_too_long_to_be_read_by_its_look_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_GUESSED", 4)
    events = [f"{year}: Something is done" for year in range(1950, 1956)]
    assert len(events_of(read_source(HEAD + "\n\n".join(events)))) == 6
    with pytest.raises(TextTooLarge) as refusal:
        read_source("# Harbour League\n\n## Timeline\n\n" + "\n".join(f"- {event}" for event in events))
    assert (refusal.value.message.code, refusal.value.line) == ("too-many-blocks", 7)


def test_more_people_than_can_be_read_by_their_look_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MAX_PEOPLE", 4)
    people = [f"- Ada Lund, Chair, {year}–{year + 1}" for year in range(1950, 1956)]
    with pytest.raises(TextTooLarge) as refusal:
        read_source("# Harbour League\n\n## Key People\n\n" + "\n".join(people))
    assert (refusal.value.message.code, refusal.value.line) == ("too-many-people", 9)


def test_blocks_of_a_canonical_text_name_the_claims_that_they_became() -> None:
    reading = read_source(f"{HEAD}1949: Treaty signed\n\nBy twelve.\n\n\nKey People\n\n  • Ada Lund: Chair, 1990–1995")
    assert [(outcome.became, outcome.key) for outcome in reading.outcomes] == [
        ("title", ""),
        ("heading", ""),
        ("event", "treaty-signed"),
        ("event", "treaty-signed"),
        ("heading", ""),
        ("role", "ada-lund"),
    ]


def test_a_source_that_says_no_name_asks_for_it() -> None:
    text = "Date,Event\n1949,Treaty signed\n1952,Two more join\n1953,A third\n"
    with pytest.raises(NoTitle) as refusal:
        read_source(text)
    assert refusal.value.message.code == "no-name"
    reading = read_source(text, choices=Choices(name="Harbour League"))
    assert (reading.dossier.title, events_of(reading)[0]) == ("Harbour League", ("1949", "Treaty signed"))


def test_points_are_numbered_items_bullets_headings_or_led_by_bold_words() -> None:
    for text in (
        "1. Clean Water\n\nWells are dug.\n\n2. Relief\n\nFood is sent.",
        "### Clean Water\n\nWells are dug.\n\n### Relief\n\nFood is sent.",
        "**Clean Water.** Wells are dug.\n\n**Relief.** Food is sent.",
        "- **Clean Water**: Wells are dug.\n- **Relief**: Food is sent.",
        "| Program | Purpose |\n|---|---|\n| Clean Water | Wells are dug. |\n| Relief | Food is sent. |",
    ):
        section = read_source(f"# Harbour League\n\n## Key Programs\n\n{text}").dossier.of_kind(SectionKind.PROGRAMS)
        points = [claim for claim in section.items if isinstance(claim, Point)] if section else []
        assert [(point.title, point.body) for point in points] == [
            ("Clean Water", "Wells are dug."),
            ("Relief", "Food is sent."),
        ]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_what_was_read_can_be_written_and_read_again(layout: Layout) -> None:
    dossier = read_source(HEAD + layout(EVENTS)).dossier
    text = write(dossier)
    assert wording(parse(text)) == wording(dossier)
    assert wording(read_source(text).dossier) == wording(dossier)


@pytest.mark.parametrize(
    "lines",
    [
        "  • Secretary General: Ada Lund (1990–1995)\n  • Deputy Secretary General: Ole Berg (1995–2001)",
        "- **Ada Lund** – Secretary General (1990–1995)\n- **Ole Berg** – Deputy Secretary General, 1995–2001",
        "* Ada Lund, Secretary General, 1990–1995\n* Ole Berg, Deputy Secretary General, 1995–2001",
        "- 1990–1995: Ada Lund, Secretary General\n- 1995–2001: Ole Berg, Deputy Secretary General",
        "| Name | Office | Term |\n|---|---|---|\n| Ada Lund | Secretary General | 1990–1995 |\n"
        "| Ole Berg | Deputy Secretary General | 1995–2001 |",
        "Ada Lund, Secretary General, 1990–1995\n\nOle Berg, Deputy Secretary General, 1995–2001",
        "- Secretary General\n    - Ada Lund (1990–1995)\n- Deputy Secretary General\n    - Ole Berg, 1995–2001",
        "### Secretary General\n\n- Ada Lund (1990–1995)\n\n### Deputy Secretary General\n\n- Ole Berg, 1995–2001",
    ],
)
def test_people_are_read_in_any_layout(lines: str) -> None:
    reading = read_source(f"# Harbour League (HAL)\n\n## Key People\n\n{lines}")
    assert people_of(reading) == [("Ada Lund", "Secretary General"), ("Ole Berg", "Deputy Secretary General")]
    assert "no-person" not in codes_of(reading)


def test_facts_are_read_behind_a_dash_in_a_table_and_without_bullets() -> None:
    for lines in (
        "founded - 4 August 1963\nseat - Geneva",
        "| Founded | 4 August 1963 |\n|---|---|\n| Seat | Geneva |",
        "- **Founded**: 4 August 1963\n- **Seat**: Geneva",
    ):
        section = read_source(f"# Harbour League\n\n## Snapshot\n\n{lines}").dossier.of_kind(SectionKind.SNAPSHOT)
        facts = [claim for claim in section.items if isinstance(claim, Fact)] if section else []
        assert [(fact.label.casefold(), fact.value) for fact in facts] == [
            ("founded", "4 August 1963"),
            ("seat", "Geneva"),
        ]


def test_people_in_a_subsection_are_found_by_its_office_and_its_table() -> None:
    holders = "* Ada Lund: April 1991 – June 1993\n* Ole Berg: 1993–1999\n* Ane Prove: 1999–2004"
    text = f"# Harbour League\n\n## Governance\n\nIt has a board.\n\n### President\n\n{holders}\n\n### Seats\n\nTwo."
    reading = read_source(text)
    assert people_of(reading)[0] == ("Ada Lund", "President")
    assert [kind for kind, _heading in sections_of(reading.dossier)] == ["other", "people", "other"]
    assert "section-of-people" in codes_of(reading)


def test_a_country_is_no_person() -> None:
    reading = read_source("# Harbour League\n\n## Key People\n\n- South Africa (1998–2000)\n- Ada Lund (2000–2004)")
    assert people_of(reading) == [("", "South Africa (1998–2000)"), ("Ada Lund", "")]


def test_front_matter_gives_the_title_and_is_no_text() -> None:
    reading = read_source("---\ntitle: Harbour League\nlayout: page\n---\n\n## Timeline\n\n- 1949: Treaty\n")
    assert (reading.dossier.title, reading.dossier.introduction) == ("Harbour League", "")
    assert events_of(reading) == [("1949", "Treaty")]


@pytest.mark.parametrize(
    ("title", "name", "acronym"),
    [
        ("Alpine Water Council – AWC", "Alpine Water Council", "AWC"),
        ("Alpine Water Council, AWC", "Alpine Water Council", "AWC"),
        ("The Alpine Water Council [AWC]", "The Alpine Water Council", "AWC"),
        ("The Alpine Water Council (“AWC”): a short history", "The Alpine Water Council", "AWC"),
        ("AWC: Alpine Water Council", "Alpine Water Council", "AWC"),
        ("OIP — Organisation internationale des ports", "Organisation internationale des ports", "OIP"),
        ("AWC—Alpine Water Council", "Alpine Water Council", "AWC"),
        ("Alpine Water Council • AWC", "Alpine Water Council", "AWC"),
        ("Harbour League – OSLO", "Harbour League – OSLO", ""),
        ("Ports: ABC of shipping", "Ports: ABC of shipping", ""),
    ],
)
def test_an_acronym_beside_the_name_that_it_is_of_is_its_acronym(title: str, name: str, acronym: str) -> None:
    dossier = read_source(f"# {title}\n\n## History\n\n- 1951: Founded.\n- 1960: Moves.\n").dossier
    assert (dossier.name, dossier.acronym) == (name, acronym)
    assert parse(write(dossier)) == dossier


def test_a_heading_of_the_text_is_its_title_rather_than_what_the_file_says() -> None:
    reading = read_source("---\ntitle: page 7\n---\n\n# Harbour League (HAL)\n\n## Timeline\n\n- 1949: Treaty\n")
    assert (reading.dossier.name, reading.dossier.acronym) == ("Harbour League", "HAL")


def test_a_table_of_days_and_their_names_is_no_list_of_people() -> None:
    rows = "".join(f"| {day} March | World {name} Day |\n" for day, name in enumerate(("Logic", "Radio", "Poetry"), 1))
    reading = read_source(f"# Harbour League\n\n## Days\n\n| Date | Name |\n|---|---|\n{rows}\n## History\n\nIt began.")
    assert reading.dossier.of_kind(SectionKind.PEOPLE) is None
