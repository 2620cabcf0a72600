"""Markdown to safe HTML: the one renderer of preview and page."""

import html as entities
import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

MAX_LENGTH = 100_000
"""Characters that are rendered at most; a longer text is shown as it is written."""

_DOT_BULLET = re.compile(r"^(\s*)[•‣▪◦·]\s+", re.M)
_BLOCK_END = re.compile(r"(?=</(?:p|li|h[1-6]|td|th|pre|blockquote)>)|(?=<br)")
_SPACES = re.compile(r"\s+")

_BLOCKS = {"p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_TAGS = _BLOCKS | _TABLES | {"em", "strong", "s", "code", "a", "img"}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


@cache
def _renderer() -> MarkdownIt:
    """CommonMark with tables; raw HTML, entities and reference definitions stay visible words."""
    renderer = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return renderer.disable(["reference", "entity", "html_block", "html_inline"])


def _is_foreign(address: str) -> bool:
    return not address.startswith("/") or address.startswith("//")


def _own_images_only(tag: str, attribute: str, value: str) -> str | None:
    """Image addresses on this site only; all else passes."""
    return None if tag == "img" and attribute == "src" and _is_foreign(value) else value


def _linked(image: Token) -> list[Token]:
    """A link in place of an image: to its address, by its words or else by the address."""
    address = str(image.attrs["src"])
    opened = Token("link_open", "a", 1, attrs={"href": address})
    return [opened, Token("text", "", 0, content=image.content or address), Token("link_close", "a", -1)]


def to_html(text: str) -> str:
    """Markdown as HTML that is safe to show: scripts, styles and unknown tags are gone, a foreign image is a link.

    Words are never lost: what Markdown would swallow (raw HTML, entities, link definitions, the words
    behind a fence) is shown as written.
    Headings begin at level 3, below those of the page. "•" opens a list item, as "-" does.
    """
    if len(text) > MAX_LENGTH:
        return f"<p>{entities.escape(text)}</p>"
    tokens = _renderer().parse(_DOT_BULLET.sub(r"\1- ", text))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        elif token.type == "fence" and token.info.strip():
            # The words behind the fence would be a class, which is not shown.
            token.content, token.info = f"{token.info.strip()}\n{token.content}", ""
        elif token.type == "inline":
            token.children = [
                part
                for child in token.children or ()
                for part in (
                    _linked(child) if child.type == "image" and _is_foreign(str(child.attrs["src"])) else [child]
                )
            ]
    raw = _renderer().renderer.render(tokens, _renderer().options, {})
    return nh3.clean(
        raw,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_own_images_only,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    ).strip()


def to_text(html: str) -> str:
    """The words of safe HTML, parted by single spaces, for search and descriptions."""
    spaced = _BLOCK_END.sub(" ", html)
    return _SPACES.sub(" ", entities.unescape(nh3.clean(spaced, tags=set()))).strip()
