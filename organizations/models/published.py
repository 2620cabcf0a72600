"""The published state: revisions, and the projection that every public page reads."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.evidence.marks import UseRole
from organizations.dossier.kinds import PUBLISHED, anchor_of
from organizations.dossier.languages import is_right_to_left
from organizations.dossier.messages import Json, Message, as_json, from_json
from organizations.dossier.notes import Note
from organizations.dossier.period import Period, PeriodError, parse_period
from organizations.links import Outcome
from organizations.models.base import Dated
from organizations.models.fields import LineField
from organizations.models.urls import url_of
from organizations.wording import kind_name, sentence


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions."""

    def published(self) -> "RevisionQuerySet":
        return self.filter(published_at__isnull=False)

    def imported(self) -> "RevisionQuerySet":
        return self.filter(origin=Revision.Origin.TEXT)


class Revision(models.Model):
    """A dossier as it once stood: numbered, with who and when. The PublishedOrganization points to the live one.

    `imported` is what the text said that it came from, where that was merged with what editors had made. Two revisions
    say the same where they have one `fingerprint`, which was taken when they were recorded. A note is somebody's words;
    what code notes is a message, as JSON.
    """

    class Origin(models.TextChoices):
        TEXT = "text", _("imported text")
        ADMIN = "admin", _("admin")

    organization = models.ForeignKey("organizations.Organization", on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("dossier"), help_text=_("As organizations.dossier.document.to_json writes it."))
    fingerprint = models.CharField(max_length=64, blank=True, default="", editable=False)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin.choices, default=Origin.ADMIN)
    imported = models.JSONField(_("text it came from"), null=True, editable=False)
    note = LineField(_("note"), max_characters=MAX_NOTE, blank=True)
    note_message = models.JSONField(null=True, editable=False)
    created_at = models.DateTimeField(_("made"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_note = LineField(_("note for readers"), max_characters=MAX_NOTE, blank=True)
    published_note_message = models.JSONField(null=True, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["organization", "-number"]
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="revision_number")]
        indexes = [models.Index(fields=["-published_at", "-id"], name="revision_published")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.number}"

    @property
    def whole_note(self) -> str:
        """What is noted on it, in words; may be empty."""
        return note_in_words(self.note, self.note_message)

    @property
    def whole_published_note(self) -> str:
        """What is noted on the edition, in words; may be empty."""
        return note_in_words(self.published_note, self.published_note_message)


def columns_of(note: Note) -> tuple[str, Json | None]:
    """A note as its two columns hold it: somebody's words, or what code noted."""
    return ("", as_json(note)) if isinstance(note, Message) else (note, None)


def note_in_words(words: str, message: Json | None) -> str:
    """A note in the reader's language: what code noted, then somebody's words."""
    return "; ".join(filter(None, (sentence(from_json(message)) if message else "", words)))


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
    position = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


def _read(words: str) -> Period | None:
    try:
        return parse_period(words) if words else None
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
        try:
            return reverse("picture", args=[self.profile.get("picture", "")])
        except NoReverseMatch:
            return ""

    @property
    def name_apart(self) -> tuple[str, str, str]:
        """The name, cut before and behind what it is filed under, where it is in it."""
        family = self.filed_as.partition(",")[0]
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
    key = models.SlugField(max_length=120, db_index=False)
    section = models.CharField(blank=True)
    position = models.PositiveIntegerField()
    title = models.CharField(blank=True)
    detail = models.TextField(blank=True)
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

    claim = models.ForeignKey(PublishedClaim, on_delete=models.CASCADE, related_name="claim_tags", db_index=False)
    tag = models.ForeignKey(PublishedTag, on_delete=models.CASCADE, related_name="claim_tags", db_index=False)
    certain = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "tag"], name="publishedclaimtag_once")]
        indexes = [models.Index(fields=["tag", "claim", "certain"], name="publishedclaimtag_by_tag")]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.tag_id}"


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
    record = models.PositiveBigIntegerField()
    used_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "record"], name="publishedslug_by_record")]
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="publishedslug_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"
