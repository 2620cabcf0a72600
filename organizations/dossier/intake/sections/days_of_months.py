"""Lines that begin with the day of the month that stands above them: "March 1977", "14: The board meets"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from organizations.dossier.intake.lines.heads import Head, dated_by
from organizations.dossier.intake.sections.draft import Piece
from organizations.dossier.period.value import Period

DAY = re.compile(
    r"(?P<mark>[*_]{0,3})(?P<day>[12]?\d|3[01]|0[1-9])(?:st|nd|rd|th|er|[.º°]|日|号)?(?P=mark)"
    r"(?:\s*[:：]\s*|\s*[–—]\s*|\s+-\s+)(?P<rest>\S.*)",
    re.S | re.I,
)


def with_days(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> list[Head | None]:
    """The heads, and those of the lines below a month alone that begin with its days.

    Beside them an item without a day is of the month.
    """
    found = list(heads)
    for at, head in enumerate(heads):
        if head is None or not head.is_alone or not (month := _month_of(head.period)):
            continue
        below = list(_below(pieces, heads, at))
        days = {place: day for place in below if (day := _day_of(pieces[place], head, month))}
        for place in below if days else ():
            is_beside = pieces[place].is_item and any(
                pieces[day].block.level == pieces[place].block.level for day in days
            )
            of_month = replace(head, rest=pieces[place].block.text, is_strong=True, is_certain=False, doubt=None)
            found[place] = days.get(place) or (of_month if is_beside else None)
    return found


def _month_of(period: Period | None) -> date | None:
    """The first day of the month that a period is; None where it is shorter or longer."""
    if period is None or not period.edtf or not re.fullmatch(r"\d{4}-\d\d", period.edtf):
        return None
    return period.reach[0]


def _below(pieces: Sequence[Piece], heads: Sequence[Head | None], at: int) -> Iterator[int]:
    """The places of the blocks between a date and the next, or the next heading."""
    for place in range(at + 1, len(pieces)):
        if heads[place] or pieces[place].is_heading or pieces[place].is_row:
            return
        yield place


def _day_of(piece: Piece, month: Head, first: date) -> Head | None:
    """The head of a line that begins with a day of a month; None where it does not, or the month has no such day."""
    text = DAY.fullmatch(piece.block.text)
    if text is None:
        return None
    number = int(text["day"])
    day = f"{first.isoformat()[:7]}-{number:02}"
    # "14 March 1977" as the text has its month; else as ISO 8601 writes it.
    for words in (f"{number} {month.words}", f"{month.words}{number}日", day):
        head = dated_by(words, text["rest"])
        if head and head.period and head.period.edtf == day:
            return replace(head, is_certain=False)
    return None
