"""What changed in what a claim stands on, as messages; and its words without their marks."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from organizations.dossier.document import AnyClaim, Claim, Dossier, Section, Source
from organizations.dossier.evidence.labels import labels_of, sources_of
from organizations.dossier.evidence.marks import (
    Labels,
    Mark,
    StatementName,
    Use,
    UseRole,
    marks_in,
    tail_marks,
    without_marks,
)
from organizations.dossier.evidence.references import stripped_of
from organizations.dossier.evidence.standing import Evidence, evidence_of
from organizations.dossier.fields import Form, fields_of
from organizations.dossier.messages import Message, checked

C = TypeVar("C", bound=AnyClaim | Section)

MAX_SOURCE = 160
"""Characters of a source's words that a message names, at most."""

CITED = {
    UseRole.SUPPORTS: ("source-added", "source-removed"),
    UseRole.MENTIONS: ("mention-added", "mention-removed"),
    UseRole.DISPUTES: ("dispute-added", "dispute-removed"),
}
PARAMETERS = {
    **{code: ("claim", "source") for codes in CITED.values() for code in codes},
    "as-of-changed": ("claim", "words"),
    "as-of-removed": ("claim",),
    "review-changed": ("claim", "words"),
    "review-removed": ("claim",),
    "register-changed": ("claim", "register"),
    "register-removed": ("claim",),
    "citation-asked": ("claim",),
    "citation-not-asked": ("claim",),
    "marks-changed": ("claim",),
    "cites": ("source",),
    "mentions": ("source",),
    "disputes": ("source",),
    "is-as-of": ("words",),
    "is-reviewed-by": ("words",),
    "is-said-as": ("register",),
    "asks-citation": (),
}
"""The messages by code, with what the sentence of each names."""


SAID = {UseRole.SUPPORTS: "cites", UseRole.MENTIONS: "mentions", UseRole.DISPUTES: "disputes"}


@dataclass(frozen=True, slots=True)
class Stated:
    """What the marks behind a line say, as messages, in their order; and the marks as they are written."""

    messages: tuple[Message, ...]
    marks: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Running text: its words, and in their places what its marks say."""

    parts: tuple[str | Stated, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A dossier's labels, and the words of its sources by key, for the claims of it that are compared."""

    labels: Labels = field(default_factory=Labels)
    sources: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier) -> "Side":
        """The side that a dossier is."""
        return cls(labels_of(dossier), {source.key: source.citation for source in sources_of(dossier)})


NO_MARKS = Side()


def stated(marks: str, side: Side) -> Stated:
    """What marks say of which sources, and of the claim behind whose line they stand."""
    messages = (message for mark in tail_marks(marks, side.labels) for message in _messages_of(mark, side))
    return Stated(tuple(messages), marks.strip())


def marked(text: str, side: Side) -> str | Marked:
    """Running text with what its marks say; the text itself where it has none."""
    parts: list[str | Stated] = []
    end = 0
    for mark in marks_in(text, side.labels):
        parts += [text[end : mark.start], Stated(tuple(_messages_of(mark, side)), text[mark.start : mark.end])]
        end = mark.end
    return Marked((*parts, text[end:])) if parts else text


def _messages_of(mark: Mark, side: Side) -> Iterator[Message]:
    for use in mark.uses:
        yield checked(PARAMETERS, SAID[use.role], {"source": _named(use, side)})
    for each in mark.statements:
        yield checked(PARAMETERS, *_STATEMENTS[each.name](each.text))


_STATEMENTS: Mapping[str, Callable[[str], tuple[str, dict[str, str]]]] = {
    StatementName.AS_OF: lambda words: ("is-as-of", {"words": words}),
    StatementName.REVIEW_BY: lambda words: ("is-reviewed-by", {"words": words}),
    StatementName.REGISTER: lambda register: ("is-said-as", {"register": register}),
    StatementName.CITATION_NEEDED: lambda _words: ("asks-citation", {}),
}


def evidence_changes(
    text: str, old: Claim | Dossier, new: Claim | Dossier, sides: tuple[Side, Side]
) -> tuple[Message, ...]:
    """What changed in what a claim stands on, by the words that it is known by.

    Of marks that only stand elsewhere, or have other labels, the one message is that they changed.
    """
    if not any(side.labels for side in sides) or _written(old) == _written(new):
        return ()
    before, after = (evidence_of(claim, side.labels) for claim, side in zip((old, new), sides, strict=True))
    found = [
        checked(PARAMETERS, code, {"claim": text, **details})
        for code, details in (*_cited(before, after, sides), *_stated(before, after))
    ]
    is_same = not found and _unmarked(old, sides[0]) == _unmarked(new, sides[1])
    return (checked(PARAMETERS, "marks-changed", {"claim": text}),) if is_same else tuple(found)


def unmarked(value: object, form: Form, side: Side) -> object:
    """The value of a field as its change is shown: running text without its marks."""
    return without_marks(value, side.labels) if isinstance(value, str) and form in (Form.LINE, Form.PROSE) else value


def without_evidence(claim: C, labels: Labels) -> C:
    """A claim as it is told from others: without marks, those behind its line and those in its words."""
    if not labels or isinstance(claim, Source):
        return claim
    known = fields_of(type(claim)).items()
    values = {name: (getattr(claim, name), meta.form) for name, meta in known}
    changed: dict[str, Any] = {name: unmarked(value, form, Side(labels)) for name, (value, form) in values.items()}
    changed |= {name: "" for name, (_value, form) in values.items() if form == Form.MARKS}
    return replace(claim, **changed)


def _cited(before: Evidence, after: Evidence, sides: tuple[Side, Side]) -> Iterator[tuple[str, dict[str, str]]]:
    was, now = (Counter((use.role, use.source, use.locator) for use in each.uses) for each in (before, after))
    for at, (gone, side) in enumerate(((now - was, sides[1]), (was - now, sides[0]))):
        for role, source, locator in gone:
            yield CITED[role][at], {"source": _named(Use("", source, role, locator), side)}


def _named(use: Use, side: Side) -> str:
    text = side.sources.get(use.source, use.source)
    text = stripped_of(text) or text
    if len(text) > MAX_SOURCE:
        text = f"{text[:MAX_SOURCE].rpartition(' ')[0] or text[:MAX_SOURCE]}…"
    return f"{text}, {use.locator}" if use.locator else text


def _stated(before: Evidence, after: Evidence) -> Iterator[tuple[str, dict[str, str]]]:
    for name, was, now, detail in (
        ("as-of", before.as_of, after.as_of, "words"),
        ("review", before.review_by, after.review_by, "words"),
        ("register", before.register, after.register, "register"),
    ):
        if now and was != now:
            yield f"{name}-changed", {detail: now}
        elif was != now:
            yield f"{name}-removed", {}
    if before.needs_citation != after.needs_citation:
        yield "citation-asked" if after.needs_citation else "citation-not-asked", {}


def _written(claim: Claim | Dossier) -> list[object]:
    return [getattr(claim, name) for name in fields_of(type(claim))]


def _unmarked(claim: Claim | Dossier, side: Side) -> list[object]:
    known = fields_of(type(claim)).items()
    return [unmarked(getattr(claim, name), meta.form, side) for name, meta in known if meta.form != Form.MARKS]
