"""Dossier to text: the twin of the parser."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from organizations.dossier.changes.compare import wording_of
from organizations.dossier.document import (
    AFTER_CLOSING,
    FAR,
    NEAR,
    SPACED,
    AnyClaim,
    Dossier,
    Event,
    Fact,
    Influence,
    Item,
    Point,
    Role,
    Section,
    SectionKind,
    Source,
)
from organizations.dossier.evidence.labels import is_heading, labels_of, opener
from organizations.dossier.evidence.marks import Labels, split_line
from organizations.dossier.evidence.settling import settled
from organizations.dossier.fields import Form, InText, fields_of
from organizations.dossier.kinds import LISTS
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import DossierError, UnwritableDossier
from organizations.dossier.text.grammar import one_line
from organizations.dossier.text.lines import lines_of
from organizations.dossier.text.parser import parse
from organizations.dossier.text.sources import ends_in_list, escaped_details, find_list, first_line, hang, usual_gap

P = TypeVar("P", Dossier, Section, AnyClaim)
Spacings = Sequence[tuple[str, Callable[[Any], Any]]]


def write(dossier: Dossier) -> str:
    """The text that says what the dossier says; `parse` reads the same back, but for keys and themes.

    Raises UnwritableDossier, naming the part, where a field holds what its place in a text cannot: a person's
    name with a colon, say.
    """
    text = unproven(dossier)
    # By reading it: which words a field may hold is decided in one place, the parser.
    _prove(dossier, text)
    return text


def unproven(dossier: Dossier) -> str:
    """The text of a dossier, for whoever reads it back: it may say something else, where `write` would refuse."""
    return _text(settled(dossier))


def text_of(dossier: Dossier) -> str:
    """The text of a dossier that was read from one: what was read needs no proof that it reads back."""
    return _text(dossier)


def read_again(dossier: Dossier) -> Dossier:
    """What the text of a dossier says when it is read. Raises DossierError where it cannot be."""
    return parse(_text(dossier))


def _text(dossier: Dossier) -> str:
    """The text, with a backslash before each heading that would be read as that of the list of sources and is not."""
    labels = labels_of(dossier)
    escaped: set[str] = set()
    # Ends: each time round a section more is escaped, and none twice. Escaping one may make the next be taken for the
    # list.
    while True:
        text = _written(dossier, labels, escaped)
        taken = _taken_for_sources(dossier, text, escaped)
        if taken is None:
            return text
        escaped.add(taken)


def _taken_for_sources(dossier: Dossier, text: str, escaped: Collection[str]) -> str | None:
    """The key of a section of its own that would be read as the list of sources; None where none would."""
    alike = [
        section
        for section in dossier.sections
        if section.kind == SectionKind.OTHER and section.key not in escaped and is_heading(section.heading)
    ]
    lines = lines_of(text)[1:] if any(opener(section.text) for section in alike) else []
    found = find_list(lines)
    heading = lines[found.first].words.removeprefix(grammar.HEADING_MARK) if found else None
    return next((section.key for section in alike if one_line(section.heading) == heading), None)


def _written(dossier: Dossier, labels: Labels, escaped: Collection[str]) -> str:
    title = one_line(dossier.title)
    bare = split_line(title, labels).text
    title = grammar.ESCAPE + title if title.startswith(grammar.ESCAPE) or grammar.no_title(bare) else title
    opening = [title, one_line(dossier.headline), _running(dossier.introduction, None, labels)]
    text = "\n\n".join(part for part in opening if part)
    closing = one_line(dossier.closing)
    for before, section in zip((None, *dossier.sections), dossier.sections, strict=False):
        opens_text = before is None and not (dossier.headline or dossier.introduction)
        is_last = section is dossier.sections[-1]
        if is_last and closing and AFTER_CLOSING in section.layout.split():
            text, closing = f"{text}\n\n\n{closing}", ""
        if section.kind == SectionKind.SOURCES:
            text += _sources(before, section, labels, is_last=is_last)
        else:
            is_escaped = section.key in escaped
            text += _gap(before, section) + _section(section, labels, opens_text=opens_text, is_escaped=is_escaped)
    return text + ("\n\n\n" + closing if closing else "")


def _gap(before: Section | None, section: Section) -> str:
    """Two blank lines before a section; one is enough for a known heading behind a list."""
    return "\n\n" if before and ends_in_list(before) and section.kind != SectionKind.OTHER else "\n\n\n"


def _section(section: Section, labels: Labels, *, opens_text: bool, is_escaped: bool) -> str:
    heading = _heading(section, labels, opens_text=opens_text, is_escaped=is_escaped)
    text = _running(section.text, section.kind, labels)
    claims = [_claim(claim, number, section.kind, labels) for number, claim in enumerate(section.items, 1)]
    if section.kind == SectionKind.TIMELINE and claims:
        before = zip((text, *claims), section.items, strict=False)
        text, *claims = [*(_before_event(each, event, labels) for each, event in before), claims[-1]]
    separator = "\n" if section.kind in LISTS else "\n\n"
    parts = [heading, text, separator.join(claims)]
    parts.append(_running(section.remark, section.kind, labels))
    return "\n\n".join(part for part in parts if part)


def _heading(section: Section, labels: Labels, *, opens_text: bool, is_escaped: bool) -> str:
    """The heading line; with a mark where it would not be known by its look, or be taken for a second title."""
    heading = grammar.join_heading(section.kind, one_line(section.heading), escaped=is_escaped)
    is_seen = not opens_text and section.text and grammar.heading_like(heading)
    plain = section.kind != SectionKind.OTHER or is_seen
    return (heading if plain else grammar.HEADING_MARK + heading) + section.marks


def _sources(before: Section | None, section: Section, labels: Labels, *, is_last: bool) -> str:
    """The list of sources, with the blank lines before it; notes that close a text have no heading."""
    items = [claim for claim in section.items if isinstance(claim, Source)]
    layout = section.layout.split()
    text = _running(section.text, section.kind, labels)
    entries = ("\n\n" if SPACED in layout else "\n").join(_source(source, layout) for source in items)
    are_notes = bool(items) and all(source.mark.startswith("[^") and source.mark.endswith(":") for source in items)
    has_heading = bool(section.heading or text or not is_last or not are_notes)
    is_empty = not items or bool(text)
    heading = grammar.join_sources_heading(one_line(section.heading), is_empty=is_empty) if has_heading else ""
    blanks = 1 if NEAR in layout else 2 if FAR in layout else usual_gap(before, has_heading=has_heading)
    return "\n" * (blanks + 1) + "\n\n".join(filter(None, (heading, text, entries)))


def _source(source: Source, layout: Collection[str]) -> str:
    mark = one_line(source.mark)
    lines = [first_line(mark, one_line(source.citation), layout), *escaped_details(source)]
    return f"\n{hang(mark, layout)}".join(lines)


def _claim(claim: AnyClaim, number: int, kind: SectionKind, labels: Labels) -> str:
    return _WRITERS[type(claim)](claim, number, kind, labels)


def _fact(claim: Fact, number: int, kind: SectionKind, labels: Labels) -> str:
    return _listed(_labelled(claim.label, claim.value), claim)


def _role(claim: Role, number: int, kind: SectionKind, labels: Labels) -> str:
    office = grammar.join_office(claim.title, claim.period.words if claim.period else "", claim.country)
    mark = grammar.mark_label(one_line(claim.name), one_line(office), is_role=True)
    return _listed(mark + (_labelled(claim.name, office) if office else one_line(claim.name)), claim)


def _influence(claim: Influence, number: int, kind: SectionKind, labels: Labels) -> str:
    mark = grammar.mark_label(one_line(claim.label or claim.text), one_line(claim.text), is_role=False)
    return _listed(mark + _labelled(claim.label, claim.text), claim)


def _listed(text: str, claim: Item) -> str:
    reply = f"\n    {one_line(claim.reply)}" if claim.reply else ""
    return grammar.BULLET_MARK + text + claim.marks + reply


def _event(claim: Event, number: int, kind: SectionKind, labels: Labels) -> str:
    above = grammar.SUBHEADING_MARK + one_line(claim.subheading) if claim.subheading else ""
    head = _titled(_labelled(claim.period.words, claim.title), claim, kind, labels)
    return "\n\n".join(filter(None, (above, head)))


def _before_event(text: str, event: AnyClaim, labels: Labels) -> str:
    """What stands before an event; its last line is read as the subheading of that but for a backslash, or marks.

    An event that has one takes no other.
    """
    if isinstance(event, Event) and event.subheading:
        return text
    last = text.rpartition("\n")[2]
    return text if labels and split_line(last, labels).marks else grammar.escape_last(text)


def _point(claim: Point, number: int, kind: SectionKind, labels: Labels) -> str:
    return _titled(f"{number}. {one_line(claim.title)}", claim, kind, labels)


def _titled(head: str, claim: Event | Point, kind: SectionKind, labels: Labels) -> str:
    parts = (head + claim.marks, _running(claim.body, kind, labels), one_line(claim.reply))
    return "\n\n".join(filter(None, parts))


def _labelled(label: str, value: str) -> str:
    return f"{one_line(label)}: {one_line(value)}".strip() if label else one_line(value)


def _running(text: str, kind: SectionKind | None, labels: Labels) -> str:
    """Running text with a backslash before each line that would be read as a mark of the format."""
    lines = text.split("\n")
    return "\n".join(
        _escaped(line, kind if kind or not at else SectionKind.OTHER, labels) if line else line
        for at, line in enumerate(lines)
    )


def _escaped(line: str, kind: SectionKind | None, labels: Labels) -> str:
    bare = split_line(line, labels).text if labels else line
    return grammar.ESCAPE + line if grammar.opens_something(bare, kind) else line


_WRITERS: dict[type[AnyClaim], Callable[..., str]] = {
    Fact: _fact,
    Role: _role,
    Influence: _influence,
    Event: _event,
    Point: _point,
}


def wording(dossier: Dossier) -> Dossier:
    """A dossier with all that its text does not say left out: keys, themes, language, the name read from the title.

    White space is as the text can hold it, and marks stand where a text has them.
    """
    dossier = settled(dossier)
    return _worded(dossier, sections=tuple(_section_wording(section) for section in dossier.sections))


def _section_wording(section: Section) -> Section:
    text = section.text if section.kind == SectionKind.OTHER else _paragraphs(section.text)
    items = tuple(_worded(claim, key="") for claim in section.items)
    worded = _worded(section, key="", text=text, items=items)
    if section.kind == SectionKind.SOURCES:
        return replace(worded, heading=worded.heading or grammar.DEFAULT_HEADINGS[section.kind], layout="")
    return worded


def _worded(part: P, **values: Any) -> P:
    """What a text can say of a part or a dossier: its words with white space as a text has it, and nothing else.

    `values` are what the caller says of it.
    """
    for name, spaced in spacings_of(type(part)):
        if name not in values:
            values[name] = spaced(getattr(part, name))
    return replace(part, **values)


def _spacings_of(kind: type) -> Spacings:
    return [
        (name, _SPACED.get(meta.form, _as_it_is) if meta.in_text == InText.SAID else _emptied)
        for name, meta in fields_of(kind).items()
    ]


# To ask each field of each claim for its form takes longer than to space its words.
spacings_of: Callable[[type], Spacings] = cache(_spacings_of)
"""What the words of each field of a part become."""


def _paragraphs(text: str) -> str:
    """Text as a dossier holds it: lines stripped, paragraphs separated by exactly one blank line."""
    if "\n" not in text:
        return text.strip()
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n")


def _as_it_is(value: Any) -> Any:
    return value


def _emptied(value: Any) -> Any:
    return type(value)()


def _marks(marks: str) -> str:
    return (" " if marks[:1].isspace() else "") + one_line(marks)


_SPACED: dict[Form, Callable[[Any], Any]] = {Form.LINE: one_line, Form.PROSE: _paragraphs, Form.MARKS: _marks}


def _prove(dossier: Dossier, text: str) -> None:
    """Read the text back and refuse to hand it out where it says something else."""
    try:
        again = wording(parse(text))
    except DossierError as error:
        raise UnwritableDossier("not-read-back", reason=error.placed) from error
    meant = wording(dossier)
    if again != meant:
        raise _first_difference(meant, again)


def _first_difference(meant: Dossier, again: Dossier) -> UnwritableDossier:
    for name in fields_of(Dossier):
        if getattr(meant, name) != getattr(again, name):
            return UnwritableDossier("unwritable-field", field=name, words=getattr(meant, name)[:80])
    for one, other in zip(meant.sections, again.sections, strict=False):
        if one != other:
            pairs = zip(one.items, other.items, strict=False)
            for claim, read in pairs:
                if claim != read:
                    text = wording_of(claim)[:80]
                    return UnwritableDossier("unwritable-item", heading=one.heading, words=text)
            return UnwritableDossier("unwritable-section", heading=one.heading)
    return UnwritableDossier("unwritable-sections")
