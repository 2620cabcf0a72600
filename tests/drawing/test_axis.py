"""The axis: years to percent, and which years are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing import Axis, axis_between, axis_of
from organizations.drawing.axis import STEPS
from organizations.drawing.span import extent, years
from tests.drawing.spans import TODAY, drawn_on, spans


def test_years_stand_where_their_share_of_the_axis_ends():
    axis = Axis(1950, 2030, 10)
    assert [axis.x(year) for year in (1950, 1990, 2030)] == [0, 50, 100]


def test_the_point_of_a_year_stands_at_its_name():
    axis = Axis(1950, 2030, 10)
    assert drawn_on(axis, "1980").start == pytest.approx(axis.x(1980.5), abs=0.01)


def test_the_years_named_are_rounded():
    assert axis_of(spans("1951", "since 2016"), TODAY).ticks() == [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]
    assert axis_of(spans("19th century"), TODAY).ticks() == [1800, 1825, 1850, 1875, 1900]


def test_no_year_0_is_named_for_there_is_none():
    axis = axis_of(spans("AD 1", "1054", "2020"), TODAY)
    assert axis.first < 1 and axis.ticks()[0] == 250


def test_one_event_has_an_axis_of_some_years_around_it():
    axis = axis_of(spans("1951"), TODAY)
    assert axis.last - axis.first <= 12
    assert 40 < axis.x(1951.5) < 60


def test_only_what_goes_on_makes_an_axis_reach_today():
    assert axis_of(spans("1951", "1990"), TODAY).last < 2000
    assert axis_of(spans("1951", "since 1990"), TODAY).last > 2026


def test_an_open_start_has_room_before_the_first_known_day():
    axis = axis_of(spans("until 1970", "1990"), TODAY)
    assert drawn_on(axis, "until 1970").end > 10


def test_a_founding_before_all_spans_is_on_the_axis():
    assert axis_of(spans("2008–2018"), TODAY, since=1951).first <= 1951


def test_no_spans_make_an_axis_around_today():
    axis = axis_of([], TODAY)
    assert axis.first < 2026 < axis.last


@given(st.dates(), st.dates())
def test_every_axis_names_some_years_and_at_most_eight(one, other):
    axis = axis_between(min(one, other), max(one, other))
    assert 1 <= len(axis.ticks()) <= 8
    assert all(year % axis.step == 0 for year in axis.ticks())


@given(st.integers(1000, 2990), st.integers(0, 999))
def test_up_to_a_thousand_years_at_least_two_are_named_and_at_most_eight(first, length):
    axis = axis_of(spans(str(first), str(min(first + length, 2999))), TODAY)
    assert axis.step in STEPS and 2 <= len(axis.ticks()) <= 8


@given(st.lists(st.sampled_from(["1951", "1980s", "since 2016", "until 1970", "c. 1995", "2030–2040"]), min_size=1))
def test_every_span_lies_on_its_axis(words):
    axis = axis_of(spans(*words), TODAY)
    for each in spans(*words):
        at = axis.place(extent(each, axis.first, years(TODAY)))
        assert 0 <= at.start <= at.end <= 100
