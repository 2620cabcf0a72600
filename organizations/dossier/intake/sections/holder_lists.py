"""Where holders of offices are listed: below which heading, or in which paragraph of its own."""

from collections.abc import Sequence
from itertools import takewhile

from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.lines.looks import look
from organizations.dossier.intake.lines.people import read_people
from organizations.dossier.intake.lines.person_words import is_full_name
from organizations.dossier.intake.sections.draft import Piece
from organizations.dossier.intake.sections.profiles import end_of_profile, profile_of
from organizations.dossier.offices import is_office, single_office
from organizations.dossier.text import grammar

MAX_TRIED = 5
"""So many items below a heading are looked at to tell what they list."""


def heads_people(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a heading that resembles one of people is right above a list of them: "Presidents" within "History"."""
    below = list(takewhile(lambda piece: piece.is_item, pieces[at + 1 : at + 1 + MAX_TRIED]))
    if not below:
        return at + 1 < len(pieces) and end_of_profile(pieces, at + 1) > at + 1
    return all(_names_holder(piece) and not piece.dated for piece in below)


def heads_holders(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the lines below a heading within a timeline are holders of offices: "1974–1981: Jan Muster (Mali)".

    Dates alone would not tell them from events: most say an office, or a country in brackets.
    """
    below = pieces[at + 1 : at + 1 + MAX_TRIED]
    lines = (
        [below[0], *takewhile(lambda piece: not (piece.is_heading or piece.block.blanks), below[1:])] if below else []
    )
    read = [each for piece in lines if not piece.is_row for each in read_people(piece.words)]
    holders = [
        each
        for each in read
        if (each.title or each.country) and (each.is_gap or (each.certain and is_full_name(each.name)))
    ]
    return len(holders) > 1 and len(holders) * 3 >= len(lines) * 2


def lists_holders(piece: Piece) -> bool:
    """Whether a paragraph set apart names an office and those who held it: "Presidents: 1977–83 R. Ferrari; …"."""
    if piece.block.kind != BlockKind.PARAGRAPH or not piece.block.blanks or piece.dated:
        return False
    label, _value = grammar.labelled(look(piece.words)) or ("", "")
    found = read_people(piece.words) if is_office(single_office(label)) else ()
    return len(found) > 1 and all(each.period_words and (each.name or each.is_gap) for each in found)


def _names_holder(piece: Piece) -> bool:
    """Whether an item names somebody, on its line or on the first of several."""
    return profile_of([piece]) is not None or any(each.name for each in read_people(piece.words))
