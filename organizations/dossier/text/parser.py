"""Text to Dossier: every word of the text ends up in a part, in order; what is not understood is reported too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from organizations.dossier.document import (
    AFTER_CLOSING,
    Dossier,
    Lines,
    Section,
    SectionKind,
    Source,
    excesses,
)
from organizations.dossier.evidence.labels import is_heading, opener
from organizations.dossier.evidence.marks import Doubt, doubts_in, split_line
from organizations.dossier.kinds import CLAIMS_OF, LISTS
from organizations.dossier.text import grammar
from organizations.dossier.text.claims import READERS, Context, running_text, verbatim
from organizations.dossier.text.errors import FieldTooLong, NoTitle, RepeatedSection
from organizations.dossier.text.layout import list_layout, titled_layout
from organizations.dossier.text.lines import Line, lines_of, section_starts
from organizations.dossier.text.reading import Reading
from organizations.dossier.text.sources import Entry, FoundList, entries_in, find_list, labels_in, layout_of

_ADDRESS = re.compile(r"\b[a-z]{2,10}://\S+", re.I)


def parse(source: str | bytes) -> Dossier:
    """The Dossier that a text says. Raises DossierError with line and column when it cannot be one."""
    return read(source).dossier


def read(source: str | bytes) -> Reading:
    """The Dossier that a text says, with notices of what was kept but not understood.

    Raises DossierError with line, column and cause. Takes time in proportion to the length, which is capped.
    """
    lines = lines_of(source)
    context = Context()
    title, lines = _title(lines)
    closing, lines = _closing(lines)
    # Before all else: which brackets are marks, and so how each line looks, depends on the list.
    found = find_list(lines)
    layout: list[str] = []
    if found and not closing and found.first and grammar.closes(lines[found.first - 1].words):
        # The list of sources may stand behind the closing line, which then is not the last.
        closing, layout = lines.pop(found.first - 1), [AFTER_CLOSING]
        found = found.moved(-1)
    entries: list[Entry] = []
    listed: list[Source] = []
    if found:
        entries = entries_in(lines[found.entries : found.end])
        listed = _sources(entries, context)
        context.labels = labels_in(listed, [title, *lines[: found.first], *lines[found.end :]])
        # Marks first: "[1]" behind a line hides its full stop, its country and that it is a heading.
        title, *lines = [
            line if found.first < at <= found.end else _marked(line, context) for at, line in enumerate([title, *lines])
        ]
    starts = [at for at in range(len(lines)) if (at not in found if found else True) and section_starts(lines, at)]
    if found:
        starts = sorted([*starts, found.first])
    opening = lines[: starts[0]] if starts else lines
    headline, introduction = _opening(opening)
    sections: list[Section] = []
    for start, end in pairwise([*starts, len(lines)]):
        if found and start == found.first:
            before = sections[-1] if sections else None
            written = [*layout, *layout_of(lines[start:end], found, entries, before)]
            sections.append(_list_of_sources(lines[start:end], found, listed, written, context))
        else:
            sections.append(_section(lines[start], lines[start + 1 : end], context))
    _refuse_repeated(sections)
    name, acronym = grammar.names_of(title.words)
    dossier = Dossier(
        title=grammar.one_line(title.typed),
        name=name,
        acronym=acronym,
        headline=grammar.one_line(headline.typed) if headline else "",
        introduction=running_text(introduction, None),
        sections=tuple(sections),
        closing=grammar.one_line(closing.typed) if closing else "",
        source_lines=_source_lines(title=[title], headline=[headline], introduction=introduction, closing=[closing]),
    )
    _refuse_excess(dossier)
    return Reading(dossier, tuple(sorted(context.notices, key=lambda notice: notice.line)))


def _refuse_excess(dossier: Dossier) -> None:
    excess = next(excesses(dossier), None)
    if excess:
        raise FieldTooLong(
            "field-too-long",
            field=excess.field,
            length=excess.length,
            max_length=excess.max_length,
            line=excess.lines.first if excess.lines else 1,
        )


def _title(lines: list[Line]) -> tuple[Line, list[Line]]:
    if not lines:
        raise NoTitle("empty-text")
    first = lines[0]
    text = first.words
    # A title that looks like a mark of the format is written with a backslash.
    if text.startswith(grammar.ESCAPE) and len(text) > 1:
        return replace(first, text=text[1:]), lines[1:]
    if grammar.no_title(text):
        raise NoTitle("no-title", words=text[:60], line=first.number)
    return first, lines[1:]


def _closing(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    return (lines[-1], lines[:-1]) if lines and grammar.closes(lines[-1].words) else (None, lines)


def _opening(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    alone = lines and (len(lines) == 1 or lines[1].blanks > 0)
    if alone and grammar.headline_like(lines[0].words) and not lines[0].words.startswith(grammar.ESCAPE):
        return lines[0], lines[1:]
    return None, lines


def _marked(line: Line, context: Context) -> Line:
    """A line with its marks taken off, for all that looks at it."""
    split = split_line(line.text, context.labels)
    for doubt in doubts_in(line.text, context.labels):
        details = {"label": doubt.text} if doubt.doubt == Doubt.NO_SOURCE else {"words": doubt.text}
        context.notice(line, doubt.doubt.value, **details)
    marks = (" " if split.marks[:1].isspace() else "") + grammar.one_line(split.marks)
    return replace(line, text=split.text, whole=line.text, marks=marks, moved=split.moved)


def _sources(entries: Sequence[Entry], context: Context) -> list[Source]:
    """The entries of the list of sources. Of two with one label the first has it."""
    sources = []
    labels: set[str] = set()
    for entry in entries:
        if entry.opened.label in labels:
            context.notice(entry.lines[0], "source-twice", label=entry.opened.label)
        labels.add(entry.opened.label)
        sources.append(
            Source(
                # Without its address, which would fill the key, and which changes.
                key=context.key("source", _ADDRESS.sub("", entry.citation) or entry.citation or entry.details),
                lines=Lines(entry.lines[0].number, entry.lines[-1].number),
                mark=entry.opened.mark,
                citation=entry.citation,
                details=entry.details,
            )
        )
    return sources


def _list_of_sources(
    lines: Sequence[Line], found: FoundList, items: Sequence[Source], layout: Sequence[str], context: Context
) -> Section:
    """The section of the list of sources; of notes at the end of a text it has no heading."""
    has_heading = found.entries > found.first
    heading = lines[0].words.removeprefix(grammar.HEADING_MARK).strip() if has_heading else ""
    first = items[0].lines.first if items and items[0].lines else 0
    text = [line for line in lines[has_heading:] if not items or line.number < first]
    return Section(
        key=context.key("section", SectionKind.SOURCES.value),
        lines=Lines(lines[0].number, lines[-1].number),
        kind=SectionKind.SOURCES,
        heading=grammar.split_sources_heading(heading),
        text=running_text(text, SectionKind.SOURCES),
        items=tuple(items),
        layout=" ".join(layout),
    )


def _source_lines(**parts: Sequence[Line | None]) -> dict[str, Lines]:
    present = {name: [line for line in lines if line] for name, lines in parts.items()}
    return {name: Lines(lines[0].number, lines[-1].number) for name, lines in present.items() if lines}


def _refuse_repeated(sections: Iterable[Section]) -> None:
    seen: dict[SectionKind, Section] = {}
    for section in sections:
        first = seen.setdefault(section.kind, section)
        if section.kind != SectionKind.OTHER and first is not section and section.lines and first.lines:
            raise RepeatedSection(
                "repeated-section",
                heading=section.heading,
                first=first.heading,
                first_line=str(first.lines.first),
                line=section.lines.first,
            )


def _section(heading: Line, lines: list[Line], context: Context) -> Section:
    words = heading.words.removeprefix(grammar.HEADING_MARK).strip()
    kind = grammar.known_heading(words) or SectionKind.OTHER
    span = Lines(heading.number, lines[-1].number if lines else heading.number)
    key = context.key("section", kind.value if kind != SectionKind.OTHER else words)
    shown = grammar.split_heading(words)
    if kind == SectionKind.OTHER:
        is_second = context.labels and lines and is_heading(words) and opener(lines[0].typed)
        context.notice(heading, "more-sources" if is_second else "unknown-section")
        return Section(key=key, lines=span, kind=kind, heading=shown, marks=heading.marks, text=verbatim(lines))
    text, blocks, remark = (list_layout if kind in LISTS else titled_layout)(lines, kind)
    read_items = READERS[CLAIMS_OF[kind][0]]
    items = tuple(item for block in blocks for item in read_items(block, context, kind))
    for line in text:
        context.notice(line, "before-first-item")
    return Section(
        key=key,
        lines=span,
        kind=kind,
        heading=shown,
        marks=heading.marks,
        text=running_text(text, kind),
        items=items,
        remark=running_text(remark, kind),
    )
