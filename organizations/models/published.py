"""The published state that every public page reads: the site, its vocabulary, people, organizations, addresses."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Upper
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from organizations.dossier.languages import is_right_to_left
from organizations.dossier.period import Period, PeriodError, parse_period
from organizations.models.revisions import Revision
from organizations.models.urls import url_of


class SiteState(models.Model):
    """One row: a number that every change of the published state raises, so that pages know when to renew.

    `vocabulary` is raised where eras or themes changed: all pages show these, a dossier's else only its own edition.
    `lineage` tells databases apart whose versions count alike: a restored one goes on under another.
    """

    lineage = models.UUIDField(default=uuid4, editable=False)
    version = models.PositiveBigIntegerField(default=1)
    vocabulary = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="sitestate_is_one", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.version)


class PublishedTagQuerySet(models.QuerySet["PublishedTag"]):
    """Published eras and themes."""

    def eras(self) -> "PublishedTagQuerySet":
        return self.filter(kind=PublishedTag.Kind.ERA)

    def themes(self) -> "PublishedTagQuerySet":
        return self.filter(kind=PublishedTag.Kind.THEME)


class PublishedTag(models.Model):
    """The published copy of an era or a theme."""

    class Kind(models.TextChoices):
        ERA = "era", _("era")
        THEME = "theme", _("theme")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    slug = models.SlugField(max_length=80)
    name = models.CharField()
    description = models.CharField(blank=True)
    period = models.CharField(blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    position = models.PositiveIntegerField(default=0)

    objects = PublishedTagQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "slug"]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="publishedtag_slug")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return url_of(f"{self.kind}_detail", self.slug)


class PublishedSearchRule(models.Model):
    """The published copy of a search rule."""

    name = models.CharField(unique=True)
    words = models.TextField()
    kinds = models.JSONField(default=list)
    first = models.CharField(blank=True)
    stands_for = models.CharField(blank=True)
    order = models.CharField(max_length=10, blank=True, default="")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


def _read(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodError:
        return None


class PublishedPerson(models.Model):
    """Somebody who holds a role in a published dossier.

    `filed_as` is how a list has the name, what it is filed under before a comma: "Swing, William Lacy". `sort_name` are
    its words, folded; `initial` is the code point of the letter under which it is listed. `profile` is what editors say
    of them, as `Person.profile` has it.
    """

    OTHERS = 0x10FFFF
    """The initial of names in a script that has too many letters to list them: the last of all."""

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField()
    filed_as = models.CharField()
    sort_name = models.CharField(db_index=True)
    initial = models.PositiveIntegerField()
    profile = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["initial", "sort_name", "slug"]
        indexes = [models.Index(fields=["initial", "sort_name", "slug"], name="publishedperson_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def letter(self) -> str:
        """The letter that it is listed under; empty for OTHERS."""
        return "" if self.initial == self.OTHERS else chr(self.initial).upper()

    @property
    def born(self) -> Period | None:
        """When they were born; None where nobody says it."""
        return _read(self.profile.get("born", ""))

    @property
    def died(self) -> Period | None:
        """When they died; None where nobody says it."""
        return _read(self.profile.get("died", ""))

    @property
    def picture_url(self) -> str:
        """The address of their picture; empty without one."""
        name = self.profile.get("picture", "")
        try:
            return reverse("picture", args=[name]) if name else ""
        # A name that the address does not take, as an older release kept it: the page is shown without the picture.
        except NoReverseMatch:
            return ""

    @property
    def name_apart(self) -> tuple[str, str, str]:
        """The name, cut before and behind what it is filed under, where it is in it."""
        family = self.filed_as.partition(",")[0]
        # From the right: a family name may be a given name too, and stands behind it where both are one.
        return self.name.rpartition(family) if family and family in self.name else (self.name, "", "")

    def get_absolute_url(self) -> str:
        return url_of("person_detail", self.slug)


class PublishedOrganizationQuerySet(models.QuerySet["PublishedOrganization"]):
    """Organizations as published."""


class PublishedOrganization(models.Model):
    """A published organization: what lists and the head of its page show. Claims are its claims.

    `outline` is the sections in order, without what stands in them: [{key, kind, heading, coverage}]; `sources` is the
    list of sources: [{key, label, text, html, slug}]; `card` is what the index says of it (`publishing.cards.Card`).
    `related` are the organizations that it is related to (`publishing.relations.Group`); how often that changed is part
    of the version of its pages, which tell of others there.
    `sourced_claims` of `counted_claims` stand on a source that names a work: texts between claims are not counted.
    `claim_keys` is the roaring bitmap of its claims' keys, with which they are counted in the columns of the facet
    index.
    """

    organization = models.OneToOneField(
        "organizations.Organization", on_delete=models.CASCADE, related_name="published"
    )
    # PROTECT: readers cite editions; the live one cannot be deleted behind their backs.
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField()
    acronym = models.CharField(blank=True)
    sort_name = models.CharField()
    title = models.CharField()
    headline = models.CharField(blank=True)
    summary = models.CharField(blank=True)
    closing = models.CharField(blank=True)
    language = models.CharField(max_length=20)
    founded = models.PositiveIntegerField(null=True)
    headquarters = models.CharField(blank=True)
    country = models.CharField(blank=True)
    outline = models.JSONField(default=list)
    sources = models.JSONField(default=list, blank=True)
    card = models.JSONField(default=dict, blank=True)
    related = models.JSONField(default=list, blank=True)
    related_changes = models.PositiveIntegerField(default=0)
    sourced_claims = models.PositiveIntegerField(default=0)
    counted_claims = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()
    claim_keys = models.BinaryField(_("keys of its claims"), default=bytes, editable=False)

    objects = PublishedOrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="published_by_name"),
            models.Index(fields=["founded", "sort_name", "id"], name="published_by_founding"),
            models.Index(fields=["country", "sort_name", "id"], name="published_by_country"),
            models.Index(Upper("acronym"), name="published_by_acronym"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_absolute_url(self) -> str:
        return url_of("organization_detail", self.slug)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the lines of the dossier run from right to left."""
        return is_right_to_left(self.language)


class PublishedSlug(models.Model):
    """A slug by which readers know a record, or knew it: whoever follows an old link is led to it.

    `record` is the primary key of an organization, person, era or theme of the working copy; `used_at` is when it was
    published under the slug last.
    """

    class Kind(models.TextChoices):
        ORGANIZATION = "organization"
        PERSON = "person"
        ERA = "era"
        THEME = "theme"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    slug = models.SlugField(max_length=100, db_index=False)
    # No foreign key: it is of one of four tables, and outlives the record, so that its slug is given to no other.
    record = models.PositiveBigIntegerField()
    used_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "record"], name="publishedslug_by_record")]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="publishedslug_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"
