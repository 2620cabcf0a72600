"""Which lines are headings, and what stands below them, in texts of any hand."""

import pytest

from organizations.dossier.intake import read_source
from tests.dossier.intake.hands import HEAD, codes_of, events_of, people_of, sections_of


def test_a_word_in_the_middle_of_a_sentence_opens_no_section() -> None:
    prose = "The league works with women, with workers and above all with young\npeople:\n\nthose."
    text = f"{HEAD}1949: Treaty signed\n\n{prose}"
    assert sections_of(read_source(text).dossier) == [("timeline", "Timeline")]


@pytest.mark.parametrize("end", ["。", "؟", "۔", "।", ""])
def test_a_paragraph_in_a_script_without_capitals_is_no_heading(end: str) -> None:
    reading = read_source(f"{HEAD}1948: 组织\n\n組織法于四月生效{end}\n\n1978: 宣言\n\nهل نجحت المعاهدة{end}")
    assert sections_of(reading.dossier) == [("timeline", "Timeline")]
    assert "subheading" not in [outcome.became for outcome in reading.outcomes]


def test_a_section_that_comes_twice_is_joined_and_reported() -> None:
    people = "## Key People\n\n- Ada Lund: Chair"
    text = f"# Harbour League\n\n## Timeline\n\n- 1949: Treaty\n\n{people}\n\n## Timeline\n\n- 1952: More"
    reading = read_source(text)
    assert sections_of(reading.dossier) == [("timeline", "Timeline"), ("people", "Key People")]
    assert events_of(reading) == [("1949", "Treaty"), ("1952", "More")]
    assert codes_of(reading) == ["joined-section"]


def test_headings_by_level_keep_subsections_within_their_section() -> None:
    parts = "### The Cold War\n\n- 1949: Treaty\n\n### After\n\n- 1992: More"
    text = f"# Harbour League\n\n## Timeline\n\n{parts}\n\n## Funding\n\nDues."
    reading = read_source(text)
    assert sections_of(reading.dossier) == [("timeline", "Timeline"), ("other", "Funding")]
    assert events_of(reading) == [("1949", "Treaty"), ("1992", "More")]


def test_no_understood_heading_is_the_first_thing_said() -> None:
    text = "# Harbour League\n\n" + "\n\n".join(f"A paragraph of prose, number {number}." for number in range(9))
    assert codes_of(read_source(text))[0] == "headings-not-understood"


def test_headings_in_capitals_part_a_text_without_empty_lines() -> None:
    reading = read_source(
        "Steel Authority\n\nI. FACTS AT A GLANCE\nFounded: 18 April 1951\nSeat: Osloville\n"
        "II. CHRONOLOGY OF THE AUTHORITY\n18 April 1951    Treaty signed\n23 July 1952     Treaty in force\n"
        "NATO and others join\nIII. PRESIDENTS\n"
        "Jean Prove       1952-1955\nOtto Probe       1955-1958\n"
    )
    assert sections_of(reading.dossier) == [
        ("snapshot", "I. FACTS AT A GLANCE"),
        ("timeline", "II. CHRONOLOGY OF THE AUTHORITY"),
        ("people", "III. PRESIDENTS"),
    ]
    assert [date for date, _title in events_of(reading)] == ["18 April 1951", "23 July 1952"]
    assert [name for name, _office in people_of(reading)] == ["Jean Prove", "Otto Probe"]


def test_numbered_headings_over_lettered_items_are_headings() -> None:
    reading = read_source(
        "# Harbour Commission\n\n1. Chronology\na) 14.05.1955 – Founded\nb) 1968 – Seat moved\n\n2. Chairpersons\n"
        "- Mr. Jan Muster, Chair 1955-1960\n- Mrs. Ane Prøve, Chair 1960-1972\n"
    )
    assert [date for date, _title in events_of(reading)] == ["14.05.1955", "1968"]
    assert [name for name, _office in people_of(reading)] == ["Mr. Jan Muster", "Mrs. Ane Prøve"]


@pytest.mark.parametrize(
    "text",
    [
        "المنظمة\n\nالتسلسل الزمني\n\n• 1949: تأسيس المنظمة\n\nالأمناء العامون\n\n• أحمد الفلاني (مصر)، 1949–1960",
        "国际港口组织\n\n大事记\n\n1949年：签署条约\n\n历任秘书长\n\n张三（中国），1949–1960年",
    ],
)
def test_a_heading_of_a_script_without_capitals_that_resembles_a_known_one_is_one(text: str) -> None:
    reading = read_source(text)
    assert len(events_of(reading)) == len(people_of(reading)) == 1
