"""The axis of time: which years it shows, where it is ticked, and where on it a year stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from organizations.drawing.span import Extent, Span, years

STEPS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
MAX_TICKS = 8
LEAST_YEARS = 10
MARGIN = 0.03  # of the axis, before the first mark and behind the last: room for an arrow
OPEN_MARGIN = 0.12  # of the axis, before the first known day where a start is open


@dataclass(frozen=True, slots=True)
class Axis:
    """From the first day of the year `first` to the first day of the year `last`, ticked every `step` years."""

    first: int
    last: int
    step: int

    def x(self, year: float) -> float:
        """Where a year stands, in percent of the width; below 0 or above 100 outside of the axis."""
        return (year - self.first) * 100 / (self.last - self.first)

    def ticks(self) -> list[int]:
        """The years that are named; each stands in its middle, at x(year + 0.5), where the point of a year stands."""
        # Half a year earlier: a year is named at its middle, which may be on the axis where its beginning is not.
        every = range(ceil((self.first - 0.5) / self.step) * self.step, self.last, self.step)
        return [year for year in every if year]  # there is no year 0

    def marked(self) -> list[tuple[int, float]]:
        """The years that are named, each with where its middle stands, in percent of the width."""
        return [(year, self.x(year + 0.5)) for year in self.ticks()]

    def place(self, extent: Extent) -> Extent:
        """An extent in years as percent of the width."""
        return extent.mapped(self.x)


def axis_of(spans: Iterable[Span], today: date, since: int | None = None) -> Axis:
    """The axis that shows all spans, today where an end is open, and the year `since` where it is given."""
    known = [] if since is None else [since + 0.5]
    starts, ends = set(), set()
    open_start = False
    for span in spans:
        if span.open_start:
            open_start = True
        else:
            starts.add(span.earliest)
        ends.add(span.latest)
    if date.max in ends:
        ends.add(today)
    # What is open has no place of its own: the axis is made of what is known.
    days = (starts | ends) - {date.max}
    known += [years(min(days)), years(max(days))] if days else []
    now = years(today)
    return _axis(min(known, default=now), max(known, default=now), open_start)


def axis_between(first: date, last: date) -> Axis:
    """The axis that shows the days from `first` to `last`, which must be real days, not the far past or future."""
    return _axis(years(first), years(last), False)


def _axis(first: float, last: float, open_start: bool) -> Axis:
    """An axis of whole years around two years, with room on both sides and at most eight ticks."""
    lacking = max(0.0, LEAST_YEARS - (last - first)) / 2
    length = last - first + 2 * lacking
    start = floor(first - lacking - length * (OPEN_MARGIN if open_start else MARGIN))
    end = ceil(last + lacking + length * MARGIN)
    for step in STEPS:
        axis = Axis(start, end, step)
        if (end - start) / step <= MAX_TICKS + 1 and len(axis.ticks()) <= MAX_TICKS:
            return axis
    # Years have four figures: this holds for all there are.
    return Axis(start, end, 2500)
