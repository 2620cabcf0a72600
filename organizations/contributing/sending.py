"""A contribution comes in: counted, never twice, and kept until somebody decides."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from organizations.contributing.limits import Pressure, pressure_on
from organizations.editing import locked
from organizations.models import Contribution, ContributionSalt, PublishedClaim

SAID = ("type", "words", "url", "quote", "place")
"""What a contribution says; who sends it is told beside that."""


class Limited(Exception):
    """More was sent within the hour than is taken as it is."""

    def __init__(self, pressure: Pressure) -> None:
        super().__init__(pressure.name)
        self.pressure = pressure


@dataclass(frozen=True, slots=True)
class Sent:
    """A contribution that was taken; or the one that said the same before, and whether the same sender's."""

    contribution: Contribution
    is_new: bool = True
    is_own: bool = True


def send(claim: PublishedClaim, fields: Mapping[str, object], *, address: str | None, is_answered: bool) -> Sent:
    """Keep what a reader sends about a published claim; `fields` by the names of the model's.

    `is_answered`: the question was. Raises Limited, and PublishedClaim.DoesNotExist where the claim was withdrawn
    meanwhile. What is refused writes nothing, and takes no lock from editors.
    """
    organization, digest = claim.organization.organization_id, digest_of(fields)
    about = Contribution.objects.about(organization, claim.kind, claim.key)

    def taken_before(now: datetime, salt: str | None = None) -> Sent | None:
        same = about.filter(digest=digest).first()
        # The salt after that: there is one where something is kept already.
        sender = _digest(_salt(now) if salt is None else salt, address)
        if same:
            return Sent(same, is_new=False, is_own=bool(sender) and same.sender == sender)
        found = pressure_on(organization, claim.kind, claim.key, sender=sender, now=now, digest=digest)
        if found > (Pressure.HIGH if is_answered else Pressure.NONE):
            raise Limited(found)
        return None

    now = timezone.now()
    if before := taken_before(now):
        return before
    with locked([organization]):
        # Again under the lock: it may be withdrawn since the page was shown.
        PublishedClaim.objects.get(pk=claim.pk)
        now = timezone.now()
        # Its row is locked: who sends at the same time, about whatever claim, is counted after this one.
        salt = _locked_salt(now)
        if before := taken_before(now, salt):
            return before
        contribution = Contribution.objects.create(
            organization_id=organization,
            claim_kind=claim.kind,
            claim_key=claim.key,
            claim_words=str(claim),
            sent_at=now,
            sender=_digest(salt, address),
            digest=digest,
            # 192 bits: the address is all that guards the page of a contribution.
            token=secrets.token_urlsafe(24),
            **fields,
        )
    return Sent(contribution)


def sender_of(address: str | None, now: datetime) -> str:
    """The digest by which a network is known today; empty before the day's first contribution, and without one."""
    return _digest(_salt(now), address)


def digest_of(fields: Mapping[str, object]) -> str:
    """A digest of what a contribution says, whatever its case and its white space."""
    # A NUL between them, which no field holds: words that move from one field to the next are not the same.
    text = "\0".join(" ".join(str(fields.get(name, "")).casefold().split()) for name in SAID)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _salt(now: datetime) -> str:
    """The day's salt; empty before the day's first contribution."""
    return ContributionSalt.objects.filter(day=localdate(now)).values_list("salt", flat=True).first() or ""


def _locked_salt(now: datetime) -> str:
    """The day's salt, made where there is none; its row is locked until the transaction ends."""
    day = localdate(now)
    salt = ContributionSalt(day=day, salt=secrets.token_urlsafe(32))
    # Two may send the day's first at once: the second goes on with the row of the first.
    ContributionSalt.objects.bulk_create([salt], ignore_conflicts=True)
    # Not yesterday's: another machine's clock may still be there.
    ContributionSalt.objects.filter(day__lt=day - timedelta(days=1)).delete()
    return ContributionSalt.objects.select_for_update().get(day=day).salt


def _digest(salt: str, address: str | None) -> str:
    """Of the salt and the site's secret key: neither a copy of the database nor the key alone tells who it was."""
    if not salt or not address:
        return ""
    return salted_hmac(f"organizations.contributing.{salt}", address, algorithm="sha256").hexdigest()
