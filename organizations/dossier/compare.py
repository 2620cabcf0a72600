"""What differs between two dossiers, part by part."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from organizations.dossier import kinds
from organizations.dossier.document import Dossier, Item, Part, Section
from organizations.dossier.fields import fields_of, naming_fields
from organizations.dossier.naming import field_name, kind_name
from organizations.dossier.pieces import Budget, Piece, pieces_of
from organizations.speech import gettext as _

MAX_STEPS = 5_000_000
"""Steps that showing the words of all that differs takes, at most; see `organizations.dossier.pieces`."""

MOST_QUOTED = 60
"""Characters of a wording that a sentence quotes."""

MOST_TOLD = 3
"""Changes that a sentence tells one by one; the others are counted."""


class Change(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one field of a part said, and what it says now; a list of themes is said with commas.

    `budget` is shared by all fields of a comparison: steps that showing one takes are gone for those behind it.
    """

    name: str
    old: str
    new: str
    budget: Budget | None = field(default=None, compare=False, repr=False)

    @property
    def label(self) -> str:
        """The field's name in words; of an order, what stands in it."""
        return kind_name(self.name)

    @property
    def pieces(self) -> list[Piece]:
        """Both wordings in one, word by word, parted where that changes."""
        return pieces_of(self.old, self.new, self.budget)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: what happened, its kind in words, its wording, the fields of a changed one, the key of a part."""

    change: Change
    kind: str
    words: str
    fields: tuple[FieldChange, ...] = ()
    key: str = ""

    def __str__(self) -> str:
        values = {"kind": kind_name(self.kind), "words": self.words}
        return (_said if self.words else _said_bare)(self.change) % values


def _said(change: Change) -> str:
    return {
        Change.ADDED: _("%(kind)s “%(words)s” added"),
        Change.REMOVED: _("%(kind)s “%(words)s” removed"),
        Change.CHANGED: _("%(kind)s “%(words)s” changed"),
        Change.MOVED: _("%(kind)s “%(words)s” moved"),
    }[change]


def _said_bare(change: Change) -> str:
    return {
        Change.ADDED: _("%(kind)s added"),
        Change.REMOVED: _("%(kind)s removed"),
        Change.CHANGED: _("%(kind)s changed"),
        Change.MOVED: _("%(kind)s moved"),
    }[change]


def _counted(change: Change) -> str:
    return {
        Change.ADDED: _("%(number)d %(kind)s added"),
        Change.REMOVED: _("%(number)d %(kind)s removed"),
        Change.CHANGED: _("%(number)d %(kind)s changed"),
        Change.MOVED: _("%(number)d %(kind)s moved"),
    }[change]


def compare(old: Dossier, new: Dossier) -> list[Difference]:
    """The differences from old to new, in the order of the dossiers; empty when both say the same."""
    frame = [Difference(Change.CHANGED, each.name, "", (each,)) for each in changed_fields(old, new)]
    before, after = dict(parts_of(old)), dict(parts_of(new))
    return _sharing(Budget(MAX_STEPS), frame + differences_of(before, after) + _moved(before, after))


def _sharing(budget: Budget, differences: Iterable[Difference]) -> list[Difference]:
    return [replace(each, fields=tuple(replace(field, budget=budget) for field in each.fields)) for each in differences]


def differences_of(before: Mapping[tuple[str, str], Part], after: Mapping[tuple[str, str], Part]) -> list[Difference]:
    """The differences between parts, by name as `parts_of` gives them: what was added or changed, then what is gone."""
    changed = [
        Difference(Change.CHANGED, name[0], wording_of(part), tuple(changed_fields(before[name], part)), name[1])
        if name in before
        else Difference(Change.ADDED, name[0], wording_of(part), key=name[1])
        for name, part in after.items()
        if name not in before or bare(before[name]) != bare(part)
    ]
    removed = [
        Difference(Change.REMOVED, name[0], wording_of(part), key=name[1])
        for name, part in before.items()
        if name not in after
    ]
    return changed + removed


def _moved(before: Mapping[tuple[str, str], Part], after: Mapping[tuple[str, str], Part]) -> list[Difference]:
    """Another order of the parts that both hold, told kind by kind by their new wording; none where it is the same."""
    was, now = [name for name in before if name in after], [name for name in after if name in before]
    if was == now:
        return []
    orders = []
    for kind in dict.fromkeys(kind for kind, _key in now):
        old, new = ("; ".join(wording_of(after[name]) for name in side if name[0] == kind) for side in (was, now))
        orders += [FieldChange(kind, old, new)] if old != new else []
    return [Difference(Change.MOVED, "the order of its parts", "", tuple(orders))]


def sentence(differences: Sequence[Difference]) -> str:
    """Differences in plain words: "End of Ann Lee’s term changed from 2017 to 2018; 1 program added"; may be empty."""
    words: list[str] = []
    counts: Counter[tuple[str, Change]] = Counter()
    for each in differences:
        short = each.fields[0] if each.change == Change.CHANGED and len(each.fields) == 1 else None
        if short and max(len(short.old), len(short.new)) <= MOST_QUOTED and len(words) < MOST_TOLD:
            words.append(_told(each, short))
        elif each.change == Change.MOVED:
            words.append(str(each))
        else:
            counts[each.kind, each.change] += 1
    words += [
        _counted(change) % {"number": number, "kind": kind_name(kind, number)}
        for (kind, change), number in counts.items()
    ]
    return "; ".join(words)


def _told(each: Difference, field: FieldChange) -> str:
    name, old, new = field.name, field.old, field.new
    if name == "period":
        (start, dash, end), (first, line, last) = old.partition("–"), new.partition("–")
        if dash and line and start == first:
            name, old, new = "end", end, last
        elif dash and line and end == last:
            name, old, new = "start", start, first
    nothing = _("nothing")
    values = {
        "field": field_name(name).capitalize(),
        "words": each.words,
        "old": old.strip() or nothing,
        "new": new.strip() or nothing,
    }
    if each.kind == "role" and name in ("period", "start", "end"):
        return _("%(field)s of %(words)s’s term changed from %(old)s to %(new)s") % values
    if each.words:
        return _("%(field)s of “%(words)s” changed from %(old)s to %(new)s") % values
    return _("%(field)s changed from %(old)s to %(new)s") % values


def changed_fields(old: Part | Dossier, new: Part | Dossier) -> Iterator[FieldChange]:
    """The fields that say something else, in the order of the part."""
    for name in fields_of(type(new)):
        before, after = getattr(old, name, None), getattr(new, name)
        if before != after:
            yield FieldChange(name, said(before), said(after))


def said(value: object) -> str:
    """The value of a field in words."""
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return "" if value is None else getattr(value, "words", None) or str(value)


def parts_of(dossier: Dossier) -> Iterator[tuple[tuple[str, str], Part]]:
    """Every section and item in order, under its kind in words and its key."""
    for section in dossier.sections:
        yield ("section", section.key), section
        for item in section.items:
            yield (kind_of(item, section), item.key), item


def kind_of(item: Item, section: Section) -> str:
    """An item's kind in words, as an editor knows it."""
    return kinds.kind_of(item, section.kind).words


def wording_of(part: Part) -> str:
    """The words that a part is known by."""
    return next(filter(None, (getattr(part, name) for name in naming_fields(type(part)))), "")


def bare(part: Part) -> tuple[object, ...]:
    """What a part says itself: of a section, all but its items."""
    return tuple(getattr(part, name) for name in fields_of(type(part)))
