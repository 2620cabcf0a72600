"""Text to Dossier: every word of the text ends up in a part, in order; what is not understood is reported too."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from organizations.dossier.characters import cleaned, name_of, refused
from organizations.dossier.document import (
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
    excesses,
)
from organizations.dossier.keys import new_key, slug_of
from organizations.dossier.kinds import CLAIMS_OF, LISTS
from organizations.dossier.messages import Detail, checked
from organizations.dossier.names import bare_name, is_collective
from organizations.dossier.period import Period, PeriodError, ambiguity, parse_period
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import (
    FieldTooLong,
    NoTitle,
    RepeatedSection,
    TextTooLarge,
    UnreadablePeriod,
    UnreadableText,
)
from organizations.dossier.text.reading import NOTICES, Notice, Reading


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number, its text, and how many blank lines stand before it."""

    number: int
    text: str
    blanks: int

    @property
    def words(self) -> str:
        """Its text without indentation and double spaces, as marks are recognized."""
        return grammar.one_line(self.text)


@dataclass(slots=True)
class _Block:
    """A line that opens an item, and the running text behind it."""

    head: Line
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Context:
    """What the parts of one reading share: the notices, and the keys given so far."""

    notices: list[Notice] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)

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
    lines = _lines(_decoded(source))
    context = _Context()
    title, lines = _title(lines)
    closing, lines = _closing(lines)
    starts = [at for at in range(len(lines)) if _section_starts(lines, at)]
    opening = lines[: starts[0]] if starts else lines
    headline, introduction = _opening(opening)
    sections = tuple(
        _section(lines[start], lines[start + 1 : end], context) for start, end in pairwise([*starts, len(lines)])
    )
    _refuse_repeated(sections)
    name, acronym = grammar.names_of(title.words)
    dossier = Dossier(
        title=title.words,
        name=name,
        acronym=acronym,
        headline=headline.words if headline else "",
        introduction=_running_text(introduction, None),
        sections=sections,
        closing=closing.words if closing else "",
        source_lines=_source_lines(title=[title], headline=[headline], introduction=introduction, closing=[closing]),
    )
    _refuse_excess(dossier)
    return Reading(dossier, tuple(sorted(context.notices, key=lambda notice: notice.line)))


def _decoded(source: str | bytes) -> str:
    size = len(source.encode(errors="surrogatepass") if isinstance(source, str) else source)
    if size > grammar.MAX_BYTES:
        raise TextTooLarge("too-many-bytes", size=size, max_size=grammar.MAX_BYTES)
    if isinstance(source, str):
        return cleaned(source)
    try:
        return cleaned(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8", "replace")
        raise UnreadableText(
            "not-utf8",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        ) from error


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    blanks = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        if len(raw) > grammar.MAX_LINE:
            most = grammar.MAX_LINE
            raise TextTooLarge("line-too-long", length=len(raw), max_length=most, line=number, column=most + 1)
        _refuse_characters(raw, number)
        if raw.strip():
            lines.append(Line(number, raw.rstrip(), blanks))
            blanks = 0
        else:
            blanks += 1
    return lines


def _refuse_characters(raw: str, number: int) -> None:
    at = refused(raw)
    if at is not None:
        raise UnreadableText("character", character=name_of(raw[at]), line=number, column=at + 1)


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


def _section_starts(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    words = line.words
    if words.startswith(grammar.HEADING_MARK) or grammar.known_heading(words):
        return bool(words.removeprefix(grammar.HEADING_MARK).strip())
    if at == 0 or not grammar.heading_like(words) or not _stands_alone(lines, at):
        return False
    return line.blanks >= 2 or (line.blanks == 1 and grammar.title_case(words))


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines):
        return False
    following = lines[at + 1]
    return following.blanks > 0 or any(
        mark(following.words) is not None for mark in (grammar.bullet, grammar.numbered, grammar.event_head)
    )


def _opening(lines: list[Line]) -> tuple[Line | None, list[Line]]:
    alone = lines and (len(lines) == 1 or lines[1].blanks > 0)
    if alone and grammar.headline_like(lines[0].words) and not lines[0].words.startswith(grammar.ESCAPE):
        return lines[0], lines[1:]
    return None, lines


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
    if kind == SectionKind.OTHER:
        context.notice(heading, "unknown-section")
        return Section(key=key, lines=span, kind=kind, heading=grammar.split_heading(words), text=_verbatim(lines))
    text, blocks, remark = (_list_layout if kind in LISTS else _titled_layout)(lines, kind)
    read_items = _READERS[CLAIMS_OF[kind][0]]
    items = tuple(item for block in blocks for item in read_items(block, context, kind))
    for line in text:
        context.notice(line, "before-first-item")
    return Section(
        key=key,
        lines=span,
        kind=kind,
        heading=grammar.split_heading(words),
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
    return text, blocks, []


def _opener(lines: list[Line], kind: SectionKind) -> Callable[[str], object]:
    if kind == SectionKind.TIMELINE:
        return lambda words: grammar.event_head(grammar.bullet(words) or words)
    return grammar.numbered if any(grammar.numbered(line.words) for line in lines) else grammar.bullet


def _lines_of(block: _Block) -> Lines:
    return Lines(block.head.number, block.body[-1].number if block.body else block.head.number)


def _single_line(block: _Block) -> str:
    """The words of a list item, those of its continuation lines with them."""
    first = grammar.bullet(block.head.words) or grammar.unescape(block.head.words, SectionKind.SNAPSHOT)
    return " ".join([first, *(line.words for line in block.body)])


def _report_unmarked(block: _Block, context: _Context) -> None:
    if not grammar.bullet(block.head.words) and not grammar.labelled(block.head.words):
        context.notice(block.head, "unmarked-item")


def _facts(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    words = _single_line(block)
    _report_unmarked(block, context)
    label, value = grammar.labelled(words) or ("", words)
    if not label:
        context.notice(block.head, "no-label")
    return [Fact(key=context.key("fact", label or value), lines=_lines_of(block), label=label, value=value)]


def _people(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    words = _single_line(block)
    _report_unmarked(block, context)
    said = grammar.read_label(words)
    if said.is_person:
        return [_role(said.label, said.text, block, context)]
    if not is_collective(said.label) and not words.startswith(grammar.NO_PERSON):
        context.notice(block.head, "no-person")
    key = context.key("people", said.label or said.text)
    return [Influence(key=key, lines=_lines_of(block), label=said.label, text=said.text)]


def _role(name: str, rest: str, block: _Block, context: _Context) -> Role:
    title, period, country = grammar.split_office(rest)
    return Role(
        key=context.key("people", name),
        lines=_lines_of(block),
        person=slug_of(bare_name(name)),
        name=name,
        title=title,
        period=_period(period, block.head, context) if period else None,
        country=country,
    )


def _events(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    head = grammar.event_head(grammar.bullet(block.head.words) or block.head.words)
    assert head is not None, "a block of the timeline opens with an event"
    for line in block.body:
        if line.blanks and grammar.misses_period(line.words):
            context.notice(line, "no-event")
    return [
        Event(
            key=context.key("event", head[1] or head[0]),
            lines=_lines_of(block),
            period=_period(head[0], block.head, context),
            title=head[1],
            body=_running_text(block.body, kind),
        )
    ]


def _points(block: _Block, context: _Context, kind: SectionKind) -> list[AnyClaim]:
    count = grammar.numbered(block.head.words)
    title = count[1] if count else grammar.bullet(block.head.words) or block.head.words
    number = len(context.keys.get(kind, ())) + 1
    if count and count[0] != number:
        context.notice(block.head, "renumbered", number=str(count[0]), place=str(number))
    body = _running_text(block.body, kind)
    return [Point(key=context.key(kind, title), lines=_lines_of(block), title=title, body=body)]


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
        parts.append(grammar.unescape(line.text.strip(), kind if kind or not at else SectionKind.OTHER))
    return "".join(parts)


def _verbatim(lines: Sequence[Line]) -> str:
    """As `_running_text`, with the indentation that the lines have among themselves."""
    text = "".join(("\n\n" if line.blanks else "\n") + grammar.unescape(line.text, SectionKind.OTHER) for line in lines)
    return textwrap.dedent(text).strip()


_READERS: dict[type[AnyClaim], Callable[[_Block, _Context, SectionKind], list[AnyClaim]]] = {
    Fact: _facts,
    Role: _people,
    Event: _events,
    Point: _points,
}
"""By the item that a section holds as a rule."""
