"""How much is taken in an hour: from one network, about one claim, of all; beyond it a question, then nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.db.models import Count, Q

from organizations.models import Contribution


class Pressure(IntEnum):
    """What is asked of whoever sends now: nothing, an answer to a question, or to come again in an hour."""

    NONE = 0
    HIGH = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """So many an hour are taken as they are, and at most so many once a question is answered."""

    free: int
    max_count: int

    def pressure(self, count: int) -> Pressure:
        """What so many within the hour mean for the next one."""
        if count >= self.max_count:
            return Pressure.FULL
        return Pressure.HIGH if count >= self.free else Pressure.NONE


# An hour: more than a careful reader sends, less than takes an editor a day to look through. An office behind one
# address counts as one.
OF_SENDER = Limit(5, 15)
OF_CLAIM = Limit(5, 30)
OF_SITE = Limit(60, 400)


def pressure_on(organization: int, kind: str, key: str, *, sender: str, now: datetime, digest: str = "") -> Pressure:
    """What is asked of a sender about one claim, by the contributions of the last hour: one query.

    `sender` is empty where nobody knows it: then it does not count. `digest` of what is to be sent: the same words
    about another claim ask for an answer too.
    """
    # Not Q(), which lets all through.
    none = Q(pk__in=[])
    claim = Q(organization=organization, claim_kind=kind, claim_key=key)
    counts = Contribution.objects.since(now - timedelta(hours=1)).aggregate(
        of_site=Count("pk"),
        of_claim=Count("pk", filter=claim),
        of_sender=Count("pk", filter=Q(sender=sender) if sender else none),
        same=Count("pk", filter=Q(digest=digest) & ~claim if digest else none),
    )
    return max(
        OF_SITE.pressure(counts["of_site"]),
        OF_CLAIM.pressure(counts["of_claim"]),
        OF_SENDER.pressure(counts["of_sender"]),
        Pressure.HIGH if counts["same"] else Pressure.NONE,
    )
