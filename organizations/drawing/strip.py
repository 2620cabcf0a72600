"""The strips of a list: a line for each organization, all on one axis, and the ruler above them. No links."""

from collections.abc import Sequence
from datetime import date

from organizations.drawing.axis import Axis
from organizations.drawing.labels import safe
from organizations.drawing.lanes import at_least, lanes
from organizations.drawing.names import Say, counted_events, named, reach
from organizations.drawing.span import Extent, Span, extent, years

HEIGHT = 24  # px
PITCHES = (8, 6, 4, 3, 2)  # px from lane to lane
LEAST_BAR = 1.5  # percent: 4 px on the narrowest screen
MAX_NARROW = 6  # names of years on the narrowest screen
EDGE = 5.5  # percent: half of a year's name on the narrowest screen
NUDGE = 1  # percent: so far from the middle of its year a name may stand to have room
LEAST = 3  # percent: a dot and the space beside it on the narrowest screen
SCALE = 10  # the paths are drawn in tenths of a percent


def strip(spans: Sequence[Span], axis: Axis, today: date, *, say: Say) -> str:
    """A small picture of spans on an axis that other strips share, named in words; empty without spans."""
    if not spans:
        return ""
    now = years(today)
    extents = [drawn(axis.place(extent(span, axis.first, now))) for span in spans]
    rows = lanes([at_least(at.start, at.end, LEAST) for at in extents])
    depth = max(rows) + 1
    pitch = next((pitch for pitch in PITCHES if depth * pitch <= HEIGHT), PITCHES[-1])
    # More lanes than have room share lines: the strip shows that much happened, its list what.
    depth = min(depth, HEIGHT // pitch)
    top = (HEIGHT - (depth - 1) * pitch) / 2
    ys = [top + row % depth * pitch for row in rows]
    label = safe(say(named("dated", what=counted_events(len(spans)), when=reach(spans))))
    return (
        f'<svg class="strip s{pitch}" width="100%" height="{HEIGHT}" role="img" aria-label="{label}">'
        f'<g aria-hidden="true"><svg viewBox="0 0 1000 {HEIGHT}" preserveAspectRatio="none">'
        f"{grid(axis)}{paths(extents, ys)}</svg>{arrows(extents, ys)}</g></svg>"
    )


def paths(extents: Sequence[Extent], ys: Sequence[float]) -> str:
    """What is certain, what is not, and the points: a path each, as far as there is any."""
    sure, unsure, points = [], [], []
    for at, y in zip(extents, ys, strict=True):
        if at.is_point:
            # A line of no length, which CSS gives round ends: `preserveAspectRatio="none"` would squeeze a circle.
            points.append(f"M{at.start * SCALE:.0f} {number(y)}h0")
        elif at.sure_start > at.sure_end:
            unsure.append(_line(at.start, at.end, y))
        else:
            if at.start < at.sure_start:
                unsure.append(_line(at.start, at.sure_start, y))
            if at.sure_end < at.end:
                unsure.append(_line(at.sure_end, at.end, y))
            sure.append(_line(at.sure_start, at.sure_end, y))
    named = (("f", unsure), ("b", sure), ("p", points))
    return "".join(f'<path class="{name}" d="{"".join(found)}"/>' for name, found in named if found)


def arrows(extents: Sequence[Extent], ys: Sequence[float]) -> str:
    """An arrow for each open end; several that lie on one another are one."""
    found: dict[str, None] = {}
    for at, y in zip(extents, ys, strict=True):
        if at.open_end:
            found[f'<svg x="{number(at.end)}%" y="{number(y)}"><path class="a" d="M-1-4 4 0-1 4z"/></svg>'] = None
        if at.open_start:
            found[f'<svg x="{number(at.start)}%" y="{number(y)}"><path class="a" d="M1-4-4 0 1 4z"/></svg>'] = None
    return "".join(found)


def grid(axis: Axis) -> str:
    """A fine line for each year that the ruler names."""
    lines = "".join(f"M{x * SCALE:.0f} 0v{HEIGHT}" for _, x in axis.marked())
    return f'<path class="g" d="{lines}"/>'


def ruler(axis: Axis) -> str:
    """The years of an axis, to stand above strips; for the eye only, since each strip says its years in words."""
    return (
        '<div class="drawing"><svg class="x" width="100%" height="18" aria-hidden="true">'
        f"{years_text(axis, 9)}</svg></div>"
    )


def _line(start: float, end: float, y: float) -> str:
    return f"M{start * SCALE:.0f} {number(y)}H{end * SCALE:.0f}"


def drawn(extent: Extent) -> Extent:
    """An extent in percent, at least as wide as a bar must be to be seen; points stay points."""
    start, sure_start, sure_end, end, open_start, open_end = extent
    if end - start >= LEAST_BAR or extent.is_point:
        return extent
    start, end = at_least(start, end, LEAST_BAR)
    if sure_start > sure_end:
        return Extent(start, end, start, end, open_start, open_end)
    return Extent(start, start, end, end, open_start, open_end)


def number(value: float) -> str:
    """A number with two decimals, in no locale: "8.50"."""
    return f"{value:.2f}"


def years_text(axis: Axis, y: int) -> str:
    """The names of the years of an axis; a narrow screen shows those that have room, of many every second one."""
    marked = axis.marked()
    step = 2 if len(marked) > MAX_NARROW else 1
    found = []
    for at, (year, x) in enumerate(marked):
        within = min(max(x, EDGE), 100 - EDGE)
        has_room = at % step == 0 and abs(within - x) <= NUDGE
        found.append(f'<text x="{number(within)}%"' if has_room else f'<text class="m" x="{number(x)}%"')
        found.append(f' y="{y}">{year}</text>')
    return "".join(found)
