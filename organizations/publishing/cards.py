"""What the index says of an organization beside its name, read from its published claims."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import TypedDict

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
    head = head_of(listed)
    return Card(
        mandate=_value(facts, MANDATE),
        members=_value(facts, MEMBERS),
        head=[head.title, head.detail, head.period] if head else [],
        last=[last.period, last.title, kinds.anchor_of(last.kind, last.key)] if last else [],
    )


def head_of(claims: Iterable[PublishedClaim]) -> PublishedClaim | None:
    """Who holds the office with most holders with no end said; None where nobody does."""
    roles = [claim for claim in claims if claim.kind == kinds.ROLE.name and claim.detail]
    holders = Counter(claim.detail.casefold() for claim in roles)
    held = [claim for claim in roles if claim.sure_end == date.max and claim.sure_start]
    return max(held, key=lambda claim: (holders[claim.detail.casefold()], claim.sure_start or date.min), default=None)


def _value(facts: Iterable[PublishedClaim], labels: Collection[str]) -> str:
    return next((claim.detail for claim in facts if fold(claim.title) in labels), "")
