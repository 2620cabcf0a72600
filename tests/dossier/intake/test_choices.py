"""What was chosen at the desk is how a source is read: sections, stretches, dates and names."""

from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from tests.dossier.intake.hands import HEAD, events_of, people_of, sections_of


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
