"""Rows of an Excel workbook (.xlsx): a block each, a sheet a table."""

import datetime
import io
import os
import re
from collections.abc import Iterator
from typing import Any

from organizations.dossier.intake.blocks import Block, BlockKind, Contents, row
from organizations.dossier.intake.columns import names_columns
from organizations.dossier.intake.packages import Package
from organizations.dossier.items import Lines
from organizations.dossier.text.errors import DossierError

# Where something else brought lxml, openpyxl would read by it what defusedxml refuses.
os.environ["OPENPYXL_LXML"] = "False"
import openpyxl

MAX_COLUMNS = 100
"""A cell further to the right is not read: a single one would make each row as wide."""
MAX_ROWS = 200_000

_LABEL = "Excel (.xlsx)"
_UNNAMED = re.compile(r"(?:sheet|tabelle|blatt|feuille?|hoja|planilha|folha|foglio|лист|ورقة|工作表) ?\d*", re.I)


def read_xlsx(source: bytes) -> Contents:
    """The rows of all sheets; `lines` count them from the first sheet on.

    Raises DossierError where the file is damaged or too large.
    """
    return Contents(_blocks(Package(source, _LABEL), source))


def _blocks(package: Package, source: bytes) -> Iterator[Block]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=True)
        count = 0
        for number, sheet in enumerate(book.worksheets, start=1):
            if not _UNNAMED.fullmatch(sheet.title.strip()):
                count += 1
                yield Block(kind=BlockKind.HEADING, text=sheet.title.strip(), lines=Lines(count, count), level=2)
            for block in _rows(sheet, number, count):
                count = block.lines.last
                yield block
    except DossierError:
        raise
    except Exception as error:  # what openpyxl raises for a damaged file is whatever its code runs into
        raise package.damaged() from error


def _rows(sheet: Any, number: int, before: int) -> Iterator[Block]:
    blanks, is_first = 0, True
    all_cells = sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS)
    for at, cells in enumerate(all_cells, start=before + 1):
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            blanks += 1
            continue
        yield row(texts, Lines(at, at), table=number, is_header=is_first and names_columns(texts), blanks=blanks)
        blanks, is_first = 0, False


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
