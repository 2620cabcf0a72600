"""Whom a text is about, where no title says it: guessed, and asked before anything is imported."""

import pytest

from organizations.dossier.document import Role
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choices
from organizations.dossier.text.errors import NoTitle

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
    ],
)
def test_a_name_is_guessed_and_asked_for(text: str, file_name: str, name: str) -> None:
    reading = read_source(text, file_name=file_name)
    assert reading.dossier.name == name
    assert (reading.notices[0].message.code, reading.notices[0].blocks) == ("guessed-name", True)
    answered = read_source(text, file_name=file_name, choices=Choices(name="Hanse of the North"))
    assert answered.dossier.name == "Hanse of the North"
    assert "guessed-name" not in [each.message.code for each in answered.notices]


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
