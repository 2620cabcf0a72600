"""The words that claims are sorted and found by: eras, themes, search rules. Working copy too: readers see others."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_NAME
from organizations.models.base import Dated, period_is_whole
from organizations.models.fields import LineField, ProseField


class EraQuerySet(models.QuerySet["Era"]):
    """Eras in their order."""

    def get_by_natural_key(self, slug: str) -> "Era":
        return self.get(slug=slug)


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Themes in their order."""

    def get_by_natural_key(self, slug: str) -> "Theme":
        return self.get(slug=slug)


class SearchRuleQuerySet(models.QuerySet["SearchRule"]):
    """Search rules in their order."""

    def get_by_natural_key(self, name: str) -> "SearchRule":
        return self.get(name=name)


class Era(Dated):
    """A named stretch of years; eras may overlap."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = LineField(_("name"), max_characters=MAX_NAME)
    description = LineField(_("description"), blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = EraQuerySet.as_manager()

    class Meta:
        verbose_name = _("era")
        verbose_name_plural = _("eras")
        ordering = ["position", "slug"]
        constraints = [
            period_is_whole("era_period"),
            models.CheckConstraint(name="era_dated", condition=~models.Q(edtf="") & ~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.period})"

    def clean(self) -> None:
        super().clean()
        if not self.period.strip():
            raise ValidationError({"period": _("An era needs a period, as in “1947–1991”.")})
        if not self.edtf:
            raise ValidationError({"period": _("An era needs a date that is understood, as in “1947–1991”.")})

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Theme(models.Model):
    """A subject that claims are about."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = LineField(_("name"), max_characters=MAX_NAME)
    description = LineField(_("description"), blank=True)
    words = ProseField(
        _("words that suggest it"),
        blank=True,
        help_text=_("One a line; a claim holding one is offered the theme. “return*” matches any ending."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "slug"]
        constraints = [models.CheckConstraint(name="theme_has_name", condition=~models.Q(name=""))]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class RoleOrder(models.TextChoices):
    """Which of the roles that answer a question stand first."""

    LATEST = "", _("the latest")
    EARLIEST = "earliest", _("the earliest")
    NEWEST = "newest", _("the latest, of other claims too")
    SECOND = "2", _("the second")
    THIRD = "3", _("the third")
    FOURTH = "4", _("the fourth")
    FIFTH = "5", _("the fifth")
    SIXTH = "6", _("the sixth")
    SEVENTH = "7", _("the seventh")
    EIGHTH = "8", _("the eighth")
    NINTH = "9", _("the ninth")
    TENTH = "10", _("the tenth")
    LONGEST = "longest", _("the longest")
    SHORTEST = "shortest", _("the shortest")
    NEXT = "next", _("who came after the one who is named")
    PREVIOUS = "previous", _("who came before the one who is named")


class SearchRule(models.Model):
    """What words of a question mean, in any language: claims of some kinds, other words, or nothing to look for."""

    name = LineField(_("name"), max_characters=MAX_NAME, unique=True)
    words = ProseField(
        _("words"),
        help_text=_("One question word or phrase a line: “who led”. “French = France” stands for other words itself."),
    )
    kinds = models.JSONField(
        _("kinds of claims"), default=list, blank=True, help_text=_("What they ask for. Without any they are left out.")
    )
    first = LineField(_("best answers"), blank=True, help_text=_("Words in the titles of the best answers: “founded”."))
    stands_for = LineField(
        _("other words for"),
        blank=True,
        max_characters=MAX_NAME,
        help_text=_("An acronym, a name or words of the dossiers that are meant: “UN” by “ONU”."),
    )
    order = models.CharField(
        _("order of roles"),
        max_length=10,
        choices=RoleOrder,
        blank=True,
        default=RoleOrder.LATEST,
        help_text=_("Which roles come first. Without kinds it counts only where other words ask for roles."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = SearchRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("search rule")
        verbose_name_plural = _("search rules")
        ordering = ["position", "name"]
        constraints = [models.CheckConstraint(name="searchrule_has_words", condition=~models.Q(words=""))]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class RemovedTag(models.Model):
    """An era or a theme that was deleted: what it said, for when it comes back. `columns` are its own but the slug."""

    kind = models.CharField(max_length=10)
    slug = models.SlugField(max_length=80, db_index=False)
    columns = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="removedtag_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


KEPT: dict[type[models.Model], tuple[str, ...]] = {
    Era: ("name", "description", "period", "position"),
    Theme: ("name", "description", "words", "position"),
}


# By a signal, since the admin, a cascade and a query set all delete; `_raw_delete` alone would pass it by.
@receiver(pre_delete, sender=Era)
@receiver(pre_delete, sender=Theme)
def _keep(sender: type[models.Model], instance: Era | Theme, **kwargs: object) -> None:
    columns = {name: getattr(instance, name) for name in KEPT[sender]}
    RemovedTag.objects.update_or_create(
        kind=str(sender._meta.model_name), slug=instance.slug, defaults={"columns": columns}
    )


def brought_back(kind: str, slug: str) -> dict[str, object]:
    """What an "era" or a "theme" said before it was deleted, by its columns; empty where there was none."""
    removed = RemovedTag.objects.filter(kind=kind, slug=slug).first()
    return dict(removed.columns) if removed else {}
