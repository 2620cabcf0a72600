"""CSV and TSV become rows."""

import pytest

from organizations.dossier.intake.columns import Column, column_of, names_columns
from organizations.dossier.intake.sources import blocks_of
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
