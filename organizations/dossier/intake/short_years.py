"""Years of two figures beside names: “72-81 Jan Muster” is of the century in which the other years of its text lie."""

import re
from collections.abc import Sequence
from dataclasses import replace

from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.draft import Draft, Piece
from organizations.dossier.intake.people import read_people
from organizations.dossier.names import is_no_person

NEAR = 60
"""How many years these may lie before and behind those that are said in full."""
CENTURIES = (1800, 1900, 2000)
MIN_LINES, MAX_LINE = 2, 200
_SPAN = re.compile(r"(?<![\d./:–-])['’]?(\d\d)\s?[–-]\s?['’]?(\d\d)(?![\d./:%–-])")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def lend_centuries(draft: Draft) -> None:
    """Write years in full in lines that name holders by years of two figures; each is reported.

    Nothing is changed where the other years of the text do not say which century, or say two.
    """
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
