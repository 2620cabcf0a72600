"""Published sources, their copies, and which claims cite them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.evidence.marks import UseRole
from organizations.links import Outcome
from organizations.models.published import PublishedOrganization
from organizations.models.published_claims import PublishedClaim
from organizations.models.urls import url_of


class PublishedSourceQuerySet(models.QuerySet["PublishedSource"]):
    """Sources of published dossiers."""

    def cited(self) -> "PublishedSourceQuerySet":
        """Those that a published claim cites; the others are addresses that readers may know."""
        return self.filter(claims__gt=0)


class PublishedSource(models.Model):
    """A source that published claims cite, or once cited: one row for a work, whatever dossiers list it.

    `text` is its entry as one of the dossiers that cite it has it, `claims` how many cite it. One that none cites any
    more stays, without a word, so that its address says so; `moved_to` is what its entry is known as since, as after
    its DOI was added.

    `link` is what became of asking its address, `link_status` the HTTP status then, `link_since` when it first became
    that, `checked_at` when it was asked last. Editors see these, not readers.
    """

    class Link(models.TextChoices):
        ANSWERS = Outcome.ANSWERS.value, _("answers")
        GONE = Outcome.GONE.value, _("gone")
        REFUSES = Outcome.REFUSES.value, _("refuses programs")
        FAILS = Outcome.FAILS.value, _("fails")
        SILENT = Outcome.SILENT.value, _("no answer")
        NOT_ASKED = Outcome.NOT_ASKED.value, _("not asked: not a public address")

    slug = models.SlugField(max_length=100, unique=True)
    text = models.TextField(blank=True)
    claims = models.PositiveIntegerField(default=0)
    moved_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    link = models.CharField(max_length=10, choices=Link.choices, blank=True)
    link_status = models.PositiveSmallIntegerField(null=True)
    link_since = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)

    objects = PublishedSourceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-claims", "id"]
        indexes = [
            models.Index(fields=["-claims", "id"], name="publishedsource_by_claims"),
            models.Index(fields=["link", "-claims", "id"], name="publishedsource_by_link"),
        ]

    def __str__(self) -> str:
        return self.text.partition("\n")[0] or self.slug

    def get_absolute_url(self) -> str:
        return url_of("source_detail", self.slug)


class Citation(models.Model):
    """A published claim cites a source: what for, at which place, with the words that its dossier quotes."""

    class Role(models.TextChoices):
        SUPPORTS = UseRole.SUPPORTS.value, _("supports")
        MENTIONS = UseRole.MENTIONS.value, _("mentions")
        DISPUTES = UseRole.DISPUTES.value, _("disputes")

    # Both are the first column of an index below.
    claim = models.ForeignKey(PublishedClaim, on_delete=models.CASCADE, related_name="citations", db_index=False)
    source = models.ForeignKey(PublishedSource, on_delete=models.PROTECT, related_name="citations", db_index=False)
    role = models.CharField(max_length=10, choices=Role.choices)
    locator = models.CharField(blank=True)
    quote = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["claim", "source", "role", "locator"], name="citation_once")]
        indexes = [models.Index(fields=["source", "claim"], name="citation_by_source")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.source_id}, {self.locator}"


class PublishedCopy(models.Model):
    """A published dossier names, for a source that its claims cite, a copy that the site keeps, by its SHA-256."""

    organization = models.ForeignKey(
        PublishedOrganization, on_delete=models.CASCADE, related_name="copies", db_index=False
    )
    source = models.ForeignKey(PublishedSource, on_delete=models.CASCADE, related_name="copies")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["organization", "source", "sha256"], name="publishedcopy_once")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.sha256}"
