"""Texts of any hand become dossiers: title, sections and timeline, with an outcome for every block."""

from pathlib import Path

import pytest

from organizations.dossier import intake
from organizations.dossier.document import Event, Fact, Point, SectionKind
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.intake.sections import lists
from organizations.dossier.text.errors import NoTitle, TextTooLarge
from organizations.dossier.text.parser import parse
from organizations.dossier.text.reading import Certainty
from organizations.dossier.text.writer import wording, write
from tests.dossier.intake.hands import HEAD, LAYOUTS, Layout, codes_of, events_of, people_of, sections_of

EVENTS = [("1949", "Treaty signed"), ("1952", "Two more join"), ("1991–1999", "A long decade")]
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


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_of_a_timeline_gives_its_events(layout: Layout) -> None:
    assert events_of(read_source(HEAD + layout(EVENTS))) == EVENTS


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_is_a_timeline_without_a_heading_that_says_so(layout: Layout) -> None:
    reading = read_source("# Harbour League\n\n" + layout([*EVENTS, ("2003", "A fourth event")]))
    assert events_of(reading) == [*EVENTS, ("2003", "A fourth event")]
    assert "dated-section" in codes_of(reading) or "headings-not-understood" in codes_of(reading)


def test_a_line_that_opens_an_event_in_another_way_is_an_event_too() -> None:
    reading = read_source(
        f"{HEAD}1949: Treaty signed\n\n1952 – Two more join\n\n- **1955**: A third\n\n1966, it leaves"
    )
    assert [date for date, _title in events_of(reading)] == ["1949", "1952", "1955", "1966"]


def test_a_line_in_title_case_within_the_timeline_is_a_subheading() -> None:
    reading = read_source(f"{HEAD}1949: Treaty Signed\n\nTwelve States\n\n1952: Two More Join\n\nText.")
    assert events_of(reading) == [("1949", "Treaty Signed"), ("1952", "Two More Join")]
    assert "subheading" in [outcome.became for outcome in reading.outcomes]


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


def test_a_year_lends_itself_to_what_stands_below_it() -> None:
    text = f"{HEAD}### 1977\n\n- The charter is signed\n- The first meeting is held\n\n### 1980\n\nOne paragraph."
    reading = read_source(text)
    assert events_of(reading) == [
        ("1977", "The charter is signed"),
        ("1977", "The first meeting is held"),
        ("1980", "One paragraph."),
    ]
    assert codes_of(reading) == ["item-of-a-date"] * 2


def test_a_heading_over_dates_within_it_is_no_event() -> None:
    text = f"{HEAD}### 1940s\n\n- 1944: A conference\n- 1949: A treaty\n\n### 1950s\n\n- 1952: Two more"
    assert [date for date, _title in events_of(read_source(text))] == ["1944", "1949", "1952"]


def test_a_long_line_is_cut_behind_its_first_sentence() -> None:
    long = "The members sign a treaty in the old town hall of the harbour. " + "They speak at length. " * 20
    reading = read_source(f"{HEAD}1949 – {long}")
    section = reading.dossier.of_kind(SectionKind.TIMELINE)
    assert section and isinstance(event := section.items[0], Event)
    assert event.title == "The members sign a treaty in the old town hall of the harbour."
    assert f"{event.title} {event.body}" == long.strip()


def test_wrapped_lines_belong_to_the_title() -> None:
    wrapped = "Treaty signed by the twelve founding members of the league in the\nold town hall"
    text = f"{HEAD}1949 – {wrapped}\n\n1952 – Two more join"
    assert events_of(read_source(text))[0] == (
        "1949",
        "Treaty signed by the twelve founding members of the league in the old town hall",
    )


def test_a_source_that_says_no_name_asks_for_it() -> None:
    text = "Date,Event\n1949,Treaty signed\n1952,Two more join\n1953,A third\n"
    with pytest.raises(NoTitle) as refusal:
        read_source(text)
    assert refusal.value.message.code == "no-name"
    reading = read_source(text, choices=Choices(name="Harbour League"))
    assert (reading.dossier.title, events_of(reading)[0]) == ("Harbour League", ("1949", "Treaty signed"))


def test_the_spreadsheet_of_a_timeline_maker_is_read() -> None:
    rows = '1949,4,4,,Treaty signed,"Twelve states, one treaty"\n1952,,,1954,Two join,\n'
    text = f"Year,Month,Day,End Year,Headline,Text\n{rows}"
    reading = read_source(text, file_name="t.csv", choices=Choices(name="Harbour League"))
    assert events_of(reading) == [("4 April 1949", "Treaty signed"), ("1952 – 1954", "Two join")]


def test_no_understood_heading_is_the_first_thing_said() -> None:
    text = "# Harbour League\n\n" + "\n\n".join(f"A paragraph of prose, number {number}." for number in range(9))
    assert codes_of(read_source(text))[0] == "headings-not-understood"


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


def test_a_chosen_section_is_read_as_it_was_chosen() -> None:
    text = "# Harbour League\n\n## How it came about\n\n- 1949: Treaty\n\n## Who\n\n- Ada Lund: Chair, 1990–1995"
    block = next(outcome.block for outcome in read_source(text).outcomes if outcome.text == "Who")
    reading = read_source(text, choices=Choices((Choice(ChoiceKind.SECTION, block, "people"),)))
    assert people_of(reading) == [("Ada Lund", "Chair")]


def test_a_chosen_date_opens_an_event_and_an_empty_one_does_not() -> None:
    text = f"{HEAD}1949: Treaty signed\n\nIn the spring they meet.\n\n1952 – Two more join"
    names = {outcome.text: outcome.block for outcome in read_source(text).outcomes}
    choices = Choices(
        (
            Choice(ChoiceKind.DATE, names["In the spring they meet."], "1951"),
            Choice(ChoiceKind.DATE, names["1952 – Two more join"], ""),
        )
    )
    assert events_of(read_source(text, choices=choices)) == [
        ("1949", "Treaty signed"),
        ("1951", "In the spring they meet."),
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


def test_a_name_is_a_person_an_office_or_neither_as_it_was_chosen() -> None:
    text = "# Harbour League\n\n## Key People\n\n- Blue Harbour: Chair, 1990–1995\n- Old Pilot: Ada Lund, 1990"
    names = {outcome.text: outcome.block for outcome in read_source(text).outcomes}
    choices = Choices(
        (
            Choice(ChoiceKind.NAME, names["Blue Harbour: Chair, 1990–1995"], "neither"),
            Choice(ChoiceKind.NAME, names["Old Pilot: Ada Lund, 1990"], "office"),
        )
    )
    reading = read_source(text, choices=choices)
    assert people_of(reading) == [("Blue Harbour", "Chair, 1990–1995"), ("Ada Lund", "Old Pilot")]


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


def test_a_table_whose_header_is_dated_has_no_header() -> None:
    text = "# Harbour League\n\n## Timeline\n\n| 1949 | Treaty |\n|---|---|\n| 1952 | Two more |\n| 1953 | A third |"
    assert events_of(read_source(text)) == [("1949", "Treaty"), ("1952", "Two more"), ("1953", "A third")]


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


def test_a_table_of_figures_by_year_is_no_timeline() -> None:
    rows = "\n".join(f"| {year} | {year * 3} |" for year in range(1990, 1999))
    reading = read_source(f"# Harbour League\n\n## Money\n\n| Year | Dues |\n|---|---|\n{rows}")
    assert events_of(reading) == []


UNREAD = {
    "Aprl 1950: A slip": ("unread-date", "Aprl 1950"),
    "31 February 2016: No such day": ("unread-date", "31 February 2016"),
    "44 BCE: A ruler falls": ("unread-date", "44 BCE"),
    "**2016–2008** – Turned round": ("unread-date", "2016–2008"),
    "| 30 February 1999 | A row |": ("unread-date", "30 February 1999"),
}


@pytest.mark.parametrize("line", UNREAD)
def test_an_event_whose_date_cannot_be_read_is_kept_and_blocks_the_import(line: str) -> None:
    code, words = UNREAD[line]
    reading = read_source(f"{HEAD}1949: Treaty signed\n\n{line}\n\n1952: Two more join")
    if line.startswith("|"):
        rows = "| Date | Event |\n|---|---|\n| 1949 | Treaty signed |\n" + line
        reading = read_source(f"{HEAD}{rows}\n| 1952 | Two more join |")
    assert [date for date, _title in events_of(reading)] == ["1949", f"unclear date “{words}”", "1952"]
    assert [(notice.message.code, notice.blocks) for notice in reading.notices] == [(code, True)]
    assert wording(parse(write(reading.dossier))) == wording(reading.dossier)


def test_all_dates_that_cannot_be_read_are_told_at_once() -> None:
    reading = read_source(f"{HEAD}31 April 1949: One\n\nSeptembr 1950: Two\n\n1949: Three\n\n12 BC: Four")
    assert [notice.line for notice in reading.notices if notice.blocks] == [6, 8, 12]


def test_a_date_that_can_be_read_in_two_ways_is_reported() -> None:
    reading = read_source(f"{HEAD}2008-12: A crisis\n\n1955-56: A round of talks")
    assert codes_of(reading) == ["month-or-years"]


def test_a_day_without_a_year_is_lent_that_above_it() -> None:
    reading = read_source(f"{HEAD}1977: Foundation\n\n12 April: The charter\n\n- 1978\n  - 1 May – A strike")
    assert [date for date, _title in events_of(reading)] == ["1977", "12 April 1977", "1 May 1978"]


def test_front_matter_gives_the_title_and_is_no_text() -> None:
    reading = read_source("---\ntitle: Harbour League\nlayout: page\n---\n\n## Timeline\n\n- 1949: Treaty\n")
    assert (reading.dossier.title, reading.dossier.introduction) == ("Harbour League", "")
    assert events_of(reading) == [("1949", "Treaty")]


def test_a_heading_of_the_text_is_its_title_rather_than_what_the_file_says() -> None:
    reading = read_source("---\ntitle: page 7\n---\n\n# Harbour League (HAL)\n\n## Timeline\n\n- 1949: Treaty\n")
    assert (reading.dossier.name, reading.dossier.acronym) == ("Harbour League", "HAL")


def names_of(text: str) -> dict[str, str]:
    return {outcome.text: outcome.block for outcome in read_source(text).outcomes}


def test_a_chosen_stretch_is_a_section_and_what_follows_stays_where_it_was() -> None:
    text = (
        "# Harbour League\n\n## Notes\n\nBefore.\n\nAda Lund, Chair, 1990–1995\n\nOle Berg, Chair, 1995–2001\n\nAfter."
    )
    names = names_of(text)
    choice = Choice(
        ChoiceKind.SECTION,
        names["Ada Lund, Chair, 1990–1995"],
        "people",
        last=names["Ole Berg, Chair, 1995–2001"],
    )
    reading = read_source(text, choices=Choices((choice,)))
    assert people_of(reading) == [("Ada Lund", "Chair"), ("Ole Berg", "Chair")]
    assert [outcome.became for outcome in reading.outcomes] == ["title", "heading", "text", "role", "role", "text"]


def test_a_heading_chosen_to_belong_above_opens_no_section() -> None:
    text = f"{HEAD}1949: Treaty signed\n\n\nLisbon conference\n\nThey meet.\n\n1952: Two more join"
    block = names_of(text)["Lisbon conference"]
    reading = read_source(text, choices=Choices((Choice(ChoiceKind.SECTION, block, "above"),)))
    assert sections_of(reading.dossier) == [("timeline", "Timeline")]
    assert events_of(reading) == [("1949", "Treaty signed"), ("1952", "Two more join")]


def test_the_introduction_can_be_chosen_as_the_timeline() -> None:
    text = "# Harbour League\n\nIn the spring of 1949 they meet.\n\n1952 – Two more join"
    names = names_of(text)
    choice = Choice(
        ChoiceKind.SECTION, names["In the spring of 1949 they meet."], "timeline", names["1952 – Two more join"]
    )
    reading = read_source(text, choices=Choices((choice,)))
    assert [date for date, _title in events_of(reading)][-1] == "1952"
    assert reading.dossier.introduction == ""


def test_a_section_chosen_to_be_one_of_its_own_keeps_its_lines() -> None:
    text = "# Harbour League\n\n## Dates\n\n- 1949: Treaty\n- 1950: More\n- 1951: Most"
    assert len(events_of(read_source(text))) == 3
    choice = Choice(ChoiceKind.SECTION, names_of(text)["Dates"], "other")
    reading = read_source(text, choices=Choices((choice,)))
    assert sections_of(reading.dossier) == [("other", "Dates")]


WORDINGS = [
    "4 April 1949",
    "April 4, 1949",
    "1949–52",
    "1990s",
    "c. 1950",
    "late 2008",
    "Spring 1968",
    "19th century",
    "2016–present",
    "since 1990",
    "4 avril 1949",
    "4. April 1949",
    "7 de abril de 1948",
    "4 апреля 1949",
    "1948年4月7日",
    "٧ أبريل ١٩٤٨",
    "1964?",
    "Q3 2008",
    "2019/20",
]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("words", WORDINGS)
def test_every_wording_of_a_date_opens_an_event_in_every_layout(words: str, layout: Layout) -> None:
    events = [("1901", "A first meeting"), (words, "Treaty signed"), ("2021", "A last meeting")]
    reading = read_source(HEAD + layout(events))
    assert events_of(reading) == events
    assert not any(notice.blocks for notice in reading.notices)


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (["410: the city is taken", "476: the empire ends", "1204: A city is sacked"], ["AD 410", "AD 476", "1204"]),
        (["AD 410: A city is taken", "476: the empire ends"], ["AD 410", "AD 476"]),
        (["1949: A league", "300: the number of delegates", "1952: A hall"], ["1949", "1952"]),
        (["300: the number of delegates", "1952: A hall"], ["1952"]),
    ],
)
def test_a_number_of_three_figures_among_early_years_is_one(lines: list[str], dates: list[str]) -> None:
    reading = read_source(HEAD + "\n\n".join(lines))
    assert [date for date, _title in events_of(reading)] == dates


@pytest.mark.parametrize("mark", [": ", " – ", " - "])
@pytest.mark.parametrize("bullet", ["", "- "])
def test_what_names_a_year_between_those_of_other_events_is_an_event_too(bullet: str, mark: str) -> None:
    dates = [
        "Harvest 1920",
        "1921",
        "Whitsun 1931",
        "1935",
        "Budget 1935",
        "Act of 1936",
        "Founders' Day 1940",
        "1938",
        "Lent term 1951",
    ]
    reading = read_source(HEAD + "\n".join(f"{bullet}{date}{mark}The boats meet." for date in dates))
    events = [claim for _section, claim in reading.dossier.items() if isinstance(claim, Event)]
    assert [(event.period.words, event.title) for event in events] == [
        ("1920", "Harvest: The boats meet."),
        ("1921", "The boats meet."),
        ("1931", "Whitsun: The boats meet."),
        ("1935", "The boats meet."),  # what is said of the same year tells more of it, and a later year of another
        ("1938", "The boats meet."),
        ("1951", "Lent term: The boats meet."),
    ]
    assert all(word in write(reading.dossier) for word in ("Budget", "Act of", "Founders' Day"))


def test_a_row_of_points_that_begins_with_a_date_is_named_by_more_than_it() -> None:
    table = "| 2001 | Two members leave |\n| 2004 | The court decides | It took years. |\n"
    reading = read_source(f"# Harbour League\n\n## Pressure Points\n\n{table}")
    titles = [claim.title for _section, claim in reading.dossier.items() if isinstance(claim, Point)]
    assert titles == ["2001: Two members leave", "2004: The court decides"]


def test_a_chronology_within_the_people_is_the_timeline() -> None:
    reading = read_source(
        "# Harbour League\n\n## Leadership\n\n| Term | Name |\n|---|---|\n| 1990–1995 | Ada Lund |\n\n"
        "### The case of 2023\n\n| Date | Event |\n|---|---|\n| 7 October 2023 | Attack Harbour |\n"
        "| April 2025 | Court decides |\n\n### Others\n\n- Ane Prove: Chair, 1990–1995\n"
    )
    assert events_of(reading) == [("7 October 2023", "Attack Harbour"), ("April 2025", "Court decides")]
    assert [name for name, _ in people_of(reading)] == ["Ada Lund", "Ane Prove"]
    assert "dated-section" in codes_of(reading)


def test_a_table_of_days_and_their_names_is_no_list_of_people() -> None:
    rows = "".join(f"| {day} March | World {name} Day |\n" for day, name in enumerate(("Logic", "Radio", "Poetry"), 1))
    reading = read_source(f"# Harbour League\n\n## Days\n\n| Date | Name |\n|---|---|\n{rows}\n## History\n\nIt began.")
    assert reading.dossier.of_kind(SectionKind.PEOPLE) is None


def test_a_history_whose_subsections_have_dates_is_a_timeline() -> None:
    parts = [
        ("1959–1960: Anger", "Long ago."),
        ("1960–1975: Growth", "It grew.\n\nAnd grew."),
        ("1975: Siege", "Ended."),
    ]
    text = "".join(f"### {head}\n\n{body}\n\n" for head, body in parts)
    reading = read_source(f"# Harbour League\n\n## Story\n\n{text}")
    assert events_of(reading) == [("1959–1960", "Anger"), ("1960–1975", "Growth"), ("1975", "Siege")]
    assert {each.certainty for each in reading.outcomes if each.became == "event"} >= {Certainty.GUESSED}


def test_a_heading_over_dates_stands_above_the_first_of_them() -> None:
    reading = read_source(
        "# Harbour League\n\n## Timeline\n\n### 20th century\n\n#### 1950s\n\n- 1951: Treaty\n- 1952: Two more join\n\n"
        "#### 1960s\n\n- 1961: Crisis\n\n**Years of Change**\n\n- 1990: A thaw\n"
    )
    [section] = reading.dossier.sections
    shown = [(claim.subheading, claim.title, claim.body) for claim in section.items if isinstance(claim, Event)]
    assert shown == [
        ("20th century › 1950s", "Treaty", ""),
        ("", "Two more join", ""),
        ("1960s", "Crisis", ""),
        ("Years of Change", "A thaw", ""),
    ]
    assert [each.key for each in reading.outcomes if each.became == "subheading"] == [
        "treaty",
        "treaty",
        "crisis",
        "a-thaw",
    ]


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


def test_a_history_told_in_sentences_that_each_begin_with_a_date_is_a_timeline() -> None:
    reading = read_source(
        "The Whale Commission\n\nHistory\n\nIn 1946, the Convention was signed.\n\n"
        "In July 1948 the first meeting took place.\n\nBy 1982 a moratorium was agreed.\n"
    )
    assert events_of(reading) == [
        ("In 1946", "the Convention was signed."),
        ("In July 1948", "the first meeting took place."),
        ("By 1982", "a moratorium was agreed."),
    ]


def test_an_item_without_a_date_between_events_is_reported() -> None:
    reading = read_source(
        "# Corn Council\n\n## Timeline\n\n* 1952. Two join.\n* The seventies. Crisis.\n* 1991. A new seat.\n"
    )
    assert [each.line for each in reading.notices if each.message.code == "no-event"] == [6]
    [outcome] = [each for each in reading.outcomes if each.lines.first == 6]
    assert outcome.certainty == Certainty.NOT_UNDERSTOOD


def test_a_display_date_that_is_none_leaves_the_event_the_date_of_its_columns() -> None:
    rows = (",,,Harbour Board", "1949,,4 April 1949,Treaty", "1952,1954,Early fifties,Growth")
    text = "\n".join(("Year,End Year,Display Date,Headline", *rows))
    reading = read_source(text, file_name="harbour.csv")
    assert events_of(reading) == [("4 April 1949", "Treaty"), ("1952 – 1954", "Growth")]
    assert "Early fifties" in reading.dossier.sections[0].items[1].body


def test_what_stands_below_an_event_as_below_no_other_is_reported() -> None:
    events = "1950: Founded\n1960: Renamed\n1970: Merged\n"
    reading = read_source(f"# Harbour League\n\n## Timeline\n\n{events}\nOfficers of that time\nAda Lund")
    assert [each.line for each in reading.notices if each.message.code == "below-last-event"] == [9]
    assert "below-last-event" not in codes_of(read_source(f"# Harbour League\n\n## Timeline\n\n{events}"))


def test_a_list_that_stays_in_the_introduction_is_reported() -> None:
    reading = read_source("# Harbour League\n\n- Ice\n- Snow\n\n## Timeline\n\n1950: Founded\n\n1960: Renamed")
    assert [each.line for each in reading.notices if each.message.code == "list-in-introduction"] == [3]
    assert codes_of(read_source("# Harbour League\n\nPresent: Ada Lund\n\n1. Accounts")) == ["headings-not-understood"]


def test_a_year_has_as_many_items_as_stand_below_it() -> None:
    text = "# Test Body (TB)\n\n## Timeline\n\n1977\n\n" + "".join(f"- Port {number} opens\n" for number in range(90))
    assert len(list(read_source(text).dossier.items())) == 90


def test_a_date_may_stand_behind_a_dash_at_the_end() -> None:
    reading = read_source("# Test Body (TB)\n\n## Timeline\n\n- Three ports sign — 1951\n- Seat moves - May 1960\n")
    assert events_of(reading) == [("1951", "Three ports sign"), ("May 1960", "Seat moves")]
    assert {each.certainty for each in reading.outcomes if each.became == "event"} == {Certainty.GUESSED}
