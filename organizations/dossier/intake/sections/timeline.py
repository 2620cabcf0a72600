"""The timeline of any hand: what the title of each event is, and what belongs to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from organizations.dossier.bounds import MAX_LINE
from organizations.dossier.document import Event, SectionKind
from organizations.dossier.intake.blocks import BlockKind
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.heads import (
    Head,
    as_written,
    dated_by,
    head_of,
    lent,
    not_dated_by,
)
from organizations.dossier.intake.lines.looks import ends_sentence, look
from organizations.dossier.intake.lines.people import read_people
from organizations.dossier.intake.lines.titles import is_wrapped, split_title, title_of_lines
from organizations.dossier.intake.sections.borrowing import Lender
from organizations.dossier.intake.sections.draft import Draft, Piece, as_heading, behind, span
from organizations.dossier.intake.sections.event_heads import blocks_above, heads_of, is_titled, titles_above, year_of
from organizations.dossier.intake.sections.profiles import MAX_WIDTH
from organizations.dossier.intake.sections.prose import prose
from organizations.dossier.intake.sections.tables import Dated, dated_rows, tables_of
from organizations.dossier.period import Period, PeriodError
from organizations.dossier.period.tokens import is_word_of_dates
from organizations.dossier.period.vocabulary import plain
from organizations.dossier.text import grammar
from organizations.dossier.text.reading import Certainty

_UNCLEAR = "unclear date “"
"""How the words of a date begin that is kept as it was written."""

_BOLD_AT_HEAD = re.compile(r"\*\*[^*]{2,40}\*\*\s*[:–—-]|\*\*[^*]{2,40}[:.]\*\*\s")
_YEAR_BEFORE_MARK = re.compile(r"[^:–—\t.]{3,40}(?<!\d)[12]\d{3}\s*[:–—\t]")
_WORD_BEFORE_MARK = re.compile(r"[*_]{0,3}([^\W\d_]{3,15})[*_]{0,3}(?:\s*[:–—\t]|\s-\s)")
"""A word in the place of a date: "Today – eleven members"."""
_YEAR_AT_HEAD = re.compile(r"[\W_]{0,4}(?:[12]\d{3}|(?<=['’])\d\d)(?!\d)")


_YEAR_OF_HEADING = re.compile(r"(?<![\d–—/-])(?<!\d )\b([12]\d{3})\W*$")
"""One year, and not the end of several: "1949–1952"."""

_LEVELS = " › "
"""Parts a heading from the one that it stands under: "20th century › The 1950s"."""

RARE = 4
"""Where at most one event of so many has paragraphs of its own, these are reported."""

MAX_SPANNED = 4
"""A row of more cells, whose first is empty, comes from a sheet that has columns for each part of a date."""

SHORT = 400
"""Longer items below a year are no events of their own."""


@dataclass(slots=True)
class _Opened:
    """An event in the making: the headings above it, the block that opens it, its date and title, the blocks behind."""

    piece: Piece
    period: Period
    title: str
    text: str = ""
    certainty: Certainty = Certainty.GUESSED
    left: str = ""
    above: list[Piece] = field(default_factory=list)
    others: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """How far a timeline is read: what stood before its first event, and its events."""

    text: list[Piece] = field(default_factory=list)
    events: list[_Opened] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Put a block to the event above it, or before the first."""
        (self.events[-1].body if self.events else self.text).append(piece)

    def take_subheadings(self) -> None:
        """Put headings that end what stands before an event above that."""
        for pieces, event in zip([self.text, *(each.body for each in self.events)], self.events, strict=False):
            while pieces and pieces[-1].is_heading and not pieces[-1].marks:
                event.above.insert(0, pieces.pop())


def _is_beside(piece: Piece, opened: _Opened) -> bool:
    """Whether an item or a row stands in one list with that which opened an event, or a line begins with a year."""
    if piece.is_row or piece.is_item:
        is_like = piece.block.kind == opened.piece.block.kind
        return is_like and opened.piece.block.level == piece.block.level
    if piece.block.kind != BlockKind.PARAGRAPH:
        return False
    if _YEAR_AT_HEAD.match(piece.block.text):
        return True
    # "Thanksgiving 1950: …", "**Fine Ottocento** – …", a line right below one that the same mark parts from its date.
    is_line = not piece.block.blanks and opened.piece.block.kind == BlockKind.PARAGRAPH
    is_bold = opened.piece.block.text.startswith("**") and _BOLD_AT_HEAD.match(piece.block.text) is not None
    word = _WORD_BEFORE_MARK.match(piece.block.text)
    is_dated = _YEAR_BEFORE_MARK.match(piece.block.text) is not None or (
        word is not None and is_word_of_dates(plain(word[1]))
    )
    return is_bold or (is_line and (is_titled(piece) or is_dated))


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a timeline holds: the text before its first event, and its events."""

    text: str
    events: tuple[Event, ...]


def timeline_of(pieces: Sequence[Piece], draft: Draft, section: str, heading: str = "") -> Timeline:
    """The events of the blocks of a timeline; every block is accounted for in the draft.

    A year at the end of its heading is that of dates without one: "Timeline 1952".
    """
    state = _State()
    # Tables before rows: which column says when shows only in all of its cells.
    tables = [(table, dated_rows(table)) for table in tables_of(pieces)]
    rows = {row.piece.at: row for _table, found in tables for row in found or ()}
    readable = {table[0].at for table, found in tables if found and table[0].at not in rows}
    lender = Lender(draft)
    of_year = _YEAR_OF_HEADING.search(heading)
    heads = heads_of(pieces, draft, lender, int(of_year[1]) if of_year else None)
    titles = titles_above(pieces, heads)
    above = blocks_above(pieces, heads)
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.at in readable:
            draft.became(piece, "nothing", section=section)
            at += 1
        elif piece.at in rows:
            _open_row(rows[piece.at], state, draft, lender)
            at += 1
        elif at in titles:
            state.events.append(_titled_above(pieces, at, heads, draft))
            at += 2
        elif above and at + above < len(pieces) and heads[at + above]:
            state.events.append(_titled_above(pieces, at, heads, draft, above))
            at += above + 1
        elif head := heads[at]:
            at = _open(pieces, at, head, heads, state, draft)
        else:
            if state.events and _is_beside(piece, state.events[-1]):
                draft.notice(piece, "no-event")
            state.add(_as_subheading(pieces, at))
            at += 1
    state.take_subheadings()
    _report_strangers(state.events, draft)
    return Timeline(_text(state, draft, section), tuple(_event(opened, draft, section) for opened in state.events))


def _report_strangers(events: Sequence[_Opened], draft: Draft) -> None:
    """Say which paragraphs stand below an event as they do below the last alone, or below few: they may be of another
    section."""
    apart = [
        (event, piece)
        for event in events
        for piece in event.body
        if piece.block.kind == BlockKind.PARAGRAPH and not piece.block.level
        if piece.block.blanks or _names_holder(piece.words)
    ]
    having = {id(event) for event, _piece in apart}
    if len(having) * RARE <= len(events) or (len(events) > 2 and having == {id(events[-1])}):
        for _event, piece in apart:
            draft.notice(piece, "below-last-event")


def _names_holder(text: str) -> bool:
    """Whether a line names somebody and an office for sure."""
    # Of a long chronology most lines are running text, and to read that for names takes longer than all else.
    is_running = len(text) > MAX_WIDTH and ends_sentence(text)
    return not is_running and any(each.certain and each.title for each in read_people(text))


def _report(piece: Piece, head: Head, draft: Draft) -> None:
    """Say what is in doubt of a date; the text is not imported before one that cannot be read is put right."""
    column = max(piece.block.text.split("\n", 1)[0].find(head.words.removeprefix(_UNCLEAR).rstrip("”")) + 1, 1)
    if head.doubt:
        draft.report(piece, head.doubt)
    if head.problem:
        draft.notice(piece, "unread-date", column=column, blocks=True, reason=head.problem)
    elif head.lacks_year:
        reason = PeriodError("no-year", words=head.words.removeprefix(_UNCLEAR).rstrip("”")).message
        draft.notice(piece, "unread-date", column=column, blocks=True, reason=reason)


def _open(
    pieces: Sequence[Piece], at: int, head: Head, heads: Sequence[Head | None], state: _State, draft: Draft
) -> int:
    """Open the event, or the events, of a block; gives the place of the next block to read."""
    piece = pieces[at]
    assert head.period is not None, "a head that counts has a period"
    _report(piece, head, draft)
    below = _below(pieces, at, heads)
    if _is_container(pieces, at, head, heads):
        state.add(as_heading(piece))
        return at + 1
    if not head.is_alone:
        state.events.append(_titled(piece, head))
        return at + 1
    if (items := _items_of_a_year(below)) is not None:
        for number, item in enumerate(items):
            title, text = split_title(item.words)
            opened = _Opened(item, head.period, title, text)
            opened.others = [piece] if number == 0 else []
            state.events.append(opened)
            draft.notice(item, "item-of-a-date", period=head.words)
        return at + 1 + len(items)
    if below and below[0].block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING):
        title, text = title_of_lines(below[0].block.text.split("\n"))
        opened = _Opened(piece, head.period, title, text, _certainty(piece, head))
        opened.others = [below[0]]
        state.events.append(opened)
        return at + 2
    state.events.append(_Opened(piece, head.period, "", "", _certainty(piece, head)))
    return at + 1


def _titled_above(
    pieces: Sequence[Piece], at: int, heads: Sequence[Head | None], draft: Draft, above: int = 1
) -> _Opened:
    """The event whose title is one block, whose date stands in the next or some blocks below, and whose text goes on
    there."""
    piece, head = pieces[at + above], heads[at + above]
    assert head, "a title stands above a date that counts"
    assert head.period, "so it has a period"
    _report(piece, head, draft)
    opened = _Opened(piece, head.period, look(pieces[at].words), "", _certainty(piece, head), left=head.left)
    opened.text = "\n".join(line.strip() for line in piece.block.text.split("\n")[1:])
    opened.others = [pieces[at]]
    opened.body = list(pieces[at + 1 : at + above])
    return opened


def _below(pieces: Sequence[Piece], at: int, heads: Sequence[Head | None]) -> list[Piece]:
    """The blocks between one that opens an event and the next that does."""
    found: list[Piece] = []
    for place in range(at + 1, len(pieces)):
        piece = pieces[place]
        if heads[place] or piece.is_row or (piece.is_heading and len(found) > 0):
            break
        found.append(piece)
    return found


def _is_container(pieces: Sequence[Piece], at: int, head: Head, heads: Sequence[Head | None]) -> bool:
    """Whether a date is the heading over dates within it: a year over its months, a decade over its years."""
    if at + 1 >= len(pieces) or not (head.is_alone or pieces[at].is_heading):
        return False
    piece, following, inner = pieces[at], pieces[at + 1], heads[at + 1]
    if inner is None or inner.period is None or head.period is None or not (inner.period.edtf and head.period.edtf):
        return following.is_row and piece.is_heading
    is_deeper = (
        (piece.is_heading and (not following.is_heading or following.block.level > piece.block.level))
        or (following.is_item and (not piece.is_item or following.block.level > piece.block.level))
        or (head.is_alone and not inner.is_alone)
        or (following.head is not None and following.head.lacks_year)
    )
    first, last = head.period.reach
    # A date alone over one within it, both alone: it has no words to be an event with.
    is_deeper = is_deeper or (head.is_alone and not piece.is_item and inner.period.reach != (first, last))
    return is_deeper and (_titles(head) or (first <= inner.period.reach[0] and inner.period.reach[1] <= last))


def _titles(head: Head) -> bool:
    """Whether the date of a heading stands behind its title: what has dates of its own below is told under it."""
    return not head.is_strong and not head.is_alone


def _items_of_a_year(below: Sequence[Piece]) -> list[Piece] | None:
    """The items below a date, where they are statements of their own: two or more, short, in one row."""
    level = below[0].block.level if below else 0
    items = [piece for piece in below if piece.is_item and piece.block.level == level]
    if len(items) < 2 or len(items) != len(below) or any(len(item.words) > SHORT for item in items):
        return None
    return items


def _titled(piece: Piece, head: Head) -> _Opened:
    assert head.period is not None
    lines = piece.block.text.split("\n")
    if "\n" in head.rest:
        return _Opened(piece, head.period, *title_of_lines(head.rest.split("\n")), _certainty(piece, head))
    if len(lines) == 1 or piece.is_item or is_wrapped(lines):
        certainty = _certainty(piece, head)
        is_whole = certainty == Certainty.CANONICAL and len(head.rest) <= MAX_LINE
        title, text = (head.rest, "") if is_whole else split_title(head.rest)
        return _Opened(piece, head.period, title, text, certainty, left=head.left)
    first = head_of(lines[0])
    if first is None or first.is_alone:
        is_of_year = first is not None and first.words == head.words  # else a day stands on the line below the year
        title, text = title_of_lines(lines[1:]) if is_of_year else split_title(head.rest)
    else:
        title, text = first.rest, "\n".join(line.strip() for line in lines[1:])
    return _Opened(piece, head.period, title, text, _certainty(piece, head), left=head.left)


def _certainty(piece: Piece, head: Head) -> Certainty:
    """How sure it is that the block opens an event: by the text format itself, by its look, or with a date unread."""
    if head.period and not head.period.edtf:
        return Certainty.NOT_UNDERSTOOD
    words = " ".join(piece.block.text.split("\n", 1)[0].split())
    is_canonical = not piece.is_heading and grammar.event_head(words) is not None
    # The year may have been written in full: "'68: Strike".
    is_as_written = " ".join(piece.written.text.split()).startswith(words)
    return Certainty.CANONICAL if is_canonical and is_as_written and head.is_certain else Certainty.GUESSED


def _open_row(row: Dated, state: _State, draft: Draft, lender: Lender) -> None:
    choice = draft.chosen(ChoiceKind.DATE, row.piece)
    words = choice.value if choice else row.words
    head = dated_by(words, row.title) if words else None
    if head is None and any(map(str.isdigit, words)):
        head = not_dated_by(words, row.title)
    head = lender.settled(head)
    above = _above(row.piece, state)
    if head and head.lacks_year and above and (year := year_of(above.period)):
        head = lent(head, year)
    if head and head.period is None and (head.problem or head.lacks_year):
        head = as_written(head)
    if head:
        _report(row.piece, head, draft)
    if row.written and head and head.period:
        draft.notice(row.piece, "year-of-export", words=row.written, year=head.words)
    period = head.period if head else None
    cells = row.piece.block.cells
    if above and row.title and not words and not cells[0].strip() and len(cells) <= MAX_SPANNED:
        period = above.period
        draft.notice(row.piece, "item-of-a-date", period=period.words)
    if period is None:
        if state.events:
            draft.notice(row.piece, "no-event")
        state.add(row.piece)
        return
    title, text = title_of_lines(row.title.split("\n"))
    body = "\n\n".join(filter(None, (text, row.body)))
    certainty = Certainty.GUESSED if period.edtf else Certainty.NOT_UNDERSTOOD
    state.events.append(_Opened(row.piece, period, title, body, certainty))


def _above(row: Piece, state: _State) -> _Opened | None:
    """The event of the row above in its table: a date, or its year, whose cell stands empty below it is meant again."""
    above = state.events[-1] if state.events else None
    return above if above and above.piece.block.table == row.block.table else None


def _as_subheading(pieces: Sequence[Piece], at: int) -> Piece:
    """A line that looks like a heading, between events, as one."""
    piece = pieces[at]
    text = look(piece.words)
    if piece.block.kind != BlockKind.PARAGRAPH or not piece.block.blanks or "\n" in piece.block.text:
        return piece
    alone = at + 1 < len(pieces) and (
        pieces[at + 1].block.blanks > 0 or pieces[at + 1].block.kind != BlockKind.PARAGRAPH
    )
    is_heading = alone and grammar.heading_like(text) and grammar.title_case(text)
    return as_heading(piece) if is_heading else piece


def _text(state: _State, draft: Draft, section: str) -> str:
    for piece in state.text:
        is_heading = piece.is_heading
        if not is_heading:
            draft.notice(piece, "before-first-item")
        draft.became(piece, "subheading" if is_heading else "text", section=section)
    return prose(state.text, SectionKind.TIMELINE)


def _event(opened: _Opened, draft: Draft, section: str) -> Event:
    key = draft.key("event", opened.title or opened.period.words)
    below = [*opened.others, *opened.body]
    pieces = [*opened.above, opened.piece, *below]
    draft.all_became(opened.above, "subheading", section=section, key=key)
    draft.all_became([opened.piece, *opened.others], "event", section=section, key=key, certainty=opened.certainty)
    for piece in opened.body:
        is_heading = piece.is_heading
        is_sure = not _is_beside(piece, opened)
        draft.became(
            piece,
            "subheading" if is_heading else "event",
            section=section,
            key="" if is_heading else key,
            certainty=Certainty.CANONICAL if is_sure else Certainty.NOT_UNDERSTOOD,
        )
    title = f"{opened.title.removesuffix(';')} {opened.left}".strip()
    last = opened.others[-1] if opened.others and not opened.piece.marks else opened.piece
    text, marks = behind(opened.text, last)
    gap = "\n\n" if opened.body and (opened.body[0].block.blanks or opened.body[0].is_heading) else "\n"
    body = gap.join(filter(None, (text, prose(opened.body, SectionKind.TIMELINE))))
    return Event(
        key=key,
        lines=span(pieces),
        period=opened.period,
        title=title,
        subheading=_LEVELS.join(look(piece.words) for piece in opened.above),
        body=body,
        marks=marks,
    )
