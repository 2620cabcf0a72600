"""The rows of an Excel workbook become blocks, a sheet a table."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.intake.formats.sources import blocks_of
from organizations.dossier.text.errors import DossierError, TextTooLarge
from tests.dossier.intake.packages import zipped


def workbook(**sheets: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_each_row_is_a_block_below_the_header():
    source = blocks_of(
        workbook(Sheet1=[["Year", "Month", "Headline"], [1949, 4, "Treaty"], [], [1950.0, None, "More"]])
    )
    header, first, second = source.blocks
    assert source.format == "xlsx" and header.is_header
    assert (first.cells, second.cells) == (("1949", "4", "Treaty"), ("1950", "", "More"))
    assert (second.lines.first, second.blanks) == (4, 1)


def test_sheets_with_a_name_stand_under_it():
    found = blocks_of(workbook(Timeline=[["Date", "Event"], [1949, "x"]], Tabelle2=[["Name", "Term"]])).blocks
    assert [(block.kind, block.text, block.table) for block in found] == [
        ("heading", "Timeline", 0),
        ("row", "Date | Event", 1),
        ("row", "1949 | x", 1),
        ("row", "Name | Term", 2),
    ]
    assert [block.lines.first for block in found] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("shown", "text"),
    [("yyyy-mm-dd", "1949-04-01"), ("mmm yyyy", "1949-04"), ("yyyy", "1949"), ("d. mmmm", "1949-04-01")],
)
def test_a_day_is_written_as_far_as_its_cell_shows_it(shown, text):
    book = openpyxl.Workbook()
    book.active["A1"] = datetime.date(1949, 4, 1)
    book.active["A1"].number_format = shown
    buffer = io.BytesIO()
    book.save(buffer)
    assert blocks_of(buffer.getvalue()).blocks[0].cells == (text,)


@pytest.mark.slow
def test_a_cell_far_away_costs_nothing():
    rows = "".join(f'<row r="{at * 1000}"><c r="XFD{at * 1000}" t="str"><v>far</v></c></row>' for at in range(1, 300))
    assert blocks_of(_with_sheet(f"<sheetData>{rows}</sheetData>")).blocks == ()


def test_a_cell_over_several_rows_holds_for_each_of_them():
    book = openpyxl.Workbook()
    for cells in (["Year", "Event"], [1955, "Founded"], [None, "Moves"], [1960, "Ends"], [None, "A note"]):
        book.active.append(cells)
    book.active.merge_cells("A2:A3")
    buffer = io.BytesIO()
    book.save(buffer)
    rows = [block.cells for block in blocks_of(buffer.getvalue()).blocks]
    assert rows[1:] == [("1955", "Founded"), ("1955", "Moves"), ("1960", "Ends"), ("", "A note")]


def test_a_workbook_of_more_than_some_hundred_thousand_cells_is_refused():
    with pytest.raises(TextTooLarge, match="unpacks-too-large"):
        blocks_of(_with_sheet("<sheetData>" + "<row><c><v>1</v></c></row>" * 200_000 + "</sheetData>"))


@pytest.mark.parametrize("sheet", ["<sheetData><row", "<sheetData><row><c t='s'><v>99</v></c></row></sheetData>"])
def test_a_damaged_workbook_is_refused(sheet):
    with pytest.raises(DossierError, match="damaged-file"):
        blocks_of(_with_sheet(sheet))
    with pytest.raises(DossierError, match="damaged-file"):
        blocks_of(zipped(xl__workbook_dot_xml="<x/>"))


def _with_sheet(content: str) -> bytes:
    """A workbook whose only sheet holds this XML."""
    whole, buffer = workbook(Sheet1=[["a"]]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            new.writestr(name, f"{head}{content}</worksheet>" if is_sheet else old.read(name))
    return buffer.getvalue()


CELL = st.from_regex(r"[a-zäé]{1,6}( [0-9]{1,4})?", fullmatch=True) | st.integers(1, 3000) | st.none()


@given(st.lists(st.lists(CELL, max_size=4), max_size=6))
def test_every_cell_is_in_a_row_in_order(rows):
    found = blocks_of(workbook(Sheet1=rows)).blocks
    assert [cell for block in found for cell in block.cells or (block.text,) if cell] == [
        str(each) for row in rows for each in row if each
    ]
