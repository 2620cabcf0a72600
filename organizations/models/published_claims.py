"""Published claims, and under which eras and themes they are found."""

from datetime import date

from django.db import models
from django.utils.functional import lazy

from organizations.dossier.kinds import PUBLISHED, anchor_of
from organizations.models.base import Dated
from organizations.models.published import PublishedOrganization, PublishedPerson, PublishedTag
from organizations.wording import kind_name


class PublishedClaimQuerySet(models.QuerySet["PublishedClaim"]):
    """Published claims."""

    def within(self, first: date, last: date) -> "PublishedClaimQuerySet":
        """Those that certainly or possibly fall within the days from `first` to `last`."""
        return self.filter(earliest__lte=last, latest__gte=first)

    def certainly_within(self, first: date, last: date) -> "PublishedClaimQuerySet":
        """Those that fall within the days from `first` to `last` whatever their true dates are."""
        return self.filter(sure_start__lte=last, sure_end__gte=first)

    def undated(self) -> "PublishedClaimQuerySet":
        return self.filter(earliest__isnull=True)


KIND_CHOICES = [(kind.name, lazy(kind_name, str)(kind.words)) for kind in PUBLISHED]


class PublishedClaim(Dated):
    """A published claim of any kind; `html` is safe and rendered once, when it was published.

    `title` is what it is known by, `detail` its other lines: a fact's label and value, a role's name and office, an
    influence's label and text. `evidence` is what it stands on (`publishing.evidence.ShownEvidence`). `html` and
    `text` are its paragraphs, the latter plain, for the search.
    `earliest` and `latest` are the days it can reach at most (far past and far future where open), `sure_start`
    and `sure_end` what it reaches in any case: it meets [a, b] possibly if earliest <= b and latest >= a,
    certainly if sure_start <= b and sure_end >= a. All four are null when undated.
    """

    organization = models.ForeignKey(PublishedOrganization, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    # Longer than keys of the working copy: the text of a section is called as that with "-text" behind it. Not indexed
    # alone, as a SlugField would be: it is looked for with its organization, by the constraint's index.
    key = models.SlugField(max_length=120, db_index=False)
    section = models.CharField(blank=True)
    position = models.PositiveIntegerField()
    title = models.CharField(blank=True)
    detail = models.TextField(blank=True)
    subheading = models.CharField(blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    country = models.CharField(blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    person = models.ForeignKey(
        PublishedPerson, on_delete=models.PROTECT, null=True, related_name="claims", db_index=True
    )
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    sure_start = models.DateField(null=True)
    sure_end = models.DateField(null=True)
    tags = models.ManyToManyField(PublishedTag, through="PublishedClaimTag", related_name="claims")

    objects = PublishedClaimQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "position"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "key"], name="publishedclaim_key"),
            models.UniqueConstraint(fields=["organization", "position"], name="publishedclaim_position"),
        ]
        indexes = [
            models.Index(fields=["kind", "id"], name="publishedclaim_by_kind"),
            models.Index(fields=["earliest", "id"], name="publishedclaim_by_date"),
        ]

    def __str__(self) -> str:
        return self.title or self.detail

    @property
    def anchor(self) -> str:
        """Its name within the dossier page: "event-cold-war-resettlement-tool"."""
        return anchor_of(self.kind, self.key)

    def get_absolute_url(self) -> str:
        return f"{self.organization.get_absolute_url()}#{self.anchor}"


class PublishedClaimTag(models.Model):
    """A published claim is about a theme, or falls within an era: certainly, or only possibly."""

    # The constraint's index begins with the claim, the other one with the tag: foreign keys need none of their own.
    claim = models.ForeignKey(PublishedClaim, on_delete=models.CASCADE, related_name="claim_tags", db_index=False)
    tag = models.ForeignKey(PublishedTag, on_delete=models.CASCADE, related_name="claim_tags", db_index=False)
    certain = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "tag"], name="publishedclaimtag_once")]
        indexes = [models.Index(fields=["tag", "claim", "certain"], name="publishedclaimtag_by_tag")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.tag_id}"
