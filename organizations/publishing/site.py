"""The site's version, which every change of the published state raises."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from organizations.models import SiteState


def renew_site() -> datetime:
    """Raise the site's version. Its row is locked until the transaction ends: who publishes does so one at a time."""
    now = timezone.now()
    SiteState.objects.get_or_create(pk=1, defaults={"changed_at": now})
    SiteState.objects.filter(pk=1).update(version=F("version") + 1, changed_at=now)
    return now
