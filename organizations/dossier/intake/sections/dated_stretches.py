"""Stretches of a section that are told by dates: under headings that begin with one, or in rows that name days."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import groupby

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.intake.lines.heads import Head, head_behind_title, opening_date
from organizations.dossier.intake.lines.looks import look
from organizations.dossier.intake.sections.draft import Draft, Part, Piece, joined

MIN_HEADINGS = 3
"""So many headings in a row that are no more than a date make a timeline; with a title, or under "History", two do."""
MIN_DAYS = 3
MAX_NUMBER = 5
"""A first cell that is longer is no number of a row: "1st", "XVII"."""
_DAYS = timedelta(days=31)
_YEAR = timedelta(days=366)


def with_dated_headings(part: Part, stretches: Sequence[Part], draft: Draft) -> list[Part]:
    """The stretches of a section, those under headings in a row that begin with dates put into a timeline each."""
    found: list[Part] = []
    at = 0
    while at < len(stretches):
        end = _end_of_run(stretches, at)
        run = stretches[at:end]
        if at and _has_dated_headings(part, run):
            timeline = joined(SectionKind.TIMELINE, run)
            draft.notice(timeline.pieces[0], "dated-section")
            found.append(timeline)
        else:
            found += run
        at = end
    return found


def _end_of_run(stretches: Sequence[Part], at: int) -> int:
    """Where the headings end that begin with a date, as that of one stretch does; what stands below them is theirs."""
    level = stretches[at].level
    end = at + 1
    if _is_dated(stretches[at].heading):
        while end < len(stretches):
            is_one = stretches[end].level == level and _is_dated(stretches[end].heading)
            if not is_one and stretches[end].level <= level:
                break
            end += 1
    return end


def _has_dated_headings(part: Part, run: Sequence[Part]) -> bool:
    headings = [each.heading for each in run if each.heading and each.level == run[0].level and _is_dated(each.heading)]
    kind = kind_of_heading(part.words)
    is_history = kind is not None and kind.kind == SectionKind.TIMELINE
    titled = sum(1 for heading in headings if heading.dated and not heading.dated.is_alone)
    return len(headings) >= (2 if is_history or titled * 2 >= len(headings) else MIN_HEADINGS)


def with_titled_headings(parts: Sequence[Part], draft: Draft, is_people: Callable[[Part], bool]) -> list[Part]:
    """The parts, those of no known kind in a row whose headings are titles with their dates put into a timeline:
    "## Strike of the pilots (March 1962)", "## [1962-03-17] Strike of the pilots".

    Spans of years are as often chapters: half of the dates are a year, a month or a day.
    """
    found: list[Part] = []
    for (is_titled, _level), group in groupby(parts, lambda part: (_is_titled(part, is_people), part.level)):
        run = list(group)
        points = sum(1 for part in run if (head := _date_of(part)) and _is_point(head))
        if is_titled and len(run) >= MIN_HEADINGS and points * 2 >= len(run):
            timeline = joined(SectionKind.TIMELINE, run)
            draft.notice(timeline.pieces[0], "dated-section")
            run = [timeline]
        found += run
    return found


def _is_titled(part: Part, is_people: Callable[[Part], bool]) -> bool:
    """Whether the heading of a section has a date, and is not that of people who were in office then."""
    return part.kind == SectionKind.OTHER and _date_of(part) is not None and not is_people(part)


def _date_of(part: Part) -> Head | None:
    """The date behind the title of a heading, or before it."""
    if part.heading is None or not part.heading.is_heading:
        return None
    words = look(part.heading.words)
    return head_behind_title(words) or opening_date(words)


def _is_point(head: Head) -> bool:
    return head.period is not None and head.period.reach[1] - head.period.reach[0] <= _YEAR


def _is_dated(heading: Piece | None) -> bool:
    return heading is not None and heading.dated is not None and heading.dated.is_strong


def are_days(pieces: Sequence[Piece]) -> bool:
    """Whether most of the blocks are rows that begin with days and say more: a list of meetings, of treaties."""
    rows = [piece for piece in pieces if piece.is_row and not piece.block.is_header]
    days = sum(1 for row in rows if _is_day(row) and len(list(filter(None, row.block.cells))) > 1)
    return days >= MIN_DAYS and days * 4 >= len(rows) * 3 and len(rows) * 2 >= len(pieces)


def _is_day(row: Piece) -> bool:
    """Whether the first cell of a row is a day or a month, or the second behind a number."""
    cells = row.block.cells
    is_numbered = len(cells) > 1 and len(cells[0]) <= MAX_NUMBER and not row.dated
    head = opening_date(cells[1]) if is_numbered else row.dated
    period = head.period if head and head.is_alone else None
    return period is not None and bool(period.edtf) and period.reach[1] - period.reach[0] <= _DAYS


def are_dated_items(pieces: Sequence[Piece]) -> bool:
    """Whether a stretch is a list whose items all begin with a date and tell of it, be there a paragraph above it."""
    items = [piece for piece in pieces if piece.is_item]
    is_list = len(items) > MIN_DAYS and len(pieces) - len(items) <= 1
    return is_list and all(item.dated and item.dated.is_strong and not item.dated.is_alone for item in items)
