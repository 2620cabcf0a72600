"""Which blocks of a timeline open an event: those that begin with a date, or have one behind their title."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from organizations.dossier.intake.blocks import BOLD, BlockKind
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.heads import (
    Head,
    as_written,
    dated_by,
    head_behind_title,
    head_of,
    lent,
    unreadable_head,
)
from organizations.dossier.intake.lines.looks import ends_sentence
from organizations.dossier.intake.sections.borrowing import Lender
from organizations.dossier.intake.sections.days_of_months import with_days
from organizations.dossier.intake.sections.draft import Draft, Piece
from organizations.dossier.period import Overlap, Period, ambiguity

_EARLY = re.compile(r"[*_]{0,3}([1-9]\d\d)[*_]{0,3}:[*_]{0,3}\s+(\S.*)")
_EARLY_UNTIL = 1000
_BARE_YEAR = re.compile(r"[*_]{0,3}(?P<year>1\d{3}|20\d\d)[*_]{0,3}\s+(?P<rest>[^\W\d_]\S*\s.*|[^\W\d_]{3,})", re.S)
_NAMED_YEAR = re.compile(
    r"[*_]{0,3}(?P<name>[^\W\d_][^:–—\t.\d]{1,39}?)\s+(?P<year>[12]\d{3})[*_]{0,3}(?:\s*[:\t][*_]{0,3}|\s+[–—-])\s+(?P<rest>\S.*)",
    re.S,
)
MIN_BARE = 3
"""So many lines in a row that begin with years in order are events, whatever follows: "1946 first meeting"."""
_DOTTED = re.compile(
    r"(?P<words>\d{1,2}\.[ ]?\d{1,2}\.(?:\s?[–—-]\s?\d{1,2}\.[ ]?\d{1,2}\.)?)\s*[:–—-]?\s+(?P<rest>[^\W\d].*)", re.S
)
"""Below a year this is a day and no chapter, with no mark behind it either: "25.6. Beginn"."""
MIN_GROUPS = 2
"""So many dates with as many blocks above and below each are groups that are alike."""
MAX_TITLE = 200
"""A longer line above a date is no title of it."""


def heads_of(pieces: Sequence[Piece], draft: Draft, lender: Lender, year: int | None) -> list[Head | None]:
    """The date each block begins with, where it opens an event; one without a year is lent that above, or `year`."""
    found = _with_early_years(pieces, [lender.settled(_head(piece, draft)) for piece in pieces])
    found = _with_named_years(pieces, _with_bare_years(pieces, found))
    has_strong = any(head and head.is_strong and head.period for head in found)
    if not has_strong:
        found = _with_titled(pieces, found)
    heads: list[Head | None] = []
    above: Period | None = None
    heading: Period | None = None
    is_below_date = False
    in_year = False  # whether a year alone on its line stands right above, or over a date that it lent itself to
    for piece, head, others in zip(pieces, found, _neighbours(found), strict=True):
        if in_year and (dotted := _dotted_day(piece)):
            head = dotted
        if head is None and heading and piece.is_item and (year_of_item := _BARE_YEAR.fullmatch(piece.block.text)):
            # "1962 first talks" below "The 1960s" counts nothing.
            of_decade = dated_by(year_of_item[1], year_of_item[2])
            head = of_decade if of_decade and _is_within(of_decade.period, heading) else None
        lacks_year = head is not None and head.lacks_year
        if head and lacks_year and year and (head.is_strong or piece.is_item or in_year):
            head = lent(head, year)
        if head and is_below_date and _counts_things(head):
            head = None
        head = _unread(head, piece) if head and head.period is None else head
        if piece.is_heading:
            heading = head.period if head else None
        in_row = any(other and other.is_sentence and other.period for other in others)
        is_certain = in_row or (head is not None and _is_within(head.period, heading))
        counts = head is not None and _counts(head, piece, has_strong and not is_certain, above)
        heads.append(head if counts else None)
        if head and counts and head.period:
            above = head.period
            # The year goes on being lent until another is said: "14 March" and "2 May" below "1977".
            year = year_of(head.period) or year
        in_year = head is not None and counts and (lacks_year or head.is_alone)
        is_below_date = head is not None and counts and head.is_alone
    return with_days(pieces, heads)


def _dotted_day(piece: Piece) -> Head | None:
    """The day of a line such as "4.2. Tagung", or the days of "4.2. – 11.2. Tagung"; its year is lent."""
    found = None if piece.is_row or piece.is_heading else _DOTTED.fullmatch(piece.block.text)
    head = head_of(f"{found['words']}: {found['rest']}") if found else None
    return replace(head, is_certain=False) if head and head.lacks_year else None


def _with_years(
    pieces: Sequence[Piece], heads: Sequence[Head | None], pattern: re.Pattern[str]
) -> tuple[list[re.Match[str] | None], list[int]]:
    """The lines without a head that are of a pattern, and the year of each line, by its head or the pattern; or 0."""
    matches = [
        None if head or piece.is_row or piece.is_heading else pattern.fullmatch(piece.block.text)
        for piece, head in zip(pieces, heads, strict=True)
    ]
    years = [
        int(match["year"]) if match else _first_year(head) if head else 0
        for match, head in zip(matches, heads, strict=True)
    ]
    return matches, years


def _with_bare_years(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> list[Head | None]:
    """The heads, and those of lines that begin with a year and small letters, where years stand in order in a row."""
    found = list(heads)
    bare, years = _with_years(pieces, heads, _BARE_YEAR)
    if not any(bare):
        return found
    for is_year, group in groupby(range(len(pieces)), lambda at: years[at] > 0):
        places = list(group)
        of_run = [years[at] for at in places]
        # "2000 people came", set apart by a blank line, is a sentence.
        is_list = len(places) >= MIN_BARE and len({pieces[at].block.blanks for at in places[1:]}) == 1
        if not (is_year and is_list and of_run in (sorted(of_run), sorted(of_run, reverse=True))):
            continue
        for at in places:
            if year := bare[at]:
                head = dated_by(year["year"], year["rest"])
                found[at] = replace(head, is_strong=False, is_certain=False) if head else None
    return found


def _with_named_years(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> list[Head | None]:
    """The heads, and those of lines such as "Whitsun 1931: …", whose year lies between those of the events around.

    What the year is named by may be no date that is known: it stays in the title, and what is dated is the year.
    """
    found = list(heads)
    named, years = _with_years(pieces, heads, _NAMED_YEAR)
    if not any(named):
        return found
    places = [at for at, year in enumerate(years) if year]
    for before, at, after in zip([None, *places], places, [*places[1:], None], strict=False):
        name, beside = named[at], before if before is not None else after
        if not name or beside is None:
            continue
        block, other = pieces[at].block, pieces[beside].block
        is_line = (block.kind, block.level) == (other.kind, other.level) and (
            before is None or block.blanks <= other.blanks
        )
        around = [years[each] for each in (before, at, after) if each is not None]
        # Beside an event of the same year it tells more of that: "Budget 1948: …".
        in_order = around in (sorted(around), sorted(around, reverse=True)) and years[beside] != years[at]
        # "Act of 1936 – …" is a title whose year is a part of it.
        if is_line and in_order and not _ends_in_small_word(name["name"]):
            head = dated_by(name["year"], f"{name['name']}: {name['rest']}")
            found[at] = replace(head, is_certain=False) if head else None
    return found


def _ends_in_small_word(text: str) -> bool:
    last = text.split()[-1]
    return len(last) <= 3 and last.islower()


def _counts_things(head: Head) -> bool:
    """Whether words right below a date alone on its line, which could be one, tell of it: "25 years", "1200 ports"."""
    return bool(head.problem and head.is_alone) or (not head.is_strong and head.words.isdecimal())


def _is_within(period: Period | None, heading: Period | None) -> bool:
    """Whether a period is a part of that of the heading above: "In 1961, …" below "The 1960s"."""
    if not (period and heading and period.edtf and heading.edtf):
        return False
    first, last = heading.reach
    return first <= period.reach[0] and period.reach[1] <= last and period.reach != heading.reach


def _neighbours(heads: Sequence[Head | None]) -> Iterator[tuple[Head | None, Head | None]]:
    """Those before and behind each head."""
    return zip([None, *heads][: len(heads)], [*heads, None][1:], strict=True)


def _with_early_years(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> list[Head | None]:
    """The heads, and those of lines such as "476: the empire ends": a year where it fits between years before 1000.

    Without such neighbours a number of three figures counts something: "300: the number of delegates".
    """
    found = list(heads)
    marks = [None if head else _EARLY.match(piece.words) for piece, head in zip(pieces, heads, strict=True)]
    if not any(marks):
        return found
    starts = [
        _first_year(head) if head else int(mark[1]) if mark else 0 for head, mark in zip(heads, marks, strict=True)
    ]
    places = [at for at, year in enumerate(starts) if year]
    for before, at, after in zip([None, *places], places, [*places[1:], None], strict=False):
        mark = marks[at]
        around = [starts[each] for each in (before, after) if each is not None]
        in_order = (before is None or starts[before] <= starts[at]) and (after is None or starts[at] <= starts[after])
        if mark and in_order and any(year < _EARLY_UNTIL for year in around):
            head = dated_by(f"AD {mark[1]}", mark[2])
            found[at] = replace(head, is_certain=False, doubt=ambiguity(mark[1])) if head else None
    return found


def _with_titled(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> list[Head | None]:
    """The heads, and those of lines that are a title with its date behind it, where more than one has it so."""
    titled = [
        head_behind_title(piece.block.text, or_comma=True) if head is None and is_titled(piece) else None
        for piece, head in zip(pieces, heads, strict=True)
    ]
    behind = sum(1 for piece, head in zip(pieces, heads, strict=True) if head and piece.is_item and not head.is_strong)
    if sum(1 for head in titled if head) + behind < 2:
        return list(heads)
    return [head or behind for head, behind in zip(heads, titled, strict=True)]


def titles_above(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> frozenset[int]:
    """The places of the blocks that are titles of the dates below them: items, or headings, each with one such date.

    All dates that stand alone on a line have such a title, and there are two or more: one line between other dates is
    more likely a heading.
    """
    dates = [at for at, head in enumerate(heads) if head and _stands_alone(head, pieces[at])]
    titles = [at - 1 for at in dates if at and heads[at - 1] is None and _may_be_title(pieces[at - 1], pieces[at])]
    if len(titles) < 2 or len(titles) < sum(1 for head in heads if head):
        return frozenset()
    return frozenset(titles)


def blocks_above(pieces: Sequence[Piece], heads: Sequence[Head | None]) -> int:
    """How many blocks stand above each date, as its title and more, where all come in groups that are alike.

    So it is with a title, a date alone on its line and a text, again and again, and with a name, a place and a year. 0
    where each date stands first.
    """
    dates = [at for at, head in enumerate(heads) if head]
    if len(dates) < MIN_GROUPS or not all(_stands_alone(head, pieces[at]) for at, head in enumerate(heads) if head):
        return 0
    above, size = dates[0], dates[1] - dates[0]
    is_regular = len({later - earlier for earlier, later in pairwise((*dates, len(pieces) + above))}) == 1
    if not (is_regular and 0 < above < size):
        return 0
    groups = [pieces[at - above : at - above + size] for at in dates]
    kinds = {tuple(piece.block.kind for piece in group) for group in groups}
    is_plain = len(kinds) == 1 and not {BlockKind.HEADING, BlockKind.ROW} & set(*kinds)
    return above if is_plain and all(_is_line(group[0]) for group in groups) else 0


def _is_line(piece: Piece) -> bool:
    return "\n" not in piece.block.text and len(piece.words) <= MAX_TITLE and not ends_sentence(piece.words)


def _stands_alone(head: Head, piece: Piece) -> bool:
    return head.is_alone or ("\n" in piece.block.text and head.words == piece.block.text.split("\n", 1)[0].strip())


def _may_be_title(piece: Piece, below: Piece) -> bool:
    """Whether a block is no more than a line above what belongs to it: an item over what is indented below it, or a
    heading over a line, which may be in bold."""
    is_line = not below.is_heading or (below.block.marker == BOLD and piece.block.marker != BOLD)
    is_above = below.block.level > piece.block.level if piece.is_item else piece.is_heading and is_line
    return is_above and "\n" not in piece.block.text and len(piece.words) <= MAX_TITLE


def is_titled(piece: Piece) -> bool:
    """Whether a block may begin with a line that is a title and its date: "First Summit, Bali (February 1976)"."""
    if piece.block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
        return False
    first = piece.block.text.split("\n", 1)[0].rstrip(" .;])")
    return first[-1:].isdecimal() or piece.block.text.split("\n", 1)[0].rstrip().endswith(")")


def _first_year(head: Head) -> int:
    start = head.period.start_earliest if head.period else None
    return start.year if start else 0


def _unread(head: Head, piece: Piece) -> Head:
    """An event all the same, whose date is kept as it is written, where what stands there is meant as a date."""
    is_meant = head.problem or (head.is_strong and any(map(str.isdigit, head.words)))
    return as_written(head) if is_meant and not piece.is_heading else head


def _head(piece: Piece, draft: Draft) -> Head | None:
    if piece.is_row or piece.block.kind in (BlockKind.CODE, BlockKind.QUOTE):
        return None
    choice = draft.chosen(ChoiceKind.DATE, piece)
    found = piece.head
    if found is None or (found.lacks_year and not found.is_strong):  # "4 April 2O04": the year is no number
        found = unreadable_head(piece.words) or found
    if found is None and (piece.is_item or piece.is_heading):
        found = head_behind_title(piece.words)
    if choice is None:
        return found
    if not choice.value.strip():
        return None
    return dated_by(choice.value, found.rest if found else piece.words) or found


def _counts(head: Head, piece: Piece, has_strong: bool, above: Period | None) -> bool:
    """Whether a block that begins with a date opens an event; `above` is the period of the event above it.

    A sentence among events with marks ("In 1977, …") does where it is of another time than the event above.
    """
    if head.period is None:
        return False
    if head.is_strong or piece.is_item or piece.is_heading:
        return True
    if not (head.is_sentence and has_strong):
        return True
    return above is not None and above.overlap(*head.period.reach) == Overlap.NONE


def year_of(period: Period) -> int | None:
    """The year that a period lies in; None where it reaches beyond one."""
    first, last = period.start_earliest, period.end_latest
    return first.year if first and last and first.year == last.year else None


def dated(pieces: Sequence[Piece]) -> Iterator[bool]:
    """For each block that could open an event, whether it begins with a date.

    What stands below a heading with a date could not, nor the block behind a date alone on its line.
    """
    after_date = under_date = False
    heads = _with_bare_years(pieces, [piece.head for piece in pieces])
    for piece, head in zip(pieces, heads, strict=True):
        if piece.block.is_header or piece.block.kind in (BlockKind.RULE, BlockKind.CODE):
            continue
        is_dated = head is not None and (head.is_strong or piece.is_item or not head.is_sentence)
        if piece.is_heading:
            under_date = is_dated
        if is_dated:
            yield True
        elif not (after_date or under_date or piece.is_heading or piece.block.level):
            yield False
        after_date = is_dated and head is not None and head.is_alone
