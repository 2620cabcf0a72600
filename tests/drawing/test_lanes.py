"""Lanes: none overlap, and there are no more of them than needed."""

from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing.lanes import at_least, lanes

STRETCHES = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 40)).map(lambda each: (each[0], sum(each))))


def test_stretches_that_touch_share_a_lane():
    assert lanes([(0, 10), (10, 20), (20, 30)]) == [0, 0, 0]


def test_stretches_that_overlap_stand_below_one_another():
    assert lanes([(0, 10), (5, 20), (7, 30), (12, 14)]) == [0, 1, 2, 0]


def test_lanes_are_numbered_in_the_order_given():
    assert lanes([(50, 60), (0, 55)]) == [0, 1]


@given(STRETCHES)
def test_no_two_stretches_of_a_lane_overlap(stretches):
    taken = lanes(stretches)
    for at, (start, end) in enumerate(stretches):
        for other in range(at):
            if taken[other] == taken[at]:
                assert end <= stretches[other][0] or start >= stretches[other][1]


@given(STRETCHES)
def test_there_are_as_many_lanes_as_stretches_at_the_fullest_place(stretches):
    fullest = max((sum(s <= at < e for s, e in stretches) for at, _ in stretches), default=0)
    assert set(lanes(stretches)) == set(range(fullest))


def test_a_narrow_stretch_is_widened_around_its_middle():
    assert at_least(50, 52, 8) == (47, 55)
    assert at_least(50, 60, 8) == (50, 60)
