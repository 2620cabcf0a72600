"""What two editions say differently, in pieces to show: compared once in each process, for an edition never changes."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import Any

from cachetools import LRUCache

from organizations.dossier.changes.compare import Difference, compare
from organizations.dossier.changes.pieces import Piece
from organizations.dossier.document import from_json
from organizations.models import Revision
from organizations.wording import difference, kind_name, sentence, summary

MAX_CHARACTERS = 4_000_000
"""What the comparisons that a process remembers hold together, at most."""

MAX_SAME, KEPT_OF_SAME = 200, 60
"""A stretch of more words that did not change is shown with so many at either end."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field that changed: its name in words, and both wordings in one."""

    label: str
    pieces: tuple[Piece, ...]
    is_ours: bool
    """Whether its words are the site's: themes."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A difference with its fields as a page shows them."""

    difference: Difference
    pieces: tuple[tuple[Piece, ...], ...]

    def __str__(self) -> str:
        return difference(self.difference)

    @property
    def evidence(self) -> list[str]:
        """What changed in what it stands on, a sentence each."""
        return [sentence(message) for message in self.difference.evidence]

    @property
    def fields(self) -> list[ShownField]:
        pairs = zip(self.difference.fields, self.pieces, strict=True)
        return [ShownField(kind_name(field.name), pieces, field.name == "themes") for field, pieces in pairs]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two editions, and as many changes as were asked for, in pieces."""

    differences: tuple[Difference, ...]
    changes: tuple[ShownChange, ...]

    @property
    def summary(self) -> str:
        return summary(self.differences)

    @property
    def more(self) -> int:
        """Changes that are not shown."""
        return len(self.differences) - len(self.changes)

    def about(self, names: Container[tuple[str, str]]) -> "Comparison":
        """What of it is about a claim that has one of these names: kind in words and key, as differences have them."""
        found = tuple(each for each in self.differences if (each.kind, each.key) in names)
        return Comparison(found, tuple(map(_shown, found)))

    @property
    def size(self) -> int:
        """Characters of it, about."""
        listed = sum(len(field.old) + len(field.new) + 200 for each in self.differences for field in each.fields)
        listed += sum(400 for each in self.differences for _message in each.evidence)
        shown = sum(len(piece.text) + 200 for each in self.changes for pieces in each.pieces for piece in pieces)
        return 200 * len(self.differences) + listed + shown


_remembered: LRUCache[tuple[object, ...], Comparison] = LRUCache(MAX_CHARACTERS, getsizeof=lambda found: found.size)
_lock = Lock()


def comparisons(pairs: Sequence[tuple[Revision, Revision]], max_changes: int | None = None) -> Iterator[Comparison]:
    """What differs in each pair of editions, old and new, whose data may be deferred: it is read where it is needed.

    At most one query.
    """
    # A key alone would be taken for that of another, where a database was made anew.
    keys = [(old.pk, old.created_at, new.pk, new.created_at, max_changes) for old, new in pairs]
    with _lock:
        known = {key: _remembered[key] for key in keys if key in _remembered}
    unknown = {each.pk for pair, key in zip(pairs, keys, strict=True) if key not in known for each in pair}
    data = dict(Revision.objects.filter(pk__in=unknown).values_list("pk", "data")) if unknown else {}
    for (old, new), key in zip(pairs, keys, strict=True):
        if key not in known:
            # One at a time: however many ask at once, two editions are compared once.
            with _lock:
                known[key] = _remembered.get(key) or _keep(key, _compared(data[old.pk], data[new.pk], max_changes))
        yield known[key]


def _keep(key: tuple[object, ...], found: Comparison) -> Comparison:
    if found.size <= MAX_CHARACTERS:
        _remembered[key] = found
    return found


def _compared(old: dict[str, Any], new: dict[str, Any], max_changes: int | None) -> Comparison:
    differences = tuple(compare(from_json(old), from_json(new)))
    return Comparison(differences, tuple(map(_shown, islice(differences, max_changes))))


def _shown(each: Difference) -> ShownChange:
    return ShownChange(each, tuple(_short(field.pieces) for field in each.fields))


def _short(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(Piece(each.kind, _cut(each.text)) if each.kind == "same" else each for each in pieces)


def _cut(text: str) -> str:
    listed = text.split()
    if len(listed) <= MAX_SAME:
        return text
    return f"{' '.join(listed[:KEPT_OF_SAME])} […] {' '.join(listed[-KEPT_OF_SAME:])}"
