"""CSV and TSV become rows."""

import pytest

from organizations.dossier.intake import read_source
from organizations.dossier.intake.formats.sources import blocks_of
from organizations.dossier.intake.lines.columns import Column, column_of, names_columns
from tests.dossier.intake.hands import record_of
from tests.dossier.intake.shapes import words, words_of

TIMELINE = 'Year,Month,Day,End Year,Headline,Text\n1949,4,4,,Treaty,"Nine states, one\ntreaty"\n\n1952,,,,Two join,\n'


def test_a_timeline_is_told_by_the_names_of_its_columns():
    source = blocks_of(TIMELINE, file_name="timeline.txt")
    header, first, second = source.blocks
    assert source.format == "csv" and header.is_header and not first.is_header
    assert first.cells == ("1949", "4", "4", "", "Treaty", "Nine states, one\ntreaty")
    assert (first.lines.first, first.lines.last, second.lines.first) == (2, 3, 5)
    assert second.blanks == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_mark_between_cells_is_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["Date", "Event"], ["4 April 1949", "A treaty"], ["1950", "More"]))
    source = blocks_of(text)
    if delimiter != "\t":
        assert source.format == "csv"
    assert [block.cells for block in source.blocks][1] == ("4 April 1949", "A treaty")
    assert words_of(text, "csv") == words(text)


@pytest.mark.parametrize(
    "header",
    ["Date,Event", "Année,Événement", "Año,Acontecimiento", "Ano,Evento", "Jahr,Ereignis", "Anno,Evento", "Год,Событие",
     "السنة,الحدث", "年份,事件", "**Year**,*Title*", "start_date,end_date"],
)  # fmt: skip
def test_columns_are_known_in_nine_languages(header):
    assert names_columns(header.split(","))
    assert blocks_of(f"{header}\n1949,abc\n1950,def\n").format == "csv"


def test_a_list_of_names_with_commas_is_no_table():
    assert blocks_of("Jan Muster, Chair, 1990\nEva Beispiel, Chair, 1995\nIda Sample, Chair, 1999\n").format == "plain"


def test_a_column_says_what_it_holds():
    assert [column_of(each) for each in ("End Year", "Überschrift", "#", "Hausnummer")] == [
        Column.END_YEAR,
        Column.TITLE,
        Column.NUMBER,
        None,
    ]


SHEETS = {
    "From;To;Event\n1951;1955;The board is built up\n1960;;It moves\n": [
        "1951/1955: The board is built up",
        "1960: It moves",
    ],
    'Dates of the board\nDate,Description\n1951,The start\n1960-05-02,"A move, north"\n': [
        "1951: The start",
        "1960-05-02: A move, north",
    ],
    "Event label;Start time;End time\nstart;+1951-00-00T00:00:00Z;\nmove;1960-05-02T00:00:00Z;1961-01-01\n": [
        "1951: start",
        "1960-05-02/1961-01-01: move",
    ],
    "item,eventLabel,date\nQ1,start,1951-04-04T00:00:00Z\nQ1,move,1960-05-02T00:00:00Z\n": [
        "1951-04-04: start",
        "1960-05-02: move",
    ],
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_columns_that_others_use_say_when_something_was(sheet: str) -> None:
    claims = [claim for _section, claim in read_source(sheet, file_name="board.csv").dossier.items()]
    assert [record_of(claim).removeprefix("- ").split(" // ")[0] for claim in claims] == SHEETS[sheet]


def test_a_title_above_the_header_of_a_sheet_is_the_title() -> None:
    reading = read_source("River Board\n\nDate,Event\n1951,The start\n1960,A move\n", file_name="x.csv")
    assert reading.dossier.title == "River Board"
    assert [outcome.became for outcome in reading.outcomes] == ["title", "nothing", "event", "event"]
