"""Which of the roles that answer a question stand first: the latest, the second, the longest; and who came next."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from organizations.analysis import phrase
from organizations.clock import localdate
from organizations.dossier.kinds import ROLE
from organizations.models import PublishedClaim
from organizations.models.vocabulary import RoleOrder

BESIDE = (RoleOrder.NEXT, RoleOrder.PREVIOUS)
"""Orders that ask for who stood beside somebody else."""
MAX_NAMED = 20
"""Roles whose neighbours are looked for: of more it is not known who was meant."""


class Titled(NamedTuple):
    """What of a claim decides where it stands among the answers."""

    pk: int
    title: str
    detail: str
    earliest: date | None
    latest: date | None
    organization: int
    person: int | None


def ranks_of(roles: Sequence[Titled], order: str, held: Mapping[int, int]) -> dict[int, int]:
    """The rank of each of some roles, by its key, where they are asked for in this order; the least is first.

    The second, third and so on are counted among those that `held` most of the words of the office.
    """
    if order.isdigit():
        max_held = max(held.values(), default=0)
        chosen = _ordinal(int(order), [each for each in roles if held[each.pk] == max_held])
        return {role.pk: 0 if role.pk in chosen else _began(role) for role in roles}
    rank = _RANKS.get(order, _ended_last)
    return {role.pk: rank(role) for role in roles}


def _began(role: Titled) -> int:
    return (role.earliest or date.max).toordinal()


def _ended_last(role: Titled) -> int:
    return -role.latest.toordinal() if role.latest else 0


def _days(role: Titled, *, unknown: int) -> int:
    """How long it was held; until today where it goes on, `unknown` where the beginning is not said."""
    # date.min: the beginning is open, and would make it the longest of all.
    if not role.earliest or not role.latest or role.earliest == date.min:
        return unknown
    return (min(role.latest, localdate()) - role.earliest).days


_RANKS: Mapping[str, Callable[[Titled], int]] = {
    RoleOrder.EARLIEST: _began,
    RoleOrder.LONGEST: lambda role: -_days(role, unknown=-1),
    RoleOrder.SHORTEST: lambda role: _days(role, unknown=date.max.toordinal()),
}


def _ordinal(number: int, roles: Iterable[Titled]) -> set[int]:
    """The roles of whoever was the nth to hold the office in each organization; nobody counts twice."""
    people: dict[int, list[int]] = {}
    chosen = set()
    for role in sorted((each for each in roles if each.person and each.earliest), key=_began):
        before = people.setdefault(role.organization, [])
        if role.person not in before:
            before.append(role.person or 0)
        # All terms of whoever was the nth: who came back is still the same one.
        if len(before) >= number and before[number - 1] == role.person:
            chosen.add(role.pk)
    return chosen


def neighbours(claims: Sequence[int], words: Collection[tuple[str, ...]], order: str) -> list[int]:
    """Who held the office next, or before, of those among the claims whose names hold all the words. Two queries."""
    if len(claims) > MAX_NAMED:
        return []
    wanted = {term for phrase in words for term in phrase}
    rows = PublishedClaim.objects.filter(pk__in=claims, person__isnull=False, earliest__isnull=False).order_by()
    named = [each for each in _titled(rows) if wanted.issubset(phrase(each.title))]
    organizations = {each.organization for each in named}
    roles = PublishedClaim.objects.filter(kind=ROLE.name, organization__in=organizations, earliest__isnull=False)
    others = _titled(roles.order_by("earliest", "pk"))
    found = [_neighbour(each, others if order == RoleOrder.NEXT else others[::-1], order) for each in named]
    return list(dict.fromkeys(each.pk for each in found if each))


def _titled(claims: QuerySet[PublishedClaim]) -> list[Titled]:
    return list(map(Titled._make, claims.values_list(*Titled._fields)))


def _neighbour(named: Titled, roles: Iterable[Titled], order: str) -> Titled | None:
    """The first of the roles that is of another person behind this one, or before it; of the same office if any is."""
    office = set(phrase(named.detail))
    beyond = [
        each
        for each in roles
        if each.organization == named.organization
        and each.person not in (named.person, None)
        and (_began(each) > _began(named) if order == RoleOrder.NEXT else _began(each) < _began(named))
        and (not office or office.intersection(phrase(each.detail)))
    ]
    # `min` gives the first of equals: roles come in the order of time, so of one office the nearest.
    return min(beyond, key=lambda each: set(phrase(each.detail)) != office, default=None)
