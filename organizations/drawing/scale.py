"""Time that runs down: years to px, with more room where much happened, so that every row has its words to itself."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from organizations.drawing.axis import Axis

TOP = 4  # px above the first row
LEAST_HEIGHT = 240  # px: an axis on which nothing is crowded


class Place(NamedTuple):
    """What needs a row: the year at which it stands, its height in px, and its column; none where in each of them."""

    year: float
    height: int
    column: int | None = None


class Scale(NamedTuple):
    """Years and where they lie in px, both rising; between two of them time runs evenly."""

    years: Sequence[float]
    px: Sequence[float]

    def y(self, year: float) -> float:
        """Where a year lies, in px from the top; the first and last for what is outside of the axis."""
        at = bisect_left(self.years, year)
        if at == 0:
            return self.px[0]
        if at == len(self.years):
            return self.px[-1]
        (before, after), (above, below) = self.years[at - 1 : at + 1], self.px[at - 1 : at + 1]
        return above + (below - above) * (year - before) / (after - before)


def arranged(places: Sequence[Place], axis: Axis) -> tuple[list[float], Scale]:
    """The top of the row of each place, and the scale on which they all lie; places are in the order of time.

    No row meets another of its column, and no year takes less than its share of an axis that is LEAST_HEIGHT px high.
    """
    pace = LEAST_HEIGHT / (axis.last - axis.first)
    last, y = float(axis.first), float(TOP)
    years, px = [last], [y]
    tops: list[float] = []
    bottoms: dict[int, float] = {}
    everywhere = y  # the lowest row that stands in each column
    for year, height, column in places:
        # A band may begin before the axis does: time never runs up.
        y += pace * max(0, year - last)
        y = max(y, everywhere, *([*bottoms.values()] if column is None else [bottoms.get(column, 0)]))
        last = max(last, year)
        tops.append(y)
        years.append(last)
        px.append(y)
        if column is None:
            everywhere = y + height
        else:
            bottoms[column] = y + height
    years.append(max(float(axis.last), last))
    px.append(max(y + pace * (axis.last - last), everywhere, *bottoms.values(), 0))
    return tops, Scale(years, px)
