"""What becomes of a contribution: accepted with the revision that takes it in, declined with a reason, or answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.utils import timezone

from organizations.dossier.document import Dossier
from organizations.dossier.notes import Note, note
from organizations.editing import locked, record_changes
from organizations.models import Contribution, Organization, Revision
from organizations.store import dump_dossier, load_dossier

State = Contribution.State


class AlreadyDecided(ValueError):
    """Somebody else has decided on the contribution meanwhile."""


class NotConfirmed(ValueError):
    """Nobody has confirmed yet that the organization sent its reply."""


class NothingChanged(ValueError):
    """The dossier says what was to be taken in already."""


def decline(contribution: Contribution, *, by: User, reason: str) -> None:
    """Do not take it in; the reason is public."""
    with deciding(contribution) as fresh:
        _decide(fresh, State.DECLINED, by, response=reason)


def answer(contribution: Contribution, *, by: User, text: str) -> None:
    """Answer its sender, who alone reads it."""
    with deciding(contribution) as fresh:
        _decide(fresh, State.ANSWERED, by, response=text)


def confirm(contribution: Contribution, *, by: User, text: str) -> None:
    """Keep who confirmed that the organization sent its reply, and how: none is shown to readers before that."""
    with deciding(contribution) as fresh:
        fresh.confirmation = f"{text} ({by.get_username()})"
        fresh.save()


def accept(
    contribution: Contribution,
    change: Callable[[Dossier], Dossier],
    *,
    by: User,
) -> Revision:
    """Make the working copy say what `change` makes of it, in one revision.

    Raises NothingChanged, NotConfirmed, AlreadyDecided.
    """
    with deciding(contribution) as fresh:
        organization = Organization.objects.get(pk=fresh.organization_id)
        before = dump_dossier(organization)
        after = change(before)
        if after == before:
            raise NothingChanged(str(fresh))
        load_dossier(after, slug=organization.slug)
        revision = record_changes([organization.pk], by=by, note=note_on(fresh))[organization.pk]
        _accept(fresh, by, revision)
    return revision


def accept_as(contribution: Contribution, revision: Revision, *, by: User) -> None:
    """Say of a contribution that a revision, saved by hand, takes it in. Raises AlreadyDecided, NotConfirmed."""
    with deciding(contribution) as fresh:
        _accept(fresh, by, revision)


def note_on(contribution: Contribution) -> Note:
    """What the revision that takes it in notes; who sent it is named only where they wish it."""
    number = str(contribution.pk)
    if contribution.credit:
        return note("contributed-by", number=number, name=contribution.credit)
    return note("contributed", number=number)


@contextmanager
def deciding(contribution: Contribution) -> Iterator[Contribution]:
    """The contribution as it is under the lock of its dossier. Raises AlreadyDecided."""
    with locked([contribution.organization_id]):
        # Read again under the lock: two editors may have the page open.
        fresh = Contribution.objects.filter(pk=contribution.pk).first()
        if fresh is None or fresh.state != State.WAITING:
            raise AlreadyDecided(str(contribution))
        yield fresh


def _accept(contribution: Contribution, by: User, revision: Revision) -> None:
    if not contribution.is_confirmed:
        raise NotConfirmed(str(contribution))
    _decide(contribution, State.ACCEPTED, by, revision=revision)


def _decide(contribution: Contribution, state: str, by: User, **columns: object) -> None:
    for name, value in columns.items():
        setattr(contribution, name, value)
    contribution.state, contribution.decided_at, contribution.decided_by = state, timezone.now(), by
    contribution.save()
