"""Every save is kept: what changes dossiers while it is `recorded` ends as a revision of each."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import User
from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone

from organizations.dossier.notes import Note
from organizations.editing.locks import covered, locked
from organizations.editing.revisions import record_changed
from organizations.models import Organization, Person, Revision, Theme
from organizations.models.base import InDossier

_touched: ContextVar[set[int] | None] = ContextVar("touched", default=None)


@contextmanager
def recorded(keys: Iterable[int] | None = None, *, by: User | None = None, note: Note = "") -> Iterator[None]:
    """One transaction, at whose end each dossier that it made say something else gets a new revision.

    What was saved and says the same gets none. `keys` are the organizations that may change, None any that are
    locked: they alone are locked, and looked at in any case, for records changed past Django's signals, as by `update`,
    are not seen.
    """
    keys = None if keys is None else set(keys)
    # The outer transaction's own lock again, which covers itself; without one the whole site.
    with locked(covered() if keys is None else keys):
        token = _touched.set(set(keys or ()))
        try:
            yield
            touched, keys_held = _touched.get() or set(), covered()
            # A mistake in the code: its save raced with whoever holds that dossier. The transaction is undone.
            if keys_held is not None and not touched <= keys_held:
                raise RuntimeError(f"Dossiers changed that were not locked: {touched - keys_held}")
            record_changes(touched, by=by, note=note)
        finally:
            _touched.reset(token)


def record_changes(keys: Iterable[int], *, by: User | None = None, note: Note = "") -> dict[int, Revision]:
    """The last revision of each of the organizations: a new one where the working copy says something else."""
    organizations = list(Organization.objects.filter(pk__in=list(keys)))
    return record_changed(organizations, by=by, note=note, now=timezone.now()) if organizations else {}


def _touch(keys: Iterable[int]) -> None:
    touched = _touched.get()
    if touched is not None:
        touched.update(keys)


@receiver(pre_save)
def _before(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: object) -> None:
    """A claim that leaves its dossier changes that one too."""
    if _touched.get() is not None and not raw and isinstance(instance, InDossier) and instance.pk:
        _touch(sender._base_manager.filter(pk=instance.pk).values_list("organization", flat=True))


@receiver(post_save)
def _saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: object) -> None:
    if _touched.get() is not None and not raw:
        _touch(_organizations_of(instance))


# Before, not after: a deleted person's roles can no longer be asked for.
@receiver(pre_delete)
def _deleted(sender: type[models.Model], instance: models.Model, **kwargs: object) -> None:
    if _touched.get() is not None:
        _touch(_organizations_of(instance))


@receiver(m2m_changed)
def _themed(sender: type[models.Model], instance: models.Model, **kwargs: object) -> None:
    if _touched.get() is not None:
        _touch(_organizations_of(instance))


def _organizations_of(instance: models.Model) -> Iterable[int]:
    """Keys of the organizations whose dossiers the record is a part of, or is named in."""
    match instance:
        case Organization():
            return [instance.pk]
        case InDossier():
            return [instance.organization_id]
        case Person():
            return Organization.objects.filter(roles__person=instance).values_list("pk", flat=True)
        case Theme():
            kinds = [relation.related_model for relation in Theme._meta.related_objects if relation.many_to_many]
            found = (
                kind._base_manager.filter(themes=instance).values_list("organization", flat=True) for kind in kinds
            )
            return {key for keys in found for key in keys}
    return []
