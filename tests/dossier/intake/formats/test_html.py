"""HTML becomes blocks, as a page was saved or as it was copied from a page, Word or Google Docs."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.intake.formats import html as intake_html
from organizations.dossier.intake.formats.sources import blocks_of
from organizations.dossier.text.errors import TextTooLarge, UnreadableFile
from tests.dossier.intake.shapes import shapes, texts, words, words_of


def test_headings_paragraphs_lists_and_tables_are_told_apart():
    page = """<h2>Time<b>line</b></h2><p>1949: Treaty<br>signed
      <ul><li>one<ul><li>two<p>below two</ul><li>three</ul>
      <ol start=3><li><p>x</p><li>y</ol><hr><blockquote><p>said</blockquote>
      <dl><dt>1950<dd>Founded</dl>
      <table><caption>Leaders</caption><tr><th>Name<th>Term</tr><tr><td>Jan<br>Muster<td>1949–50</table>"""
    assert shapes(page, "html") == [
        ("heading", 2, "Timeline"),
        ("paragraph", 0, "1949: Treaty\nsigned"),
        ("item", 0, "one"),
        ("item", 1, "two"),
        ("paragraph", 2, "below two"),
        ("item", 0, "three"),
        ("item", 0, "x"),
        ("item", 0, "y"),
        ("rule", 0, "---"),
        ("quote", 0, "said"),
        ("paragraph", 0, "1950"),
        ("paragraph", 1, "Founded"),
        ("paragraph", 0, "Leaders"),
        ("row", ("Name", "Term")),
        ("row", ("Jan\nMuster", "1949–50")),
    ]
    assert [block.marker for block in blocks_of(page).blocks if block.kind == "item"] == ["•"] * 3 + ["3.", "4."]
    assert [block.is_header for block in blocks_of(page).blocks if block.kind == "row"] == [True, False]


def test_emphasis_and_links_are_markdown_and_what_looks_like_it_is_escaped():
    page = (
        "<p>A<b> bold </b>word, <i>an <b>inner</b></i> one, 5*3, snake_case, _x_, "
        '<a href="https://example.org/a_(b)">a [link]</a>, <a href="#note">[1]</a>, <a href="javascript:x">none</a></p>'
    )
    assert texts(page, "html") == [
        "A **bold** word, *an* ***inner*** one, 5\\*3, snake_case, \\_x\\_, "
        "[a [link]](https://example.org/a_%28b%29), [1], none"
    ]


def test_scripts_styling_navigation_and_hidden_words_are_left_out():
    page = (
        "<head><style>p{}</style></head><nav>Home</nav><script>var a</script><p>Words"
        "<span style='display:none'>x</span>"
        "<template>t</template>"
        "<p hidden>h</p><select><option>o</select><svg><text>s</text></svg><!-- c --><p>End"
    )
    assert texts(page, "html") == ["Words", "End"]


def test_a_paragraph_in_bold_type_is_a_heading_that_says_so():
    (heading,) = blocks_of("<p><span style='font-weight:700'>Key</span> <b>People</b></p>", format="html").blocks
    assert (heading.kind, heading.level, heading.marker, heading.text) == ("heading", 6, "**", "Key People")


def test_a_list_pasted_from_word_has_its_depth_and_markers():
    item = (
        "<p class=MsoListParagraph style='margin-left:72pt;mso-list:l0 level{} lfo1'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>{}<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>{}"
        "<o:p></o:p></p>"
    )
    page = "<html><body>" + item.format(1, "1.", "Jan Muster") + item.format(2, "o", "since 1949") + "</body></html>"
    found = blocks_of(page, format="html").blocks
    assert [(block.kind, block.level, block.marker, block.text) for block in found] == [
        ("item", 0, "1.", "Jan Muster"),
        ("item", 1, "o", "since 1949"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<p>a<p>b", "html"),
        ("<html>a", "html"),
        ("<!DOCTYPE html>a", "html"),
        ("a <p>b</p><p>", "plain"),
        ("<div>\n# A\n</div>", "markdown"),
    ],
)
def test_html_is_told_by_its_first_tags(text, name):
    assert blocks_of(text).format == name


def test_what_google_docs_wraps_in_bold_is_not_bold():
    page = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-guid-1"><p><span style="font-weight:400">'
        'Jan</span></p><ul><li aria-level="2"><p><span>deeper</span></p></li></ul></b>'
    )
    assert shapes(page, "") == [("paragraph", 0, "Jan"), ("item", 1, "deeper")]


def test_a_cell_that_reaches_down_stands_in_each_of_its_rows():
    page = "<table><tr><td rowspan=2>1949<td>a<td>b<tr><td colspan=2>c</table>"
    first, second = blocks_of(page, format="html").blocks
    assert (first.cells, second.cells, second.text) == (("1949", "a", "b"), ("1949", "c", ""), "c")


def test_a_table_that_only_places_things_is_no_table():
    page = "<table><tr><td><h2>Facts</h2><p>one<td><table><tr><td>Seat<td>Example Town</table></table>"
    assert shapes(page, "html") == [
        ("heading", 2, "Facts"),
        ("paragraph", 0, "one"),
        ("row", ("Seat", "Example Town")),
    ]


def test_preformatted_text_is_read_as_plain_text():
    assert shapes("<pre>\n1949: a\n1950: b\n  • c\n</pre>", "html") == [
        ("paragraph", 0, "1949: a"),
        ("paragraph", 0, "1950: b"),
        ("item", 0, "c"),
    ]


def test_title_and_language_are_those_of_the_page():
    source = blocks_of("<!doctype html><html lang=de_AT><title>Ein  Fonds</title><p>x<p>y</html>")
    assert (source.format, source.title, source.language) == ("html", "Ein Fonds", "de-AT")
    page = "<title>{}</title><h1>Our history</h1>"
    assert blocks_of(page.format("Our history | Reindeer Post"), format="html").title == "Reindeer Post"
    assert blocks_of(page.format("A – B"), format="html").title == "A – B"


def test_blocks_know_the_lines_of_the_source():
    page = "<!-- a\nb -->\n<p>one two\n\n<p class='one'>three\nfour</p>\n<p>five"
    assert [(block.lines.first, block.lines.last) for block in blocks_of(page, format="html").blocks] == [
        (3, 3),
        (5, 6),
        (7, 7),
    ]


def test_a_page_in_another_encoding_is_read_as_it_says():
    page = '<meta charset="windows-1251"><p>Устав</p><p>1948</p>'
    assert texts(page.encode("cp1251"), "html") == ["Устав", "1948"]


@pytest.mark.parametrize("nest", ["<div>", "<ul><li>", "<table><tr><td>", "<blockquote>"])
def test_a_page_that_nests_too_deep_is_refused(nest):
    with pytest.raises(UnreadableFile, match="too-deep"):
        blocks_of("<p>a\n" + nest * 10_000 + "x", format="html")
    assert words_of(nest * 900 + "x", "html") == ["x"]


def test_emphasis_may_nest_as_deep_as_it_likes():
    assert words_of("<p>" + "<b><i><span>" * 10_000 + "x", "html") == ["x"]


def test_a_page_of_tags_alone_is_refused(monkeypatch):
    monkeypatch.setattr(intake_html, "MAX_TAGS", 10)
    with pytest.raises(TextTooLarge, match="too-many-tags"):
        blocks_of("<br>" * 11, format="html")


def test_cells_that_all_reach_down_take_no_more_than_their_columns():
    blocks = blocks_of("<table>" + "<tr><td rowspan=999>a<td>b" * 300, format="html").blocks
    assert max(len(block.cells) for block in blocks) <= 60


TAG = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "i",
        "span",
        "ul",
        "ol",
        "li",
        "h2",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "dl",
        "dd",
        "pre",
        "a",
    ]
)
WORD = st.from_regex(r"[a-zäé]{1,6}[0-9]?", fullmatch=True) | st.sampled_from(["1949:", "a*b", "&", "<x", "[1]"])


@given(st.lists(st.one_of(TAG.map("<{}>".format), TAG.map("</{}>".format), WORD.map(html.escape)), max_size=40))
def test_every_word_of_any_tags_is_in_a_block_once(parts):
    page = " ".join(parts)
    shown = [word for part in parts if not part.startswith("<") for word in words(html.unescape(part))]
    assert sorted(words_of(page, "html")) == sorted(shown)


BLOCK = st.sampled_from(
    ["<p>{}</p>", "<h3>{}</h3>", "<ul><li>{}</li><li><b>{}</b></li></ul>", "<div>{}<p>{}</p></div>",
     "<table><tr><th>{}</th><th>{}</th></tr><tr><td>{}</td><td><i>{}</i></td></tr></table>", "<pre>{}</pre>",
     "<blockquote>{}</blockquote>", "<dl><dt>{}</dt><dd>{}</dd></dl>", "{}<br>{}"]
)  # fmt: skip


@given(st.lists(BLOCK, max_size=8), st.data())
def test_every_word_of_a_page_is_in_a_block_in_order(blocks, data):
    texts = []
    parts = []
    for block in blocks:
        here = data.draw(st.lists(WORD, min_size=block.count("{}"), max_size=block.count("{}")))
        texts += here
        parts.append(block.format(*map(html.escape, here)))
    assert words_of("\n".join(parts), "html") == words(" ".join(texts))
