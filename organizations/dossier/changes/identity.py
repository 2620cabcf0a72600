"""Which claim of a re-issued text is which claim of the dossier it replaces."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from organizations.dossier.changes.compare import wording_of
from organizations.dossier.changes.evidence import without_evidence
from organizations.dossier.changes.matching import matches
from organizations.dossier.document import AnyClaim, Dossier, Role, Section, SectionKind
from organizations.dossier.evidence.labels import labels_of
from organizations.dossier.evidence.marks import Labels
from organizations.dossier.fields import InText, fields_of
from organizations.dossier.keys import new_key

P = TypeVar("P", bound=AnyClaim | Section)


def carry_identity(old: Dossier, new: Dossier, *others: Dossier) -> Dossier:
    """`new` with the keys of the claims of `old` that it tells again, and with what no text says of them.

    New claims get fresh keys. Claims of one kind are matched by equal wording first, then by likeness and place
    (`matching.py`). What `old` does not have is looked for in the others, in turn.
    """
    sides = (old, *others)
    labels = [labels_of(side) for side in (*sides, new)]
    sections = _carried([side.sections for side in sides], new.sections, labels)
    carried = []
    for section in sections:
        items = _carried([_items_of(side, section.kind) for side in sides], section.items, labels)
        carried.append(replace(section, items=tuple(items)))
    return replace(new, sections=tuple(carried), **_beside_the_text(old))


def _items_of(dossier: Dossier, kind: SectionKind) -> Sequence[AnyClaim]:
    section = dossier.of_kind(kind)
    return section.items if section else ()


def _carried(sides: Sequence[Sequence[P]], new: Sequence[P], labels: Sequence[Labels]) -> list[P]:
    """`labels` are those of each side and, last, of the new dossier: claims are matched without their marks."""
    found: dict[int, P] = {}
    seen: set[str] = set()
    unmarked = [without_evidence(claim, labels[-1]) for claim in new]
    # There is one more of labels, of the new dossier.
    for side, known in zip(sides, labels, strict=False):
        free = [at for at in range(len(new)) if at not in found]
        # A claim that an earlier side has too was looked for there, in the words that it has now.
        fresh = [claim for claim in side if claim.key not in seen]
        bare = [without_evidence(claim, known) for claim in fresh]
        for at, place in matches(bare, [unmarked[each] for each in free]).items():
            found[free[at]] = fresh[place]
        seen |= {claim.key for claim in side}
    return [
        _as(found[at], claim) if at in found else replace(claim, key=new_key(wording_of(claim), seen))
        for at, claim in enumerate(new)
    ]


def _as(old: P, new: P) -> P:
    kept = _beside_the_text(old)
    if isinstance(old, Role) and isinstance(new, Role) and old.name == new.name:
        # A name that is told again means whom it meant, though another person may have it too.
        kept["person"] = old.person
    return replace(new, key=old.key, **kept)


def _beside_the_text(old: AnyClaim | Section | Dossier) -> dict[str, Any]:
    """What a dossier or a claim has that no text says."""
    known = fields_of(type(old)).items()
    return {name: getattr(old, name) for name, meta in known if meta.in_text == InText.ABSENT}
