"""What happened to a few claims of a dossier from one revision to the next."""

from collections.abc import Mapping

from organizations.dossier.changes.compare import Difference, differences_of, named_claims
from organizations.dossier.changes.evidence import NO_MARKS, Side
from organizations.dossier.document import Claim, Dossier
from organizations.dossier.kinds import KINDS

Name = tuple[str, str]
"""A claim's kind in words and its key, as `named_claims` gives them."""

CLAIM_KINDS = tuple(kind.words for kind in KINDS if kind.moved)
"""Kinds that a claim can move between, its key with it."""


def traced(old: Dossier | None, new: Dossier, names: frozenset[Name]) -> tuple[list[Difference], frozenset[Name]]:
    """What happened to the named claims from old to new, and what they were called in old: a claim may have moved.

    Without an old one, all that new has of them was added.
    """
    before, after = dict(named_claims(old)) if old else {}, dict(named_claims(new))
    former = names | {was for name in names if (was := _moved_from(name, before, after))}
    sides = Side.of(old) if old else NO_MARKS, Side.of(new)
    return differences_of(_only(former, before), _only(names, after), sides), former


def _moved_from(name: Name, before: Mapping[Name, Claim], after: Mapping[Name, Claim]) -> Name | None:
    """The name of a claim before it moved to another kind; None where it did not."""
    kind, key = name
    if kind not in CLAIM_KINDS or name not in after or name in before:
        return None
    others = ((other, key) for other in CLAIM_KINDS if other != kind)
    return next((other for other in others if other in before and other not in after), None)


def _only(names: frozenset[Name], claims: Mapping[Name, Claim]) -> dict[Name, Claim]:
    return {name: claim for name, claim in claims.items() if name in names}
