"""Blocks of HTML, as a page was saved, or as it was copied from a page, from Word or from Google Docs.

Scripts, styling, navigation and what is filled in are left out; all other words are in some block.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from organizations.dossier.intake.blocks import DEFINITION, Block, BlockKind, Contents
from organizations.dossier.intake.formats.html_notes import NOTES, Attributes, Notes
from organizations.dossier.intake.formats.inline import (
    Run,
    as_markdown,
    is_followed,
    raised,
    without_label,
    words_blocks,
)
from organizations.dossier.intake.formats.plain import read_plain
from organizations.dossier.intake.formats.rows import SpannedRows
from organizations.dossier.intake.lines.date_heads import date_head
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.items import Lines
from organizations.dossier.text.errors import TextTooLarge, UnreadableFile
from organizations.dossier.words import fold

MAX_DEPTH = 1_000
"""So deep blocks may stand within each other; the time that the parser takes grows with the square of it."""

MAX_TAGS = 200_000
"""A page of 2 MB has some ten thousands; a tree of more takes more memory than a server has to spare."""

_DROPPED = frozenset().union(
    ["script", "style", "nav", "template", "noscript", "head", "svg", "math", "iframe", "object", "embed", "canvas"],
    ["audio", "video", "button", "select", "textarea", "input", "datalist", "dialog", "map", "progress", "meter", "rp"],
)
_WITHIN = frozenset(["main", "article", "section", "blockquote", "table"])
MAX_AROUND = 500
"""A header or a footer of more words says something of its own."""
_CELLS = frozenset(["td", "th"])
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = _CELLS.union(
    _HEADINGS,
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"],
    ["fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main", "ol", "p"],
    ["pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"],
)
_BOLD = frozenset(["b", "strong"])
_SPANS = frozenset(["span", "time", "small"])
MAX_DATE = 40
"""A date in an element of its own is no longer."""
_ITALIC = frozenset(["i", "em", "cite", "dfn", "var"])
_CITATION_CLASS = re.compile(r"\bcitation\b")
"""A whole citation, which Wikipedia calls a "cite", is not in italics."""
_NESTING = re.compile(
    r"<(/?)(?:div|ul|ol|dl|table|blockquote|section|article|main|aside|header|footer|center|details|fieldset|figure)\b",
    re.I,
)
_BESIDE = re.compile(r"\s+[|–—·»-]\s+")
_SPACE = re.compile(r"\s+")
_CLIPBOARD = re.compile(r"Version:[\d.]+\s+StartHTML:")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_WEIGHT = re.compile(r"font-weight:\s*(\w+)", re.I)
_SLANT = re.compile(r"font-style:\s*(\w+)", re.I)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.I)
_WORD_LEVEL = re.compile(r"mso-list:[^;]*level(\d)", re.I)
_WORD_MARK = re.compile(r"mso-list:\s*ignore", re.I)
_TITLE_CLASS = re.compile(r"\b(?:MsoTitle|title)\b")
_UNREAD_CLASS = re.compile(r"\b(?:mw-editsection|mw-cite-backlink)\b")
_PLACE = re.compile(r"\s*:\s*([\w–-][\w., –-]{0,30}?)\s*")
"""What Wikipedia raises behind a mark: the page that it cites."""


def read_html(text: str) -> Contents:
    """The blocks of HTML; title and language as its head says them.

    Raises UnreadableFile where blocks are nested too deep, TextTooLarge where there are too many tags.
    """
    if text.count("<") > MAX_TAGS:
        raise TextTooLarge("too-many-tags", max_tags=MAX_TAGS)
    _refuse_depth(text)
    tree = LexborHTMLParser(text[text.find("<") :] if _CLIPBOARD.match(text) else text)
    if tree.root is None:
        return Contents(())
    title = tree.css_first("head > title")
    language = (tree.root.attributes.get("lang") or "").replace("_", "-")
    around = _around_page(tree.root)
    return Contents(
        _Walk(text, tree.root, {each.mem_id for each in around}).blocks(tree.root),
        title=_without_heading(title.text(), tree.css_first("h1")) if title else "",
        language=language if _LANGUAGE.fullmatch(language) else "",
        left_out=" ".join(each.text() for each in around),
    )


def _around_page(root: LexborNode) -> list[LexborNode]:
    """The header and the footer of a site around what its page says: outside of that, short and without a heading."""
    has_main = len(root.css("main")) == 1
    return [
        each
        for each in root.css("header, footer")
        if (has_main or (each.tag == "footer" and "©" in each.text()))
        and len(each.text()) <= MAX_AROUND
        and each.css_first("h1, h2, h3") is None
        and not _WITHIN.intersection(_tags_above(each))
    ]


def _tags_above(node: LexborNode) -> Iterator[str]:
    while (above := node.parent) is not None:
        yield above.tag or ""
        node = above


def _without_heading(title: str, heading: LexborNode | None) -> str:
    """The title of a page without its heading, beside which many name the site: "Reindeer Post | History"."""
    words = " ".join(title.split())
    parts = _BESIDE.split(words)
    of_heading = fold(heading.text()) if heading else ""
    kept = [part for part in parts if fold(part) != of_heading and kind_of_heading(part) is None]
    return kept[0] if 0 < len(kept) < len(parts) else words


def _refuse_depth(text: str) -> None:
    depth = 0
    # Counted in the text, for it is the parser that would take the time.
    for tag in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise UnreadableFile("too-deep", line=text.count("\n", 0, tag.start()) + 1)


@dataclass(slots=True)
class _Item:
    """A list item: its depth, its marker, and whether its first words were read; of a note the label that cites it."""

    depth: int
    marker: str
    note: str = ""
    is_begun: bool = False


class _Frame(NamedTuple):
    """What is so within an element: how its words look, and what kind of block they stand in.

    A tuple, for a page has a hundred thousand elements, and it is copied several times as fast as a dataclass.
    """

    bold: bool = False
    italic: bool = False
    href: str = ""
    is_date: bool = False
    is_mark: bool = False
    is_raised: bool = False
    is_quote: bool = False
    is_preformatted: bool = False
    is_cell: bool = False
    heading: int = 0
    indent: int = 0
    lists: int = 0
    counter: list[int] | None = None
    item: _Item | None = None
    table: SpannedRows | None = None


class _Walk:
    """A walk through a tree. `runs` are the words of the block that is being read, `mark` those of its marker."""

    def __init__(self, text: str, root: LexborNode, left_out: Collection[int] = ()) -> None:
        self.left_out = left_out
        self.places = _Places(text)
        self.layouts = {
            _table_around(each) for each in root.css("table table, table h1, table h2, table h3, table pre")
        }
        self.notes = Notes(root)
        self.frames = [_Frame()]
        self.runs: list[Run] = []
        self.mark: list[str] = []
        self.first_line = 0
        self.tables = 0
        self.found: list[Block] = []

    def blocks(self, root: LexborNode) -> Iterator[Block]:
        """Every element is entered, then left, without a call within a call: trees may be deep."""
        node = root
        while True:
            is_entered = self._enter(node)
            child = node.child if is_entered else None
            if child is not None:
                node = child
                continue
            if is_entered:
                self._leave(node)
            while node.next is None or len(self.frames) == 1:
                if len(self.frames) == 1 or node.parent is None:
                    yield from self.found
                    return
                node = node.parent
                self._leave(node)
            node = node.next
            yield from self.found
            self.found = []

    def _enter(self, node: LexborNode) -> bool:
        """Begins an element; False where nothing stands in it, or nothing of it is read."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag in _DROPPED or tag.startswith("-") or (tag in ("header", "footer") and node.mem_id in self.left_out):
            return False
        attributes: Attributes = node.attributes
        if attributes and _is_unread(attributes):
            return False
        if tag == "br":
            self._add(self.frames[-1], "\n")
            return False
        if tag == "a" and self._is_reference(node, attributes):
            return False
        if tag in _BLOCKS:
            self._begin_block(tag)
        self.frames.append(self._frame(node, tag, attributes))
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        frame = self.frames[-1]
        if tag in _CELLS and frame.table:
            self._end_cell(frame.table, node, tag)
        elif tag in _BLOCKS:
            self._begin_block(tag)
        if frame.is_date and tag in _SPANS:
            self._add(_Frame(), " ")
        if tag == "tr" and frame.table:
            self._end_row(frame.table)
        elif tag == "hr":
            line = self.places.line
            self.found.append(Block(kind=BlockKind.RULE, text="---", lines=Lines(line, line)))
        self.frames.pop()

    def _is_reference(self, node: LexborNode, attributes: Attributes) -> bool:
        """Whether a link leads to a note, whose mark it then is, or from a note back to where it is cited."""
        target = self.notes.target(attributes)
        item = self.frames[-1].item
        if target in self.notes.labels and not (item and item.note):
            self._add(_Frame(), f"[^{self.notes.labels[target]}]")
            return True
        is_within_note = bool(item and item.note and target)
        return is_within_note and sum(map(str.isalnum, node.text())) <= 3

    # -- what is so within an element ----------------------------------------------------------------------------------

    def _frame(self, node: LexborNode, tag: str, attributes: Attributes) -> _Frame:
        frame = self.frames[-1]
        note = self.notes.elements.get(node.mem_id) if tag in NOTES else None
        if note:
            return frame._replace(item=_Item(0, "", note))
        if attributes or tag in _BOLD or tag in _ITALIC:
            frame = _looking(frame, tag, attributes)
        if tag in _SPANS and not frame.heading and all(run.bold for run in self.runs) and _is_date(node):
            self._begin_block(tag)  # "<b>Founding</b><span>1951</span>": a title above its date
            return frame._replace(bold=True, is_date=True)
        if tag in _HEADINGS:
            return frame._replace(heading=_HEADINGS[tag])
        if tag == "table":
            return frame._replace(table=self._table(node), is_cell=False)
        if tag in _CELLS and frame.table:
            return frame._replace(is_cell=True, bold=False)
        change = _CHANGES.get(tag)
        return change(frame, attributes) if change else frame

    def _table(self, node: LexborNode) -> SpannedRows | None:
        """The rows of a table; None where it only places what stands in it."""
        if node.mem_id in self.layouts or not node.css_first("td + td, td + th, th + td, th + th"):
            return None
        self.tables += 1
        return SpannedRows(self.tables)

    # -- words ---------------------------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        frame = self.frames[-1]
        if text.strip():
            line = self.places.line_of(text)
            self.first_line = self.first_line or line
        if frame.is_mark:
            self.mark.append(text)
        elif frame.is_raised and text.strip():
            self._add_raised(frame, text)
        elif frame.is_preformatted and not frame.is_cell:
            self._add(frame, text)
        elif text.strip() or self.runs:
            self._add(frame, _SPACE.sub(" ", text))

    def _add_raised(self, frame: _Frame, text: str) -> None:
        """Raised words: the page behind a mark is put into it; what opens a note is its own label."""
        place, before = _PLACE.fullmatch(text), self.runs[-1].text if self.runs else ""
        if place and before.startswith("[^"):
            self.runs[-1] = Run(f"{before[:-1]}: {place[1]}]")
        elif self.runs or not _opens_note(frame.item) or sum(map(str.isalnum, text)) > 3:
            self._add(frame, raised(_SPACE.sub(" ", text)))

    def _add(self, frame: _Frame, text: str) -> None:
        self.runs.append(Run(text, frame.bold and not frame.heading, frame.italic and not frame.heading, frame.href))

    # -- blocks --------------------------------------------------------------------------------------------------------

    def _begin_block(self, tag: str) -> None:
        """Ends what was read before a block begins, or within one that ends: a paragraph, or a line of a cell."""
        frame = self.frames[-1]
        if frame.is_cell:
            self.runs.append(Run("\n"))
            return
        runs, mark, first = self.runs, "".join(self.mark).strip(), self.first_line
        self.runs, self.mark, self.first_line = [], [], 0
        if not runs:
            return
        lines = Lines(min(first or self.places.line, self.places.line), self.places.line)
        if frame.is_preformatted:
            self._add_preformatted("".join(run.text for run in runs), lines)
            return
        self.found += self._blocks(frame, runs, mark, lines)

    def _blocks(self, frame: _Frame, runs: list[Run], mark: str, lines: Lines) -> list[Block]:
        item = frame.item
        if frame.heading:
            return words_blocks(BlockKind.HEADING, runs, lines, level=frame.heading)
        if item and not item.is_begun:
            item.is_begun = True
            if item.note:
                return words_blocks(
                    BlockKind.PARAGRAPH, [Run(f"[^{item.note}]: "), *without_label(runs, item.note)], lines
                )
            return words_blocks(BlockKind.ITEM, runs, lines, level=item.depth, marker=mark or item.marker)
        kind = BlockKind.QUOTE if frame.is_quote else BlockKind.PARAGRAPH
        level, marker = (item.depth + 1, "") if item else (frame.indent, DEFINITION if frame.indent else "")
        return words_blocks(kind, runs, lines, level=level, marker=marker)

    def _add_preformatted(self, text: str, lines: Lines) -> None:
        for block in read_plain(text).blocks:
            self.found.append(replace(block, lines=lines, table=0))

    def _end_cell(self, table: SpannedRows, node: LexborNode, tag: str) -> None:
        attributes = node.attributes
        text = as_markdown(self.runs)
        table.first_line = table.first_line or self.first_line
        self.runs, self.first_line = [], 0
        table.add_cell(
            text,
            rows=_number(attributes.get("rowspan"), 1),
            columns=_number(attributes.get("colspan"), 1),
            is_header=tag == "th",
        )

    def _end_row(self, table: SpannedRows) -> None:
        lines = Lines(min(table.first_line or self.places.line, self.places.line), self.places.line)
        found = table.end_row(lines)
        if found:
            self.found.append(found)


def _is_date(node: LexborNode) -> bool:
    """Whether an element holds a date and no more, as in "<span class=year>1931</span> Three towns agree"."""
    child = node.child
    if child is None or child.tag != "-text" or child.next is not None:
        return False
    words = " ".join((child.text_content or "").split())
    # Figures are looked for first: this is asked of every span of a page.
    head = date_head(words) if len(words) <= MAX_DATE and any(map(str.isnumeric, words)) else None
    return head is not None and not head.rest and not head.lacks_year


def _opens_note(item: _Item | None) -> bool:
    """Whether a note begins, and no word of it was read yet."""
    return bool(item and item.note and not item.is_begun)


def _table_around(node: LexborNode) -> int:
    """The table that an element stands in."""
    outer = node.parent
    while outer is not None and outer.tag != "table":
        outer = outer.parent
    return outer.mem_id if outer else 0


def _looking(frame: _Frame, tag: str, attributes: Attributes) -> _Frame:
    """The frame with what tag and style say of its words."""
    style = attributes.get("style") or ""
    if tag == "a" and is_followed(href := attributes.get("href") or ""):
        frame = frame._replace(href=href)
    elif tag in _BOLD:
        frame = frame._replace(bold=True)
    elif tag in _ITALIC and not _CITATION_CLASS.search(attributes.get("class") or ""):
        frame = frame._replace(italic=True)
    if not style:
        return frame
    weight, slant = _WEIGHT.search(style), _SLANT.search(style)
    return frame._replace(
        bold=weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900") if weight else frame.bold,
        italic=slant[1].lower() in ("italic", "oblique") if slant else frame.italic,
        is_mark=frame.is_mark or bool(_WORD_MARK.search(style)),
    )


def _in_list(frame: _Frame, first: int) -> _Frame:
    return frame._replace(lists=frame.lists + 1, counter=[first])


def _in_item(frame: _Frame, attributes: Attributes) -> _Frame:
    depth = max(frame.lists - 1, 0)
    if depth == 0:
        depth = _number(attributes.get("aria-level"), 1) - 1
    marker = "•"
    if frame.counter and frame.counter[0] >= 0:
        number = _number(attributes.get("value"), frame.counter[0])
        frame.counter[0] = number + 1
        marker = f"{number}."
    return frame._replace(item=_Item(depth, marker))


def _in_paragraph(frame: _Frame, attributes: Attributes) -> _Frame:
    level = _WORD_LEVEL.search(attributes.get("style") or "")
    if level:
        return frame._replace(item=_Item(int(level[1]) - 1, "•"))
    return frame._replace(heading=1) if _TITLE_CLASS.search(attributes.get("class") or "") else frame


_CHANGES: Mapping[str, Callable[[_Frame, Attributes], _Frame]] = {
    "ul": lambda frame, attributes: _in_list(frame, -1),
    "ol": lambda frame, attributes: _in_list(frame, _number(attributes.get("start"), 1)),
    "li": _in_item,
    "p": _in_paragraph,
    "dd": lambda frame, attributes: frame._replace(indent=frame.indent + 1),
    "blockquote": lambda frame, attributes: frame._replace(is_quote=True),
    "sup": lambda frame, attributes: frame._replace(is_raised=True),
    "pre": lambda frame, attributes: frame._replace(is_preformatted=True),
}
"""What is so within an element of each tag, where that differs from what is so around it."""


def _is_unread(attributes: Attributes) -> bool:
    style, classes = attributes.get("style"), attributes.get("class")
    return (
        "hidden" in attributes
        or bool(style and _HIDDEN.search(style))
        or attributes.get("role") in ("navigation", "search")
        or bool(classes and _UNREAD_CLASS.search(classes))
    )


def _number(value: str | None, otherwise: int) -> int:
    return min(int(value), 9_999) if value and value.isdecimal() and len(value) < 6 else otherwise


def _as_space(tag: re.Match[str]) -> str:
    """White space as long as a tag, its line ends kept."""
    return re.sub(r"[^\n]", " ", tag[0]) if "\n" in tag[0] else " " * len(tag[0])


class _Places:
    """Where the words of a tree stand in its source, found again in the order in which they come."""

    AHEAD = 5_000
    _WORD = re.compile(r"\w{2,}")
    _UNREAD = re.compile(r"<[^<>]*>")

    def __init__(self, text: str) -> None:
        self.text = self._UNREAD.sub(_as_space, text)
        self.at = 0
        self.line = 1

    def line_of(self, text: str) -> int:
        """The line on which the words begin; `line` is the one on which they were found last."""
        word = self._WORD.search(text)
        # No further ahead: words written with entities are not found, and one much further on would move all that
        # follows to its line.
        found = self.text.find(word[0], self.at, self.at + self.AHEAD) if word else -1
        if word and found >= 0:
            self.line += self.text.count("\n", self.at, found)
            first = self.line
            end = min(found + len(text.rstrip()) - word.start(), len(self.text))
            self.line += self.text.count("\n", found, end)
            self.at = end
            return first
        return self.line
