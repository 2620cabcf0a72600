"""What readers see of dossiers: published, replaced and withdrawn, each in one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.utils import timezone
from pyroaring import BitMap

from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.document import Dossier, Role, from_json
from organizations.dossier.messages import Fault
from organizations.dossier.notes import Note
from organizations.editing.locks import in_turn
from organizations.editing.revisions import latest_revisions, record_changed, record_dossiers, refuse_changed
from organizations.models import (
    Entry,
    Organization,
    Person,
    Publication,
    PublicPerson,
    PublishedSlug,
    Review,
    Revision,
    Withdrawal,
)
from organizations.models.published import columns_of
from organizations.models.search import WEIGHTS
from organizations.publishing.facet_index import facets_renewed
from organizations.publishing.projection import claims_of, publication_columns, sort_key
from organizations.publishing.redirects import Kind, keep_addresses
from organizations.publishing.search_index import forget_claims, index_claims
from organizations.publishing.site import renew_site
from organizations.publishing.tags import tag_eras, tag_themes
from organizations.publishing.vocabulary import publish_new_terms
from organizations.store import dump_dossiers

BATCH = 1000

SAID = [
    field.attname
    for field in Entry._meta.concrete_fields
    if field.attname not in ("id", "publication_id", "kind", "key", "position")
]
"""The columns of an entry that may change while it stays the same claim."""

BEYOND = 1_000_000
"""More positions than any dossier has claims."""


def publish(
    organization: Organization,
    *,
    by: User | None = None,
    note: Note = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
) -> Publication:
    """Show readers the working copy as it is now: its last revision is live, its claims are entries.

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
) -> list[Publication]:
    """`publish` for many at once, in a number of queries that does not grow with their claims.

    Raises ChangedMeanwhile where a dossier is not at its `expected` version, AddressTaken where readers know a slug as
    another dossier's; it may be one that is `taking` over.
    """
    keys, now = [organization.pk for organization in organizations], timezone.now()
    with in_turn(keys):
        found = Organization.objects.in_bulk(keys)
        fresh = [found[key] for key in keys]
        refuse_taken(fresh, taking)
        dossiers = dump_dossiers(fresh)
        refuse_changed(fresh, dossiers, expected)
        revisions = record_changed(fresh, dossiers, by=by, note=note, origin=origin, now=now)
        if note:  # of words that readers have seen it makes an edition of its own
            seen = [each for each in fresh if revisions[each.pk].published_at]
            made = record_dossiers(seen, dossiers, by=by, note="", origin=origin, now=now)
            revisions |= {revision.organization_id: revision for revision in made}
        return _show(fresh, dossiers, [revisions[key] for key in keys], by=by, note=note)


class AddressTaken(Fault):
    """Readers know a slug as another dossier's: it is published there still where `is_live`, or was once."""

    parameters = {"address-live": ("name", "slug"), "address-left": ("name", "slug")}

    def __init__(self, slug: str, name: str, *, is_live: bool) -> None:
        super().__init__("address-live" if is_live else "address-left", name=name, slug=slug)
        self.slug, self.is_live = slug, is_live


def taken_slugs(organizations: Iterable[Organization]) -> dict[int, AddressTaken]:
    """Why not to publish dossiers under their slugs, by the keys of those that readers know others by."""
    owners = {organization.slug: organization.pk for organization in organizations}
    known = PublishedSlug.objects.filter(kind=Kind.ORGANIZATION, slug__in=owners)
    others = {row.slug: row.record for row in known if row.record != owners[row.slug]}
    if not others:
        return {}
    names = {each.pk: str(each) for each in Organization.objects.filter(pk__in=others.values())}
    live = set(Publication.objects.filter(slug__in=others).values_list("slug", "organization"))
    return {
        owners[slug]: AddressTaken(slug, names[other], is_live=(slug, other) in live)
        for slug, other in others.items()
        if other in names
    }


def refuse_taken(organizations: Iterable[Organization], taking: Collection[str] = ()) -> None:
    """Raise AddressTaken where readers know others by the dossiers' slugs, but for slugs that are `taking` over."""
    for taken in taken_slugs(organizations).values():
        if taken.is_live or taken.slug not in taking:
            raise taken


class SupersededRevision(ValueError):
    """A later revision is live already."""


def publish_revision(revision: Revision, *, by: User | None = None, note: str = "") -> Publication:
    """Show readers a dossier as it stood in a revision.

    Raises SupersededRevision where they see a later one, AddressTaken where they know another dossier by its slug.
    """
    with in_turn([revision.organization_id]):
        organization = Organization.objects.get(pk=revision.organization_id)
        live = Publication.objects.filter(organization=organization).select_related("revision").first()
        if live and live.revision.number > revision.number:
            raise SupersededRevision(f"{revision}: {live.revision.number} is live")
        refuse_taken([organization])
        dossiers = {organization.pk: from_json(revision.data)}
        if note and revision.published_at and latest_revisions([organization.pk])[organization.pk] == revision:
            origin, now = Revision.Origin.ADMIN, timezone.now()
            [revision] = record_dossiers([organization], dossiers, by=by, note="", origin=origin, now=now)
        elif note and revision.published_at:  # later ones are drafts: the note joins that of its edition
            revision.published_note = "; ".join(filter(None, (revision.published_note, note)))[:MAX_NOTE]
            revision.save(update_fields=["published_note"])
        return _show([organization], dossiers, [revision], by=by, note=note)[0]


def withdraw(organization: Organization, *, by: User | None = None, note: str = "") -> Withdrawal | None:
    """Take a dossier away from readers: its address answers 410, with the note. None where it is not published."""
    with in_turn([organization.pk]):
        publication = Publication.objects.filter(organization=organization).first()
        if publication is None:
            return None
        now = renew_site()
        people = set(_people_of([publication]))
        forget_claims(list(publication.entries.values_list("pk", flat=True)))
        with facets_renewed([organization.pk]):
            publication.delete()
        _forget_people(people)
        # An address says what was last there: another dossier may have left it before.
        Withdrawal.objects.filter(slug=publication.slug).exclude(organization=organization).delete()
        about = {"slug": publication.slug, "name": str(publication), "note": note}
        told = {**about, "withdrawn_at": now, "withdrawn_by": by}
        return Withdrawal.objects.update_or_create(organization=organization, defaults=told)[0]


def _show(
    organizations: Sequence[Organization],
    dossiers: dict[int, Dossier],
    revisions: Sequence[Revision],
    *,
    by: User | None,
    note: Note,
) -> list[Publication]:
    """Make revisions the live ones; a review of them is decided, a withdrawal over.

    The site's row is locked from here on: what readers see of all dossiers is written by one at a time.
    """
    now = renew_site()
    fresh = [revision.pk for revision in revisions if revision.published_at is None]
    words, message = columns_of(note)
    told = {
        "published_at": now,
        "published_by": by,
        "published_note": words,
        "published_note_message": message,
    }
    Revision.objects.filter(pk__in=fresh).update(**told)
    for revision in revisions:
        if revision.published_at is None:
            for name, value in told.items():
                setattr(revision, name, value)
    waiting = Review.objects.filter(organization__in=organizations, state=Review.State.WAITING)
    waiting.update(state=Review.State.PUBLISHED, decided_by=by, decided_at=now, answer=words)
    Withdrawal.objects.filter(organization__in=organizations).delete()
    publish_new_terms(now)
    with facets_renewed([organization.pk for organization in organizations]):
        publications = _save_publications(organizations, dossiers, revisions, now)
        _update_entries(publications, [dossiers[organization.pk] for organization in organizations], now)
    keep_addresses(Kind.ORGANIZATION, {organization.slug: organization.pk for organization in organizations}, now)
    return publications


def _save_publications(
    organizations: Sequence[Organization], dossiers: dict[int, Dossier], revisions: Sequence[Revision], now: datetime
) -> list[Publication]:
    shown = Publication.objects.filter(organization__in=organizations)
    before = {key: (pk, claims) for key, pk, claims in shown.values_list("organization", "pk", "claims")}
    publications = [
        Publication(
            pk=pk,
            claims=claims,
            organization=organization,
            revision=revision,
            slug=organization.slug,
            published_at=now,
            **publication_columns(dossiers[organization.pk]),
        )
        for organization, revision in zip(organizations, revisions, strict=True)
        for pk, claims in [before.get(organization.pk, (None, b""))]
    ]
    columns = [
        field.name for field in Publication._meta.concrete_fields if not field.primary_key and field.name != "claims"
    ]
    Publication.objects.bulk_update([each for each in publications if each.pk], columns, batch_size=100)
    Publication.objects.bulk_create([each for each in publications if not each.pk], batch_size=BATCH)
    return publications


def _update_entries(publications: Sequence[Publication], dossiers: Sequence[Dossier], now: datetime) -> None:
    """Make the published claims those of the dossiers, and their people and tags with them.

    A claim keeps its row in every edition, whatever is said anew; what has not changed is not written.
    """
    former = set(_people_of(publications))
    people = _save_people(dossiers, now)
    entries: list[Entry] = []
    themes: list[tuple[Entry, tuple[str, ...]]] = []
    for publication, dossier in zip(publications, dossiers, strict=True):
        for claim in claims_of(dossier, people):
            claim.entry.publication = publication
            entries.append(claim.entry)
            themes.append((claim.entry, claim.themes))
    _save_entries(publications, entries)
    _save_keys(publications, entries)
    tag_themes(publications, themes)
    tag_eras(publications)
    _forget_people(former)


def _save_entries(publications: Sequence[Publication], entries: Sequence[Entry]) -> None:
    """Write what is new or says something else, delete what is gone; every entry has its key afterwards."""
    before = {_identity(entry): entry for entry in Entry.objects.filter(publication__in=publications)}
    new, changed, reworded, moved = [], [], [], []
    for entry in entries:
        if (row := before.pop(_identity(entry), None)) is None:
            new.append(entry)
            continue
        entry.pk = row.pk
        if _said(entry) != _said(row):
            changed.append(entry)
        if _searched(entry) != _searched(row):
            reworded.append(entry.pk)
        if entry.position != row.position:
            moved.append(entry)
    gone = [row.pk for row in before.values()]
    forget_claims([*gone, *reworded])
    Entry.objects.filter(pk__in=gone).delete()
    Entry.objects.bulk_update(changed, SAID, batch_size=100)
    _move(moved)
    Entry.objects.bulk_create(new, batch_size=BATCH)
    index_claims([*reworded, *(entry.pk for entry in new)])


def _move(entries: Sequence[Entry]) -> None:
    """Give entries their positions: by way of places that none has, as a dossier holds each place once."""
    for start in range(0, len(entries), BATCH):
        keys = [entry.pk for entry in entries[start : start + BATCH]]
        Entry.objects.filter(pk__in=keys).update(position=F("position") + BEYOND)
    Entry.objects.bulk_update(entries, ["position"], batch_size=BATCH)


def _identity(entry: Entry) -> tuple[int, str, str]:
    return entry.publication_id, entry.kind, entry.key


def _said(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, column) for column in SAID)


def _searched(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, column) for column in WEIGHTS)


def _save_keys(publications: Sequence[Publication], entries: Iterable[Entry]) -> None:
    """Keep the keys of its claims with each publication where they are no longer the same."""
    keys: dict[int, BitMap] = {publication.pk: BitMap() for publication in publications}
    for entry in entries:
        keys[entry.publication_id].add(entry.pk)
    changed = []
    for publication in publications:
        claims = keys[publication.pk].serialize()
        if bytes(publication.claims) != claims:
            publication.claims = claims
            changed.append(publication)
    Publication.objects.bulk_update(changed, ["claims"], batch_size=100)


def _people_of(publications: Iterable[Publication]) -> "QuerySet[PublicPerson, int]":
    """Primary keys of the people that published dossiers name."""
    return PublicPerson.objects.filter(entries__publication__in=publications).values_list("pk", flat=True)


def _forget_people(keys: Iterable[int]) -> None:
    """Take those away from readers that no published dossier names any more."""
    PublicPerson.objects.filter(pk__in=keys, entries__isnull=True).delete()


def _save_people(dossiers: Iterable[Dossier], now: datetime) -> dict[str, PublicPerson]:
    names = {
        item.person: item.name for dossier in dossiers for _section, item in dossier.items() if isinstance(item, Role)
    }
    PublicPerson.objects.bulk_create(
        [PublicPerson(slug=slug, name=name, sort_name=sort_key(name)) for slug, name in sorted(names.items())],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "sort_name"],
        batch_size=BATCH,
    )
    keep_addresses(Kind.PERSON, dict(Person.objects.filter(slug__in=names).values_list("slug", "pk")), now)
    return PublicPerson.objects.in_bulk(list(names), field_name="slug")
