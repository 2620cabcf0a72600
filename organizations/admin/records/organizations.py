"""Organizations: the list with its counts and marks, the page of a whole dossier, publishing."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.desk import DeskFilter
from organizations.admin.findings import checkup_of
from organizations.admin.forms import OrganizationForm, RecordOptions, once
from organizations.admin.records.fitting import kinds_that_fit, linked_kinds
from organizations.admin.records.inlines import INLINES
from organizations.admin.saving.merging import read_opened, shown_whole, with_places
from organizations.admin.saving.presence import presence
from organizations.admin.saving.recorded import RecordedAdmin
from organizations.admin.tools.flow import tool_page
from organizations.admin.tools.history import history_page, restore, revision_text
from organizations.admin.tools.importing import ChangesTool, SourceTool, desk_url
from organizations.admin.tools.importing_desk import DeskTool
from organizations.admin.tools.publishing import PublishTool, may_publish, organization_page
from organizations.admin.tools.relating import RelatingTool
from organizations.admin.tools.replacing import ReplaceTool
from organizations.admin.tools.suggesting import SuggestionTool
from organizations.admin.tools.workflow import FORMS, StepTool, state_of
from organizations.dossier.document import Dossier
from organizations.dossier.fields import fields_of
from organizations.dossier.text.errors import DossierError
from organizations.models import ImportDraft, Organization, Program, PublishedOrganization, Role, TimelineEvent
from organizations.models.base import InDossier
from organizations.publishing import Standing, with_standing
from organizations.publishing.preview_links import secret_url
from organizations.wording import sentence


def count_of(claims: "QuerySet[InDossier]", counted: str = "pk") -> Coalesce:
    """How many of the claims an organization has: a subquery, so that counts do not multiply each other."""
    counts = claims.filter(organization=OuterRef("pk")).order_by().values("organization")
    number = counts.annotate(number=Count(counted, distinct=True)).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


STANDINGS = {
    Standing.PUBLISHED: gettext_lazy("Published"),
    Standing.CHANGED: gettext_lazy("Unpublished changes"),
    Standing.WITHDRAWN: gettext_lazy("Withdrawn"),
    Standing.NEVER: gettext_lazy("Never published"),
}


class StandingFilter(admin.SimpleListFilter):
    """Organizations by what readers see of them."""

    title = gettext_lazy("published")
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Organization]") -> list[tuple[str, str]]:
        return [(standing.value, str(label)) for standing, label in STANDINGS.items()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() in set(Standing):
            return queryset.filter(standing=self.value())
        return queryset


FIRST = ("title", "headline", "name", "acronym", "slug", "introduction")
"""What the page of a dossier shows first of what it says."""


@admin.register(Organization)
class OrganizationAdmin(RecordOptions[Organization], RecordedAdmin[Organization]):
    """The working copy of a dossier, whole on one page. Saving never publishes."""

    form = OrganizationForm
    fieldsets = (
        (None, {"fields": FIRST}),
        (
            gettext_lazy("More"),
            {"fields": [name for name in fields_of(Dossier) if name not in FIRST], "classes": ("collapse",)},
        ),
    )
    inlines = INLINES
    list_display = ("name", "acronym", "event_count", "people_count", "program_count", "state")
    list_filter = (StandingFilter, DeskFilter, "language")
    list_per_page = 50
    search_fields = ("name", "acronym", "title", "slug")
    actions = ("publish_selected",)
    save_on_top = True

    # -- the list ----------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Organization]":
        found: QuerySet[Organization] = with_standing(super().get_queryset(request)).annotate(
            event_count=count_of(TimelineEvent.objects.all()),
            people_count=count_of(Role.objects.filter(person__isnull=False), "person"),
            program_count=count_of(Program.objects.all()),
        )
        return found

    @admin.display(description=gettext_lazy("events"), ordering="event_count")
    def event_count(self, organization: Any) -> int:
        """How many events the timeline has."""
        return int(organization.event_count)

    @admin.display(description=gettext_lazy("people"), ordering="people_count")
    def people_count(self, organization: Any) -> int:
        """How many people hold roles."""
        return int(organization.people_count)

    @admin.display(description=gettext_lazy("programs"), ordering="program_count")
    def program_count(self, organization: Any) -> int:
        """How many programs there are."""
        return int(organization.program_count)

    @admin.display(description=gettext_lazy("state"), ordering="standing")
    def state(self, organization: Any) -> str:
        """What readers see of it."""
        return str(STANDINGS[Standing(organization.standing)])

    # -- the page ----------------------------------------------------------------------------------------------

    def view_on_site(self, organization: Organization) -> str | None:
        """The public address, where there is one."""
        published = PublishedOrganization.objects.filter(organization=organization).first()
        return published.get_absolute_url() if published else None

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, with the mark of unpublished changes and the button for those who may publish."""
        organization = kwargs.get("obj")
        if organization:
            context["show_save_and_add_another"] = False
            context["may_publish"] = may_publish(request)
            context["state"] = state_of(organization)
            context["checkup"] = checkup_of(organization)
            shown = self.kinds_shown(request, organization)
            context["linked_kinds"] = linked_kinds(
                organization, [each.model for each in INLINES if each.model not in shown]
            )
            context["preview"] = organization.slug and reverse("organizations:preview", args=[organization.slug])
            context["secret"] = request.build_absolute_uri(secret_url(organization))
        return super().render_change_form(request, context, *args, **kwargs)

    def kinds_shown(self, request: HttpRequest, organization: Organization) -> list[type[InDossier]]:
        """The kinds of claims that the page holds; of a page that is posted, those that it held when it was opened."""
        kinds: list[type[InDossier]] = [inline.model for inline in INLINES]
        opened = read_opened(request.POST) if request.method == "POST" else None
        if opened:
            return [kind for kind in kinds if kind._meta.model_name in opened.keys]
        return once(request, "kinds_shown", lambda: kinds_that_fit(organization, kinds))

    def get_inlines(self, request: HttpRequest, obj: Organization | None) -> Any:
        """The kinds of claims that the page holds; others have lists of their own."""
        shown = self.kinds_shown(request, obj) if obj else None
        return [inline for inline in INLINES if shown is None or inline.model in shown]

    def rows_of(self, request: HttpRequest, record: Any) -> "list[QuerySet[Any]]":
        """The claims that the page holds, kind by kind."""
        return [kind._default_manager.filter(organization=record) for kind in self.kinds_shown(request, record)]

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> list[Any]:
        """The kinds of claims, each named with how many there are."""
        found = super().get_inline_formsets(*args, **kwargs)
        for each in found:
            each.opts.verbose_name_plural = f"{each.opts.verbose_name_plural} ({each.formset.initial_form_count()})"
        return found

    def response_change(self, request: HttpRequest, obj: Organization) -> HttpResponse:
        """Where a saved dossier leads: to its preview or to publishing it, where that was asked for."""
        response = super().response_change(request, obj)
        if "_preview" in request.POST:
            response["Location"] = reverse("organizations:preview", args=[obj.slug])
        elif "_publish" in request.POST and may_publish(request):
            response["Location"] = reverse("admin:organizations_organization_publish", args=[obj.pk])
        return response

    def has_delete_permission(self, request: HttpRequest, obj: Organization | None = None) -> bool:
        """What readers once saw is withdrawn, not deleted with all its history; a superuser may all the same."""
        is_kept = obj is not None and not request.user.is_superuser and obj.revisions.published().exists()
        return super().has_delete_permission(request, obj) and not is_kept

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], Any]:
        """What deleting takes with it; its revisions go without a permission of their own."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, needed - {"revision"}, protected

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """The page; what is posted is merged with what others saved since it was opened."""
        show = partial(super().changeform_view, request, object_id, *args, **kwargs)
        if not object_id or not object_id.isdecimal():
            return show()
        if request.method != "POST":
            return shown_whole(request, Organization.objects.filter(pk=object_id).values_list("pk", flat=True), show)
        sent = request.POST
        models = {f"{inline.model._meta.model_name}s": inline.model for inline in INLINES}

        def save(places: dict[tuple[str, str], str]) -> HttpResponse:
            # The stubs know POST as read-only; Django reads whatever stands there.
            request.POST = with_places(sent, places, models)  # type: ignore[assignment]
            return super(OrganizationAdmin, self).changeform_view(request, object_id, *args, **kwargs)

        opened = read_opened(sent)
        # Another slug may be one that somebody else takes at the same time.
        is_renamed = opened is None or sent.get("slug") != opened.slug
        return self.saved(request, opened, save, None if is_renamed else [int(object_id)])

    # -- publishing --------------------------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the user may publish; the action below asks."""
        return may_publish(request)

    @admin.action(description=gettext_lazy("Publish selected dossiers"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: "QuerySet[Organization]") -> HttpResponse:
        """Publish the selected dossiers, after asking for a note."""
        tool = PublishTool(request, list(queryset), reverse("admin:organizations_organization_changelist"))
        return tool_page(tool, {**self.tool_context(request), "is_action": True})

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish one dossier, after asking for a note."""
        if not object_id.isdecimal():
            raise Http404
        if not may_publish(request):
            raise PermissionDenied
        organization = get_object_or_404(Organization, pk=int(object_id))
        tool = PublishTool(request, [organization], organization_page(organization.pk))
        return tool_page(tool, {**self.tool_context(request), "original": organization})

    # -- history -----------------------------------------------------------------------------------------------

    def organization_of(self, request: HttpRequest, object_id: str) -> Organization:
        """The organization that an address names. Raises Http404, and PermissionDenied to who may not see it."""
        if not object_id.isdecimal():
            raise Http404
        organization = get_object_or_404(Organization, pk=int(object_id))
        if not self.has_view_permission(request, organization):
            raise PermissionDenied
        return organization

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The revisions of a dossier, in plain words."""
        return history_page(request, self.organization_of(request, object_id), self.tool_context(request))

    def restore_view(self, request: HttpRequest, object_id: str, number: str) -> HttpResponse:
        """Put a revision, or one part of it, back."""
        return restore(request, self.organization_of(request, object_id), number)

    def text_view(self, request: HttpRequest, object_id: str, number: str) -> HttpResponse:
        """A revision as a text."""
        return revision_text(request, self.organization_of(request, object_id), number)

    def import_view(self, request: HttpRequest, object_id: str = "") -> HttpResponse:
        """Take a source in: for one dossier, or the one that its title names."""
        organization = self.organization_of(request, object_id) if object_id else None
        return tool_page(SourceTool(request, organization), self.tool_context(request))

    def reading_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The reading desk: a source beside what was understood of it."""
        draft = self.draft_of(request, pk)
        if not draft:
            return self.draft_is_gone(request)
        try:
            return tool_page(DeskTool(request, draft), self.tool_context(request))
        except DossierError as error:
            # It could be read when it came in: the site has learnt to read otherwise since.
            messages.error(request, sentence(error.message))
            return HttpResponseRedirect(reverse("admin:organizations_organization_import"))

    def changes_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What an import in progress would change; what is said on the desk and not kept yet is kept first."""
        draft = self.draft_of(request, pk)
        if not draft:
            return self.draft_is_gone(request)
        if "desk" in request.POST and (desk := DeskTool(request, draft)).is_changed:
            return tool_page(desk, self.tool_context(request))
        return tool_page(ChangesTool(request, draft), self.tool_context(request))

    def draft_of(self, request: HttpRequest, pk: int) -> ImportDraft | None:
        """An import in progress. Raises PermissionDenied to who may not import."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return ImportDraft.objects.filter(pk=pk).select_related("organization").first()

    def draft_is_gone(self, request: HttpRequest) -> HttpResponse:
        """The way to the start of an import, where somebody has finished or removed the one that is asked for."""
        messages.error(request, _("This import is not there any more: it was finished, or removed."))
        return HttpResponseRedirect(reverse("admin:organizations_organization_import"))

    def forget_draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Throw an import in progress away."""
        draft = self.draft_of(request, pk)
        if draft and request.method == "POST":
            draft.delete()
            messages.success(request, _("Thrown away: nothing was imported."))
            return HttpResponseRedirect(reverse("admin:organizations_organization_import"))
        return HttpResponseRedirect(desk_url(draft)) if draft else self.draft_is_gone(request)

    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The heartbeat of an open page of the dossier, or of a claim."""
        return presence(request, self.organization_of(request, object_id))

    def replace_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Find words in one dossier and replace them."""
        return tool_page(ReplaceTool(request, self.organization_of(request, object_id)), self.tool_context(request))

    def suggested_themes_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Look at the themes that the words of one dossier suggest, and take those that are right."""
        return tool_page(SuggestionTool(request, self.organization_of(request, object_id)), self.tool_context(request))

    def suggested_relations_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Look at the organizations that one dossier names, and relate those that are."""
        return tool_page(RelatingTool(request, self.organization_of(request, object_id)), self.tool_context(request))

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """A step on the way to readers."""
        if step not in FORMS:
            raise Http404
        return tool_page(StepTool(request, self.organization_of(request, object_id), step), self.tool_context(request))

    def get_urls(self) -> list[URLPattern]:
        """The addresses of organizations, of publishing one, and of its revisions."""
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="organizations_organization_import"),
            path("import/<int:pk>/", view(self.reading_view), name="organizations_organization_reading"),
            path("import/<int:pk>/changes/", view(self.changes_view), name="organizations_organization_changes"),
            path("import/<int:pk>/forget/", view(self.forget_draft_view), name="organizations_organization_forget"),
            path("<str:object_id>/import/", view(self.import_view), name="organizations_organization_import"),
            path("<str:object_id>/presence/", view(self.presence_view), name="organizations_organization_presence"),
            path("<str:object_id>/replace/", view(self.replace_view), name="organizations_organization_replace"),
            path(
                "<str:object_id>/suggested-themes/",
                view(self.suggested_themes_view),
                name="organizations_organization_suggested_themes",
            ),
            path(
                "<str:object_id>/suggested-relations/",
                view(self.suggested_relations_view),
                name="organizations_organization_suggested_relations",
            ),
            path("<str:object_id>/step/<slug:step>/", view(self.step_view), name="organizations_organization_step"),
            path(
                "<str:object_id>/revisions/<str:number>/restore/",
                view(self.restore_view),
                name="organizations_organization_restore",
            ),
            path(
                "<str:object_id>/revisions/<str:number>/text/",
                view(self.text_view),
                name="organizations_organization_text",
            ),
            path(
                "<str:object_id>/publish/",
                self.admin_site.admin_view(self.publish_view),
                name="organizations_organization_publish",
            ),
            # Django's own come last: the last of them takes any path for the key of a record.
            *super().get_urls(),
        ]
