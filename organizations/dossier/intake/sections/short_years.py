"""Years of two figures, beside names or at the head of lines: “72-81 Jan Muster”, “'68 – Strike”.

They are of the century in which the other years of their text lie.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.lines.people import read_people
from organizations.dossier.intake.sections.draft import Draft, Piece
from organizations.dossier.names import is_no_person

NEAR = 60
"""How many years these may lie before and behind those that are said in full."""
CENTURIES = (1800, 1900, 2000)
_LINES = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING)
MIN_LINES, MAX_LINE = 2, 200
_SPAN = re.compile(r"(?<![\d./:–-])['’]?(\d\d)\s?[–-]\s?['’]?(\d\d)(?![\d./:%–-])")
_AT_HEAD = re.compile(r"[*_]{0,3}['’‘](\d\d)(?:[–/-]['’‘]?(\d\d))?(?=[*_]{0,3}(?:\s*[:：–—\t\n]|\s+-\s|\s+[^\W\d_]|$))")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def lend_centuries(draft: Draft) -> None:
    """Write years in full in lines that name holders by years of two figures; each is reported.

    Nothing is changed where the other years of the text do not say which century, or say two.
    """
    _lend_to_heads(draft)
    found = [(piece, span) for piece in draft.pieces if (span := _span_of(piece))]
    century = _century([int(span[1]) for _piece, span in found], draft) if len(found) >= MIN_LINES else None
    if century is None:
        return
    for piece, span in found:
        meant = _in_full(span, century)
        text = piece.block.text[: span.start()] + meant + piece.block.text[span.end() :]
        people = read_people(" ".join(text.split()))
        if any(each.period_words and len(each.name.split()) > 1 and not is_no_person(each.name) for each in people):
            draft.notice(piece, "century-of-others", words=span[0], meant=meant)
            piece.block, piece.whole = replace(piece.block, text=text), piece.whole or piece.block


def _lend_to_heads(draft: Draft) -> None:
    """Write years in full that lines begin with: "'68", on a line of its own or before its event."""
    if not any(_AT_HEAD.match(piece.block.text) for piece in draft.pieces):
        return
    above = 0
    for piece in draft.pieces:
        year = _AT_HEAD.match(piece.block.text) if piece.block.kind in _LINES else None
        starts = [int(year[1]), int(year[2] or year[1])] if year else []
        # Of two centuries the one that goes on from the line above: "1953", then "'68".
        near = [each for each in CENTURIES if starts and 0 <= each + starts[0] - above <= NEAR]
        century = (_century(starts, draft) or next(iter(near), None)) if starts else None
        if found := _YEAR.search(piece.block.text, 0, MAX_LINE):
            above = int(found[0])
        if year is None or century is None:
            continue
        first, last = century + starts[0], century + starts[1]
        meant = f"{first}" if not year[2] else f"{first}–{last + 100 if last < first else last}"
        short = year[0].lstrip("*_")
        draft.notice(piece, "century-of-others", words=short, meant=meant)
        text = piece.block.text.replace(short, meant, 1)
        piece.block, piece.whole = replace(piece.block, text=text), piece.whole or piece.block


def _span_of(piece: Piece) -> re.Match[str] | None:
    """The years of two figures in a line that has no other years."""
    block = piece.block
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or "\n" in block.text or len(block.text) > MAX_LINE:
        return None
    spans = list(_SPAN.finditer(block.text))
    return spans[0] if len(spans) == 1 and not _YEAR.search(block.text) else None


def _century(starts: Sequence[int], draft: Draft) -> int | None:
    """The only century, 1900 say, in which these years lie among those said in full, or else near them."""
    years = [int(year) for piece in draft.pieces for year in _YEAR.findall(piece.block.text)]
    if not years:
        return None
    for margin in (0, NEAR):
        near = range(min(years) - margin, max(years) + margin + 1)
        found = [each for each in CENTURIES if each + min(starts) in near and each + max(starts) in near]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _in_full(span: re.Match[str], century: int) -> str:
    start, end = century + int(span[1]), century + int(span[2])
    return f"{start}–{end + 100 if end < start else end}"
