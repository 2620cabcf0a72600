"""Rows of time: none meets another of its column, and years are never out of order."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing.axis import Axis
from organizations.drawing.scale import LEAST_HEIGHT, TOP, Place, arranged

AXIS = Axis(1950, 2030, 10)
PLACES = st.lists(
    st.builds(
        Place,
        st.floats(1950, 2029, allow_nan=False).map(lambda year: round(year, 2)),
        st.sampled_from([20, 24, 40]),
        st.sampled_from([None, 0, 1]),
    ),
    max_size=40,
).map(lambda places: sorted(places, key=lambda place: place.year))


def test_without_rows_time_runs_evenly():
    _, scale = arranged([], AXIS)
    assert [scale.y(year) for year in (1950, 1990, 2030)] == [TOP, TOP + LEAST_HEIGHT / 2, TOP + LEAST_HEIGHT]


def test_what_is_outside_of_the_axis_stays_at_its_ends():
    _, scale = arranged([Place(1960, 24, 0)], AXIS)
    assert (scale.y(1900), scale.y(2100)) == (scale.y(1950), scale.y(2030))


def test_rows_of_different_columns_may_stand_side_by_side():
    tops, _ = arranged([Place(1960, 24, 0), Place(1960, 24, 1), Place(1960, 24, 1)], AXIS)
    assert tops[0] == tops[1] == tops[2] - 24


@given(PLACES)
def test_no_row_meets_another_of_its_column_and_each_stands_at_its_year(places):
    tops, scale = arranged(places, AXIS)
    for column in (0, 1):
        rows = [(top, place) for top, place in zip(tops, places, strict=True) if place.column in (None, column)]
        assert all(one[0] + one[1].height <= other[0] + 1e-6 for one, other in pairwise(rows))
    assert all(scale.y(place.year) <= top + 1e-6 for place, top in zip(places, tops, strict=True))
    ys = [scale.y(year) for year in range(1950, 2031)]
    assert ys == sorted(ys)


@given(PLACES)
def test_ticks_have_room_for_their_words(places):
    _, scale = arranged(places, AXIS)
    assert all(scale.y(other + 0.5) - scale.y(one + 0.5) >= 16 for one, other in pairwise(AXIS.ticks()))
