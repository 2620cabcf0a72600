"""Programs, pressure points and intersections of any hand: what opens one, its title, and its text."""

import re
from collections.abc import Callable, Sequence

from organizations.dossier.bounds import MAX_LINE
from organizations.dossier.document import Point, SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.lines.heads import opening_date
from organizations.dossier.intake.lines.looks import is_emphasized, look
from organizations.dossier.intake.lines.titles import is_wrapped, split_title
from organizations.dossier.intake.sections.draft import Draft, Piece, behind, span
from organizations.dossier.intake.sections.prose import prose
from organizations.dossier.kinds import first_kind_of
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty

_BOLD_LEAD = re.compile(r"^(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1\s*[:.–—-]?\s*(.*)$", re.S)
_DASH = re.compile(r"([^\W\d_][^:–—]{1,60}?)\s+[–—-]\s+(\S.*)", re.S)
_NUMBERED = re.compile(r"\(?\w")
MAX_LABEL_WORDS = 6
_Opens = Callable[[Piece], bool]


def points_of(pieces: Sequence[Piece], draft: Draft, section: str, kind: SectionKind) -> tuple[str, tuple[Point, ...]]:
    """The text before the first point, and the points; every block is accounted for in the draft."""
    opens, certainty = _opener(pieces)
    text: list[Piece] = []
    groups: list[list[Piece]] = []
    for piece in pieces:
        if piece.block.is_header and opens is _is_row:
            draft.became(piece, "nothing", section=section)
        elif opens(piece):
            groups.append([piece])
        else:
            (groups[-1] if groups else text).append(piece)
    for piece in text:
        draft.notice(piece, "before-first-item")
        draft.became(piece, "text", section=section)
    points = tuple(_point(group, draft, section, kind, certainty) for group in groups)
    return prose(text, kind), points


def _opener(pieces: Sequence[Piece]) -> tuple[_Opens, Certainty]:
    """What opens a point among these blocks, and how sure that is."""
    top = min((piece.block.level for piece in pieces if piece.is_item), default=0)
    first = next((piece for piece in pieces if piece.is_heading or _is_numbered(piece, top)), None)
    if first is not None and first.is_heading:
        level = min(piece.block.level for piece in pieces if piece.is_heading)
        return (lambda piece: piece.is_heading and piece.block.level == level), Certainty.GUESSED
    if first is not None:
        return (lambda piece: _is_numbered(piece, top)), Certainty.CANONICAL
    if any(piece.is_item for piece in pieces):
        return (lambda piece: piece.is_item and piece.block.level == top), Certainty.CANONICAL
    if any(map(_is_bold_led, pieces)):
        return _is_bold_led, Certainty.GUESSED
    if len(pieces) > 1 and all(map(_is_labelled, pieces)):
        return _is_labelled, Certainty.GUESSED
    return _is_row, Certainty.GUESSED


def _is_numbered(piece: Piece, top: int) -> bool:
    return piece.is_item and piece.block.level == top and piece.block.marker.strip("(")[:1].isdigit()


def _is_bold_led(piece: Piece) -> bool:
    return piece.block.kind == BlockKind.PARAGRAPH and _BOLD_LEAD.match(piece.block.text) is not None


def _is_labelled(piece: Piece) -> bool:
    return _labelled(piece) is not None


def _labelled(piece: Piece) -> tuple[str, str] | None:
    """Title and text of a paragraph, or of an item without a number: "Bridge Census: counts all bridges"."""
    if piece.block.kind != BlockKind.PARAGRAPH and not (piece.is_item and not _NUMBERED.match(piece.block.marker)):
        return None
    dash = _DASH.match(piece.words)
    parts = grammar.labelled(piece.words) or (dash and (dash[1], dash[2]))
    if not parts or not parts[1] or len(parts[0].split()) > MAX_LABEL_WORDS:
        return None
    head = opening_date(parts[0])
    return None if head and head.is_alone else parts  # "2013: Audit" has no title without its date


def _is_row(piece: Piece) -> bool:
    return piece.is_row and not piece.block.is_header


def _point(group: Sequence[Piece], draft: Draft, section: str, kind: SectionKind, certainty: Certainty) -> Point:
    piece, *below = group
    title, text = _title(piece)
    text, marks = behind(text, piece)
    key = draft.key(kind, title)
    number = len(draft.keys[kind])
    written = piece.block.marker.strip("(.) ）．、")
    if _is_numbered(piece, piece.block.level) and written.isdigit() and int(written) != number:
        draft.notice(piece, "renumbered", number=written, place=str(number))
    draft.became(piece, kind_name(kind), section=section, key=key, certainty=certainty)
    for each in below:
        draft.became(each, "subheading" if each.is_heading else kind_name(kind), section=section, key=key)
    gap = "\n\n" if not below or below[0].block.blanks or below[0].is_heading or not text else "\n"
    body = gap.join(filter(None, (text, prose(below, kind))))
    return Point(key=key, lines=span(group), title=title, body=body, marks=marks)


def kind_name(kind: SectionKind) -> str:
    """The name of the kind of claim that a section holds as a rule."""
    return first_kind_of(kind).name


def _title(piece: Piece) -> tuple[str, str]:
    if piece.is_heading:
        return _unnumbered(look(piece.words)), ""
    if piece.is_row:
        cells = [" ".join(cell.split()) for cell in piece.block.cells if cell.strip()]
        if len(cells) > 1 and re.fullmatch(r"#?\d{1,3}[.)]?", cells[0]):
            cells = [f"{cells[0]} {cells[1]}".strip(), *cells[2:]] if len(cells) == 2 else cells[1:]
        elif len(cells) > 1 and (head := opening_date(look(cells[0]))) and head.is_alone:
            cells = [f"{look(cells[0])}: {cells[1]}", *cells[2:]]
        return cells[0] if cells else "", "\n\n".join(cells[1:])
    lines = [line.strip() for line in piece.block.text.split("\n")]
    if not is_emphasized(piece.words) and (match := _BOLD_LEAD.match(piece.block.text)):
        return " ".join(match[2].split()).rstrip(".: "), match[3].strip()
    if len(lines) > 1 and not is_wrapped(lines):
        return lines[0], "\n".join(lines[1:])
    if (parts := _labelled(piece)) and not is_emphasized(piece.words):
        return parts
    words = look(piece.words) if is_emphasized(piece.words) else " ".join(piece.words.split())
    return (words, "") if len(words) <= MAX_LINE and piece.block.marker[:1].isdigit() else split_title(words)


def _unnumbered(text: str) -> str:
    match = re.match(r"\d{1,3}[.)]\s+(?=\S)", text)
    return text[match.end() :] if match else text
