"""A Word file becomes blocks by its styles."""

from html import escape
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.intake import read_source
from organizations.dossier.intake.formats import packages as intake_packages
from organizations.dossier.intake.formats.sources import blocks_of
from organizations.dossier.text.errors import DossierError, TextTooLarge, UnreadableFile
from tests.dossier.intake.packages import W, docx, p, table, zipped
from tests.dossier.intake.shapes import shapes, texts, words

STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:styleId="Mein"><w:name w:val="Mein"/><w:basedOn w:val="Kapitel"/></w:style>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
<w:style w:styleId="Liste"><w:name w:val="Liste"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
NUMBERING = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"""


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_styles_of_any_language_make_headings_and_quotations():
    body = "".join(p(name, styled(name)) for name in ("Titel", "berschrift1", "Mein", "Zitat", "A", "none"))
    assert shapes(docx(body, styles=STYLES), "") == [
        ("heading", 1, "Titel"),
        ("heading", 1, "berschrift1"),
        ("heading", 3, "Mein"),
        ("quote", 0, "Zitat"),
        ("paragraph", 0, "A"),
        ("paragraph", 0, "none"),
    ]
    assert blocks_of(docx(body, styles=STYLES)).language == "de-DE"


def test_lists_have_their_depth_and_are_counted():
    deeper = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("a", styled("Liste")) + p("b", deeper) + p("c", styled("Liste")) + p("d", styled("Liste") + none)
    found = blocks_of(docx(body, styles=STYLES, numbering=NUMBERING)).blocks
    assert [(block.kind, block.level, block.marker) for block in found] == [
        ("item", 0, "3."),
        ("item", 1, "•"),
        ("item", 0, "4."),
        ("paragraph", 0, ""),
    ]


def test_emphasis_links_tabs_and_line_breaks_are_kept():
    link = '<w:hyperlink r:id="r1"><w:r><w:t>a link</w:t></w:r></w:hyperlink>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>'
        '<w:r><w:t>field</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    runs = (
        run("1949", "<w:b/>") + "<w:r><w:tab/></w:r>" + run("not bold ", '<w:b w:val="0"/>') + run("it*m", "<w:i/>")
        + "<w:r><w:br/></w:r>" + link + field + run("hidden", "<w:vanish/>")
    )  # fmt: skip
    source = docx(p(runs=runs), rels='<Relationship Id="r1" Target="https://example.org/a"/>')
    assert texts(source, "") == [
        "**1949**\tnot bold *it\\*m*\n[a link](https://example.org/a)[field](https://example.org/b)"
    ]


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_read():
    runs = f"<w:del>{run('gone')}</w:del><w:ins>{run('new')}</w:ins><w:moveFrom>{run('moved')}</w:moveFrom>"
    assert texts(docx(p("Text ", runs=runs)), "") == ["Text new"]


def test_a_text_box_is_read_once():
    box = f"<w:r><w:pict>{p('in a box')}</w:pict></w:r>"
    fallback = '<mc:Fallback xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{}</mc:Fallback>'
    assert texts(docx(p("around", runs=box + fallback.format(box))), "") == ["in a box", "around"]


def test_a_table_becomes_rows_and_a_frame_of_one_cell_does_not():
    restart, goes_on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    body = table(
        [p("Name"), p("Term"), p("Country")],
        [p("Jan") + p("Muster"), p("1949–50"), restart + p("Mali")],
        [p("Eva"), p("1950–"), goes_on + p()],
        [wide + p("both"), p("x")],
    ) + table([p("framed", styled("berschrift1")) + p("text")])
    header, first, second, third, heading, text = blocks_of(docx(body, styles=STYLES)).blocks
    assert header.is_header and first.cells == ("Jan\nMuster", "1949–50", "Mali")
    assert (second.cells, second.text, third.cells) == (("Eva", "1950–", "Mali"), "Eva | 1950–", ("both", "", "x"))
    assert (heading.kind, text.text) == ("heading", "text")


def test_notes_stand_at_the_end():
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("x")}</w:footnote><w:footnote w:id="2">{p("A note.")}</w:footnote>'
    )
    body = p("Text", runs='<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert texts(docx(body, footnotes=notes), "") == ["Text[^2]", "[^2]: A note."]


def test_bullets_and_dates_that_were_typed_are_read_as_in_plain_text():
    broken = "1949: a</w:t><w:br/><w:t>1950: b"
    assert shapes(docx(p("• typed") + p(broken) + p(runs=run("People", "<w:b/>"))), "") == [
        ("item", 0, "typed"),
        ("paragraph", 0, "1949: a"),
        ("paragraph", 0, "1950: b"),
        ("heading", 6, "People"),
    ]


def test_lines_count_paragraphs_and_blanks_the_empty_ones():
    found = blocks_of(docx(p("a") + p() + p() + p("b"))).blocks
    assert [(block.lines.first, block.blanks) for block in found] == [(1, 0), (4, 2)]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (docx(p("a"))[:-30], "damaged-file"),
        (docx(p("a")).replace(b"word/document.xml", b"word/documenx.xml"), "other-format"),
        (zipped(word__document_dot_xml="<w:p"), "damaged-file"),
        (zipped(word__document_dot_xml=BOMB), "damaged-file"),
        (zipped(word__document_dot_xml=b"\xff\xfe\x00"), "damaged-file"),
        (docx(p("a"), styles="<w:style>"), "damaged-file"),
        (docx("<w:tbl><w:tr><w:tc>" * 10_000), "too-deep"),
        (docx(" " * 10_000_001), "unpacks-too-large"),
        (zipped(a="words"), "other-format"),
        (b"PK\x03\x04 no zip", "damaged-file"),
    ],
)
def test_a_damaged_or_hostile_file_is_refused(source, code):
    with pytest.raises(DossierError) as refusal:
        blocks_of(source, file_name="a.docx")
    assert refusal.value.message.code == code


def test_what_stands_beside_the_text_of_a_file_is_said_to_be_left_out():
    beside = {f"word__{name}_dot_xml": f"<w:x {W}>{p(text)}</w:x>" for name, text in BESIDE.items()}
    body = f"<w:document {W}><w:body>{p('Harbour League')}{p('A text.')}</w:body></w:document>"
    reading = read_source(zipped(word__document_dot_xml=body, **beside), file_name="a.docx")
    (notice,) = [each for each in reading.notices if each.message.code == "left-out"]
    assert notice.message.details["words"] == "Is it 1952? / Draft of May"


BESIDE = {"header1": "Draft of May", "header2": "Draft of May", "footer1": "12", "comments": "Is it 1952?"}


def test_a_text_that_is_called_a_word_file_is_refused():
    with pytest.raises(UnreadableFile, match="damaged-file"):
        blocks_of(b"1949: Treaty", format="docx")


def test_a_member_that_says_it_is_small_is_read_no_further():
    with pytest.raises(UnreadableFile, match="damaged-file"):
        blocks_of(_with_declared_size(docx(p("a" * 100_000)), 10))


def _with_declared_size(source: bytes, size: int) -> bytes:
    """The zip with another size in its directory for its first member."""
    at = source.index(b"PK\x01\x02")
    return source[: at + 24] + size.to_bytes(4, "little") + source[at + 28 :]


def test_the_words_of_a_file_are_bounded(monkeypatch):
    monkeypatch.setattr(intake_packages, "MAX_FILE", 100)
    with pytest.raises(TextTooLarge, match="too-many-bytes"):
        blocks_of(docx(p("a")))


WORD = st.from_regex(r"[a-zäé]{1,6}[0-9]?", fullmatch=True) | st.sampled_from(["1949:", "a*b", "&", "•", "[1]"])
TEXT = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
PARAGRAPH = st.builds(
    lambda text, style: (p(escape(text), styled(style)), text), TEXT, st.sampled_from(["Mein", "Liste", "x"])
)
TABLE = st.lists(st.lists(TEXT, min_size=2, max_size=2), min_size=1, max_size=3).map(
    lambda rows: (table(*[[p(escape(cell)) for cell in cells] for cells in rows]), " ".join(chain.from_iterable(rows)))
)


@given(st.lists(PARAGRAPH | TABLE, max_size=8))
def test_every_word_of_a_file_is_in_a_block_in_order(parts):
    source = docx("".join(part[0] for part in parts), styles=STYLES, numbering=NUMBERING)
    assert words(" ".join(texts(source, ""))) == words(" ".join(part[1] for part in parts))
