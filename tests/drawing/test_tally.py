"""Claims too many to draw each: counted by years, a bar each."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.drawing import stretches
from organizations.drawing.tally import MAX
from tests.drawing.spans import ERAS, height, links, tally, tree

STARTS, ENDS = {1951: 3, 1960: 2, 2016: 1}, {1955: 3, 1979: 2, 9999: 1}
YEARS = st.tuples(st.integers(1, 9998), st.integers(0, 300)).map(lambda each: (each[0], min(9999, sum(each))))


def drawn(found):
    return tally(found, ERAS, name="6 claims", href=lambda each: f"?from={each.first}&to={each.last}", counted=str)


def test_a_claim_counts_in_every_stretch_that_it_reaches_into():
    found = {each.period: each.claims for each in stretches(STARTS, ENDS, 2026)}
    assert found == {"1950–1959": 3, "1960–1969": 2, "1970–1979": 2, "1980–1989": 0, "1990–1999": 0} | {
        "2000–2009": 0,
        "2010–2019": 1,
        "2020–2029": 1,
    }


@given(st.lists(YEARS, max_size=30))
def test_the_bars_are_few_and_each_holds_what_meets_its_years(spans):
    found = stretches(Counter(start for start, _ in spans), Counter(end for _, end in spans), 2026)
    assert len(found) <= MAX
    for each in found:
        assert each.claims == sum(start <= each.last and end >= each.first for start, end in spans)


def test_a_bar_leads_to_its_claims_and_says_how_many_there_are():
    marks = links(drawn(stretches(STARTS, ENDS, 2026)))
    assert marks[0].get("href") == "?from=1950&to=1959"
    assert marks[0].get("aria-label") == marks[0].findtext("title") == "1950–1959: 3"
    assert len(marks) == 5


def test_the_highest_bar_is_that_of_the_most_and_the_least_is_seen():
    svg = drawn(stretches({1951: 900, 1990: 1}, {1951: 900, 1990: 1}, 2026))
    heights = [link.findall("rect")[1].get("height") for link in links(svg)]
    assert heights == ["120", "2"]


@pytest.mark.parametrize("starts", [{1: 5}, {1951: 1}, {1: 2, 1951: 400}])
def test_it_stays_within_a_screen_whatever_is_open(starts):
    ends = {9999: sum(starts.values())}
    svg = drawn(stretches(starts, ends, 2026))
    assert height(svg) <= 240
    assert tree(svg)[0].get("aria-label", "").startswith("6 claims, ")


def test_nothing_dated_is_no_picture():
    assert stretches({}, {}, 2026) == stretches({1: 1}, {}, 2026) == []
    assert drawn([]) == ""
