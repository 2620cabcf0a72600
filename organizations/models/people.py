"""People and the roles they held; one person may serve in several organizations."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.period import Period, PeriodError, parse_period
from organizations.models.base import Dated, InDossierQuerySet, Item, period_is_whole, unique_key
from organizations.models.fields import LineField
from organizations.wording import sentence


class PersonQuerySet(models.QuerySet["Person"]):
    """People of the working copy."""

    def with_profile(self) -> "PersonQuerySet":
        """Those of whom something is said beside their names."""
        # Excluded are those all of whose columns are empty: `exclude` negates them together, not each.
        return self.exclude(**dict.fromkeys(PROFILE, ""))

    def get_by_natural_key(self, slug: str) -> "Person":
        return self.get(slug=slug)


PROFILE = ("filed_as", "born", "died", "biography", "picture", "picture_text", "picture_credit")
"""The columns of a person that no dossier says: readers see them once they are published."""


class Person(models.Model):
    """Somebody who held a role. `picture` is the name of an uploaded one."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True, help_text=_("Their name in addresses."))
    name = LineField(_("name"), max_characters=MAX_NAME)
    filed_as = LineField(_("listed as"), max_characters=MAX_NAME, blank=True)
    born = LineField(_("born"), max_characters=MAX_NAME, blank=True, help_text=_("As in “8 April 1938”, “c. 1920”."))
    died = LineField(_("died"), max_characters=MAX_NAME, blank=True, help_text=_("As in “18 August 2018”."))
    biography = LineField(_("biography"), blank=True, help_text=_("One line: who they are."))
    picture = LineField(_("picture"), max_characters=MAX_NAME, blank=True, editable=False)
    picture_text = LineField(
        _("description of the picture"), blank=True, help_text=_("What it shows, for those who do not see it.")
    )
    picture_credit = LineField(
        _("credit of the picture"), blank=True, help_text=_("Who made it, and under which licence it may be shown.")
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="person_has_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                # A picture needs both: words for those who do not see it, and the name of whoever made it.
                name="person_picture_is_described",
                condition=models.Q(picture="") | ~(models.Q(picture_text="") | models.Q(picture_credit="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError on a date that cannot be read, or a death before the birth."""
        super().clean()
        read: dict[str, Period] = {}
        for name in ("born", "died"):
            if text := getattr(self, name):
                try:
                    read[name] = parse_period(text)
                except PeriodError as error:
                    raise ValidationError({name: sentence(error.message)}) from error
        if len(read) == 2 and read["died"].reach[1] < read["born"].reach[0]:
            raise ValidationError({"died": _("Nobody dies before they are born.")})

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def profile(self) -> dict[str, str]:
        """What no dossier says of them, without what is empty."""
        return {name: value for name in PROFILE if (value := getattr(self, name))}


class RoleQuerySet(InDossierQuerySet):
    """Roles, of people and collective."""

    def personal(self) -> "RoleQuerySet":
        return self.filter(person__isnull=False)


class Role(Dated, Item):
    """An office that a person held; without a person, a collective influence.

    A collective influence ("Founding Influence: Western Allied states …") keeps its label in `name` and its
    text in `title`: it stands among the people in the text's order, but nothing counts it as one.
    """

    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("person"),
        help_text=_("Empty for a collective influence."),
    )
    name = LineField(
        _("name as written"),
        max_characters=MAX_NAME,
        blank=True,
        help_text=_("Where it differs from the person's; or an influence's label."),
    )
    title = LineField(_("role"), blank=True, help_text=_("The office; or the text of an influence."))
    country = LineField(_("country"), max_characters=MAX_NAME, blank=True)

    objects: ClassVar[models.Manager[Any]] = RoleQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            unique_key("role_key"),
            period_is_whole("role_period"),
            models.CheckConstraint(
                name="role_influence_is_plain",
                condition=models.Q(person__isnull=False)
                | (models.Q(period="", country="") & (~models.Q(name="") | ~models.Q(title=""))),
                violation_error_message=_(
                    "Without a person it is a collective influence: it needs words, no period and no country."
                ),
            ),
        ]

    def __str__(self) -> str:
        return ": ".join(part for part in (self.written_name(), self.title) if part)

    def written_name(self) -> str:
        """The name as the dossier writes it."""
        return self.name or (self.person.name if self.person else "")
