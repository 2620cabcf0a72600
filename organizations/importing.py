"""A text comes in: it becomes a dossier, or a new edition of one that nobody has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from organizations.dossier.compare import Difference, compare, kind_of, wording_of
from organizations.dossier.document import Dossier, from_json
from organizations.dossier.errors import DossierError
from organizations.dossier.identity import carry_identity
from organizations.dossier.parser import Notice, Reading, read
from organizations.dossier.themes import with_suggested_themes
from organizations.fixtures import words_of
from organizations.models import Organization, Revision, Theme
from organizations.publishing import publish, record
from organizations.store import default_slug, dump_dossier, load_dossier


class RefusedImport(Exception):
    """A text was not imported; the message says why, for its author."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the organization's slug, a line for each part, and what was not understood."""

    slug: str
    parts: tuple[str, ...]
    notices: tuple[Notice, ...]


@transaction.atomic
def import_texts(paths: Sequence[Path], *, published: bool = False, dry_run: bool = False) -> list[Imported]:
    """Import texts, all or none of them. Raises RefusedImport; with `dry_run` everything is undone at the end."""
    done = [_import(path, published=published) for path in paths]
    if dry_run:
        transaction.set_rollback(True)
    return done


def _import(path: Path, *, published: bool) -> Imported:
    try:
        reading = read(path.read_bytes())
    except OSError as error:
        raise RefusedImport(f"{path}: {error.strerror or error}") from error
    except DossierError as error:
        raise RefusedImport(f"{path}:{error.line}:{error.column}: {error.reason}") from error
    themes = words_of(Theme.objects.all())
    slug = default_slug(reading.dossier)
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        return _create(slug, reading, with_suggested_themes(reading.dossier, themes), published=published)
    _refuse_edited(path, organization)
    before = dump_dossier(organization)
    after = with_suggested_themes(carry_identity(before, reading.dossier), themes)
    differences = compare(before, after)
    if differences:
        organization = load_dossier(after, slug=slug)
    _keep(organization, is_new=bool(differences), published=published)
    return Imported(slug, tuple(str(each) for each in differences) or ("nothing has changed",), reading.notices)


def _create(slug: str, reading: Reading, dossier: Dossier, *, published: bool) -> Imported:
    organization = load_dossier(dossier, slug=slug)
    _keep(organization, is_new=True, published=published)
    return Imported(slug, (f"organization “{organization}” created", *_created(dossier)), reading.notices)


def _created(dossier: Dossier) -> list[str]:
    lines = []
    for section in dossier.sections:
        lines.append(f"section “{section.heading}” created")
        lines += [f"  {kind_of(item, section)} “{wording_of(item)}” created" for item in section.items]
    return lines


def _keep(organization: Organization, *, is_new: bool, published: bool) -> None:
    if published:
        publish(organization, note="Imported", origin=Revision.Origin.TEXT)
    elif is_new:
        record(organization, note="Imported", origin=Revision.Origin.TEXT)


def _refuse_edited(path: Path, organization: Organization) -> None:
    base = organization.revisions.filter(origin=Revision.Origin.TEXT).first()
    if base is None:
        raise RefusedImport(f"{path}: “{organization}” was made in the admin; a text would replace what editors wrote")
    edited: list[Difference] = compare(from_json(base.data), dump_dossier(organization))
    if edited:
        names = "\n".join(f"  {each}" for each in edited)
        raise RefusedImport(f"{path}: editors have changed “{organization}” since its last import:\n{names}")
