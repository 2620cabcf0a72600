"""A file of LibreOffice becomes blocks."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.intake.formats.sources import blocks_of
from organizations.dossier.text.errors import DossierError
from tests.dossier.intake.packages import zipped
from tests.dossier.intake.shapes import shapes, texts, words

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
STYLES = """<office:automatic-styles>
<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P1" style:parent-style-name="Title"/>
<style:style style:name="Q" style:parent-style-name="Quotations"/>
<text:list-style style:name="L2"><text:list-level-style-number text:level="1"/></text:list-style>
</office:automatic-styles>"""


def odt(body: str) -> bytes:
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    root = (
        f"<office:document-content {NAMES} {link}>{STYLES}<office:body><office:text>{body}</office:text></office:body>"
    )
    return zipped(content_dot_xml=f"{root}</office:document-content>")


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_headings_paragraphs_lists_and_quotations_are_told_apart():
    inner = f"<text:list><text:list-item>{p('two')}{p('below two')}</text:list-item></text:list>"
    body = (
        p("Example Fund", "P1") + '<text:h text:outline-level="2">Timeline</text:h>' + p("1949: Treaty")
        + f'<text:list text:style-name="L1"><text:list-item>{p("one")}{inner}</text:list-item></text:list>'
        + f'<text:list text:style-name="L2"><text:list-item>{p("a")}</text:list-item><text:list-item>{p("b")}'
        + "</text:list-item></text:list>" + p("said", "Q")
    )  # fmt: skip
    assert shapes(odt(body), "") == [
        ("heading", 1, "Example Fund"),
        ("heading", 2, "Timeline"),
        ("paragraph", 0, "1949: Treaty"),
        ("item", 0, "one"),
        ("item", 1, "two"),
        ("paragraph", 2, "below two"),
        ("item", 0, "a"),
        ("item", 0, "b"),
        ("quote", 0, "said"),
    ]
    assert [each.marker for each in blocks_of(odt(body)).blocks if each.kind == "item"] == ["•", "•", "1.", "2."]


def test_emphasis_links_tabs_and_notes_are_kept_and_deletions_are_not():
    cited = "<text:note-citation>1</text:note-citation>"
    note = f"<text:note>{cited}<text:note-body>{p('A note.')}</text:note-body></text:note>"
    body = (
        f"<text:tracked-changes>{p('gone')}</text:tracked-changes>"
        + p(
            '<text:span text:style-name="B">1949</text:span><text:tab/>a<text:s/>b '
            f"<text:a xlink:href='https://example.org/'>link</text:a>{note} end<text:line-break/>next"
            f"<office:annotation>{p('remark')}</office:annotation> last"
        )
    )  # fmt: skip
    assert texts(odt(body), "") == ["**1949**\ta b [link](https://example.org/)[^1] end\nnext last", "[^1]: A note."]


def test_tables_become_rows():
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{p(text) if text else ''}</table:table-cell>"

    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    body = "<table:table>{}{}{}</table:table>".format(
        row(cell("Name"), cell("Term"), cell("Country")),
        row(cell("Jan"), cell("1949–50"), cell("Mali", 'table:number-rows-spanned="2"')),
        row(cell("", 'table:number-columns-repeated="2"'), "<table:covered-table-cell/>"),
    )
    header, first = blocks_of(odt(body)).blocks
    assert header.is_header and first.cells == ("Jan", "1949–50", "Mali")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (odt("<text:p>"), "damaged-file"),
        (odt("<text:list><text:list-item>" * 5_000), "too-deep"),
        (zipped(content_dot_xml="<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "damaged-file"),
    ],
)
def test_a_damaged_or_hostile_file_is_refused(source, code):
    with pytest.raises(DossierError, match=code):
        blocks_of(source)


WORD = st.from_regex(r"[a-zäé]{1,6}[0-9]?", fullmatch=True)
TEXT = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
SHAPE = st.sampled_from(
    [p("{}"), p("{}", "B"), "<text:h>{}</text:h>", p('{}<text:span text:style-name="B">{}</text:span>{}'),
     f"<text:list><text:list-item>{p('{}')}<text:list><text:list-item>{p('{}')}</text:list-item></text:list></text:list-item>"
     "</text:list>", p("{}<text:line-break/>{}"),
     f"<table:table><table:table-row><table:table-cell>{p('{}')}</table:table-cell><table:table-cell>{p('{}')}"
     "</table:table-cell></table:table-row></table:table>"]
)  # fmt: skip


@given(st.lists(SHAPE, max_size=8), st.data())
def test_every_word_is_in_a_block_in_order(parts, data):
    text, body = [], []
    for shape in parts:
        here = data.draw(st.lists(TEXT.map(" {} ".format), min_size=shape.count("{}"), max_size=shape.count("{}")))
        text += here
        body.append(shape.format(*map(escape, here)))
    assert words(" ".join(texts(odt("".join(body)), ""))) == words(" ".join(text))
