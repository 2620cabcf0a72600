"""What differs between two dossiers, claim by claim."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from organizations.dossier import kinds
from organizations.dossier.changes.pieces import Budget, Piece, pieces_of
from organizations.dossier.document import AnyClaim, Claim, Dossier, Section
from organizations.dossier.fields import fields_of, naming_fields

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
        """Both wordings in one, word by word, parted where that changes."""
        return pieces_of(self.old, self.new, self.budget)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: what happened, its kind in words, its wording, the fields of a changed one, the key of a claim."""

    change: Change
    kind: str
    words: str
    fields: tuple[FieldChange, ...] = ()
    key: str = ""


def compare(old: Dossier, new: Dossier) -> list[Difference]:
    """The differences from old to new, in the order of the dossiers; empty when both say the same."""
    frame = [Difference(Change.CHANGED, each.name, "", (each,)) for each in changed_fields(old, new)]
    before, after = dict(named_claims(old)), dict(named_claims(new))
    return _sharing(Budget(MAX_STEPS), frame + differences_of(before, after) + _moved(before, after))


def _sharing(budget: Budget, differences: Iterable[Difference]) -> list[Difference]:
    return [replace(each, fields=tuple(replace(field, budget=budget) for field in each.fields)) for each in differences]


def differences_of(before: Mapping[tuple[str, str], Claim], after: Mapping[tuple[str, str], Claim]) -> list[Difference]:
    """The differences between claims, by name as `named_claims` gives them: what was added or changed, then what
    is gone."""
    changed = [
        Difference(Change.CHANGED, name[0], wording_of(claim), tuple(changed_fields(before[name], claim)), name[1])
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


def changed_fields(old: Claim | Dossier, new: Claim | Dossier) -> Iterator[FieldChange]:
    """The fields that say something else, in the order of the claim."""
    for name in fields_of(type(new)):
        before, after = getattr(old, name, None), getattr(new, name)
        if before != after:
            yield FieldChange(name, said(before), said(after))


def said(value: object) -> str:
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
