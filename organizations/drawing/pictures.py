"""The pictures of a page: a timeline, the terms of office, organizations compared. SVG in a div, as text.

A picture is a group of links, in the order of time, each named by its title: it is no image, so a keyboard and a
screen reader go through it. Nothing in it needs a script, a style attribute or the clock.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise, zip_longest
from typing import NamedTuple

from organizations.dossier.messages import Detail, Message
from organizations.drawing.axis import Axis, axis_of
from organizations.drawing.gaps import Gap, gaps
from organizations.drawing.labels import measured, safe, shortened
from organizations.drawing.lanes import at_least, lanes
from organizations.drawing.marks import (
    MEDIUM,
    POINT,
    TARGET,
    WIDE,
    Label,
    drawn,
    gradients,
    label_of,
    mark,
    number,
    tier,
    years_text,
)
from organizations.drawing.names import Say, counted_events, named, not_recorded, reach
from organizations.drawing.span import Era, Extent, Span, extent, years

BAND_NAMES = 20  # px: a line of names of eras
HEADING = 24  # px: the name above a group
FEET = 22  # px: the years below
BETWEEN = 8  # px between groups
PITCH = 26  # px from lane to lane
DENSE = (12, 6, 3, 2)  # px from lane to lane where there are too many
DENSE_TARGET = 3  # percent
LONGEST_HEADING = 34  # characters on the narrowest screen
LANES_HEIGHT = 364  # px: what the lanes of a timeline take at most
COMPARED_HEIGHT = 624
EVENTS, OFFICES = "ev", "of"  # the classes of what the groups hold
# The widths at which the labels of events, and those of terms, are given room: tried in turn until all fits.
LABELLED = ((MEDIUM, MEDIUM), (MEDIUM, None), (None, MEDIUM), (None, None))


@dataclass(slots=True)
class Group:
    """Marks under one heading: their extents in percent, then, once arranged, their lanes and labels."""

    heading: str
    kind: str
    spans: Sequence[Span]
    extents: list[Extent]
    gaps: Sequence[tuple[str, Extent]] = ()
    name: str = ""
    lanes: list[int] = field(default_factory=list)
    labels: list[Label | None] = field(default_factory=list)
    measured_labels: list[tuple[str, float]] = field(init=False)
    tried: dict[tuple[int | None, float], tuple[list[int], list[Label | None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.measured_labels = [measured(span.label) for span in self.spans]

    @property
    def depth(self) -> int:
        """How many lanes it has."""
        return max(self.lanes, default=0 if self.gaps else -1) + 1

    def arrange(self, width: int | None, least: float) -> None:
        """Give each span a lane, with room for labels in a drawing of `width` px, none without a width.

        What a mark takes is at least `least` percent. Gaps have the first lane to themselves.
        """
        if (width, least) not in self.tried:
            self.tried[width, least] = self._arranged(width, least)
        self.lanes, self.labels = self.tried[width, least]

    def _arranged(self, width: int | None, least: float) -> tuple[list[int], list[Label | None]]:
        labels: list[Label | None] = [None] * len(self.spans)
        if width is not None:
            labels = [label_of(*label, at, width) for label, at in zip(self.measured_labels, self.extents, strict=True)]
        taken = []
        for at, label in zip(self.extents, labels, strict=True):
            start, end = at_least(at.start, at.end, least)
            taken.append((start, end) if label is None else (min(start, label.start), max(end, label.end)))
        above = 1 if self.gaps else 0
        return [lane + above for lane in lanes(taken)], labels

    def label_where_free(self) -> None:
        """Give labels to those marks that have room in their lane, on a wide screen."""
        point = POINT * 100 / WIDE
        in_lanes: dict[int, list[int]] = {}
        for at, lane in enumerate(self.lanes):
            in_lanes.setdefault(lane, []).append(at)
        for members in in_lanes.values():
            members.sort(key=lambda at: self.extents[at].start)
            low = 0.0
            for at, after in zip_longest(members, members[1:]):
                high = 100 if after is None else self.extents[after].start - point
                label = label_of(*self.measured_labels[at], self.extents[at], WIDE, low, high)
                self.labels[at] = label
                low = label.end if label else self.extents[at].end + point


def timeline(
    spans: Iterable[Span],
    eras: Iterable[Era],
    terms: Iterable[Span],
    today: date,
    *,
    since: int | None = None,
    counted: Callable[[int], Detail] = counted_events,
    say: Say,
) -> str:
    """Spans on an axis, eras behind them, terms of office below them with their gaps; empty without either.

    `since` is the year of founding, where gaps begin; `counted` tells how many spans there are.
    """
    spans, terms = in_order(spans), in_order(terms)
    if not spans and not terms:
        return ""
    found = gaps(terms, since, today) if terms else []
    axis = _axis_with([*spans, *terms], found, today)
    both = bool(spans and terms)
    groups = []
    if spans:
        groups.append(group_of(spans, axis, today, say, heading=say(named("events")) if both else ""))
    if terms:
        heading = say(named("tenures")) if both else ""
        groups.append(group_of(terms, axis, today, say, heading=heading, kind=OFFICES, missing=found))
    name = say(named("timeline", what=what_of(spans, terms, counted)))
    return picture(groups, axis, eras, today, name=name, ids="t", height=LANES_HEIGHT)


def leadership(terms: Iterable[Span], since: int | None, today: date, eras: Iterable[Era] = (), *, say: Say) -> str:
    """Terms of office on an axis from the founding in the year `since` until today, gaps shown as gaps."""
    terms = in_order(terms)
    found = gaps(terms, since, today)
    if not terms and not found:
        return ""
    axis = _axis_with(terms, found, today)
    group = group_of(terms, axis, today, say, kind=OFFICES, missing=found)
    name = named("leadership-of", what=what_of([], terms)) if terms else named("leadership")
    return picture([group], axis, eras, today, name=say(name), ids="l", height=LANES_HEIGHT)


class Row(NamedTuple):
    """An organization among others; `since` is the year of its founding, where the gaps between terms begin."""

    name: str
    spans: Sequence[Span]
    terms: Sequence[Span] = ()
    since: int | None = None


def comparison(rows: Iterable[Row], eras: Iterable[Era], today: date, *, say: Say) -> str:
    """Organizations on one axis: for each its name, its events and below them its terms of office with their gaps."""
    ordered = [Row(name, in_order(spans), in_order(terms), since) for name, spans, terms, since in rows]
    shown = [span for row in ordered for span in (*row.spans, *row.terms)]
    if not shown:
        return ""
    reached = reach(shown)
    missing = [gaps(row.terms, row.since, today) if row.terms else [] for row in ordered]
    axis = _axis_with(shown, [gap for found in missing for gap in found], today)
    groups = []
    for (name, spans, terms, _since), found in zip(ordered, missing, strict=True):
        label = say(named("of-one", name=name, what=what_of(spans, terms)))
        heading = name if spans or terms else label
        groups.append(group_of(spans, axis, today, say, heading=heading, name=label))
        if terms:
            tenures = say(named("tenures-of", name=name))
            groups.append(group_of(terms, axis, today, say, kind=OFFICES, missing=found, name=tenures))
    name = say(named("dated", what=named("count-compared", number=len(ordered)), when=reached))
    return picture(groups, axis, eras, today, name=name, ids="c", height=COMPARED_HEIGHT)


def in_order(spans: Iterable[Span]) -> list[Span]:
    """Spans in the order of time: the order in which a reader meets their links."""
    return sorted(spans, key=lambda span: (span.earliest, span.latest))


def what_of(spans: Sequence[Span], terms: Sequence[Span], counted: Callable[[int], Detail] = counted_events) -> Message:
    """ "5 events and 3 terms of office, 1951 to present"."""
    parts = [counted(len(spans))] if spans else []
    parts += [named("count-tenures", number=len(terms))] if terms else []
    if not parts:
        return named("nothing-dated")
    what = named("both", one=parts[0], other=parts[1]) if len(parts) > 1 else parts[0]
    return named("dated", what=what, when=reach([*spans, *terms]))


def group_of(
    spans: Sequence[Span],
    axis: Axis,
    today: date,
    say: Say,
    *,
    heading: str = "",
    kind: str = EVENTS,
    missing: Iterable[Gap] = (),
    name: str = "",
) -> Group:
    """A group of spans, and of gaps between them, on an axis."""
    now = years(today)
    extents = [drawn(axis.place(extent(span, axis.first, now))) for span in spans]
    between = [(say(not_recorded(gap)), axis.place(Extent(gap.start, gap.start, gap.end, gap.end))) for gap in missing]
    return Group(heading, kind, spans, extents, between, name)


def arrange(groups: Sequence[Group], height: int) -> int:
    """Give every mark its lane so that all take `height` px at most; the px from lane to lane.

    All labels have room from a medium width on, or else those of events or those of terms, and the others where they
    find some; where even the marks alone need more, the lanes get thinner.
    """
    if _arranged(groups, None, None, TARGET) * PITCH > height:
        depth = _arranged(groups, None, None, DENSE_TARGET)
        return next((pitch for pitch in DENSE if depth * pitch <= height), DENSE[-1])
    for width, offices in LABELLED:
        if _arranged(groups, width, offices, TARGET) * PITCH <= height:
            break
    for group in groups:
        if not any(group.labels):
            group.label_where_free()
    return PITCH


def _arranged(groups: Sequence[Group], events: int | None, offices: int | None, least: float) -> int:
    for group in groups:
        group.arrange(events if group.kind == EVENTS else offices, least)
    return sum(group.depth for group in groups)


def picture(
    groups: Sequence[Group],
    axis: Axis,
    eras: Iterable[Era],
    today: date,
    *,
    name: str,
    ids: str,
    height: int,
) -> str:
    """Groups one below the other, bands and years behind them. `ids` must be the page's only one of that name."""
    pitch = arrange(groups, height)
    bands = bands_of(eras, axis)
    y = BAND_NAMES * (max((row for *_, row in bands), default=-1) + 1) or BETWEEN
    max_rows = max(1, height // (pitch * len(groups)))
    written = []
    for group in groups:
        rows = min(group.depth, max_rows) if pitch == DENSE[-1] else group.depth
        written.append(group_text(group, y, pitch, rows, f"{ids}{group.kind[0]}"))
        y += (HEADING if group.heading else 0) + rows * pitch + BETWEEN
    inside = "".join(written)
    fades = "".join(gradients(f"{ids}{kind[0]}", kind, inside) for kind in (EVENTS, OFFICES))
    return (
        f'<div class="drawing"><svg class="p{pitch}" width="100%" height="{y + FEET}" role="group" '
        f'aria-label="{safe(name)}">{fades}<g class="x" aria-hidden="true">{bands_text(bands, y)}'
        f"{axis_text(axis, y)}</g>{inside}</svg></div>"
    )


def group_text(group: Group, y: int, pitch: int, rows: int, ids: str) -> str:
    """A group that begins at `y` px, in `rows` lanes: its heading, gaps and marks."""
    name = f' role="group" aria-label="{safe(group.name)}"' if group.name else ""
    parts = [f'<g class="{group.kind}"{name}>']
    if group.heading:
        parts.append(heading_text(group, y + HEADING - 8))
        y += HEADING
    middle = y + pitch // 2
    parts += [gap_text(text, at, middle) for text, at in group.gaps]
    for span, at, label, lane in zip(group.spans, group.extents, group.labels, group.lanes, strict=True):
        parts.append(mark(span, at, middle + lane % rows * pitch, label, ids))
    parts.append("</g>")
    return "".join(parts)


def heading_text(group: Group, y: int) -> str:
    """The heading of a group, cut short on a narrow screen where it must be; unheard where the group has a name."""
    unheard = ' aria-hidden="true"' if group.name else ""
    full, short = group.heading, shortened(group.heading, LONGEST_HEADING)
    if full == short:
        return f'<text class="n" y="{y}"{unheard}>{safe(full)}</text>'
    wide = shortened(full, 2 * LONGEST_HEADING)
    return (
        f'<text class="n m" y="{y}"{unheard}>{safe(wide)}</text>'
        f'<text class="n s" y="{y}" aria-hidden="true">{safe(short)}</text>'
    )


def gap_text(text: str, at: Extent, y: int) -> str:
    """A stretch without a term: an empty frame that says so."""
    label = safe(text)
    start, width = number(at.start), number(at.end - at.start)
    fits = tier(text, at.end - at.start)
    middle = number((at.start + at.end) / 2)
    shown = "" if fits is None else f'<text class="c{fits}" x="{middle}%">{label}</text>'
    return (
        f'<g role="img" aria-label="{label}" transform="translate(0 {y})"><title>{label}</title>'
        f'<rect class="v" x="{start}%" width="{width}%"/>{shown}</g>'
    )


def bands_of(eras: Iterable[Era], axis: Axis) -> list[tuple[str, float, float, int]]:
    """The eras that the axis meets: name, from and to in percent, and the line that its name stands in.

    Where an era ends in the year in which another begins, they meet in the middle of that year.
    """
    ordered = sorted(eras, key=lambda era: era.first)
    edges = [[years(era.first), years(era.last) if era.last else float(axis.last)] for era in ordered]
    for one, other in pairwise(edges):
        if 0 < one[1] - other[0] <= 1:
            one[1] = other[0] = (one[1] + other[0]) / 2
    found = []
    for era, (first, last) in zip(ordered, edges, strict=True):
        start, end = max(0.0, axis.x(first)), min(100.0, axis.x(last))
        if end > start:
            found.append((era.name, start, end))
    rows = lanes([(start, end) for _, start, end in found])
    return [(*band, row) for band, row in zip(found, rows, strict=True)]


def bands_text(bands: Sequence[tuple[str, float, float, int]], foot: int) -> str:
    """The bands behind the marks, down to `foot` px, each with its name where that has room."""
    parts = []
    for name, start, end, row in bands:
        fits = tier(name, end - start)
        label = ""
        if fits is not None:
            middle = number((start + end) / 2)
            label = f'<text class="c{fits}" x="{middle}%" y="{14 + BAND_NAMES * row}">{safe(name)}</text>'
        parts.append(
            f'<g class="e"><title>{safe(name)}</title><rect x="{number(start)}%" width="{number(end - start)}%" '
            f'height="{foot}"/>{label}</g>'
        )
    return "".join(parts)


def axis_text(axis: Axis, foot: int) -> str:
    """The axis at `foot` px: a line for each named year, and its name."""
    lines = "".join(f'<rect class="g" x="{number(x)}%" height="{foot}"/>' for _, x in axis.marked())
    return f'<rect class="k" y="{foot}" width="100%"/>{lines}{years_text(axis, foot + 16)}'


def _axis_with(spans: Sequence[Span], missing: Sequence[Gap], today: date) -> Axis:
    """The axis that shows all spans, and all gaps between them."""
    until_today = [Span("", "", "", today, today, today, today)] if any(gap.to_present for gap in missing) else []
    return axis_of([*spans, *until_today], today, min((int(gap.start) for gap in missing), default=None))
