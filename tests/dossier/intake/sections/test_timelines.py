"""Timelines of any hand: every layout, every wording of a date, and what is an event of them."""

import pytest

from organizations.dossier.document import Event, Point, SectionKind
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choices
from organizations.dossier.text.parser import parse
from organizations.dossier.text.reading import Certainty
from organizations.dossier.text.writer import wording, write
from tests.dossier.intake.hands import EVENTS, HEAD, LAYOUTS, Layout, codes_of, events_of, people_of


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


def test_the_spreadsheet_of_a_timeline_maker_is_read() -> None:
    rows = '1949,4,4,,Treaty signed,"Twelve states, one treaty"\n1952,,,1954,Two join,\n'
    text = f"Year,Month,Day,End Year,Headline,Text\n{rows}"
    reading = read_source(text, file_name="t.csv", choices=Choices(name="Harbour League"))
    assert events_of(reading) == [("4 April 1949", "Treaty signed"), ("1952 – 1954", "Two join")]


def test_a_table_whose_header_is_dated_has_no_header() -> None:
    text = "# Harbour League\n\n## Timeline\n\n| 1949 | Treaty |\n|---|---|\n| 1952 | Two more |\n| 1953 | A third |"
    assert events_of(read_source(text)) == [("1949", "Treaty"), ("1952", "Two more"), ("1953", "A third")]


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
