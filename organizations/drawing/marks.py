"""A mark as SVG in a row of its own: a point, or a bar down the years, what is uncertain pale, its words beside it.

All is in px from the top of its row and from the side where lines begin; right-to-left pages mirror it. Colours, and
what is the same for all marks, are in static/css/site.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from organizations.drawing.labels import lines_of, safe, unbroken
from organizations.drawing.span import Extent

NARROW = 284  # px: the narrowest column, on a phone of 320 px
YEARS = 38  # px: the years of the axis
LANES = 80  # px: all bars, however many stand side by side
PITCH = 12  # px from bar to bar where there is room
MIDDLE = 12  # px: of the first line of a row; the point of a year stands at its name
START = 7  # px: where a bar begins in its row
ROW, LINE = 24, 16  # px: a row, and every further line of it
LEAST_BAR = 8  # px
LONGEST_PERIOD = 24  # characters


@dataclass(frozen=True, slots=True)
class Lanes:
    """Bars side by side."""

    count: int

    @property
    def pitch(self) -> float:
        return min(PITCH, LANES / max(1, self.count))

    @property
    def width(self) -> float:
        """Of one bar."""
        return self.pitch * 2 / 3

    @property
    def words(self) -> float:
        """Where words begin."""
        return YEARS + self.pitch * max(1, self.count) + 4

    def x(self, lane: int) -> float:
        return YEARS + self.pitch * lane


def number(value: float) -> str:
    """A number of whole pixels, in no locale: "1008", not "1,008"."""
    return f"{value:.0f}"


def words_of(period: str, label: str, lanes: Lanes) -> list[str]:
    """The lines beside a mark, its period first."""
    period = unbroken(period if len(period) <= LONGEST_PERIOD else f"{period[: LONGEST_PERIOD - 1]}…")
    return lines_of(f"{period} {label}".strip(), NARROW - lanes.words)


def height_of(lines: Sequence[str]) -> int:
    return ROW + LINE * (len(lines) - 1)


def text_of(lines: Sequence[str], x: float, period: str = "") -> str:
    """Lines as text, one below the other; the period they begin with stands out."""
    found = []
    for at, line in enumerate(lines):
        if at == 0 and period and line.startswith(unbroken(period)):
            text = f"<tspan>{safe(unbroken(period))}</tspan>{safe(line[len(period) :])}"
        else:
            text = safe(line)
        found.append(f'<text x="{number(x)}" y="{MIDDLE + LINE * at}">{text}</text>')
    return " ".join(found)


def shape(at: Extent, x: float, width: float) -> str:
    """What is drawn of an extent in px, in a bar that is `width` px wide and begins at `x`."""
    start, sure_start, sure_end, end, open_start, open_end = at
    if at.is_point:
        return (
            f'<circle class="p" cx="{number(x + width / 2)}" cy="{number(start + MIDDLE)}" r="{number(width * 0.6)}"/>'
        )
    # After the point was drawn: that is wide enough by itself.
    end = max(end, start + LEAST_BAR)
    if sure_start > sure_end:
        parts = [_bar("u", x, width, start, end)]
    else:
        # What ends for sure was made longer with its end; the rest would look uncertain.
        sure_end = end if at.sure_end == at.end else sure_end
        parts = [_bar("u", x, width, start, sure_start)] if sure_start - start >= 1 else []
        parts += [_bar("b", x, width, sure_start, sure_end)] if sure_end - sure_start >= 1 else []
        parts += [_bar("u", x, width, sure_end, end)] if end - sure_end >= 1 else []
    if open_start:
        parts.append(_arrow(x, width, start + START, -6))
    if open_end:
        parts.append(_arrow(x, width, end + START, 6))
    return "".join(parts)


def gap_shape(at: Extent, x: float, width: float) -> str:
    """A stretch of which nothing is recorded."""
    return _bar("v", x, width, at.start, max(at.end, at.start + LEAST_BAR))


def _bar(name: str, x: float, width: float, start: float, end: float) -> str:
    return (
        f'<rect class="{name}" x="{number(x)}" y="{number(start + START)}" '
        f'width="{number(width)}" height="{number(end - start)}"/>'
    )


def _arrow(x: float, width: float, y: float, height: int) -> str:
    return f'<path class="b" d="M{number(x - 2)} {number(y)}h{number(width + 4)}l-{number(width / 2 + 2)} {height}z"/>'
