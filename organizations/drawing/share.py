"""The picture that other sites show where a dossier is shared: its name, a sentence and the line of its events. PNG."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from unicodedata import bidirectional, category

from PIL import Image, ImageDraw, ImageFont, features
from PIL.ImageFont import FreeTypeFont

from organizations.drawing.axis import Axis, axis_of
from organizations.drawing.lanes import at_least, lanes
from organizations.drawing.span import Extent, Span, extent, years
from organizations.drawing.strip import drawn

SIZE = WIDTH, HEIGHT = 1200, 630  # px, as everything here
MARGIN, EDGE = 80, 16
STRIP_TOP, STRIP, DOT = 400, 90, 9
LEAST = 2  # percent: a dot and the space beside it
SHARPER = 3  # shapes are drawn so many times as large, and made smaller: Pillow's have jagged edges
COLOURS = 64
MAX_CHARACTERS = 400
PAPER, INK, QUIET, LINE, ACCENT, PALE = "#fdfcfa", "#1c1b19", "#5c5a55", "#dcd8d0", "#1f4e79", "#a5b8c9"  # site.css
FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True, slots=True)
class Shared:
    """What the picture says. Words that the fonts cannot write are left out; of a name, the acronym is then shown."""

    name: str
    acronym: str
    sentence: str
    edition: str
    site: str
    events: Sequence[Span]
    is_right_to_left: bool = False


def share(shared: Shared, today: date) -> bytes:
    """The picture, 1200 by 630 px, as PNG."""
    picture = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(picture)
    side, anchor = (WIDTH - MARGIN, "ra") if shared.is_right_to_left else (MARGIN, "la")
    edge = WIDTH - EDGE if shared.is_right_to_left else 0
    canvas.rectangle((edge, 0, edge + EDGE, HEIGHT), fill=ACCENT)
    top = MARGIN - 16
    name = next(filter(is_writable, (shared.name, shared.acronym)), "")
    for size, count in ((64, 2), (52, 2), (44, 3)):
        lines = _lines(name, _font("DejaVuSans-Bold", size), count)
        if not lines or not lines[-1].endswith("…"):
            break
    for line in lines:
        canvas.text((side, top), line, INK, _font("DejaVuSans-Bold", size), anchor)
        top += size * 5 // 4
    for line in _lines(shared.sentence, _font("DejaVuSans", 32), 3 if top < 250 else 2):
        canvas.text((side, top + 20), line, QUIET, _font("DejaVuSans", 32), anchor)
        top += 44
    if shared.events:
        axis = axis_of(shared.events, today)
        strip = _strip(shared.events, axis, today)
        picture.paste(strip, (MARGIN, STRIP_TOP))
        for year, x in axis.marked():
            place = (MARGIN + x * strip.width / 100, STRIP_TOP + STRIP + 12)
            canvas.text(place, str(year), QUIET, _font("DejaVuSans", 22), "ma")
    for words, at, end in ((shared.edition, MARGIN, "ls"), (shared.site, WIDTH - MARGIN, "rs")):
        if is_writable(words):
            canvas.text((at, HEIGHT - 40), words, QUIET, _font("DejaVuSans", 24), end)
    file = BytesIO()
    # Less than half of the bytes; by octrees, since Pillow's usual way takes three times as long for no fewer.
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


def is_writable(text: str) -> bool:
    """Whether the fonts have each of the letters, and what joins and orders them is there."""
    return all(_has(letter) for letter in set(text[:MAX_CHARACTERS]))


@lru_cache(maxsize=5000)
def _has(letter: str) -> bool:
    # Without raqm Pillow writes Arabic from left to right, each letter by itself.
    if bidirectional(letter) in ("R", "AL") and not features.check("raqm"):
        return False
    if letter.isspace() or category(letter) in ("Cf", "Mn"):
        return True
    font = _font("DejaVuSans", 32)
    # What a font has not is drawn as one and the same box, which U+FFFF always is.
    return bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=20)
def _font(name: str, size: int) -> FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size)


def _lines(text: str, font: FreeTypeFont, count: int) -> list[str]:
    """Words in at most so many lines, of which the last ends in "…" where there are more; none that it cannot write."""
    if not is_writable(text):
        return []
    width, lines = WIDTH - 2 * MARGIN, [""]
    for word in text[:MAX_CHARACTERS].split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        elif len(lines) < count and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{longer}…"
            break
    return [_cut(line, font.getlength, width) for line in lines if line]


def _cut(line: str, length: Callable[[str], float], width: float) -> str:
    """A line that is no wider, cut before the "…" where it must be."""
    while length(line) > width:
        line = f"{line.removesuffix('…')[:-1].rstrip()}…"
    return line


def _strip(events: Sequence[Span], axis: Axis, today: date) -> Image.Image:
    """The line of events, with a fine line for each year that is named."""
    width, height = (WIDTH - 2 * MARGIN) * SHARPER, STRIP * SHARPER
    picture = Image.new("RGB", (width, height), PAPER)
    canvas = ImageDraw.Draw(picture)
    for _year, x in axis.marked():
        canvas.line((x * width / 100, 0, x * width / 100, height), LINE, 2 * SHARPER)
    extents = [drawn(axis.place(extent(event, axis.first, years(today)))) for event in events]
    rows = lanes([at_least(at.start, at.end, LEAST) for at in extents])
    pitch = min(2.5 * DOT, (STRIP - 2 * DOT) / max(rows)) if max(rows) else 0
    first = (STRIP - pitch * max(rows)) / 2
    for at, row in zip(extents, rows, strict=True):
        _mark(canvas, at.mapped(lambda x: x * width / 100), (first + row * pitch) * SHARPER)
    return picture.resize((width // SHARPER, STRIP), Image.Resampling.LANCZOS)


def _mark(canvas: ImageDraw.ImageDraw, at: Extent, y: float) -> None:
    """A dot, or a bar whose ends are pale where they are uncertain."""
    half: float = DOT * SHARPER
    if at.is_point:
        canvas.ellipse((at.start - half, y - half, at.start + half, y + half), ACCENT)
        return
    half *= 0.7
    canvas.rounded_rectangle((at.start, y - half, at.end, y + half), half, PALE)
    if at.sure_start <= at.sure_end:
        canvas.rounded_rectangle((at.sure_start, y - half, at.sure_end, y + half), half, ACCENT)
