"""A mark as SVG: a point, a bar, its uncertain ends dashed, an arrow where it is open, its label beside it.

Across, everything is in percent of the width, so that type keeps its size on every screen; down, in px around the
middle of the lane. Heights and colours are in static/css/site.css.
"""

from typing import NamedTuple

from organizations.drawing.axis import Axis
from organizations.drawing.labels import room, safe
from organizations.drawing.lanes import at_least
from organizations.drawing.span import Extent, Span

NARROW, MEDIUM, WIDE = 284, 560, 880  # px: the widths of a drawing at which labels are measured
SHOWN = {NARROW: "", MEDIUM: " m", WIDE: " w"}  # the classes of what is seen from these widths on
TARGET = 24 * 100 / NARROW  # percent: a finger's target on the narrowest screen
LEAST_BAR = 1.5  # percent: 4 px on the narrowest screen
LEAST_CORE = 0.05  # percent: what is certain for less is not drawn as certain
MAX_NARROW = 6  # names of years on the narrowest screen
BESIDE = 10  # px between a mark and its label
POINT = 6  # px: half of a point, or an arrow


class Label(NamedTuple):
    """Words at a mark, and what both occupy in percent.

    They stand to the "r"ight or "l"eft of it, "i"nside, or inside of an uncertain one ("j"); `shown` is the class
    that says from which width on.
    """

    text: str
    side: str
    shown: str
    start: float
    end: float


def tier(text: str, percent: float) -> str | None:
    """The class of words that stand within a stretch: from which width on they fit, or None if they never do."""
    needed = (room(text) + BESIDE) * 100
    return next((name for width, name in SHOWN.items() if percent * width >= needed), None)


def drawn(extent: Extent) -> Extent:
    """An extent in percent, at least as wide as a bar must be to be seen; points stay points."""
    start, sure_start, sure_end, end, open_start, open_end = extent
    if end - start >= LEAST_BAR or extent.is_point:
        return extent
    start, end = at_least(start, end, LEAST_BAR)
    if sure_start > sure_end:
        return Extent(start, end, start, end, open_start, open_end)
    return Extent(start, start, end, end, open_start, open_end)


def label_of(text: str, needs: float, at: Extent, width: int, low: float = 0, high: float = 100) -> Label | None:
    """Where words that need so many px stand in a drawing of `width` px: inside, right, left, or nowhere.

    Beside the mark they may take what lies between `low` and `high`, in percent.
    """
    if not text:
        return None
    start, sure_start, sure_end, end, open_start, open_end = at
    shown = SHOWN[width]
    px = 100 / width
    needed = (needs + BESIDE) * px
    if sure_end - sure_start >= needed + BESIDE * px:
        return Label(text, "i", shown, start, end)
    if sure_start - sure_end >= needed + BESIDE * px:
        return Label(text, "j", shown, start, end)
    beside = 0 if end > start else POINT * px
    right = end + beside + (POINT * px if open_end else 0)
    if right + needed <= high:
        return Label(text, "r", shown, start, right + needed)
    left = start - beside - (POINT * px if open_start else 0)
    if left - needed >= low:
        return Label(text, "l", shown, left - needed, end)
    return None


def number(value: float) -> str:
    """A number with two decimals, in no locale: "8.50"."""
    return f"{value:.2f}"


def mark(span: Span, at: Extent, y: int, label: Label | None, ids: str) -> str:
    """The link of a span around all that is drawn of it. `ids` opens the names of the gradients."""
    text = safe(span.text)
    drawn_label = "" if label is None else label_text(label, at)
    spoken = f' lang="{safe(span.language)}"' if span.language else ""
    return (
        f'<a href="{safe(span.href)}"{spoken} aria-label="{text}" transform="translate(0 {y})">'
        f"<title>{text}</title>{target(at)}{shape(at, ids)}{drawn_label}</a>"
    )


def target(at: Extent) -> str:
    """The invisible shape that takes the finger, and shows the focus."""
    if at.end - at.start < TARGET:
        return f'<circle class="h" cx="{number((at.start + at.end) / 2)}%"/>'
    return f'<rect class="h"{_across(at.start, at.end)}/>'


def shape(at: Extent, ids: str) -> str:
    """What is seen of a mark."""
    start, sure_start, sure_end, end, open_start, open_end = at
    if at.is_point:
        return f'<circle class="p" cx="{number(start)}%"/>'
    if sure_start > sure_end:
        return f'<rect class="u"{_across(start, end)}/>'
    parts = []
    if sure_start - start > LEAST_CORE or end - sure_end > LEAST_CORE:
        parts.append(f'<rect class="o"{_across(start, end)}/>')
        if sure_start - start > LEAST_CORE:
            parts.append(f'<rect class="f" fill="url(#{ids}i)"{_across(start, sure_start)}/>')
        if end - sure_end > LEAST_CORE:
            parts.append(f'<rect class="f" fill="url(#{ids}o)"{_across(sure_end, end)}/>')
        if sure_end - sure_start > LEAST_CORE:
            parts.append(f'<rect class="d"{_across(sure_start, sure_end)}/>')
    else:
        parts.append(f'<rect class="b"{_across(start, end)}/>')
    if open_start:
        parts.append(f'<svg aria-hidden="true" x="{number(start)}%"><path class="a" d="M1-7-6 0 1 7z"/></svg>')
    if open_end:
        parts.append(f'<svg aria-hidden="true" x="{number(end)}%"><path class="a" d="M-1-7 6 0-1 7z"/></svg>')
    return "".join(parts)


def label_text(label: Label, at: Extent) -> str:
    """The words of a label."""
    side = label.side
    x = at.end if side == "r" else at.sure_start if side == "i" else at.start
    away = POINT if side in "ij" else BESIDE if at.end > at.start else BESIDE + 2
    if (at.open_end and side == "r") or (at.open_start and side == "l"):
        away += POINT
    away = -away if side == "l" else away
    return f'<text class="{side}{label.shown}" x="{number(x)}%" dx="{away}">{safe(label.text)}</text>'


def years_text(axis: Axis, y: int) -> str:
    """The names of the years of an axis; where they are many, a narrow screen shows every second one."""
    marked = axis.marked()
    later = ' class="m"' if len(marked) > MAX_NARROW else ""
    return "".join(
        f'<text{later if at % 2 else ""} x="{number(x)}%" y="{y}">{year}</text>' for at, (year, x) in enumerate(marked)
    )


def gradients(ids: str, kind: str, used: str) -> str:
    """The gradients of the uncertain ends that occur in what is drawn; their colour is the group's."""
    ways = (("i", ""), ("o", ' x1="1" x2="0"'))
    found = "".join(
        f'<linearGradient id="{ids}{way}"{run}><stop stop-opacity=".1"/><stop offset="1"/></linearGradient>'
        for way, run in ways
        if f"#{ids}{way})" in used
    )
    return f'<defs class="{kind}">{found}</defs>' if found else ""


def _across(start: float, end: float) -> str:
    return f' x="{number(start)}%" width="{number(end - start)}%"'
