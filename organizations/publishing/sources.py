"""The sources that published claims cite, whatever dossiers list them, and the citations."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db.models import Count, OuterRef, Q, Subquery

from organizations.dossier.evidence.references import read_reference
from organizations.models import Citation, PublishedClaim, PublishedCopy, PublishedOrganization, PublishedSource
from organizations.models.rows import update_rows
from organizations.publishing.projection import Projected

BATCH = 1000
MAX_LOCATOR = 200
"""Characters of a place that a citation keeps: it is part of an index."""

Identity = tuple[int, int, str, str]
"""A claim, a source, a role, a place."""


@contextmanager
def sources_renewed(organizations: Collection[int]) -> Iterator[None]:
    """Bring the sources that some organizations cite, or cited before, to what is cited when the block ends."""
    before = _cited(Q(claim__organization__organization__in=organizations))
    listed = _listed(organizations) if before else {}
    yield
    after = _cited(Q(claim__organization__organization__in=organizations))
    if before or after:
        now = _listed(organizations)
        moved = {slug: now[entry] for entry, slug in listed.items() if now.get(entry, slug) != slug}
        # Not counted anew: what all cite would be counted at each publish of any.
        _renew({source: after.get(source, 0) - before.get(source, 0) for source in before | after}, moved)


def recount_sources() -> int:
    """Bring all sources to what their citations say; how many were wrong."""
    counted = _cited(Q())
    stored = PublishedSource.objects.order_by().values_list("pk", "claims")
    return _renew({source: counted.get(source, 0) - claims for source, claims in stored}, {})


def _cited(citations: Q) -> dict[int, int]:
    """How many claims cite each source, by its primary key, counted in some citations."""
    counted = (
        Citation.objects.filter(citations).order_by().values("source").annotate(count=Count("claim", distinct=True))
    )
    return dict(counted.values_list("source", "count"))


def _listed(organizations: Collection[int]) -> dict[tuple[int, str], str]:
    """The slugs of the sources that organizations list, by organization and key of the entry."""
    published = PublishedOrganization.objects.filter(organization__in=organizations).exclude(sources=[]).order_by()
    return {
        (organization, entry["key"]): entry["slug"]
        for organization, entries in published.values_list("organization", "sources")
        for entry in entries
        if "slug" in entry
    }


def save_citations(published_organizations: Sequence[PublishedOrganization], claims: Iterable[Projected]) -> set[int]:
    """Make the citations of organizations those of their claims, which are saved; the claims where one differed.

    A citation keeps its row while claim, source, role and place are the same.
    """
    wanted = _wanted(published_organizations, claims)
    stored = Citation.objects.filter(claim__organization__in=published_organizations)
    before = {(each.claim_id, each.source_id, each.role, each.locator): each for each in stored}
    gone = [each for identity, each in before.items() if identity not in wanted]
    new, quoted = [], []
    for identity, quote in wanted.items():
        claim, source, role, locator = identity
        found = before.get(identity)
        if found is None:
            new.append(Citation(claim_id=claim, source_id=source, role=role, locator=locator, quote=quote))
        elif found.quote != quote:
            found.quote = quote
            quoted.append(found)
    for start in range(0, len(gone), BATCH):
        Citation.objects.filter(pk__in=[each.pk for each in gone[start : start + BATCH]]).delete()
    update_rows(quoted, ["quote"])
    Citation.objects.bulk_create(new, batch_size=BATCH)
    return {each.claim_id for each in (*gone, *quoted, *new)}


def save_copies(published_organizations: Sequence[PublishedOrganization]) -> int:
    """Make the copies that organizations name those that their lists of sources name; how many differed.

    Of the sources that their claims cite, which are saved.
    """
    by_slug: dict[int, dict[str, set[str]]] = {}
    for published in published_organizations:
        slugs = by_slug.setdefault(published.pk, {})
        for entry in published.sources:
            # Reading a reference takes a while, most entries name no copy, and a publish reads all of them.
            if "sha256" in entry["text"].lower():
                slugs.setdefault(entry["slug"], set()).update(read_reference(entry["text"]).copies)
    named = {slug for slugs in by_slug.values() for slug in slugs}
    cited = dict(PublishedSource.objects.filter(slug__in=named).order_by().values_list("slug", "pk")) if named else {}
    wanted = {
        (organization, cited[slug], sha256)
        for organization, slugs in by_slug.items()
        for slug, copies in slugs.items()
        if slug in cited
        for sha256 in copies
    }
    stored = PublishedCopy.objects.filter(organization__in=published_organizations)
    before = {(each.organization_id, each.source_id, each.sha256): each.pk for each in stored}
    gone = [pk for name, pk in before.items() if name not in wanted]
    new = [
        PublishedCopy(organization_id=organization, source_id=source, sha256=sha256)
        for organization, source, sha256 in sorted(wanted - before.keys())
    ]
    if gone:
        PublishedCopy.objects.filter(pk__in=gone).delete()
    PublishedCopy.objects.bulk_create(new, batch_size=BATCH)
    return len(gone) + len(new)


def _wanted(
    published_organizations: Sequence[PublishedOrganization], claims: Iterable[Projected]
) -> dict[Identity, str]:
    """The citations that claims make, each with its quote."""
    entries = {published.pk: {each["key"]: each for each in published.sources} for published in published_organizations}
    cited = [(claim.row, entries[claim.row.organization_id][use.source], use) for claim in claims for use in claim.uses]
    keys = _keys_of({entry["slug"] for _row, entry, _use in cited})
    quotes = {entry["text"]: read_reference(entry["text"]).quote for _row, entry, _use in cited}
    wanted: dict[Identity, str] = {}
    for row, entry, use in cited:
        locator = use.locator if len(use.locator) <= MAX_LOCATOR else f"{use.locator[: MAX_LOCATOR - 1]}…"
        # The first of two that say the same: a claim may cite one place twice, and the table holds it once.
        wanted.setdefault((row.pk, keys[entry["slug"]], use.role.value, locator), quotes[entry["text"]])
    return wanted


def _keys_of(slugs: Collection[str]) -> dict[str, int]:
    """The primary keys of sources by their slugs; those that were never cited are made."""
    if not slugs:
        return {}
    keys = dict(PublishedSource.objects.filter(slug__in=slugs).order_by().values_list("slug", "pk"))
    new = [PublishedSource(slug=slug) for slug in sorted(set(slugs) - keys.keys())]
    return keys | {each.slug: each.pk for each in PublishedSource.objects.bulk_create(new, batch_size=BATCH)}


def _renew(changes: Mapping[int, int], moved: Mapping[str, str]) -> int:
    """Bring the columns of sources to what their citations say; how many were wrong.

    `changes`: primary key -> by how many the number of claims that cite it changed; `moved`: old slug -> new one.
    """
    keys, wrong = sorted(changes), 0
    # The dossier of the claim that was published first gives its words: that claim an index finds, without a join.
    first = Citation.objects.filter(source=OuterRef("pk")).order_by("claim").values("claim")[:1]
    for start in range(0, len(keys), BATCH):
        sources = PublishedSource.objects.filter(pk__in=keys[start : start + BATCH]).annotate(first=Subquery(first))
        rows = list(sources.order_by().values_list("pk", "slug", "text", "claims", "moved_to", "first"))
        claims_cited = PublishedClaim.objects.filter(pk__in={row[-1] for row in rows if row[-1]}).order_by()
        owners = dict(claims_cited.values_list("pk", "organization"))
        texts = _texts(set(owners.values()))
        left = {row[1]: moved[row[1]] for row in rows if row[1] in moved}
        found = dict(PublishedSource.objects.filter(slug__in=left.values()).values_list("slug", "pk")) if left else {}
        changed = []
        for pk, slug, text, claims, moved_to, claim in rows:
            stated, count = texts.get((owners.get(claim, 0), slug), ""), claims + changes[pk]
            # A source that is cited again has moved nowhere; one that is not keeps where it went before.
            target = None if count else found.get(left.get(slug, ""), moved_to)
            if (stated, count, target) != (text, claims, moved_to):
                changed.append(PublishedSource(pk=pk, text=stated, claims=count, moved_to_id=target))
        update_rows(changed, ["text", "claims", "moved_to"])
        wrong += len(changed)
    return wrong


def _texts(published_organizations: Collection[int]) -> dict[tuple[int, str], str]:
    """The entries of published organizations by their keys and the slugs of sources: of two of one work the first."""
    rows = PublishedOrganization.objects.filter(pk__in=published_organizations).order_by().values_list("pk", "sources")
    return {
        (pk, entry["slug"]): entry["text"] for pk, entries in rows for entry in reversed(entries) if "slug" in entry
    }
