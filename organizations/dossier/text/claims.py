"""The claims that the items of a section say: their words, periods, marks and replies."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from organizations.dossier.document import AnyClaim, Event, Fact, Influence, Lines, Point, Role, SectionKind
from organizations.dossier.evidence.marks import Labels, marks_in, without_marks
from organizations.dossier.keys import new_key
from organizations.dossier.messages import Detail, checked
from organizations.dossier.names import is_collective, person_slug_of
from organizations.dossier.period import Period, PeriodError, ambiguity, parse_period
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import UnreadablePeriod
from organizations.dossier.text.layout import Block
from organizations.dossier.text.lines import Line
from organizations.dossier.text.reading import NOTICES, Notice


@dataclass(slots=True)
class Context:
    """What the parts of one reading share: the notices, and the keys given so far."""

    notices: list[Notice] = field(default_factory=list)
    keys: dict[str, set[str]] = field(default_factory=dict)
    labels: Labels = field(default_factory=Labels)

    def key(self, family: str, text: str) -> str:
        return new_key(text, self.keys.setdefault(family, set()))

    def notice(self, line: Line, code: str, **details: Detail) -> None:
        self.notices.append(Notice(line.number, line.words[:200], checked(NOTICES, code, details)))


def _lines_of(block: Block) -> Lines:
    return Lines((block.above or block.head).number, block.body[-1].number if block.body else block.head.number)


@dataclass(frozen=True, slots=True)
class _ListItem:
    """The words of a list item, those of its continuation lines with them; the marks behind them; and its reply."""

    text: str
    marks: str
    reply: str


def _list_item(block: Block, context: Context) -> _ListItem:
    body, reply = _split_reply(block.body, context)
    *others, last = [block.head, *body]
    first = grammar.bullet(block.head.words) or grammar.unescape(block.head.words, SectionKind.SNAPSHOT)
    words = [first if line is block.head else line.words for line in (*others, last)]
    for at, line in enumerate(others):
        words[at] += line.marks
    if any(line.moved for line in (*others, last)):
        context.notice(block.head, "marks-moved")
    return _ListItem(" ".join(words), last.marks, reply)


def _split_reply(lines: Sequence[Line], context: Context) -> tuple[Sequence[Line], str]:
    """The lines of an item without the paragraph with which the organization answers it, and that paragraph."""
    # From behind: only the last paragraph can be a reply, whatever an earlier one begins with.
    first = next((at for at in range(len(lines) - 1, -1, -1) if grammar.REPLY.match(lines[at].words)), None)
    if not context.labels or first is None or any(line.blanks for line in lines[first + 1 :]):
        return lines, ""
    return lines[:first], grammar.one_line(" ".join(line.typed for line in lines[first:]))


def _report_unmarked(block: Block, context: Context) -> None:
    if not grammar.bullet(block.head.words) and not grammar.labelled(block.head.words):
        context.notice(block.head, "unmarked-item")


def _facts(block: Block, context: Context, kind: SectionKind) -> list[AnyClaim]:
    item = _list_item(block, context)
    _report_unmarked(block, context)
    label, value = grammar.labelled(item.text) or ("", item.text)
    if not label:
        context.notice(block.head, "no-label")
    key = context.key("fact", label or value)
    return [Fact(key=key, lines=_lines_of(block), label=label, value=value, marks=item.marks, reply=item.reply)]


def _people(block: Block, context: Context, kind: SectionKind) -> list[AnyClaim]:
    item = _list_item(block, context)
    if inner := marks_in(item.text, context.labels):
        context.notice(block.head, "marks-moved")
        moved = " " + "".join(item.text[mark.start : mark.end] for mark in inner)
        bare = grammar.one_line(without_marks(item.text, context.labels)).replace(" ,", ",")
        item = replace(item, text=bare, marks=moved + item.marks.strip())
    _report_unmarked(block, context)
    labelled = grammar.read_label(item.text)
    if labelled.is_person:
        return [_role(labelled.label, labelled.text, item, block, context)]
    if not is_collective(labelled.label) and not item.text.startswith(grammar.NO_PERSON):
        context.notice(block.head, "no-person")
    return [
        Influence(
            key=context.key("people", labelled.label or labelled.text),
            lines=_lines_of(block),
            label=labelled.label,
            text=labelled.text,
            marks=item.marks,
            reply=item.reply,
        )
    ]


def _role(name: str, rest: str, item: _ListItem, block: Block, context: Context) -> Role:
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


def _events(block: Block, context: Context, kind: SectionKind) -> list[AnyClaim]:
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
            body=running_text(body, kind),
            marks=block.head.marks,
            reply=reply,
        )
    ]


def _points(block: Block, context: Context, kind: SectionKind) -> list[AnyClaim]:
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
            body=running_text(body, kind),
            marks=block.head.marks,
            reply=reply,
        )
    ]


def _period(text: str, line: Line, context: Context) -> Period:
    doubt = ambiguity(text)
    if doubt:
        context.notice(line, doubt.code, **doubt.details)
    try:
        return parse_period(text)
    except PeriodError as error:
        # The words may have been put together from more than they are typed as: then the line alone is told.
        column = line.text.find(text) + 1
        raise UnreadablePeriod("period", reason=error.message, line=line.number, column=max(column, 1)) from error


def running_text(lines: Sequence[Line], kind: SectionKind | None) -> str:
    """Paragraphs separated by one blank line, the lines within one kept; escapes taken away."""
    parts: list[str] = []
    for at, line in enumerate(lines):
        if at:
            parts.append("\n\n" if line.blanks else "\n")
        within = kind if kind or not at else SectionKind.OTHER
        parts.append(_unescaped(line.text.strip(), line.typed.strip(), within))
    return "".join(parts)


def _unescaped(bare: str, typed: str, kind: SectionKind | None) -> str:
    """A line of running text as it was meant; `bare` is what is looked at of it, without its marks."""
    # Asked of the line without its marks, done to the line with them: "[1]" behind it changes what it looks like.
    return typed[1:] if grammar.unescape(bare, kind) != bare else typed


def verbatim(lines: Sequence[Line]) -> str:
    """As `running_text`, with the indentation that the lines have among themselves."""
    text = "".join(
        ("\n\n" if line.blanks else "\n") + _unescaped(line.text, line.typed, SectionKind.OTHER) for line in lines
    )
    return textwrap.dedent(text).strip()


READERS: dict[type[AnyClaim], Callable[[Block, Context, SectionKind], list[AnyClaim]]] = {
    Fact: _facts,
    Role: _people,
    Event: _events,
    Point: _points,
}
"""By the item that a section holds as a rule."""
