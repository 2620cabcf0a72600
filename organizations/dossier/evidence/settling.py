"""A dossier with its marks where a text would have them, whatever field they were typed into."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from organizations.dossier.document import (
    AnyClaim,
    Cited,
    Dossier,
    Event,
    Fact,
    Influence,
    Point,
    Role,
    Section,
    SectionKind,
    Source,
)
from organizations.dossier.evidence.labels import labels_of
from organizations.dossier.evidence.marks import Labels, marks_in, split_line, split_tail, without_marks
from organizations.dossier.evidence.relabelling import with_sources
from organizations.dossier.text import grammar

C = TypeVar("C", bound=Cited)
_LAST: Mapping[type[AnyClaim], str] = {Fact: "value", Event: "title", Point: "title", Role: "title", Influence: "text"}
"""The field that ends the line of an item, marks apart; of people marks come off whatever field they stand in."""


def settled(dossier: Dossier) -> Dossier:
    """The dossier as a text of it would be read: marks at the end of a line are evidence, what is no mark is text.

    A dossier whose claims have marks has a list of sources, though it may be empty.
    """
    if dossier.of_kind(SectionKind.SOURCES) is None:
        if not any(claim.marks or getattr(claim, "reply", "") for claim in _cited(dossier)):
            return dossier
        dossier = with_sources(dossier, [])
    labels = labels_of(dossier)
    return replace(dossier, sections=tuple(_section(section, labels) for section in dossier.sections))


def _cited(dossier: Dossier) -> list[Cited]:
    items = [claim for _section, claim in dossier.items() if isinstance(claim, Cited)]
    return [*dossier.sections, *items]


def _section(section: Section, labels: Labels) -> Section:
    if section.kind == SectionKind.SOURCES:
        return section
    items = tuple(claim if isinstance(claim, Source) else _item(claim, labels) for claim in section.items)
    return replace(_lined(section, "heading", labels), items=items)


def _item(claim: Fact | Event | Role | Influence | Point, labels: Labels) -> AnyClaim:
    if isinstance(claim, Role | Influence):
        claim = _without_inner(claim, labels)
    elif isinstance(claim, Fact) and (inner := _inner(claim.label, labels)):
        claim = replace(claim, label=_bare(claim.label, labels), marks=inner + claim.marks.strip())
    claim = _lined(claim, _LAST[type(claim)], labels)
    return _answered(claim) if isinstance(claim, Event | Point) else claim


def _without_inner(claim: Role | Influence, labels: Labels) -> Role | Influence:
    names = ("name", "title", "country") if isinstance(claim, Role) else ("label", "text")
    inner = "".join(_inner(getattr(claim, name), labels).strip() for name in names)
    if not inner:
        return claim
    bare: dict[str, Any] = {name: _bare(getattr(claim, name), labels) for name in names}
    return replace(claim, **bare, marks=f" {inner}{claim.marks.strip()}")


def _inner(text: str, labels: Labels) -> str:
    found = marks_in(text, labels)
    return " " + "".join(text[mark.start : mark.end] for mark in found) if found else ""


def _bare(text: str, labels: Labels) -> str:
    return " ".join(without_marks(text, labels).split())


def _lined(claim: C, name: str, labels: Labels) -> C:
    """A claim with the marks at the end of its line in `marks`; what is no mark there goes to the line."""
    line = getattr(claim, name)
    if not claim.marks and "[" not in line and not labels.superscripts:
        return claim
    if isinstance(claim, Role):  # a role's line ends with its dates or its country, which no words can join
        return claim
    # Put together and split again: so a bracket that is a mark since, or is none any more, is where a text would have
    # it.
    whole = f"{line}{claim.marks}"
    if isinstance(claim, Section | Point):
        split = split_line(whole, labels)
        text, marks = split.text, split.marks
    else:
        text, marks = split_tail(whole, labels)
    changed: dict[str, Any] = {name: text, "marks": marks}
    return claim if (text, marks) == (line, claim.marks) else replace(claim, **changed)


def _answered(claim: Event | Point) -> Event | Point:
    """An item whose body closes with the organization's answer, with that as its reply."""
    body, gap, last = claim.body.rpartition("\n\n")
    if claim.reply or not grammar.REPLY.match(last):
        return claim
    return replace(claim, body=body if gap else "", reply=" ".join(last.split()))
