"""Words found in a dossier, place by place, and others put where they stood."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from organizations.dossier.changes.compare import named_claims, said, wording_of
from organizations.dossier.document import Claim, Dossier
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

    words: str
    by: str
    match_case: bool = False
    whole_words: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """An expression that finds the words; a whole word has no letter, digit or underscore beside it."""
        found = re.escape(self.words)
        return re.compile(
            rf"(?<!\w){found}(?!\w)" if self.whole_words else found, 0 if self.match_case else re.IGNORECASE
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
    """Every place where the words stand, in the order of the dossier."""
    pattern = search.pattern
    for (kind, key), claim in _parts(dossier):
        for name in _searchable(claim):
            words = said(getattr(claim, name))
            for number, match in enumerate(pattern.finditer(words)):
                start, end = match.span()
                before = _cut(words[:start][-AROUND - 1 :], from_end=True)
                after = _cut(words[end:][: AROUND + 1], from_end=False)
                wording = "" if isinstance(claim, Dossier) else wording_of(claim)
                yield Place(kind, key, wording, name, number, before, match[0], after)


def replaced(dossier: Dossier, search: Search, chosen: Collection[str]) -> Replacement:
    """The dossier with the words replaced in the chosen places, given by name.

    A field that would become empty, or a period that could not be read, stays as it is and is refused.
    """
    done = Replacement(dossier)
    claims = {
        name: _replaced_in(claim, f"{name[0]}/{name[1]}", search, chosen, done) for name, claim in _parts(dossier)
    }
    sections = []
    for section in dossier.sections:
        items = (
            claims[name] for name, claim in named_claims(replace(dossier, sections=(section,))) if claim is not section
        )
        sections.append(replace(claims["section", section.key], items=tuple(items)))
    done.dossier = replace(claims["dossier", ""], sections=tuple(sections))
    return done


def _parts(dossier: Dossier) -> Iterator[tuple[tuple[str, str], Claim | Dossier]]:
    yield ("dossier", ""), dossier
    yield from named_claims(dossier)


def _searchable(claim: Claim | Dossier) -> dict[str, Meta]:
    """The fields in which words are looked for."""
    return {name: meta for name, meta in fields_of(type(claim)).items() if meta.searchable}


def _replaced_in(claim: Any, name: str, search: Search, chosen: Collection[str], done: Replacement) -> Any:
    changed: dict[str, Any] = {}
    for each, meta in _searchable(claim).items():
        old = getattr(claim, each)
        words = said(old)
        names: list[str] = []
        new = _substituted(words, search, f"{name}/{each}", chosen, names)
        if not names:
            continue
        try:
            changed[each] = _value(old, new, meta)
            done.count += len(names)
        except Fault as fault:
            done.refused |= dict.fromkeys(names, fault.message)
    return replace(claim, **changed) if changed else claim


def _substituted(words: str, search: Search, name: str, chosen: Collection[str], names: list[str]) -> str:
    """The words with the chosen places replaced; the names of these are added to `names`."""
    numbers = iter(range(len(words) + 1))

    def put(match: re.Match[str]) -> str:
        place = f"{name}/{next(numbers)}"
        if place not in chosen:
            return match[0]
        names.append(place)
        return search.by

    return search.pattern.sub(put, words)


def _value(old: str | Period, new: str, meta: Meta) -> str | Period:
    """The value of a field that says other words. Raises Unreplaced, or PeriodError, where it cannot."""
    if len(new) > meta.max_length:
        raise Unreplaced("too-long-then", max_length=meta.max_length)
    if isinstance(old, Period):
        return old if new == old.words else parse_period(new)
    if meta.required and not new.strip():
        raise Unreplaced("nothing-left")
    return new.strip() if old == old.strip() else new


def _cut(words: str, *, from_end: bool) -> str:
    """What stands on one side of found words: at most AROUND characters of a paragraph, cut between words."""
    words = words.rpartition("\n")[2] if from_end else words.partition("\n")[0]
    if len(words) <= AROUND:
        return words
    return f"…{words[-AROUND:].partition(' ')[2]}" if from_end else f"{words[:AROUND].rpartition(' ')[0]}…"
