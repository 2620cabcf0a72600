"""Blocks of a Word file (.docx): headings, lists and tables by its styles, notes at the end.

What tracked changes inserted is read, what they deleted is not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from organizations.dossier.intake.blocks import Block, BlockKind, Contents
from organizations.dossier.intake.formats.inline import Run, is_followed, raised, without_label, words_blocks
from organizations.dossier.intake.formats.packages import Package
from organizations.dossier.intake.formats.rows import SpannedRows
from organizations.dossier.items import Lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LABEL = "Word (.docx)"
_BESIDE = re.compile(r"word/(?:header|footer)\d*\.xml|word/comments\.xml")
_MAX_STYLES = 50
"""So many styles may be based on each other."""
_LEFT_OUT = frozenset([f"{_W}del", f"{_W}moveFrom", _FALLBACK])
_REFERENCES = (f"{_W}footnoteReference", f"{_W}endnoteReference")
_TEXTS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(source: bytes) -> Contents:
    """The blocks of a Word file; `lines` count its paragraphs. Raises DossierError where it is damaged or too large."""
    package = Package(source, _LABEL)
    if "word/document.xml" not in package.names:
        raise package.damaged()
    styles = _Styles(package)
    return Contents(_Document(package, styles).blocks(), language=styles.language, left_out=_beside(package))


def _beside(package: Package) -> str:
    """The words of headers, footers and comments, each once; numbers of pages are none."""
    names = sorted(name for name in package.names if _BESIDE.fullmatch(name))
    paragraphs: dict[str, None] = {}
    for name in names:
        for event, element in package.events(name):
            if event == "end" and element.tag == f"{_W}p":
                words = " ".join("".join(each.text or "" for each in element.iter(f"{_W}t")).split())
                if any(map(str.isalpha, words)):
                    paragraphs[words] = None
    return " / ".join(paragraphs)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph or its words are by a style: a heading's level, a list's number and level, a quotation, bold."""

    heading: int = 0
    number: str = ""
    depth: int = 0
    is_quote: bool = False
    bold: bool = False
    italic: bool = False


class _Styles:
    """The styles of a file by their identifiers, each with what it has from those it is based on."""

    def __init__(self, package: Package) -> None:
        root = package.tree("word/styles.xml")
        self.elements = {_value(each, "styleId"): each for each in root.iter(f"{_W}style")} if root is not None else {}
        self.known: dict[str, _Style] = {}
        language = root.find(f"{_W}docDefaults//{_W}lang") if root is not None else None
        self.language = _value(language, "val") if language is not None else ""

    def of(self, name: str) -> _Style:
        """What a style is by what it says, and by those it is based on; a circle ends where it closes."""
        names: list[str] = []
        while name in self.elements and name not in self.known and name not in names and len(names) < _MAX_STYLES:
            names.append(name)
            based = self.elements[name].find(f"{_W}basedOn")
            name = _value(based, "val")
        style = self.known.get(name, _Style())
        for each in reversed(names):
            style = self.known[each] = _with(style, self.elements[each])
        return style


def _with(style: _Style, element: Element) -> _Style:
    """A style with what an element says of its paragraphs and words: a style's own, or a paragraph's."""
    name = element.find(f"{_W}name")
    text = _value(name, "val").lower() if name is not None else ""
    if text in ("title", "subtitle"):
        style = replace(style, heading=1 if text == "title" else 2)
    elif text.startswith("heading ") and text[8:].isdecimal():
        style = replace(style, heading=min(int(text[8:]), 6))
    elif "quote" in text:
        style = replace(style, is_quote=True)
    elif text.startswith(("list bullet ", "list number ")) and text[-1].isdecimal():
        style = replace(style, depth=int(text[-1]) - 1)
    properties = element if element.tag == f"{_W}pPr" else element.find(f"{_W}pPr")
    if properties is not None:
        style = _with_paragraph(style, properties)
    runs = element.find(f"{_W}rPr")
    return _with_run(style, runs) if runs is not None and element.tag != f"{_W}pPr" else style


def _with_paragraph(style: _Style, properties: Element) -> _Style:
    outline = properties.find(f"{_W}outlineLvl")
    if outline is not None and _value(outline, "val").isdecimal():
        level = int(_value(outline, "val")) + 1
        style = replace(style, heading=min(level, 6) if level < 10 else 0)
    number = properties.find(f"{_W}numPr/{_W}numId")
    depth = properties.find(f"{_W}numPr/{_W}ilvl")
    if number is not None:
        style = replace(style, number=_value(number, "val").removeprefix("0"))
    if depth is not None and _value(depth, "val").isdecimal():
        style = replace(style, depth=min(int(_value(depth, "val")), 8))
    return style


def _with_run(style: _Style, properties: Element) -> _Style:
    bold, italic = properties.find(f"{_W}b"), properties.find(f"{_W}i")
    return replace(
        style,
        bold=_is_on(bold) if bold is not None else style.bold,
        italic=_is_on(italic) if italic is not None else style.italic,
    )


class _Numbering:
    """The markers of lists, counted as they come."""

    def __init__(self, package: Package) -> None:
        root = package.tree("word/numbering.xml")
        self.formats: dict[tuple[str, int], tuple[str, int]] = {}
        self.lists: dict[str, str] = {}
        self.counts: Counter[tuple[str, int]] = Counter()
        for each in root.iter() if root is not None else ():
            if each.tag == f"{_W}abstractNum":
                self._add(_value(each, "abstractNumId"), each)
            elif each.tag == f"{_W}num":
                kind = each.find(f"{_W}abstractNumId")
                self.lists[_value(each, "numId")] = _value(kind, "val") if kind is not None else ""

    def _add(self, name: str, element: Element) -> None:
        for level in element.findall(f"{_W}lvl"):
            kind, start = level.find(f"{_W}numFmt"), level.find(f"{_W}start")
            depth, first = _value(level, "ilvl"), _value(start, "val") if start is not None else "1"
            if depth.isdecimal():
                number = int(first) if first.isdecimal() and len(first) < 5 else 1
                self.formats[name, int(depth)] = _value(kind, "val") if kind is not None else "", number

    def marker(self, number: str, depth: int) -> str:
        """The marker of the next item of a list: "3.", or "•"."""
        name = self.lists.get(number, number)
        kind, first = self.formats.get((name, depth)) or self.formats.get((name, 0), ("bullet", 1))
        if kind in ("bullet", "none"):
            return "•"
        for deeper in range(depth + 1, 9):
            del self.counts[name, deeper]
        self.counts[name, depth] += 1
        return f"{first + self.counts[name, depth] - 1}."


@dataclass(slots=True)
class _Cell:
    """The cell that is being read: its blocks, over how many columns it reaches, and whether it goes on from above."""

    blocks: list[Block] = field(default_factory=list)
    columns: int = 1
    goes_on: bool = False


class _Document:
    """A walk through the paragraphs and tables of a file."""

    def __init__(self, package: Package, styles: _Styles) -> None:
        self.package = package
        self.styles = styles
        self.numbering = _Numbering(package)
        self.links = _links(package, "document")
        self.paragraphs = 0
        self.skipped = 0
        self.tables = 0
        self.depth = 0
        self.table = SpannedRows(0)
        self.above: dict[int, str] = {}
        self.row: list[_Cell] = []
        self.is_header = False
        self.href = ""
        self.blanks = 0

    def blocks(self) -> Iterator[Block]:
        for event, element in self.package.events("word/document.xml"):
            tag = element.tag
            if event == "start":
                self._start(tag)
            elif tag in _LEFT_OUT:
                self.skipped -= tag == _FALLBACK
                element.clear()
            elif self.skipped:
                continue
            elif tag == f"{_W}p":
                yield from self._paragraph(element)
                element.clear()
            elif self.depth:
                yield from self._in_table(element, tag)
            elif tag == f"{_W}sdt":
                element.clear()
        for kind, mark in (("footnote", ""), ("endnote", "e")):
            yield from self._notes(kind, mark)

    def _start(self, tag: str) -> None:
        if tag == _FALLBACK:
            self.skipped += 1
        elif tag == f"{_W}tbl":
            self.depth += 1
            if self.depth == 1:
                self.tables += 1
                self.table, self.above = SpannedRows(self.tables), {}
        elif self.depth == 1 and tag == f"{_W}tr":
            self.row, self.is_header = [], False
        elif self.depth == 1 and tag == f"{_W}tc":
            self.row.append(_Cell())

    # -- paragraphs ----------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element) -> Iterator[Block]:
        """The blocks of a paragraph: held in its cell where it stands in one."""
        self.paragraphs += 1
        found = list(self._blocks_of(element))
        if self.depth and self.row:
            self.row[-1].blocks += found
        elif found:
            yield replace(found[0], blanks=self.blanks)
            yield from found[1:]
            self.blanks = 0
        else:
            self.blanks += 1

    def _blocks_of(self, element: Element) -> list[Block]:
        style, properties = _Style(), element.find(f"{_W}pPr")
        if properties is not None:
            name = properties.find(f"{_W}pStyle")
            style = _with(self.styles.of(_value(name, "val")) if name is not None else style, properties)
        runs = list(self._runs(element, style))
        lines = Lines(self.paragraphs, self.paragraphs)
        if not any(run.text.strip() for run in runs):
            return []
        if style.heading:
            return words_blocks(BlockKind.HEADING, runs, lines, level=style.heading)
        if style.number:
            marker = self.numbering.marker(style.number, style.depth)
            return words_blocks(BlockKind.ITEM, runs, lines, level=style.depth, marker=marker)
        return words_blocks(BlockKind.QUOTE if style.is_quote else BlockKind.PARAGRAPH, runs, lines)

    def _runs(self, paragraph: Element, style: _Style) -> Iterator[Run]:
        links = {run: each for each in paragraph.iter(f"{_W}hyperlink") for run in each.findall(f"{_W}r")}
        for run in paragraph.iter(f"{_W}r"):
            look, properties = style, run.find(f"{_W}rPr")
            if properties is not None:
                named = properties.find(f"{_W}rStyle")
                own = self.styles.of(_value(named, "val")) if named is not None else _Style()
                look = _with_run(
                    replace(style, bold=style.bold or own.bold, italic=style.italic or own.italic), properties
                )
                if _is_on(properties.find(f"{_W}vanish")):
                    continue
            link = links.get(run)
            href = self.links.get(link.get(f"{_R}id", ""), "") if link is not None else ""
            text = "".join(map(self._text, run))
            reference = next((each for each in run if each.tag in _REFERENCES), None)
            if reference is not None and _value(reference, "customMarkFollows") in ("1", "true", "on"):
                text = self._text(reference)
            if properties is not None and _value(properties.find(f"{_W}vertAlign"), "val") == "superscript":
                text = raised(text)
            if text:
                yield Run(text, look.bold, look.italic, href or self.href)
        yield from (Run(each.text or "") for each in paragraph.iter(_MATH))

    def _text(self, element: Element) -> str:
        tag = element.tag
        if tag == f"{_W}t":
            return element.text or ""
        if tag == f"{_W}instrText" and (element.text or "").strip().startswith("HYPERLINK"):
            address = (element.text or "").split('"')[1:2]
            self.href = address[0] if address and is_followed(address[0]) else ""
        elif tag == f"{_W}fldChar" and _value(element, "fldCharType") == "end":
            self.href = ""
        elif tag in _REFERENCES:
            return f"[^{'e' if tag.endswith('endnoteReference') else ''}{_value(element, 'id')}]"
        return _TEXTS.get(tag, "")

    # -- tables --------------------------------------------------------------------------------------------------------

    def _in_table(self, element: Element, tag: str) -> Iterator[Block]:
        if tag == f"{_W}tbl":
            self.depth -= 1
            element.clear()
        elif self.depth > 1 or not self.row:
            return
        elif tag == f"{_W}gridSpan" and _value(element, "val").isdecimal():
            self.row[-1].columns = min(int(_value(element, "val")[:4]), 50)
        elif tag == f"{_W}vMerge":
            self.row[-1].goes_on = _value(element, "val") != "restart"
        elif tag == f"{_W}tblHeader":
            self.is_header = _is_on(element)
        elif tag == f"{_W}tr":
            yield from self._row()
            element.clear()

    def _row(self) -> Iterator[Block]:
        """The row that was read; what stands in a row of one cell is as if it stood in none."""
        if len(self.row) == 1:
            yield from self.row[0].blocks
            return
        lines = [block.lines for cell in self.row for block in cell.blocks]
        for cell in self.row:
            column = len(self.table.cells)
            text = "\n".join(block.text for block in cell.blocks)
            self.table.add_cell(text, columns=cell.columns, is_header=self.is_header)
            if cell.goes_on and not text:
                self.table.cells[column] = self.above.get(column, "")
            self.above[column] = self.table.cells[column]
        found = self.table.end_row(Lines(lines[0].first, lines[-1].last) if lines else Lines(1, 1))
        if found:
            yield found

    # -- notes ---------------------------------------------------------------------------------------------------------

    def _notes(self, kind: str, mark: str) -> Iterator[Block]:
        """The notes of a kind, each a paragraph that begins with its mark: "[^1]: words"."""
        self.links = _links(self.package, f"{kind}s")
        for event, element in self.package.events(f"word/{kind}s.xml"):
            if event == "end" and element.tag in _LEFT_OUT:
                element.clear()
            if event != "end" or element.tag != f"{_W}{kind}":
                continue
            runs = [run for each in element.iter(f"{_W}p") for run in (*self._runs(each, _Style()), Run(" "))]
            if any(run.text.strip() for run in runs) and _value(element, "type") in ("", "normal"):
                self.paragraphs += 1
                lines = Lines(self.paragraphs, self.paragraphs)
                opened = Run(f"[^{mark}{_value(element, 'id')}]: ")
                yield from words_blocks(BlockKind.PARAGRAPH, [opened, *without_label(runs)], lines)
            element.clear()


def _links(package: Package, part: str) -> Mapping[str, str]:
    root = package.tree(f"word/_rels/{part}.xml.rels")
    pairs = ((each.get("Id", ""), each.get("Target", "")) for each in root) if root is not None else ()
    return {name: target for name, target in pairs if is_followed(target)}


def _value(element: Element | None, name: str) -> str:
    return element.get(f"{_W}{name}", "") if element is not None else ""


def _is_on(element: Element | None) -> bool:
    return element is not None and _value(element, "val") not in ("0", "false", "off", "none")
