"""Rows of a CSV or TSV file: a block each."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from organizations.dossier.intake.blocks import Block, BlockKind, Contents
from organizations.dossier.intake.formats.html import read_html
from organizations.dossier.intake.formats.titled_rows import MAX_ABOVE, Row, rows_of_sheet
from organizations.dossier.intake.lines.columns import Column, column_of, names_columns
from organizations.dossier.items import Lines
from organizations.dossier.text.errors import UnreadableFile
from organizations.dossier.text.grammar import MAX_BYTES
from organizations.dossier.words import fold

_HTML = re.compile(r"</?(?:p|b|i|u|em|strong|a|br|span|div|ul|ol|li|h[1-6])(?:\s[^<>]*)?/?>", re.I)
DELIMITERS = ",;\t|"
_SAMPLE = 20


def read_csv(text: str) -> Contents:
    """The rows of a text whose cells are separated by comma, semicolon, tab or pipe.

    Raises UnreadableFile where a quoted cell is broken.
    """
    rows = rows_of_sheet(_rows(text, delimiter_of(text)), table=1)
    return Contents(_with_title(rows))


def _with_title(rows: Iterable[Block]) -> Iterator[Block]:
    """The rows; that of the type "title", as TimelineJS has it, as a title and the words below it."""
    header: Sequence[str] = ()
    for block in rows:
        header = block.cells if block.is_header else header
        results = [(column_of(name), name, cell) for name, cell in zip(header, block.cells, strict=False) if cell]
        title = next((cell for column, _name, cell in results if column == Column.TITLE), "")
        if block.is_header or not title or not any(_says_title(column, cell) for column, _name, cell in results):
            yield block
            continue
        yield Block(kind=BlockKind.HEADING, text=title, lines=block.lines, level=1, blanks=block.blanks)
        for column, name, cell in results:
            if column != Column.TITLE and not _says_title(column, cell):
                text = cell if column == Column.TEXT else f"{name}: {cell}"
                yield Block(kind=BlockKind.PARAGRAPH, text=text, lines=block.lines)


def _says_title(column: Column | None, cell: str) -> bool:
    return column == Column.GROUP and fold(cell) == "title"


def delimiter_of(text: str) -> str:
    """What parts the cells: what cuts most of the first rows into as many as the first."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def is_table(text: str) -> bool:
    """Whether a text is rows under a row of names of columns, which a title may stand above."""
    head = text.lstrip("\n")[:20_000]
    if not head.strip():
        return False
    delimiter = delimiter_of(head)
    rows = _sample(head, delimiter)
    return len(rows) >= 2 and names_columns(rows[0]) and len(rows[1]) >= 2


def _evenness(text: str, delimiter: str) -> tuple[bool, int, int]:
    rows = _sample(text, delimiter)
    first = len(rows[0]) if rows else 0
    return names_columns(rows[0]) if rows else False, sum(len(each) == first for each in rows if first > 1), first


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter)
    found: list[list[str]] = []
    try:
        for cells in rows:
            if any(cells):
                found.append(cells)
            if len(found) == _SAMPLE:
                break
    except csv.Error:
        pass
    return found[_title_rows(found) :]


def _title_rows(rows: list[list[str]]) -> int:
    """How many rows stand above the header alone; none where other rows are alone too, as in running text."""
    header = next((at for at, cells in enumerate(rows[: MAX_ABOVE + 1]) if len(cells) > 1), 0)
    is_even = all(len(cells) == len(rows[header]) for cells in rows[header:]) and names_columns(rows[header])
    return header if is_even and not rows[header][0].startswith("#") and rows[header][0] else 0


def _words(cell: str) -> str:
    """A cell with its words as Markdown has them, where TimelineJS holds HTML."""
    if not _HTML.search(cell):
        return cell
    return "\n\n".join(block.text for block in read_html(cell).blocks)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    blanks, last = 0, 0
    try:
        for cells in rows:
            lines, last = Lines(last + 1, rows.line_num), rows.line_num
            cells = [_words(cell.strip()) for cell in cells]
            if any(cells):
                yield cells, lines, blanks
                blanks = 0
            else:
                blanks += 1
    except csv.Error as error:
        raise UnreadableFile("damaged-table", reason=str(error), line=rows.line_num) from error
