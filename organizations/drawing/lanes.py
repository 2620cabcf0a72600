"""Lanes: which marks stand in one line because they do not meet."""

from collections.abc import Sequence
from heapq import heappop, heappush

# Two that meet are computed from days in floating point, and may overlap by less than that.
TOUCH = 1e-6


def lanes(stretches: Sequence[tuple[float, float]]) -> list[int]:
    """For each stretch (start, end) the number of its lane, from 0 on: the fewest lanes in which none overlap.

    Stretches that only touch may share a lane. Lanes are numbered in the order in which the stretches are given.
    """
    taken = [0] * len(stretches)
    ends: list[tuple[float, int]] = []
    free: list[int] = []
    for at in sorted(range(len(stretches)), key=stretches.__getitem__):
        start, end = stretches[at]
        while ends and ends[0][0] <= start + TOUCH:
            heappush(free, heappop(ends)[1])
        taken[at] = heappop(free) if free else len(ends)
        heappush(ends, (end, taken[at]))
    number: dict[int, int] = {}
    return [number.setdefault(lane, len(number)) for lane in taken]


def at_least(start: float, end: float, least: float) -> tuple[float, float]:
    """A stretch, widened around its middle to a least width."""
    lacking = least - (end - start)
    return (start - lacking / 2, end + lacking / 2) if lacking > 0 else (start, end)
