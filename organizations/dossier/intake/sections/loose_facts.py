"""Facts that no heading stands above: in an introduction, behind the items of another section."""

from collections.abc import Sequence
from itertools import dropwhile, groupby, islice, takewhile

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.facts import is_known_label, read_fact, read_fact_row
from organizations.dossier.intake.sections.draft import Draft, Part, Piece
from organizations.dossier.intake.sections.outline import Outline
from organizations.dossier.offices import is_office
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty

MIN_FACTS = 2
"""So many facts with known labels make the end of an introduction a snapshot."""
MAX_FACTS = 100
"""Rows or lines that facts within another section take at most."""


def facts_of_introduction(outline: Outline, draft: Draft) -> None:
    """Facts in an introduction are a snapshot: a table of them, or lines at its beginning or end.

    Two or more have labels that dossiers state.
    """
    pieces = outline.introduction
    grouped = groupby(pieces, lambda piece: (_states_fact(piece, draft), piece.is_row))
    stretches = [list(group) for (states, _is_row), group in grouped if states]
    facts = next((each for each in stretches if _known_labels(each) >= MIN_FACTS), None)
    if facts is None or not (facts[0].is_row or facts[0] is pieces[0] or facts[-1] is pieces[-1]):
        return
    heading = grammar.DEFAULT_HEADINGS[SectionKind.SNAPSHOT]
    draft.notice(facts[0], "facts-of-introduction")
    before = pieces[pieces.index(facts[0]) - 1] if facts[0] is not pieces[0] else None
    if before and before.is_row and not before.words:
        facts = [before, *facts]  # the empty header that Markdown asks of a table
    places = {piece.at for piece in facts}
    outline.introduction = [piece for piece in pieces if piece.at not in places]
    outline.insert(Part(SectionKind.SNAPSHOT, heading, certainty=Certainty.GUESSED, pieces=facts))


def facts_within(part: Part, draft: Draft) -> list[Part]:
    """Facts that a section of another kind holds, a table of them or lines at its end, as a part of their own."""
    if part.kind in (SectionKind.OTHER, SectionKind.SNAPSHOT):
        return []
    rows = groupby((piece for piece in part.pieces if piece.is_row), lambda piece: piece.block.table)
    tables = (list(group) for _table, group in rows)
    # Not all of a long section is looked at: facts are few, and the lines behind them none.
    table = next((each for each in tables if len(each) <= MAX_FACTS and are_facts(each, draft, part.kind)), [])
    lines = _lines_at_the_end(part, draft)
    facts = table or (lines if _known_labels(lines, part.kind) >= MIN_FACTS else [])
    places = {piece.at for piece in facts}
    rest = [piece for piece in part.pieces if piece.at not in places]
    if not facts or not rest:
        return []
    draft.notice(facts[0], "facts-behind-items")
    part.pieces = rest
    heading = grammar.DEFAULT_HEADINGS[SectionKind.SNAPSHOT]
    return [Part(SectionKind.SNAPSHOT, heading, certainty=Certainty.GUESSED, pieces=facts)]


def _lines_at_the_end(part: Part, draft: Draft) -> list[Piece]:
    """The lines at the end that state facts, from the first on that has a label which dossiers state.

    What stands before that may be an item: "Director: Jan Muster".
    """
    behind = islice(reversed(part.pieces), MAX_FACTS)
    last = takewhile(lambda piece: not piece.is_row and _states_fact(piece, draft), behind)
    return list(dropwhile(lambda piece: not _is_known(piece, part.kind), reversed(list(last))))


def are_facts(pieces: Sequence[Piece], draft: Draft, kind: SectionKind | None = None) -> bool:
    """Whether all blocks, in a section of a kind, state facts, two or more of them such as dossiers do."""
    pieces = [piece for piece in pieces if piece.words]  # without the empty header of a table
    return all(_states_fact(piece, draft) for piece in pieces) and _known_labels(pieces, kind) >= MIN_FACTS


def _states_fact(piece: Piece, draft: Draft) -> bool:
    return bool(_fact_label(piece)) and not draft.chosen(ChoiceKind.SECTION, piece)


def _known_labels(pieces: Sequence[Piece], kind: SectionKind | None = None) -> int:
    return sum(_is_known(piece, kind) for piece in pieces)


def _is_known(piece: Piece, kind: SectionKind | None) -> bool:
    """Whether a block has a label that dossiers state; a line on an office among people states its holder."""
    label = _fact_label(piece)
    return is_known_label(label) and not (kind == SectionKind.PEOPLE and is_office(label))


def _fact_label(piece: Piece) -> str:
    """The label of a line or a row that states a fact; empty where it states none."""
    if piece.block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW) or "\n" in piece.block.text:
        return ""
    found = read_fact_row(piece.block.cells) if piece.is_row else read_fact(piece.words)
    return found.label if found and found.certain else ""
