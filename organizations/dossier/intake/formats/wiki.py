"""Blocks of an article's wiki text (MediaWiki): headings, lists, tables, infoboxes, and its references as notes.

Templates, links and references may nest and go over lines; they become words first, then the text is read by lines.
mwparserfromhell takes minutes for a few thousand unclosed tags, so this reads them itself, each character once.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from organizations.dossier.intake.blocks import DEFINITION, Block, BlockKind, Contents, row
from organizations.dossier.intake.formats.markdown import without_comments
from organizations.dossier.intake.formats.plain import paragraph_blocks
from organizations.dossier.intake.formats.rows import SpannedRows
from organizations.dossier.intake.formats.wiki_citations import cited
from organizations.dossier.intake.lines.titles import with_acronym
from organizations.dossier.items import Lines
from organizations.dossier.words import listed

MAX_DEPTH = 40
"""So deep templates and links are read within each other; what is deeper stays as it is written."""

_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\||<ref\b[^<>]*/>|<ref\b[^<>]*>|</ref\s*>", re.I)
_CLOSES = {"}}": "{{", "]]": "[[", "</ref": "<ref"}
_BREAK = "\x02"
"""Stands for <br> until lines are read."""
_SWALLOWED = "\x03"
"""Stands for the end of a line within a template, that ends no line of its words."""
_BOX = "\x01"
"""Stands around the number of an infobox."""

_NAMED = re.compile(r"\s*([^=<>\[\]{}|\n]{1,60}?)\s*=(?!=)\s*", re.S)
_INFOBOX = re.compile(r"info|taxobox|ficha|карточка|صندوق|信息框")
_CITATION = re.compile(
    r"cite\b|citation$|literatur$|internetquelle|ouvrage|lien web|article$|cita (?:web|libro|news)|citar|статья|книга"
)
_FILE = re.compile(
    r"\s*(?:file|image|datei|bild|fichier|archivo|ficheiro|imagem|immagine|файл|ملف|文件|media)\s*:", re.I
)
_CATEGORY = re.compile(
    r"\s*(?:category|kategorie|catégorie|categoría|categoria|категория|تصنيف|分类|分類|[a-z]{2,3}(?:-[a-z]+)?)\s*:",
    re.I,
)
_LAYOUT = re.compile(
    r"(?:thumb|frame|left|right|center|none|upright|mini|hochkant|\d*x?\d+ ?px|(?:alt|link|upright)=.*)\s*", re.I
)
_OPENS_LIST = re.compile(r"<references\b[^<>]*(?<!/)>", re.I)
_CLOSES_LIST = re.compile(r"</references\s*>", re.I)
_PLACE = "\x04"
"""Stands around the page that is cited behind a reference."""
_PLACED = re.compile(rf"(?:\[(\^\d+)\])?{_PLACE}([^{_PLACE}]*){_PLACE}")
_SHORT_NOTES = frozenset(["sfn", "sfnp", "efn", "efn-ua", "efn-lr", "refn"])
_NEEDED = frozenset(["citation needed", "cn", "fact", "unsourced inline", "citation needed span"])
_ICONS = frozenset(["flagicon", "flag icon", "flagdeco", "drapeau", "bandera icono", "bandiera", "flagga"])
"""Templates that draw a flag without a word: "{{flagicon|Mali}} Jan Muster" is no "Mali Jan Muster"."""
_SAID = {"circa": "c.", "c.": "c.", "ca.": "c.", "as of": "as of", "floruit": "fl.", "fl.": "fl."}
"""Templates whose name says something of their words: a year without its "c." would say another."""
_REF_NAME = re.compile(r"name\s*=\s*[\"']?([^\"'/>]+)", re.I)
_ADDRESS = re.compile(r"\[(https?://[^\s\]]{1,1000})[ \t]*([^\]\n]{0,500})\]")
_LINE_BREAK = re.compile(r"<br\s*/?\s*>", re.I)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.I)
_SWITCH = re.compile(r"__[A-Z]{3,20}__")
_HEADING = re.compile(r"(={1,6})[ \t]*(\S.*?)[ \t]*\1\s*$")
_LIST = re.compile(r"[*#:;]+")
_ATTRIBUTES = re.compile(r"\s*(?:[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s|]+)(?=[\s|])\s*)+\|(?!\|)")
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?(\d{1,3})", re.I)
_QUOTES = re.compile(r"'{2,5}")


def read_wiki(text: str) -> Contents:
    """The blocks of wiki text; the name in its infobox is the title."""
    words = _Words(without_comments(text))
    return Contents(_Lines(words.text, words).blocks(), title=words.title)


@dataclass(slots=True)
class _Frame:
    """A template, link or reference that is open: how it opened, and its parts."""

    opened: str
    parts: list[list[str]] = field(default_factory=lambda: [[]])
    newlines: int = 0

    def as_written(self) -> str:
        return self.opened + "|".join("".join(part) for part in self.parts)


class _Words:
    """Wiki text with its templates, links and references made words."""

    def __init__(self, text: str) -> None:
        self.notes: list[str] = []
        self.named: dict[str, int] = {}
        self.boxes: list[list[tuple[str, str]]] = []
        self.title = ""
        self.frames = [_Frame("")]
        at = 0
        for token in _TOKEN.finditer(text):
            self._add(text[at : token.start()])
            self._take(token[0])
            at = token.end()
        self._add(text[at:])
        while len(self.frames) > 1:
            unclosed = self.frames.pop().as_written()
            self._add(unclosed)
        text = _without_lists(self.frames[0].as_written())
        self.text = _PLACED.sub(lambda place: f"[{place[1]}: {place[2]}]" if place[1] else f" {place[2]}", text)

    def _add(self, text: str) -> None:
        self.frames[-1].parts[-1].append(text)

    def _take(self, token: str) -> None:
        frame = self.frames[-1]
        if token == "|":
            if frame.opened in ("{{", "[["):
                frame.parts.append([])
            else:
                self._add(token)
        elif token in ("{{", "[[") or (token[:4].lower() == "<ref" and token[-2:] != "/>"):
            if len(self.frames) > MAX_DEPTH:
                self._add(token)
            else:
                self.frames.append(_Frame(token))
        elif token[-2:] == "/>":
            self._add(self._reference(token, ""))
        else:
            self._close(token)

    def _close(self, token: str) -> None:
        opens = _CLOSES["</ref" if token[0] == "<" else token]
        if not self.frames[-1].opened.lower().startswith(opens):
            self._add(token)
            return
        frame = self.frames.pop()
        parts = ["".join(part) for part in frame.parts]
        swallowed = sum(part.count("\n") + part.count(_SWALLOWED) for part in parts)
        if opens == "<ref":
            text = self._reference(frame.opened, " ".join(parts))
        else:
            text = self._template(parts) if opens == "{{" else self._link(parts)
        kept = text.count("\n") + text.count(_SWALLOWED)
        self._add(text + _SWALLOWED * (swallowed - kept))

    def _reference(self, tag: str, text: str) -> str:
        """The mark of a note: the same for each reference of one name, or of the same words."""
        found = _REF_NAME.search(tag)
        text = "\n".join(" ".join(line.split()) for line in text.replace(_SWALLOWED, " ").split(_BREAK))
        name = found[1].strip() if found else f"{_BREAK}{text}"
        if name not in self.named:
            self.notes.append(text)
            self.named[name] = len(self.notes)
        number = self.named[name]
        self.notes[number - 1] = self.notes[number - 1] or text
        return f"[^{number}]"

    def _template(self, parts: list[str]) -> str:
        name = parts[0].strip().lower()
        fields = [(_NAMED.match(part), part) for part in parts[1:]]
        named = [(match[1].strip(), part[match.end() :].strip()) for match, part in fields if match]
        plain = [part.strip() for match, part in fields if not match and part.strip()]
        if _INFOBOX.search(name) and named:
            return self._infobox(named)
        if name in _NEEDED:
            return "[citation needed]"
        if name in _ICONS:
            return ""
        pages = [value for key, value in named if key in ("p", "pp", "page", "pages", "loc") and value]
        if name == "rp":
            return f"{_PLACE}{', '.join(plain[:1] or pages)}{_PLACE}"
        if name in _SHORT_NOTES:
            page = [("pp. " if re.search("[–,-]", each) else "p. ") + each for each in pages]
            return self._reference("", ", ".join([" ".join(plain), *page]))
        if _CITATION.match(name):
            is_source = any(frame.opened.lower().startswith("<ref") for frame in self.frames)
            words = _BREAK.join(cited(dict(named)).split("\n")[: None if is_source else 1])
        elif "date" in name and plain and all(part.isdecimal() for part in plain):
            words = "-".join(part.zfill(2) for part in plain[:3])
        elif name in ("lang", "langue"):
            words = plain[-1] if plain else ""
        elif name in ("abbr", "abbrlink"):
            words = plain[0] if plain else ""
        elif name in _SAID:
            words = " – ".join(f"{_SAID[name]} {each}" for each in plain)
        else:
            words = " ".join(plain)
        return words.replace("\n", _SWALLOWED).replace("|", " ")

    def _infobox(self, named: list[tuple[str, str]]) -> str:
        """Its rows, and the name in it as the title."""
        rows = _with_leaders([(key.replace("_", " "), value) for key, value in named if value])
        names = (value for key, value in rows if key.lower() in ("name", "nom", "nombre", "nome", "title", "название"))
        acronyms = (value for key, value in rows if key.lower() in listed("organization", "acronyms"))
        self.title = self.title or with_acronym(
            *(_inline(next(each, "").replace(_SWALLOWED, " ")) for each in (names, acronyms))
        )
        if len(self.frames) > 1:
            return ", ".join(f"{key}: {value}" for key, value in rows).replace("\n", _SWALLOWED)
        self.boxes.append(rows)
        return f"\n{_BOX}{len(self.boxes) - 1}{_BOX}\n"

    def _link(self, parts: list[str]) -> str:
        target, shown = parts[0], parts[-1].strip()
        if _FILE.match(target):
            caption = "" if len(parts) == 1 or _LAYOUT.fullmatch(shown) else shown
            return caption.replace("\n", _SWALLOWED)
        if _CATEGORY.match(target):
            return ""
        return shown.removeprefix(":").replace("\n", " ")


_LEADER = re.compile(r"(?P<whose>.+ )name(?P<number>\d*)")


def _with_leaders(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Rows of an infobox in which an office and a name are one: "leader title2", "leader name2"."""
    values = dict(rows)
    titles = {key: f"{found['whose']}title{found['number']}" for key in values if (found := _LEADER.fullmatch(key))}
    joined = {title for title in titles.values() if title in values}
    return [(values.get(titles.get(key, ""), key), value) for key, value in rows if key not in joined]


def _without_lists(text: str) -> str:
    """The text without what stands between <references> and </references>: marks of notes that were noted."""
    parts, at = [], 0
    while (opened := _OPENS_LIST.search(text, at)) and (closed := _CLOSES_LIST.search(text, opened.end())):
        parts += [text[at : opened.start()], re.sub(rf"[^\n{_SWALLOWED}]", "", text[opened.end() : closed.start()])]
        at = closed.end()
    return "".join([*parts, text[at:]])


class _Lines:
    """The lines of the words, as blocks. `pending` are those of the paragraph that is being read."""

    def __init__(self, text: str, words: _Words) -> None:
        self.words = words
        self.lines = text.split("\n")
        self.number = 0
        self.pending: list[str] = []
        self.first = 0
        self.blanks = 0
        self.tables = 0
        self.counts: list[tuple[str, int]] = []
        self.table: SpannedRows | None = None
        self.cells: list[tuple[str, bool]] = []
        self.nested = 0

    def blocks(self) -> Iterator[Block]:
        swallowed = 0
        for raw in self.lines:
            self.number += 1 + swallowed
            swallowed = raw.count(_SWALLOWED)
            for block in self._line(raw.replace(_SWALLOWED, " ").strip()):
                yield replace(block, blanks=self.blanks)
                self.blanks = 0
        yield from self._flush()
        yield from self._end_row()
        for at, note in enumerate(self.words.notes, start=1):
            words = "\n    ".join(filter(None, map(_inline, note.split("\n"))))
            if words:
                yield Block(kind=BlockKind.PARAGRAPH, text=f"[^{at}]: {words}", lines=self._here())

    def _here(self) -> Lines:
        return Lines(self.number, self.number)

    def _line(self, line: str) -> Iterator[Block]:
        if self.table:
            yield from self._in_table(line)
            return
        heading, marks = _HEADING.match(line), _LIST.match(line)
        opens = line.startswith(("{|", _BOX)) or heading or marks or line.startswith("----")
        if opens or not line:
            yield from self._flush()
        if not marks:
            self.counts = []
        if heading:
            yield from self._one(BlockKind.HEADING, heading[2], level=len(heading[1]))
        elif marks:
            yield from self._listed(line, marks[0])
        elif line.startswith("{|"):
            self.tables += 1
            self.table, self.cells = SpannedRows(self.tables), []
        elif line.startswith(_BOX):
            yield from self._box(int(line.strip(_BOX)))
        elif line.startswith("----"):
            yield Block(kind=BlockKind.RULE, text="----", lines=self._here())
        elif line:
            self.first = self.first or self.number
            self.pending.append(line)
        else:
            self.blanks += 1

    def _flush(self) -> Iterator[Block]:
        text = "\n".join(filter(None, map(_inline, self.pending)))
        lines = Lines(self.first or self.number, max(self.number - 1, self.first))
        self.pending, self.first = [], 0
        if text:
            yield from (replace(block, lines=lines) for block in paragraph_blocks(text))

    def _one(self, kind: BlockKind, words: str, *, level: int = 0, marker: str = "") -> Iterator[Block]:
        text = _inline(words)
        if kind == BlockKind.HEADING:
            text = text.replace("*", "")
        if text:
            yield Block(kind=kind, text=text, lines=self._here(), level=level, marker=marker)

    def _listed(self, line: str, marks: str) -> Iterator[Block]:
        depth, words = len(marks) - 1, line[len(marks) :]
        self.counts = self.counts[: depth + 1]
        if marks[-1] in "*#":
            if len(self.counts) <= depth or self.counts[depth][0] != marks[-1]:
                self.counts = [*self.counts[:depth], *[("", 0)] * (depth - len(self.counts)), (marks[-1], 0)]
            number = self.counts[depth][1] + 1
            self.counts[depth] = marks[-1], number
            marker = "•" if marks[-1] == "*" else f"{number}."
            yield from self._one(BlockKind.ITEM, words, level=depth, marker=marker)
        elif marks[-1] == ";" and " : " in words:
            term, _, definition = words.partition(" : ")
            yield from self._one(BlockKind.PARAGRAPH, term, level=depth)
            yield from self._one(BlockKind.PARAGRAPH, definition, level=depth + 1, marker=DEFINITION)
        else:
            mark = DEFINITION if marks[-1] == ":" else ""
            yield from self._one(BlockKind.PARAGRAPH, words, level=depth + len(mark), marker=mark)

    def _box(self, number: int) -> Iterator[Block]:
        self.tables += 1
        for key, value in self.words.boxes[number]:
            text = _inline(value.replace("\n", _BREAK).replace(_SWALLOWED, " "))
            if text:
                yield row((key, text), self._here(), table=self.tables)

    # -- tables --------------------------------------------------------------------------------------------------------

    def _in_table(self, line: str) -> Iterator[Block]:
        if line.startswith("{|"):
            self.nested += 1
        elif line.startswith("|}"):
            self.nested -= 1
            if self.nested < 0:
                yield from self._end_row()
                self.table, self.nested = None, 0
        elif line.startswith("|-"):
            yield from self._end_row()
        elif line.startswith("|+"):
            yield from self._one(BlockKind.PARAGRAPH, _without_attributes(line[2:]))
        elif line[:1] in ("|", "!"):
            is_header = line[0] == "!"
            cells = re.split(r"\|\||!!" if is_header else r"\|\|", line[1:])
            self.cells += [(cell, is_header) for cell in cells]
        elif line and self.cells:
            words, is_header = self.cells[-1]
            self.cells[-1] = (f"{words}{_BREAK}{line.lstrip('*#:; ')}", is_header)
        elif line:
            self.cells.append((line, False))

    def _end_row(self) -> Iterator[Block]:
        if not self.table or not self.cells:
            return
        for cell, is_header in self.cells:
            spans = {kind.lower(): int(size) for kind, size in _SPAN.findall(_attributes(cell))}
            text = _inline(_without_attributes(cell))
            self.table.add_cell(text, rows=spans.get("row", 1), columns=spans.get("col", 1), is_header=is_header)
        self.cells = []
        found = self.table.end_row(self._here())
        if found:
            yield found


def _attributes(cell: str) -> str:
    match = _ATTRIBUTES.match(cell)
    return match[0] if match else ""


def _without_attributes(cell: str) -> str:
    return cell[len(_attributes(cell)) :]


def _inline(text: str) -> str:
    """Words with Markdown's emphasis and links in the place of the wiki's, without tags."""
    text = _TAG.sub("", _LINE_BREAK.sub(_BREAK, text))
    text = _ADDRESS.sub(lambda link: f"[{link[2]}]({link[1]})" if link[2] else link[1], text)
    text = html.unescape(_SWITCH.sub("", text))
    lines = (" ".join(_emphasized(line).split()) for line in text.split(_BREAK))
    return "\n".join(filter(None, lines))


def _emphasized(line: str) -> str:
    """A line with *, ** and *** for quotes that come in pairs; a quote without its pair is left out."""
    quotes = _QUOTES.findall(line)
    if not quotes:
        return line
    pieces = _QUOTES.split(line)
    marks = ["*" * {2: 1, 3: 2, 4: 2, 5: 3}[len(quote)] for quote in quotes]
    text, at = pieces[0], 0
    while at < len(marks):
        if at + 1 < len(marks) and marks[at] == marks[at + 1] and pieces[at + 1].strip():
            inner = pieces[at + 1]
            core = inner.strip()
            start = inner.index(core)
            text += f"{inner[:start]}{marks[at]}{core}{marks[at]}{inner[start + len(core) :]}{pieces[at + 2]}"
            at += 2
        else:
            text += pieces[at + 1]
            at += 1
    return text
