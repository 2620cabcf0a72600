"""Very many dated claims: how many certainly or possibly reach into each stretch of years."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

STEPS = (1, 10, 100, 1000, 10_000)
MAX = 20


class Stretch(NamedTuple):
    """Years, both counted in, and how many claims certainly or possibly reach into them."""

    first: int
    last: int
    claims: int


def stretches(starts: Mapping[int, int], ends: Mapping[int, int], this_year: int) -> list[Stretch]:
    """Stretches of the same length, and the claims in each; those without any are left out.

    `starts` and `ends` say how many claims begin in a year at the earliest, and end in one at the latest; the first
    year there is and the last stand for what is open.
    """
    known = (starts.keys() | ends.keys()) - {date.min.year, date.max.year}
    if date.max.year in ends:
        known |= {this_year}
    if not known:
        return []
    first, last = min(known), max(known)
    step = next(step for step in STEPS if last // step - first // step < MAX)
    found = []
    for start in range(first // step * step, last + 1, step):
        end = start + step - 1
        # Without looking at any claim: who began by its end, less who was over before it.
        begun = sum(count for year, count in starts.items() if year <= end)
        over = sum(count for year, count in ends.items() if year < start)
        if begun > over:
            found.append(Stretch(start, end, begun - over))
    return found
