"""Dates that nobody understood: kept as written, of no day, told by a check, read back from a text."""

from datetime import date

import pytest

from organizations.dossier.checks import check
from organizations.dossier.document import Dossier, Event, Role, Section, SectionKind, from_json, to_json
from organizations.dossier.period import Overlap, PeriodError, looks_like_period, parse_period, unread_period
from organizations.dossier.text.grammar import event_head, split_office
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write

TODAY = date(2026, 1, 1)
WORDS = [
    "Lent 1944",
    "04/05/1990",
    "44 BCE",
    "1972 and 1975",
    "a (b): c, d",
    "1949:",
    "x" * 80,
    "Ⅻ ١٩",
    "until further",
]


def dossier(words: str) -> Dossier:
    event = Event(key="e", period=unread_period(words), title="A session", body="")
    role = Role(key="r", person="ada", name="Ada Example", title="Chair", period=unread_period(words), country="Kenya")
    sections = (
        Section(key="timeline", kind=SectionKind.TIMELINE, heading="Timeline", items=(event,)),
        Section(key="people", kind=SectionKind.PEOPLE, heading="Key People", items=(role,)),
    )
    return Dossier(title="A Body", name="A Body", sections=sections)


@pytest.mark.parametrize("words", WORDS)
def test_a_date_that_was_not_understood_has_words_and_no_days(words: str) -> None:
    period = unread_period(f"  {words} ")
    assert period.words == f"unclear date “{words}”"
    assert (period.is_read, period.edtf, period.start_earliest, period.end_latest) == (False, "", None, None)
    assert parse_period(period.words) == period and looks_like_period(period.words)


@pytest.mark.parametrize("words", ["", "x" * 81, "a ”quoted“ date", '"'])
def test_what_cannot_be_the_words_of_a_date_is_refused(words: str) -> None:
    with pytest.raises(PeriodError):
        unread_period(words)


@pytest.mark.parametrize("words", WORDS)
def test_a_text_says_it_and_is_read_back(words: str) -> None:
    text = write(dossier(words))
    assert f"unclear date “{words}”: A session" in text
    assert f"Ada Example: Chair, unclear date “{words}” (Kenya)" in text
    assert write(parse(text)) == text


def test_it_may_be_typed_with_straight_quotes_and_a_capital() -> None:
    assert event_head('Unclear date "Lent 1944": A session') == ('Unclear date "Lent 1944"', "A session")
    assert split_office("Chair, unclear date “a, b”") == ("Chair", "unclear date “a, b”", "")


def test_it_meets_no_era_whatever_it_says() -> None:
    assert unread_period("1944?!").overlap(date.min, None) == Overlap.NONE


def test_the_json_of_a_dossier_keeps_it() -> None:
    assert from_json(to_json(dossier("Lent 1944"))) == dossier("Lent 1944")


def test_a_check_asks_for_a_date_that_can_be_understood() -> None:
    found = [(each.check, each.key, each.severity) for each in check(dossier("Lent 1944"), TODAY)]
    assert ("unclear-date", "e", "warning") in found and ("unclear-date", "r", "warning") in found


def test_no_check_takes_it_for_a_date() -> None:
    found = {each.check for each in check(dossier("Lent 3044"), TODAY)}
    assert found.isdisjoint({"far-future", "out-of-order", "overlap", "gap", "unled", "before-founding"})
