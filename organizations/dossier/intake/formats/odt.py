"""Blocks of a file of LibreOffice Writer (.odt): headings, lists, tables and notes; what was deleted is left out."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from organizations.dossier.intake.blocks import Block, BlockKind, Contents
from organizations.dossier.intake.formats.inline import Run, is_followed, raised, words_blocks
from organizations.dossier.intake.formats.packages import Package
from organizations.dossier.intake.formats.rows import MAX_SPAN, SpannedRows
from organizations.dossier.items import Lines

_LABEL = "OpenDocument (.odt)"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_PARAGRAPHS = frozenset([f"{_TEXT}p", f"{_TEXT}h"])
_LEFT_OUT = frozenset([f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls", f"{_OFFICE}forms"])
_SPACES = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_MAX_STYLES = 20


def read_odt(source: bytes) -> Contents:
    """The blocks of a file of Writer, or of Calc; `lines` count its paragraphs.

    Raises DossierError where it is damaged or too large.
    """
    return Contents(_Document(Package(source, _LABEL)).blocks())


class _Document:
    """A walk through the paragraphs, lists and tables of a file."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles: dict[str, Element] = {}
        self.numbered: set[str] = set()
        self.paragraphs = self.tables = self.blanks = 0
        self.skipped = 0
        self.lists: list[str] = []
        self.counts: list[int] = []
        self.is_item_begun = True
        self.depth = 0
        self.table = SpannedRows(0)
        self.row: list[list[Block]] = []
        self.spans: list[tuple[int, int]] = []
        self.notes: list[tuple[str, list[Run]]] = []

    def blocks(self) -> Iterator[Block]:
        for _, element in self.package.events("styles.xml"):
            self._add_style(element)
        for event, element in self.package.events("content.xml"):
            if event == "start":
                self._start(element)
            else:
                yield from self._end(element)
        for number, runs in self.notes:
            self.paragraphs += 1
            yield from words_blocks(BlockKind.PARAGRAPH, [Run(f"[^{number}]: "), *runs], self._here())

    def _here(self) -> Lines:
        return Lines(self.paragraphs, self.paragraphs)

    def _add_style(self, element: Element) -> None:
        if element.tag == f"{_STYLE}style":
            self.styles[element.get(f"{_STYLE}name", "")] = element
        elif element.tag == f"{_TEXT}list-style" and element.find(f"{_TEXT}list-level-style-number") is not None:
            self.numbered.add(element.get(f"{_STYLE}name", ""))

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in _LEFT_OUT or tag == f"{_TEXT}note":
            self.skipped += 1
        elif tag == f"{_TEXT}list":
            self.lists.append(element.get(f"{_TEXT}style-name", "") or (self.lists[-1] if self.lists else ""))
            self.counts.append(0)
        elif tag == f"{_TEXT}list-item":
            self.counts[-1:] = [self.counts[-1] + 1] if self.counts else []
            self.is_item_begun = False
        elif tag == f"{_TABLE}table":
            self.depth += 1
            if self.depth == 1:
                self.tables += 1
                self.table = SpannedRows(self.tables)
        elif self.depth == 1 and tag == f"{_TABLE}table-row":
            self.row, self.spans = [], []
        elif self.depth == 1 and tag == f"{_TABLE}table-cell":
            self.row.append([])

    def _end(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        self._add_style(element)
        if tag in _LEFT_OUT or tag == f"{_TEXT}note":
            self.skipped -= 1
            if tag in _LEFT_OUT:
                _clear(element)
        elif self.skipped:
            return
        elif tag in _PARAGRAPHS:
            yield from self._paragraph(element)
            _clear(element)
        elif tag == f"{_TEXT}list" and self.lists:
            self.lists.pop()
            self.counts.pop()
            _clear(element)
        elif tag == f"{_TABLE}table":
            self.depth -= 1
            _clear(element)
        elif self.depth == 1 and tag == f"{_TABLE}table-cell":
            self._cell(element)
        elif self.depth == 1 and tag == f"{_TABLE}table-row":
            yield from self._row()
            _clear(element)

    # -- paragraphs ----------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element) -> Iterator[Block]:
        self.paragraphs += 1
        found = self._blocks_of(element)
        if self.depth and self.row:
            self.row[-1] += found
        elif found:
            yield replace(found[0], blanks=self.blanks)
            yield from found[1:]
            self.blanks = 0
        else:
            self.blanks += 1

    def _blocks_of(self, element: Element) -> list[Block]:
        runs = list(self._runs(element))
        heading = self._heading(element)
        if heading:
            return words_blocks(BlockKind.HEADING, runs, self._here(), level=heading)
        level = len(self.lists)
        if level and not self.is_item_begun:
            self.is_item_begun = True
            marker = f"{self.counts[-1]}." if self.lists[-1] in self.numbered else "•"
            return words_blocks(BlockKind.ITEM, runs, self._here(), level=level - 1, marker=marker)
        is_quote = "Quotation" in " ".join(self._names(element.get(f"{_TEXT}style-name", "")))
        kind = BlockKind.QUOTE if is_quote else BlockKind.PARAGRAPH
        return words_blocks(kind, runs, self._here(), level=level)

    def _heading(self, element: Element) -> int:
        names = self._names(element.get(f"{_TEXT}style-name", ""))
        if "Title" in names or "Subtitle" in names:
            return 1 if "Title" in names else 2
        level = element.get(f"{_TEXT}outline-level", "1")
        return min(int(level), 6) if element.tag == f"{_TEXT}h" and level.isdecimal() else 0

    def _names(self, name: str) -> list[str]:
        """The name of a style, and of those that it is based on."""
        names: list[str] = []
        while name and len(names) < _MAX_STYLES:
            names.append(name)
            style = self.styles.get(name)
            name = style.get(f"{_STYLE}parent-style-name", "") if style is not None else ""
        return names

    def _runs(self, paragraph: Element) -> Iterator[Run]:
        """The words of a paragraph with their look; notes are kept for the end, and only their marks stand here."""
        looks = [Run("", *self._look(paragraph, Run("")))]
        open_elements: list[tuple[Element, int]] = [(paragraph, 0)]
        yield looks[-1]._replace(text=paragraph.text or "")
        while open_elements:
            element, at = open_elements.pop()
            if at == len(element):
                looks.pop()
                if open_elements:
                    yield looks[-1]._replace(text=element.tail or "")
                continue
            open_elements.append((element, at + 1))
            child = element[at]
            if child.tag == f"{_TEXT}note":
                yield Run(self._note(child))
                yield looks[-1]._replace(text=child.tail or "")
                continue
            looks.append(Run("", *self._look(child, looks[-1])))
            open_elements.append((child, 0))
            text = raised(child.text or "") if self._is_raised(child) else child.text or ""
            yield looks[-1]._replace(text=_SPACES.get(child.tag, "") + text)

    def _look(self, element: Element, outer: Run) -> tuple[bool, bool, str]:
        href = element.get(_HREF, "")
        bold, italic = outer.bold, outer.italic
        for name in reversed(self._names(element.get(f"{_TEXT}style-name", ""))):
            style = self.styles.get(name)
            properties = style.find(f"{_STYLE}text-properties") if style is not None else None
            weight = properties.get(f"{_FO}font-weight", "") if properties is not None else ""
            slant = properties.get(f"{_FO}font-style", "") if properties is not None else ""
            bold = weight in ("bold", "600", "700", "800", "900") if weight else bold
            italic = slant in ("italic", "oblique") if slant else italic
        return bold, italic, href if is_followed(href) else outer.href

    def _is_raised(self, element: Element) -> bool:
        styles = filter(None, map(self.styles.get, self._names(element.get(f"{_TEXT}style-name", ""))))
        found = (style.find(f"{_STYLE}text-properties") for style in styles)
        return any((each.get(f"{_STYLE}text-position") or "").startswith("super") for each in found if each is not None)

    def _note(self, note: Element) -> str:
        number = str(len(self.notes) + 1)
        words = [Run("".join(each.itertext()) + " ") for each in note.iter(f"{_TEXT}p")]
        self.notes.append((number, words))
        return f"[^{number}]"

    # -- tables --------------------------------------------------------------------------------------------------------

    def _cell(self, element: Element) -> None:
        """Notes how far the cell reaches, and stands it there as often as it is repeated: empty ones mostly are."""
        names = ("number-rows-spanned", "number-columns-spanned", "number-columns-repeated")
        given = (element.get(f"{_TABLE}{name}", "1") for name in names)
        rows, columns, repeated = (int(each) if each.isdecimal() and len(each) < 6 else 1 for each in given)
        self.spans.append((rows, columns))
        for _ in range(repeated - 1 if repeated <= MAX_SPAN else 0):
            self.row.append(self.row[-1])
            self.spans.append((rows, columns))

    def _row(self) -> Iterator[Block]:
        """The row that was read; what stands in a row of one cell is as if it stood in none."""
        if len(self.row) == 1:
            yield from self.row[0]
            return
        lines = [block.lines for cell in self.row for block in cell]
        for cell, (rows, columns) in zip(self.row, self.spans, strict=False):
            self.table.add_cell("\n".join(block.text for block in cell), rows=rows, columns=columns)
        found = self.table.end_row(Lines(lines[0].first, lines[-1].last) if lines else self._here())
        if found:
            yield found


def _clear(element: Element) -> None:
    """Empties an element and keeps the words behind it."""
    tail = element.tail
    element.clear()
    element.tail = tail
