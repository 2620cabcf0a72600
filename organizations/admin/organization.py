"""An organization's page: its whole dossier, and the way to publish it."""

from typing import Any

from adminsortable2.admin import SortableAdminBase
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.base import MARKDOWN, PartInline, understood
from organizations.admin.vocabulary import MAY_PUBLISH
from organizations.dossier.compare import Difference, compare
from organizations.dossier.document import from_json
from organizations.models import (
    Fact,
    Intersection,
    Organization,
    PressurePoint,
    Program,
    Publication,
    Role,
    Section,
    TimelineEvent,
)
from organizations.publishing import has_unpublished_changes, publish, unpublished_organizations
from organizations.store import dump_dossier, give_key


class SectionInline(PartInline):
    model = Section


class FactInline(PartInline):
    model = Fact


class RoleInline(PartInline):
    model = Role
    readonly_fields = (understood,)
    fields = ("person", "name", "title", "period", understood, "country", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        found: QuerySet[Role] = super().get_queryset(request)
        return found.select_related("person")


class ClaimInline(PartInline):
    """A claim: its themes are read with it."""

    fields = ("title", "body", "themes", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request)
        return found.prefetch_related("themes")


class TimelineEventInline(ClaimInline):
    model = TimelineEvent
    readonly_fields = (understood,)
    fields = ("period", understood, "title", "body", "themes", "position")


class ProgramInline(ClaimInline):
    model = Program


class PressurePointInline(ClaimInline):
    model = PressurePoint


class IntersectionInline(ClaimInline):
    model = Intersection


class OrganizationForm(forms.ModelForm):  # type: ignore[type-arg]
    """The frame of a dossier."""

    class Meta:
        model = Organization
        fields = ("title", "headline", "name", "acronym", "slug", "introduction", "closing", "language")

    def clean_slug(self) -> str:
        """A slug that no other published organization has."""
        slug: str = self.cleaned_data["slug"]
        if Publication.objects.filter(slug=slug).exclude(organization=self.instance.pk).exists():
            raise forms.ValidationError(_("Another published organization is at this address."))
        return slug


class MarkedChangeList(ChangeList):
    """A list that knows which of the shown organizations have unpublished changes."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        shown = list(self.result_list)
        changed = unpublished_organizations(shown)
        for organization in shown:
            organization.is_changed = organization.pk in changed  # type: ignore[attr-defined]
        self.result_list = shown  # type: ignore[assignment]


@admin.register(Organization)
class OrganizationAdmin(SortableAdminBase, admin.ModelAdmin):  # type: ignore[misc, type-arg]
    form = OrganizationForm
    inlines = (
        SectionInline,
        FactInline,
        TimelineEventInline,
        RoleInline,
        ProgramInline,
        PressurePointInline,
        IntersectionInline,
    )
    formfield_overrides = MARKDOWN
    list_display = ("name", "acronym", "event_count", "role_count", "program_count", "state")
    list_per_page = 25
    search_fields = ("name", "acronym", "title")
    list_filter = ("language",)
    prepopulated_fields = {"slug": ("acronym",)}
    actions = ("publish_selected",)
    change_form_template = "admin/organizations/organization_form.html"
    view_on_site = False

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else {"slug": ("acronym",)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return MarkedChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return super().get_queryset(request).annotate(
            event_count=count_of(TimelineEvent), role_count=count_of(Role), program_count=count_of(Program)
        )  # fmt: skip

    @admin.display(description=gettext_lazy("events"), ordering="event_count")
    def event_count(self, organization: Any) -> int:
        return int(organization.event_count)

    @admin.display(description=gettext_lazy("roles"), ordering="role_count")
    def role_count(self, organization: Any) -> int:
        return int(organization.role_count)

    @admin.display(description=gettext_lazy("programs"), ordering="program_count")
    def program_count(self, organization: Any) -> int:
        return int(organization.program_count)

    @admin.display(description=gettext_lazy("readers see"))
    def state(self, organization: Any) -> str:
        return _("not yet all of it") if organization.is_changed else _("this")

    # -- saving --

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the parts of a dossier; new ones get their keys."""
        records = formset.save(commit=False)
        for record in formset.deleted_objects:
            record.delete()
        for record in records:
            give_key(record)
            record.save()
        formset.save_m2m()

    # -- publishing --

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.publish_view)
        return [path("<int:pk>/publish/", view, name="organizations_organization_publish"), *super().get_urls()]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What publishing would change; a POST publishes."""
        if not request.user.has_perm(MAY_PUBLISH):
            raise PermissionDenied
        organization = Organization.objects.filter(pk=pk).first()
        if organization is None:
            raise Http404
        if request.method == "POST":
            publish(organization, by=request.user, note=request.POST.get("note", "")[:500].strip())  # type: ignore[arg-type]
            self.message_user(request, _("“%s” is published.") % organization, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:organizations_organization_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "organization": organization,
            "title": _("Publish"),
            "differences": differences_of(organization),
            "is_changed": has_unpublished_changes(organization),
        }
        return TemplateResponse(request, "admin/organizations/publish.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        organization = Organization.objects.select_related("publication").filter(pk=_number(object_id)).first()
        context = {
            **(extra_context or {}),
            "publication": getattr(organization, "publication", None),
            "is_changed": organization is not None and has_unpublished_changes(organization),
            "may_publish": request.user.has_perm(MAY_PUBLISH),
        }
        return super().change_view(request, object_id, form_url, context)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_PUBLISH)

    @admin.action(description=gettext_lazy("Publish the selected organizations"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, chosen: QuerySet[Organization]) -> None:
        for organization in chosen:
            publish(organization, by=request.user, note=_("Published from the list"))  # type: ignore[arg-type]
        self.message_user(request, _("The selected organizations are published."), messages.SUCCESS)


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 19 else None


def count_of(model: Any) -> Coalesce:
    """How many records of a model an organization has, as a subquery."""
    counts = model.objects.filter(organization=OuterRef("pk")).order_by().values("organization")
    return Coalesce(Subquery(counts.annotate(count=Count("pk")).values("count")), 0)


def differences_of(organization: Organization) -> list[Difference]:
    """What readers would see changed; empty where nothing was published yet."""
    publication = Publication.objects.select_related("revision").filter(organization=organization).first()
    if publication is None:
        return []
    return compare(from_json(publication.revision.data), dump_dossier(organization))
