"""Published words are those that were typed: each stands on the page and in the index, in order, numbers as written."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Dossier
from organizations.dossier.text.parser import parse
from organizations.markup import _parsed, render, text_of, to_html

WITHIN_A_WORD = {"em", "strong", "s", "code", "a"}
TEXTS = [*Path("fixtures/dossiers").glob("*.txt"), *Path("tests/dossier/examples").glob("*.txt")]

WORDS = ["one", "two", "Zürich", "5", "3", "1951", "a_b"]
SPACES = [" ", " ", " ", "\n", "\n\n", "\t", "    "]
MARKS = [
    "*",
    "**",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "```",
    "\\",
    "&amp;",
    "&",
    "<b>",
    "<",
    ">",
    "'",
    '"',
    ":",
    "!",
    "|",
    "[",
    "]",
]
LINES = [
    "- ",
    "+ ",
    "* ",
    "• ",
    "1. ",
    "2. ",
    "03. ",
    "1951. ",
    "2) ",
    "> ",
    "# ",
    "---\n",
    "===\n",
    "---|---\n",
    "|-|-|\n",
]
LINKS = [
    "](",
    "](https://e.org/a8)",
    '[a1](https://e.org/b2 "c3")',
    "[a1](tel:+41-5 'c3')",
    "[a1](doi:10.1/b2)",
    "[a1](b2)",
    "[b2]: https://e.org/",
    "<urn:isbn:5>",
    "<https://e.org/%20q>",
    '![a1](/media/b2.png "c3")',
    "![a1](https://e.org/b2.png)",
]
MARKDOWN = st.lists(st.sampled_from(WORDS + SPACES + MARKS + LINES + LINKS), max_size=25).map("".join)


class Seen(HTMLParser):
    """The words that a reader sees in some HTML, numbers of lists included; `all` of them with addresses as well."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.all: list[str] = []
        self.urls: list[str] = []
        self.numbers: list[int | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.handle_data("" if tag in WITHIN_A_WORD else " ")
        if tag == "a":
            self.urls.append(values.get("href", ""))
        elif tag == "img":
            self.all.append(f" {values['alt']} {values['src']} ")
        elif tag in ("ol", "ul"):
            self.numbers.append(int(values.get("start", "1")) if tag == "ol" else None)
        elif tag == "li" and self.numbers[-1] is not None:
            self.handle_data(f" {self.numbers[-1]} ")
            self.numbers[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        self.handle_data("" if tag in WITHIN_A_WORD else " ")
        if tag == "a":
            self.all.append(f" {self.urls.pop()} ")
        elif tag in ("ol", "ul"):
            self.numbers.pop()

    def handle_data(self, data: str) -> None:
        self.seen.append(data)
        self.all.append(data)


def words(parts: Iterable[str]) -> list[str]:
    return re.findall(r"[^\W_]+", "".join(parts))


def is_within(some: list[str], others: list[str]) -> bool:
    """Whether some words stand among others, in the same order."""
    rest = iter(others)
    return all(word in rest for word in some)


def check(typed: str) -> None:
    html, text = render(typed)
    page = Seen(html)
    assert is_within(words(typed), words(page.all)), html
    assert is_within(words(typed), words(text)), text
    assert is_within(words(page.seen), words(typed)), html


PLAIN = st.lists(
    st.builds(
        "{}{}".format,
        st.characters(categories=["L"]),
        st.text(st.characters(categories=["L", "N"]) | st.sampled_from(" ,.;:'()–—…’“”?%/-")),
    ),
    min_size=1,
    max_size=4,
).map("\n\n".join)


@given(PLAIN | MARKDOWN)
def test_paragraphs_without_marks_are_read_at_a_glance_as_markdown_reads_them(text: str) -> None:
    assert render(text) == _parsed(text)


@given(MARKDOWN)
def test_each_word_that_is_typed_is_seen_and_found_and_no_other(typed: str) -> None:
    check(typed)


def bodies(dossier: Dossier) -> Iterator[str]:
    yield dossier.introduction
    for section in dossier.sections:
        yield from (section.text, section.remark)
        yield from (getattr(item, "body", "") for item in section.items)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_each_word_of_a_text_that_is_there_is_seen_and_found(path: Path) -> None:
    for body in bodies(parse(path.read_bytes().decode("utf-8-sig"))):
        check(body)


@pytest.mark.parametrize(
    "typed",
    [
        "1951. In Brussels.\n\n1973. In Geneva.\n\n1989. Again.",
        "1. One\n\n1. One",
        "12. The twelfth session",
        "007. A film",
        "5*3*2",
        "2**10**3 and 5~~3~~2 and f`x`y",
        "Members* and observers*",
        "(5*3)*2*(4)",
        "> 500 members",
        "+ 5 percent",
        "the years 1951\n- 1973 were hard",
        "on the\n1. of May",
        "see [note](annex) and [1](2)",
        "a | b\n- | -",
        "&copy; <b>bold</b>",
    ],
)
def test_what_is_a_mark_only_by_accident_is_shown_as_typed(typed: str) -> None:
    assert " ".join("".join(Seen(to_html(typed)).seen).split()) == " ".join(typed.split())
    assert text_of(typed) == " ".join(typed.split())


@pytest.mark.parametrize(
    ("typed", "html", "text"),
    [
        ("1. One\n2. Two", "<ol>\n<li>One</li>\n<li>Two</li>\n</ol>", "1. One 2. Two"),
        ("9. One\n10. Two\n12. Three", '<ol start="9">', "9. One 10. Two 12. Three"),
        ("1951\\. One\n- Two\n- Three", "<p>1951. One</p>\n<ul>", "1951. One Two Three"),
        ("In short:\n- One", "<ul>\n<li>One</li>", "In short: One"),
        ("| A |\n|---|\n| 1 | 2 | 3 |", "<td>1</td>\n<td>2</td>", "A 1 2 3"),
        ("[Call](tel:+41-22)", "<p>Call (tel:+41-22)</p>", "Call (tel:+41-22)"),
        ("[One](ftp://e.org/x 'Two')", "<p>One (ftp://e.org/x) (Two)</p>", "One (ftp://e.org/x) (Two)"),
        ("<doi:10.1000/182>", "<p>doi:10.1000/182</p>", "doi:10.1000/182"),
        ("<https://e.org/a%20b>", ">https://e.org/a%20b</a>", "https://e.org/a%20b"),
        ("[One](https://e.org/ü 'Two')", ">One</a> (Two)", "One (https://e.org/ü) (Two)"),
        ("[](https://e.org)", ">https://e.org</a>", "https://e.org"),
        ("1951[3](https://e.org)", ">[3]</a>", "1951[3] (https://e.org)"),
        ("![One](/media/x.png 'In 1951')", 'alt="One"> (In 1951)', "One (/media/x.png) (In 1951)"),
        (
            "[![One](https://a.org/x.png)](https://b.org)",
            ">One (https://a.org/x.png)</a>",
            "One (https://a.org/x.png) (https://b.org)",
        ),
        ("[One <https://a.org>](https://b.org)", ">One https://a.org</a>", "One https://a.org (https://b.org)"),
        ("これは**強調**です", "これは<strong>強調</strong>です", "これは強調です"),
        (f"{'> ' * 30}deep", f"<p>{'&gt; ' * 30}deep</p>", f"{'> ' * 30}deep"),
    ],
)
def test_what_markdown_would_swallow_is_shown(typed: str, html: str, text: str) -> None:
    shown = render(typed)
    assert html in shown.html
    assert shown.text == text
