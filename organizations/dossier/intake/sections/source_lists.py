"""The list of sources of a text of any hand, and the marks of it that stand behind lines.

What stands in a list of sources is no event, person or fact; a mark at the end of a line is taken off before the line
is looked at, so that it is read as if nobody had marked it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from organizations.dossier.document import Section, SectionKind, Source
from organizations.dossier.evidence.labels import NOTE, NUMBER, defined, is_heading, opener, with_superscripts
from organizations.dossier.evidence.marks import (
    Doubt,
    Labels,
    MarkedLine,
    doubts_in,
    marks_in,
    split_line,
    without_marks,
)
from organizations.dossier.evidence.references import is_labelled
from organizations.dossier.intake.blocks import Block, BlockKind
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.heads import head_of
from organizations.dossier.intake.lines.marks import as_plain
from organizations.dossier.intake.lines.titles import is_wrapped
from organizations.dossier.intake.sections.draft import Draft, Piece, joined_marks, span
from organizations.dossier.intake.sections.outline import heading_words, opening_of
from organizations.dossier.text import grammar
from organizations.dossier.text.lines import Line
from organizations.dossier.text.sources import MAX_TRIED, Entry, entries_in

_BULLETS = "•‣▪◦·*–-"
_EMPHASIS_ENDS = re.compile(r"(?:\*{1,3}|_{1,3}):?$")
_BRACKETS = re.compile(r"\\\[([^\[\]\\\n]{1,100})\\\]|[［【]([^［］【】\n]{1,100})[］】]")
"""Brackets that other programs and keyboards write in place of plain ones."""
_PARENTHESES = re.compile(r"(?:(?<=[^\s\d(])| )\((\d{1,3})\)")
_TIGHT = re.compile(r"^(\[\d{1,3}\])(?=[^\W\d_])", re.M)
"""A label without a space behind it, as Chinese citations have it."""
_UNMARKED = (BlockKind.CODE, BlockKind.RULE)


@dataclass(frozen=True, slots=True)
class ListedSources:
    """A list of sources: its heading, where it has one, the blocks of its entries, the entries, and their labels."""

    heading: Piece | None
    pieces: tuple[Piece, ...]
    entries: tuple[Entry, ...]
    labels: Labels

    @property
    def first(self) -> int:
        """The place of its first block."""
        return (self.heading or self.pieces[0]).at

    @property
    def all_pieces(self) -> list[Piece]:
        """Its heading and its entries' blocks."""
        return [*([self.heading] if self.heading else []), *self.pieces]


def take_sources(draft: Draft) -> ListedSources | None:
    """Take the list of sources out of a draft, and the marks that it defines off the lines of the other blocks."""
    _with_brackets(draft)
    behind, notes = _behind_heading(draft), _notes(draft)
    # A page may have its notes under two headings, but one list.
    is_all_notes = (
        behind and notes and behind.entries[0].opened.style == NOTE and len(notes.entries) > len(behind.entries)
    )
    found = notes if is_all_notes else behind or notes
    if found is None:
        return None
    inside = {piece.at for piece in found.all_pieces}
    draft.labels = found.labels
    draft.pieces = [piece for piece in draft.pieces if piece.at not in inside]
    for piece in draft.pieces:
        _report_doubts(piece, draft)
        _take_marks(piece, found.labels)
    return found


def section_of_sources(found: ListedSources, draft: Draft) -> Section:
    """The section that a list of sources is; every block of it is accounted for in the draft."""
    key = draft.key("section", SectionKind.SOURCES.value)
    if found.heading:
        draft.became(found.heading, "heading", section=key)
    sources = []
    labels: set[str] = set()
    places = {piece.at: piece for piece in found.pieces}
    for entry, source in zip(found.entries, _sources(found.entries, draft), strict=True):
        pieces = [places[at] for at in dict.fromkeys(line.number for line in entry.lines)]
        sources.append(replace(source, lines=span(pieces)))
        if entry.opened.label in labels:
            draft.notice(pieces[0], "source-twice", label=entry.opened.label)
        labels.add(entry.opened.label)
        for piece in pieces:
            if piece.at not in draft.outcomes:
                draft.became(piece, "source", section=key, key=source.key)
    return Section(
        key=key,
        lines=span(found.all_pieces),
        kind=SectionKind.SOURCES,
        heading=heading_words(found.heading) if found.heading else "",
        items=tuple(sources),
    )


def without_any_marks(piece: Piece, labels: Labels) -> Piece:
    """A block without all of its marks, as one is read that names people: none of its words is running text."""
    block = piece.block
    texts = block.cells or (block.text,)
    found = "".join(text[mark.start : mark.end] for text in texts for mark in marks_in(text, labels))
    if not found:
        return piece
    bare = replace(
        block,
        text=_without(block.text, labels),
        cells=tuple(_without(cell, labels) for cell in block.cells),
    )
    # A raised number is a mark only where it stands right behind a word.
    marks = joined_marks([found if labels.superscripts else f" {found}", piece.marks])
    return replace(piece, block=bare, marks=marks, whole=piece.whole or block, _heads=())


def _without(text: str, labels: Labels) -> str:
    lines = (" ".join(without_marks(line, labels).split()) for line in text.split("\n"))
    return "\n".join(lines).replace(" ,", ",")


def _with_brackets(draft: Draft) -> None:
    """Write the labels of a list whose entries open otherwise, "\\[1\\]" or "［1］", and marks, in plain brackets."""
    pieces = [piece for piece in draft.pieces if piece.block.kind not in _UNMARKED]
    lines = (line for piece in pieces for line in piece.block.text.split("\n") if _BRACKETS.match(line))
    labels = {_label(found) for line in lines if (found := _BRACKETS.match(line))}
    if not labels:
        return

    def plain(found: re.Match[str]) -> str:
        start, end = found.span()
        before, behind = found.string[max(start - 1, 0) : start], found.string[end : end + 1]
        gap = " " if behind.strip() and before in ("", "\n") else ""
        return f"[{found[1] or found[2]}]{gap}" if _label(found) in labels else found[0]

    _replace(pieces, _BRACKETS, plain)


def _in_parentheses(pieces: Sequence[Piece], labels: Labels) -> bool:
    """Whether each label stands in parentheses behind words, "signed (1)", so that these may be marks."""
    stands = {found for piece in pieces for found in _PARENTHESES.findall(_text(piece.block))}
    return bool(labels.targets) and stands >= set(labels.targets)


def _replace(pieces: Sequence[Piece], pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> None:
    for piece in pieces:
        block = piece.block
        cells = tuple(pattern.sub(by, cell) for cell in block.cells)
        bare = replace(block, text=pattern.sub(by, block.text), cells=cells)
        if bare != block:
            piece.block, piece._heads = bare, ()


def _label(found: re.Match[str]) -> str:
    return re.split(r"[,;:\s]", found[1] or found[2], maxsplit=1)[0]


# -- the list -------------------------------------------------------------------------------------------------------


def _behind_heading(draft: Draft) -> ListedSources | None:
    """The first section whose heading may be that of a list of sources, and whose first block opens an entry."""
    pieces = [piece for piece in draft.pieces if piece.block.kind != BlockKind.RULE]
    if pieces and grammar.closes(pieces[-1].words):
        pieces = pieces[:-1]
    tried = 0
    for at, piece in enumerate(pieces[:-1]):
        choice = draft.chosen(ChoiceKind.SECTION, piece)
        if (choice and choice.value != SectionKind.SOURCES) or not _is_heading(piece):
            continue
        end = _end(pieces, at + 1)
        found = _listed(draft, piece, pieces[at + 1 : end])
        tried += 1
        if found and (again := _list_that_restarts(draft, pieces[end:], found)):
            draft.notice(again, "numbers-restart")
            return None
        if found or tried == MAX_TRIED:
            return found
    return None


def _list_that_restarts(draft: Draft, pieces: Sequence[Piece], found: ListedSources) -> Piece | None:
    """The heading of a further list whose labels are those of the first: which of them a mark means nobody can tell."""
    for at, piece in enumerate(pieces[:-1]):
        is_list = _is_heading(piece) and draft.chosen(ChoiceKind.SECTION, piece) is None
        opened = opener(_line(pieces[at + 1])) if is_list else None
        if opened and opened.label in found.labels.targets:
            return piece
    return None


def _is_heading(piece: Piece) -> bool:
    if not (piece.is_heading or piece.block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)):
        return False
    return "\n" not in piece.block.text and len(piece.block.text) < 120 and is_heading(heading_words(piece))


def _end(pieces: Sequence[Piece], at: int) -> int:
    """Behind the last block of the list that begins there."""
    for place in range(at, len(pieces)):
        piece = pieces[place]
        if piece.is_heading:
            return place
        if opener(_line(piece)) is None and opening_of(pieces, place, None) is not None:
            return place
    return len(pieces)


def _listed(draft: Draft, heading: Piece | None, pieces: Sequence[Piece]) -> ListedSources | None:
    lines = _lines(pieces)
    first = opener(lines[0].text) if lines else None
    if first is None:
        return None
    entries = tuple(entries_in(lines))
    inside = {piece.at for piece in (*pieces, *([heading] if heading else []))}
    others = [piece for piece in draft.pieces if piece.at not in inside]
    labels = with_superscripts(defined(_sources(entries, None)), [_text(piece.block) for piece in others])
    if first.style == NUMBER and not any(marks_in(_text(piece.block), labels) for piece in others):
        if not heading or not _in_parentheses(others, labels):
            return None
        if draft.chosen(ChoiceKind.SECTION, heading) is None:
            draft.notice(heading, "marks-in-parentheses", number=len(labels.targets))
            return None
        _replace(others, _PARENTHESES, lambda found: f"[{found[1]}]" if found[1] in labels.targets else found[0])
    return ListedSources(heading, tuple(pieces), entries, labels)


def _notes(draft: Draft) -> ListedSources | None:
    """The notes of a text, "[^x]: …" or "[x]: https://…", wherever they stand, and the heading of sources with nothing
    else below."""
    notes: list[Piece] = []
    heading = None
    level = 0
    for at, piece in enumerate(draft.pieces):
        is_within = notes and notes[-1].at == piece.at - 1 and piece.block.level > level
        if _is_note(piece):
            level = piece.block.level
            notes.append(piece)
        elif is_within and not piece.is_heading:
            notes.append(piece)
        elif piece.is_heading and _is_heading(piece) and not draft.chosen(ChoiceKind.SECTION, piece):
            following = draft.pieces[at + 1] if at + 1 < len(draft.pieces) else None
            is_empty = following is None or following.is_heading or _is_note(following)
            heading = piece if is_empty else heading
    return _listed(draft, heading, notes) if notes else None


def _is_note(piece: Piece) -> bool:
    opened = opener(piece.block.text) if piece.block.kind == BlockKind.PARAGRAPH else None
    if opened is None or not opened.mark.endswith(":"):
        return False
    return opened.style == NOTE or opened.rest.lstrip("<").startswith(("https://", "http://"))


def _lines(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of the blocks of a list; each has the number of its block, by which that is found again."""
    lines = []
    for piece in pieces:
        texts = _entry_text(piece).split("\n")
        labelled = next((at for at, text in enumerate(texts) if at and is_labelled(text)), len(texts))
        if labelled > 1 and is_wrapped(texts[:labelled]) and not any(map(opener, texts[1:])):
            texts = [" ".join(text.strip() for text in texts[:labelled]), *texts[labelled:]]
        for at, text in enumerate(texts):
            indentation = "    " if at or piece.block.level else ""
            if opener(text) and piece.block.kind == BlockKind.PARAGRAPH and not piece.block.level:
                indentation = ""
            if text.strip():
                lines.append(Line(piece.at, indentation + text.strip(), piece.block.blanks))
    return lines


def _entry_text(piece: Piece) -> str:
    """The words of an entry's block; the number of an item is the label of its entry."""
    block = piece.block
    is_numbered = piece.is_item and block.marker.strip("(")[:1].isdigit()
    if is_numbered and (opener(block.text) is None or block.marker.strip("(.) ").isdigit() is False):
        return f"{block.marker.strip('(.) ')}. {block.text}"
    return _TIGHT.sub(r"\1 ", block.text)


def _line(piece: Piece) -> str:
    return _entry_text(piece).split("\n", 1)[0]


def _sources(entries: Sequence[Entry], draft: Draft | None) -> list[Source]:
    """The entries as sources; their keys are those of a draft, or else only tell them apart."""
    return [
        Source(
            key=draft.key("source", entry.citation or entry.details) if draft else str(at),
            mark=entry.opened.mark,
            citation=as_plain(entry.citation),
            details="\n".join(map(as_plain, entry.details.split("\n"))),
        )
        for at, entry in enumerate(entries)
    ]


# -- marks behind lines ---------------------------------------------------------------------------------------------


def _text(block: Block) -> str:
    return "\n".join(block.cells) if block.cells else block.text


def _report_doubts(piece: Piece, draft: Draft) -> None:
    """Report brackets of a block that look like marks and are none."""
    for doubt in doubts_in(_text(piece.block), draft.labels) if piece.block.kind not in _UNMARKED else ():
        if doubt.doubt == Doubt.NO_SOURCE:
            draft.notice(piece, doubt.doubt.value, label=doubt.text)
        else:
            draft.notice(piece, doubt.doubt.value, words=doubt.text)


def _take_marks(piece: Piece, labels: Labels) -> None:
    """Take the marks behind a block's line off it: of a row from each cell, of a wrapped paragraph from its end."""
    block = piece.block
    if block.kind in _UNMARKED or not marks_in(_text(block), labels):
        return
    if block.cells:
        split = [_split(cell, labels) for cell in block.cells]
        cells = tuple(each.text for each in split)
        bare = replace(block, cells=cells, text=" | ".join(filter(None, cells)))
        marks = joined_marks(each.marks for each in split)
    else:
        lines = block.text.split("\n")
        at = -1 if len(lines) == 1 or is_wrapped(lines) else 0
        lines[0], of_date = _split_date(lines[0], labels)
        line = _split(lines[at], labels)
        lines[at], marks = line.text, joined_marks([of_date, line.marks])
        bare = replace(block, text="\n".join(lines))
        piece.is_marked_at_end = at == -1
    if marks:
        piece.whole, piece.block, piece.marks, piece._heads = block, bare, marks, ()


def _split(line: str, labels: Labels) -> MarkedLine:
    """A line and the marks behind it, which may stand within its emphasis: "**1951 [1]**"."""
    emphasis = _EMPHASIS_ENDS.search(line)
    if emphasis:
        inner = split_line(line[: emphasis.start()], labels)
        if inner.marks:
            return replace(inner, text=inner.text + emphasis[0])
    return split_line(line, labels)


def _split_date(line: str, labels: Labels) -> tuple[str, str]:
    """A line without the marks behind the date that it begins with ("1951 [1] – Founding"), and these."""
    found = marks_in(line, labels)
    head = head_of(line[: found[0].start].strip(" *_")) if found else None
    if head is None or not head.is_alone:
        return line, ""
    first, end = found[0], found[0].end
    for mark in found[1:]:
        end = mark.end if not line[end : mark.start].strip(" \t,") else end
    return line[: first.start].rstrip() + line[end:], f" {line[first.start : end]}"
