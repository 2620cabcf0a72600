"""What the index says of an organization beside its name, read from its published claims."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol, TypedDict, TypeVar

from organizations.dossier import kinds
from organizations.dossier.facts import MANDATE, MEMBERS
from organizations.dossier.words import fold
from organizations.models import PublishedClaim


class Card(TypedDict):
    """What a dossier says of these; empty where it says nothing.

    `head` is the open role of the office with most holders: name, office, period; `last` is the event that began last:
    period, title, fragment.
    """

    mandate: str
    members: str
    head: list[str]
    last: list[str]


def card_of(claims: Iterable[PublishedClaim]) -> Card:
    """What the index says of an organization with these claims, in their order."""
    listed = list(claims)
    facts = [claim for claim in listed if claim.kind == kinds.FACT.name]
    events = [claim for claim in listed if claim.kind == kinds.EVENT.name and claim.earliest]
    last = max(events, key=lambda claim: claim.earliest or date.min, default=None)
    roles = [claim for claim in listed if claim.kind == kinds.ROLE.name]
    head = head_of(roles, _open_roles(roles))
    # Lists, never tuples: the card is compared with what JSON gives back, and would be written anew by every publish.
    return Card(
        mandate=value_of(facts, MANDATE),
        members=value_of(facts, MEMBERS),
        head=[head.title, head.detail, head.period] if head else [],
        last=[last.period, last.title, kinds.anchor_of(last.kind, last.key)] if last else [],
    )


class Office(Protocol):
    """A role, as far as it says which office it is of."""

    detail: str


class Fact(Protocol):
    """A fact, as far as it is looked for by its label."""

    title: str
    detail: str


R = TypeVar("R", bound=Office)


def head_of(roles: Iterable[R], held: Iterable[R]) -> R | None:
    """Of the roles that are held, the one in the office with most holders, the first of several; None without one."""
    # By all who ever held it: the office that most have held is more likely the head's than the one that is named
    # first.
    holders = Counter(role.detail.casefold() for role in roles)
    return max((role for role in held if role.detail), key=lambda role: holders[role.detail.casefold()], default=None)


def _open_roles(roles: Iterable[PublishedClaim]) -> list[PublishedClaim]:
    """The roles whose end is not said, the latest to begin first."""
    found = [role for role in roles if role.sure_end == date.max and role.sure_start]
    return sorted(found, key=lambda role: role.sure_start or date.min, reverse=True)


def value_of(facts: Iterable[Fact], labels: Collection[str]) -> str:
    """The value of the first fact that is called by one of the labels, as they are folded; empty without one."""
    return next((claim.detail for claim in facts if fold(claim.title) in labels), "")
