"""A date that cannot be read stops no text: its event is kept, and somebody is asked what it means."""

import pytest

from organizations.dossier.document import Event
from organizations.dossier.intake import read_source, write_source
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.intake.lines.misspelt import misspelt_head
from organizations.wording import sentence

TEXT = """# Harbour League (HAL)

## Timeline

- 1949 – Treaty signed in Bergen
- 2 Febuary 1955 – A fire destroys the archive
- 31 April 1960 – The archive opens again
- 1965: A second hall
"""


def test_every_event_is_kept_and_each_problem_told_at_once() -> None:
    reading = read_source(TEXT)
    events = [claim for _section, claim in reading.dossier.items() if isinstance(claim, Event)]
    assert [event.title for event in events] == [
        "Treaty signed in Bergen",
        "A fire destroys the archive",
        "The archive opens again",
        "A second hall",
    ]
    assert [event.period.is_read for event in events] == [True, False, False, True]
    assert "2 Febuary 1955" in events[1].period.words
    problems = [(each.line, each.column, sentence(each.message)) for each in reading.notices if each.blocks]
    assert [(line, column) for line, column, _said in problems] == [(6, 1), (7, 1)]
    assert "did you mean “2 February 1955”?" in problems[0][2]
    assert "there is no day 31" in problems[1][2]


def test_what_is_kept_unread_comes_back_from_its_export() -> None:
    dossier = read_source(TEXT).dossier
    assert read_source(write_source(dossier)).dossier.sections[0].items[1].period == dossier.sections[0].items[1].period


def test_a_date_that_somebody_puts_right_is_read() -> None:
    reading = read_source(TEXT)
    block = next(outcome.block for outcome in reading.outcomes if "Febuary" in outcome.text)
    choices = Choices((Choice(ChoiceKind.DATE, block, "2 February 1955"),))
    mended = read_source(TEXT, choices=choices)
    events = [claim for _section, claim in mended.dossier.items() if isinstance(claim, Event)]
    assert (events[1].period.edtf, events[1].title) == ("1955-02-02", "A fire destroys the archive")
    assert [each.line for each in mended.notices if each.blocks] == [7]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2 Febuary 1955 – A fire", "2 February 1955"),
        ("Septembre 12, 2001: An article", "Septembre 12, 2001"),
        ("Novmber 1977: A programme", "November 1977"),
        ("**3 Agust 1951** – A session", "3 August 1951"),
        ("12 avrl 1948 : Entrée en vigueur", "12 avril 1948"),
        ("4. Dezmber 1950: Vertrag", "4. Dezember 1950"),
    ],
)
def test_a_slip_in_a_month_is_told_with_what_may_be_meant(text: str, meant: str) -> None:
    head = misspelt_head(text)
    if meant in text:
        assert head is None
    else:
        assert head and head.problem and head.problem.details["meant"] == meant


@pytest.mark.parametrize(
    "text",
    ["Lent 1944: A fast", "Annual Report 1955: its words", "Version 2 2001 – a note", "Marchers 1963: they came", ""],
)
def test_other_words_before_a_year_are_no_slip(text: str) -> None:
    assert misspelt_head(text) is None


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("1995–91", "1991–95"),
        ("1995 – 1991", "1991 – 1995"),
        ("May 1990 – April 1990", "April 1990 – May 1990"),
        ("1990-31-12", "1990-12-31"),
        ("l948", "1948"),
        ("4 April 2O04", "4 April 2004"),
    ],
)
def test_other_slips_are_told_with_what_is_meant_too(words: str, meant: str) -> None:
    reading = read_source(f"# Harbour League\n\n## Timeline\n\n- 1940: A start\n- {words}: A hall\n")
    (notice,) = (each for each in reading.notices if each.blocks)
    assert f"did you mean “{meant}”?" in sentence(notice.message)


@pytest.mark.parametrize("words", ["IO", "Olli 12", "1l items", "1990/1950"])
def test_words_with_figures_are_no_slip_of_a_date(words: str) -> None:
    assert misspelt_head(f"{words}: A hall") is None


def test_a_row_whose_date_cannot_be_read_is_an_event_too() -> None:
    table = (
        "Year,Month,Day,Headline\n1949,4,4,Treaty signed\n1957,2,31,A fire\n1958,Febuary,2,A storm\n"
        "1960 or so it is told,,,A wedding\n1961,,,A hall\n"
    )
    reading = read_source(table, file_name="hal.csv", choices=Choices(name="Harbour League"))
    events = [claim for _section, claim in reading.dossier.items() if isinstance(claim, Event)]
    assert [event.title for event in events] == ["Treaty signed", "A fire", "A storm", "A wedding", "A hall"]
    assert [event.period.is_read for event in events] == [True, False, False, False, True]
    assert [each.line for each in reading.notices if each.blocks] == [3, 4, 5]
