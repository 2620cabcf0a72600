"""The claims that carry themes: timeline events, programs, pressure points, intersections."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models.base import Dated, Item, period_is_whole, unique_key
from organizations.models.fields import LineField, ProseField


class Claim(Item):
    """A titled statement with themes."""

    title = LineField(_("title"))
    body = ProseField(_("body"), blank=True)
    themes = models.ManyToManyField("organizations.Theme", blank=True, verbose_name=_("themes"))

    class Meta(Item.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title


class TimelineEvent(Dated, Claim):
    """What happened, and when."""

    subheading = LineField(
        _("subheading"),
        blank=True,
        help_text=_("Stands above this event and those that follow, as “The 1950s” does."),
    )

    class Meta(Claim.Meta):
        verbose_name = _("timeline event")
        verbose_name_plural = _("timeline events")
        constraints = [
            unique_key("timelineevent_key"),
            period_is_whole("timelineevent_period"),
            models.CheckConstraint(name="timelineevent_dated", condition=~models.Q(period="")),
        ]

    def clean(self) -> None:
        super().clean()
        if not self.period:
            raise ValidationError({"period": _("An event needs a period, as in “1951–1970s” or “c. 1995”.")})


class Program(Claim):
    """What the organization does."""

    class Meta(Claim.Meta):
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [unique_key("program_key")]


class PressurePoint(Claim):
    """A structural weakness or strain."""

    class Meta(Claim.Meta):
        verbose_name = _("pressure point")
        verbose_name_plural = _("pressure points")
        constraints = [unique_key("pressurepoint_key")]


class Intersection(Claim):
    """Where the organization meets wider forces."""

    class Meta(Claim.Meta):
        verbose_name = _("intersection")
        verbose_name_plural = _("intersections")
        constraints = [unique_key("intersection_key")]
