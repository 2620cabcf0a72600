"""What readers send about claims: a source, a correction, the organization's reply; nothing of it is public."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_COMMENT, MAX_CONTRIBUTION, MAX_LINE, MAX_NAME, MAX_NOTE, MAX_URL
from organizations.dossier.kinds import anchor_of
from organizations.models.fields import LineField, ProseField
from organizations.models.organization import Organization
from organizations.models.revisions import Revision

EMAIL_DAYS = 90
"""How long an e-mail address is kept after the decision."""

SENDER_DAYS = 1
"""How long it is known which contributions came from one network."""


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions."""

    def waiting(self) -> "ContributionQuerySet":
        return self.filter(state=Contribution.State.WAITING)

    def decided(self) -> "ContributionQuerySet":
        return self.exclude(state=Contribution.State.WAITING)

    def about(self, organization: int, kind: str, key: str) -> "ContributionQuerySet":
        """Those about one claim, by its organization's primary key."""
        return self.filter(organization=organization, claim_kind=kind, claim_key=key)

    def since(self, moment: datetime) -> "ContributionQuerySet":
        return self.filter(sent_at__gt=moment)

    def with_old_email(self) -> "ContributionQuerySet":
        """Those whose sender's e-mail address is to be erased now."""
        return self.filter(decided_at__lt=timezone.now() - timedelta(days=EMAIL_DAYS)).exclude(email="")

    def with_old_sender(self) -> "ContributionQuerySet":
        """Those of which it is not to be known any longer which came from one network."""
        return self.filter(sent_at__lt=timezone.now() - timedelta(days=SENDER_DAYS)).exclude(sender="")


class Contribution(models.Model):
    """What a reader sent about a claim, and what became of it. Only editors see it, and who has its secret link.

    `claim_kind` and `claim_key` are those of the published claim; `claim_words` what it was known by when it was sent
    about. `sender` is a digest of the network that it came from, salted anew each day; `digest` one of what it says.
    `words`, `quote` and the others are the reader's, `response` is ours: the reason, or the answer.
    """

    class Type(models.TextChoices):
        SOURCE = "source", _("source")
        CORRECTION = "correction", _("correction")
        REPLY = "reply", _("reply of the organization")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an editor")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        ANSWERED = "answered", _("answered")

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="contributions", verbose_name=_("organization")
    )
    claim_kind = models.CharField(_("kind of claim"), max_length=20)
    claim_key = models.SlugField(max_length=120, db_index=False)
    claim_words = LineField(_("claim"), max_characters=MAX_LINE)
    type = models.CharField(_("type"), max_length=10, choices=Type.choices)
    words = ProseField(_("words"), max_characters=MAX_CONTRIBUTION, blank=True)
    url = LineField(_("address on the web"), max_characters=MAX_URL, blank=True)
    quote = ProseField(_("quote"), max_characters=MAX_COMMENT, blank=True)
    place = LineField(_("place"), max_characters=MAX_NAME, blank=True)
    name = LineField(_("name"), max_characters=MAX_NAME, blank=True)
    is_credited = models.BooleanField(_("wishes to be credited"), default=False)
    email = LineField(_("e-mail address"), max_characters=MAX_NAME, blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    # 64: SHA-256 in hexadecimal figures; 43: 32 random bytes in base64.
    sender = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    token = models.CharField(max_length=43, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    response = ProseField(_("response"), max_characters=MAX_COMMENT, blank=True)
    confirmation = LineField(_("confirmed"), max_characters=MAX_NOTE, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="contributions")

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        default_permissions = ("change", "delete", "view")
        ordering = ["sent_at", "pk"]
        indexes = [
            models.Index(fields=["sent_at"], name="contribution_by_time"),
            models.Index(fields=["state", "sent_at"], name="contribution_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "claim_kind", "claim_key", "digest"], name="contribution_says_it_once"
            ),
            models.CheckConstraint(
                name="contribution_is_decided_once",
                condition=models.Q(state="waiting", decided_at=None) | ~models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{capfirst(self.get_type_display())}: {self.claim_words}"

    def get_absolute_url(self) -> str:
        """The secret page on which its sender reads what became of it."""
        return reverse("organizations:contribution_detail", args=[self.token])

    @property
    def anchor(self) -> str:
        """The claim's name within the dossier page."""
        return anchor_of(self.claim_kind, self.claim_key)

    @property
    def is_confirmed(self) -> bool:
        """Whether it may be accepted: a reply only once somebody confirmed that the organization sent it."""
        return self.type != self.Type.REPLY or bool(self.confirmation)

    @property
    def credit(self) -> str:
        """The name by which its sender wishes to be credited; empty without such a wish."""
        return self.name if self.is_credited else ""


class ContributionSalt(models.Model):
    """The salt of one day, deleted a day later: without it nobody can tell who a `sender` was.

    Whoever sends locks its row, so that two who send at once are counted one after the other.
    """

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=43)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)
