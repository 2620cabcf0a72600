"""Who writes takes turns: dossiers are changed by one transaction at a time, which sees what all before it wrote."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import RLock

from django.db import connection, transaction
from django.utils import timezone

from organizations.models import SiteState

# SQLite lets whoever asks next go first, so that a thread could wait until it gives up; here they stand in a queue.
_queue = RLock()


@contextmanager
def in_turn() -> Iterator[None]:
    """A transaction that waits until no other writes, and makes those that follow wait for it.

    Nothing is locked before it, so no two can wait for each other; a key or a slug that was free stays free.
    """
    has_rows = connection.features.has_select_for_update
    with nullcontext() if has_rows else _queue, transaction.atomic():
        if has_rows and not SiteState.objects.select_for_update().values_list("pk").first():
            SiteState.objects.get_or_create(pk=1, defaults={"changed_at": timezone.now()})
        yield
