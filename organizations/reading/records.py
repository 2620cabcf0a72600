"""Published claims and organizations with all that is known of them, for whoever takes them away as data."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache as once
from typing import Any

from django.db.models import QuerySet
from pyroaring import FrozenBitMap

from organizations.dossier.document import Dossier, Role
from organizations.dossier.period import Period
from organizations.models import PublishedClaim, PublishedOrganization, PublishedPerson
from organizations.publishing import projection
from organizations.publishing.evidence import ShownEvidence
from organizations.reading.claims import day, value
from organizations.reading.prepared import Prepared, prepared, rows_for

PERIOD = tuple(each.name for each in fields(Period) if each.name != "words")
CLAIM = (
    "pk",
    "kind",
    "key",
    "section",
    "title",
    "detail",
    "subheading",
    "text",
    "country",
    "evidence",
    "period",
    *PERIOD,
)
PERSON = ("person__slug", "person__name")
OWNER = ("slug", "name", "acronym", "language", "revision__number")
ORGANIZATION = (
    *OWNER,
    "pk",
    "title",
    "headline",
    "summary",
    "founded",
    "headquarters",
    "country",
    "published_at",
    "claim_keys",
)


@dataclass(frozen=True, slots=True)
class Owner:
    """The organization of a claim, and the number of the edition that the claim is of."""

    slug: str
    name: str
    acronym: str
    language: str
    edition: int


@dataclass(frozen=True, slots=True)
class WholeClaim:
    """A claim as it is published: its columns, its period as a value, and slug and name of its person."""

    owner: Owner
    pk: int | None
    kind: str
    key: str
    section: str
    title: str
    detail: str
    subheading: str
    text: str
    country: str
    evidence: ShownEvidence
    period: Period | None
    person: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class WholeOrganization:
    """An organization as it is published, and how many claims its dossier holds."""

    owner: Owner
    pk: int
    title: str
    headline: str
    summary: str
    founded: int | None
    headquarters: str
    country: str
    published_at: datetime
    claims: int


def whole_claims(keys: Sequence[int]) -> list[WholeClaim]:
    """The claims in the order of their keys; those that there are. One query."""
    found = {claim.pk: claim for claim in _read(PublishedClaim.objects.filter(pk__in=keys).order_by())} if keys else {}
    return [found[key] for key in keys if key in found]


def claims_of_organizations(organizations: Iterable[int]) -> list[WholeClaim]:
    """All claims of the published organizations of these keys, each's in the order of its dossier. One query."""
    claims = PublishedClaim.objects.filter(organization__in=list(organizations))
    return list(_read(claims.order_by("organization", "position")))


def claims_of_organization(organization: int) -> list[WholeClaim]:
    """All claims of one published organization, in the order of its dossier. One query, which Django writes once."""
    return list(_whole_of(_plain(row) for row in rows_for(_claims_by_organization(), [organization])))


@once
def _claims_by_organization() -> Prepared:
    of_owner = (f"organization__{name}" for name in OWNER)
    claims = PublishedClaim.objects.filter(organization__in=[0]).order_by("position")
    return prepared(claims.values_list(*CLAIM, *PERSON, *of_owner))


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row as Django would read it, from how a database's own driver gives it."""
    return (*(READ.get(name, _same)(each) for name, each in zip(CLAIM, row, strict=False)), *row[len(CLAIM) :])


def _same(found: Any) -> Any:
    return found


READ: dict[str, Callable[[Any], Any]] = {
    "evidence": value,
    **dict.fromkeys(("start_earliest", "start_latest", "end_earliest", "end_latest"), day),
    **dict.fromkeys(("open_start", "open_end", "approximate"), bool),
}


def _read(claims: "QuerySet[PublishedClaim]") -> Iterator[WholeClaim]:
    of_owner = (f"organization__{name}" for name in OWNER)
    return _whole_of(claims.values_list(*CLAIM, *PERSON, *of_owner))


def _whole_of(rows: Iterable[Sequence[Any]]) -> Iterator[WholeClaim]:
    owners: dict[Sequence[Any], Owner] = {}
    for values in rows:
        slug, name, *of = values[len(CLAIM) :]
        key = tuple(of)
        owner = owners.get(key) or owners.setdefault(key, Owner(*key))
        yield _whole(owner, values, (slug, name) if slug else None)


_BEFORE = CLAIM.index("period")


def _whole(owner: Owner, columns: Sequence[Any], person: tuple[str, str] | None) -> WholeClaim:
    """A claim of its columns: those before its period are in the order of its fields."""
    words, *bounds = columns[_BEFORE : len(CLAIM)]
    period = Period(words=words, **dict(zip(PERIOD, bounds, strict=True))) if words else None
    return WholeClaim(owner, *[*columns[:_BEFORE], period, person])


def claims_in(dossier: Dossier, owner: Owner) -> list[WholeClaim]:
    """The claims of a dossier that is not, or no longer, published, in its order. No query."""
    roles = [claim for _section, claim in dossier.items() if isinstance(claim, Role)]
    people = {role.person: PublishedPerson(slug=role.person, name=role.name) for role in roles}
    rows = (each.row for each in projection.claims_of(dossier, people))
    return [
        _whole(
            owner,
            [getattr(row, name) for name in CLAIM],
            (row.person.slug, row.person.name) if row.person else None,
        )
        for row in rows
    ]


def whole_organizations(keys: Sequence[int]) -> list[WholeOrganization]:
    """The organizations in the order of their keys; those that there are. One query."""
    rows = PublishedOrganization.objects.filter(pk__in=keys).order_by().values(*ORGANIZATION) if keys else ()
    found = {row["pk"]: _organization(row) for row in rows}
    return [found[key] for key in keys if key in found]


def _organization(row: Mapping[str, Any]) -> WholeOrganization:
    rest = {name: row[name] for name in ORGANIZATION if name not in OWNER and name != "claim_keys"}
    claims = len(FrozenBitMap.deserialize(bytes(row["claim_keys"])))
    return WholeOrganization(Owner(*(row[name] for name in OWNER)), **rest, claims=claims)


def organization_as(published: PublishedOrganization, claims: int) -> WholeOrganization:
    """An organization as it is published, or was by a former edition: the edition is its `revision`."""
    owner = Owner(
        published.slug, published.name, published.acronym, published.language, edition=published.revision.number
    )
    rest = {name: getattr(published, name) for name in ORGANIZATION if name not in OWNER and name != "claim_keys"}
    return WholeOrganization(owner, **rest, claims=claims)
