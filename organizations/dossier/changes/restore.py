"""A claim as it once was, put back into what a dossier says now."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from organizations.dossier.changes.compare import kind_of, named_claims
from organizations.dossier.document import AnyClaim, Claim, Dossier, Section
from organizations.dossier.evidence.relabelling import taken_along

P = TypeVar("P", bound=AnyClaim | Section)


def restored(now: Dossier, then: Dossier, kind: str, key: str) -> Dossier:
    """`now` with one claim as `then` had it, its kind in words as `named_claims` gives it; gone where it was not there.

    Raises KeyError where neither has such a claim. A section is put back without its items, which are claims too. The
    sources that the claim cites come back with it.
    """
    former = dict(named_claims(then))
    if (kind, key) not in dict(named_claims(now)).keys() | former.keys():
        raise KeyError(f"{kind} {key}")
    claim = former.get((kind, key))
    if claim is not None:
        now, again = taken_along(then, claim, now)
        then = _replaced(then, claim, again)
    if kind == "section":
        return replace(now, sections=_with(now.sections, then.sections, key, _framed))
    # One of them holds it, as was asked above: the loop always breaks.
    for section in (*now.sections, *then.sections):
        if any((kind_of(item, section), item.key) == (kind, key) for item in section.items):
            break
    there = now.of_kind(section.kind)
    old = then.of_kind(section.kind)
    items = _with(there.items if there else (), old.items if old else (), key, lambda _now, claim: claim)
    if there is None:
        assert old is not None
        return replace(now, sections=(*now.sections, replace(old, items=items, remark="")))
    sections = (with_items(each, items) if each is there else each for each in now.sections)
    return replace(now, sections=tuple(sections))


def _replaced(dossier: Dossier, claim: Claim, by: Any) -> Dossier:
    """The dossier with another section or item in place of one."""
    sections = (
        by if each is claim else replace(each, items=tuple(by if item is claim else item for item in each.items))
        for each in dossier.sections
    )
    return replace(dossier, sections=tuple(sections)) if by is not claim else dossier


def _framed(now: Section | None, then: Section) -> Section:
    items = now.items if now else ()
    return replace(then, items=items, remark=then.remark if items else "")


def with_items(section: Section, items: Sequence[AnyClaim]) -> Section:
    """A section with other items; where none is left, its remark becomes text."""
    return Section.holding(items, **section.attributes)


def _with(now: Sequence[P], then: Sequence[P], key: str, taken: Callable[[P | None, P], P]) -> tuple[P, ...]:
    """The claims of now with one as it was then: in its place, behind what it followed, or gone."""
    claims = list(now)
    place = next((at for at, claim in enumerate(claims) if claim.key == key), None)
    old = next((at for at, claim in enumerate(then) if claim.key == key), None)
    if old is None:
        return tuple(claim for claim in claims if claim.key != key)
    if place is not None:
        claims[place] = taken(claims[place], then[old])
        return tuple(claims)
    before = {claim.key for claim in then[:old]}
    last = max((at for at, claim in enumerate(claims) if claim.key in before), default=-1)
    claims.insert(last + 1, taken(None, then[old]))
    return tuple(claims)
