"""The verbs: each changes the published state in one transaction, and raises the site's version."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from pyroaring import BitMap

from organizations.dossier.document import Dossier, Role, from_json, to_json
from organizations.models import (
    Entry,
    EntryTerm,
    Era,
    Organization,
    Publication,
    PublicPerson,
    Review,
    Revision,
    SiteState,
    Term,
    Theme,
    Withdrawal,
)
from organizations.publishing.checkups import check_up
from organizations.publishing.facet_index import facets_renewed, renew_terms
from organizations.publishing.projection import Claim, claims_of, marks_of, publication_columns, sort_key
from organizations.publishing.turns import in_turn
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
    note: str = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
) -> Publication:
    """Show readers the working copy as it is now: its last revision is live, its claims are entries.

    Eras and themes that were never published are published with it; changed ones wait for `publish_vocabulary`.
    """
    return publish_dossiers([organization], by=by, note=note, origin=origin)[0]


@in_turn()
def publish_dossiers(
    organizations: Sequence[Organization],
    *,
    by: User | None = None,
    note: str = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
) -> list[Publication]:
    """`publish` for many at once, in a number of queries that does not grow with their claims."""
    now = renew_site()
    found = Organization.objects.in_bulk([organization.pk for organization in organizations])
    fresh = [found[organization.pk] for organization in organizations]
    dossiers = dump_dossiers(fresh)
    revisions = record_changed(fresh, dossiers, by=by, note=note, origin=origin, now=now)
    return _show(fresh, dossiers, [revisions[each.pk] for each in fresh], by=by, note=note, now=now)


class SupersededRevision(ValueError):
    """A later revision is live already."""


@in_turn()
def publish_revision(revision: Revision, *, by: User | None = None, note: str = "") -> Publication:
    """Show readers a dossier as it stood in a revision. Raises SupersededRevision where they see a later one."""
    now = renew_site()
    organization = Organization.objects.get(pk=revision.organization_id)
    live = Publication.objects.filter(organization=organization).select_related("revision").first()
    if live and live.revision.number > revision.number:
        raise SupersededRevision(f"{revision}: {live.revision.number} is live")
    dossiers = {organization.pk: from_json(revision.data)}
    return _show([organization], dossiers, [revision], by=by, note=note, now=now)[0]


def _show(
    organizations: Sequence[Organization],
    dossiers: dict[int, Dossier],
    revisions: Sequence[Revision],
    *,
    by: User | None,
    note: str,
    now: datetime,
) -> list[Publication]:
    """Make revisions the live ones; a review of them is decided, a withdrawal over."""
    fresh = [revision.pk for revision in revisions if revision.published_at is None]
    told = {"published_at": now, "published_by": by, "published_note": note}
    Revision.objects.filter(pk__in=fresh).update(**told)
    for revision in revisions:
        if revision.published_at is None:
            revision.published_at, revision.published_by, revision.published_note = now, by, note
    waiting = Review.objects.filter(organization__in=organizations, state=Review.State.WAITING)
    waiting.update(state=Review.State.PUBLISHED, decided_by=by, decided_at=now, answer=note)
    Withdrawal.objects.filter(organization__in=organizations).delete()
    _publish_new_terms()
    with facets_renewed([organization.pk for organization in organizations]):
        publications = _save_publications(organizations, dossiers, revisions, now)
        _update_entries(publications, [dossiers[organization.pk] for organization in organizations])
    return publications


@in_turn()
def publish_vocabulary() -> None:
    """Show readers the eras and themes as they are now, and sort every published claim into the eras anew."""
    renew_site()
    terms = {(term.kind, term.slug): term for term in terms_of_working_copy()}
    for term in Term.objects.all():
        if (term.kind, term.slug) not in terms:
            term.delete()
    _save_terms(terms.values())
    for era in Term.objects.eras():
        _mark_era(era)
    renew_terms()


def renew_site() -> datetime:
    """Raise the site's version."""
    now = timezone.now()
    SiteState.objects.get_or_create(pk=1, defaults={"changed_at": now})
    SiteState.objects.filter(pk=1).update(version=F("version") + 1, changed_at=now)
    return now


def latest_revisions(organizations: Iterable[int]) -> dict[int, Revision]:
    """The last revision of each organization that has one, by the organization's key."""
    last = Revision.objects.filter(organization=OuterRef("organization")).order_by("-number").values("pk")[:1]
    found = Revision.objects.filter(organization__in=list(organizations), pk=Subquery(last)).order_by()
    return {revision.organization_id: revision for revision in found}


def record_dossiers(
    organizations: Sequence[Organization],
    dossiers: dict[int, Dossier],
    *,
    by: User | None,
    note: str,
    origin: Revision.Origin,
    now: datetime,
    imported: Dossier | None = None,
) -> list[Revision]:
    """A new revision of each organization, checked; in turn, or two would take the same number."""
    check_up({organization.pk: dossiers[organization.pk] for organization in organizations})
    last = latest_revisions(organization.pk for organization in organizations)
    return Revision.objects.bulk_create(
        [
            Revision(
                organization=organization,
                number=last[organization.pk].number + 1 if organization.pk in last else 1,
                data=to_json(dossiers[organization.pk]),
                origin=origin,
                imported=to_json(imported) if imported else None,
                note=note,
                created_at=now,
                created_by=by,
            )
            for organization in organizations
        ],
        batch_size=BATCH,
    )


def record_changed(
    organizations: Sequence[Organization],
    dossiers: dict[int, Dossier] | None = None,
    *,
    by: User | None,
    now: datetime,
    note: str = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
) -> dict[int, Revision]:
    """The last revision of each organization by its key: a new one where the working copy says something else."""
    dossiers = dump_dossiers(organizations) if dossiers is None else dossiers
    last = latest_revisions(organization.pk for organization in organizations)
    changed = [
        each for each in organizations if each.pk not in last or from_json(last[each.pk].data) != dossiers[each.pk]
    ]
    made = record_dossiers(changed, dossiers, by=by, note=note, origin=origin, now=now)
    return last | {revision.organization_id: revision for revision in made}


def _save_publications(
    organizations: Sequence[Organization], dossiers: dict[int, Dossier], revisions: Sequence[Revision], now: datetime
) -> list[Publication]:
    ids = dict(Publication.objects.filter(organization__in=organizations).values_list("organization", "pk"))
    publications = [
        Publication(
            pk=ids.get(organization.pk),
            organization=organization,
            revision=revision,
            slug=organization.slug,
            published_at=now,
            **publication_columns(dossiers[organization.pk]),
        )
        for organization, revision in zip(organizations, revisions, strict=True)
    ]
    columns = [
        field.name for field in Publication._meta.concrete_fields if not field.primary_key and field.name != "claims"
    ]
    Publication.objects.bulk_update([each for each in publications if each.pk], columns, batch_size=100)
    Publication.objects.bulk_create([each for each in publications if not each.pk], batch_size=BATCH)
    return publications


def _update_entries(publications: Sequence[Publication], dossiers: Sequence[Dossier]) -> None:
    """Make the published claims those of the dossiers, and their people and marks with them.

    A claim keeps its row in every edition, whatever is said anew; what has not changed is not written.
    """
    former = set(PublicPerson.objects.filter(entries__publication__in=publications).values_list("pk", flat=True))
    people = _save_people(dossiers)
    claims: list[Claim] = []
    for publication, dossier in zip(publications, dossiers, strict=True):
        for claim in claims_of(dossier, people):
            claim.entry.publication = publication
            claims.append(claim)
    _save_entries(publications, [claim.entry for claim in claims])
    _save_keys(publications, [claim.entry for claim in claims])
    _save_marks(claims)
    PublicPerson.objects.filter(pk__in=former, entries__isnull=True).delete()


def _save_entries(publications: Sequence[Publication], entries: Sequence[Entry]) -> None:
    """Write what is new or says something else, delete what is gone; every entry has its key afterwards."""
    before = {_identity(entry): entry for entry in Entry.objects.filter(publication__in=publications)}
    new, changed, moved = [], [], []
    for entry in entries:
        if (row := before.pop(_identity(entry), None)) is None:
            new.append(entry)
            continue
        entry.pk = row.pk
        if _said(entry) != _said(row):
            changed.append(entry)
        if entry.position != row.position:
            moved.append(entry)
    Entry.objects.filter(pk__in=[gone.pk for gone in before.values()]).delete()
    Entry.objects.bulk_update(changed, SAID, batch_size=100)
    _move(moved)
    Entry.objects.bulk_create(new, batch_size=BATCH)


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


def _save_keys(publications: Sequence[Publication], entries: Iterable[Entry]) -> None:
    """Keep the keys of its claims with each publication."""
    keys: dict[int, BitMap] = {publication.pk: BitMap() for publication in publications}
    for entry in entries:
        keys[entry.publication_id].add(entry.pk)
    for publication in publications:
        publication.claims = keys[publication.pk].serialize()
    Publication.objects.bulk_update(publications, ["claims"], batch_size=100)


def _save_people(dossiers: Iterable[Dossier]) -> dict[str, PublicPerson]:
    names = {item.person: item.name for dossier in dossiers for _, item in dossier.items() if isinstance(item, Role)}
    PublicPerson.objects.bulk_create(
        [PublicPerson(slug=slug, name=name, sort_name=sort_key(name)) for slug, name in sorted(names.items())],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "sort_name"],
        batch_size=BATCH,
    )
    return PublicPerson.objects.in_bulk(list(names), field_name="slug")


def _save_marks(claims: Sequence[Claim]) -> None:
    """Put each claim under its themes and eras, and under no other; what stands is not written again."""
    terms = list(Term.objects.all())
    themes = {term.slug: term for term in terms if term.kind == Term.Kind.THEME}
    eras = [term for term in terms if term.kind == Term.Kind.ERA]
    publications = {claim.entry.publication_id for claim in claims}
    before = {
        (mark.entry_id, mark.term_id): mark
        for mark in EntryTerm.objects.filter(entry__publication__in=publications).order_by()
    }
    fresh = []
    for claim in claims:
        for term, certain in marks_of(claim, themes, eras):
            mark = before.pop((claim.entry.pk, term.pk), None)
            if mark is None or mark.certain != certain:
                fresh.append(EntryTerm(entry=claim.entry, term=term, certain=certain))
    EntryTerm.objects.filter(pk__in=[gone.pk for gone in before.values()]).delete()
    EntryTerm.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["entry", "term"], update_fields=["certain"], batch_size=BATCH
    )


def terms_of_working_copy() -> list[Term]:
    """The eras and themes as editors have them, as unsaved Terms."""
    eras = [
        Term(
            kind=Term.Kind.ERA,
            slug=era.slug,
            name=era.name,
            description=era.description,
            position=era.position,
            period=era.period,
            first_day=era.start_earliest or date.min,
            last_day=era.end_latest,
        )
        for era in Era.objects.all()
    ]
    themes = [
        Term(
            kind=Term.Kind.THEME,
            slug=theme.slug,
            name=theme.name,
            description=theme.description,
            position=theme.position,
        )
        for theme in Theme.objects.all()
    ]
    return eras + themes


def _publish_new_terms() -> None:
    """Add the eras and themes that readers have never seen, and sort published claims into the new eras."""
    known = set(Term.objects.values_list("kind", "slug"))
    new = [term for term in terms_of_working_copy() if (term.kind, term.slug) not in known]
    _save_terms(new)
    for era in new:
        if era.kind == Term.Kind.ERA:
            _mark_era(era)
    if new:
        renew_terms()


def _save_terms(terms: Iterable[Term]) -> None:
    columns = [field.name for field in Term._meta.concrete_fields if not field.primary_key]
    Term.objects.bulk_create(
        terms,
        update_conflicts=True,
        unique_fields=["kind", "slug"],
        update_fields=[column for column in columns if column not in ("kind", "slug")],
    )


def _mark_era(era: Term) -> None:
    """Sort every dated claim into an era or out of it."""
    span: dict[str, Any] = {"first": era.first_day, "last": era.last_day or date.max}
    era_id = Term.objects.get(kind=era.kind, slug=era.slug).pk
    certain = set(Entry.objects.certainly_within(**span).values_list("pk", flat=True))
    possible = Entry.objects.within(**span).values_list("pk", flat=True)
    EntryTerm.objects.filter(term=era_id).delete()
    EntryTerm.objects.bulk_create(
        [EntryTerm(entry_id=pk, term_id=era_id, certain=pk in certain) for pk in possible], batch_size=BATCH
    )


@in_turn()
def record(
    organization: Organization,
    *,
    by: User | None = None,
    note: str = "",
    origin: Revision.Origin = Revision.Origin.ADMIN,
    imported: Dossier | None = None,
) -> Revision:
    """Keep the working copy as a revision that readers do not see; `imported` is the text it was merged from."""
    fresh = [Organization.objects.get(pk=organization.pk)]
    [revision] = record_dossiers(
        fresh, dump_dossiers(fresh), by=by, note=note, origin=origin, now=timezone.now(), imported=imported
    )
    return revision
