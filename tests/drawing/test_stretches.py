"""Claims too many to name each: counted by years, decades, centuries."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing import stretches
from organizations.drawing.groups import MAX_ROWS, grouped
from organizations.drawing.stretches import MAX
from tests.drawing.spans import TODAY, spans

STARTS, ENDS = {1951: 3, 1960: 2, 2016: 1}, {1955: 3, 1979: 2, 9999: 1}
YEARS = st.tuples(st.integers(1, 9998), st.integers(0, 300)).map(lambda each: (each[0], min(9999, sum(each))))


def said(words: list[str], href=None) -> list[tuple[str, str, str]]:
    return [(each.period, each.label, each.href) for each in grouped(spans(*words), TODAY.year, str, href)]


def test_a_claim_counts_in_every_stretch_that_it_reaches_into():
    found = {(first, last): claims for first, last, claims in stretches(STARTS, ENDS, 2026)}
    assert found == {(1950, 1959): 3, (1960, 1969): 2, (1970, 1979): 2, (2010, 2019): 1, (2020, 2029): 1}


@given(st.lists(YEARS, max_size=30))
def test_the_bars_are_few_and_each_holds_what_meets_its_years(reaches):
    found = stretches(Counter(start for start, _ in reaches), Counter(end for _, end in reaches), 2026)
    assert len(found) <= MAX
    for each in found:
        assert each.claims == sum(start <= each.last and end >= each.first for start, end in reaches)


def test_nothing_dated_is_no_stretch():
    assert stretches({}, {}, 2026) == stretches({1: 1}, {}, 2026) == []


def test_as_many_as_can_be_named_are_named():
    assert len(said([str(1960 + at) for at in range(MAX_ROWS)])) == MAX_ROWS
    assert said(["1960"] * MAX_ROWS)[0] == ("1960", "Claim 0", "#event-0")


def test_more_are_counted_by_the_year_where_these_are_few_and_lead_to_the_first_of_it():
    assert said(["1960"] * 30 + ["1961"] * 20 + ["1965"]) == [
        ("1960", "30", "#event-0"),
        ("1961", "20", "#event-30"),
        ("1965", "Claim 50", "#event-50"),
    ]


def test_where_years_are_many_too_they_are_counted_by_decades():
    found = said([str(1950 + at) for at in range(60)])
    assert found[0] == ("1950–1959", "10", "#event-0") and len(found) == 6


def test_with_an_address_of_some_years_a_group_counts_what_reaches_into_them():
    found = said(["1960–1975"] * 41, lambda first, last: f"?from={first}&to={last}")
    assert found == [(str(year), "41", f"?from={year}&to={year}") for year in range(1960, 1976)]


def test_what_has_no_known_beginning_is_counted_by_its_end():
    assert [each[0] for each in said(["until 1970"] * 50 + ["1971"])] == ["1970", "1971"]
