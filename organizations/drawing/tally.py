"""Very many dated claims: a bar for each stretch of years, as high as many claims reach into it, a link to them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from organizations.drawing.axis import Axis
from organizations.drawing.labels import safe
from organizations.drawing.marks import number, tier
from organizations.drawing.names import Say, named
from organizations.drawing.pictures import BAND_NAMES, BETWEEN, FEET, axis_text, bands_of, bands_text
from organizations.drawing.span import Era

STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000)
MAX = 10  # bars: on the narrowest screen each is a finger's target
HEIGHT = 120  # px: the peak bar
COUNT = 18  # px: the number above a bar


class Stretch(NamedTuple):
    """Years, both counted in, and how many claims certainly or possibly reach into them."""

    first: int
    last: int
    claims: int

    @property
    def period(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def stretches(starts: Mapping[int, int], ends: Mapping[int, int], this_year: int) -> list[Stretch]:
    """Stretches of the same length, and the claims in each.

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
        begun = sum(count for year, count in starts.items() if year <= end)
        over = sum(count for year, count in ends.items() if year < start)
        found.append(Stretch(start, end, begun - over))
    return found


def tally(
    found: list[Stretch],
    eras: Iterable[Era],
    *,
    name: str,
    href: Callable[[Stretch], str],
    counted: Callable[[int], str],
    say: Say,
) -> str:
    """The stretches as bars on an axis, eras behind them; empty without any.

    `name` says what is counted, `counted` tells in words how many there are, `href` is where they are shown.
    """
    if not found:
        return ""
    step = found[0].last - found[0].first + 1
    margin = -(-step * len(found) // 30)
    axis = Axis(found[0].first - margin, found[-1].last + 1 + margin, step)
    bands = bands_of(eras, axis)
    top = BAND_NAMES * (max((row for *_, row in bands), default=-1) + 1) + BETWEEN
    foot = top + COUNT + HEIGHT
    peak = max(each.claims for each in found)
    bars = "".join(bar(each, axis, peak, top, foot, href(each), counted(each.claims)) for each in found if each.claims)
    name = say(named("by-years", what=name, first=str(found[0].first), last=str(found[-1].last)))
    return (
        f'<div class="drawing"><svg width="100%" height="{foot + FEET}" role="group" aria-label="{safe(name)}">'
        f'<g class="x" aria-hidden="true">{bands_text(bands, foot)}{axis_text(axis, foot)}</g><g>{bars}</g></svg></div>'
    )


def bar(stretch: Stretch, axis: Axis, peak: int, top: int, foot: int, href: str, count: str) -> str:
    """The bar of a stretch that stands on `foot`, its number above it; from `top` on all of it takes the finger."""
    start, end = axis.x(stretch.first), axis.x(stretch.last + 1)
    height = max(2, round(HEIGHT * stretch.claims / peak))
    label = safe(f"{stretch.period}: {count}")
    across = f'x="{number(start)}%" width="{number(end - start)}%"'
    fits = tier(str(stretch.claims), end - start)
    shown = "" if fits is None else f'<text class="c{fits}" x="{number((start + end) / 2)}%" y="{foot - height - 9}">'
    return (
        f'<a href="{safe(href)}" aria-label="{label}"><title>{label}</title>'
        f'<rect class="z" {across} y="{top}" height="{foot - top}"/>'
        f'<rect class="q" {across} y="{foot - height}" height="{height}"/>'
        f"{shown and f'{shown}{stretch.claims}</text>'}</a>"
    )
