"""Text to Dossier: every word of the text ends up in a part, in order; what is not understood is reported too."""

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from organizations.dossier.document import (
    AFTER_CLOSING,
    AnyClaim,
    Dossier,
    Event,
    Fact,
    Influence,
    Lines,
    Point,
    Role,
    Section,
    SectionKind,
    Source,
    excesses,
)
from organizations.dossier.evidence.labels import is_heading, opener
from organizations.dossier.evidence.marks import Doubt, Labels, doubts_in, marks_in, split_line, without_marks
from organizations.dossier.keys import new_key
from organizations.dossier.kinds import CLAIMS_OF, LISTS
from organizations.dossier.messages import Detail, checked
from organizations.dossier.names import is_collective, person_slug_of
from organizations.dossier.period import Period, PeriodError, ambiguity, parse_period
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import FieldTooLong, NoTitle, RepeatedSection, UnreadablePeriod
from organizations.dossier.text.lines import Line, lines_of, section_starts
from organizations.dossier.text.reading import NOTICES, Notice, Reading
from organizations.dossier.text.sources import Entry, FoundList, entries_in, find_list, labels_in, layout_of

_ADDRESS = re.compile(r"\b[a-z]{2,10}://\S+", re.I)


@dataclass(slots=True)
class _Block:
    """A line that opens an item, and the running text behind it; of an event, the subheading above it too."""

    head: Line
    body: list[Line] = field(default_factory=list)
    above: Line | None = None


@dataclass(slots=True)
class _Context:
    """What the parts of one reading share: the notices, and the keys given so far."""

    notices: list[Notice] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)
    labels: Labels = field(default_factory=Labels)

    def key(self, family: str, words: str) -> str:
        return new_key(words, self.keys.setdefault(family, set()))

    def notice(self, line: Line, code: str, **details: Detail) -> None:
        self.notices.append(Notice(line.number, line.words[:200], checked(NOTICES, code, details)))


def parse(source: str | bytes) -> Dossier:
    """The Dossier that a text says. Raises DossierError with line and column when it cannot be one."""
    return read(source).dossier


def read(source: str | bytes) -> Reading:
    """The Dossier that a text says, with notices of what was kept but not understood.

    Raises DossierError with line, column and cause. Takes time in proportion to the length, which is capped.
    """
    lines = lines_of(source)
    context = _Context()
    title, lines = _title(lines)
    closing, lines = _closing(lines)
    found = find_list(lines)
    layout: list[str] = []
    if found and not closing and found.first and grammar.closes(lines[found.first - 1].words):
        closing, layout = lines.pop(found.first - 1), [AFTER_CLOSING]
        found = found.moved(-1)
    entries: list[Entry] = []
    listed: list[Source] = []
    if found:
        entries = entries_in(lines[found.entries : found.end])
        listed = _sources(entries, context)
        context.labels = labels_in(listed, [title, *lines[: found.first], *lines[found.end :]])
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
        introduction=_running_text(introduction, None),
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
    words = first.words
    if words.startswith(grammar.ESCAPE) and len(words) > 1:
        return replace(first, text=words[1:]), lines[1:]
    if grammar.no_title(words):
        raise NoTitle("no-title", words=words[:60], line=first.number)
    return first, lines[1:]


def _closing(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    return (lines[-1], lines[:-1]) if lines and grammar.closes(lines[-1].words) else (None, lines)


def _opening(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    alone = lines and (len(lines) == 1 or lines[1].blanks > 0)
    if alone and grammar.headline_like(lines[0].words) and not lines[0].words.startswith(grammar.ESCAPE):
        return lines[0], lines[1:]
    return None, lines


def _marked(line: Line, context: _Context) -> Line:
    """A line with its marks taken off, for all that looks at it."""
    split = split_line(line.text, context.labels)
    for doubt in doubts_in(line.text, context.labels):
        details = {"label": doubt.text} if doubt.doubt == Doubt.NO_SOURCE else {"words": doubt.text}
        context.notice(line, doubt.doubt.value, **details)
    marks = (" " if split.marks[:1].isspace() else "") + grammar.one_line(split.marks)
    return replace(line, text=split.text, whole=line.text, marks=marks, moved=split.moved)


def _sources(entries: Sequence[Entry], context: _Context) -> list[Source]:
    """The entries of the list of sources. Of two with one label the first has it."""
    sources = []
    labels: set[str] = set()
    for entry in entries:
        if entry.opened.label in labels:
            context.notice(entry.lines[0], "source-twice", label=entry.opened.label)
        labels.add(entry.opened.label)
        sources.append(
            Source(
                key=context.key("source", _ADDRESS.sub("", entry.citation) or entry.citation or entry.details),
                lines=Lines(entry.lines[0].number, entry.lines[-1].number),
                mark=entry.opened.mark,
                citation=entry.citation,
                details=entry.details,
            )
        )
    return sources


def _list_of_sources(
    lines: Sequence[Line], found: FoundList, items: Sequence[Source], layout: Sequence[str], context: _Context
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
        text=_running_text(text, SectionKind.SOURCES),
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


def _section(heading: Line, lines: list[Line], context: _Context) -> Section:
    words = heading.words.removeprefix(grammar.HEADING_MARK).strip()
    kind = grammar.known_heading(words) or SectionKind.OTHER
    span = Lines(heading.number, lines[-1].number if lines else heading.number)
    key = context.key("section", kind.value if kind != SectionKind.OTHER else words)
    shown = grammar.split_heading(words)
    if kind == SectionKind.OTHER:
        is_second = context.labels and lines and is_heading(words) and opener(lines[0].typed)
        context.notice(heading, "more-sources" if is_second else "unknown-section")
        return Section(key=key, lines=span, kind=kind, heading=shown, marks=heading.marks, text=_verbatim(lines))
    text, blocks, remark = (_list_layout if kind in LISTS else _titled_layout)(lines, kind)
    read_items = _READERS[CLAIMS_OF[kind][0]]
    items = tuple(item for block in blocks for item in read_items(block, context, kind))
    for line in text:
        context.notice(line, "before-first-item")
    return Section(
        key=key,
        lines=span,
        kind=kind,
        heading=shown,
        marks=heading.marks,
        text=_running_text(text, kind),
        items=items,
        remark=_running_text(remark, kind),
    )


_Layout = tuple[list[Line], list[_Block], list[Line]]


def _list_layout(lines: list[Line], kind: SectionKind) -> _Layout:
    """Text before the first bullet, an item a bullet, and what stands behind the last one as the remark."""
    opens = grammar.bullet if any(grammar.bullet(line.words) for line in lines) else grammar.labelled
    text: list[Line] = []
    blocks: list[_Block] = []
    pending: list[Line] = []
    for line in lines:
        if opens(line.words) and not line.words.startswith(grammar.ESCAPE):
            blocks += _paragraph_blocks(pending)
            pending = []
            blocks.append(_Block(line))
        elif blocks and not pending and line.blanks == 0 and line.text[0].isspace():
            blocks[-1].body.append(line)
        else:
            (pending if blocks else text).append(line)
    return text, blocks, pending


def _paragraph_blocks(lines: list[Line]) -> list[_Block]:
    blocks: list[_Block] = []
    for line in lines:
        if line.blanks == 0 and blocks:
            blocks[-1].body.append(line)
        else:
            blocks.append(_Block(line))
    return blocks


def _titled_layout(lines: list[Line], kind: SectionKind) -> _Layout:
    """Text before the first item, then items of a title line and running text; such a section has no remark."""
    opens = _opener(lines, kind)
    text: list[Line] = []
    blocks: list[_Block] = []
    for line in lines:
        if opens(line.words):
            blocks.append(_Block(line))
        else:
            (blocks[-1].body if blocks else text).append(line)
    if kind == SectionKind.TIMELINE:
        _take_subheadings(text, blocks)
    return text, blocks, []


def _take_subheadings(text: list[Line], blocks: Sequence[_Block]) -> None:
    """Put a heading that ends what stands before an event above that; a backslash says that it is none."""
    for lines, block in zip([text, *(block.body for block in blocks)], blocks, strict=False):
        if not lines or lines[-1].marks or not (lines[-1].blanks or (lines is text and len(lines) == 1)):
            continue
        typed = lines[-1].typed.strip()
        if grammar.subheading(typed):
            block.above = lines.pop()
        elif typed.startswith(grammar.ESCAPE) and grammar.subheading(typed.lstrip(grammar.ESCAPE)):
            lines[-1] = replace(lines[-1], text=typed[1:], whole="")


def _opener(lines: list[Line], kind: SectionKind) -> Callable[[str], object]:
    if kind == SectionKind.TIMELINE:
        return lambda words: grammar.event_head(grammar.bullet(words) or words)
    return grammar.numbered if any(grammar.numbered(line.words) for line in lines) else grammar.bullet


def _lines_of(block: _Block) -> Lines:
    return Lines((block.above or block.head).number, block.body[-1].number if block.body else block.head.number)


@dataclass(frozen=True, slots=True)
class _ListItem:
    """The words of a list item, those of its continuation lines with them; the marks behind them; and its reply."""

    words: str
    marks: str
    reply: str


def _list_item(block: _Block, context: _Context) -> _ListItem:
    body, reply = _split_reply(block.body, context)
    *others, last = [block.head, *body]
    first = grammar.bullet(block.head.words) or grammar.unescape(block.head.words, SectionKind.SNAPSHOT)
    words = [first if line is block.head else line.words for line in (*others, last)]
    for at, line in enumerate(others):
        words[at] += line.marks
    if any(line.moved for line in (*others, last)):
        context.notice(block.head, "marks-moved")
    return _ListItem(" ".join(words), last.marks, reply)


def _split_reply(lines: Sequence[Line], context: _Context) -> tuple[Sequence[Line], str]:
    """The lines of an item without the paragraph with which the organization answers it, and that paragraph."""
    first = next((at for at in range(len(lines) - 1, -1, -1) if grammar.REPLY.match(lines[at].words)), None)
    if not context.labels or first is None or any(line.blanks for line in lines[first + 1 :]):
        return lines, ""
    return lines[:first], grammar.one_line(" ".join(line.typed for line in lines[first:]))


def _report_unmarked(block: _Block, context: _Context) -> None:
    if not grammar.bullet(block.head.words) and not grammar.labelled(block.head.words):
        context.notice(block.head, "unmarked-item")


def _facts(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    item = _list_item(block, context)
    _report_unmarked(block, context)
    label, value = grammar.labelled(item.words) or ("", item.words)
    if not label:
        context.notice(block.head, "no-label")
    key = context.key("fact", label or value)
    return [Fact(key=key, lines=_lines_of(block), label=label, value=value, marks=item.marks, reply=item.reply)]


def _people(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    item = _list_item(block, context)
    if inner := marks_in(item.words, context.labels):
        context.notice(block.head, "marks-moved")
        moved = " " + "".join(item.words[mark.start : mark.end] for mark in inner)
        bare = grammar.one_line(without_marks(item.words, context.labels)).replace(" ,", ",")
        item = replace(item, words=bare, marks=moved + item.marks.strip())
    _report_unmarked(block, context)
    said = grammar.read_label(item.words)
    if said.is_person:
        return [_role(said.label, said.text, item, block, context)]
    if not is_collective(said.label) and not item.words.startswith(grammar.NO_PERSON):
        context.notice(block.head, "no-person")
    return [
        Influence(
            key=context.key("people", said.label or said.text),
            lines=_lines_of(block),
            label=said.label,
            text=said.text,
            marks=item.marks,
            reply=item.reply,
        )
    ]


def _role(name: str, rest: str, item: _ListItem, block: _Block, context: _Context) -> Role:
    title, period, country = grammar.split_office(rest)
    return Role(
        key=context.key("people", name),
        lines=_lines_of(block),
        person=person_slug_of(name),
        name=name,
        title=title,
        period=_period(period, block.head, context) if period else None,
        country=country,
        marks=item.marks,
        reply=item.reply,
    )


def _events(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    head = grammar.event_head(grammar.bullet(block.head.words) or block.head.words)
    assert head is not None, "a block of the timeline opens with an event"
    body, reply = _split_reply(block.body, context)
    for line in body:
        if line.blanks and grammar.misses_period(line.words):
            context.notice(line, "no-event")
    if block.head.moved:
        context.notice(block.head, "marks-moved")
    return [
        Event(
            key=context.key("event", head[1] or head[0]),
            lines=_lines_of(block),
            period=_period(head[0], block.head, context),
            title=head[1],
            subheading=grammar.subheading(block.above.typed) or "" if block.above else "",
            body=_running_text(body, kind),
            marks=block.head.marks,
            reply=reply,
        )
    ]


def _points(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    count = grammar.numbered(block.head.words)
    title = count[1] if count else grammar.bullet(block.head.words) or block.head.words
    number = len(context.keys.get(kind, ())) + 1
    if count and count[0] != number:
        context.notice(block.head, "renumbered", number=str(count[0]), place=str(number))
    body, reply = _split_reply(block.body, context)
    return [
        Point(
            key=context.key(kind, title),
            lines=_lines_of(block),
            title=title,
            body=_running_text(body, kind),
            marks=block.head.marks,
            reply=reply,
        )
    ]


def _period(words: str, line: Line, context: _Context) -> Period:
    doubt = ambiguity(words)
    if doubt:
        context.notice(line, doubt.code, **doubt.details)
    try:
        return parse_period(words)
    except PeriodError as error:
        column = line.text.find(words) + 1
        raise UnreadablePeriod("period", reason=error.message, line=line.number, column=max(column, 1)) from error


def _running_text(lines: Sequence[Line], kind: SectionKind | None) -> str:
    """Paragraphs parted by one blank line, the lines within one kept; escapes taken away."""
    parts: list[str] = []
    for at, line in enumerate(lines):
        if at:
            parts.append("\n\n" if line.blanks else "\n")
        within = kind if kind or not at else SectionKind.OTHER
        parts.append(_unescaped(line.text.strip(), line.typed.strip(), within))
    return "".join(parts)


def _unescaped(bare: str, typed: str, kind: SectionKind | None) -> str:
    """A line of running text as it was meant; `bare` is what is looked at of it, without its marks."""
    return typed[1:] if grammar.unescape(bare, kind) != bare else typed


def _verbatim(lines: Sequence[Line]) -> str:
    """As `_running_text`, with the indentation that the lines have among themselves."""
    text = "".join(
        ("\n\n" if line.blanks else "\n") + _unescaped(line.text, line.typed, SectionKind.OTHER) for line in lines
    )
    return textwrap.dedent(text).strip()


_READERS: dict[type[AnyClaim], Callable[[_Block, _Context, SectionKind], list[AnyClaim]]] = {
    Fact: _facts,
    Role: _people,
    Event: _events,
    Point: _points,
}
"""By the item that a section holds as a rule."""
