"""A source of any format, as blocks: the table of the formats, and how one is told from another."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from organizations.dossier.characters import all_refused, cleaned, name_of, without_direction
from organizations.dossier.intake.blocks import Block, Contents
from organizations.dossier.intake.formats.decoding import decoded
from organizations.dossier.intake.formats.definitions import with_definitions
from organizations.dossier.intake.formats.docx import read_docx
from organizations.dossier.intake.formats.html import read_html
from organizations.dossier.intake.formats.markdown import read_markdown, read_yaml
from organizations.dossier.intake.formats.odt import read_odt
from organizations.dossier.intake.formats.org import read_org
from organizations.dossier.intake.formats.packages import ZIP, format_of
from organizations.dossier.intake.formats.plain import read_plain
from organizations.dossier.intake.formats.table import is_table, read_csv
from organizations.dossier.intake.formats.turned import with_turned_tables
from organizations.dossier.intake.formats.wiki import read_wiki
from organizations.dossier.intake.formats.xlsx import read_xlsx
from organizations.dossier.text.errors import TextTooLarge, UnreadableFile, UnreadableText
from organizations.dossier.text.grammar import MAX_BYTES

MAX_BLOCKS = 100_000
"""So many blocks of a source are read at most: 2 MB hold more only where each is a word or a letter."""
MAX_GUESSED = 15_000
"""So many blocks are read by their look at most: in 3 to 5 s (2 MB, measured). The canonical form may have more."""
MAX_LINES = 200_000
_JSON = re.compile(r"\s*(?:\[\s*)?\{")
MAX_PLACES = 20
"""So many characters that no text holds are named in one message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was read: its blocks, the name of its format, the title and language that it states, and its text.

    `text` is empty for a file that is no text. `guessed_encoding` names the encoding where bytes were not UTF-8,
    `left_out` holds words of a file that are in no block.
    """

    blocks: tuple[Block, ...]
    format: str
    text: str = ""
    title: str = ""
    language: str = ""
    guessed_encoding: str = ""
    left_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name, what people call it, how its files end, and what reads its text, or its file.

    Only a text may be canonical: of all else no more blocks are made than are read by their look.
    """

    name: str
    label: str
    extensions: tuple[str, ...]
    read: Callable[[str], Contents] = read_plain
    read_file: Callable[[bytes], Contents] | None = None
    max_blocks: int = MAX_GUESSED


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(name="plain", label="Plain text", extensions=("txt", "text"), read=read_plain, max_blocks=MAX_BLOCKS),
        Format(
            name="markdown",
            label="Markdown",
            extensions=("md", "markdown", "mdown", "mkd"),
            read=read_markdown,
            max_blocks=MAX_BLOCKS,
        ),
        Format(name="html", label="HTML", extensions=("html", "htm", "xhtml"), read=read_html),
        Format(name="wiki", label="Wiki text", extensions=("wiki", "mediawiki", "wikitext"), read=read_wiki),
        Format(name="org", label="Org", extensions=("org",), read=read_org),
        Format(name="csv", label="Table (CSV, TSV)", extensions=("csv", "tsv", "tab"), read=read_csv),
        Format(name="yaml", label="YAML", extensions=("yaml", "yml"), read=read_yaml),
        Format(name="docx", label="Word (.docx)", extensions=("docx", "docm"), read_file=read_docx),
        Format(name="odt", label="OpenDocument (.odt, .ods)", extensions=("odt", "ods"), read_file=read_odt),
        Format(name="xlsx", label="Excel (.xlsx)", extensions=("xlsx", "xlsm"), read_file=read_xlsx, max_blocks=10_000),
    )
}
"""Every format that is read, by its name."""

EXTENSIONS = tuple(f".{extension}" for each in FORMATS.values() for extension in each.extensions)
"""How the files end that are read: ".txt", ".md", …"""

_BY_EXTENSION = {
    extension: each.name for each in FORMATS.values() if not each.read_file for extension in each.extensions
}
_OTHERS = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "Word 97 (.doc), Excel 97 (.xls), or one locked by a password"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
)
"""What is not read, by its first bytes."""

_PAGE = re.compile(r"\s*(?:Version:[\d.]+\s+StartHTML|(?:<\?xml[^<>]*>\s*)?<!doctype html|<html\b)", re.I)
_ORG = re.compile(r"^(?:#\+(?:title|author|date|options|startup):|\*+ (?:TODO|DONE) )", re.M | re.I)
_TAGS = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|td|tr|table|body|span|section|article|dl|br|meta)\b", re.I)
_WIKI_HEADING = re.compile(r"^(={2,5})[^=\n]{1,200}\1[ \t]*$", re.M)
_WIKI_MARKS = tuple(map(re.compile, (r"\[\[[^\[\]\n]{1,200}\]\]", r"\{\{[^{}]", r"(?m)^\{\|", r"'''[^'\n]{1,200}'''")))
# No \s in front of a mark: it goes on over line ends, and is tried anew at each of a million blank lines.
_MARKDOWN = re.compile(r"^#{1,6} |^[^\S\n]*\|.*\|[^\S\n]*$|\*\*\S|^>\s|\]\(|^---[^\S\n]*$|^[^\S\n]*```", re.M)


def blocks_of(source: bytes | str, *, file_name: str = "", format: str = "") -> Source:
    """The blocks of a source, read by the format of that name, or by what its content and the file's name say.

    Raises DossierError with line, column and what to do: for what is too large, damaged, or no text of any format;
    KeyError for the name of no format.
    """
    file_format = _file_format(source, format)
    if file_format and file_format.read_file and isinstance(source, bytes):
        contents = file_format.read_file(source)
        return _source(contents, file_format.name)
    text, guessed = text_of(source)
    name = format or _format_of(text, file_name)
    return replace(_source(FORMATS[name].read(text), name), text=text, guessed_encoding=guessed)


def _source(contents: Contents, name: str) -> Source:
    return Source(
        blocks=_limited(with_turned_tables(with_definitions(contents.blocks)), FORMATS[name].max_blocks),
        format=name,
        title=contents.title,
        language=contents.language,
        left_out=contents.left_out,
    )


def _file_format(source: bytes | str, format: str) -> Format | None:
    """The format of a file that is no text, by its first bytes; None for a text."""
    asked = FORMATS[format] if format else None
    start = source[:8] if isinstance(source, bytes) else b""
    if start.startswith(ZIP):
        name = format_of(source if isinstance(source, bytes) else b"")
        if not name:
            raise UnreadableFile("other-format", format="ZIP")
        return FORMATS[name]
    _refuse_others(start)
    if asked and asked.read_file:
        raise UnreadableFile("damaged-file", format=asked.label)
    return None


def _refuse_others(source: bytes) -> None:
    other = next((name for start, name in _OTHERS if source.startswith(start)), None)
    if other:
        raise UnreadableFile("other-format", format=other)


def text_of(source: bytes | str) -> tuple[str, str]:
    """The text of a source as it is read, and the name of its encoding where that was guessed. Raises DossierError."""
    size = len(source.encode(errors="surrogatepass") if isinstance(source, str) else source)
    if size > MAX_BYTES:
        raise TextTooLarge("too-many-bytes", size=size, max_size=MAX_BYTES)
    found = decoded(source) if isinstance(source, bytes) else None
    text = without_direction(cleaned(found.text if found else str(source)))
    _refuse_characters(text)
    _refuse_json(text)
    if text.count("\n") > MAX_LINES:
        raise TextTooLarge("too-many-lines", max_lines=MAX_LINES, line=MAX_LINES)
    return text, found.guessed if found else ""


def _refuse_characters(text: str) -> None:
    """Raises UnreadableText that names all the characters that no text may hold."""
    places = all_refused(text)
    if not places:
        return
    first, *others = [
        (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), text[at]) for at in places[: MAX_PLACES + 1]
    ]
    line, column, character = first
    if not others:
        raise UnreadableText("character", character=name_of(character), line=line, column=column)
    named = ", ".join(f"{line}:{column}" for line, column, _ in others)
    raise UnreadableText(
        "characters",
        character=name_of(character),
        count=len(places) - 1,
        places=named + (", …" if len(places) > MAX_PLACES + 1 else ""),
        line=line,
        column=column,
    )


def _refuse_json(text: str) -> None:
    """Raises UnreadableFile for JSON, which would be one long title; "[1]" is a text."""
    if not _JSON.match(text):
        return
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return
    raise UnreadableFile("other-format", format="JSON")


def _format_of(text: str, file_name: str) -> str:
    """The name of the format of a text. A file called .txt may hold any."""
    name = _BY_EXTENSION.get(PurePath(file_name).suffix.lstrip(".").lower(), "plain")
    if name != "plain":
        return name
    if _PAGE.match(text) or (text.lstrip()[:1] == "<" and _is_tagged(text[:20_000])):
        return "html"
    if is_table(text):
        return "csv"
    if _ORG.search(text):
        return "org"
    if _is_wiki(text):
        return "wiki"
    return "markdown" if _MARKDOWN.search(text) else "plain"


def _is_wiki(text: str) -> bool:
    """Whether a text has marks of a wiki: headings between signs of equality, or two other kinds."""
    return bool(_WIKI_HEADING.search(text)) or sum(bool(mark.search(text)) for mark in _WIKI_MARKS) > 1


def _is_tagged(text: str) -> bool:
    return len(_TAGS.findall(text)) > 1 and not re.search(r"^#{1,6} ", text, re.M)


def _limited(blocks: Iterable[Block], max_blocks: int) -> tuple[Block, ...]:
    found: list[Block] = []
    size = 0
    for block in blocks:
        size += len(block.text)
        if size > MAX_BYTES:
            raise TextTooLarge("too-many-bytes", size=size, max_size=MAX_BYTES, line=block.lines.first)
        if len(found) == max_blocks:
            raise TextTooLarge("too-many-blocks", max_blocks=max_blocks, line=block.lines.first)
        found.append(block)
    return tuple(found)
