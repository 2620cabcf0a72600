"""People as pages show them: whose names pass, the letters that there are, the offices that each held and between."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from organizations.analysis import name_key
from organizations.models import PublishedClaim, PublishedPerson
from organizations.reading.search.names import within
from organizations.reading.snapshot import once_a_state
from organizations.replicas import read_connection

# Each letter is looked up in the index behind the one before it: people are not gone through.
_TABLE = PublishedPerson._meta.db_table
_INITIALS = f"""
WITH RECURSIVE found (initial) AS (
    SELECT MIN(initial) FROM {_TABLE}
    UNION ALL
    SELECT (SELECT MIN(p.initial) FROM {_TABLE} p WHERE p.initial > found.initial) FROM found WHERE initial IS NOT NULL
)
SELECT initial FROM found WHERE initial IS NOT NULL
"""  # noqa: S608 - names of our own

OTHERS = "other"
"""What is asked for people whose script has too many letters to list them."""

SHOWN = (
    *("kind", "key", "detail", "period", "person"),
    *(f"organization__{name}" for name in ("slug", "name", "acronym", "language")),
)
LATEST_FIRST = (
    F("latest").desc(nulls_last=True),
    F("earliest").desc(nulls_last=True),
    F("organization"),
    F("position"),
)


class Held(NamedTuple):
    """The roles of a person, the latest first, and how many more there are."""

    roles: list[PublishedClaim]
    more: int


class Tenure(NamedTuple):
    """A role, and the year until which nothing was recorded before it, where more than a year lies between."""

    role: PublishedClaim
    since: int | None


@once_a_state
def letters() -> dict[str, int]:
    """The letters that people are listed under, in their order, by their names in addresses: initials. One query."""
    with read_connection().cursor() as cursor:
        cursor.execute(_INITIALS)
        found = [initial for (initial,) in cursor.fetchall()]
    return {OTHERS if initial == PublishedPerson.OTHERS else chr(initial): initial for initial in found}


def people_asked(asked: Mapping[str, Any]) -> "QuerySet[PublishedPerson]":
    """Those under the letter that is asked for, whose names hold each word or its beginning, by family name."""
    people = PublishedPerson.objects.all()
    if letter := asked.get("letter"):
        people = people.filter(initial=letters()[letter])
    if text := asked.get("q"):
        people = people.filter(within(name_key(text)))
    return people


@once_a_state
def people_counted(letter: str, text: str) -> int:
    """How many there are under a letter with words in their names, either of which may be empty. One query."""
    return people_asked({"letter": letter, "q": text}).count()


def tenures(roles: Iterable[PublishedClaim]) -> list[Tenure]:
    """Roles in their order, the earliest first, with what lies between: each fills all the years that it may reach."""
    found: list[Tenure] = []
    reached: date | None = None
    for role in roles:
        begins, ends = role.earliest, role.latest
        # Whole years: within one it is not known whether anything lies between.
        is_gap = begins and reached and begins.year - reached.year > 1
        found.append(Tenure(role, begins.year if begins and is_gap else None))
        reached = max(filter(None, (reached, ends)), default=None)
    return found


def held_by(people: Collection[int], limit: int | None = None) -> dict[int, Held]:
    """The roles of each of the people, by their keys; of each at most so many. One query."""
    claims = PublishedClaim.objects.filter(person__in=people).annotate(
        # Windows, so that people with hundreds of roles cost no more than those with five, and one query counts them
        # all.
        count=Window(Count("pk"), partition_by="person"),
        place=Window(RowNumber(), partition_by="person", order_by=LATEST_FIRST),
    )
    if limit is not None:
        claims = claims.filter(place__lte=limit)
    found: dict[int, list[Any]] = {key: [] for key in people}
    for role in claims.select_related("organization").only(*SHOWN).order_by("person", "place"):
        found[role.person_id or 0].append(role)
    return {key: Held(roles, roles[0].count - len(roles) if roles else 0) for key, roles in found.items()}
