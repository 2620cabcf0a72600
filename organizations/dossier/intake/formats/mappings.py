"""Lists of mappings, as YAML writes a table ("- date: 1951", "  text: A treaty"), or as paragraphs of labels."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from organizations.dossier.intake.blocks import Block, BlockKind, row
from organizations.dossier.intake.lines.columns import Column, column_of
from organizations.dossier.items import Lines
from organizations.dossier.words import fold, listed

MIN_ROWS = 2
"""So many mappings make a table; one may be an item with a label."""
_OPENS = re.compile(r"(?P<indent>\s*)-\s+(?P<key>[\w -]{1,40}?)\s*:(?:\s+(?P<value>.*))?")
_GOES_ON = re.compile(r"(?P<indent>\s+)(?P<key>[\w-]{1,40})\s*:(?:\s+(?P<value>.*))?")
_LABELLED = re.compile(
    r"(?P<bold>\*\*)?(?P<key>[^\W\d_][\w -]{1,30}?)\s*(?(bold)[:：]?\*\*\s*[:：]?|[:：])\s*(?P<value>\S.*)"
)
MAX_LABELS = 12
"""So many lines of labels at most are one mapping."""
_BLOCK_VALUE = re.compile(r"[>|][+-]?")
"""What says that the value stands on the lines below."""
_DATES = frozenset({*list(Column)[: list(Column).index(Column.TITLE)]})


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A mapping as the cells of a row: when, who or what, and the others with their keys; and its lines."""

    cells: tuple[str, ...]
    lines: Lines


def mapped_rows(lines: Sequence[str], at: int) -> tuple[list[MappedRow], int]:
    """The mappings that begin at a line, counted from 0, and the line behind them.

    There are no rows where they are few, or do not say when something was.
    """
    mappings = _mappings(lines, at) if _OPENS.fullmatch(lines[at]) else iter(())
    first = next(mappings, None)
    if first is None or not _cells(first[0]):
        # Not the others: a list of 15,000 items with a colon each is none either.
        return [], first[1].last if first else at
    found = [first, *mappings]
    rows = [MappedRow(cells, where) for values, where in found if (cells := _cells(values))]
    return rows if MIN_ROWS <= len(rows) == len(found) else [], found[-1][1].last


def labelled_rows(lines: Sequence[str], at: int) -> tuple[list[MappedRow], int]:
    """The mappings that begin at a line as paragraphs of lines with labels do, and the line behind them.

    "Year: 1951", "Event: Three states sign", an empty line, "Year: 1962", …: all have a date and begin with one label.
    """
    first = _LABELLED.fullmatch(lines[at].strip())
    if not first or not _is_column(first["key"]):
        return [], at
    rows: list[MappedRow] = []
    end = at
    while (paragraph := list(takewhile(str.strip, lines[end : end + MAX_LABELS]))) and len(paragraph) < MAX_LABELS:
        labels = [_LABELLED.fullmatch(line.strip()) for line in paragraph]
        values = {label["key"]: label["value"] for label in labels if label}
        cells = _cells(values) if len(values) == len(paragraph) and first["key"] in values else ()
        if not cells:
            break
        rows.append(MappedRow(cells, Lines(end + 1, end + len(paragraph))))
        behind = end + len(paragraph)
        end = next((each for each in range(behind, len(lines)) if lines[each].strip()), len(lines))
    return (rows, rows[-1].lines.last) if len(rows) >= MIN_ROWS else ([], at)


def _is_column(key: str) -> bool:
    return column_of(key) in _DATES or fold(key) in listed("columns", "name") | listed("columns", "term")


def blocks_with_tables(lines: Sequence[str], marker: str) -> list[Block]:
    """The lines of a source that is all data as blocks: a row for each mapping, the others as they are."""
    blocks: list[Block] = []
    at = start = tables = 0
    while at < len(lines):
        rows, end = mapped_rows(lines, at)
        if rows:
            tables += 1
            blocks += [
                *_as_written(lines, start, at, marker),
                *(row(each.cells, each.lines, table=tables) for each in rows),
            ]
            start = end
        at = max(end, at + 1)
    return [*blocks, *_as_written(lines, start, len(lines), marker)]


def _as_written(lines: Sequence[str], start: int, end: int, marker: str) -> Iterator[Block]:
    text = "\n".join(lines[start:end]).strip("\n")
    if text.strip():
        yield Block(kind=BlockKind.CODE, text=text, lines=Lines(start + 1, end), marker=marker)


def _mappings(lines: Sequence[str], at: int) -> Iterator[tuple[Mapping[str, str], Lines]]:
    first = _OPENS.fullmatch(lines[at])
    indent = len(first["indent"]) if first else 0
    values: dict[str, str] = {}
    key, start, end = "", at, at
    for number in range(at, len(lines)):
        line = lines[number]
        depth = len(line) - len(line.lstrip())
        opens = _OPENS.fullmatch(line) if depth == indent else None
        if opens and values:
            yield values, Lines(start + 1, end + 1)
            values, start = {}, number
        text = opens or (_GOES_ON.fullmatch(line) if depth > indent else None)
        # Keys further in are of a mapping within the value, and stay its words.
        if text and (opens or depth <= indent + 4):
            key = text["key"]
            values[key] = _plain(text["value"] or "")
        elif line.strip() and depth > indent:
            values[key] = f"{values[key]} {_plain(line.strip())}".strip()
        elif line.strip():
            break
        end = number if line.strip() else end
    yield values, Lines(start + 1, end + 1)


def _plain(value: str) -> str:
    """A value without quotation marks around it; nothing for what says that it is none, or stands below."""
    value = value.strip()
    if value in ("~", "null") or _BLOCK_VALUE.fullmatch(value):
        return ""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def _cells(values: Mapping[str, str]) -> tuple[str, ...]:
    """The cells of a mapping: its dates, its title or name, its text, and all else with its key; none without dates."""
    named: dict[Column, str] = {}
    name, others = "", []
    for key, value in values.items():
        column = column_of(key)
        text = fold(key.replace("_", " "))
        if text in listed("columns", "name") and not name:
            name = value
        elif text in listed("columns", "to") or column == Column.END_DATE:
            named[Column.END_DATE] = value
        elif column in _DATES or text in listed("columns", "from") or (name and text in listed("columns", "term")):
            named.setdefault(column if column in _DATES else Column.DATE, value)
        elif column in (Column.TITLE, Column.TEXT) and column not in named:
            named[column] = value
        else:
            others.append(f"{key}: {value}" if not _says_office(text) else value)
    start = named.get(Column.DATE) or named.get(Column.DISPLAY_DATE) or _day(named, Column.YEAR)
    end = named.get(Column.END_DATE) or _day(named, Column.END_YEAR)
    is_tenure = bool(name and "from" in map(fold, values))
    dates = f"{start} – {end}" if start and end else f"{start}–" if start and is_tenure else start
    results = [name, named.get(Column.TITLE, ""), named.get(Column.TEXT, ""), *others]
    return tuple(filter(None, (dates, *results))) if dates and any(results) else ()


def _says_office(text: str) -> bool:
    return text in listed("columns", "office") or text in listed("columns", "country")


def _day(named: Mapping[Column, str], year: Column) -> str:
    """The words of a date in columns of its own: "1951-04-04", "4 April 1951", "1951"."""
    columns = {Column.YEAR: (Column.MONTH, Column.DAY), Column.END_YEAR: (Column.END_MONTH, Column.END_DAY)}[year]
    month, day = (named.get(column, "") for column in columns)
    if month.isdecimal():
        return "-".join([named.get(year, ""), f"{month:0>2}", *([f"{day:0>2}"] if day else [])])
    return " ".join(filter(None, (day, month, named.get(year, ""))))
