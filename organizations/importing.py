"""A text comes in: it becomes a dossier, or is merged into one with what editors have made of it since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction

from organizations.dossier.compare import Difference, compare, kind_of, wording_of
from organizations.dossier.document import Dossier, from_json
from organizations.dossier.errors import DossierError
from organizations.dossier.identity import carry_identity
from organizations.dossier.merge import Conflict, Merge, Side, merge
from organizations.dossier.parser import Notice, Reading, read
from organizations.dossier.themes import with_suggested_themes
from organizations.fixtures import words_of
from organizations.models import Organization, Revision, Theme
from organizations.publishing import in_turn, publish, record
from organizations.store import default_slug, dump_dossier, load_dossier


class RefusedImport(Exception):
    """A text was not imported; the message says why, for its author."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a text would make of an organization, or of none yet.

    `told` is what the text says, with the keys of the parts that it tells again; `made` what the dossier would say.
    """

    slug: str
    organization: Organization | None
    reading: Reading
    told: Dossier
    made: Dossier
    base: Dossier | None
    differences: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...] = ()
    undecided: tuple[Conflict, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether the text says something else than the one before it, or the dossier would."""
        return bool(self.differences) or self.base is None or bool(compare(self.base, self.told))


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the organization's slug, a line for each part, and what was not understood."""

    slug: str
    parts: tuple[str, ...]
    notices: tuple[Notice, ...]


def plan_import(
    text: bytes | str,
    *,
    organization: Organization | None = None,
    base: Revision | None = None,
    choices: Mapping[str, Side] | None = None,
) -> Plan:
    """What importing the text would do; nothing is written. Raises DossierError where it is no dossier.

    It is merged into `organization`, or the one that its name says; `base` is the revision that the text was written
    from, or else its last imported text. `choices` decide conflicts by name.
    """
    reading = read(text)
    if organization:
        organization = Organization.objects.get(pk=organization.pk)
    themes = words_of(Theme.objects.all())
    slug = organization.slug if organization else default_slug(reading.dossier)
    organization = organization or Organization.objects.filter(slug=slug).first()
    if organization is None:
        made = with_suggested_themes(reading.dossier, themes)
        return Plan(slug, None, reading, made, made, None, ())
    ours = dump_dossier(organization)
    grown_from = dossier_of(base) if base else last_text(organization)
    told = with_suggested_themes(carry_identity(grown_from or ours, reading.dossier, ours), themes)
    merged: Merge = merge(grown_from, ours, told, choices)
    differences = tuple(compare(ours, merged.dossier))
    return Plan(
        slug, organization, reading, told, merged.dossier, grown_from, differences, merged.conflicts, merged.undecided
    )


def last_text(organization: Organization) -> Dossier | None:
    """What the text said that was imported last, or None where the dossier was made in the admin."""
    revision = organization.revisions.filter(origin=Revision.Origin.TEXT).first()
    return dossier_of(revision) if revision else None


def dossier_of(revision: Revision) -> Dossier:
    """What a text says that was written from the revision: of an imported one, the text itself."""
    return from_json(revision.imported or revision.data)


@in_turn()
def carry_out(plan: Plan, *, by: User | None = None, published: bool = False) -> Organization:
    """Do what is planned; one revision keeps it. Raises RefusedImport while a conflict is undecided."""
    if plan.undecided:
        names = "\n".join(f"  {each}" for each in plan.undecided)
        raise RefusedImport(f"“{plan.organization}” and the text were both changed:\n{names}")
    organization = plan.organization
    if organization is None or plan.differences:
        organization = load_dossier(plan.made, slug=plan.slug)
    if plan.is_news:
        imported = plan.told if compare(plan.told, plan.made) else None
        record(organization, by=by, note="Imported", origin=Revision.Origin.TEXT, imported=imported)
    if published:
        publish(organization, by=by, note="Imported")
    return organization


@in_turn()
def import_texts(
    paths: Sequence[Path], *, published: bool = False, dry_run: bool = False, prefer: Side | None = None
) -> list[Imported]:
    """Import texts, all or none of them. Raises RefusedImport; with `dry_run` everything is undone at the end.

    What editors and the text both changed is refused, unless `prefer` says whose wording is taken.
    """
    done = [_import(path, published=published, dry_run=dry_run, prefer=prefer) for path in paths]
    if dry_run:
        transaction.set_rollback(True)
    return done


def _import(path: Path, *, published: bool, dry_run: bool, prefer: Side | None) -> Imported:
    try:
        text = path.read_bytes()
        plan = plan_import(text)
        if prefer and plan.conflicts:
            plan = plan_import(text, choices={conflict.name: prefer for conflict in plan.conflicts})
        lines = _lines(plan)
        if dry_run and plan.undecided:
            return Imported(plan.slug, lines, plan.reading.notices)
        carry_out(plan, published=published)
    except OSError as error:
        raise RefusedImport(f"{path}: {error.strerror or error}") from error
    except DossierError as error:
        raise RefusedImport(f"{path}:{error.line}:{error.column}: {error.reason}") from error
    except RefusedImport as error:
        raise RefusedImport(f"{path}: {error}") from error
    return Imported(plan.slug, lines, plan.reading.notices)


def _lines(plan: Plan) -> tuple[str, ...]:
    if plan.organization is None:
        name = f"{plan.made.name} ({plan.made.acronym})" if plan.made.acronym else plan.made.name
        return (f"organization “{name}” created", *created(plan.made))
    lines = [str(each) for each in plan.differences] or ["nothing has changed"]
    for conflict in plan.conflicts:
        is_open = conflict in plan.undecided
        lines.append(f"{'conflict' if is_open else 'decided'}: {conflict}")
        sides = (("before", conflict.base), ("editors", conflict.ours), ("text", conflict.theirs))
        lines += [f"  {side}: {'(not there)' if words is None else words}" for side, words in sides if is_open]
    return tuple(lines)


def created(dossier: Dossier) -> list[str]:
    """A line for each part of a new dossier."""
    lines = []
    for section in dossier.sections:
        lines.append(f"section “{section.heading}” created")
        lines += [f"  {kind_of(item, section)} “{wording_of(item)}” created" for item in section.items]
    return lines
