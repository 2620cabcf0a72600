"""The door between a Dossier and the tables of the working copy: the only map there is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction

from organizations.dossier.document import AnyClaim, Dossier, Influence, Lines, Role, Section, SectionKind, Themed
from organizations.dossier.evidence.relabelling import new_mark
from organizations.dossier.evidence.settling import settled
from organizations.dossier.fields import Form, Meta, fields_of, naming_fields
from organizations.dossier.keys import new_key, slug_of
from organizations.dossier.kinds import KINDS
from organizations.dossier.text.grammar import DEFAULT_HEADINGS
from organizations.models import Organization, Person, Theme
from organizations.models import Role as RoleRecord
from organizations.models import Section as SectionRecord
from organizations.models import Source as SourceRecord
from organizations.models.base import InDossier, period_columns
from organizations.models.claims import Claim
from organizations.models.rows import update_rows
from organizations.models.vocabulary import brought_back


def _model(name: str) -> type[InDossier]:
    model = apps.get_model("organizations", name)
    assert issubclass(model, InDossier)
    return model


CLAIM_RECORDS: dict[SectionKind, type[InDossier]] = {kind.section: _model(kind.model) for kind in KINDS}
RECORDS: tuple[type[InDossier], ...] = (SectionRecord, *CLAIM_RECORDS.values())
CLAIMS: tuple[type[Claim], ...] = tuple(model for model in RECORDS if issubclass(model, Claim))

# Reversed, so that the first kind of a model wins: roles and influences are rows of one table.
ITEMS: dict[type[InDossier], type[AnyClaim]] = {_model(kind.model): kind.claim for kind in reversed(KINDS)}
"""What a record is as a value, as a rule."""

COLUMNS: dict[type[AnyClaim], dict[str, str]] = {Influence: {"label": "name", "text": "title"}}
"""Fields whose column has another name: a role and an influence share theirs."""


def column_of(kind: type[AnyClaim], name: str) -> str:
    """The column that holds a field of an item."""
    return COLUMNS.get(kind, {}).get(name, name)


def columns_of(model: type[InDossier]) -> dict[str, Meta]:
    """The columns of a record that editors fill in, in the order of the value, each with what is known of its field."""
    if model is SectionRecord:
        return dict(fields_of(Section))
    found: dict[str, Meta] = {}
    for kind in (kind.claim for kind in KINDS if _model(kind.model) is model):
        for name, meta in fields_of(kind).items():
            found.setdefault(column_of(kind, name), meta)
    return found


@dataclass(slots=True)
class Rows:
    """The unsaved records of one dossier, and the themes of its claims as (record, slugs)."""

    records: list[InDossier] = field(default_factory=list)
    themes: list[tuple[Claim, tuple[str, ...]]] = field(default_factory=list)


# -- in ---------------------------------------------------------------------------------------------------------


def load_dossier(dossier: Dossier, *, slug: str | None = None) -> Organization:
    """Make the working copy say what the dossier says, and nothing else; one transaction.

    Records are matched by key and keep their identity. Without `slug` it is the acronym's or the name's.
    """
    return load_dossiers([(slug or default_slug(dossier), dossier)])[0]


def default_slug(dossier: Dossier) -> str:
    """The slug a dossier gets where nobody chose one: its acronym, or else its name."""
    return slug_of(dossier.acronym or dossier.name)


@transaction.atomic
def load_dossiers(pairs: Sequence[tuple[str, Dossier]]) -> list[Organization]:
    """`load_dossier` for many (slug, dossier) at once, in a number of queries that does not grow with them."""
    organizations = _load_organizations(pairs)
    people = _load_people(dossier for _, dossier in pairs)
    rows = [
        rows_of(dossier, organization, people) for (_, dossier), organization in zip(pairs, organizations, strict=True)
    ]
    for model in RECORDS:
        _load_records(
            model, organizations, [record for each in rows for record in each.records if type(record) is model]
        )
    _load_themes([pair for each in rows for pair in each.themes], organizations)
    return organizations


def organization_of(dossier: Dossier, slug: str) -> Organization:
    """The unsaved Organization of a dossier."""
    return Organization(slug=slug, **_organization_columns(dossier))


def _organization_columns(dossier: Dossier) -> dict[str, object]:
    lines = {name: [lines.first, lines.last] for name, lines in sorted(dossier.source_lines.items())}
    return {**{name: getattr(dossier, name) for name in fields_of(Dossier)}, "source_lines": lines}


def _load_organizations(pairs: Sequence[tuple[str, Dossier]]) -> list[Organization]:
    incoming = [organization_of(dossier, slug) for slug, dossier in pairs]
    slugs = [organization.slug for organization in incoming]
    Organization.objects.bulk_create(
        incoming,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=list(_organization_columns(pairs[0][1])),
        batch_size=500,
    )
    # Read again, as a row that was there already gives no key when it is inserted over.
    found = Organization.objects.in_bulk(slugs, field_name="slug")
    return [found[slug] for slug in slugs]


def people_of(dossiers: Iterable[Dossier]) -> dict[str, Person]:
    """The unsaved people of dossiers by key, named as they are written first."""
    people: dict[str, Person] = {}
    for dossier in dossiers:
        for _, claim in dossier.items():  # noqa: PERF102 - a dossier is no mapping
            if isinstance(claim, Role):
                people.setdefault(claim.person, Person(slug=claim.person, name=claim.name))
    return people


def _load_people(dossiers: Iterable[Dossier]) -> dict[str, Person]:
    incoming = people_of(dossiers)
    # In one order: two transactions that make the same people in another one would wait for each other.
    Person.objects.bulk_create([incoming[slug] for slug in sorted(incoming)], ignore_conflicts=True, batch_size=500)
    return Person.objects.in_bulk(list(incoming), field_name="slug")


def rows_of(dossier: Dossier, organization: Organization, people: Mapping[str, Person]) -> Rows:
    """The records that a dossier stands for, unsaved. `people` holds a Person for every role's key."""
    rows = Rows()
    for position, section in enumerate(dossier.sections, start=1):
        values = {name: getattr(section, name) for name in fields_of(Section)} | {"kind": section.kind.value}
        rows.records.append(SectionRecord(organization=organization, position=position, **_identity(section), **values))
        for place, claim in enumerate(section.items, start=1):
            record = CLAIM_RECORDS[section.kind](
                organization=organization, position=place, **_identity(claim), **_columns(claim, people)
            )
            rows.records.append(record)
            if isinstance(record, Claim) and isinstance(claim, Themed):
                rows.themes.append((record, claim.themes))
    return rows


def _identity(claim: AnyClaim | Section) -> dict[str, str | int | None]:
    lines = claim.lines
    return {
        "key": claim.key,
        "first_line": lines.first if lines else None,
        "last_line": lines.last if lines else None,
    }


def _columns(claim: AnyClaim, people: Mapping[str, Person]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, meta in fields_of(type(claim)).items():
        if meta.form == Form.PERIOD:
            columns |= period_columns(getattr(claim, name))
        elif meta.form != Form.SLUGS:
            columns[column_of(type(claim), name)] = getattr(claim, name)
    if isinstance(claim, Role):
        person = people[claim.person]
        columns |= {"person": person, "name": "" if claim.name == person.name else claim.name}
    return columns


def _load_records(model: type[InDossier], organizations: Sequence[Organization], incoming: Sequence[InDossier]) -> None:
    """Make one table hold exactly the incoming records for these organizations."""
    existing = {
        (row.organization_id, row.key): row.pk
        for row in model._default_manager.filter(organization__in=organizations).only("organization_id", "key")
    }
    for record in incoming:
        # Its key in the database outlives any wording: drafts and addresses of the admin hang on it.
        record.pk = existing.pop((record.organization_id, record.key), None)
    # Before the others are written: a dossier has one section of a kind, and the new one may have another key.
    model._default_manager.filter(pk__in=existing.values()).delete()
    kept = [record for record in incoming if record.pk]
    update_rows(kept, [column.name for column in model._meta.concrete_fields if not column.primary_key])
    model._default_manager.bulk_create([record for record in incoming if not record.pk], batch_size=500)


def _load_themes(pairs: Sequence[tuple[Claim, tuple[str, ...]]], organizations: Sequence[Organization]) -> None:
    themes = _themes({slug for _, slugs in pairs for slug in slugs})
    links: dict[type[Claim], list[models.Model]] = defaultdict(list)
    for record, slugs in pairs:
        through, column = _theme_link(type(record))
        links[type(record)] += [through(**{column: record.pk, "theme_id": themes[slug].pk}) for slug in slugs]
    for model in CLAIMS:
        through, column = _theme_link(model)
        owner = column.removesuffix("_id")
        # Links have no identity of their own: they are made anew, in two statements for a kind, whatever changed.
        through._default_manager.filter(**{f"{owner}__organization__in": organizations}).delete()
        through._default_manager.bulk_create(links[model], batch_size=500)


def mark_claims(model: type[Claim], keys: Sequence[int], *, add: Sequence[int], remove: Sequence[int]) -> None:
    """Put themes on claims of one kind and take others off, all given by primary key."""
    through, column = _theme_link(model)
    through._default_manager.filter(**{f"{column}__in": keys, "theme_id__in": remove}).delete()
    through._default_manager.bulk_create(
        [through(**{column: key, "theme_id": theme}) for key in keys for theme in add],
        batch_size=500,
        ignore_conflicts=True,
    )


def _theme_link(model: type[Claim]) -> tuple[type[models.Model], str]:
    through: type[models.Model] = model.themes.through
    return through, f"{model._meta.model_name}_id"


def _themes(slugs: set[str]) -> dict[str, Theme]:
    """Themes by slug; one that is not known is made as it was before it was deleted, so that no mark is lost."""
    known = Theme.objects.in_bulk(list(slugs), field_name="slug")
    for slug in sorted(slugs - known.keys()):
        # Behind all that an editor has put in order.
        defaults = {"name": slug.replace("-", " ").capitalize(), "position": 999} | brought_back("theme", slug)
        known[slug], _is_new = Theme.objects.get_or_create(slug=slug, defaults=defaults)
    return known


# -- out --------------------------------------------------------------------------------------------------------


def dump_dossier(organization: Organization) -> Dossier:
    """The dossier that the working copy says, in thirteen queries."""
    return dump_dossiers([organization])[organization.pk]


def dump_dossiers(organizations: Sequence[Organization]) -> dict[int, Dossier]:
    """The dossiers of several organizations by primary key, in a number of queries that does not grow."""
    sections = _records_by_organization(SectionRecord.objects.all(), organizations)
    items: dict[SectionKind, dict[int, list[Any]]] = {}
    for kind, model in CLAIM_RECORDS.items():
        query: models.QuerySet[Any] = model._default_manager.all()
        query = query.prefetch_related("themes") if issubclass(model, Claim) else query
        query = query.select_related("person") if model is RoleRecord else query
        items[kind] = _records_by_organization(query, organizations)
    return {
        organization.pk: _dossier(
            organization,
            sections[organization.pk],
            {kind: [_claim(record) for record in rows[organization.pk]] for kind, rows in items.items()},
        )
        for organization in organizations
    }


def _records_by_organization(
    query: models.QuerySet[Any], organizations: Sequence[Organization]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in query.filter(organization__in=organizations).order_by("position", "pk"):
        found[record.organization_id].append(record)
    return found


def _dossier(
    organization: Organization, sections: Sequence[SectionRecord], items: Mapping[SectionKind, list[AnyClaim]]
) -> Dossier:
    parts = [_section(record, items) for record in sections]
    present = {section.kind for section in parts}
    # Claims whose section is gone, as after its deletion in the admin: they stand at the end rather than being lost.
    parts += [
        Section(key=kind.value, kind=kind, heading=DEFAULT_HEADINGS[kind], items=tuple(found))
        for kind, found in items.items()
        if found and kind not in present
    ]
    dossier = Dossier(
        **{name: getattr(organization, name) for name in fields_of(Dossier)},
        sections=tuple(parts),
        source_lines={name: Lines(*lines) for name, lines in organization.source_lines.items()},
    )
    return settled(dossier)


def _section(record: SectionRecord, items: Mapping[SectionKind, list[AnyClaim]]) -> Section:
    """A section; a remark that has lost its items is shown as the section's text."""
    kind = SectionKind(record.kind)
    values = {name: getattr(record, name) for name in fields_of(Section)} | {"kind": kind}
    return Section.holding(items.get(kind, ()), key=record.key, lines=_lines(record), **values)


def _claim(record: InDossier) -> AnyClaim:
    kind = _item_of(record)
    values = {name: _value(record, kind, name) for name in fields_of(kind)}
    return kind(key=record.key, lines=_lines(record), **values)


def _item_of(record: InDossier) -> type[AnyClaim]:
    """What a record is as a value. Raises KeyError for one that is no item."""
    return Influence if isinstance(record, RoleRecord) and record.person is None else ITEMS[type(record)]


def _value(record: Any, kind: type[AnyClaim], name: str) -> Any:
    """What a record says as a field of an item of that kind. Raises ValueError where it must say something."""
    meta = fields_of(kind)[name]
    if meta.form == Form.PERIOD:
        period = record.as_period()
        if period is None and meta.required:
            raise ValueError(f"{record._meta.verbose_name} {record.key} has no period")
        return period
    if meta.form == Form.SLUGS:
        return _theme_slugs(record)
    if kind is Role and name in ("person", "name"):
        return record.person.slug if name == "person" else record.written_name()
    return getattr(record, column_of(kind, name))


def _theme_slugs(record: Claim) -> tuple[str, ...]:
    return tuple(sorted(theme.slug for theme in record.themes.all()))


def _lines(record: InDossier) -> Lines | None:
    if record.first_line is None or record.last_line is None:
        return None
    return Lines(record.first_line, record.last_line)


# -- keys -------------------------------------------------------------------------------------------------------


def give_key(record: InDossier) -> None:
    """Give a record that has no key yet one from its wording, unique among its kind in its dossier."""
    if record.key:
        return
    taken = set(type(record)._default_manager.filter(organization=record.organization_id).values_list("key", flat=True))
    record.key = new_key(_wording(record), taken)
    # The next free number needs all marks of the dossier, those in its prose too.
    if isinstance(record, SourceRecord) and not record.mark:
        record.mark = new_mark(dump_dossier(record.organization))


def _wording(record: InDossier) -> str:
    if isinstance(record, SectionRecord):
        return record.heading if record.kind == SectionKind.OTHER else record.kind
    kind = _item_of(record)
    return next(filter(None, (_value(record, kind, name) for name in naming_fields(kind))), "")
