"""Rows of an Excel workbook (.xlsx): a block each, a sheet a table."""

import datetime
import io
import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from organizations.dossier.intake.blocks import Block, BlockKind, Contents
from organizations.dossier.intake.formats.packages import Package
from organizations.dossier.intake.formats.titled_rows import Row, rows_of_sheet
from organizations.dossier.items import Lines
from organizations.dossier.text.errors import DossierError

# Where something else brought lxml, openpyxl would read by it what defusedxml refuses.
os.environ["OPENPYXL_LXML"] = "False"
import openpyxl
from openpyxl.utils import column_index_from_string

MAX_COLUMNS = 100
"""A cell further to the right is not read: a single one would make each row as wide."""
MAX_ROWS = 200_000
MAX_MERGED = 20_000
MAX_UNPACKED = 5_000_000
"""Bytes of XML: some hundred thousand cells, of which openpyxl takes some seconds."""

_LABEL = "Excel (.xlsx)"
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_UNNAMED = re.compile(r"(?:sheet|tabelle|blatt|feuille?|hoja|planilha|folha|foglio|лист|ورقة|工作表) ?\d*", re.I)


def read_xlsx(source: bytes) -> Contents:
    """The rows of all sheets; `lines` count them from the first sheet on.

    Raises DossierError where the file is damaged or too large.
    """
    return Contents(_blocks(Package(source, _LABEL, MAX_UNPACKED), source))


def _blocks(package: Package, source: bytes) -> Iterator[Block]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=True)
        count = 0
        for number, sheet in enumerate(book.worksheets, start=1):
            if not _UNNAMED.fullmatch(sheet.title.strip()):
                count += 1
                yield Block(kind=BlockKind.HEADING, text=sheet.title.strip(), lines=Lines(count, count), level=2)
            for block in rows_of_sheet(_rows(package, sheet, count), table=number):
                count = block.lines.last
                yield block
    except DossierError:
        raise
    except Exception as error:  # what openpyxl raises for a damaged file is whatever its code runs into
        raise package.damaged() from error


def _rows(package: Package, sheet: Any, before: int) -> Iterator[Row]:
    blanks = 0
    merged = _Merged(package, sheet)
    all_cells = sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS)
    for at, cells in enumerate(all_cells, start=before + 1):
        texts = [_text(cell) for cell in _filled(cells)]
        texts = merged.filled(texts, at - before) if merged else texts
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            blanks += 1
            continue
        yield texts, Lines(at, at), blanks
        blanks = 0


def _filled(cells: Sequence[Any]) -> Sequence[Any]:
    """The cells of a row up to the last that holds something: openpyxl gives as many as are asked for."""
    end = len(cells)
    while end and cells[end - 1].value is None:
        end -= 1
    return cells[:end]


class _Merged:
    """The cells of a sheet that reach over several rows: what stands in one holds for those below it."""

    def __init__(self, package: Package, sheet: Any) -> None:
        member = sheet._worksheet_path  # openpyxl reads no merged cells where it reads row by row
        source = package.zip.read(member) if member in package.names else b""
        self.ends: dict[tuple[int, int], int] = {}
        for column, first, last in islice(_MERGED.findall(source), MAX_MERGED):
            if int(last) > int(first):
                self.ends[int(first), column_index_from_string(column.decode()) - 1] = int(last)
        self.reaching: dict[int, tuple[int, str]] = {}

    def __bool__(self) -> bool:
        return bool(self.ends)

    def filled(self, texts: list[str], row: int) -> list[str]:
        """The texts of a row, with what reaches down into it; of a row that is empty otherwise nothing."""
        if not any(texts):
            return texts
        for column, text in enumerate(texts):
            if (row, column) in self.ends:
                self.reaching[column] = self.ends[row, column], text
        return [
            self.reaching[at][1] if not text and at in self.reaching and row <= self.reaching[at][0] else text
            for at, text in enumerate(texts)
        ]


def _text(cell: Any) -> str:
    """What a cell shows: a day as ISO 8601 writes it, as far as its format tells it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return _date(value, str(cell.number_format).lower())
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _date(value: datetime.datetime, shown: str) -> str:
    if "d" not in shown:
        return value.isoformat()[: 7 if "m" in shown else 4]
    return value.isoformat(" ", "minutes") if value.hour or value.minute else value.date().isoformat()
