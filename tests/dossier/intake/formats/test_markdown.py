"""Markdown becomes the blocks that CommonMark says, and what people take for Markdown too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from organizations.dossier.intake.formats.sources import blocks_of
from tests.dossier.intake.shapes import shapes


def test_headings_lists_quotes_tables_and_code_are_told_apart():
    text = """# Example Fund

> A motto
> in a quote

## Facts ##

1. one
   - nested
2. two

| Date | Event |
|------|:-----:|
| 1949 | a \\| b |

```text
code
```
"""
    assert shapes(text, "markdown") == [
        ("heading", 1, "Example Fund"),
        ("quote", 0, "A motto\nin a quote"),
        ("heading", 2, "Facts"),
        ("item", 0, "one"),
        ("item", 1, "nested"),
        ("item", 0, "two"),
        ("row", ("Date", "Event")),
        ("row", ("1949", "a | b")),
        ("code", 0, "code"),
    ]


def test_front_matter_says_title_and_language_and_is_a_block():
    source = blocks_of('---\ntitle: "Example Fund"\nlang: de_DE\ntags: [a]\n---\n\nText\n', format="markdown")
    assert (source.title, source.language) == ("Example Fund", "de-DE")
    front, text = source.blocks
    assert (front.marker, front.lines.last, text.lines.first) == ("---", 5, 7)
    assert "tags: [a]" in front.text


def test_a_rule_at_the_head_is_no_front_matter():
    assert shapes("---\n\nText: more\n\n---\n", "markdown")[1] == ("paragraph", 0, "Text: more")


@pytest.mark.parametrize("line", ["**Timeline**", "__Timeline__", "***Timeline***"])
def test_a_line_in_bold_type_is_a_heading_that_says_so(line):
    heading, text = blocks_of(f"{line}\n1949: Treaty\n", format="markdown").blocks
    assert (heading.kind, heading.level, heading.marker, heading.text) == ("heading", 6, "**", "Timeline")
    assert text.text == "1949: Treaty"


def test_comments_and_lines_of_tags_hold_no_words():
    text = 'Text\n<!-- a\ncomment -->\n\n<div align="center">\n\nMore\n\n</div>\n<!-- never closed\n'
    assert shapes(text, "markdown") == [
        ("paragraph", 0, "Text"),
        ("paragraph", 0, "More"),
        ("paragraph", 0, "<!-- never closed"),
    ]


def test_links_and_emphasis_stay_as_they_are_written():
    line = "The *fund* has a [seat](https://example.org/a_b) and a note[^1]"
    assert shapes(line, "markdown") == [("paragraph", 0, line)]


def test_a_fence_that_is_never_closed_hides_nothing():
    assert shapes("```\n# Heading\n\n1949: x\n", "markdown")[1:] == [
        ("heading", 1, "Heading"),
        ("paragraph", 0, "1949: x"),
    ]


WORDS = st.lists(st.sampled_from(["fund", "state", "treaty", "of", "*and*", "[a](b)"]), min_size=1, max_size=4).map(
    " ".join
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Markdown of headings, nested lists, quotations, tables and paragraphs, as CommonMark wants it."""
    parts = []
    for kind in draw(st.lists(st.sampled_from(["heading", "setext", "list", "quote", "table", "text"]), max_size=6)):
        text = draw(WORDS)
        if kind == "heading":
            parts.append("#" * draw(st.integers(1, 6)) + " " + text)
        elif kind == "setext":
            parts.append(f"{text}\n{draw(st.sampled_from('=-')) * 5}")
        elif kind == "list":
            parts.append(_list(draw))
        elif kind == "quote":
            parts.append(f"> {text}\n> {draw(WORDS)}")
        elif kind == "table":
            parts.append(f"| {text} | {draw(WORDS)} |\n|---|---|\n| {draw(WORDS)} | {draw(WORDS)} |")
        else:
            parts.append(f"{text}\n{draw(WORDS)}")
    return "\n\n<!-- -->\n\n".join(parts) + "\n"


def _list(draw: st.DrawFn) -> str:
    lines, depth = [], 0
    for _ in range(draw(st.integers(1, 6))):
        depth = draw(st.integers(0, depth))
        lines.append("    " * depth + draw(st.sampled_from(["- ", "1.  "])) + draw(WORDS))
        depth += 1
    return "\n".join(lines)


@given(documents())
def test_blocks_are_those_of_commonmark(text):
    assert shapes(text, "markdown") == by_commonmark(text)


def by_commonmark(text: str) -> list[tuple]:
    found, depth, tags, cells = [], -1, [], []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.nesting == 1 and token.type != "paragraph_open":
            tags.append(token.tag)
        elif token.nesting == -1 and token.type != "paragraph_close":
            tags.pop()
            if token.type == "tr_close":
                found.append(("row", tuple(cells)))
                cells = []
        elif token.type == "inline":
            tag = tags[-1] if tags else "p"
            if tag in ("td", "th"):
                cells.append(token.content)
            elif tag == "li":
                found.append(("item", depth, token.content))
            elif tag[0] == "h":
                found.append(("heading", int(tag[1]), token.content))
            else:
                found.append(({"p": "paragraph", "blockquote": "quote"}[tag], 0, token.content))
    return found
