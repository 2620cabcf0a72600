"""What is known of who sent something is forgotten in time."""

from datetime import timedelta

from django.utils import timezone

from organizations.editing import locked
from organizations.models import Contribution, ContributionSalt


def forget_senders() -> tuple[int, int]:
    """Erase e-mail addresses 90 days after the decision, and senders after a day: how many of each."""
    # No dossier is touched, but on SQLite the queue of writers is stood in.
    with locked([]):
        ContributionSalt.objects.filter(day__lt=timezone.localdate() - timedelta(days=1)).delete()
        emails = Contribution.objects.with_old_email().update(email="")
        return emails, Contribution.objects.with_old_sender().update(sender="")
