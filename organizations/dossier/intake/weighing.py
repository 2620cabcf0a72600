"""What a section is whose heading does not say it: going by what stands in it."""

from collections.abc import Sequence

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.columns import Column
from organizations.dossier.intake.draft import Draft, Part, Piece
from organizations.dossier.intake.heads import opening_date
from organizations.dossier.intake.looks import look
from organizations.dossier.intake.outline import Outline
from organizations.dossier.intake.tables import columns_of
from organizations.dossier.intake.timeline import dated
from organizations.dossier.kinds import first_kind_of
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty

_MANY = 3
"""So many dates make a timeline of a section that does not say what it is."""

_NOT_DATED = frozenset(
    {
        *(
            "references",
            "sources",
            "bibliography",
            "notes",
            "footnotes",
            "further reading",
            "see also",
            "external links",
        ),
        *("publications", "documents", "literature", "budget", "quellen", "literatur", "fuentes", "fonti", "источники"),
    }
)
"""Sections whose lines may begin with a date and are no events."""


def weigh(outline: Outline, draft: Draft, chosen: frozenset[int]) -> None:
    """Settle the kind of each part: those that only resemble a section, those full of dates, and those told twice."""
    lines = sum(len(piece.block.text.split("\n")) for piece in outline.introduction)
    is_silent = not any(part.kind != SectionKind.OTHER for part in outline.parts)
    _dates_of_introduction(outline, draft)
    for part in outline.parts:
        if id(part) in chosen:
            continue
        if part.certainty == Certainty.GUESSED and part.heading:
            _settle_resembling(part, draft)
        if part.kind == SectionKind.OTHER and _is_timeline(part):
            part.kind, part.certainty = SectionKind.TIMELINE, Certainty.GUESSED
            if part.heading:
                draft.notice(part.heading, "dated-section")
    if is_silent and lines > 5:
        _report_silence(outline, draft, lines)
    _join(outline, draft)


def _report_silence(outline: Outline, draft: Draft, lines: int) -> None:
    """Say first of all that no heading of the source was understood."""
    pieces = [*outline.introduction, *(piece for part in outline.parts for piece in part.pieces)]
    first = outline.introduction[0] if outline.introduction else pieces[0] if pieces else None
    if first:
        dates = sum(1 for is_dated in dated(pieces) if is_dated)
        draft.notice(first, "headings-not-understood", lines=lines, dates=dates)


def _settle_resembling(part: Part, draft: Draft) -> None:
    assert part.heading is not None
    if not _looks_like(part):
        part.kind, part.certainty = SectionKind.OTHER, Certainty.CANONICAL
        return
    draft.notice(part.heading, "resembles", kinds=first_kind_of(part.kind).words)


def _looks_like(part: Part) -> bool:
    """Whether what stands in a section is as its kind has it."""
    if part.kind == SectionKind.TIMELINE:
        found = list(dated(part.pieces))
        return sum(found) * 3 >= len(found) > 0
    return any(
        piece.is_item or piece.is_row or piece.is_heading or grammar.labelled(piece.words) for piece in part.pieces
    )


def _is_timeline(part: Part) -> bool:
    name = look(part.words).strip(" :").casefold()
    return name not in _NOT_DATED and _is_dated(part.pieces)


def _is_dated(pieces: Sequence[Piece]) -> bool:
    if any(_names_dates_and_events(piece) for piece in pieces):
        return True
    if any(piece.is_row for piece in pieces) and not _tells(pieces):
        return False
    found = list(dated(pieces))
    return sum(found) >= _MANY and sum(found) * 2 >= len(found)


def _names_dates_and_events(piece: Piece) -> bool:
    """Whether a row names its columns as a timeline's: one says when, another what happened."""
    if not piece.block.is_header:
        return False
    named = columns_of(piece.block.cells).keys()
    return bool(named & {Column.DATE, Column.YEAR, Column.DISPLAY_DATE}) and Column.TITLE in named


def _tells(pieces: Sequence[Piece]) -> bool:
    """Whether rows have a cell with words, and not figures only."""
    rows = [piece.block.cells for piece in pieces if piece.is_row and not piece.block.is_header]
    telling = sum(1 for cells in rows if any(len(cell.split()) >= 2 and not opening_date(cell) for cell in cells))
    return telling * 2 >= len(rows)


def _dates_of_introduction(outline: Outline, draft: Draft) -> None:
    """An introduction that is full of dates is a timeline from its first date on."""
    pieces = outline.introduction
    first = next((at for at, piece in enumerate(pieces) if _opens_dated(piece)), None)
    if first is None:
        return
    while first and pieces[first - 1].block.is_header:
        first -= 1
    if not _is_dated(pieces[first:]) or draft.chosen(ChoiceKind.SECTION, pieces[first]):
        return
    heading = grammar.DEFAULT_HEADINGS[SectionKind.TIMELINE]
    part = Part(SectionKind.TIMELINE, heading, certainty=Certainty.GUESSED, pieces=pieces[first:])
    draft.notice(pieces[first], "dated-section")
    outline.introduction = pieces[:first]
    outline.parts.insert(0, part)


def _opens_dated(piece: Piece) -> bool:
    if piece.block.kind in (BlockKind.CODE, BlockKind.QUOTE) or piece.block.is_header:
        return False
    head = piece.dated
    return head is not None and (head.is_strong or not head.is_sentence or piece.is_item)


def _join(outline: Outline, draft: Draft) -> None:
    """Put a section that comes twice to the first: its heading becomes one within that."""
    first: dict[SectionKind, Part] = {}
    kept: list[Part] = []
    for part in outline.parts:
        before = first.get(part.kind) if part.kind != SectionKind.OTHER else None
        if before is None:
            first.setdefault(part.kind, part)
            kept.append(part)
            continue
        if part.heading:
            line = str(before.heading.block.lines.first) if before.heading else "–"
            draft.notice(part.heading, "joined-section", heading=before.words, first_line=line)
            before.pieces.append(part.heading)
        before.pieces += part.pieces
    outline.parts = kept
