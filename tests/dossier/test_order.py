"""What is dated finds its place by date among neighbours, whose order stays as it was made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.order import in_place

years = st.integers(1900, 2030)


def start(year):
    return date(year, 1, 1), date(year, 12, 31)


def placed(order, year, at=None):
    """The years with one more, which stood at an index before, or is new."""
    at = len(order) if at is None else at
    return in_place([*order[:at], year, *order[at:]], {at}, start)


@pytest.mark.parametrize(
    ("order", "year", "expected"),
    [
        ([], 1951, [1951]),
        ([1951, 1990], 1970, [1951, 1970, 1990]),
        ([1951, 1990], 1900, [1900, 1951, 1990]),
        ([1951, 1990], 2000, [1951, 1990, 2000]),
        ([2000, 1990, 1951], 1970, [2000, 1990, 1970, 1951]),
        ([1951, 1990, 1970, 2000], 1980, [1951, 1990, 1970, 1980, 2000]),
    ],
)
def test_a_new_one_stands_where_its_date_belongs(order, year, expected):
    assert placed(order, year) == expected


def test_one_that_is_in_its_place_stays_there():
    assert placed([1951, 1990, 1970, 2000], 1960, at=1) == [1951, 1960, 1990, 1970, 2000]


def test_several_that_begin_together_stay_in_the_order_they_had():
    items = [(1951, "a"), (1960, "b"), (1951, "c"), (1951, "d")]
    assert in_place(items, {2, 3}, lambda claim: start(claim[0])) == [items[0], items[2], items[3], items[1]]


@given(st.lists(years), years)
def test_a_timeline_in_order_is_in_order_afterwards(order, year):
    assert placed(sorted(order), year) == sorted([*order, year])


@given(st.lists(years, unique=True, min_size=2), years)
def test_a_timeline_from_the_latest_to_the_first_stays_so(order, year):
    backwards = sorted(order, reverse=True)
    assert placed(backwards, year) == sorted([*order, year], reverse=True)


@given(st.lists(years, min_size=1), st.data())
def test_the_others_keep_the_order_that_was_made(order, data):
    loose = data.draw(st.sets(st.integers(0, len(order) - 1)))
    items = list(enumerate(order))
    after = in_place(items, loose, lambda claim: start(claim[1]))
    assert [claim for claim in after if claim[0] not in loose] == [claim for claim in items if claim[0] not in loose]
    assert sorted(after) == items
