"""Blocks of a Markdown file: those of a text, with its front matter, and without its comments."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from organizations.dossier.intake.blocks import Block, BlockKind, Contents, row
from organizations.dossier.intake.formats.elements import in_order, without_elements
from organizations.dossier.intake.formats.inline import raised
from organizations.dossier.intake.formats.mappings import blocks_with_tables
from organizations.dossier.intake.formats.plain import read_plain
from organizations.dossier.intake.lines.facts import is_known_label, is_main_label
from organizations.dossier.intake.lines.titles import with_acronym
from organizations.dossier.items import Lines
from organizations.dossier.words import fold, listed

FRONT_MATTER = "---"
"""The marker of the block that holds a file's front matter."""

_FENCES = ("---", "+++")
MIN_FACTS = 2
"""So many facts of an organization make a table of a front matter."""
_OF_FILES = frozenset({"name", "type", "status", "language", "awards", "structure", "signed", "effective"})
"""Fields that say of a file as often what they say of an organization."""
MAX_FRONT = 200
"""So many lines a front matter has at most."""
_FIELD = re.compile(r"[\w-]+\s*[:=]")
_TAGS = re.compile(
    r"^[ \t]*(?:</?(?:a|br|center|details|div|font|hr|p|section|span|summary|sup|table|tbody|thead|tr|td|th|ul|ol|li)\b"
    r"[^<>]*>[ \t]*)+$",
    re.M | re.I,
)
"""A line that is only tags: it says how a page looks, and holds no word."""
_SUMMARY = re.compile(
    r"^[ \t]*<summary\b[^<>]*>(?:<(?:b|strong|h\d)>)?([^<>\n]*[^\W_][^<>\n]*)(?:</(?:b|strong|h\d)>)?</summary>[ \t]*$",
    re.M | re.I,
)
"""The line of what folds open: a heading."""

_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.I)
_RAISED = re.compile(r"<sup>(?:\[([^\[\]]{1,12})\]\(#[^()\s]*\)|([^<>]{1,40}))</sup>", re.I)
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]^\n]{1,100})\]:[ \t]+<?(https?://[^\s<>]+)>?", re.M)
_REFERRING = re.compile(r"(?<![\]\\])\[([^\[\]\n]{1,300})\]\[([^\[\]\n]{0,100})\]")


def read_markdown(text: str) -> Contents:
    """The blocks of Markdown; title and language as its front matter says them."""
    first, behind = _front_matter(text)
    lines = text.split("\n", behind)
    body = "\n" * behind + lines[-1] if behind else text
    body, elements = without_elements(without_comments(body))
    body = _SUMMARY.sub(r"**\1**", _TAGS.sub("", body))
    plain = map(_with_breaks, read_plain(_with_raised(_with_links(body))).blocks)
    blocks = in_order(plain, elements)
    if not behind:
        return Contents(blocks)
    inner = lines[first : behind - 1]
    fields = _fields(inner)
    return Contents(
        chain(_front(inner, first, behind), blocks),
        title=with_acronym(_first(fields, "title", "name"), _first(fields, *listed("organization", "acronyms"))),
        language=_first(fields, "language", "lang", "locale").replace("_", "-"),
    )


def read_yaml(text: str) -> Contents:
    """The blocks of a YAML file: its lists of mappings are tables, all else is what a file says of itself.

    One without such a list is read as a text.
    """
    lines = text.split("\n")
    blocks = blocks_with_tables(lines, FRONT_MATTER)
    if not any(block.kind == BlockKind.ROW for block in blocks):
        return read_plain(text)
    fields = _fields(lines)
    return Contents(blocks, title=_first(fields, "title", "name"), language=_first(fields, "language", "lang"))


def _front(inner: Sequence[str], first: int, behind: int) -> list[Block]:
    """The blocks of a front matter between the lines of its fences."""
    found = [
        replace(block, lines=Lines(block.lines.first + first, block.lines.last + first))
        for block in blocks_with_tables(inner, FRONT_MATTER)
    ]
    if len(found) > 1:
        return found
    facts = _facts(inner)
    if len(facts) < MIN_FACTS or not any(is_main_label(label) for label, _value in facts.values()):
        return [replace(found[0], text=found[0].text.strip(), lines=Lines(first, behind))]
    places = [at for at, line in enumerate(inner) if line.strip()]
    others = (replace(found[0], text=inner[at].strip(), lines=Lines(first + at + 1, first + at + 1)) for at in places)
    rows = {at: row(fact, Lines(first + at + 1, first + at + 1), table=MAX_FRONT) for at, fact in facts.items()}
    return [rows.get(at, other) for at, other in zip(places, others, strict=True)]


def _facts(inner: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The fields that state facts such as dossiers do, by the place of their line: "founded: 1988"."""
    found = {}
    for at, line in enumerate(inner):
        for key, value in _fields([line]).items():
            label = key.replace("_", " ").replace("-", " ")
            if value and is_known_label(label) and fold(label) not in _OF_FILES | listed("organization", "acronyms"):
                found[at] = (label[:1].upper() + label[1:], value)
    return found


def _with_breaks(block: Block) -> Block:
    """A row whose cells break their lines where a tag says so, since Markdown cannot: "Founded<br>in Bern"."""
    if not any("<br" in cell.lower() for cell in block.cells):
        return block
    return replace(block, cells=tuple(_BREAK.sub("\n", cell) for cell in block.cells))


def _with_raised(text: str) -> str:
    """The text with raised numbers in place of tags that raise them, and of links in these to notes of the text."""
    return _RAISED.sub(lambda sup: raised(sup[1] or sup[2]), text) if "<sup" in text.lower() else text


def _with_links(text: str) -> str:
    """The text in which links that name a definition ("[the treaty][1]", "[1]: https://…") have its address."""
    addresses = {" ".join(name.casefold().split()): address for name, address in _DEFINED.findall(text)}

    def linked(link: re.Match[str]) -> str:
        name = " ".join((link[2] or link[1]).casefold().split())
        is_of_marks = " ".join(link[1].casefold().split()) in addresses
        return f"[{link[1]}]({addresses[name]})" if name in addresses and not is_of_marks else link[0]

    return _REFERRING.sub(linked, text) if addresses else text


def _front_matter(text: str) -> tuple[int, int]:
    """The numbers of the lines that open and close a front matter; 0 and 0 where there is none."""
    lines = text.split("\n", MAX_FRONT)[:MAX_FRONT]
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    fence = lines[first].rstrip()
    if fence not in _FENCES or len(lines) < first + 3 or not _FIELD.match(lines[first + 1]):
        return 0, 0
    last = next((at for at in range(first + 1, len(lines)) if lines[at].rstrip() == fence), 0)
    return (first + 1, last + 1) if last else (0, 0)


def _fields(lines: Iterable[str]) -> Mapping[str, str]:
    """The fields that are one line each: `title: "A name"`."""
    pairs = (re.match(r"([\w-]+)\s*[:=]\s*(.+)", line) for line in lines)
    return {pair[1].lower(): pair[2].strip().strip("\"'").strip() for pair in pairs if pair}


def _first(fields: Mapping[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def without_comments(text: str) -> str:
    """The text without <!-- comments -->, with as many lines; one that is never closed stays."""
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]])
