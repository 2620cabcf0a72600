"""An organization with what frames its dossier: facts and sections."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.dossier.bounds import MAX_LINE, MAX_NAME
from organizations.dossier.document import SectionKind
from organizations.dossier.kinds import LISTS, SECTIONS
from organizations.models.base import Cited, Item, unique_key
from organizations.models.fields import LanguageField, LineField, ProseField


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organizations of the working copy."""

    def get_by_natural_key(self, slug: str) -> "Organization":
        return self.get(slug=slug)

    def never_published(self) -> "OrganizationQuerySet":
        return self.filter(revisions__isnull=True)


class Organization(models.Model):
    """The working copy of a dossier: what editors change. Readers see its PublishedOrganization."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Its name in addresses."))
    name = LineField(_("name"), max_characters=MAX_NAME)
    acronym = LineField(_("acronym"), max_characters=MAX_NAME, blank=True)
    title = LineField(_("title line"), help_text=_("The first line of the dossier, as written."))
    headline = LineField(_("second title line"), blank=True)
    introduction = ProseField(_("introduction"), blank=True)
    closing = LineField(_("closing line"), blank=True)
    language = LanguageField(_("language"), max_length=20, default="en", help_text=_("Of its words."))
    source_lines = models.JSONField(_("lines in the source"), default=dict, blank=True, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        permissions = [("publish_organization", "Can publish dossiers")]
        constraints = [
            models.CheckConstraint(name="organization_has_names", condition=~models.Q(name="") & ~models.Q(title=""))
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:organization_detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class Fact(Item):
    """A line of the snapshot."""

    label = LineField(_("label"), max_characters=MAX_NAME, blank=True)
    value = ProseField(_("value"), max_characters=MAX_LINE)

    class Meta(Item.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [unique_key("fact_key")]

    def __str__(self) -> str:
        return self.label or self.value


SECTION_CHOICES = [(kind.value, _(known.label)) for kind, known in SECTIONS.items()]


class Section(Cited):
    """A heading with what stands under it; one of kind OTHER is kept and shown whole."""

    kind = models.CharField(_("kind"), max_length=20, choices=SECTION_CHOICES, default=SectionKind.OTHER.value)
    heading = LineField(_("heading"), blank=True)
    text = ProseField(
        _("text"), blank=True, help_text=_("What stands under the heading before its items; of kind “other”, all.")
    )
    remark = ProseField(
        _("remark"), blank=True, help_text=_("What stands after the items; only in a snapshot and among people.")
    )
    layout = LineField(max_characters=40, blank=True, default="", editable=False)

    class Meta(Cited.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            unique_key("section_key"),
            models.UniqueConstraint(
                fields=["organization", "kind"],
                condition=~models.Q(kind=SectionKind.OTHER.value),
                name="section_kind_once",
                violation_error_message=_("The dossier has a section of this kind already."),
            ),
            models.CheckConstraint(
                name="section_remark_in_place",
                condition=models.Q(remark="") | models.Q(kind__in=[kind.value for kind in LISTS]),
                violation_error_message=_("Only a snapshot and a people section close with a remark."),
            ),
            models.CheckConstraint(
                name="section_has_heading",
                condition=~models.Q(heading="") | models.Q(kind=SectionKind.SOURCES.value),
                violation_error_message=_("A section needs a heading."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if not self.heading and self.kind != SectionKind.SOURCES:  # notes that close a text have no heading
            raise ValidationError({"heading": _("A section needs a heading.")})

    def __str__(self) -> str:
        return self.heading or self.get_kind_display()
