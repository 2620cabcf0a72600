"""Where periods lie: what is certain of them, what is fuzzy, what is open."""

from datetime import date

import pytest

from organizations.drawing import span_of
from organizations.drawing.span import extent, years
from tests.drawing.spans import TODAY, span, years_of


@pytest.mark.parametrize("words", ["1951", "1951–1951", "March–June 1951"])
def test_what_falls_within_a_year_is_a_point(words):
    assert extent(span(words), 1900, 2026).is_point


def test_a_year_is_drawn_in_its_middle_and_a_day_on_its_day():
    assert years_of("1951") == (1951.5,) * 4
    assert years_of("7 April 1948") == (1948.3,) * 4


def test_terms_that_share_a_year_meet_in_its_middle():
    assert years_of("2008–2018")[3] == years_of("2018–2023")[0] == 2018.5


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("1951–1970s", (1951.5, 1951.5, 1970.0, 1980.0)),
        ("1980s–1990s", (1980.0, 1990.0, 1990.0, 2000.0)),
        ("c. 1990–2005", (1989.0, 1992.0, 2005.5, 2005.5)),
        ("before 1960", (1900.0, 1960.0, 1900.0, 1960.0)),
        ("after 1989", (1990.0, 2026.5, 1990.0, 2026.5)),
        ("1990–?", (1990.0, 2026.5, 1990.0, 2026.5)),
    ],
)
def test_a_start_or_end_not_known_to_the_year_is_fuzzy(words, drawn):
    assert years_of(words) == drawn


@pytest.mark.parametrize(
    ("words", "first", "last"), [("2000s", 2000.0, 2010.0), ("c. 1995", 1994.0, 1997.0), ("19th century", 1800, 1900)]
)
def test_of_a_decade_named_alone_nothing_is_certain(words, first, last):
    start, sure_start, sure_end, end = years_of(words)
    assert (start, end) == (sure_end, sure_start) == (first, last)


@pytest.mark.parametrize("words", ["since 2016", "2016–Present"])
def test_an_open_end_lasts_until_today(words):
    assert years_of(words) == (2016.5, 2016.5, 2026.5, 2026.5)
    assert extent(span(words), 1900, years(TODAY)).open_end


def test_an_open_end_that_begins_after_today_stays_where_it_begins():
    assert years_of("since 2031")[3] == 2031.5


def test_a_fuzzy_start_of_what_goes_on_ends_today():
    assert years_of("since 2020s") == (2020.0, 2026.5, 2026.5, 2026.5)


def test_an_open_start_lies_at_the_beginning_of_the_axis():
    assert years_of("until 1970") == (1900, 1900, 1970.5, 1970.5)
    assert years_of("until 1880")[0] == 1880.5


def test_a_claim_without_dates_has_no_span():
    assert span_of(None, None, None, None, href="#x", label="X", period="") is None


def test_years_are_exact_to_a_day_or_so():
    assert years(date(2000, 1, 1)) == pytest.approx(2000, abs=0.005)
    assert years(date(1800, 12, 31)) == pytest.approx(1801, abs=0.005)
