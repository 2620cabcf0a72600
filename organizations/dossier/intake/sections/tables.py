"""Rows of a table: which column says when something was, which names it, and which tells of it."""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from organizations.dossier.intake.lines.columns import Column, column_of
from organizations.dossier.intake.lines.heads import opening_date
from organizations.dossier.intake.lines.looks import look
from organizations.dossier.intake.sections.draft import Piece
from organizations.dossier.words import fold, listed

_DATES = frozenset(
    (
        Column.DATE,
        Column.YEAR,
        Column.MONTH,
        Column.DAY,
        Column.END_DATE,
        Column.END_YEAR,
        Column.END_MONTH,
        Column.END_DAY,
        Column.DISPLAY_DATE,
    )
)
_WHEN = frozenset({Column.YEAR, Column.DATE, Column.DISPLAY_DATE})
"""One of them says when something was or began."""
_YEAR_OF_EXPORT = re.compile(r"\+?(\d{4})-01-01T00:00:00(?:\.0+)?Z?")
"""A year, as Wikidata writes it where it knows no day."""
_CLOCK = re.compile(r"^\+|(?:(?:-00){1,2})?(?<=\d\d)T00:00:00(?:\.0+)?Z?$")
"""What exports write of the time of a day that has none, and of a year: "1951-04-04T00:00:00Z", "+1951-00-00T…"."""
_MONTHS = tuple(calendar.month_name[1:])


@dataclass(frozen=True, slots=True)
class Dated:
    """A row read as an event: the words of its date, its title, and the paragraphs of its other cells."""

    piece: Piece
    words: str
    title: str
    body: str
    written: str = ""
    """The words of its cell, where an export writes a year as its first day."""


def tables_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The rows of each table among blocks, its header first."""
    rows = (piece for piece in pieces if piece.is_row)
    for _number, table in groupby(rows, key=lambda piece: piece.block.table):
        yield list(table)


def columns_of(header: Sequence[str]) -> dict[Column, int]:
    """The place of each column that is known by its name; of several of one name the first."""
    places: dict[Column, int] = {}
    for at, cell in enumerate(header):
        column = column_of(look(cell))
        if column:
            places.setdefault(column, at)
    return places if places.keys() & _WHEN or Column.TITLE not in places else _with_spans(places, header)


def _with_spans(places: dict[Column, int], header: Sequence[str]) -> dict[Column, int]:
    """The columns of a table of events, "From" and "To" among them, which would be of a tenure in a table of people;
    "Start time" and "End time", as Wikidata has it, are days where no other column says when."""
    for column, name, time in ((Column.DATE, "from", Column.TIME), (Column.END_DATE, "to", Column.END_TIME)):
        named = next((at for at, cell in enumerate(header) if fold(look(cell)) in listed("columns", name)), None)
        place = named if named is not None else places.pop(time, None)
        if place is not None:
            places.setdefault(column, place)
    return places


def names_dates_and_events(row: Piece) -> bool:
    """Whether a row names its columns as a timeline's: one says when, another what happened."""
    named = columns_of(row.block.cells).keys() if row.block.is_header else frozenset()
    return bool(named & _WHEN) and Column.TITLE in named


def date_column(rows: Sequence[Sequence[str]]) -> int | None:
    """The first column in which most cells are dates; None without one."""
    width = max(map(len, rows), default=0)
    for at in range(min(width, 12)):
        # The first two hundred rows tell as much as all.
        cells = [look(row[at]) for row in rows[:200] if at < len(row) and row[at].strip()]
        dates = sum(map(_is_date, cells))
        if dates * 2 >= len(cells) > 0 and dates * 2 >= min(len(rows), 200):
            return at
    return None


def dated_rows(table: Sequence[Piece]) -> list[Dated] | None:
    """The rows of a table as events, its header left out; None where no column says when, or most rows tell nothing."""
    has_header = table[0].block.is_header and not _is_dated_row(table[0])
    header = table[0].block.cells if has_header else ()
    rows = table[1:] if has_header else table
    if 2 * sum(map(_tells, rows)) < len(rows):
        return None  # "1951–1955 | 3,277"
    places = columns_of(header)
    if not places.keys() & _WHEN:
        at = date_column([row.block.cells for row in rows])
        if at is None:
            return None
        places = {column: place for column, place in places.items() if place != at} | {Column.DATE: at}
    elif Column.DATE in places:
        places = {**places, Column.DATE: _telling_date(header, rows, places[Column.DATE])}
    return [_dated(row, header, places) for row in rows]


def _tells(row: Piece) -> bool:
    """Whether a row has words beside its dates, and not figures only."""
    return any(sum(map(str.isalpha, cell)) > 1 and not _is_date(cell) for cell in row.block.cells)


def _telling_date(header: Sequence[str], rows: Sequence[Piece], first: int) -> int:
    """Of several columns of dates that in which rows differ most: "inception" is the same in all, "pointInTime" not."""
    columns = [at for at, cell in enumerate(header) if column_of(look(cell)) == Column.DATE]
    values = {at: len({row.block.cells[at] for row in rows if at < len(row.block.cells)}) for at in columns}
    return max(values, key=lambda at: (values[at], at == first), default=first)


def _is_dated_row(row: Piece) -> bool:
    """Whether the header of a table is its first event, because the format asks every table for a header."""
    return any(map(_is_date, row.block.cells))


def _is_date(cell: str) -> bool:
    head = opening_date(cell)
    return head is not None and head.is_alone


def _dated(row: Piece, header: Sequence[str], places: Mapping[Column, int]) -> Dated:
    cells = ["\n".join(" ".join(line.split()) for line in cell.strip().split("\n")) for cell in row.block.cells]
    cell = {column: " ".join(cells[at].split()) if at < len(cells) else "" for column, at in places.items()}
    shown, counted = look(cell.get(Column.DISPLAY_DATE, "")), _date_words(cell)
    words = shown if shown and (not counted or _is_date(shown)) else counted
    used = {
        at for column, at in places.items() if column in _DATES and (column, words) != (Column.DISPLAY_DATE, counted)
    }
    others = [at for at, text in enumerate(cells) if text and at not in used]
    places_of_text = (places.get(Column.TEXT), places.get(Column.NUMBER))
    at_title = places.get(Column.TITLE, -1)
    if at_title not in others:
        at_title = next((at for at in others if at not in places_of_text), others[0] if others else -1)
    title = cells[at_title] if at_title in others else ""
    rest = [at for at in others if at != at_title]
    body = [cells[at] if at == places.get(Column.TEXT) else _named(header, at, cells[at]) for at in rest]
    date = look(cell.get(Column.DATE, ""))
    return Dated(row, words, title, "\n\n".join(body), date if _YEAR_OF_EXPORT.fullmatch(date) else "")


def _named(header: Sequence[str], at: int, text: str) -> str:
    name = look(header[at]) if at < len(header) else ""
    return f"{name}: {text}" if name else text


def _date_words(cell: Mapping[Column, str]) -> str:
    """The words of the date that the columns of a row say, but for what they show in its place."""
    start = _of_export(cell.get(Column.DATE, "")) or _day(cell, Column.YEAR, Column.MONTH, Column.DAY)
    end = _of_export(cell.get(Column.END_DATE, "")) or _day(cell, Column.END_YEAR, Column.END_MONTH, Column.END_DAY)
    return f"{start} – {end}" if start and end and end != start else start or end


def _of_export(text: str) -> str:
    """A date without the time that no day has in an export; a first of January at midnight is its year."""
    words = look(text)
    year = _YEAR_OF_EXPORT.fullmatch(words)
    return year[1] if year else _CLOCK.sub("", words)


def _day(cell: Mapping[Column, str], *columns: Column) -> str:
    year, month, day = (look(cell.get(column, "")) for column in columns)
    if re.fullmatch(r"0?[1-9]|1[0-2]", month):
        month = _MONTHS[int(month) - 1]
    return " ".join(filter(None, (day.lstrip("0") if month else "", month, year)))
