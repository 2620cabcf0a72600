"""What several records share: a place in a dossier, a period in words with its bounds."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.period import Period, PeriodError, parse_period
from organizations.models.fields import LineField, MarksField, ProseField
from organizations.wording import sentence

BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")
FLAGS = ("open_start", "open_end", "approximate")
PERIOD_FIELDS = (*BOUNDS, *FLAGS, "edtf")


def period_columns(period: Period | None) -> dict[str, str | date | bool | None]:
    """The columns of `Dated` for a period, or for none."""
    if period is None:
        return {"period": "", "edtf": "", **dict.fromkeys(BOUNDS), **dict.fromkeys(FLAGS, False)}
    return {"period": period.words, **{name: getattr(period, name) for name in PERIOD_FIELDS}}


class Dated(models.Model):
    """A record with a period in words; the bounds are read from the words in `clean`.

    They are columns because lists filter and sort by them, and because `loaddata` never calls `save`.
    """

    period = LineField(
        _("period"),
        max_characters=MAX_NAME,
        blank=True,
        help_text=_("As in “1951–1970s”, “since 2023”, “c. 1995”, “7 April 1948”."),
    )
    start_earliest = models.DateField(_("starts at the earliest"), null=True, editable=False)
    start_latest = models.DateField(_("starts at the latest"), null=True, editable=False)
    end_earliest = models.DateField(_("ends at the earliest"), null=True, editable=False)
    end_latest = models.DateField(_("ends at the latest"), null=True, editable=False)
    open_start = models.BooleanField(_("start not known"), default=False, editable=False)
    open_end = models.BooleanField(_("still going on"), default=False, editable=False)
    approximate = models.BooleanField(_("approximate"), default=False, editable=False)
    edtf = models.CharField("EDTF", blank=True, editable=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Read the period and fill its bounds. Raises ValidationError on the period when it cannot be read."""
        super().clean()
        try:
            period = parse_period(self.period) if self.period.strip() else None
        except PeriodError as error:
            raise ValidationError({"period": sentence(error.message)}) from error
        for name, value in period_columns(period).items():
            setattr(self, name, value)

    def as_period(self) -> Period | None:
        """The period as a value, or None where the record is undated."""
        if not self.period:
            return None
        return Period(words=self.period, **{name: getattr(self, name) for name in PERIOD_FIELDS})


def period_is_whole(name: str) -> models.CheckConstraint:
    """A constraint: bounds are there exactly when a period is that was understood, and do not run backwards."""
    undated = models.Q(edtf="", start_earliest=None, start_latest=None, end_earliest=None, end_latest=None) & models.Q(
        open_start=False, open_end=False
    )
    # "After 1989" begins nobody knows how late, "before 1960" ends nobody knows how early.
    starts = models.Q(open_start=True, start_earliest=None) | (
        models.Q(open_start=False, start_earliest__isnull=False)
        & (models.Q(open_end=True, start_latest=None) | _in_order("start_earliest", "start_latest"))
    )
    ends = models.Q(open_end=True, end_latest=None) | (
        models.Q(open_end=False, end_latest__isnull=False)
        & (models.Q(open_start=True, end_earliest=None) | _in_order("end_earliest", "end_latest"))
    )
    lasts = models.Q(open_start=True) | models.Q(open_end=True) | _in_order("start_earliest", "end_latest")
    return models.CheckConstraint(
        name=name,
        condition=undated | (~models.Q(period="") & ~models.Q(edtf="") & starts & ends & lasts),
        violation_error_message=_("The period's bounds do not belong to its words."),
    )


def _in_order(first: str, last: str) -> models.Q:
    # A comparison with NULL is neither true nor false, and a CHECK lets that pass.
    return models.Q(**{f"{first}__isnull": False, f"{last}__isnull": False, f"{first}__lte": models.F(last)})


class InDossierQuerySet(models.QuerySet["InDossier"]):
    """Records of one dossier, in its order."""

    def get_by_natural_key(self, organization: str, key: str) -> "InDossier":
        return self.get(organization__slug=organization, key=key)


class InDossier(models.Model):
    """A record that belongs to an organization's dossier and keeps its key whatever happens to its wording."""

    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.CASCADE,
        related_name="%(class)ss",
        verbose_name=_("organization"),
    )
    key = models.SlugField(
        _("key"),
        max_length=100,
        blank=True,
        help_text=_("Its name in addresses: given once, from the first wording, and never changed."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    first_line = models.PositiveIntegerField(_("first line in the source"), null=True, blank=True)
    last_line = models.PositiveIntegerField(_("last line in the source"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = InDossierQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["organization", "position", "id"]

    def natural_key(self) -> tuple[str, str]:
        return (self.organization.slug, self.key)

    # Django looks for it on the function: `dumpdata` puts organizations before what names them.
    natural_key.dependencies = ["organizations.organization"]  # type: ignore[attr-defined]


class Cited(InDossier):
    """A record that can stand on sources."""

    marks = MarksField(
        _("evidence"),
        blank=True,
        help_text=_("Which sources it stands on, as in “[2, p. 3] [as of June 2024] [assessment]”."),
    )

    class Meta(InDossier.Meta):
        abstract = True


class Item(Cited):
    """A claim that a section holds."""

    reply = ProseField(
        _("reply"), blank=True, help_text=_("The organization’s answer, as in “Reply of IOM (3 May 2024): …”.")
    )

    class Meta(Cited.Meta):
        abstract = True


def unique_key(name: str) -> models.UniqueConstraint:
    """A constraint: keys are unique among the records of one kind in one dossier, and never empty."""
    return models.UniqueConstraint(
        fields=["organization", "key"],
        name=name,
        violation_error_message=_("Another record of this dossier has this key."),
    )
