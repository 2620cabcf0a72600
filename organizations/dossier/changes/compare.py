"""What differs between two dossiers, claim by claim."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from organizations.dossier import kinds
from organizations.dossier.changes.evidence import NO_MARKS, Side, evidence_changes, unmarked
from organizations.dossier.changes.pieces import Budget, Piece, pieces_of
from organizations.dossier.document import AnyClaim, Claim, Dossier, Section
from organizations.dossier.fields import Form, fields_of, naming_fields
from organizations.dossier.messages import Message

MAX_STEPS = 5_000_000
"""Steps that showing the words of all that differs takes, at most; see `organizations.dossier.changes.pieces`."""

ORDER = "order"
"""What is in place of a kind where claims stand in another order, and in place of a field where two orders conflict."""


class Change(StrEnum):
    """What happened to a claim."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one field of a claim said, and what it says now; a list of themes is said with commas.

    Of an order, `name` is the kind of what stands in it.

    `budget` is shared by all fields of a comparison: steps that showing one takes are gone for those behind it.
    """

    name: str
    old: str
    new: str
    budget: Budget | None = field(default=None, compare=False, repr=False)

    @property
    def pieces(self) -> list[Piece]:
        """Both wordings in one, word by word, split where that changes."""
        return pieces_of(self.old, self.new, self.budget)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: what happened, its kind in words, its wording, the fields of a changed one, the key of a claim.

    `evidence` is what changed in what it stands on; marks are in no wording of the fields.
    """

    change: Change
    kind: str
    text: str
    fields: tuple[FieldChange, ...] = ()
    key: str = ""
    evidence: tuple[Message, ...] = ()


def compare(old: Dossier, new: Dossier) -> list[Difference]:
    """The differences from old to new, in the order of the dossiers; empty when both say the same."""
    sides = Side.of(old), Side.of(new)
    before, after = dict(named_claims(old)), dict(named_claims(new))
    differences = differences_of(before, after, sides)
    return _sharing(Budget(MAX_STEPS), _attributes(old, new, sides) + differences + _moved(before, after))


def _attributes(old: Dossier, new: Dossier, sides: tuple[Side, Side]) -> list[Difference]:
    """What a dossier says itself, field by field; what changed in what it stands on is told with the first of marks."""
    found = []
    evidence = evidence_changes(new.name, old, new, sides)
    for name, meta in fields_of(Dossier).items():
        values = getattr(old, name), getattr(new, name)
        if values[0] == values[1]:
            continue
        bare_values = tuple(unmarked(value, meta.form, side) for value, side in zip(values, sides, strict=True))
        # Evidence is that of the whole dossier: it is told once, with the first field that has marks.
        first, evidence = (evidence, ()) if bare_values != values else ((), evidence)
        fields = (
            (FieldChange(name, field_text(bare_values[0]), field_text(bare_values[1])),)
            if bare_values[0] != bare_values[1]
            else ()
        )
        found.append(Difference(Change.CHANGED, name, "", fields, evidence=first))
    return found


def _sharing(budget: Budget, differences: Iterable[Difference]) -> list[Difference]:
    return [replace(each, fields=tuple(replace(field, budget=budget) for field in each.fields)) for each in differences]


def differences_of(
    before: Mapping[tuple[str, str], Claim],
    after: Mapping[tuple[str, str], Claim],
    sides: tuple[Side, Side] = (NO_MARKS, NO_MARKS),
) -> list[Difference]:
    """The differences between claims, by name as `named_claims` gives them: what was added or changed, then what
    is gone. `sides` are those of their dossiers."""
    changed = [
        _changed(name, before[name], claim, sides)
        if name in before
        else Difference(Change.ADDED, name[0], wording_of(claim), key=name[1])
        for name, claim in after.items()
        if name not in before or bare(before[name]) != bare(claim)
    ]
    removed = [
        Difference(Change.REMOVED, name[0], wording_of(claim), key=name[1])
        for name, claim in before.items()
        if name not in after
    ]
    return changed + removed


def _moved(before: Mapping[tuple[str, str], Claim], after: Mapping[tuple[str, str], Claim]) -> list[Difference]:
    """Another order of the claims that both hold, told kind by kind by their new wording; none where it is the same."""
    was, now = [name for name in before if name in after], [name for name in after if name in before]
    if was == now:
        return []
    orders = []
    for kind in dict.fromkeys(kind for kind, _key in now):
        old, new = ("; ".join(wording_of(after[name]) for name in side if name[0] == kind) for side in (was, now))
        orders += [FieldChange(kind, old, new)] if old != new else []
    return [Difference(Change.MOVED, ORDER, "", tuple(orders))]


def _changed(name: tuple[str, str], old: Claim, new: Claim, sides: tuple[Side, Side]) -> Difference:
    text = wording_of(new)
    evidence = evidence_changes(text, old, new, sides)
    return Difference(Change.CHANGED, name[0], text, tuple(_changed_fields(old, new, sides)), name[1], evidence)


def _changed_fields(old: Claim, new: Claim, sides: tuple[Side, Side]) -> Iterator[FieldChange]:
    """The fields that say something else, marks apart, in the order of the claim."""
    for name, meta in fields_of(type(new)).items():
        # They are told as evidence then; without a list of sources brackets are words.
        if meta.form == Form.MARKS and any(side.labels for side in sides):
            continue
        before = unmarked(getattr(old, name, None), meta.form, sides[0])
        after = unmarked(getattr(new, name), meta.form, sides[1])
        if before != after:
            yield FieldChange(name, field_text(before), field_text(after))


def field_text(value: object) -> str:
    """The value of a field in words."""
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return "" if value is None else getattr(value, "words", None) or str(value)


def named_claims(dossier: Dossier) -> Iterator[tuple[tuple[str, str], Claim]]:
    """Every section and item in order, under its kind in words and its key."""
    for section in dossier.sections:
        yield ("section", section.key), section
        for claim in section.items:
            yield (kind_of(claim, section), claim.key), claim


def kind_of(claim: AnyClaim, section: Section) -> str:
    """An item's kind in words, as an editor knows it."""
    return kinds.kind_of(claim, section.kind).words


def wording_of(claim: Claim) -> str:
    """The words that a claim is known by."""
    return next(filter(None, (getattr(claim, name) for name in naming_fields(type(claim)))), "")


def bare(claim: Claim) -> tuple[object, ...]:
    """What a claim says itself: of a section, all but its items."""
    return tuple(getattr(claim, name) for name in fields_of(type(claim)))
