"""Three-way merge: two dossiers that grew from one become one again, and what both changed is a conflict."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from organizations.dossier.changes.compare import ORDER, field_text, kind_of, wording_of
from organizations.dossier.changes.evidence import Marked, Stated, marked, stated
from organizations.dossier.changes.evidence import Side as Sourced
from organizations.dossier.changes.moving import follow_moves
from organizations.dossier.document import AnyClaim, Claim, Dossier, Section, SectionKind
from organizations.dossier.evidence.labels import defined, labels_of, sources_of
from organizations.dossier.evidence.relabelling import aligned, with_cited_sources
from organizations.dossier.evidence.tails import merged as merged_tails
from organizations.dossier.fields import Form, fields_of
from organizations.dossier.keys import new_key
from organizations.dossier.text.grammar import DEFAULT_HEADINGS

N = TypeVar("N", bound=Hashable)

Side = Literal["ours", "theirs"]
Name = tuple[str, str]
"""A claim's kind in words and its key."""

FieldWords = str | Stated | Marked
"""What a side says of one field; of marks what they say."""
Words = FieldWords | tuple[tuple[str, FieldWords], ...]
"""What a side says: of one field, or of each field by its name."""

WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed: one field of a claim, its whole where one side removed it, or an order of claims.

    What a side says is the words of the field, of a whole the words of each field by its name; None where the claim, or
    the text both grew from, is not there.
    """

    kind: str
    key: str
    field: str
    text: str
    base: Words | None
    ours: Words | None
    theirs: Words | None

    @property
    def name(self) -> str:
        """Its name among the choices: "event/cold-war/title"."""
        return f"{self.kind}/{self.key}/{self.field}"


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged dossier and every conflict; `undecided` are those without a choice: our side stands in for them."""

    dossier: Dossier
    conflicts: tuple[Conflict, ...]
    undecided: tuple[Conflict, ...]


def merge(base: Dossier | None, ours: Dossier, theirs: Dossier, choices: Mapping[str, Side] | None = None) -> Merge:
    """What ours and theirs say together, each seen against the base they grew from.

    What one side changed is taken, what both changed alike too; claims are the same where kind and key are, and a claim
    that one side moved to another kind is merged there. Without a base whatever differs is a conflict. `choices`
    decides conflicts by name. Sources that both added under one label get labels of their own first.
    """
    base, ours, theirs = aligned(base, ours, theirs)
    if base:
        # Once for each side's moves; each time the base moves along, or the claim would be gone from one kind and new
        # in another.
        base, theirs = follow_moves(base, ours, theirs)
        base, ours = follow_moves(base, theirs, ours)
    return _Merging(base, ours, theirs, choices or {}).result()


class _Merging:
    """One merge: the three sides, the choices, and the conflicts found so far."""

    def __init__(self, base: Dossier | None, ours: Dossier, theirs: Dossier, choices: Mapping[str, Side]) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.choices = choices
        sources = list({each.key: each for each in (*sources_of(theirs), *sources_of(ours))}.values())
        self.labels = replace(defined(sources), superscripts=labels_of(ours).superscripts)
        self.sourced = Sourced(self.labels, {each.key: each.citation for each in sources})
        self.conflicts: list[Conflict] = []

    def result(self) -> Merge:
        attributes = self._fields("dossier", "", "", self.base, self.ours, self.theirs)
        sections, items = self._sections(), self._items()
        merged = replace(
            self.ours,
            **attributes,
            sections=self._assembled(sections, items),
            source_lines=self.theirs.source_lines or self.ours.source_lines,
        )
        merged = with_cited_sources(merged, self.ours, self.theirs)
        undecided = [each for each in self.conflicts if each.name not in self.choices]
        return Merge(merged, tuple(self.conflicts), tuple(undecided))

    # -- claims ----------------------------------------------------------------------------------------------

    def _sections(self) -> dict[str, Section]:
        """The merged sections without their items, in their merged order, by what tells them apart."""
        sides = [_bare_sections(side) for side in (self.base, self.ours, self.theirs)]
        return dict(self._merged("section", *sides))

    def _items(self) -> dict[SectionKind, list[AnyClaim]]:
        found = {}
        for kind in SectionKind:
            sides = [_items_of(side, kind) for side in (self.base, self.ours, self.theirs)]
            found[kind] = list(self._merged(kind.value.replace("_", " "), *sides).values())
        return found

    def _merged(self, family: str, base: Mapping[Any, Any], ours: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> Any:
        kept = {}
        for name in {**ours, **theirs, **base}:
            claim = self._claim(_kind(family, name), base.get(name), ours.get(name), theirs.get(name))
            if claim is not None:
                kept[name] = claim
        # What is there is settled before where it stands: a claim that one side removed has no place to argue about.
        order = self._order(family, [list(side) for side in (base, ours, theirs)], kept)
        return {name: kept[name] for name in order}

    def _claim(self, kind: str, base: Any, ours: Any, theirs: Any) -> Any:
        """The merged claim, or None where it was removed."""
        if ours is None or theirs is None:
            there = ours or theirs
            if base is None:
                return there
            if there is None or there == base:
                return None
            words = [self._whole(each) for each in (base, ours, theirs)]
            side = self._decide(Conflict(kind, there.key, WHOLE, wording_of(there), *words))
            return theirs if side == "theirs" else ours
        # Of another type it has other fields: then whatever differs is a conflict.
        same = base if type(base) is type(ours) else None
        merged = self._fields(kind, ours.key, wording_of(ours), same, ours, theirs)
        # Theirs is the text that comes in: where it stands there is what an editor looks up.
        return replace(ours, **merged, lines=theirs.lines or ours.lines)

    def _fields(self, kind: str, key: str, text: str, base: Any, ours: Any, theirs: Any) -> dict[str, Any]:
        merged = {}
        for name, form in _merged_fields(type(ours)):
            before = getattr(base, name) if base else None
            one, other = getattr(ours, name), getattr(theirs, name)
            if one == other or (base and other == before):
                merged[name] = one
            elif base and one == before:
                merged[name] = other
            elif form == Form.SLUGS:
                merged[name] = _united(before or (), one, other)
            elif base and form == Form.MARKS and (tails := merged_tails(before or "", one, other, self.labels)):
                merged[name] = tails[0] if tails[0] == tails[1] else self._chosen(kind, key, name, text, tails)
            else:
                wordings = (
                    self._field_text(before, form) if base else None,
                    self._field_text(one, form),
                    self._field_text(other, form),
                )
                side = self._decide(Conflict(kind, key, name, text, *wordings))
                merged[name] = other if side == "theirs" else one
        return merged

    def _chosen(self, kind: str, key: str, name: str, text: str, tails: tuple[str, str]) -> str:
        """One of two tails that say all that both sides do, but for what each states otherwise."""
        one, other = (self._field_text(tail, Form.MARKS) for tail in tails)
        return tails[self._decide(Conflict(kind, key, name, text, None, one, other)) == "theirs"]

    def _whole(self, claim: Claim | None) -> Words | None:
        """What a claim says, field by field."""
        if claim is None:
            return None
        values = [(name, getattr(claim, name), form) for name, form in _merged_fields(type(claim))]
        return tuple((name, self._field_text(value, form)) for name, value, form in values if field_text(value))

    def _field_text(self, value: Any, form: Form) -> FieldWords:
        return stated(value, self.sourced) if form == Form.MARKS else marked(field_text(value), self.sourced)

    def _decide(self, conflict: Conflict) -> Side:
        self.conflicts.append(conflict)
        return self.choices.get(conflict.name, "ours")

    # -- order ----------------------------------------------------------------------------------------------

    def _order(self, family: str, sides: Sequence[list[Any]], kept: Mapping[Any, Claim]) -> list[Any]:
        """The names of what is kept, in an order that follows whichever side moved claims."""
        base, ours, theirs = ([name for name in side if name in kept] for side in sides)
        # Both moved some, and not alike.
        if _moved(base, ours, theirs) and _moved(base, theirs, ours) and _moved(theirs, ours, ours):
            words = [", ".join(wording_of(kept[name]) for name in side) for side in (base, ours, theirs)]
            first = self._decide(Conflict(family, "", ORDER, "", *words)) == "ours"
        else:
            first = not _moved(base, theirs, ours)
        return _woven(ours, theirs) if first else _woven(theirs, ours)

    # -- the whole ------------------------------------------------------------------------------------------

    def _assembled(
        self, sections: Mapping[str, Section], items: Mapping[SectionKind, list[AnyClaim]]
    ) -> tuple[Section, ...]:
        """The sections with their items. One that has items stays, whoever removed its heading."""
        found = dict(sections)
        for kind, held in items.items():
            if held and kind.value not in found:
                found[kind.value] = self._section_of(kind)
        taken: set[str] = set()
        return tuple(_filled(section, items[section.kind], taken) for section in found.values())

    def _section_of(self, kind: SectionKind) -> Section:
        sides = (_bare_sections(side).get(kind.value) for side in (self.ours, self.theirs))
        return next(filter(None, sides), Section(key=kind.value, kind=kind, heading=DEFAULT_HEADINGS[kind]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading(Section):
    """A section without its items, that may close with a remark all the same."""

    def __post_init__(self) -> None:
        pass


def _bare_sections(dossier: Dossier | None) -> dict[str, Section]:
    """Sections without items, by what tells them apart: a known kind, of which there is one, or else the key."""
    return {
        section.kind.value if section.kind != SectionKind.OTHER else f"other {section.key}": _Heading(
            **section.attributes
        )
        for section in (dossier.sections if dossier else ())
    }


def _items_of(dossier: Dossier | None, kind: SectionKind) -> dict[Name, AnyClaim]:
    section = dossier.of_kind(kind) if dossier and kind != SectionKind.OTHER else None
    return {(kind_of(claim, section), claim.key): claim for claim in section.items} if section else {}


def _kind(family: str, name: Name | str) -> str:
    return family if isinstance(name, str) else name[0]


def _merged_fields(kind: type[Claim | Dossier]) -> Iterator[tuple[str, Form]]:
    return ((name, meta.form) for name, meta in fields_of(kind).items() if meta.merged)


def _united(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """What one side put on is on, what one side took off is off."""
    before, one, other = set(base), set(ours), set(theirs)
    return tuple(sorted((one | other) - (before - one) - (before - other)))


def _moved(before: Sequence[Hashable], after: Sequence[Hashable], among: Iterable[Hashable]) -> bool:
    """Whether the claims that all three hold stand in another order after than before."""
    common = set(before) & set(after) & set(among)
    return [name for name in before if name in common] != [name for name in after if name in common]


def _woven(first: Sequence[N], second: Sequence[N]) -> list[N]:
    """All of the first in its order; what only the second has comes behind what it follows there."""
    there = set(first)
    behind: dict[Any, list[Any]] = {None: []}
    place = None
    for name in second:
        if name in there:
            place = name
        else:
            behind.setdefault(place, []).append(name)
    return behind[None] + [each for name in first for each in (name, *behind.get(name, ()))]


def _filled(section: Section, items: Sequence[AnyClaim], taken: set[str]) -> Section:
    """A section with its items; keys that both sides gave are told apart, a remark without items becomes text."""
    used: set[str] = set()
    held = [replace(claim, key=_free(claim.key, used)) for claim in items]
    return Section.holding(held, **{**section.attributes, "key": _free(section.key, taken)})


def _free(key: str, taken: set[str]) -> str:
    return new_key(key, taken) if key in taken else _noted(key, taken)


def _noted(key: str, taken: set[str]) -> str:
    taken.add(key)
    return key
