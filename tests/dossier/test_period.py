"""Periods: every form authors write, its bounds and EDTF, and what each impossible one is told."""

import re
from datetime import date, timedelta
from math import inf
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.period import (
    MAX_LENGTH,
    Overlap,
    Period,
    PeriodError,
    is_early_year,
    looks_like_period,
    parse_period,
)
from organizations.wording import sentence
from tests.dossier.strategies import ANY_PERIODS, PLAIN_PERIODS

OPEN = None
FORMS = [
    # words, first and last day of the start, first and last day of the end, EDTF
    ("1951", "1951-01-01 1951-12-31", "1951-01-01 1951-12-31", "1951"),
    ("1951–1970s", "1951-01-01 1951-12-31", "1970-01-01 1979-12-31", "1951/197X"),
    ("1980s–1990s", "1980-01-01 1989-12-31", "1990-01-01 1999-12-31", "198X/199X"),
    ("2000s", "2000-01-01 2009-12-31", "2000-01-01 2009-12-31", "200X"),
    ("the 1970s", "1970-01-01 1979-12-31", "1970-01-01 1979-12-31", "197X"),
    ("2008–2018", "2008-01-01 2008-12-31", "2018-01-01 2018-12-31", "2008/2018"),
    ("1939–45", "1939-01-01 1939-12-31", "1945-01-01 1945-12-31", "1939/1945"),
    ("2016–Present", "2016-01-01 2016-12-31", OPEN, "2016/.."),
    ("since 2023", "2023-01-01 2023-12-31", OPEN, "2023/.."),
    ("Since June 2023", "2023-06-01 2023-06-30", OPEN, "2023-06/.."),
    ("since the 1990s", "1990-01-01 1999-12-31", OPEN, "1990~/.."),
    ("from 2001 to present", "2001-01-01 2001-12-31", OPEN, "2001/.."),
    ("until 1970", OPEN, "1970-01-01 1970-12-31", "../1970"),
    ("until the 1970s", OPEN, "1970-01-01 1979-12-31", "../1979~"),
    ("from 1990 until 1995", "1990-01-01 1990-12-31", "1995-01-01 1995-12-31", "1990/1995"),
    ("c. 1995", "1994-01-01 1996-12-31", "1994-01-01 1996-12-31", "1995~"),
    ("circa 1995–2000", "1994-01-01 1996-12-31", "2000-01-01 2000-12-31", "1995~/2000"),
    ("since c. 1995", "1994-01-01 1996-12-31", OPEN, "1995~/.."),
    ("1951–c. 1970s", "1951-01-01 1951-12-31", "1969-01-01 1980-12-31", "1951/1979~"),
    ("early 1990s", "1990-01-01 1993-12-31", "1990-01-01 1993-12-31", "199X~"),
    ("mid-1990s", "1994-01-01 1996-12-31", "1994-01-01 1996-12-31", "199X~"),
    ("late 1990s", "1997-01-01 1999-12-31", "1997-01-01 1999-12-31", "199X~"),
    ("late 1990s–2004", "1997-01-01 1999-12-31", "2004-01-01 2004-12-31", "1997~/2004"),
    ("March 2014", "2014-03-01 2014-03-31", "2014-03-01 2014-03-31", "2014-03"),
    ("Feb. 2016", "2016-02-01 2016-02-29", "2016-02-01 2016-02-29", "2016-02"),
    ("Sept. 2001", "2001-09-01 2001-09-30", "2001-09-01 2001-09-30", "2001-09"),
    ("March 2014–June 2016", "2014-03-01 2014-03-31", "2016-06-01 2016-06-30", "2014-03/2016-06"),
    ("March–June 2014", "2014-03-01 2014-03-31", "2014-06-01 2014-06-30", "2014-03/2014-06"),
    ("7 April 1948", "1948-04-07 1948-04-07", "1948-04-07 1948-04-07", "1948-04-07"),
    ("April 7, 1948", "1948-04-07 1948-04-07", "1948-04-07 1948-04-07", "1948-04-07"),
    ("1948-04-07", "1948-04-07 1948-04-07", "1948-04-07 1948-04-07", "1948-04-07"),
    ("29 February 2016", "2016-02-29 2016-02-29", "2016-02-29 2016-02-29", "2016-02-29"),
    ("c. 29 February 2016", "2015-02-28 2017-02-28", "2015-02-28 2017-02-28", "2016-02-29~"),
    ("7–9 April 1948", "1948-04-07 1948-04-07", "1948-04-09 1948-04-09", "1948-04-07/1948-04-09"),
    ("28 April–2 May 1948", "1948-04-28 1948-04-28", "1948-05-02 1948-05-02", "1948-04-28/1948-05-02"),
    ("19th century", "1800-01-01 1899-12-31", "1800-01-01 1899-12-31", "18XX"),
    ("early 20th century", "1900-01-01 1939-12-31", "1900-01-01 1939-12-31", "19XX~"),
]
ERRORS = [
    ("", "a period is needed"),
    ("1970–1951", "ends before it begins"),
    ("1990s–1980s", "ends before it begins"),
    ("June 2016–March 2014", "ends before it begins"),
    ("9–7 April 1948", "ends before it begins"),
    ("c. 1995–1994", "ends before it begins"),
    ("1945–45", "ends before it begins"),
    ("1945–39", "ends before it begins"),
    ("1945-20", "for a month write it out"),
    ("2014-13-01", "there is no month 13"),
    ("31 February 2016", "February 2016 has 29 days"),
    ("29 February 2015", "February 2015 has 28 days"),
    ("0 April 1948", "there is no day 0"),
    ("31 April–2 May 1948", "April 1948 has 30 days"),
    ("951–960", "no year between 1000 and 2999"),
    ("19511", "no year between 1000 and 2999"),
    ("3000", "no year between 1000 and 2999"),
    ("40th century", "a century between the 1st and the 29th"),
    ("half 1995", "cannot be read as a period"),
    ("third half of 1995", "half need a month, a year, a decade or a century"),
    ("12 April", "names no year"),
    ("44 BCE", "before Christ"),
    ("before 1 AD", "before Christ"),
    ("before the 1st century", "before Christ"),
    ("до н. э. 44", "before Christ"),
    ("04/05/1990", "can be 1990-05-04 or 1990-04-05"),
    ("04.05.1990", "can be 1990-05-04 or 1990-04-05"),
    ("1951 and 1970", "give each an item of its own"),
    ("Smarch 2014", "cannot be read as a period"),
    ("1951–1960–1970", "cannot be read as a period"),
    ("1951 1970", "give each an item of its own"),
    ("1951, 1960, 1970", "give each an item of its own"),
    ("the 90s", "without its century"),
    ("-0044", "before Christ"),
    ("since", "cannot be read as a period"),
    ("whenever it pleased", "cannot be read as a period"),
    ("1" * 100, f"at most {MAX_LENGTH} characters"),
]
WORDS = [words for words, *_ in FORMS]


def bounds(words: str | None) -> tuple[date | None, date | None]:
    return tuple(map(date.fromisoformat, words.split())) if words else (None, None)


def day_of(bound: Any) -> date:
    """A bound that the edtf package gives, as a day."""
    if bound in (inf, -inf):
        return date.max if bound > 0 else date.min
    return date(*bound[:3])


def assert_agrees_with_edtf(period: Period) -> None:
    """An EDTF string says the same days; where it says "about", the days lie within what it allows."""
    read = parse_edtf(period.edtf)
    strict = day_of(read.lower_strict()), day_of(read.upper_strict())
    fuzzy = day_of(read.lower_fuzzy()), day_of(read.upper_fuzzy())
    first, last = period.reach
    if "/" in (period.edtf[0], period.edtf[-1]):  # a side that nobody knows: the edtf package takes ten years for it
        return
    if not period.approximate:
        assert strict == (first, last)
    assert fuzzy[0] <= first <= strict[1]
    assert strict[0] <= last <= fuzzy[1]


@pytest.mark.parametrize(("words", "start", "end", "edtf"), FORMS, ids=WORDS)
def test_every_form_has_its_bounds(words: str, start: str | None, end: str | None, edtf: str) -> None:
    period = parse_period(words)
    assert (period.start_earliest, period.start_latest) == bounds(start)
    assert (period.end_earliest, period.end_latest) == bounds(end)
    assert (period.open_start, period.open_end) == (start is OPEN, end is OPEN)
    assert (period.edtf, period.words) == (edtf, words)


@pytest.mark.parametrize("words", WORDS)
def test_edtf_strings_agree_with_another_reader(words: str) -> None:
    assert_agrees_with_edtf(parse_period(words))


@pytest.mark.parametrize("words", WORDS)
def test_about_early_and_late_are_approximate_and_nothing_else(words: str) -> None:
    assert parse_period(words).approximate == bool(re.search(r"\b(c\.|circa|early|mid|late)", words))


@pytest.mark.parametrize("dash", ["–", "-", "—", " – ", " - ", " to ", " until "])
@pytest.mark.parametrize("words", ["1951–1970s", "2016–Present", "March 2014–June 2016"])
def test_any_dash_or_word_may_stand_between(words: str, dash: str) -> None:
    plain, other = parse_period(words), parse_period(words.replace("–", dash))
    assert (other.reach, other.edtf, other.open_end) == (plain.reach, plain.edtf, plain.open_end)


@pytest.mark.parametrize("words", WORDS)
def test_capitals_and_spaces_around_do_not_matter(words: str) -> None:
    assert parse_period(f"  {words.upper()} ").edtf == parse_period(words).edtf


@pytest.mark.parametrize(("words", "reason"), ERRORS, ids=[words[:20] or "empty" for words, _ in ERRORS])
def test_what_is_no_period_is_told_why(words: str, reason: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        parse_period(words)
    assert reason in sentence(refusal.value.message)


@pytest.mark.parametrize("words", WORDS)
def test_every_form_looks_like_a_period(words: str) -> None:
    assert looks_like_period(words)


@pytest.mark.parametrize(
    "words",
    [
        "Headquarters",
        "Present",
        "since then",
        "Article 5",
        "2016 reform",
        "7",
        "",
        "300",
        "100-200",
        "10:30",
        "1, 2, 3",
        "12, 995",
    ],
)
def test_a_label_does_not_look_like_a_period(words: str) -> None:
    assert not looks_like_period(words)


OVERLAPS = [
    ("1951", "1947–1991", Overlap.CERTAIN),
    ("1951–1970s", "1975–1991", Overlap.POSSIBLE),
    ("1951–1970s", "1980–1991", Overlap.NONE),
    ("2000s", "2000–2009", Overlap.CERTAIN),
    ("2000s", "1991–2008", Overlap.POSSIBLE),
    ("2016–Present", "since 2020", Overlap.CERTAIN),
    ("until 1970", "until 1900", Overlap.CERTAIN),
    ("until 1970", "1971–1980", Overlap.NONE),
    ("c. 1995", "1996", Overlap.POSSIBLE),
]


@pytest.mark.parametrize(("words", "era", "overlap"), OVERLAPS)
def test_a_period_meets_an_era_surely_perhaps_or_never(words: str, era: str, overlap: Overlap) -> None:
    first, last = parse_period(era).reach
    assert parse_period(words).overlap(first, last) == overlap


SCRAPS = st.lists(st.sampled_from([*" –-~,.", *"0123456789", "s", "th", "c", "May", "early", "century", "since", "²"]))


def readable(words: str) -> Period | None:
    try:
        return parse_period(words)
    except PeriodError:
        return None


@given(ANY_PERIODS)
def test_bounds_are_in_order_and_agree_with_edtf(words: str) -> None:
    period = readable(words)
    if period is None:
        assert "–" in words, "only a span can be reversed"
        return
    first, last = period.reach
    assert (period.start_earliest or first) <= (period.start_latest or first)
    assert (period.end_earliest or last) <= (period.end_latest or last)
    assert first <= last
    assert_agrees_with_edtf(period)


@given(PLAIN_PERIODS, PLAIN_PERIODS)
def test_a_span_is_refused_exactly_when_it_ends_before_it_begins(left: str, right: str) -> None:
    backwards = parse_period(right).reach[1] < parse_period(left).reach[0]
    assert (readable(f"{left}–{right}") is None) == backwards


@given(st.text(max_size=70) | SCRAPS.map("".join))
def test_anything_is_a_period_or_a_period_error(words: str) -> None:
    period = readable(words)
    assert period is None or looks_like_period(period.words) or is_early_year(period.words)


@given(ANY_PERIODS, st.dates(date(1000, 1, 1)), st.integers(0, 40_000))
def test_only_what_is_certain_of_an_era_is_certain_of_a_longer_one(words: str, first: date, days: int) -> None:
    period = readable(words)
    last = min(first, date.max - timedelta(days)) + timedelta(days)
    if period and period.overlap(first, last) == Overlap.CERTAIN:
        assert period.overlap(first, None) == period.overlap(date.min, last) == Overlap.CERTAIN
