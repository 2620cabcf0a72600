"""Who may read the copies of sources."""

from django.db import transaction

from organizations.models import SourceCopy
from organizations.publishing.site import renew_site


@transaction.atomic
def save_rights(copy: SourceCopy) -> None:
    """Save what is said of the rights in a copy, and whether it is free: readers see it on the next request."""
    copy.save(update_fields=["rights", "is_free"])
    # A copy is on the pages of its sources, whose dossiers are not published anew: without it they would be kept as
    # they are.
    renew_site()
