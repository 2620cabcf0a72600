"""A plain text becomes blocks: paragraphs, items, rows and headings, each with its lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.intake.formats.sources import blocks_of
from tests.dossier.intake.shapes import shapes, texts, words


def test_a_wrapped_paragraph_is_one_block_with_its_lines():
    (block,) = blocks_of(
        "The fund was set up by nine states in the spring of\n1994 with a seat in Example Town, and with twelve\n"
        "members: five of them small.\n"
    ).blocks
    assert block.kind == "paragraph" and (block.lines.first, block.lines.last) == (1, 3)
    assert block.text.count("\n") == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["1949: A treaty is signed", "1950: A first session", "1951: A second one"],
        ["1949 – A treaty", "1952-53 – Two more states join", "late 1960 – Another"],
        ["1949 Treaty signed", "1950 First session", "1951 Second session"],
        ["12 April 1949: Signed", "1. Mai 1950: Erste Sitzung", "3. August: Zweite"],
        ["1949\tA treaty", "1950\tA session"],
        ["**1949** A treaty", "**1950** A session"],
        ["Founded: 1949", "Seat: Example Town", "**Members:** 12"],
        ["aim - to help", "members - (2) Aland, Beland"],
        ["[1] First note.", "[2] Second note."],
        ["[^a]: First note.", "[^b]: Second note."],
        ["1945年：成立", "1946年：第一届会议"],
        ["١٩٤٥: التأسيس", "١٩٤٦: الدورة الأولى"],
    ],
)
def test_lines_that_each_open_something_are_blocks_each(lines):
    assert texts("\n".join(lines)) == lines


def test_a_date_alone_on_its_line_keeps_the_lines_below_it():
    assert texts("1940\nA service is set up.\n1944\nTwo capitals agree.") == [
        "1940\nA service is set up.",
        "1944\nTwo capitals agree.",
    ]


def test_a_label_that_ends_a_wrapped_sentence_opens_nothing():
    text = "The Fund supports programmes for women and for all the young\npeople:\n\n  * a school"
    assert texts(text) == ["The Fund supports programmes for women and for all the young\npeople:", "a school"]


@pytest.mark.parametrize(
    "line", ["1948. november a session", "17. 05. 2016 was a day", "12. Mai 1949: Gesetz", "100) x"]
)
def test_a_date_is_no_number_of_a_list(line):
    assert shapes(f"{line}\n") == [("paragraph", 0, line)]


@pytest.mark.parametrize("mark", [*"•‣▪◦·*–-—●○➢✓", "o\t", "1.", "2)", "(3)", "a)", "\uf0b7\t"])
def test_an_item_is_told_by_its_mark(mark):
    (block,) = blocks_of(f"  {mark} Jan Muster").blocks
    assert (block.kind, block.level, block.marker, block.text) == ("item", 0, mark.strip(), "Jan Muster")


def test_items_have_the_depth_of_their_indentation():
    text = "Points\n  • one\n    goes on\n      • two\n\n        below two\n      • three\n  • four\n\nEnd"
    assert shapes(text) == [
        ("paragraph", 0, "Points"),
        ("item", 0, "one\ngoes on"),
        ("item", 1, "two"),
        ("paragraph", 2, "below two"),
        ("item", 1, "three"),
        ("item", 0, "four"),
        ("paragraph", 0, "End"),
    ]


def test_dates_indented_below_a_year_stand_inside_it():
    assert shapes("1977\n    14 November – It starts\n    2 December – It ends\n1978\n") == [
        ("paragraph", 0, "1977"),
        ("paragraph", 1, "14 November – It starts"),
        ("paragraph", 1, "2 December – It ends"),
        ("paragraph", 0, "1978"),
    ]


def test_a_bullet_alone_on_its_line_takes_the_next_line():
    assert shapes("•\nJan Muster: Chair\n•\nEva Beispiel") == [
        ("item", 0, "Jan Muster: Chair"),
        ("item", 0, "Eva Beispiel"),
    ]


def test_a_dash_or_a_number_within_a_wrapped_sentence_opens_no_item():
    text = (
        "The assembly of all the member states met in the old town hall\n"
        "– for the last time in all those years – as is told on page\n12. of it"
    )
    assert len(texts(text)) == 1


def test_underlined_lines_are_headings():
    assert shapes("Timeline\n========\n\n1949: x\n\nPeople\n------\n\nNotes\n~~~~~\n") == [
        ("heading", 1, "Timeline"),
        ("paragraph", 0, "1949: x"),
        ("heading", 2, "People"),
        ("heading", 3, "Notes"),
    ]


def test_marks_of_a_heading_may_want_their_space():
    assert shapes("##Timeline\n\n#1 of two\n\n#tag") == [
        ("heading", 2, "Timeline"),
        ("paragraph", 0, "#1 of two"),
        ("paragraph", 0, "#tag"),
    ]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "=====", "————", "_ _ _"])
def test_a_line_of_marks_is_a_rule(rule):
    assert [block.kind for block in blocks_of(f"above\n\n{rule}\n\nbelow").blocks] == ["paragraph", "rule", "paragraph"]


def test_empty_lines_above_a_block_are_counted():
    assert [block.blanks for block in blocks_of("a\n\n\nb\n\nc\nd: e").blocks] == [0, 2, 1]


def test_lines_with_as_many_tabs_are_rows():
    text = "Name\tTerm\tCountry\nJan Muster\t1949–1950\tMali\nEva Beispiel\t1950–\t\n"
    first, second, third = blocks_of(text).blocks
    assert first.is_header and not second.is_header and first.table == third.table == 1
    assert third.cells == ("Eva Beispiel", "1950–", "")


def test_tabs_that_only_align_make_no_column():
    assert texts("1949\t\tTreaty\n1950\t\tSession\n") == ["1949\t\tTreaty", "1950\t\tSession"]


WORD = st.from_regex(r"[a-zäñ]{1,8}", fullmatch=True) | st.from_regex(r"[12][0-9]{3}", fullmatch=True)
MARK = st.sampled_from(["", "", "- ", "• ", "  * ", "    ", "1. ", "## ", "> ", "**", "\t", "| ", "[^1]: ", "…: "])
END = st.sampled_from(["", ":", ".", "**", " |", "\tx\ty", " – y", "\n---", "\n|--|"])
LINE = st.tuples(MARK, st.lists(WORD, max_size=9).map(" ".join), END).map("".join)


@given(st.lists(LINE, max_size=12), st.sampled_from(["plain", "markdown"]))
def test_every_word_is_in_a_block_in_order_and_its_lines_hold_it(lines, format):
    text = "\n".join(lines)
    blocks = blocks_of(text, format=format).blocks
    assert words(" ".join(f"{block.marker} {block.text}" for block in blocks)) == words(text)
    assert all(one.lines.last < two.lines.first for one, two in pairwise(blocks))


def test_a_row_whose_cell_is_broken_over_lines_is_one_row() -> None:
    text = (
        "Year | Name  \n(Life) | State  \n---|---|---  \n1946 | Paul Spat  \n(1889–1972) | Mali  \nalso Chad  \n"
        "1948 | José Ard  \n(1881–1968) | Peru  \n\nAfter it."
    )
    blocks = blocks_of(text, format="plain").blocks
    assert [block.cells for block in blocks[:-1]] == [
        ("Year", "Name (Life)", "State"),
        ("1946", "Paul Spat (1889–1972)", "Mali also Chad"),
        ("1948", "José Ard (1881–1968)", "Peru"),
    ]
    assert [(block.lines.first, block.lines.last) for block in blocks] == [(1, 2), (4, 6), (7, 8), (10, 10)]


def test_a_cell_goes_on_over_several_lines_where_another_row_follows() -> None:
    more = "\n".join(f"and treaty {number} of it" for number in range(2, 6))
    text = f"Year | What\n---|---\n1951 | Treaty 1\n{more}\n1960 | Union\n\nAfter it."
    blocks = blocks_of(text, format="plain").blocks
    assert [block.cells[0] for block in blocks[:-1]] == ["Year", "1951", "1960"]
    assert blocks[1].cells[1].endswith("and treaty 5 of it")


def test_a_line_below_a_table_is_no_row_of_it() -> None:
    *rows, below = blocks_of("A | B\n---|---\n1946 | Treaty\nSource: a book", format="plain").blocks
    assert (len(rows), below.text) == (2, "Source: a book")


def test_a_row_that_is_broken_in_a_middle_cell_is_one_row() -> None:
    text = "| Year | What | Where |\n|---|---|---|\n| 1951 | Treaty of\nthree\nstates | Oslo |\n| 1960 | Union | Riga |"
    blocks = blocks_of(text, format="plain").blocks
    assert [block.cells for block in blocks[1:]] == [
        ("1951", "Treaty of three states", "Oslo"),
        ("1960", "Union", "Riga"),
    ]
