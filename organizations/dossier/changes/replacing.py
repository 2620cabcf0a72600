"""Words found in a dossier, place by place, and others put where they stood."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from organizations.dossier.changes.compare import field_text, named_claims, wording_of
from organizations.dossier.document import Claim, Dossier
from organizations.dossier.evidence.labels import labels_of
from organizations.dossier.evidence.marks import Labels, marks_in
from organizations.dossier.fields import Meta, fields_of
from organizations.dossier.messages import Fault, Message
from organizations.dossier.period import Period, parse_period

AROUND = 80
"""Characters before and behind found words that are shown with them, at most."""


class Unreplaced(Fault):
    """Words that cannot be put there: the message says why."""

    parameters = {"too-long-then": ("max_length",), "nothing-left": ()}


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, as plain words, and what is put in its place."""

    text: str
    by: str
    match_case: bool = False
    whole_words: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """An expression that finds the words; a whole word has no letter, digit or underscore beside it."""
        found = re.escape(self.text)
        return re.compile(
            # Not \b, by which "(IOM)" could never be whole.
            rf"(?<!\w){found}(?!\w)" if self.whole_words else found,
            0 if self.match_case else re.IGNORECASE,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Words that were found: the kind, key and wording of their claim, the field, their number in it; then the words.

    `before` and `after` are what stands around them.
    """

    kind: str
    key: str
    claim: str
    field: str
    number: int
    before: str
    old: str
    after: str

    @property
    def name(self) -> str:
        """Its name among the places of the dossier: "event/cold-war/title/0"."""
        return f"{self.kind}/{self.key}/{self.field}/{self.number}"


@dataclass(slots=True)
class Replacement:
    """The dossier with words replaced, in how many places, and by the names of places why they were refused."""

    dossier: Dossier
    count: int = 0
    refused: dict[str, Message] = field(default_factory=dict)


def places(dossier: Dossier, search: Search) -> Iterator[Place]:
    """Every place where the words stand, in the order of the dossier; marks that cite sources are no words."""
    labels = labels_of(dossier)
    for (kind, key), claim in _searched(dossier):
        for name in _searchable(claim):
            text = field_text(getattr(claim, name))
            for number, match in enumerate(_found(text, search, labels)):
                start, end = match.span()
                before = _cut(text[:start][-AROUND - 1 :], from_end=True)
                after = _cut(text[end:][: AROUND + 1], from_end=False)
                wording = "" if isinstance(claim, Dossier) else wording_of(claim)
                yield Place(kind, key, wording, name, number, before, match[0], after)


def replaced(dossier: Dossier, search: Search, chosen: Collection[str]) -> Replacement:
    """The dossier with the words replaced in the chosen places, given by name.

    A field that would become empty, or a period that could not be read, stays as it is and is refused.
    """
    done = Replacement(dossier)
    labels = labels_of(dossier)
    claims = {
        name: _replaced_in(claim, f"{name[0]}/{name[1]}", search, chosen, done, labels)
        for name, claim in _searched(dossier)
    }
    sections = []
    for section in dossier.sections:
        items = (
            claims[name] for name, claim in named_claims(replace(dossier, sections=(section,))) if claim is not section
        )
        sections.append(replace(claims["section", section.key], items=tuple(items)))
    done.dossier = replace(claims["dossier", ""], sections=tuple(sections))
    return done


def _searched(dossier: Dossier) -> Iterator[tuple[tuple[str, str], Claim | Dossier]]:
    yield ("dossier", ""), dossier
    yield from named_claims(dossier)


def _searchable(claim: Claim | Dossier) -> dict[str, Meta]:
    """The fields in which words are looked for."""
    return {name: meta for name, meta in fields_of(type(claim)).items() if meta.searchable}


def _found(text: str, search: Search, labels: Labels) -> list[re.Match[str]]:
    """Where the words stand outside of marks: 2 is not found in "[2]", which would come to cite another source."""
    marks = marks_in(text, labels)
    found = search.pattern.finditer(text)
    return [each for each in found if not any(each.start() < mark.end and mark.start < each.end() for mark in marks)]


def _replaced_in(
    claim: Any, name: str, search: Search, chosen: Collection[str], done: Replacement, labels: Labels
) -> Any:
    changed: dict[str, Any] = {}
    for each, meta in _searchable(claim).items():
        old = getattr(claim, each)
        text = field_text(old)
        found = {f"{name}/{each}/{number}": match for number, match in enumerate(_found(text, search, labels))}
        put = {place: match for place, match in found.items() if place in chosen}
        if not put:
            continue
        try:
            changed[each] = _value(old, _substituted(text, search.by, put.values()), meta)
            done.count += len(put)
        except Fault as fault:
            done.refused |= dict.fromkeys(put, fault.message)
    return replace(claim, **changed) if changed else claim


def _substituted(text: str, by: str, found: Iterable[re.Match[str]]) -> str:
    """The words with others in these places."""
    parts, end = [], 0
    for match in found:
        parts += [text[end : match.start()], by]
        end = match.end()
    return "".join([*parts, text[end:]])


def _value(old: str | Period, new: str, meta: Meta) -> str | Period:
    """The value of a field that says other words. Raises Unreplaced, or PeriodError, where it cannot."""
    if len(new) > meta.max_length:
        raise Unreplaced("too-long-then", max_length=meta.max_length)
    if isinstance(old, Period):
        return old if new == old.words else parse_period(new)
    if meta.required and not new.strip():
        raise Unreplaced("nothing-left")
    # Spaces that the field had before at its ends are the field's own.
    return new.strip() if old == old.strip() else new


def _cut(text: str, *, from_end: bool) -> str:
    """What stands on one side of found words: at most AROUND characters of a paragraph, cut between words."""
    text = text.rpartition("\n")[2] if from_end else text.partition("\n")[0]
    if len(text) <= AROUND:
        return text
    return f"…{text[-AROUND:].partition(' ')[2]}" if from_end else f"{text[:AROUND].rpartition(' ')[0]}…"
