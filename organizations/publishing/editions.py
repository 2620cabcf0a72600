"""What readers see of dossiers: published, replaced and withdrawn, each in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone
from pyroaring import BitMap

from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.document import Dossier, from_json
from organizations.dossier.messages import Fault
from organizations.dossier.notes import Note
from organizations.editing.locks import locked
from organizations.editing.revisions import latest_revisions, record_changed, record_dossiers, refuse_changed
from organizations.models import (
    Organization,
    PublishedClaim,
    PublishedOrganization,
    PublishedSlug,
    Review,
    Revision,
    Withdrawal,
)
from organizations.models.revisions import columns_of
from organizations.models.rows import update_rows
from organizations.publishing.cards import card_of
from organizations.publishing.facet_index import facets_renewed
from organizations.publishing.people import forget_people, people_of, save_people
from organizations.publishing.projection import Projected, claims_of, organization_columns
from organizations.publishing.redirects import Kind, keep_slugs
from organizations.publishing.relations import relations_renewed, save_mentions
from organizations.publishing.search_index import forget_claims, renew_rows
from organizations.publishing.site import renew_site
from organizations.publishing.sources import save_citations, save_copies, sources_renewed
from organizations.publishing.tags import tag_eras, tag_themes
from organizations.publishing.vocabulary import publish_new_tags
from organizations.store import dump_dossiers

BATCH = 1000

OF_CLAIMS = ["claim_keys", "card"]
"""The columns of a PublishedOrganization that are made from its published claims, once these have their keys."""

OF_OTHERS = ["related", "related_changes"]
"""The columns that others' publishing writes too."""

COMPARED = [
    field.attname
    for field in PublishedClaim._meta.concrete_fields
    if field.attname not in ("id", "organization_id", "kind", "key", "position")
]
"""The columns of a claim that may change while it stays the same claim."""

# Far below 2**31 - 1, which PostgreSQL's integer column holds at most.
POSITION_OFFSET = 1_000_000
"""More positions than any dossier has claims."""


def publish(
    organization: Organization,
    *,
    by: User | None = None,
    note: Note = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
) -> PublishedOrganization:
    """Show readers the working copy as it is now: its last revision is live, its claims are claims.

    Eras and themes that were never published are published with it; changed ones wait for `publish_vocabulary`.
    """
    return publish_dossiers([organization], by=by, note=note, origin=origin)[0]


def publish_dossiers(
    organizations: Sequence[Organization],
    *,
    by: User | None = None,
    note: Note = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
    expected: Mapping[int, str] | None = None,
    taking: Collection[str] = (),
) -> list[PublishedOrganization]:
    """`publish` for many at once, in a number of queries that does not grow with their claims.

    Raises ChangedMeanwhile where a dossier is not at its `expected` version, PublishedSlugTaken where readers know a
    slug as another dossier's; it may be one that is `taking` over.
    """
    keys, now = [organization.pk for organization in organizations], timezone.now()
    with locked(keys):
        # Read under the lock: whoever held it before may have changed them.
        found = Organization.objects.in_bulk(keys)
        fresh = [found[key] for key in keys]
        refuse_taken(fresh, taking)
        dossiers = dump_dossiers(fresh)
        refuse_changed(fresh, dossiers, expected)
        revisions = record_changed(fresh, dossiers, by=by, note=note, origin=origin, now=now)
        if note:  # of words that readers have seen it makes an edition of its own
            seen = [each for each in fresh if revisions[each.pk].published_at]
            recorded = record_dossiers(seen, dossiers, by=by, note="", origin=origin, now=now)
            revisions |= {revision.organization_id: revision for revision in recorded}
        return _show(fresh, dossiers, [revisions[key] for key in keys], by=by, note=note)


class PublishedSlugTaken(Fault):
    """Readers know a slug as another dossier's: it is published there still where `is_live`, or was once."""

    parameters = {"address-live": ("name", "slug"), "address-left": ("name", "slug")}

    def __init__(self, slug: str, name: str, *, is_live: bool) -> None:
        super().__init__("address-live" if is_live else "address-left", name=name, slug=slug)
        self.slug, self.is_live = slug, is_live


def taken_slugs(organizations: Iterable[Organization]) -> dict[int, PublishedSlugTaken]:
    """Why not to publish dossiers under their slugs, by the keys of those that readers know others by."""
    owners = {organization.slug: organization.pk for organization in organizations}
    # Not only of what is published now: citations of a dossier that was withdrawn or renamed would lead to another one.
    known = PublishedSlug.objects.filter(kind=Kind.ORGANIZATION, slug__in=owners)
    others = {stored.slug: stored.record for stored in known if stored.record != owners[stored.slug]}
    if not others:
        return {}
    names = {each.pk: str(each) for each in Organization.objects.filter(pk__in=others.values())}
    live = set(PublishedOrganization.objects.filter(slug__in=others).values_list("slug", "organization"))
    return {
        owners[slug]: PublishedSlugTaken(slug, names[other], is_live=(slug, other) in live)
        for slug, other in others.items()
        # A deleted record keeps its slugs in the table, which has no foreign key; nobody claims those any more.
        if other in names
    }


def refuse_taken(organizations: Iterable[Organization], taking: Collection[str] = ()) -> None:
    """Raise PublishedSlugTaken where readers know others by the dossiers' slugs, but for `taking`."""
    for taken in taken_slugs(organizations).values():
        if taken.is_live or taken.slug not in taking:
            raise taken


class SupersededRevision(ValueError):
    """A later revision is live already."""


def publish_revision(revision: Revision, *, by: User | None = None, note: str = "") -> PublishedOrganization:
    """Show readers a dossier as it stood in a revision.

    Raises SupersededRevision where they see a later one, PublishedSlugTaken where they know another dossier by
    its slug.
    """
    with locked([revision.organization_id]):
        organization = Organization.objects.get(pk=revision.organization_id)
        live = PublishedOrganization.objects.filter(organization=organization).select_related("revision").first()
        if live and live.revision.number > revision.number:
            raise SupersededRevision(f"{revision}: {live.revision.number} is live")
        refuse_taken([organization])
        # The words as they were recorded, and the slug of today: an address follows the organization, not the edition.
        dossiers = {organization.pk: from_json(revision.data)}
        # A note belongs to the edition that readers were told of: a second note on the same words is an edition of its
        # own, with the next number, as long as no draft has taken that number.
        if note and revision.published_at and latest_revisions([organization.pk])[organization.pk] == revision:
            origin, now = Revision.Origin.ADMIN, timezone.now()
            [revision] = record_dossiers([organization], dossiers, by=by, note="", origin=origin, now=now)
        elif note and revision.published_at:  # later ones are drafts: the note joins that of its edition
            revision.published_note = "; ".join(filter(None, (revision.published_note, note)))[:MAX_NOTE]
            revision.save(update_fields=["published_note"])
        return _show([organization], dossiers, [revision], by=by, note=note)[0]


def withdraw(organization: Organization, *, by: User | None = None, note: str = "") -> Withdrawal | None:
    """Take a dossier away from readers: its address answers 410, with the note. None where it is not published."""
    with locked([organization.pk]):
        published = PublishedOrganization.objects.filter(organization=organization).first()
        if published is None:
            return None
        now = renew_site()
        # While its claims are there: whom no other dossier names is forgotten when they are gone.
        people = set(people_of([published]))
        # The search index has no foreign key, for a cascade to follow.
        forget_claims(list(published.claims.values_list("pk", flat=True)))
        keys = [organization.pk]
        with facets_renewed(keys), sources_renewed(keys), relations_renewed(keys):
            published.delete()
        forget_people(people)
        # An address says what was last there: another dossier may have left it before.
        Withdrawal.objects.filter(slug=published.slug).exclude(organization=organization).delete()
        about = {"slug": published.slug, "name": str(published), "note": note}
        columns = {**about, "withdrawn_at": now, "withdrawn_by": by}
        return Withdrawal.objects.update_or_create(organization=organization, defaults=columns)[0]


def _show(
    organizations: Sequence[Organization],
    dossiers: dict[int, Dossier],
    revisions: Sequence[Revision],
    *,
    by: User | None,
    note: Note,
) -> list[PublishedOrganization]:
    """Make revisions the live ones; a review of them is decided, a withdrawal over.

    The site's row is locked from here on: what readers see of all dossiers is written by one at a time.
    """
    # Before the index rows are written: these carry the version that it raises.
    now = renew_site()
    fresh = [revision.pk for revision in revisions if revision.published_at is None]
    words, message = columns_of(note)
    columns = {
        "published_at": now,
        "published_by": by,
        "published_note": words,
        "published_note_message": message,
    }
    # Not `save`, which would write all of the dossier's JSON again.
    Revision.objects.filter(pk__in=fresh).update(**columns)
    # `update` does not touch the objects at hand, which the callers get back.
    for revision in revisions:
        if revision.published_at is None:
            for name, value in columns.items():
                setattr(revision, name, value)
    waiting = Review.objects.filter(organization__in=organizations, state=Review.State.WAITING)
    waiting.update(state=Review.State.PUBLISHED, decided_by=by, decided_at=now, answer=words)
    Withdrawal.objects.filter(organization__in=organizations).delete()
    # Before the claims, which are filed under them.
    publish_new_tags(now)
    keys = [organization.pk for organization in organizations]
    with facets_renewed(keys), sources_renewed(keys), relations_renewed(keys):
        published_organizations = _save_organizations(organizations, dossiers, revisions, now)
        _update_claims(published_organizations, [dossiers[organization.pk] for organization in organizations], now)
    keep_slugs(Kind.ORGANIZATION, {organization.slug: organization.pk for organization in organizations}, now)
    return published_organizations


def _save_organizations(
    organizations: Sequence[Organization], dossiers: dict[int, Dossier], revisions: Sequence[Revision], now: datetime
) -> list[PublishedOrganization]:
    shown = PublishedOrganization.objects.filter(organization__in=organizations)
    before = {key: kept for key, *kept in shown.values_list("organization", "pk", "claim_keys", "card")}
    published_organizations = [
        PublishedOrganization(
            pk=pk,
            claim_keys=keys,
            card=card,
            organization=organization,
            revision=revision,
            slug=organization.slug,
            published_at=now,
            **organization_columns(dossiers[organization.pk], organization.pk),
        )
        for organization, revision in zip(organizations, revisions, strict=True)
        for pk, keys, card in [before.get(organization.pk, (None, b"", {}))]
    ]
    columns = [
        field.name
        for field in PublishedOrganization._meta.concrete_fields
        if not field.primary_key and field.name not in (*OF_CLAIMS, *OF_OTHERS)
    ]
    update_rows([each for each in published_organizations if each.pk], columns)
    PublishedOrganization.objects.bulk_create(
        [each for each in published_organizations if not each.pk], batch_size=BATCH
    )
    return published_organizations


def _update_claims(
    published_organizations: Sequence[PublishedOrganization], dossiers: Sequence[Dossier], now: datetime
) -> None:
    """Make the published claims those of the dossiers, and their people and tags with them.

    A claim keeps its row in every edition, whatever is said anew; what has not changed is not written.
    """
    # Read before the claims are replaced: afterwards nothing tells whom the last edition named.
    former = set(people_of(published_organizations))
    people = save_people(dossiers, published_organizations, now)
    claims: list[Projected] = []
    for published, dossier in zip(published_organizations, dossiers, strict=True):
        for claim in claims_of(dossier, people):
            claim.row.organization = published
            claims.append(claim)
    rows = [claim.row for claim in claims]
    # First: all that follows needs the keys of the claims.
    _save_claims(published_organizations, rows)
    _save_what_claims_say(published_organizations, rows)
    tag_themes(published_organizations, [(claim.row, claim.themes) for claim in claims])
    save_citations(published_organizations, claims)
    save_mentions(published_organizations, rows)
    save_copies(published_organizations)
    tag_eras(published_organizations)
    # After the tags, whose names are in the context of each row.
    renew_rows([row.pk for row in rows])
    forget_people(former)


def _save_claims(published_organizations: Sequence[PublishedOrganization], rows: Sequence[PublishedClaim]) -> None:
    """Write what is new or says something else, delete what is gone; every claim has its key afterwards."""
    before = {_identity(row): row for row in PublishedClaim.objects.filter(organization__in=published_organizations)}
    new, changed, moved = [], [], []
    for row in rows:
        if (stored := before.pop(_identity(row), None)) is None:
            new.append(row)
            continue
        row.pk = stored.pk
        if _compared(row) != _compared(stored):
            changed.append(row)
        if row.position != stored.position:
            moved.append(row)
    gone = [stored.pk for stored in before.values()]
    # In this order: a dossier holds each place once, and a new claim may stand where another one stood.
    forget_claims(gone)
    PublishedClaim.objects.filter(pk__in=gone).delete()
    update_rows(changed, COMPARED)
    _move(moved)
    PublishedClaim.objects.bulk_create(new, batch_size=BATCH)


def _move(rows: Sequence[PublishedClaim]) -> None:
    """Give claims their positions: by way of places that none has, as a dossier holds each place once."""
    for start in range(0, len(rows), BATCH):
        keys = [row.pk for row in rows[start : start + BATCH]]
        PublishedClaim.objects.filter(pk__in=keys).update(position=F("position") + POSITION_OFFSET)
    update_rows(rows, ["position"])


def _identity(row: PublishedClaim) -> tuple[int, str, str]:
    return row.organization_id, row.kind, row.key


def _compared(row: PublishedClaim) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in COMPARED)


def _save_what_claims_say(
    published_organizations: Sequence[PublishedOrganization], rows: Iterable[PublishedClaim]
) -> None:
    """Keep with each published organization the keys of its claims and its card, where they are no longer the same."""
    claims: defaultdict[int, list[PublishedClaim]] = defaultdict(list)
    for row in rows:
        claims[row.organization_id].append(row)
    changed = []
    for published in published_organizations:
        listed = claims[published.pk]
        columns = BitMap(row.pk for row in listed).serialize(), card_of(listed)
        if (bytes(published.claim_keys), published.card) != columns:
            published.claim_keys, published.card = columns
            changed.append(published)
    update_rows(changed, OF_CLAIMS)
