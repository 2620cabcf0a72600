"""Headings in a row that are titles with their dates behind: events of a timeline, each with what stands below it."""

import pytest

from organizations.dossier.document import Event, SectionKind
from organizations.dossier.intake import read_source

LEAGUE = """\
# The Harbour League

## First meeting at Riga (1951)
Six ports agree on common dues.

## Strike of the pilots (March 1962)
The pilots of three ports stop work.

## The long quarrel (1970–1974)
Nobody pays dues.

## New statutes (4 May 1981)
The assembly adopts new statutes.
"""


def events_of(text: str) -> list[tuple[str, str, str]]:
    dossier = read_source(text.encode(), file_name="league.md").dossier
    claims = [claim for section in dossier.sections for claim in section.items]
    return [(claim.period.words, claim.title, claim.body) for claim in claims if isinstance(claim, Event)]


def test_headings_with_a_date_behind_their_title_are_events() -> None:
    assert events_of(LEAGUE) == [
        ("1951", "First meeting at Riga", "Six ports agree on common dues."),
        ("March 1962", "Strike of the pilots", "The pilots of three ports stop work."),
        ("1970–1974", "The long quarrel", "Nobody pays dues."),
        ("4 May 1981", "New statutes", "The assembly adopts new statutes."),
    ]


@pytest.mark.parametrize("date", ["1951", "[1951-03-17]", "(1951)"])
def test_so_are_headings_that_begin_with_a_date_without_a_mark_behind_it(date: str) -> None:
    years = [("1951", "Founding of the league"), ("1962", "Strike of the pilots"), ("1981", "New statutes")]
    text = "".join(f"## {date.replace('1951', year)} {title}\n\nA word on it.\n\n" for year, title in years)

    assert [title for _date, title, _body in events_of(f"# The Harbour League\n\n{text}")] == [
        title for _year, title in years
    ]


def test_years_over_people_in_office_are_none() -> None:
    text = "".join(
        f"## {year} Executives\n\n- President: Ane Prove\n- Secretary: Jan Muster\n\n" for year in (2021, 2022, 2023)
    )

    assert not events_of(f"# The Harbour League\n\n{text}")


def test_a_dated_heading_within_a_timeline_stays_one_over_lines_that_name_people() -> None:
    names = "- Chair: Ane Prove\n- Secretary: Jan Muster (Mali)\n"
    text = f"# League\n\n## Chronology\n\n### [1951] Founding\n\n{names}\n### [1962] Strike\n\nNo more.\n"

    assert [date for date, _title, _body in events_of(text)] == ["1951", "1962"]


def test_a_section_without_a_date_beside_them_stays_one() -> None:
    dossier = read_source(f"{LEAGUE}\n## Rules\nBe kind.\n".encode(), file_name="league.md").dossier

    assert [section.kind for section in dossier.sections] == [SectionKind.TIMELINE, SectionKind.OTHER]


def test_chapters_of_many_years_are_no_events() -> None:
    text = "# League\n\n## Early years (1890–1914)\nA.\n\n## Between the wars (1918–1939)\nB.\n\n"
    text += "## Growth (1945–1960)\nC.\n"

    assert not events_of(text)


def test_a_table_of_figures_within_a_timeline_is_text_of_its_event() -> None:
    table = "| Years | Ships |\n|---|---|\n| 1951–1955 | 3,277 |\n| 1956–1960 | 4,100 |\n| all | 7,377 |\n"
    text = LEAGUE.replace("Nobody pays dues.\n", f"Nobody pays dues.\n\n{table}")

    assert len(events_of(text)) == 4
    assert "3,277" in events_of(text)[2][2]


def test_a_heading_over_a_date_in_bold_is_the_title_of_its_event() -> None:
    cards = [
        ("Founding", "May 1905", "Six rowers meet."),
        ("First regatta", "1910", "It rains."),
        ("Pier", "1922", "X."),
    ]
    page = "".join(f"<h3>{title}</h3><span class='date'>{date}</span><p>{text}</p>" for title, date, text in cards)
    dossier = read_source(f"<h1>Club</h1><h2>Our story</h2>{page}".encode(), file_name="club.html").dossier

    events = [claim for section in dossier.sections for claim in section.items if isinstance(claim, Event)]
    assert [(event.title, event.period.words, event.body) for event in events] == cards
