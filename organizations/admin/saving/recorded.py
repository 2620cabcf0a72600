"""Pages and lists whose every change of a dossier is kept as a revision of it, with its note."""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from organizations.admin.forms import Record
from organizations.admin.saving.claim_history import claim_history_page
from organizations.admin.saving.contributions import PARAMETER, accepting, contribution_of
from organizations.admin.saving.merging import Opened, Save, opened_again, save_merged
from organizations.admin.saving.presence import other_editors
from organizations.contributing import note_on
from organizations.dossier.bounds import MAX_NOTE
from organizations.dossier.characters import mended
from organizations.drafts import TAKE_UP, draft_of, taken_up
from organizations.editing import recorded
from organizations.models import Contribution, Organization, Person
from organizations.models.base import InDossier
from organizations.models.fields import one_line
from organizations.models.revisions import columns_of, note_in_words

NOTE = "revision_note"


class RecordedAdmin(admin.ModelAdmin[Record]):
    """A page or list whose every change of a dossier is kept as a revision of it, in the same transaction."""

    takes_note = True
    """Whether a save may be given a note for the history."""

    def tool_context(self, request: HttpRequest) -> dict[str, object]:
        """What every page of this list takes besides its own."""
        return {**self.admin_site.each_context(request), "opts": self.opts}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the page; of a draft that is taken up again, one that is only shown."""
        return taken_up(request, super().get_form(request, obj, change, **kwargs))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, which knows the revision that it is opened from, who else has it open, and what was typed."""
        record = kwargs.get("obj")
        organization = record.organization if isinstance(record, InDossier) else record
        if isinstance(organization, Organization):
            opened = opened_again(request, organization, self.rows_of(request, record))
            context |= {"opened": opened, "other_editors": other_editors(request, organization, opened.number)}
            context["contribution"] = contribution_of(request, organization.pk)
        note = note_of(request) or default_note(context.get("contribution"), request)
        context |= {"takes_note": self.takes_note, "note": note, "draft": draft_of(request)}
        context |= {"is_unsaved": request.method == "POST", "is_taken_up": TAKE_UP in request.POST}
        if context["is_unsaved"]:
            unfold_changed(context["adminform"])
        return super().render_change_form(request, context, *args, **kwargs)

    def rows_of(self, request: HttpRequest, record: Any) -> "list[QuerySet[Any]]":
        """The claims of a dossier that the record's page holds, kind by kind."""
        return [type(record)._default_manager.filter(pk=record.pk)] if isinstance(record, InDossier) else []

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with recorded_for(request):
            return super().changeform_view(request, *args, **kwargs)

    def saved(
        self, request: HttpRequest, opened: Opened | None, save: Save, owners: Iterable[int] | None
    ) -> HttpResponse:
        """Save a posted form together with what others saved since; kept as a revision, or nothing of it at all.

        `owners` are the organizations that it changes, None where it may be any.
        """
        keys = None if owners is None else {*owners, *([opened.organization] if opened else ())}
        if opened is None or PARAMETER not in request.POST:
            return self._kept(request, opened, save, keys)
        with accepting(request, opened.organization, keys) as answers:
            answers.append(self._kept(request, opened, save, keys))
        return answers[0]

    def _kept(
        self, request: HttpRequest, opened: Opened | None, save: Save, keys: Iterable[int] | None
    ) -> HttpResponse:
        with recorded_for(request, keys):
            # A form that is refused has saved parts of itself by then: Django's admin saves form sets one after the
            # other.
            point = transaction.savepoint()
            response = save_merged(request, opened, save)
            if response.status_code != 302:
                if isinstance(response, TemplateResponse):
                    response.render()
                transaction.savepoint_rollback(point)
            return response

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """The revisions that touched a claim of a dossier or a person; of other records, what the admin logged."""
        record = self.get_object(request, unquote(object_id))
        if not isinstance(record, InDossier | Person):  # an era, a theme, or nothing
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return claim_history_page(request, record, context)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with recorded_for(request):
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with recorded_for(request):
            return super().delete_view(request, *args, **kwargs)


def unfold_changed(shown: helpers.AdminForm) -> None:
    """Let no group of fields be folded that holds something typed and not saved."""

    def classes(options: Any) -> list[str]:
        is_changed = bool(set(options["fields"]) & set(shown.form.changed_data))
        return [each for each in options.get("classes", ()) if each != "collapse" or not is_changed]

    shown.fieldsets = [(name, {**options, "classes": classes(options)}) for name, options in shown.fieldsets]


def recorded_for(request: HttpRequest, keys: Iterable[int] | None = None) -> AbstractContextManager[None]:
    """`recorded`, by the request's user, with the note that came along; nothing where the request only reads."""
    if request.method != "POST":
        return nullcontext()
    return recorded(keys, by=cast(User, request.user), note=note_of(request))


def default_note(contribution: Contribution | None, request: HttpRequest) -> str:
    """The note that a page offers which is opened beside a contribution."""
    return note_in_words(*columns_of(note_on(contribution))) if contribution and request.method != "POST" else ""


def note_of(request: HttpRequest) -> str:
    """The note that came with a posted form."""
    # Mended, not refused: it is no field of the form, which could show an error beside it.
    return one_line(mended(request.POST.get(NOTE, "").replace("\x00", "")))[:MAX_NOTE]
