"""Periods beside another reader of dates: where python-edtf says the same, and each choice that differs."""

from datetime import date
from math import inf
from typing import Any

import pytest
from edtf import parse_edtf, text_to_edtf
from hypothesis import given

from organizations.dossier.period import PeriodError, parse_period
from tests.dossier.strategies import ANY_PERIODS

SAME_WORDS = """1860|the year 1800|1860s|c 1908|c1908|c.1908|c. 1908|ca. 1860|ca 1860|ca1860|approx 1860|circa 1860
about 1860|~1860|January 12, 1940|January 12 1940|12 January 1940|January 1940|1940-01-12|circa 1860s|1860s?|1860?
possibly 1860|uncertain 1860|1851-52|1852-1860|1856-ca. 1865|1861-67|1860s-1870s|1910-30|autumn 1872|spring 1872
winter 1872|summer 1872|fall 1872|Autumn of 1872|19th century|2nd century|1st century ad|1944 June 6|June 6th, 1944
6 June 1944|1 January 2012|1 Jan 2012|2012 January|450 CE|AD 450|13/12/2001|c. 1900-1910"""

OTHER_WORDS = {
    # words: what python-edtf says, what is said here, and why
    "the 1800s": ("18XX", "180X", "a decade, as all others are"),
    "early 1800s": ("18XX", "180X~", "a decade, as all others are"),
    "1970's": ("1970", "197X", "an apostrophe makes no other decade"),
    "late 1940s": ("194X", "194X~", "a part of it is approximate"),
    "mid-1960s": ("196X", "196X~", "a part of it is approximate"),
    "1857-mid 1860s": ("1857/186X", "1857/1866~", "a masked year goes with no ~ in an interval"),
    "1858/1860": ("[1858, 1860]", "1858/1860", "EDTF itself reads it as an interval"),
    "1856-8": ("1856-08", "1856/1858", "one figure behind a hyphen ends a range of years; ISO's months have two"),
    "after 1900": ("1900/", "[1901..]", "some time after, which does not begin in that year"),
    "before 1900": ("/1900", "[..1899]", "some time before, which does not reach into that year"),
    "earlier than 1928": ("/1928", "[..1927]", "some time before"),
    "since 1900": ("1900/", "1900/..", "going on is open, not unknown"),
    "autumn?, 1872": ("1872-23", "1872-23?", "the question mark is kept"),
    "1900-": ("1900", "1900/..", "a dash with nothing behind it is an open end"),
    "1900 or 1901": ("1900", "[1900,1901]", "no word is left out"),
    "1900-present": (None, "1900/..", "read"),
    "from 1900 to 1910": (None, "1900/1910", "read"),
    "between 1900 and 1910": (None, "[1900..1910]", "read"),
    "17th or 16th century": ("15XX", "[1500..1699]", "no word is left out"),
    "1/12/2001": ("2001-01-12", "two-readings", "refused: it may be 1 December"),
    "30 BC": ("-0030", "before-christ", "refused: days of a calendar begin with the year 1"),
    "90": ("1990", "unreadable-period", "refused: it may be a count"),
    "18c": ("17XX", "unreadable-period", "refused: no more than that is said"),
    "dated 1951": ("1951", "unreadable-period", "refused: words of no date are not left out"),
    "active 1910-30": ("1910/1930", "unreadable-period", "refused: words of no date are not left out"),
    "attica 1802": ("1802", "unreadable-period", "refused: words of no date are not left out"),
    "1838, 1840 or 1842": ("1838", "unreadable-period", "refused: none of several is left out"),
    "1851-1852; printed 1853-1854": ("1851/1852", "unreadable-period", "refused: none of several is left out"),
    "active late 17th-19th centuries": ("16XX/18XX", "unreadable-period", "refused: “active” is of no date"),
    "23rd Dynasty": (None, "unreadable-period", "refused by both"),
    "this isn't a date": (None, "unreadable-period", "refused by both"),
}

SAME_EDTF = """1985-04-12|1985-04|1985|1985-04-12T23:20:30|1985-04-12T23:20:30Z|1964/2008|2004-06/2006-08
2004-02-01/2005-02-08|2004-02-01/2005-02|2004-02-01/2005|2005/2006-02|2001-21|2001-34|2001-40|1984?|2004-06~
2004-06-11%|201X|20XX|1XXX|2004-XX|1985-04-XX|1985-XX-XX|1985-04-12/..|1985-04/..|1985/..|../1985-04-12|../1985-04
../1985|[1667,1668,1670..1672]|[..1760-12-03]|[1760-12..]|[1667,1760-12]|[..1984]|2004-06~-11|2004?-06-11
?2004-06-~11|2004-%06-11|2004-06-XX/2004-07-03|1000~/1001|1984~/2004-06|1984/2004-06~|1984?/2004%|1984~/2004~
1984-06?/2004-08?|198X|[1863,1864]|0476|0099/0101"""

OTHER_EDTF = {
    "-1985": "../1985",  # in lists of dates a hyphen ahead of a year is a dash: until 1985
}
REFUSED_EDTF = {
    "Y170000002": "unreadable-period",  # no calendar reaches that far
    "Y-17E7": "unreadable-period",
    "-0044": "before-christ",
    "1950S2": "unreadable-period",  # significant digits
    "{1667,1668,1670..1672}": "several-periods",  # all of them: each is an item of its own
    "{1960,1961-12}": "several-periods",
    "156X-12-25": "unreadable-period",  # a day in one of several years
    "XXXX-12-XX": "unreadable-period",
    "1984-1X": "unreadable-period",
}


def said(words: str) -> str:
    """The EDTF of words, or the code of why they are refused."""
    try:
        return parse_period(words).edtf
    except PeriodError as error:
        return error.message.code


def listed(table: str) -> list[str]:
    return table.replace("\n", "|").split("|")


@pytest.mark.parametrize("words", listed(SAME_WORDS))
def test_words_are_read_as_another_reader_does(words: str) -> None:
    assert said(words) == text_to_edtf(words)


@pytest.mark.parametrize("words", OTHER_WORDS)
def test_what_differs_is_a_choice(words: str) -> None:
    theirs, ours, why = OTHER_WORDS[words]
    assert (text_to_edtf(words), said(words)) == (theirs, ours), why


def day(bound: Any, open_day: date) -> date:
    return open_day if bound in (inf, -inf) else date(*bound[:3])


@pytest.mark.parametrize("words", listed(SAME_EDTF))
def test_edtf_as_written_names_the_days_that_it_says(words: str) -> None:
    period, read = parse_period(words), parse_edtf(words)
    first, last = day(read.lower_strict(), date.min), day(read.upper_strict(), date.max)
    if period.approximate:
        assert period.reach[0] <= first <= last <= period.reach[1]
    else:
        assert period.reach == (first, last)


@pytest.mark.parametrize("words", OTHER_EDTF)
def test_edtf_that_means_something_else_to_people_is_read_as_they_mean_it(words: str) -> None:
    assert said(words) == OTHER_EDTF[words]


@pytest.mark.parametrize("words", REFUSED_EDTF)
def test_edtf_that_is_of_no_period_is_refused(words: str) -> None:
    assert said(words) == REFUSED_EDTF[words]


@given(ANY_PERIODS)
def test_what_is_written_as_edtf_is_read_again_as_the_same_days(words: str) -> None:
    try:
        period = parse_period(words)
    except PeriodError:
        return
    again = parse_period(period.edtf)
    assert again.edtf == period.edtf
    if "~" not in period.edtf:
        assert (again.reach, again.core, again.open_start, again.open_end) == (
            period.reach,
            period.core,
            period.open_start,
            period.open_end,
        )
