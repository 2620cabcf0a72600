"""Blocks of a text: plain, hard-wrapped, indented or tab-separated, with the marks of Markdown wherever it has some.

It goes by lines and not by CommonMark: "1948. november" begins no list, "•" opens an item, an indented line is no code,
and half a million lines take no more than memory holds. Where a text is Markdown through and through, headings, items,
tables and quotations are those of CommonMark: a test asks markdown-it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from organizations.dossier.intake.blocks import BOLD, DEFINITION, Block, BlockKind, Contents, row
from organizations.dossier.intake.formats.flattened import MAX_COLUMNS, flattened_rows, may_name_column
from organizations.dossier.intake.formats.mappings import MappedRow, labelled_rows, mapped_rows
from organizations.dossier.intake.formats.running_lines import running_lines
from organizations.dossier.intake.formats.text_columns import (
    COLUMNS_RULE,
    cells_of,
    ends_ruled,
    even_rows,
    sliced,
    with_tabs,
)
from organizations.dossier.intake.lines.columns import names_columns
from organizations.dossier.intake.lines.looks import ends_sentence
from organizations.dossier.intake.lines.opening_lines import (
    TextLine,
    bold_line,
    is_capitals,
    is_date,
    is_titled,
    labelled_parts,
    opens_dated,
    parts_of,
    states_fact,
)
from organizations.dossier.items import Lines
from organizations.dossier.period.vocabulary import MONTHS

TAB = 4
MAX_LINES = 1_000
"""So many lines of a paragraph are looked at together; what goes on for longer is no paragraph that anybody wrote."""
MIN_QUOTED = 5
"""So many lines at least, and three of four, begin with the mark of a quotation where all of a text is one."""
MIN_HANGING, MIN_HUNG = 4, 35
"""So far is a line indented that goes on with the one above it, of so many characters: "1887.  Formation of …"."""
MIN_BARS = 2
"""So many bars make columns of lines that have as many."""
MAX_BROKEN = 5
"""So many lines may a cell of a table go on in, the next row among them: longer ones are tables of another make."""

_MONTHS = "|".join(name for form in ("de", "de other", "de short") for name in MONTHS[form].split() if name != "-")
_ITEM = re.compile(
    r"(?:[•‣▪◦●○■□▸►➢➤✓✔·\uf0a7\uf0b7\uf0d8]|[*+–—-](?=\s|$)|[o§ü](?=\t|\s\s))\s*(?:\[[ xX]\]\s+)?"
    r"|(?:\(?\d{1,2}[.)．]|\(?(?:[a-z]|[ivx]{2,5})\)|(?:i|[ivx]{2,5})\.)(?:\s+(?=\S)|(?=[\u3040-\u9fff]))|\d{1,2}、\s*(?=\S)"
)
_NUMBERED = re.compile(r"(?P<chapter>(?:\d{1,2}\.){1,3})(?P<last>\d{1,2})\)?\s+(?=\S)")
_DASHES = "-–—"
_DAY = re.compile(
    rf"\d{{1,2}}\.\s*(?:\d{{1,2}}\.|(?:{_MONTHS})\b\.?\s*(?:\d{{3}}|[:：,–—-]|$)|(?:quartal|halbjahr|jahrhundert|jh)\b)",
    re.I,
)
"""A day, or the number of a quarter, and not that of an item: "17. 05. 2016", "12. April:", "3. Quartal 1999"."""
_DEFINITION = re.compile(r":\s{1,3}(?=\S)")
"""What stands before the words of a term in a list of definitions."""
_FIELD = re.compile(r":(?P<label>(?:[^\s:a-z]|(?=[^:\n]{0,20}\d{4}))[^:\n]{0,58}):(?:\s+(?P<value>\S.*))")
"""A field of reStructuredText: ":Founded: 1908"; with a small letter and no year it would be a picture: ":a:"."""
_OPENING_NUMBER = re.compile(r"\(?(?:1|a)[.)．、]")
_HEADING = re.compile(r"(#{1,6})(?:\s+(?!\|)|$)|(#{2,6})(?=[^\W_])")
"""With a space behind its marks, or with two and more marks: "#1" and "#tag" are none."""
_CLOSING_MARKS = re.compile(r"(?:^|\s)#+$")
_FENCE = re.compile(r"(`{3,}|~{3,})\s*([^`]*)$")
TYPESETTING = re.compile(
    r"\\(?:pagebreak|newpage|clearpage|tableofcontents|cleardoublepage|maketitle)\b.*"
    r"|\.\. (?:contents|toctree|meta)::.*"
)
_QUOTE = re.compile(r"(?:>\s?)+")
_UNDERLINE = re.compile(r"([=~^*_+#-])\1{2,}$")
_DECORATED = re.compile(r"(\*{1,5}|[-=~#+]{2,5})\s+([^\W\d_].{1,78}?)\s+\1$")
"""A heading between marks: "-- Masters --", "* Amber Guild *"."""
_RULE = re.compile(r"([-*_=~•·─—])(?:\s*\1){2,}$")
_GRID = re.compile(r"\+[-=+]{2,}\+$")
_DELIMITERS = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$")


def paragraph_blocks(text: str) -> Iterator[Block]:
    """The blocks of a paragraph of another format: its items and lines that open something, no other marks."""
    if "\n" not in text and not _ITEM.match(text) and not bold_line(text):
        return iter([Block(kind=BlockKind.PARAGRAPH, text=text, lines=Lines(1, 1))])
    scan = _Scan(text.split("\n"))
    scan.readers = {}
    scan.other_readers = (_Scan._item,)
    return scan.blocks()


def read_plain(text: str) -> Contents:
    """The blocks of a text."""
    lines = _without_quoting(text.split("\n"))
    scan = _Scan(with_tabs(lines), running_lines(lines))
    scan.begins = True
    return Contents(scan.blocks())


def _without_quoting(lines: list[str]) -> list[str]:
    """Lines without the marks of a mail that is quoted as a whole, or nearly so."""
    quoted = sum(1 for line in lines if line.startswith(">"))
    if quoted < MIN_QUOTED or quoted * 4 < sum(1 for line in lines if line.strip()) * 3:
        return lines
    return [_QUOTE.sub("", line, count=1) if line.startswith(">") else line for line in lines]


class _Outer(NamedTuple):
    """A block that others may stand in: how far it is indented, and where its words begin."""

    kind: BlockKind
    indent: int
    content: int

    def holds(self, kind: BlockKind, indent: int, blanks: int) -> bool:
        """Whether a block stands inside this one: from two columns on, below an empty line from its words on.

        An item stands inside items alone: that of a list below a paragraph is an outermost one.
        """
        within = self.content if blanks else self.indent + 2
        return indent >= within and (kind != BlockKind.ITEM or self.kind == BlockKind.ITEM)


class _Scan:
    """A walk through the lines of a text. `pending` are those of the block that is being read."""

    def __init__(self, lines: Sequence[str], running: Collection[int] = ()) -> None:
        self.lines = lines
        self.running = running
        self.readers = _READERS
        self.other_readers = _OTHER_READERS
        self.pending: list[TextLine] = []
        self.kind = BlockKind.PARAGRAPH
        self.marker = ""
        self.blanks = 0
        self.tables = 0
        self.is_in_table = False
        self.columns = 0
        self.is_edged = False
        self.outer: list[_Outer] = []
        self.unmapped = 0
        self.unflattened = 0
        self.unclosed: dict[str, int] = {}
        self.found: list[Block] = []
        self.begins = False

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.lines):
            at = self._take(at)
            if self.found:
                yield from self.found
                self.found, self.begins = [], False
        self._flush()
        yield from self.found

    def _take(self, at: int) -> int:
        """Reads what begins at a line, and gives the line behind it."""
        text = self.lines[at].strip()
        if at in self.running:
            self._flush()
            self._add(BlockKind.RULE, text, Lines(at + 1, at + 1))
            return at + 1
        # Before all else: a cell may begin with any mark.
        if self.is_in_table and (end := self._next_row(at, text)):
            return end
        if not text.strip("|") or (text[0] == "+" and _GRID.match(text)):
            self._flush()
            self.blanks += not text.strip("|")
            return at + 1
        for reads in self.readers.get(text[0], self.other_readers):
            behind = reads(self, at, text)
            if behind is not None:
                return behind
        if len(self.pending) == MAX_LINES:
            self._flush()
        self.pending.append(self._line(at))
        return at + 1

    def _line(self, at: int) -> TextLine:
        raw = self.lines[at]
        indent = len(raw) - len(raw.lstrip()) if raw[0] == " " else 0
        if raw[0] == "\t" or "\t" in raw[:indent]:
            indent = len(raw.expandtabs(TAB)) - len(raw.expandtabs(TAB).lstrip())
        text = raw.strip()
        # A bar at the end alone is the edge of a cell that stands on a line of its own.
        return TextLine(at + 1, indent, text[:-1].rstrip() if text[-1] == "|" and text.count("|") == 1 else text)

    # -- what is told by its marks: each gives the line behind it, or None where it is something else ------------------

    def _heading(self, at: int, words: str) -> int | None:
        mark = _HEADING.match(words)
        if not mark:
            return None
        text = _CLOSING_MARKS.sub("", words[mark.end() :]).strip()
        self._flush()
        if text:
            self._add_heading(text, len(mark[0].strip()), Lines(at + 1, at + 1))
        return at + 1

    def _definition(self, at: int, text: str) -> int | None:
        """What a term means, on the line below it: a paragraph that stands a level deeper."""
        mark = _DEFINITION.match(text)
        if not mark:
            return None
        self._flush()
        line = self._line(at)
        self.pending, self.marker = [line._replace(indent=line.indent + 2, text=text[mark.end() :])], DEFINITION
        return at + 1

    def _field(self, at: int, text: str) -> int | None:
        """A label between colons and what it says: an item of a list."""
        mark = _FIELD.fullmatch(text)
        if not mark:
            return None
        self._flush()
        line = self._line(at)
        self.kind, self.marker = BlockKind.ITEM, ":"
        self.pending = [line._replace(text=f"{mark['label']}: {mark['value']}")]
        return at + 1

    def _fence(self, at: int, words: str) -> int | None:
        mark = _FENCE.match(words)
        if words[0] == "~" and self.pending and self.kind == BlockKind.PARAGRAPH and self._underlines("~", len(words)):
            return None
        if not mark or len(mark[1]) >= self.unclosed.get(mark[1][0], 1 << 30):
            return None
        closes = re.compile(rf"\s*{mark[1][0]}{{{len(mark[1])},}}\s*$")
        end = next((each for each in range(at + 1, len(self.lines)) if closes.match(self.lines[each])), None)
        if end is None:
            # It is text; that nothing closes it is looked for once, and not at each of a thousand fences.
            self.unclosed[mark[1][0]] = len(mark[1])
            return None
        self._flush()
        text = "\n".join(self.lines[at + 1 : end])
        if mark[2].strip().lower() in ("yaml", "yml") and self._mappings(at + 1, self.lines[at + 1]) == end:
            return end + 1
        self._add(BlockKind.CODE, text, Lines(at + 1, end + 1), marker=mark[2].strip())
        return end + 1

    def _command(self, at: int, text: str) -> int | None:
        """A command to a typesetter, which says nothing."""
        if not TYPESETTING.fullmatch(text):
            return None
        self._flush()
        self._add(BlockKind.RULE, text, Lines(at + 1, at + 1))
        return at + 1

    def _quote(self, at: int, words: str) -> int | None:
        self._flush()
        end = at
        inner: list[TextLine] = []
        while end < len(self.lines) and self.lines[end].lstrip().startswith(">"):
            text = _QUOTE.sub("", self.lines[end].strip(), count=1).strip()
            if text:
                inner.append(TextLine(end + 1, 0, text))
            else:
                self._add_quoted(inner)
                inner = []
            end += 1
        self._add_quoted(inner)
        return end

    def _add_quoted(self, lines: Sequence[TextLine]) -> None:
        """Adds the lines of a quotation; facts that a page sets apart by its look, and dates in a mail, are none."""
        parts = [part for line in lines for part in labelled_parts(line)]
        if len(parts) > 1 and (
            all(states_fact(part.text) for part in (parts if len(parts) == len(lines) else parts[1:]))
            or all(map(opens_dated, parts))
            or is_date(parts[0])
        ):
            for part in parts:
                self._add_lines(BlockKind.PARAGRAPH, [part])
        else:
            self._add_lines(BlockKind.QUOTE, lines)

    def _underline(self, at: int, text: str) -> int | None:
        """A line of marks: the line above is a heading, or this one parts what is above from what is below."""
        mark = _UNDERLINE.match(text)
        if mark and self.pending and self.kind == BlockKind.PARAGRAPH and self._underlines(mark[1], len(text)):
            heading = self.pending.pop()
            self._flush()
            level = {"=": 1, "-": 2}.get(mark[1], 3)
            self._add_heading(heading.text, level, Lines(heading.number, at + 1))
            return at + 1
        if not self.pending and (decorated := _DECORATED.match(text)):
            self._add_heading(decorated[2], 6, Lines(at + 1, at + 1), BOLD)
            return at + 1
        if not _RULE.match(text):
            return None
        self._flush()
        self._add(BlockKind.RULE, text, Lines(at + 1, at + 1))
        self.outer = []
        return at + 1

    def _underlines(self, mark: str, length: int) -> bool:
        near = abs(length - len(self.pending[-1].text)) <= 3
        return mark == "=" or near or (mark == "-" and len(self.pending) == 1)

    def _table(self, at: int, text: str) -> int | None:
        """A table with a header, or lines between pipes."""
        if "|" not in text:
            return None
        following = self.lines[at + 1].strip() if at + 1 < len(self.lines) else ""
        has_header = "|" in following and "-" in following and bool(_DELIMITERS.match(following))
        if not has_header and not (text[0] == "|" and text[-1] == "|" and len(text) > 2):
            return None
        if not has_header and _DELIMITERS.match(text):
            self._flush()
            self.tables += 1
            self.columns, self.is_in_table = len(cells_of(text)), True
            return at + 1
        self.columns = len(cells_of(following)) if has_header else 0
        cells, first = self._whole_header(cells_of(text), at)
        self._flush()
        self.tables += 1
        self._add_row(cells, first, at + 1, is_header=has_header or names_columns(cells))
        self.is_in_table = True
        return at + (2 if has_header else 1)

    def _whole_header(self, cells: list[str], at: int) -> tuple[list[str], int]:
        """The cells of a header and its first line, with those of the line above where its last cell is broken."""
        above = cells_of(self.pending[-1].text) if self.columns and self.pending else []
        if len(above) < 2 or len(above) + len(cells) - 1 != self.columns:
            return cells, at
        return [*above[:-1], f"{above[-1]} {cells[0]}", *cells[1:]], self.pending.pop().number - 1

    def _next_row(self, at: int, text: str) -> int:
        """Adds the row with which the table goes on in a line, and gives the line behind it; 0 where it does not."""
        self.is_in_table = "|" in text or bool(_GRID.match(text))
        if not self.is_in_table:
            return 0
        if _DELIMITERS.match(text) or _GRID.match(text):
            return at + 1
        cells = cells_of(text)
        self.is_edged = text[0] == "|"
        end = at + 1
        while (more := self._broken_cell(cells, end)) is not None:
            cells = [*cells[:-1], f"{cells[-1]} {more[0]}".strip(), *more[1:]]
            end += 1
        self._add_row(cells, at, end)
        return end

    def _broken_cell(self, cells: Sequence[str], at: int) -> list[str] | None:
        """The cells of a line with which the last cell of the row above goes on, broken there; else None.

        The line has no pipe and a row follows; or it fills the row up to the last column, and opens a bracket or has
        no pipe before it as the row has.
        """
        text = self.lines[at].strip() if self.columns and at < len(self.lines) else ""
        if not text:
            return None
        if "|" not in text:
            following = next(
                (line for line in self.lines[at + 1 : at + MAX_BROKEN] if not line.strip() or "|" in line), ""
            )
            return [text] if "|" in following and not _ITEM.match(text) and text[0] != "#" else None
        more = cells_of(text)
        above = self.lines[at - 1].strip()
        is_rest = text[0] == "(" or (self.is_edged and text[0] != "|" and above[-1:] != "|")
        return more if is_rest and len(cells) + len(more) - 1 == self.columns else None

    def _tabbed(self, at: int, text: str) -> int | None:
        """Two lines and more with as many tabs: three columns, or two that have names."""
        if "\t" not in text or (self.pending and "\t" in self.pending[-1].text) or _ITEM.match(text):
            return None
        end = at
        while end < min(len(self.lines), at + MAX_LINES) and "\t" in self.lines[end].strip():
            end += 1
        cells = even_rows([[cell.strip() for cell in line.rstrip("\n").split("\t")] for line in self.lines[at:end]])
        is_header = names_columns(cells[0])
        if len(cells) < 2 or len(cells[0]) < 2 or (len(cells[0]) == 2 and not is_header):
            return None
        self._flush()
        self.tables += 1
        for offset, each in enumerate(cells):
            self._add_row(each, at + offset, is_header=is_header and not offset)
        return end

    def _ruled(self, at: int, text: str) -> int | None:
        """Columns below a line of dashes that says where each begins; the header stands above it, or between two."""
        if not COLUMNS_RULE.fullmatch(text) or len(self.pending) > 1:
            return None
        is_closed = not self.pending  # as in reStructuredText: a line above the header, and one behind the last row
        first = at + 3 if is_closed else at + 1
        if is_closed and not (at + 2 < len(self.lines) and COLUMNS_RULE.fullmatch(self.lines[at + 2].strip())):
            return None
        starts = [match.start() for match in re.finditer(r"[-=]+", self.lines[at])]
        ends = (each for each in range(first, len(self.lines)) if ends_ruled(self.lines[each]))
        end = next(ends, len(self.lines))
        if first >= end:
            return None
        self.pending = []
        self.tables += 1
        for place in (first - 2, *range(first, end)):
            self._add_row(sliced(self.lines[place], starts), place, is_header=place < first)
        return end + (end < len(self.lines) and bool(self.lines[end].strip()))

    def _barred(self, at: int, text: str) -> int | None:
        """Two lines and more with as many bars, three columns at least that are no labels: "Mali | 1951 | Ada Lund"."""
        if text.count(" | ") < MIN_BARS or self.pending or _ITEM.match(text):
            return None
        rows = [cells_of(line) for line in takewhile(str.strip, self.lines[at : at + MAX_LINES])]
        if len(rows) < 2 or len({len(cells) for cells in rows}) > 1 or any(":" in cell for cell in rows[0]):
            return None
        self.tables += 1
        for offset, cells in enumerate(rows):
            self._add_row(cells, at + offset, is_header=not offset and names_columns(cells))
        return at + len(rows)

    def _flattened(self, at: int, text: str) -> int | None:
        """Lines that are a cell each, the names of the columns first: "Name", "Term", "Jan Muster", "1951–1960"."""
        if self.pending or at < self.unflattened or not may_name_column(text):
            return None
        rows = flattened_rows(self.lines, at)
        if not rows:
            self.unflattened = at if rows is not None else at + MAX_COLUMNS
            return None
        self.tables += 1
        for number, (cells, first, end) in enumerate(rows):
            self._add_row(cells, first, end, is_header=not number)
        return rows[-1].end

    def _mappings(self, at: int, text: str) -> int | None:
        """A list of mappings, a row each; one that is none is not tried again at each of its lines."""
        if at < self.unmapped or ":" not in text:
            return None
        rows, self.unmapped = mapped_rows(self.lines, at)
        return self._add_mapped(rows)

    def _labels(self, at: int, text: str) -> int | None:
        """Paragraphs of lines with labels, a row each: "Year: 1951", "Event: Three states sign"."""
        if self.pending or not (":" in text or "：" in text or text.startswith("**")):
            return None
        rows, self.unmapped = labelled_rows(self.lines, at)
        return self._add_mapped(rows)

    def _add_mapped(self, rows: Sequence[MappedRow]) -> int | None:
        if not rows:
            return None
        self._flush()
        self.tables += 1
        self.found += [row(each.cells, each.lines, table=self.tables, blanks=self._blanks()) for each in rows]
        return self.unmapped

    def _item(self, at: int, text: str) -> int | None:
        counted = self._numbered(at, text)
        mark = _ITEM.match(text) or counted
        if not mark or not self._may_follow(mark[0]):
            return None
        if _DAY.match(text) and not (counted and self._begins_with_one(at, counted)) and not self._counts(at, mark[0]):
            return None
        self._flush()
        line = self._line(at)
        self.kind = BlockKind.ITEM
        self.marker = mark[0].strip()
        words = text[mark.end() :]
        if self.marker in _DASHES and words.endswith(f" {self.marker}") and any(map(str.isalpha, words)):
            words = words[:-2]  # "- vacant 1943–1947 -", but not the number of a page, "- 3 -"
        self.pending = [line._replace(text=words)]
        return at + 1

    def _numbered(self, at: int, text: str) -> re.Match[str] | None:
        """The number of an item such as "2.1 1921: …", where the line above or below has the one before or behind."""
        mark = _NUMBERED.match(text)
        if not mark:
            return None
        beside = [self.lines[each].strip() for each in (at - 1, at + 1) if 0 <= each < len(self.lines)]
        others = [other for line in beside if (other := _NUMBERED.match(line)) and other["chapter"] == mark["chapter"]]
        return mark if any(abs(int(other["last"]) - int(mark["last"])) == 1 for other in others) else None

    def _begins_with_one(self, at: int, mark: re.Match[str]) -> bool:
        """Whether the lines above count down to one: "1.2.1 1921", "1.2.2 1939", but not "1.2.21", "1.2.22"."""
        wanted = int(mark["last"])
        if len(str(wanted)) < len(mark["last"]):
            return False
        above = range(at - 1, max(at - 1 - wanted, -1), -1)
        numbers = (f"{mark['chapter']}{wanted - 1 - step}" for step in range(wanted - 1))
        return all(self.lines[each].strip().startswith(number) for each, number in zip(above, numbers, strict=False))

    def _counts(self, at: int, mark: str) -> bool:
        """Whether the number before what may be a month counts lines: "2. Mai 1955" between "1. …" and "3. …"."""
        number = int("".join(filter(str.isdecimal, mark)) or 0)
        if self.kind == BlockKind.ITEM and self.marker == f"{number - 1}.":
            return True
        ahead = [line.strip() for line in self.lines[at + 1 : at + 6] if line.strip()]
        return number == 1 and len(ahead) > 1 and all(map(str.startswith, ahead, ("2.", "3.")))

    def _may_follow(self, mark: str) -> bool:
        """Whether an item opens here, and not a line of a sentence that begins with "–" or "12." by accident."""
        if not self.pending or self.kind == BlockKind.ITEM or not self.pending[-1].may_be_wrapped:
            return True
        return bool(_OPENING_NUMBER.match(mark)) if mark[-1:].strip() or mark[0].isdigit() else mark[0] not in "–—"

    # -- what is told by its lines -------------------------------------------------------------------------------------

    def _flush(self) -> None:
        """Adds the block that is being read; lines of it that open something of their own are blocks too."""
        if not self.pending:
            return
        kind, marker = self.kind, self.marker
        is_title = self.begins and kind == BlockKind.PARAGRAPH and is_titled(self.pending)
        for part in [self.pending[:1], *parts_of(self.pending[1:])] if is_title else parts_of(self.pending):
            if len(part) == 1 < len(self.pending) and kind == BlockKind.PARAGRAPH and is_capitals(part[0].text):
                self._add_heading(part[0].text, 6, Lines(part[0].number, part[0].number), BOLD)
                continue
            bold = bold_line(part[0].text) if part[0].text and kind == BlockKind.PARAGRAPH and len(part) == 1 else None
            if bold:
                self._add_heading(bold["words"].strip() + bold["colon"], 6, Lines(part[0].number, part[0].number), BOLD)
            else:
                self._add_lines(kind, part, marker, self._depth(kind, part[0].indent))
            kind, marker = BlockKind.PARAGRAPH, ""
        self.pending, self.kind, self.marker = [], BlockKind.PARAGRAPH, ""

    def _depth(self, kind: BlockKind, indent: int) -> int:
        """In how many blocks one stands that is indented so far."""
        while self.outer and not self.outer[-1].holds(kind, indent, self.blanks):
            self.outer.pop()
        content = indent + min(len(self.marker), 4) + 1 if kind == BlockKind.ITEM else indent + 2
        self.outer.append(_Outer(kind, indent, content))
        return len(self.outer) - 1

    def _add_heading(self, text: str, level: int, lines: Lines, marker: str = "") -> None:
        self._add(BlockKind.HEADING, text, lines, level=level, marker=marker)
        self.outer = []

    def _add_lines(self, kind: BlockKind, lines: Sequence[TextLine], marker: str = "", level: int = 0) -> None:
        text = "".join(_joined(lines)).strip()
        if text and lines:
            self._add(kind, text, Lines(lines[0].number, lines[-1].number), level=level, marker=marker)

    def _add_row(self, cells: Sequence[str], at: int, end: int = 0, *, is_header: bool = False) -> None:
        lines = Lines(at + 1, end or at + 1)
        self.found.append(row(cells, lines, table=self.tables, is_header=is_header, blanks=self._blanks()))

    def _add(self, kind: BlockKind, text: str, lines: Lines, *, level: int = 0, marker: str = "") -> None:
        self.found.append(Block(kind=kind, text=text, lines=lines, level=level, marker=marker, blanks=self._blanks()))

    def _blanks(self) -> int:
        blanks, self.blanks = self.blanks, 0
        return blanks


def _joined(lines: Sequence[TextLine]) -> Iterator[str]:
    """The words of lines, a line break before each but the first; a space where one hangs below the words above it."""
    for at, line in enumerate(lines):
        above = lines[at - 1]
        hangs = at and line.indent >= lines[0].indent + MIN_HANGING and len(above.text) >= MIN_HUNG
        yield ("" if not at else " " if hangs and not ends_sentence(above.text) else "\n") + line.text


_Reads = Callable[[_Scan, int, str], int | None]
_OTHER_READERS: tuple[_Reads, ...] = (
    *(_Scan._table, _Scan._tabbed, _Scan._barred),
    *(_Scan._labels, _Scan._flattened, _Scan._item),
)
_READERS: dict[str, tuple[_Reads, ...]] = {
    "#": (_Scan._heading, _Scan._underline, *_OTHER_READERS),
    "`": (_Scan._fence, *_OTHER_READERS),
    "~": (_Scan._fence, _Scan._underline, *_OTHER_READERS),
    ">": (_Scan._quote,),
    **dict.fromkeys("\\.", (_Scan._command, *_OTHER_READERS)),
    ":": (_Scan._definition, _Scan._field, *_OTHER_READERS),
    **dict.fromkeys("*_^+•·─—", (_Scan._underline, *_OTHER_READERS)),
    "=": (_Scan._ruled, _Scan._underline, *_OTHER_READERS),
    "-": (_Scan._ruled, _Scan._underline, _Scan._mappings, *_OTHER_READERS),
}
"""What may begin with which character, in the order in which it is tried."""
