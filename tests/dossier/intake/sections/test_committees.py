"""Committees by year: those who are listed below a year held their office in it."""

import pytest

from organizations.dossier.document import Role, SectionKind
from organizations.dossier.intake import read_source
from organizations.dossier.text.reading import Reading

TWO_YEARS = """\
# Harbour Rowing Club

## 2023
- President: Ane Prove
- Secretary: Jan Muster

## 2022
- President: Ida Holm
- Secretary: Jan Muster
"""


def roles_of(reading: Reading) -> list[tuple[str, str, str]]:
    sections = [section for section in reading.dossier.sections if section.kind == SectionKind.PEOPLE]
    roles = [claim for section in sections for claim in section.items if isinstance(claim, Role)]
    return [(role.name, role.title, role.period.words if role.period else "") for role in roles]


def read(text: str) -> Reading:
    return read_source(text.encode(), file_name="club.md")


@pytest.mark.parametrize("text", [TWO_YEARS, TWO_YEARS.replace("## ", "").replace("- ", "")])
def test_a_year_over_offices_and_their_holders_is_when_they_held_them(text: str) -> None:
    assert roles_of(read(text)) == [
        ("Ane Prove", "President", "2023"),
        ("Jan Muster", "Secretary", "2023"),
        ("Ida Holm", "President", "2022"),
        ("Jan Muster", "Secretary", "2022"),
    ]


def test_a_year_that_is_lent_is_reported_as_a_guess() -> None:
    reading = read(TWO_YEARS)

    assert {notice.line for notice in reading.notices if notice.message.code == "item-of-a-date"} == {4, 5, 8, 9}
    assert {each.certainty for each in reading.outcomes if each.became == "role"} == {"guessed"}


def test_tables_below_headings_that_name_years_are_committees() -> None:
    table = "| Position | Name |\n|---|---|\n| Chair | {} |\n| Secretary | Jan Muster |\n\n"
    text = "# Harbour Club\n\n## Committees\n\n### 2023/24 Committee\n\n" + table.format("Ane Prove")
    text += "### 2022/23 Committee\n\n" + table.format("Ida Holm") + "## Rules\n\nBe kind.\n"

    reading = read(text)

    assert [(name, period) for name, title, period in roles_of(reading) if title == "Chair"] == [
        ("Ane Prove", "2023/24"),
        ("Ida Holm", "2022/23"),
    ]
    assert [section.heading for section in reading.dossier.sections] == ["Committees", "Rules"]
    assert "2023/24 Committee" in reading.dossier.sections[0].remark


def test_a_tenure_of_its_own_is_kept() -> None:
    assert ("Ida Holm", "President", "1 May 2022–2024") in roles_of(
        read(TWO_YEARS.replace("Ida Holm", "Ida Holm (1 May 2022–2024)"))
    )


def test_one_year_alone_lends_nothing() -> None:
    text = "# Harbour Club\n\n## Committee 2023\n- President: Ane Prove\n- Secretary: Jan Muster\n"

    assert {period for _name, _title, period in roles_of(read(text))} == {""}


def test_events_in_which_people_are_elected_stay_events() -> None:
    text = "# Club\n\n## 1951\n- The first regatta is rowed\n- A pier is built\n\n## 1952\n- President: Ane Prove\n\n"
    text += "## 1953\n- A storm takes the pier\n"

    assert not roles_of(read(text))


def test_names_with_their_years_as_headings_are_no_committees() -> None:
    text = "# Club\n\n## People\n\n### Ane Prove (1951–1955)\nPresident\n\n### Jan Muster (1955–1960)\nPresident\n"

    assert [(name, period) for name, _title, period in roles_of(read(text))] == [
        ("Ane Prove", "1951–1955"),
        ("Jan Muster", "1955–1960"),
    ]
