"""How published organizations stand to each other: as facts, events, people in both and editors say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import permutations
from typing import Any, NamedTuple, TypedDict, TypeVar

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Upper

from organizations.dossier.kinds import EVENT, FACT, ROLE, anchor_of
from organizations.dossier.relations import (
    RelationKind,
    founders_in,
    names_in,
    relation_in_title,
    relation_of_label,
    says_founding,
)
from organizations.models import (
    PublishedClaim,
    PublishedMention,
    PublishedOrganization,
    PublishedRelation,
    Relation,
)
from organizations.models.rows import update_rows
from organizations.publishing.projection import sort_key

BATCH = 500
# Beyond that a name is more likely a namesake's or a placeholder's than one person's; and the pairs grow as the square.
MAX_SERVED = 20
"""Organizations; whoever serves in more relates none of them."""
MAX_SHOWN = 12
"""Organizations of one kind of relation."""
MAX_CLAIMS = 3
"""On which one of them is said to stand."""

T = TypeVar("T")


class Basis(TypedDict):
    """A claim that says a relation, in the dossier at a slug: its fragment there, and its title."""

    slug: str
    anchor: str
    title: str
    language: str


class Other(TypedDict):
    """An organization that another is related to, what editors note on it, and the claims that say so."""

    slug: str
    name: str
    acronym: str
    language: str
    note: str
    claims: list[Basis]


class Group(TypedDict):
    """The organizations that one is related to in one way, by name; `more` are not shown."""

    kind: str
    organizations: list[Other]
    more: int


@dataclass(frozen=True, slots=True)
class _Statement:
    """A fact or event of an organization that names another: as what, the folded name; the claim's kind, key, title."""

    owner: int
    kind: str
    name: str
    claim_kind: str
    key: str
    title: str


class _Claim(NamedTuple):
    """A claim that says a relation: its organization, its fragment, its title."""

    owner: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class _Identity:
    """What others' relations depend on: names, whom its facts name, who served there (person, claim's key, name)."""

    pk: int
    organization: int
    slug: str
    name: str
    acronym: str
    language: str
    sort_name: str
    statements: frozenset[_Statement]
    people: frozenset[tuple[int, str, str]]

    @property
    def names(self) -> set[str]:
        """What a fact may call it, folded."""
        return {self.sort_name, sort_key(self.acronym)} - {""}


def save_mentions(
    published_organizations: Collection[PublishedOrganization | int], claims: Iterable[PublishedClaim]
) -> int:
    """Make the mentions of organizations, or of their keys, those of their saved claims; how many were wrong."""
    wanted = _mentions_of(claims)
    stored = PublishedMention.objects.filter(claim__organization__in=published_organizations)
    before = {(claim, kind, key): pk for pk, claim, kind, key in stored.values_list("pk", "claim", "kind", "key")}
    gone = [pk for identity, pk in before.items() if identity not in wanted]
    PublishedMention.objects.filter(pk__in=gone).delete()
    _add_mentions(wanted - before.keys())
    return len(gone) + len(wanted - before.keys())


def _mentions_of(claims: Iterable[PublishedClaim]) -> set[tuple[int, str, str]]:
    """Whom claims name, and as what: the claim's key, the kind, the folded name."""
    named = ((claim.pk, kind.value, sort_key(name)) for claim in claims for kind, name in _relations_stated(claim))
    return {(pk, kind, key) for pk, kind, key in named if key}


def _relations_stated(claim: PublishedClaim) -> Iterator[tuple[RelationKind, str]]:
    """What a claim says that others are to its organization, and what they may be called."""
    if claim.kind == FACT.name and (kind := relation_of_label(claim.title)):
        yield from ((kind, name) for name in names_in(claim.detail))
    if claim.kind == FACT.name and says_founding(claim.title):
        yield from ((RelationKind.RELATED, name) for name in founders_in(claim.detail))
    if claim.kind == EVENT.name:
        own = claim.organization
        if found := relation_in_title(claim.title, (own.name, own.acronym)):
            yield found


def _add_mentions(mentions: Iterable[tuple[int, str, str]]) -> None:
    rows = [PublishedMention(claim_id=claim, kind=kind, key=key) for claim, kind, key in sorted(mentions)]
    PublishedMention.objects.bulk_create(rows, batch_size=BATCH)


@contextmanager
def relations_renewed(organizations: Collection[int]) -> Iterator[None]:
    """Bring what is related to some organizations to what is published of them when the block ends, on both sides.

    Nothing is written, and no page of another organization made anew, where nothing of that changed.
    """
    among = Q(organization__in=organizations)
    before = _identities(among)
    yield
    after = _identities(among)
    if before != after:
        _renew(_around(before ^ after))


def renew_all(claims: "QuerySet[PublishedClaim]") -> int:
    """Bring mentions, and what is related to organizations, to what published claims say; how many rows were wrong."""
    keys = list(PublishedOrganization.objects.order_by("pk").values_list("pk", flat=True))
    columns = ("kind", "title", "detail", "organization__name", "organization__acronym")
    statements = claims.filter(kind__in=(FACT.name, EVENT.name)).select_related("organization").only(*columns)
    wrong = sum(save_mentions(some, statements.filter(organization__in=some)) for some in _batches(keys))
    return wrong + _renew(keys)


def publish_relations() -> None:
    """Show readers the relations that editors say now."""
    changed = {(row.organization_id, row.other_id) for row, _how in unpublished_relations()}
    if not changed:
        return
    PublishedRelation.objects.all().delete()
    rows = Relation.objects.values("organization_id", "kind", "other_id", "note", "is_hidden")
    PublishedRelation.objects.bulk_create([PublishedRelation(**row) for row in rows], batch_size=BATCH)
    either = PublishedOrganization.objects.filter(organization__in={pk for pair in changed for pk in pair})
    _renew(set(either.values_list("pk", flat=True)))


def unpublished_relations() -> list[tuple[Relation | PublishedRelation, str]]:
    """The relations that readers see otherwise than editors, each with "added", "removed" or "changed". Two queries."""
    working, seen = (
        {
            (row.organization_id, row.kind, row.other_id): row
            for row in model.objects.select_related("organization", "other")
        }
        for model in (Relation, PublishedRelation)
    )

    def says(row: Relation | PublishedRelation) -> tuple[str, bool]:
        return row.note, row.is_hidden

    return [
        *((row, "added") for key, row in working.items() if key not in seen),
        *((row, "changed") for key, row in working.items() if key in seen and says(row) != says(seen[key])),
        *((row, "removed") for key, row in seen.items() if key not in working),
    ]


def _identities(among: Q) -> set[_Identity]:
    """What others' relations to some published organizations depend on. Three queries."""
    columns = ("pk", "organization", "slug", "name", "acronym", "language", "sort_name")
    rows = list(PublishedOrganization.objects.filter(among).order_by().values(*columns))
    keys = [row["pk"] for row in rows]
    statements, people = defaultdict[int, set[_Statement]](set), defaultdict[int, set[tuple[int, str, str]]](set)
    for each in _statements(Q(claim__organization__in=keys)):
        statements[each.owner].add(each)
    roles = PublishedClaim.objects.filter(organization__in=keys, person__isnull=False).order_by()
    for owner, person, key, name in roles.values_list("organization", "person", "key", "title"):
        people[owner].add((person or 0, key, name))
    return {
        _Identity(**row, statements=frozenset(statements[row["pk"]]), people=frozenset(people[row["pk"]]))
        for row in rows
    }


def _statements(mentions: Q) -> Iterator[_Statement]:
    columns = ("claim__organization", "kind", "key", "claim__kind", "claim__key", "claim__title")
    found = PublishedMention.objects.filter(mentions).order_by("claim__position", "pk")
    return (_Statement(*row) for row in found.values_list(*columns))


def _around(identities: Collection[_Identity]) -> set[int]:
    """The published organizations on whose pages something of these stands, or may: themselves, and their namesakes."""
    names = {name for identity in identities for name in identity.names}
    called = names | {each.name for identity in identities for each in identity.statements}
    people = {person for identity in identities for person, _key, _name in identity.people}
    owners = {identity.organization for identity in identities}
    found: set[int] = set()
    for some in _batches(sorted(names)):
        found.update(PublishedMention.objects.filter(key__in=some).values_list("claim__organization", flat=True))
    for some in _batches(sorted(called)):
        found.update(pk for pk, _name, _acronym in _called(some))
    for persons in _batches(sorted(people)):
        # More than MAX_SERVED: a publish may have taken somebody over that bound, and their other dossiers must lose
        # what they said.
        served = _served(persons, MAX_SERVED + len(owners))
        found.update(PublishedClaim.objects.filter(person__in=served).values_list("organization", flat=True))
    for organizations in _batches(sorted(owners)):
        sides = PublishedRelation.objects.filter(Q(organization__in=organizations) | Q(other__in=organizations))
        pairs = sides.values_list("organization__published", "other__published")
        found.update(pk for pair in pairs for pk in pair if pk)
    return found | set(PublishedOrganization.objects.filter(organization__in=owners).values_list("pk", flat=True))


def _called(names: Collection[str]) -> Iterator[tuple[int, str, str]]:
    """The organizations that have one of the folded names, or it as their acronym: key, folded name, folded acronym."""
    among = PublishedOrganization.objects.alias(short=Upper("acronym")).order_by()
    found = among.filter(Q(sort_name__in=names) | Q(short__in=[name.upper() for name in names]))
    return ((pk, name, sort_key(acronym)) for pk, name, acronym in found.values_list("pk", "sort_name", "acronym"))


def _one_called(names: Collection[str]) -> dict[str, int]:
    """The one organization that each name is of, or that has it as its acronym where none is called so."""
    by_name, by_acronym = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for pk, name, acronym in _called(names):
        by_name[name].append(pk)
        by_acronym[acronym].append(pk)
    # A name goes before an acronym: "WHO" that is the whole name of one is not the acronym of another.
    found = {name: by_name.get(name) or by_acronym.get(name, []) for name in names}
    # Two of one name relate nothing: a wrong link is worse than a missing one.
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def _served(people: Collection[int], max_organizations: int) -> list[int]:
    """Those of the people who serve in no more than so many organizations."""
    counted = PublishedClaim.objects.filter(person__in=people).order_by().values("person")
    served = counted.annotate(count=Count("organization", distinct=True)).filter(count__lte=max_organizations)
    return list(served.values_list("person", flat=True))


class _Links:
    """What is related to each of some organizations: by kind and the other one, the claims that say so, and a note."""

    def __init__(self, keys: Iterable[int]) -> None:
        self.claims: dict[int, dict[tuple[RelationKind, int], list[_Claim]]] = {key: {} for key in keys}
        self.notes: dict[tuple[int, RelationKind, int], str] = {}

    def add(self, one: int, kind: RelationKind, other: int, *claims: _Claim) -> None:
        """Let one be told of another, if it is among those that are asked for, by claims that say so."""
        if one != other and one in self.claims:
            self.claims[one].setdefault((kind, other), []).extend(claims)

    def hide(self, one: int, kind: RelationKind, other: int) -> None:
        """Let one not be told of another, whatever says so."""
        self.claims.get(one, {}).pop((kind, other), None)


def _renew(keys: Collection[int]) -> int:
    """Write what is related to published organizations where it is no longer the same; of how many."""
    count = 0
    for some in _batches(sorted(keys)):
        links = _links_of({identity.pk: identity for identity in _identities(Q(pk__in=some))})
        others = {other for found in links.claims.values() for _kind, other in found}
        rows = PublishedOrganization.objects.filter(pk__in=others.union(some)).order_by()
        shown = {row["pk"]: row for row in rows.values("pk", "slug", "name", "acronym", "language")}
        stored = PublishedOrganization.objects.filter(pk__in=some).order_by()
        changed = [
            # Part of the version of their pages: without it these would be answered from memory as they were.
            PublishedOrganization(pk=pk, related=related, related_changes=changes + 1)
            for pk, former, changes in stored.values_list("pk", "related", "related_changes")
            if (related := _groups(pk, links, shown)) != former
        ]
        update_rows(changed, ["related", "related_changes"])
        count += len(changed)
    return count


def _links_of(identities: Mapping[int, _Identity]) -> _Links:
    """What is related to organizations, by their keys; what editors say comes last."""
    links = _Links(identities)
    statements = {each for identity in identities.values() for each in identity.statements}
    for some in _batches(sorted({name for identity in identities.values() for name in identity.names})):
        statements.update(_statements(Q(key__in=some)))
    # Which organization a name means is asked anew each time, never kept: publishing a namesake changes it for all
    # dossiers.
    called: dict[str, int] = {}
    for some in _batches(sorted({each.name for each in statements})):
        called |= _one_called(some)
    for each in sorted(statements, key=lambda each: (each.owner, each.claim_kind, each.key, each.name)):
        if other := called.get(each.name):
            kind, claim = RelationKind(each.kind), _Claim(each.owner, anchor_of(each.claim_kind, each.key), each.title)
            links.add(each.owner, kind, other, claim)
            links.add(other, kind.inverse, each.owner, claim)
    _link_people(links, {person for identity in identities.values() for person, _key, _name in identity.people})
    asked = [identity.organization for identity in identities.values()]
    sides = PublishedRelation.objects.filter(Q(organization__in=asked) | Q(other__in=asked)).order_by("pk")
    for one, name, other, note, is_hidden in sides.values_list(
        "organization__published", "kind", "other__published", "note", "is_hidden"
    ):
        for here, kind, there in ((one, RelationKind(name), other), (other, RelationKind(name).inverse, one)):
            if is_hidden:
                links.hide(here, kind, there)
            elif here and there:
                links.add(here, kind, there)
                links.notes[here, kind, there] = note
    return links


def _link_people(links: _Links, people: Collection[int]) -> None:
    """Relate the organizations in which one of the people served, by the roles there."""
    for some in _batches(sorted(people)):
        roles = PublishedClaim.objects.filter(person__in=_served(some, MAX_SERVED)).order_by("person", "position", "pk")
        held = defaultdict[int, dict[int, _Claim]](dict)
        for person, owner, key, name in roles.values_list("person", "organization", "key", "title"):
            held[person].setdefault(owner, _Claim(owner, anchor_of(ROLE.name, key), name))
        for claims in held.values():
            for one, other in permutations(claims, 2):
                links.add(one, RelationKind.PEOPLE, other, claims[one])


def _groups(pk: int, links: _Links, shown: Mapping[int, Mapping[str, Any]]) -> list[Group]:
    """What is related to one organization, as it is kept; `shown` names all of them by their keys."""
    found = defaultdict[RelationKind, list[int]](list)
    for kind, other in sorted(links.claims[pk], key=lambda link: (sort_key(shown[link[1]]["name"]), link[1])):
        found[kind].append(other)
    return [
        Group(
            kind=kind.value,
            organizations=[
                _other(other, links.notes.get((pk, kind, other), ""), _bases(pk, links.claims[pk][kind, other]), shown)
                for other in found[kind][:MAX_SHOWN]
            ],
            more=max(len(found[kind]) - MAX_SHOWN, 0),
        )
        for kind in RelationKind
        if kind in found
    ]


def _bases(pk: int, claims: Iterable[_Claim]) -> list[_Claim]:
    """The claims that a relation is said to stand on: the dossier's own first, which its reader finds on the page."""
    return sorted(set(claims), key=lambda claim: (claim.owner != pk, claim))[:MAX_CLAIMS]


def _other(pk: int, note: str, claims: Iterable[_Claim], shown: Mapping[int, Mapping[str, Any]]) -> Other:
    """An organization as another one's page tells of it; `shown` names it, and those of the claims."""
    bases = [
        Basis(
            slug=shown[claim.owner]["slug"],
            anchor=claim.anchor,
            title=claim.title,
            language=shown[claim.owner]["language"],
        )
        for claim in claims
    ]
    named = shown[pk]
    return Other(
        slug=named["slug"],
        name=named["name"],
        acronym=named["acronym"],
        language=named["language"],
        note=note,
        claims=bases,
    )


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
