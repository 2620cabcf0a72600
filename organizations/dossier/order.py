"""Where what is dated stands among its neighbours, whose order stays as it was made."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from organizations.dossier.period import Period

Start = tuple[date, date]
"""The first and the last day on which something may begin."""

T = TypeVar("T")


def start_of(period: Period) -> Start:
    """The days on which a period may begin; the first of all days where nobody knows."""
    return period.start_earliest or date.min, period.start_latest or date.min


def in_place(items: Sequence[T], loose: Collection[int], start: Callable[[T], Start]) -> list[T]:
    """The items, each of the loose ones (given by index) where its date belongs; the others keep their order.

    That is where the fewest others stand on its wrong side, in an order that runs forwards or backwards in time; of
    several such places the one nearest to where it stood.
    """
    if not loose:
        return list(items)
    placed = [(at, claim) for at, claim in enumerate(items) if at not in loose]
    is_backwards = _runs_backwards([start(claim) for _at, claim in placed])
    for at in sorted(loose):
        near = sum(former < at for former, _claim in placed)
        others = [start(claim) for _at, claim in placed]
        placed.insert(_place(start(items[at]), others, near, is_backwards=is_backwards), (at, items[at]))
    return [claim for _at, claim in placed]


def _runs_backwards(starts: Sequence[Start]) -> bool:
    steps = [(after > before) - (after < before) for before, after in pairwise(starts)]
    return sum(steps) < 0


def _place(start: Start, others: Sequence[Start], near: int, *, is_backwards: bool) -> int:
    # From each place to the next one more stands before it: rightly where it begins earlier, wrongly where later.
    wrong = [0]
    for other in others:
        step = (other > start) - (other < start)
        wrong.append(wrong[-1] + (-step if is_backwards else step))
    return min(range(len(wrong)), key=lambda place: (wrong[place], abs(place - near)))
