"""The wiki text of an article becomes blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Event
from organizations.dossier.intake import read_source
from organizations.dossier.intake.formats.sources import blocks_of
from tests.dossier.intake.shapes import shapes, texts, words, words_of

ARTICLE = """{{Infobox organization
| name = Example Fund
| formation = {{start date|1949|4|4}}
| seat = [[Example Town]],<br/>Mali
| empty =
}}
'''Example Fund''' is a [[fund (money)|fund]] of ''nine'' states.<ref name="a">Note a<!-- c --></ref>{{fact|date=May}}
It goes on.<ref name=a /><ref>{{cite web|url=http://example.org/|title=A Page|access-date=2020}}</ref>

[[File:X.jpg|thumb|left|A caption]]
== History ==
* 1949: Treaty
** nested [https://example.org/t site]
# first
# second
; 1950 : founded
: indented
----
[[Category:Funds]] [[de:Fonds]]
"""


def test_an_article_becomes_blocks_with_its_infobox_and_notes():
    assert shapes(ARTICLE, "") == [
        ("row", ("name", "Example Fund")),
        ("row", ("formation", "1949-04-04")),
        ("row", ("seat", "Example Town,\nMali")),
        ("paragraph", 0, "**Example Fund** is a fund of *nine* states.[^1][citation needed]\nIt goes on.[^1][^2]"),
        ("paragraph", 0, "A caption"),
        ("heading", 2, "History"),
        ("item", 0, "1949: Treaty"),
        ("item", 1, "nested [site](https://example.org/t)"),
        ("item", 0, "first"),
        ("item", 0, "second"),
        ("paragraph", 0, "1950"),
        ("paragraph", 1, "founded"),
        ("paragraph", 1, "indented"),
        ("rule", 0, "----"),
        ("paragraph", 0, "[^1]: Note a"),
        ("paragraph", 0, "[^2]: A Page, http://example.org/ (accessed 2020)\n    Title: A Page\n    Read: 2020"),
    ]


def test_title_markers_and_lines_are_those_of_the_article():
    source = blocks_of(ARTICLE)
    assert (source.format, source.title) == ("wiki", "Example Fund")
    assert [block.marker for block in source.blocks if block.kind == "item"] == ["•", "•", "1.", "2."]
    assert [
        (block.lines.first, block.lines.last) for block in source.blocks if block.text.startswith(("**Ex", "1949:"))
    ] == [
        (7, 8),
        (12, 12),
    ]


def test_a_flag_without_words_is_no_part_of_a_name():
    assert words_of("* {{flagicon|Mali}} Jan Muster\n* {{flag|Mali}}", "wiki") == ["Jan", "Muster", "Mali"]


def test_a_table_becomes_rows():
    text = """{| class="wikitable"
|+ Leaders
! Name !! scope="col" | Term
! Country
|-
| rowspan="2" | '''Jan Muster''' || 1949–1950 || {{flag|Mali}}
|-
| 1951
| x
more
|}
after"""
    caption, header, first, second, after = blocks_of(text, format="wiki").blocks
    assert (caption.text, header.cells, header.is_header) == ("Leaders", ("Name", "Term", "Country"), True)
    assert first.cells == ("**Jan Muster**", "1949–1950", "Mali")
    assert second.cells == ("**Jan Muster**", "1951", "x\nmore") and second.text == "1951 | x\nmore"
    assert after.text == "after" and after.lines.first == 12


@pytest.mark.parametrize("line", ["a {{b | c", "a [[b | c", "<ref>a b c", "a ]] }} | b", "a ''b c", "'''''a' ''b"])
def test_what_is_never_closed_loses_no_word(line):
    assert words_of(f"== x ==\n{line}\n", "wiki") == words(f"x {line.replace('<ref>', '<ref> ')}") or "<ref>" in line
    assert words_of(line, "wiki")[-1] in ("c", "b")


@pytest.mark.slow
@pytest.mark.parametrize(
    "mark", ["{{", "[[", "<ref>", "{|\n|\n", "{{a|[[", "[http://a ", "'''''a", "<b>", "{{a|", "a=b"]
)
def test_marks_by_the_thousands_are_read(mark):
    assert blocks_of(mark * 20_000 + " x", format="wiki").format == "wiki"
    assert blocks_of("{|\n| " + mark * 2_000 + "x", format="wiki").format == "wiki"


WORD = st.from_regex(r"[a-zäé]{1,6}[0-9]?", fullmatch=True)
SHAPE = st.sampled_from(
    ["== {} ==", "* {}", "** {}", "# {}", ": {}", "'''{}'''", "''{}'' {}", "[[{}]]", "[[x|{}]]", "{{{{lang|fr|{}}}}}",
     "{}<br>{}", "<small>{}</small>", "{{|\n|-\n| {} || {}\n|}}", "{{{{small|\n{}\n}}}}", "{}\n\n{}"]
)  # fmt: skip


@given(st.lists(SHAPE, max_size=8), st.data())
def test_every_word_is_in_a_block_in_order(parts, data):
    text, lines = [], []
    for shape in parts:
        count = shape.count("{}")
        here = data.draw(st.lists(WORD, min_size=count, max_size=count))
        text += here
        lines.append(shape.format(*here))
    assert words_of("\n".join(lines), "wiki") == text


def test_bold_type_alone_is_a_heading_as_in_plain_text():
    assert texts("'''History'''\n\n1949: x", "wiki") == ["History", "1949: x"]


@pytest.mark.parametrize(
    ("template", "edtf"),
    [
        ("{{circa|1965}}", "1965~"),
        ("{{c.|1965|1970}}", "1965~/1970~"),
        ("{{abbr|c.|circa}} 1965", "1965~"),
        ("{{nowrap|1965}}", "1965"),
    ],
)
def test_a_template_that_says_about_is_not_left_out(template: str, edtf: str) -> None:
    text = f"'''Lake Council''' is a union.\n\n== History ==\n* 1951: Signed at [[Bern]].\n* {template}: Expansion.\n"
    dossier = read_source(text, file_name="lake.wiki").dossier
    assert [event.period.edtf for _section, event in dossier.items() if isinstance(event, Event)][-1] == edtf
