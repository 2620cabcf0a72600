"""People and facts of a text of any hand: roles, gaps and influences; words that are in none of them are a remark."""

from dataclasses import replace

import pytest

from organizations.dossier.document import Influence, Role, SectionKind
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.text.parser import parse
from organizations.dossier.text.reading import Certainty, Reading
from organizations.dossier.text.writer import wording, write

LINES = """# Test Body (TB)

## Key People

- **Secretary General**: Ane Prove (2014–2024)
  - born in Oslo
- Chair: vacant (1995–1997)
- Founding Influence: Western states
- Sukarno: President, 1945–1967
- Directors: Otto Essai (1990–1995), [Ida Saggio](https://example.org) (1995–2001)
"""
TABLE = """# Test Body (TB)

## Leadership

| No. | Secretary-General | From | To | Notes |
|---|---|---|---|---|
| 1 | Ane Prove | 1990 | 1995 | resigned |
| 2 | Vacant | 1995 | 1996 | |
"""
WITHOUT_BULLETS = (
    "Test Body (TB)\n\nLeadership\n\nAne Prove, 1990–1995\nOtto Essai (Mali), 2000–\n\nBoth were elected.\n"
)


def people(reading: Reading) -> list[tuple[str, ...]]:
    found = []
    for claim in [claim for _section, claim in reading.dossier.items()]:
        if isinstance(claim, Role):
            period = claim.period.words if claim.period else ""
            found.append((claim.name, claim.title, period, claim.country))
        elif isinstance(claim, Influence):
            found.append((claim.label, claim.text))
    return found


def remark(reading: Reading) -> str:
    section = reading.dossier.of_kind(SectionKind.PEOPLE)
    return section.remark if section else ""


def test_the_items_of_a_list_become_roles_gaps_and_influences() -> None:
    reading = read_source(LINES)
    assert people(reading) == [
        ("Ane Prove", "Secretary General", "2014–2024", ""),
        ("Chair", "vacant, 1995–1997"),
        ("Founding Influence", "Western states"),
        ("Sukarno", "President", "1945–1967", ""),
        ("Otto Essai", "Director", "1990–1995", ""),
        ("Ida Saggio", "Director", "1995–2001", ""),
    ]
    assert remark(reading) == "Ane Prove: born in Oslo\n\nOtto Essai: https://example.org"


def test_what_is_read_as_a_person_by_its_look_is_a_guess_and_said() -> None:
    reading = read_source(LINES)
    guessed = [each.text for each in reading.outcomes if each.certainty == Certainty.GUESSED and each.became == "role"]
    assert [words.split(":")[0] for words in guessed] == ["Sukarno", "Directors"]
    assert [each.line for each in reading.notices if each.message.code == "guessed-person"] == [9, 10]


def test_the_rows_of_a_table_are_read_by_its_header() -> None:
    reading = read_source(TABLE)
    assert people(reading) == [
        ("Ane Prove", "Secretary-General", "1990 – 1995", ""),
        ("Secretary-General", "Vacant, 1995 – 1996"),
    ]
    assert remark(reading) == "Ane Prove: resigned"


def test_lines_without_bullets_are_read_too() -> None:
    reading = read_source(WITHOUT_BULLETS)
    assert people(reading) == [("Ane Prove", "", "1990–1995", ""), ("Otto Essai", "", "2000–", "Mali")]
    assert remark(reading) == "Both were elected."


def test_a_list_of_tenures_is_one_of_people_whatever_its_heading() -> None:
    names = ["Ane Prove (1990–1995)", "Otto Essai (1995–2000)", "Ida Saggio (2000–2004)", "Jan Probe (since 2004)"]
    lines = "\n".join(f"* {name}" for name in names)
    assert len(people(read_source(f"# Body\n\n## Portrait\n\n{lines}\n"))) == 4
    books = "\n".join(f"* {name.partition(' (')[0]} (1990)" for name in names)
    assert people(read_source(f"# Body\n\n## Portrait\n\n{books}\n")) == []
    assert people(read_source(f"# Body\n\n## References\n\n{lines}\n")) == []


def test_facts_without_bullets_are_read_too() -> None:
    reading = read_source("Test Bank (TB)\n\nKey Facts\n\nestablished - 4 August 1963\nmembers - (53) Algeria\n")
    assert [(each.label, each.value) for _section, each in reading.dossier.items()] == [
        ("established", "4 August 1963"),
        ("members", "(53) Algeria"),
    ]


def test_a_table_of_offices_below_names_loses_no_row() -> None:
    table = "| Secretary-General | Cy Roe |\n|---|---|\n| Treasurer | Dee Fox |\n| President | Eve Poe |\n"
    text = write(read_source(f"A Body (AB)\n\n## Key People\n\n- Ann Lee: Chair, 1950–1951\n\n{table}").dossier)
    assert all(name in text for name in ("Cy Roe", "Dee Fox", "Eve Poe"))


def test_years_of_an_office_that_may_be_a_month_are_reported() -> None:
    reading = read_source("A Body (AB)\n\n## Key People\n\n- Ann Lee: Chair, 1951-52\n- Cy Roe: Chair, 2008-12\n")
    assert [(each.line, each.message.code) for each in reading.notices] == [(6, "month-or-years")]


def test_a_date_that_cannot_be_holds_up_the_import_and_is_kept() -> None:
    reading = read_source("# Body\n\n## Key People\n\n- Ane Prove: Director, 31 February 2016\n")
    assert people(reading) == [("Ane Prove", "Director", "unclear date “31 February 2016”", "")]
    assert remark(reading) == ""
    assert read_source(write(reading.dossier)).dossier == reading.dossier
    assert [each.message.code for each in reading.notices if each.blocks] == ["unread-date"]


def test_a_heading_between_people_that_names_no_office_is_no_claim() -> None:
    reading = read_source(
        "# Body\n\n## Key People\n\n- Ane Prove: Chair, 1990\n\n### Others\n\n- Ida Vik: Chair, 1995\n"
    )
    assert [name for name, *_rest in people(reading)] == ["Ane Prove", "Ida Vik"]
    assert remark(reading) == "### Others"


def test_what_has_no_letter_is_no_name_and_no_institution_a_person() -> None:
    rows = "| Years | Name |\n| --- | --- |\n| 1990–1995 | ? |\n| 1995–2000 | Ane Prove |\n"
    reading = read_source(f"# Body\n\n## Leadership\n\n{rows}\n- Vik Foundation: gives money\n")
    assert [claim.name for _section, claim in reading.dossier.items() if isinstance(claim, Role)] == ["Ane Prove"]


@pytest.mark.parametrize("source", [LINES, TABLE, WITHOUT_BULLETS])
def test_what_was_read_is_read_back_from_its_canonical_text(source: str) -> None:
    dossier = read_source(source).dossier
    assert wording(parse(write(dossier))) == wording(dossier)
    assert wording(read_source(write(dossier)).dossier) == wording(dossier)


@pytest.mark.parametrize(
    ("line", "value", "expected"),
    [
        ("Sukarno: President, 1945", "neither", ("Sukarno", "President, 1945")),
        ("Focal Points: Ane Prove, 1990", "office", ("Ane Prove", "Focal Points", "1990", "")),
        ("Focal Points: Ane Prove (1990), Otto Essai", "office", ("Ane Prove", "Focal Points", "1990", "")),
        ("1990 Ane Prove (Mali)", "person", ("Ane Prove", "", "1990", "Mali")),
        ("Ane Prove, 1990–1995", "person", ("Ane Prove", "", "1990–1995", "")),
        ("prove, chair of all, 1990", "person", ("prove", "chair of all", "1990", "")),
        ("Secretary: Ane Prove, 1990", "person", ("Secretary", "Ane Prove", "1990", "")),
        ("Focal Points: Ane Prove, 1990", "person", ("Focal Points", "Ane Prove", "1990", "")),
    ],
)
def test_a_person_says_what_the_name_at_the_head_is(line: str, value: str, expected: tuple[str, ...]) -> None:
    source = f"# Body\n\n## Key People\n\n- {line}\n"
    [block] = [each.block for each in read_source(source).outcomes if each.text == line]
    reading = read_source(source, choices=Choices((Choice(ChoiceKind.NAME, block, value),)))
    assert people(reading)[0] == expected
    again = parse(write(reading.dossier))
    assert wording(again) == wording(replace(reading.dossier, language=again.language))


def test_names_alone_below_offices_are_their_holders() -> None:
    text = "# Harbour League\n\n### Treasurers\n* Lea Brandt\n* Ida Holm\n\n### Auditors\n* Olaf Lund\n* Ane Prove\n"
    reading = read_source(text.encode(), file_name="league.md")

    roles = [claim for section in reading.dossier.sections for claim in section.items if isinstance(claim, Role)]
    assert [(role.name, role.title) for role in roles] == [
        ("Lea Brandt", "Treasurer"),
        ("Ida Holm", "Treasurer"),
        ("Olaf Lund", "Auditor"),
        ("Ane Prove", "Auditor"),
    ]
    assert {each.certainty for each in reading.outcomes if each.became == "role"} == {Certainty.GUESSED}


def test_offices_that_are_only_listed_hold_nobody() -> None:
    text = "# Harbour League\n\n### Treasurers\n* elected each year\n* Lea Brandt keeps the books\n"
    reading = read_source(text.encode(), file_name="league.md")

    assert not any(isinstance(claim, Role) for section in reading.dossier.sections for claim in section.items)
