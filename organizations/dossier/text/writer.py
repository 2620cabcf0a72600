"""Dossier to text: the twin of the parser."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from organizations.dossier.changes.compare import wording_of
from organizations.dossier.document import AnyClaim, Dossier, Event, Fact, Influence, Point, Role, Section, SectionKind
from organizations.dossier.fields import Form, InText, fields_of
from organizations.dossier.kinds import LISTS
from organizations.dossier.text import grammar
from organizations.dossier.text.errors import DossierError, UnwritableDossier
from organizations.dossier.text.grammar import one_line
from organizations.dossier.text.parser import parse

P = TypeVar("P", Dossier, Section, AnyClaim)


def write(dossier: Dossier) -> str:
    """The text that says what the dossier says; `parse` reads the same back, but for keys and themes.

    Raises UnwritableDossier, naming the part, where a field holds what its place in a text cannot: a person's
    name with a colon, say.
    """
    text = _text(dossier)
    _prove(dossier, text)
    return text


def text_of(dossier: Dossier) -> str:
    """The text of a dossier that was read from one: what was read needs no proof that it reads back."""
    return _text(dossier)


def read_again(dossier: Dossier) -> Dossier:
    """What the text of a dossier says when it is read. Raises DossierError where it cannot be."""
    return parse(_text(dossier))


def _text(dossier: Dossier) -> str:
    title = one_line(dossier.title)
    title = grammar.ESCAPE + title if title.startswith(grammar.ESCAPE) or grammar.no_title(title) else title
    opening = [title, one_line(dossier.headline), _running(dossier.introduction, None)]
    text = "\n\n".join(part for part in opening if part)
    for before, section in zip((None, *dossier.sections), dossier.sections, strict=False):
        opens_text = before is None and not (dossier.headline or dossier.introduction)
        text += _gap(before, section) + _section(section, opens_text=opens_text)
    return text + ("\n\n\n" + one_line(dossier.closing) if dossier.closing else "")


def _gap(before: Section | None, section: Section) -> str:
    """Two blank lines before a section; one is enough for a known heading behind a list."""
    ends_in_list = before is not None and before.kind in LISTS
    if ends_in_list and before and before.items and not before.remark and section.kind != SectionKind.OTHER:
        return "\n\n"
    return "\n\n\n"


def _section(section: Section, *, opens_text: bool) -> str:
    parts = [_heading(section, opens_text=opens_text), _running(section.text, section.kind)]
    separator = "\n" if section.kind in LISTS else "\n\n"
    parts.append(separator.join(_claim(claim, number, section.kind) for number, claim in enumerate(section.items, 1)))
    parts.append(_running(section.remark, section.kind))
    return "\n\n".join(part for part in parts if part)


def _heading(section: Section, *, opens_text: bool) -> str:
    """The heading line; with a mark where it would not be known by its look, or be taken for a second title."""
    heading = grammar.join_heading(section.kind, one_line(section.heading))
    is_seen = not opens_text and section.text and grammar.heading_like(heading)
    plain = section.kind != SectionKind.OTHER or is_seen
    return heading if plain else grammar.HEADING_MARK + heading


def _claim(claim: AnyClaim, number: int, kind: SectionKind) -> str:
    return _WRITERS[type(claim)](claim, number, kind)


def _fact(claim: Fact, number: int, kind: SectionKind) -> str:
    return grammar.BULLET_MARK + _labelled(claim.label, claim.value)


def _role(claim: Role, number: int, kind: SectionKind) -> str:
    office = grammar.join_office(claim.title, claim.period.words if claim.period else "", claim.country)
    mark = grammar.mark_label(one_line(claim.name), one_line(office), is_role=True)
    return grammar.BULLET_MARK + mark + (_labelled(claim.name, office) if office else one_line(claim.name))


def _influence(claim: Influence, number: int, kind: SectionKind) -> str:
    mark = grammar.mark_label(one_line(claim.label or claim.text), one_line(claim.text), is_role=False)
    return grammar.BULLET_MARK + mark + _labelled(claim.label, claim.text)


def _event(claim: Event, number: int, kind: SectionKind) -> str:
    return _titled(_labelled(claim.period.words, claim.title), claim.body, kind)


def _point(claim: Point, number: int, kind: SectionKind) -> str:
    return _titled(f"{number}. {one_line(claim.title)}", claim.body, kind)


def _titled(head: str, body: str, kind: SectionKind) -> str:
    return f"{head}\n\n{_running(body, kind)}" if body else head


def _labelled(label: str, value: str) -> str:
    return f"{one_line(label)}: {one_line(value)}".strip() if label else one_line(value)


def _running(text: str, kind: SectionKind | None) -> str:
    """Running text with a backslash before each line that would be read as a mark."""
    lines = text.split("\n")
    return "\n".join(
        grammar.escape(line, kind if kind or not at else SectionKind.OTHER) if line else line
        for at, line in enumerate(lines)
    )


_WRITERS: dict[type[AnyClaim], Callable[..., str]] = {
    Fact: _fact,
    Role: _role,
    Influence: _influence,
    Event: _event,
    Point: _point,
}


def wording(dossier: Dossier) -> Dossier:
    """A dossier with all that its text does not say left out: keys, themes, language, the name read from the title.

    White space is as the text can hold it.
    """
    return replace(_worded(dossier), sections=tuple(_section_wording(section) for section in dossier.sections))


def _section_wording(section: Section) -> Section:
    text = section.text if section.kind == SectionKind.OTHER else _paragraphs(section.text)
    items = tuple(replace(_worded(claim), key="") for claim in section.items)
    return replace(_worded(section), key="", text=text, items=items)


def _worded(part: P) -> P:
    """What a text can say of a part or a dossier: its words with white space as a text has it, and nothing else."""
    said: dict[str, Any] = {}
    for name, meta in fields_of(type(part)).items():
        value = getattr(part, name)
        said[name] = _SPACED.get(meta.form, _as_it_is)(value) if meta.in_text == InText.SAID else type(value)()
    return replace(part, **said)


def _paragraphs(text: str) -> str:
    """Text as a dossier holds it: lines stripped, paragraphs parted by exactly one blank line."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n")


def _as_it_is(value: Any) -> Any:
    return value


_SPACED: dict[Form, Callable[[Any], Any]] = {Form.LINE: one_line, Form.PROSE: _paragraphs}


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
                    words = wording_of(claim)[:80]
                    return UnwritableDossier("unwritable-item", heading=one.heading, words=words)
            return UnwritableDossier("unwritable-section", heading=one.heading)
    return UnwritableDossier("unwritable-sections")
