"""What small texts of other hands say: whose they are, their facts, and people and events that no mark sets apart."""

import pytest

from organizations.dossier.document import Event, Fact, Role
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choices
from organizations.dossier.text.errors import NoTitle
from organizations.dossier.text.grammar import names_of

LEAD = (
    "The **Harbour League** (**HAL**) is a league of ports that was\n"
    "founded in Bergen in 1949, and meets once a year in one of them.\n"
)
TABLE = "Year,Headline\n1949,Treaty signed\n1952,Two more join\n"


@pytest.mark.parametrize(
    ("text", "file_name", "name"),
    [
        (LEAD, "notes.md", "Harbour League"),
        (TABLE, "harbour_league-2024.csv", "Harbour league 2024"),
        ("- 1949: Treaty signed\n- 1952: Two more join\n", "Hafenbund.md", "Hafenbund"),
        (
            "name: Harbour League\nacronym: HAL\nfounded: 1949\n\nTimeline\n1949: Treaty signed\n",
            "notes.txt",
            "Harbour League",
        ),
        ("**Nom** : Ligue des ports\n\nChronologie\n\n1949: Traité signé\n", "notes.md", "Ligue des ports"),
        ("名称：港口联盟\n\n大事记\n\n1949年：签署条约\n", "notes.txt", "港口联盟"),
    ],
)
def test_a_name_is_guessed_and_asked_for(text: str, file_name: str, name: str) -> None:
    reading = read_source(text, file_name=file_name)
    assert reading.dossier.name == name
    assert (reading.notices[0].message.code, reading.notices[0].blocks) == ("guessed-name", True)
    answered = read_source(text, file_name=file_name, choices=Choices(name="Hanse of the North"))
    assert answered.dossier.name == "Hanse of the North"
    assert "guessed-name" not in [each.message.code for each in answered.notices]


@pytest.mark.parametrize("title", ["Organization of Ports (OP)", "Name and Fame: a league of ports", "Full Name"])
def test_a_title_may_have_words_of_a_label(title: str) -> None:
    reading = read_source(f"{title}\n\nTimeline\n\n1949: Treaty signed\n")
    assert reading.dossier.title == title
    assert not reading.notices


def test_a_table_without_any_name_is_refused() -> None:
    with pytest.raises(NoTitle):
        read_source(TABLE)


def test_a_line_below_a_table_of_people_is_one_of_them() -> None:
    text = (
        "# Harbour League\n\n## Key People\n\n"
        "| Name | Term | Office |\n|---|---|---|\n| Ada Lund | 1949–1957 | Chair |\n\n"
        "Secretary General: Ole Berg (2014–2024)\n\nAll of them came from the ports: none was a captain.\n"
    )
    [people] = read_source(text).dossier.sections
    assert [(role.name, role.title) for role in people.items if isinstance(role, Role)] == [
        ("Ada Lund", "Chair"),
        ("Ole Berg", "Secretary General"),
    ]
    assert people.remark == "All of them came from the ports: none was a captain."


def test_a_sentence_of_another_year_is_no_text_of_the_event_above() -> None:
    text = (
        "# Harbour League\n\n## Timeline\n\n"
        "1949: Treaty signed\n\nIn 1949, the ports were poor.\n\n1952 – Two more join\n\n"
        "In 1977, the league lost its ships.\n"
    )
    [timeline] = read_source(text).dossier.sections
    assert [(event.period.words, event.body) for event in timeline.items] == [
        ("1949", "In 1949, the ports were poor."),
        ("1952", ""),
        ("In 1977", ""),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("NATO: a profile", "NATO"),
        ("Harbour League timeline", "Harbour League"),
        ("Timeline of the Harbour League", "Harbour League"),
        ("A short history of the Harbour League", "Harbour League"),
        ("Harbour League (HAL) – Chronology", "Harbour League"),
        ("Institute of Contemporary History", "Institute of Contemporary History"),
        ("History", "History"),
        ("Harbour League (HAL) — Deep Dossier", "Harbour League"),
        ("国际移民组织（IOM）", "国际移民组织"),
    ],
)
def test_a_title_says_whom_it_is_about(title: str, name: str) -> None:
    assert names_of(title)[0] == name


def test_people_a_line_each_in_one_paragraph_are_told_apart() -> None:
    text = "Harbour League\n\nDirectors\n\n"
    text += "Ada Lund, Chair, 1949–1957\nOle Berg, Chair, 1957–1961\nH.E. Jan Muster (2014–2024)\n"
    [people] = read_source(text).dossier.sections
    assert [(role.name, role.period and role.period.words) for role in people.items if isinstance(role, Role)] == [
        ("Ada Lund", "1949–1957"),
        ("Ole Berg", "1957–1961"),
        ("H.E. Jan Muster", "2014–2024"),
    ]


def test_a_word_of_dates_that_begins_the_text_is_the_texts() -> None:
    text = "# Harbour League\n\n## Timeline\n\n- c. 1990 – Late growth\n- 1995 – Early elections\n"
    [timeline] = read_source(text).dossier.sections
    events = [event for event in timeline.items if isinstance(event, Event)]
    assert [(event.period.words, event.title) for event in events] == [
        ("c. 1990", "Late growth"),
        ("1995", "Early elections"),
    ]


def test_lines_with_fullwidth_colons_stand_for_themselves() -> None:
    sections = read_source(
        "港口联盟\n\n概况\n总部：日内瓦\n成立：1949年\n\n主要人物\n秘书长：张三（2007–2017）\n"
    ).dossier.sections
    assert [section.heading for section in sections] == ["概况", "主要人物"]
    assert [len(section.items) for section in sections] == [2, 1]


def test_a_short_text_in_a_language_that_is_not_known_says_what_was_not_understood() -> None:
    reading = read_source("हार्बर संघ\n\nसमयरेखा\n\n1949: संधि पर हस्ताक्षर\n\nयह संघ बना।\n\n1950: बैठक\n")
    assert reading.notices[0].message.code in ("headings-not-understood", "dated-section")


def test_a_text_whose_dates_were_understood_is_not_called_silent() -> None:
    text = "# Harbour League\n\n" + "".join(f"- {year} – A session\n" for year in range(1950, 1960))
    assert [notice.message.code for notice in read_source(text).notices] == ["dated-section"]


def test_facts_at_the_end_of_an_introduction_are_a_snapshot() -> None:
    text = "# Harbour League\n\nA club of ports.\n\n"
    text += "**Founded:** 1949\n**Seat:** Bergen\n\n## Timeline\n\n- 1949: Treaty signed\n"
    reading = read_source(text)
    assert reading.dossier.introduction == "A club of ports."
    snapshot = reading.dossier.sections[0]
    assert [(fact.label, fact.value) for fact in snapshot.items if isinstance(fact, Fact)] == [
        ("Founded", "1949"),
        ("Seat", "Bergen"),
    ]
    assert "facts-of-introduction" in [notice.message.code for notice in reading.notices]
    prose = "# Harbour League\n\nNote: this is short.\n\nMotto: none\n\n## Timeline\n\n- 1949: Treaty signed\n"
    assert read_source(prose).dossier.introduction == "Note: this is short.\n\nMotto: none"


def test_a_box_of_facts_is_a_snapshot_wherever_it_stands() -> None:
    article = (
        "'''Harbour League''' ('''HAL''') is a league of ports.\n\n{{Infobox organization\n| formation = 4 April 1949\n"
        "| headquarters = [[Bergen]], Norway\n}}\n\nIt meets once a year.\n\n== History ==\n* 1949: Treaty signed\n"
    )
    dossier = read_source(article, format="wiki", choices=Choices(name="Harbour League")).dossier
    snapshot, timeline = dossier.sections
    assert [(fact.label, fact.value) for fact in snapshot.items if isinstance(fact, Fact)] == [
        ("formation", "4 April 1949"),
        ("headquarters", "Bergen, Norway"),
    ]
    assert dossier.introduction.endswith("It meets once a year.")
    assert len(timeline.items) == 1
