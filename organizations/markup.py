"""Markdown to safe HTML and to plain words: the one renderer of preview, page, search index and description.

Every word that was typed is shown, and every number as it was typed: what is a list, emphasis, a quotation or a link
only by accident of a plain text stands there with its marks.
"""

import html as entities
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.token import Token

MAX_LENGTH = 100_000
"""Characters that are rendered at most; a longer text is shown as it is written."""
MAX_NUMBER = 999
"""The highest number of a list; a higher one is a year."""
LINES_AHEAD = 20
"""Where a list follows a line of words, its second item is looked for in so many lines."""

_DOT_BULLET = re.compile(r"^([ \t]*)[•‣▪◦·][ \t]+", re.M)
_BLANK_LINES = re.compile(r"\n\s*\n")
_WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts that put no space between words."""
_WORD = re.compile(rf"[{_WIDE}]|[^\W_{_WIDE}]+")
_JOINING = re.compile(rf"[^\W_{_WIDE}]")
_URL = re.compile(r"[a-z][a-z0-9+.-]+:|/|#", re.I)
_OWN = re.compile(r"/(?![/\\\s])")
"""An address on this site: browsers read a backslash as a slash, and no white space."""
_AMOUNT = re.compile(r">[ \t]*[\d=$€£]")
_ITEM = re.compile(r"(?:(?P<number>\d{1,9})[.)]|(?P<dash>-))(?:[ \t]|$)")

# Most texts are such, and need no parser. Behind a letter each branch begins otherwise: it is read in one way.
_PLAIN_LINE = r"[^\W\d_](?: ?[^\W_]| ?[,.;:'()–—…’“”?%/-])*"
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n\n{_PLAIN_LINE})*")
"""Paragraphs of one line that begin with a letter, without a character that Markdown or HTML may take for a mark."""

_BLOCKS = {"p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_TAGS = _BLOCKS | _TABLES | {"em", "strong", "s", "code", "a", "img"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}}

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]


class Rendered(NamedTuple):
    """A text as safe HTML, and as its words separated by single spaces, for the search and for descriptions."""

    html: str
    text: str


def render(text: str) -> Rendered:
    """Markdown as HTML that is safe to show, and as plain words.

    Scripts, styles and unknown tags are gone. What Markdown would swallow (raw HTML, entities, link definitions, the
    words behind a fence, cells beyond the header's, the titles of images, addresses that no link may lead to) is
    shown. Headings begin at level 3, below those of the page. "•" opens a list item, as "*" does.
    """
    if len(text) <= MAX_LENGTH:
        if _PLAIN.fullmatch(text):
            return Rendered("\n".join(f"<p>{line}</p>" for line in text.split("\n\n")), " ".join(text.split()))
        return _parsed(text)
    return _as_typed(text)


def _parsed(text: str) -> Rendered:
    tokens = _listed(_renderer().parse(_DOT_BULLET.sub(r"\1* ", text)))
    for token in tokens:
        _show_all(token)
    words = _words_of(tokens)
    if _holds(words, text):
        return Rendered(_clean(_renderer().renderer.render(tokens, _renderer().options, {})), words)
    return _as_typed(text)


def to_html(text: str) -> str:
    """Markdown as HTML that is safe to show."""
    return render(text).html


def text_of(text: str) -> str:
    """The words of Markdown as a page shows them, addresses in brackets, separated by single spaces."""
    return render(text).text


def _as_typed(text: str) -> Rendered:
    """Paragraphs and lines, and no mark of Markdown understood."""
    # HTML has no such character.
    text = text.replace("\0", "\ufffd")
    paragraphs = _BLANK_LINES.split(entities.escape(text.strip()))
    html = "\n".join(f"<p>{'<br>'.join(paragraph.splitlines())}</p>" for paragraph in paragraphs)
    return Rendered(_clean(html), " ".join(text.split()))


def _holds(shown: str, typed: str) -> bool:
    """Whether every word that was typed is shown, in the same order."""
    found = iter(_WORD.findall(shown))
    # `in` goes on behind the word that it found last, and so tells the order too.
    return all(word in found for word in _WORD.findall(typed))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_own_images_only,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    ).strip()


def _own_images_only(tag: str, attribute: str, value: str) -> str | None:
    """Image addresses on this site only; all else passes."""
    return None if tag == "img" and attribute == "src" and _is_foreign(value) else value


def _is_foreign(url: str) -> bool:
    return not _OWN.match(url)


@lru_cache(maxsize=1024)
def _is_followed(url: str) -> bool:
    """Whether a link may lead to the address."""
    return "href=" in _clean(f'<a href="{entities.escape(url)}"></a>')


# -- how the text is read: CommonMark with tables, less what is a mark only by accident ------------------------------


class _Markdown(MarkdownIt):
    """Addresses stay as they were typed; what does not look like one makes no link."""

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link

    def validateLink(self, url: str) -> bool:
        return bool(_URL.match(url)) and super().validateLink(url)


@cache
def _renderer() -> MarkdownIt:
    renderer = _Markdown("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # What these understand they would not show.
    renderer.disable(["reference", "entity", "html_block", "html_inline"])
    block, inline = renderer.block.ruler, renderer.inline.ruler
    # A rule that is put in another's place has none of its "alt", which says what it may interrupt: as in the library's
    # own.
    block.at("table", _whole_table, {"alt": ["paragraph", "reference"]})
    block.at("blockquote", _quotation, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    block.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    inline.at("emphasis", _around_words(emphasis.tokenize))
    inline.at("strikethrough", _around_words(strikethrough.tokenize))
    return renderer


def _whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table, with the cells that go beyond its header."""
    known = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    tokens: list[Token] = []
    for token in state.tokens[known:]:
        if token.type == "tr_open" and token.map:
            cells = escapedSplit(mdTrim(getLine(state, token.map[0])))
            cells = cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]
        elif token.type in ("th_close", "td_close"):
            cells = cells[1:]
        elif token.type == "tr_close":
            tokens += (part for cell in cells for part in _cell(cell.strip()))
        tokens.append(token)
    state.tokens[known:] = tokens
    return True


def _cell(text: str) -> list[Token]:
    return [
        Token("td_open", "td", 1, block=True),
        Token("inline", "", 0, content=text, children=[]),
        Token("td_close", "td", -1, block=True),
    ]


def _quotation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quotation; "> 500 members" is none."""
    return not _AMOUNT.match(getLine(state, start)) and blockquote(state, start, end, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list; a line that begins with "+" is none, nor is one within a paragraph that begins with a dash or number."""
    line = getLine(state, start)
    within = silent and state.parentType == "paragraph" and state.listIndent < 0
    if line.startswith("+") or (within and not _is_first_item(state, start, end)):
        return False
    return list_block(state, start, end, silent)


def _is_first_item(state: StateBlock, start: int, end: int) -> bool:
    """Whether a line that follows one of words begins a list: that one ends with a colon, or a second item comes."""
    item = _ITEM.match(getLine(state, start))
    if not item or getLine(state, start - 1).rstrip().endswith(":"):
        return True
    later = (_ITEM.match(getLine(state, line)) for line in range(start + 1, min(end, start + LINES_AHEAD)))
    if item["dash"]:
        return any(each and each["dash"] for each in later)
    return any(each and each["number"] == str(int(item["number"]) + 1) for each in later)


def _around_words(rule: InlineRule) -> InlineRule:
    """Marks that open and close only around whole words: "5*3*2" is no emphasis."""

    def tokenized(state: StateInline, silent: bool) -> bool:
        before, known = state.src[max(0, state.pos - 1) : state.pos], len(state.delimiters)
        if not rule(state, silent):
            return False
        after = state.src[state.pos : state.pos + 1]
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open and not (_JOINING.match(before) or before in tuple(")]}"))
            delimiter.close = delimiter.close and not (_JOINING.match(after) or after in tuple("([{"))
        return True

    return tokenized


# -- numbered lists: shown with the numbers that were typed ---------------------------------------------------------


def _listed(tokens: Sequence[Token]) -> list[Token]:
    """Tokens in which a numbered list is one whose numbers follow each other; all others are paragraphs as typed."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type != "ordered_list_open":
            found.append(token)
            at += 1
            continue
        close = _close(tokens, at)
        for run in _runs(_items(tokens[at + 1 : close])):
            found += _numbered(run, token, tokens[close]) if len(run) > 1 else _typed(run[0])
        at = close + 1
    return found


def _close(tokens: Sequence[Token], at: int) -> int:
    """Where that which opens at a place is closed."""
    token = tokens[at]
    closing = token.type.removesuffix("open") + "close"
    return next(
        place
        for place in range(at + 1, len(tokens))
        if (tokens[place].type, tokens[place].level) == (closing, token.level)
    )


def _items(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    at = 0
    while at < len(tokens):
        close = _close(tokens, at)
        yield [tokens[at], *_listed(tokens[at + 1 : close]), tokens[close]]
        at = close + 1


def _runs(items: Iterator[list[Token]]) -> list[list[list[Token]]]:
    """Items in groups within which each number is one more than the last."""
    listed = list(items)
    runs = [listed[:1]]
    for (former, *_), item in pairwise(listed):
        number = item[0].info
        if number == str(int(former.info) + 1) and int(number) <= MAX_NUMBER and former.info == str(int(former.info)):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _numbered(run: Sequence[Sequence[Token]], opening: Token, closing: Token) -> list[Token]:
    start = Token(opening.type, opening.tag, 1, markup=opening.markup, level=opening.level, block=True)
    start.attrs = {} if run[0][0].info == "1" else {"start": int(run[0][0].info)}
    return [start, *(token for item in run for token in item), closing]


def _typed(item: Sequence[Token]) -> list[Token]:
    """An item that is none: its number and mark stand before its words."""
    opening, *content, _closing = item
    mark = f"{opening.info}{opening.markup} "
    for token in content:
        if token.level == opening.level + 1:
            token.hidden = False
    if content and content[0].type == "paragraph_open":
        content[1].children = [Token("text", "", 0, content=mark), *(content[1].children or ())]
        return content
    text = Token("inline", "", 0, content=mark, children=[Token("text", "", 0, content=mark)])
    return [Token("paragraph_open", "p", 1, block=True), text, Token("paragraph_close", "p", -1, block=True), *content]


# -- what Markdown would swallow ------------------------------------------------------------------------------------


def _show_all(token: Token) -> None:
    """Change a block so that all of its words are shown."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    elif token.type == "fence" and token.info.strip():
        # The words behind the fence would be a class, which is not shown.
        token.content, token.info = f"{token.info.strip()}\n{token.content}", ""
    elif token.type == "inline":
        token.children = _inline(token.children or [])


def _inline(tokens: Sequence[Token], *, within_link: bool = False) -> list[Token]:
    """The parts of a line; titles stand behind what has them, and addresses where no link leads to them."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        close = _close(tokens, at) if token.type == "link_open" else at
        # The next letter stands within a few of them.
        after = tokens[close + 1 : close + 9]
        if token.type == "link_open":
            label = _inline(tokens[at + 1 : close], within_link=True)
            found += _link(token, label, found, after, leads=not within_link)
        elif token.type == "image":
            found += _image(token, found, after, within_link)
        elif token.type == "code_inline" and (_joined(found, [token]) or _joined([token], after)):
            found.append(_text(f"{token.markup}{token.content}{token.markup}"))
        else:
            found.append(token)
        at = close + 1
    return found


def _link(
    link: Token, label: Sequence[Token], before: Sequence[Token], after: Sequence[Token], *, leads: bool = True
) -> list[Token]:
    """A link where it may lead there, else its words, and its address as words."""
    url, title = str(link.attrs["href"]), str(link.attrs.get("title", ""))
    is_typed = link.markup == "autolink" or not label
    label = label or [_text(url)]
    if _joined(before, label) or _joined(label, after):
        label = [_text("["), *label, _text("]")]
    if leads and url and _is_followed(url):
        opening = Token("link_open", "a", 1, attrs={"href": url}, markup="autolink" if is_typed else "")
        return [opening, *label, Token("link_close", "a", -1), *_bracketed(title)]
    return [*label, *_bracketed("" if is_typed else url), *_bracketed(title)]


def _image(image: Token, before: Sequence[Token], after: Sequence[Token], within_link: bool) -> list[Token]:
    """A picture of this site; in place of any other a link by its words."""
    url, title = str(image.attrs["src"]), str(image.attrs.get("title", ""))
    words = _inline_words(_inline(image.children or [], within_link=True))
    if _is_foreign(url):
        link = Token("link_open", "a", 1, attrs={"href": url, "title": title})
        return _link(link, [_text(words)] if words else [], before, after, leads=not within_link)
    shown = Token("image", "img", 0, attrs={"src": url, "alt": ""}, children=[_text(words)])
    return [shown, *_bracketed(title)]


def _bracketed(text: str) -> list[Token]:
    return [_text(f" ({text})")] if text else []


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _joined(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether the last letter of one and the first of the other would be read as one word."""
    last = next((text for token in reversed(one) if (text := _seen(token))), "")
    first = next((text for token in other if (text := _seen(token))), "")
    return bool(_JOINING.match(last[-1:]) and _JOINING.match(first))


def _seen(token: Token) -> str:
    return " " if token.type in ("image", "softbreak", "hardbreak") else token.content


# -- the words of it -----------------------------------------------------------------------------------------------


def _words_of(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(_inline_words(token.children or ()))
        elif token.type == "list_item_open" and token.info:
            parts.append(f" {token.info}{token.markup} ")
        else:
            parts.append(f" {token.content} ")
    return " ".join("".join(parts).split())


def _inline_words(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    urls: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "link_open":
            urls.append("" if token.markup == "autolink" else str(token.attrs["href"]))
        elif token.type == "link_close":
            url = urls.pop() if urls else ""
            parts.append(f" ({url})" if url else "")
        elif token.type == "image":
            parts.append(f" {_inline_words(token.children or ())} ({token.attrs['src']})")
        else:
            parts.append(token.content)
    return "".join(parts)
