"""Committees by year: years one below the other, each above those who held an office then."""

import re
from collections.abc import Sequence
from itertools import pairwise

from organizations.dossier.intake.lines.people import read_people
from organizations.dossier.intake.lines.person_rows import read_person_row
from organizations.dossier.intake.lines.person_words import is_full_name
from organizations.dossier.intake.sections.draft import Piece
from organizations.dossier.period import Period, PeriodError, parse_period

MIN_COMMITTEES = 2
"""One year above a list of people may be that of the list, not their time in office."""
MAX_YEARS = 5
"""Nobody says by a heading of "1950–2020" that each of those below it held office for so long."""
MAX_JUDGED = 500
"""So many blocks tell what they are: to read thousands as people takes seconds."""
_YEARS = re.compile(r"(?<![\d.])(?:1\d{3}|20\d\d)(?:\s?[–—/-]\s?(?:\d{2}){1,2})?(?![\d.])")


def term_of(piece: Piece) -> Period | None:
    """The years that a heading names, or a line that is no more than a date: "2023/24", "### Committee of 1951"."""
    may_be = piece.is_heading or (not piece.is_row and piece.dated and piece.dated.is_alone)
    term = years_of(piece.words) if may_be else None
    # "Jan Muster (1951–1955)" is in office himself.
    return None if term and any(each.certain and is_full_name(each.name) for each in read_people(piece.words)) else term


def years_of(heading: str) -> Period | None:
    """The only years that a heading names, if somebody may hold an office for so long."""
    found = _YEARS.findall(heading)
    try:
        period = parse_period(found[0]) if len(found) == 1 else None
    except PeriodError:
        return None
    return period if period and (period.reach[1] - period.reach[0]).days < MAX_YEARS * 366 else None


def committees_in(pieces: Sequence[Piece]) -> slice | None:
    """Where two or more years in a row each stand above offices and their holders; None without them.

    Most of the years do, for an event is now and then told by who was elected.
    """
    judged = pieces[:MAX_JUDGED]
    years = [at for at, piece in enumerate(judged) if term_of(piece)]
    groups = [judged[first + 1 : end] for first, end in pairwise([*years, len(judged)])]
    filled = [group for group in groups if any(not piece.is_heading for piece in group)]
    are_committees = sum(map(_lists_offices, filled)) if len(years) >= MIN_COMMITTEES else 0
    if are_committees < MIN_COMMITTEES or are_committees * 4 < len(filled) * 3:
        return None
    level = pieces[years[0]].block.level
    behind = range(years[-1] + 1, len(pieces))
    end = (at for at in behind if pieces[at].is_heading and pieces[at].block.level <= level and not term_of(pieces[at]))
    return slice(years[0], next(end, len(pieces)))


def _lists_offices(pieces: Sequence[Piece]) -> bool:
    top = min((piece.block.level for piece in pieces if piece.is_item), default=0)
    header: Sequence[str] = ()
    told: list[bool] = []
    for piece in pieces:
        if piece.block.is_header:
            header = piece.block.cells
        elif piece.is_row:
            told.append(any(each.name and each.title for each in read_person_row(header, piece.block.cells)))
        elif not piece.is_heading and piece.block.level <= top:
            told.append(says_office(piece))
    return bool(told) and sum(told) * 3 >= len(told) * 2


def says_office(item: Piece) -> bool:
    """Whether an item says who holds which office, for sure, or that it is vacant."""
    found = () if item.is_row else read_people(item.words)
    return bool(found) and all(
        each.title and (each.is_gap or (each.certain and is_full_name(each.name))) for each in found
    )
