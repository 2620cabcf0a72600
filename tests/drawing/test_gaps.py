"""Gaps between terms of office, in the words that are shown."""

import pytest

from organizations.drawing import gaps, not_recorded
from organizations.wording import sentence
from tests.drawing.spans import TODAY, spans


@pytest.mark.parametrize(
    ("since", "terms", "found"),
    [
        (1951, ["2008–2018", "2018–2023", "since 2023"], ["1951–2008"]),
        (1951, ["2008–2018", "2021–2023"], ["1951–2008", "2018–2021", "2023–present"]),
        (None, ["2008–2018", "since 2018"], []),
        (None, ["since 2018", "2001–2008"], ["2008–2018"]),
        (1951, ["1952–2000", "2001–2024", "since 2025"], []),
        (1951, ["until 1970", "since 1970"], []),
        (1951, ["1951–1990s", "since 2000"], []),
        (1951, ["1951–2020", "1960–1970", "since 2020"], []),
        (1951, ["since 2031"], ["1951–2026"]),
        (1951, [], ["1951–present"]),
        (None, [], []),
    ],
)
def test_years_without_a_term_are_gaps(since, terms, found):
    texts = [sentence(not_recorded(gap)) for gap in gaps(spans(*terms), since, TODAY)]
    assert texts == [f"{period}: not recorded" for period in found]


def test_a_gap_lies_between_the_drawn_ends_of_its_terms():
    gap = gaps(spans("1951–1960", "since 1970"), None, TODAY)[0]
    assert (gap.start, gap.end) == pytest.approx((1960.5, 1970.5), abs=0.01)
