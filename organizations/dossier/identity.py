"""Which part of a re-issued text is which part of the dossier it replaces."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from organizations.dossier.compare import wording_of
from organizations.dossier.document import Dossier, Event, Item, Point, Section, SectionKind
from organizations.dossier.keys import new_key

SIMILAR = 0.6
"""How alike (0 to 1) two wordings must be to be taken for the same part retold."""

SIMILAR_IN_PLACE = 0.5
"""As much is enough where the parts before and behind are the same."""

LONG = 100
"""Wordings of more signs than this are compared word by word, which is twenty times faster; others sign by sign."""

P = TypeVar("P", bound=Item | Section)


def carry_identity(old: Dossier, new: Dossier, *others: Dossier) -> Dossier:
    """`new` with the keys and themes of the parts of `old` that it tells again; new parts get fresh keys.

    Parts of one kind are matched by equal wording first, then by likeness and place, the most alike first. What
    `old` does not have is looked for in the others, in turn.
    """
    sides = (old, *others)
    sections = _carried([side.sections for side in sides], new.sections)
    carried = []
    for section in sections:
        items = _carried([_items_of(side, section.kind) for side in sides], section.items)
        carried.append(replace(section, items=tuple(items)))
    return replace(new, sections=tuple(carried), language=old.language)


def _items_of(dossier: Dossier, kind: SectionKind) -> Sequence[Item]:
    section = dossier.of_kind(kind)
    return section.items if section else ()


def _carried(sides: Sequence[Sequence[P]], new: Sequence[P]) -> list[P]:
    found: dict[int, P] = {}
    seen: set[str] = set()
    for side in sides:
        free = [at for at in range(len(new)) if at not in found]
        fresh = [part for part in side if part.key not in seen]
        for at, place in _matches(fresh, [new[each] for each in free]).items():
            found[free[at]] = fresh[place]
        seen |= {part.key for part in side}
    return [
        _as(found[at], part) if at in found else replace(part, key=new_key(wording_of(part), seen))
        for at, part in enumerate(new)
    ]


def _as(old: P, new: P) -> P:
    changed: dict[str, Any] = {"key": old.key}
    if isinstance(old, Event | Point):
        changed["themes"] = old.themes
    return replace(new, **changed)


def _matches(old: Sequence[P], new: Sequence[P]) -> dict[int, int]:
    """Places in `new` with the places in `old` they tell again."""
    pairs: dict[int, int] = {}
    free = list(range(len(old)))
    for at, part in enumerate(new):
        same = next((place for place in free if _names(old[place]) == _names(part)), None)
        if same is not None:
            pairs[at] = same
            free.remove(same)
    likeness = sorted(
        ((_likeness(old[place], new[at]), place, at) for place in free for at in range(len(new)) if at not in pairs),
        reverse=True,
    )
    for ratio, place, at in likeness:
        if ratio >= SIMILAR and place in free and at not in pairs:
            pairs[at] = place
            free.remove(place)
    for ratio, place, at in likeness:
        stays = (
            ratio >= SIMILAR_IN_PLACE and pairs.get(at - 1, -1) == place - 1 and _stand_together(pairs, old, at, place)
        )
        if stays and place in free and at not in pairs:
            pairs[at] = place
            free.remove(place)
    return pairs


def _stand_together(pairs: dict[int, int], old: Sequence[P], at: int, place: int) -> bool:
    """Whether what follows both is the same part too, or the end."""
    return pairs.get(at + 1, len(old)) == place + 1


def _names(part: Item | Section) -> tuple[str, str]:
    if isinstance(part, Section):
        return (part.kind.value, part.heading if part.kind == SectionKind.OTHER else "")
    return (type(part).__name__, wording_of(part).casefold())


def _likeness(old: Item | Section, new: Item | Section) -> float:
    if type(old) is not type(new) or (isinstance(old, Section) and old.kind != new.kind):  # type: ignore[union-attr]
        return 0.0
    one, other = _words(old), _words(new)
    signs: tuple[Sequence[str], Sequence[str]] = (one, other)
    if min(len(one), len(other)) > LONG:
        signs = (one.split(), other.split())
    matcher = SequenceMatcher(None, *signs, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SIMILAR_IN_PLACE else 0.0


def _words(part: Item | Section) -> str:
    if isinstance(part, Event | Point):
        return f"{part.title}\n{part.body}"[:2000]
    return wording_of(part)[:2000]
