"""The pictures of a page: columns in which time runs down, every mark with its words beside it. SVG in divs, as text.

A column is a group of links, in the order of time, each named by the words that are seen: it is no image, so a
keyboard and a screen reader go through it. The same markup stands on a phone, where columns follow one another, and
on a wide screen, where they stand side by side on one scale. Nothing in it needs a script, a style attribute or the
clock.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from organizations.dossier.messages import Message
from organizations.drawing.axis import Axis, axis_of
from organizations.drawing.gaps import Gap, gaps
from organizations.drawing.groups import Href, grouped
from organizations.drawing.labels import lines_of, safe
from organizations.drawing.lanes import lanes
from organizations.drawing.legend import legend_of
from organizations.drawing.marks import (
    LINE,
    MIDDLE,
    NARROW,
    Lanes,
    gap_shape,
    height_of,
    number,
    shape,
    text_of,
    words_of,
)
from organizations.drawing.names import Say, counted_events, counted_tenures, named, not_recorded, reach
from organizations.drawing.scale import Place, Scale, arranged
from organizations.drawing.span import Era, Extent, Span, extent, years

ERA = 20  # px: the name of an era
FOOT = 16  # px below the last row, where an arrow may point


@dataclass(slots=True)
class Mark:
    """What is said of a stretch of time, and where it leads; a gap, of which nothing is recorded, leads nowhere.

    `at` is in years. Its column gives it a lane and lines, its picture the top of its row, in px.
    """

    at: Extent
    period: str
    label: str
    href: str = ""
    language: str = ""
    is_tenure: bool = False
    lane: int = 0
    lines: list[str] = field(default_factory=list)
    top: float = 0

    @property
    def text(self) -> str:
        """All that is said: "2008–2018 William Lacy Swing"."""
        return f"{self.period} {self.label}".strip()

    @property
    def shapes(self) -> set[str]:
        """What of it the legend explains."""
        start, sure_start, sure_end, end, open_start, open_end = self.at
        is_sure = (start, end) == (sure_start, sure_end)
        found = {"gap": not self.href, "uncertain": not is_sure, "earlier": open_start, "goes-on": open_end}
        return {name for name, occurs in found.items() if occurs}


@dataclass(slots=True)
class Column:
    """Marks under a heading, in the order of time. `name` is what it is called for those who do not see it.

    `language` is that of the heading, where it is not that of the page.
    """

    name: str
    heading: str
    href: str
    marks: list[Mark]
    language: str = ""
    lanes: Lanes = field(init=False)

    def __post_init__(self) -> None:
        self.marks.sort(key=lambda mark: (mark.at.start, mark.at.end))
        ranks = _ranks([mark.at for mark in self.marks])
        taken = 0
        # Offices first, in the lanes next to the years: they are the longer ones, and events stand beside them.
        for is_tenure in (True, False):
            places = [place for place, mark in enumerate(self.marks) if mark.is_tenure is is_tenure]
            found = lanes([ranks[place] for place in places])
            for place, lane in zip(places, found, strict=True):
                self.marks[place].lane = taken + lane
            taken += max(found, default=-1) + 1
        self.lanes = Lanes(taken)
        for mark in self.marks:
            mark.lines = words_of(mark.period, mark.label, self.lanes)

    @property
    def shapes(self) -> set[str]:
        """What of it the legend explains: terms of office too where they stand among events."""
        found = {shape for mark in self.marks for shape in mark.shapes}
        return found | {"term"} if len({mark.is_tenure for mark in self.marks}) > 1 else found


@dataclass(slots=True)
class Band:
    """An era behind the marks: the lines of its name, from and to in years; `top` is the row of its name, in px."""

    lines: list[str]
    start: float
    end: float
    top: float = 0

    @property
    def height(self) -> int:
        """The row of its name, in px."""
        return ERA + LINE * (len(self.lines) - 1)


class Row(NamedTuple):
    """What a column shows: a name, events, terms of office; `since` is the year of founding, where gaps begin.

    `language` is that of the name, where it is not that of the page.

    Where there are too many to name each, `href` and `href_of_tenures` give the address of those of some years.
    """

    name: str
    spans: Sequence[Span]
    tenures: Sequence[Span] = ()
    since: int | None = None
    url: str = ""
    href: Href | None = None
    href_of_tenures: Href | None = None
    language: str = ""


def timeline(
    spans: Iterable[Span],
    eras: Iterable[Era],
    tenures: Iterable[Span],
    today: date,
    *,
    since: int | None = None,
    recorded: Iterable[Span] | None = None,
    name: str = "",
    say: Say,
) -> str:
    """Spans in one column, terms of office with their gaps in another, eras behind them; empty without either.

    `since` is the year of founding, where gaps begin; `recorded` are the tenures that leave gaps, where those shown are
    some of them.
    """
    spans, tenures = in_order(spans), in_order(tenures)
    recorded = tenures if recorded is None else list(recorded)
    if not spans and not tenures:
        return ""
    found = gaps(recorded, since, today) if recorded and tenures else []
    axis = _axis_with([*spans, *tenures], found, today)
    both = bool(spans and tenures)
    columns = []
    if spans:
        heading = say(named("events")) if both else ""
        columns.append(column(axis, today, say, spans=spans, heading=heading))
    if tenures:
        heading = say(named("tenures")) if both else ""
        columns.append(column(axis, today, say, tenures=tenures, missing=found, heading=heading))
    name = name or say(named("timeline", what=what_of(spans, tenures)))
    return picture(columns, axis, eras, name=name, say=say)


def leadership(
    tenures: Iterable[Span],
    since: int | None,
    today: date,
    eras: Iterable[Era] = (),
    *,
    recorded: Iterable[Span] | None = None,
    say: Say,
) -> str:
    """Terms of office from the founding in the year `since` until today, gaps shown as gaps; `recorded` as above."""
    tenures = in_order(tenures)
    recorded = tenures if recorded is None else list(recorded)
    found = gaps(recorded, since, today) if recorded or not tenures else []
    if not tenures and not found:
        return ""
    axis = _axis_with(tenures, found, today)
    name = named("leadership-of", what=what_of([], tenures)) if tenures else named("leadership")
    return picture([column(axis, today, say, tenures=tenures, missing=found)], axis, eras, name=say(name), say=say)


def comparison(
    rows: Iterable[Row],
    eras: Iterable[Era],
    today: date,
    *,
    with_gaps: bool = True,
    say: Say,
) -> str:
    """Organizations side by side on one scale: for each its name, and its events among its terms of office."""
    ordered = [row._replace(spans=in_order(row.spans), tenures=in_order(row.tenures)) for row in rows]
    shown = [span for row in ordered for span in (*row.spans, *row.tenures)]
    if not shown:
        return ""
    missing = [gaps(row.tenures, row.since, today) if with_gaps and row.tenures else [] for row in ordered]
    axis = _axis_with(shown, [gap for found in missing for gap in found], today)
    columns = [
        column(
            axis,
            today,
            say,
            spans=row.spans,
            tenures=row.tenures,
            missing=found,
            name=say(named("of-one", name=row.name, what=what_of(row.spans, row.tenures))),
            heading=row.name,
            row=row,
        )
        for row, found in zip(ordered, missing, strict=True)
    ]
    name = say(named("dated", what=named("count-compared", number=len(ordered)), when=reach(shown)))
    return picture(columns, axis, eras, name=name, say=say)


def in_order(spans: Iterable[Span]) -> list[Span]:
    """Spans in the order of time: the order in which a reader meets their links."""
    return sorted(spans, key=lambda span: (span.earliest, span.latest))


def what_of(spans: Sequence[Span], tenures: Sequence[Span]) -> Message:
    """ "5 events and 3 terms of office, 1951 to present"."""
    parts = [counted_events(len(spans))] if spans else []
    parts += [counted_tenures(len(tenures))] if tenures else []
    if not parts:
        return named("nothing-dated")
    what = named("both", one=parts[0], other=parts[1]) if len(parts) > 1 else parts[0]
    return named("dated", what=what, when=reach([*spans, *tenures]))


def column(
    axis: Axis,
    today: date,
    say: Say,
    *,
    spans: Sequence[Span] = (),
    tenures: Sequence[Span] = (),
    missing: Iterable[Gap] = (),
    name: str = "",
    heading: str = "",
    row: Row | None = None,
) -> Column:
    """A column of spans, of terms of office, and of gaps between these."""
    now = years(today)
    events = grouped(spans, today.year, lambda number: say(counted_events(number)), row and row.href)
    offices = grouped(tenures, today.year, lambda number: say(counted_tenures(number)), row and row.href_of_tenures)
    marks = [
        Mark(extent(span, axis.first, now), span.period, span.label, span.href, span.language, is_tenure)
        for found, is_tenure in ((events, False), (offices, True))
        for span in found
    ]
    for gap in missing:
        at = Extent(gap.start, gap.start, gap.end, gap.end)
        marks.append(Mark(at, "", say(not_recorded(gap)), is_tenure=True))
    return Column(name or heading, heading, row.url if row else "", marks, row.language if row else "")


def picture(columns: Sequence[Column], axis: Axis, eras: Iterable[Era], *, name: str, say: Say) -> str:
    """Columns on one scale, bands and years behind each, and what their shapes mean."""
    width = NARROW - max(column.lanes.words for column in columns)
    bands = [Band(lines_of(era, width), start, end) for era, start, end in bands_of(eras, axis)]
    placed: list[tuple[Place, Band | Mark]] = [(Place(band.start, band.height), band) for band in bands]
    for at, column in enumerate(columns):
        placed += [(Place(mark.at.start, height_of(mark.lines), at), mark) for mark in column.marks]
    placed.sort(key=lambda each: each[0].year)
    tops, scale = arranged([place for place, _ in placed], axis)
    for (_, each), top in zip(placed, tops, strict=True):
        each.top = top
    names = [name] if len(columns) == 1 else [column.name for column in columns]
    ticks = years_text(axis, scale)
    # The same behind all columns that have as many lanes.
    behind = cache(lambda words: bands_text(bands, scale, words) + ticks)
    inside = "".join(
        column_text(column, name, behind(column.lanes.words), scale)
        for column, name in zip(columns, names, strict=True)
    )
    group = f' role="group" aria-label="{safe(name)}"' if len(columns) > 1 else ""
    shapes = set().union(*(column.shapes for column in columns))
    return f'<div class="drawing"{group}><div>{inside}</div>{legend_of(shapes, say)}</div>'


def column_text(column: Column, name: str, behind: str, scale: Scale) -> str:
    """A column: its heading, and below it its marks, each in its row, before what stands behind all of them.

    `name` is what it is called.
    """
    height = number(scale.px[-1] + FOOT)
    heading = safe(column.heading)
    if column.href:
        heading = f'<a href="{safe(column.href)}">{heading}</a>'
    if column.language:
        heading = f'<bdi lang="{safe(column.language)}">{heading}</bdi>'
    marks = "".join(mark_text(mark, column.lanes, scale) for mark in column.marks)
    return (
        f"<div>{heading and f'<p>{heading}</p>'}"
        f'<svg width="100%" height="{height}" role="group" aria-label="{safe(name)}"><g aria-hidden="true">'
        f"{behind}</g>{marks}</svg></div>"
    )


def mark_text(mark: Mark, lanes: Lanes, scale: Scale) -> str:
    """The link of a mark around all that is drawn of it."""
    # Where several rows stand at one year, each begins in its own.
    at = mark.at.mapped(lambda year: 0 if year == mark.at.start else max(0, scale.y(year) - mark.top))
    x, place = lanes.x(mark.lane), f'transform="translate(0 {number(mark.top)})"'
    kind = ' class="of"' if mark.is_tenure else ""
    words = text_of(mark.lines, lanes.words, mark.period)
    if not mark.href:
        return f"<g{kind} {place}>{gap_shape(at, x, lanes.width)}{words}</g>"
    spoken = f' lang="{safe(mark.language)}"' if mark.language else ""
    text = safe(mark.text)
    # Words that were cut are said whole to those who hear them or point at them; else neither is written.
    is_whole = mark.text == " ".join(mark.lines).replace("\xa0", " ")
    unseen, title = ("", "") if is_whole else (f' aria-label="{text}"', f"<title>{text}</title>")
    target = f'<rect class="h" x="{number(lanes.words - 4)}" width="100%" height="{height_of(mark.lines)}"/>'
    inside = f"{title}{target}{shape(at, x, lanes.width)}{words}"
    return f'<a href="{safe(mark.href)}"{kind}{spoken}{unseen} {place}>{inside}</a>'


def bands_of(eras: Iterable[Era], axis: Axis) -> list[tuple[str, float, float]]:
    """The eras that the axis meets, in the order of time: name, from and to in years.

    Where an era ends in the year in which another begins, they meet in the middle of that year.
    """
    ordered = sorted(eras, key=lambda era: era.first)
    edges = [[years(era.first), years(era.last) if era.last else float(axis.last)] for era in ordered]
    for one, other in pairwise(edges):
        # Known to the year: longer ones overlap on purpose, and are drawn so.
        if 0 < one[1] - other[0] <= 1:
            one[1] = other[0] = (one[1] + other[0]) / 2
    found = []
    for era, (first, last) in zip(ordered, edges, strict=True):
        start, end = max(float(axis.first), first), min(float(axis.last), last)
        if end > start:
            found.append((era.name, start, end))
    return found


def bands_text(bands: Sequence[Band], scale: Scale, words: float) -> str:
    """The bands behind the marks of a column, each with its name at its beginning, where the words of marks begin."""
    return "".join(
        f'<g class="e" transform="translate(0 {number(band.top)})">'
        f'<rect width="100%" height="{number(max(band.height, scale.y(band.end) - band.top))}"/>'
        f"{text_of(band.lines, words)}</g>"
        for band in bands
    )


def years_text(axis: Axis, scale: Scale) -> str:
    """The years that are named."""
    middles = ((year, number(scale.y(year + 0.5) + MIDDLE)) for year in axis.ticks())
    return "".join(f'<text y="{y}">{year}</text>' for year, y in middles)


def _ranks(extents: Sequence[Extent]) -> list[tuple[float, float]]:
    """Extents in the order of time as stretches between their ranks: each reaches to the first that begins at its end.

    What begins as a point at the end of another is not told from it in its lane, so it has one of its own.
    """
    starts = [at.start for at in extents]
    found = []
    for rank, at in enumerate(extents):
        end = bisect_left(starts, at.end)
        while end < len(extents) and extents[end].start == at.end and extents[end].is_point and not at.is_point:
            end = bisect_right(starts, at.end)
        found.append((float(rank), float(max(rank + 1, end))))
    return found


def _axis_with(spans: Sequence[Span], missing: Sequence[Gap], today: date) -> Axis:
    """The axis that shows all spans, and all gaps between them."""
    until_today = [Span("", "", "", today, today, today, today)] if any(gap.to_present for gap in missing) else []
    return axis_of([*spans, *until_today], today, min((int(gap.start) for gap in missing), default=None))
