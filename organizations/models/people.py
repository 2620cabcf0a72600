"""People and the roles they held; one person may serve in several organizations."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NAME
from organizations.models.base import Dated, InDossierQuerySet, Item, period_is_whole, unique_key
from organizations.models.fields import LineField


class PersonQuerySet(models.QuerySet["Person"]):
    """People of the working copy."""

    def get_by_natural_key(self, slug: str) -> "Person":
        return self.get(slug=slug)


class Person(models.Model):
    """Somebody who held a role."""

    slug = models.SlugField(_("slug"), max_length=100, unique=True, help_text=_("Their name in addresses."))
    name = LineField(_("name"), max_characters=MAX_NAME)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="person_has_name", condition=~models.Q(name=""))]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


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
