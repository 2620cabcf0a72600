"""The site's version, which every change of the published state raises, and that of its eras and themes."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from organizations.models import SiteState


def renew_site() -> datetime:
    """Raise the site's version; the time of the change, which is always later than that of the one before.

    The site's row is locked until the transaction ends: who publishes does so one at a time.
    """
    # SQLite has no row locks, and needs none here: its transaction holds the one writers' lock from its beginning.
    state, is_new = SiteState.objects.select_for_update().get_or_create(pk=1, defaults={"changed_at": timezone.now()})
    # A clock that was set back would put an edition behind the one before it, in feeds and on history pages.
    now = state.changed_at if is_new else max(timezone.now(), state.changed_at + timedelta(microseconds=1))
    # F(): whatever this process has read of the row, the number goes up from what the database has.
    SiteState.objects.filter(pk=1).update(version=F("version") + 1, changed_at=now)
    return now


def renew_vocabulary() -> None:
    """Raise the version of the eras and themes, which every page depends on; that of the site is raised before."""
    SiteState.objects.update(vocabulary=F("vocabulary") + 1)
