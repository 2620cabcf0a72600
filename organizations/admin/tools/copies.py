"""A copy is kept of a source that a dossier lists."""

from contextlib import AbstractContextManager
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from organizations.admin.copies import CopyForm, kept_from, not_kept
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.dossier.evidence.changing import Unadded, kept_line, with_copies
from organizations.dossier.notes import note
from organizations.editing import locked, record_changes
from organizations.models import Source
from organizations.store import dump_dossier, load_dossier
from organizations.wording import sentence

MAX_CITATION = 120
"""Characters of a source in the note on its revision."""


class CopyTool(Tool):
    """Takes a file and names it in the entry of a source, in one revision."""

    template = "admin/organizations/keep_copy.html"
    permission = "organizations.change_source"
    refusals = (Unadded,)

    def __init__(self, request: HttpRequest, source: Source) -> None:
        super().__init__(request)
        self.source = source
        self.form = CopyForm(request.POST or None, request.FILES or None)
        self.form.fields["copy"].required = True
        self.form.fields["copy"].widget.attrs["autofocus"] = True

    def lock(self) -> AbstractContextManager[None]:
        return locked([self.source.organization_id])

    def apply(self) -> Done | None:
        try:
            # Within the lock: nobody can delete the file again before its source names it.
            copy = kept_from(self.form.cleaned_data, self.user)
        except OSError as error:
            self.form.add_error("copy", not_kept(error))
            return None
        entry = cast("Source | None", Source.objects.filter(pk=self.source.pk).first())
        page = reverse("admin:organizations_source_changelist")
        if copy is None or entry is None:
            return Done(_("The source is not there any more."), page)
        before = dump_dossier(entry.organization)
        dossier = with_copies(before, entry.key, [kept_line(copy.name, copy.sha256)])
        if dossier == before:
            self.form.add_error("copy", _("This source has this copy already."))
            return None
        load_dossier(dossier, slug=entry.organization.slug)
        message = note("copy-kept", name=copy.name, citation=Truncator(entry.citation).chars(MAX_CITATION))
        record_changes([entry.organization_id], by=self.user, note=message)
        return Done(f"{sentence(message)}.", reverse("admin:organizations_sourcecopy_change", args=[copy.pk]))

    def context(self) -> Context:
        return {
            "title": _("Keep a copy"),
            "original": self.source.organization,
            "source": self.source,
            "page": reverse("admin:organizations_source_change", args=[self.source.pk]),
        }
