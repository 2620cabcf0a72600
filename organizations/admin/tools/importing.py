"""A source comes in, in the admin: pasted, dropped or uploaded; what it would change is shown, then done."""

import hashlib
import re
from functools import cached_property, partial
from html import unescape
from typing import Any, cast

from django import forms
from django.db import transaction
from django.db.models import BinaryField
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.admin.forms import DossierField, offered_dossiers
from organizations.admin.saving.merging import CHOICE, choices_of
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.admin.tools.publishing import organization_page
from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.changes.merge import Side
from organizations.dossier.intake.choices import choices_as_json
from organizations.dossier.intake.formats.decoding import ENCODINGS
from organizations.dossier.intake.formats.sources import EXTENSIONS, FORMATS
from organizations.dossier.text.errors import DossierError
from organizations.importing import (
    KeptSource,
    NoSuchRevision,
    Plan,
    RefusedImport,
    SlugTaken,
    Source,
    Unanswered,
    carry_out,
    plan_import,
    read_chosen,
)
from organizations.models import ImportDraft, Organization
from organizations.models.fields import Line
from organizations.wording import Count, language_name, sentence

MAX_BYTES = 2_000_000
START = 4_000
"""So many bytes of a source are read for its first words."""
MAX_LABEL = 80
# A source is cut after START bytes: what was opened may have no end, and half of a letter is left.
_HIDDEN = re.compile(r"<(style|script|head|xml)\b.*?(?:</\1>|\Z)|<!--.*?(?:-->|\Z)|\ufffd", re.I | re.S)
_TAG = re.compile(r"<[a-z/!][^<>]*>", re.I)
OWN = "own"
HTML = "html"


class SourceForm(forms.Form):
    """A source, pasted or as a file, and where it goes; for a dossier that exists, what it was written from.

    `html` is what the browser pasted beside the plain words of `text`: with its headings and lists.
    """

    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16, "cols": 90})
    )
    html = forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs={"hidden": True}))
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=gettext_lazy(
            "Text, Markdown, Word (.docx), a saved page, a table (.csv, .xlsx) and others, up to 2 MB. "
            "Choose it, or drop it here."
        ),
    )
    name = Line(
        label=gettext_lazy("Name of the organization"),
        required=False,
        max_length=MAX_NAME,
        help_text=gettext_lazy("Where the text does not say it."),
    )
    organization = DossierField(
        label=gettext_lazy("Into the dossier"),
        required=False,
        help_text=gettext_lazy("Its name, acronym or slug. Empty: the one of its name, or a new one."),
    )
    base = forms.IntegerField(
        label=gettext_lazy("Written from revision"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Empty: from the text that was imported last. A number: from that revision's text."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=[
            ("", gettext_lazy("Told by the file")),
            *((name, gettext_lazy(each.label)) for name, each in FORMATS.items()),
        ],
    )

    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of the file"),
        required=False,
        choices=[("", gettext_lazy("Told by the file")), *ENCODINGS.items()],
        help_text=gettext_lazy("Of an older text whose letters come in wrong, or not at all."),
    )

    def clean(self) -> dict[str, object]:
        """The cleaned data, with the `source`. Adds an error where there is none, or too much."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, text, html = (cleaned.get(name) for name in ("file", "text", "html"))
        chosen = cleaned.get("format") or ""
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file has more than 2 MB."))
        if file:
            cleaned["source"] = self._of_file(KeptSource(file.read(), file.name, chosen), cleaned.get("encoding") or "")
        elif html and html.strip():
            cleaned["source"] = KeptSource(html.encode(), format=HTML)
        elif text and text.strip():
            # Browsers end lines by CRLF, whatever was pasted; half of a letter pair has no bytes in UTF-8.
            cleaned["source"] = KeptSource(text.replace("\r\n", "\n").encode(errors="replace"), format=chosen)
        else:
            raise forms.ValidationError(_("Paste a text or choose a file."))
        if len(cleaned["source"].content) > MAX_BYTES:
            raise forms.ValidationError(_("The text has more than 2 MB."))
        return cleaned

    def _of_file(self, source: Source, encoding: str) -> Source:
        try:
            return source.encoded(encoding) if encoding else source
        except DossierError as error:
            self.add_error("encoding", sentence(error.placed))
            return source


class SourceTool(Tool):
    """Takes a source and leads to the reading desk, where it is shown as it was read. No dossier knows of it yet."""

    template = "admin/organizations/import.html"
    refusals = (DossierError, RefusedImport)

    def __init__(self, request: HttpRequest, organization: Organization | None) -> None:
        super().__init__(request)
        self.organization = organization
        # Nothing is shown before: the reading desk does that.
        self.is_applied = request.method == "POST"
        self.form = SourceForm(request.POST or None, request.FILES or None)
        if organization:
            del self.form.fields["organization"]

    def look(self) -> None:
        """Read it: what cannot be read at all is refused here."""
        cleaned = self.form.cleaned_data
        into: Organization | None = self.organization or cleaned.get("organization")
        self.chosen = read_chosen(cleaned["source"], organization=into, name=cleaned["name"])[1]
        if cleaned["base"] and not (into and into.revisions.filter(number=cleaned["base"]).exists()):
            raise NoSuchRevision(_("There is no such revision."))
        self.into = into

    def apply(self) -> Done:
        source: Source = self.form.cleaned_data["source"]
        draft = ImportDraft(
            source=source.content,
            file_name=source.file_name[:255],
            format=source.format,
            organization=self.into,
            base=self.form.cleaned_data["base"],
            made_by=self.user,
        )
        draft.chosen = self.chosen
        with transaction.atomic():
            ImportDraft.objects.forgotten().delete()
            draft.save()
        return Done(_("Nothing is imported yet. Look at how it was read, and put right what was not."), desk_url(draft))

    def refuse(self, error: Exception) -> None:
        """Show why a source cannot be read, by its field."""
        match error:
            case DossierError() if error.message.code == "no-name":
                self.form.add_error("name", sentence(error.message))
            case DossierError():
                place = _("Line %(line)d, column %(column)d: ") % {"line": error.line, "column": error.column}
                self.form.add_error(
                    "file" if self.form.cleaned_data["file"] else "text", place + sentence(error.message)
                )
            case NoSuchRevision():
                self.form.add_error("base", str(error))
            case _:
                super().refuse(error)

    def context(self) -> Context:
        into = {"organization": self.organization} if self.organization else {}
        mine = ImportDraft.objects.filter(made_by=self.user.pk, **into)
        # Ten sources may have 20 MB: what they are known by stands at their beginning.
        starts = mine.annotate(start=Substr("source", 1, START, output_field=BinaryField()))
        drafts = starts.defer("source", "choices").select_related("organization")[:10]
        return {
            "title": _("Import a text"),
            "original": self.organization,
            "drafts": [(draft, label_of(draft, bytes(cast(Any, draft).start))) for draft in drafts],
            "offered": offered_dossiers(),
        }


def label_of(draft: ImportDraft, start: bytes) -> str:
    """What an import in progress is known by: its name, its file, or the first words of its source."""
    if draft.name or draft.file_name:
        return draft.name or draft.file_name
    text = _HIDDEN.sub(" ", start.decode("utf-8", "replace"))
    lines = (line.strip(" #*_=-") for line in _TAG.sub("\n", text).splitlines())
    first = next((line for line in lines if any(map(str.isalnum, line))), "")
    return Truncator(unescape(first)).chars(MAX_LABEL) or str(draft)


def desk_url(draft: ImportDraft) -> str:
    """The address of the reading desk for an import in progress."""
    return reverse("admin:organizations_organization_reading", args=[draft.pk])


def changes_url(draft: ImportDraft) -> str:
    """The address that shows what an import in progress would change, and does it."""
    return reverse("admin:organizations_organization_changes", args=[draft.pk])


def source_of(draft: ImportDraft) -> KeptSource:
    """What was given."""
    return KeptSource(bytes(draft.source), draft.file_name, draft.format)


def version_of_draft(draft: ImportDraft) -> str:
    """A digest of what was chosen: a page that shows another one is stale."""
    text = repr((choices_as_json(draft.chosen), draft.name, draft.organization_id, draft.base, draft.language))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class PlaceForm(forms.Form):
    """Where a text goes whose address another organization has: `place` is OWN, or the primary key of a dossier.

    `keep_unread` keeps what has to be answered as it is written.
    """

    place = forms.CharField(label=gettext_lazy("Where it goes"), required=False, widget=forms.RadioSelect)
    slug = forms.CharField(label=gettext_lazy("Address of the new dossier"), required=False, max_length=80)
    keep_unread = forms.BooleanField(required=False)

    def ask(self, taken: SlugTaken) -> None:
        """Offer the dossier that has the address, and one of its own."""
        self.initial = {"place": OWN, "slug": taken.free}
        into = _("Into %(organization)s") % {"organization": taken.organization}
        choices = [(OWN, _("A dossier of its own")), (str(taken.organization.pk), into)]
        self.fields["place"].widget.choices = choices
        del self.fields["keep_unread"]

    def chosen(self) -> tuple[Organization | None, str]:
        """The dossier that the text goes into, or the slug of one of its own; neither where nothing was chosen."""
        place, slug = (self.data.get(name, "").strip() for name in ("place", "slug"))
        if place == OWN:
            return None, slug
        # A key of more figures fits into no column: to ask for it would be an error of the server.
        is_key = place.isascii() and place.isdecimal() and len(place) < 19
        return (Organization.objects.filter(pk=int(place)).first() if is_key else None), ""


class ChangesTool(Tool):
    """Shows what an import in progress would make or change, and does it.

    What it would do is found without a lock; it is done only where the dossier, and what was chosen, are the same.
    """

    template = "admin/organizations/import_changes.html"
    refusals = (DossierError, RefusedImport)
    form: PlaceForm
    plan: Plan | None = None
    where: PlaceForm | None = None
    unanswered = 0

    def __init__(self, request: HttpRequest, draft: ImportDraft) -> None:
        super().__init__(request)
        self.draft = draft
        self.form = PlaceForm(request.POST)

    @property
    def choices(self) -> dict[str, Side]:
        """Whose wording was chosen for each conflict that was shown; none where others are shown now."""
        return choices_of(self.request.POST) if self.is_same and not self.is_stale else {}

    def look(self) -> None:
        into, slug = (self.draft.organization, "") if self.draft.organization else self.form.chosen()
        plan = partial(
            plan_import,
            source_of(self.draft),
            organization=into,
            slug=slug,
            base=self.draft.base,
            language=self.draft.language,
            chosen=self.draft.chosen,
        )
        self.plan = plan()
        self._see()
        # Choices count for the conflicts that were shown; whether these are the same is known now that they are found.
        if self.plan.conflicts and self.choices:
            self.plan = plan(choices=self.choices)
            self._see()

    def _see(self) -> None:
        assert self.plan
        self.seen = f"{self.plan.number}.{version_of_draft(self.draft)}"

    def apply(self) -> Done | None:
        if not self.plan or self.plan.undecided:
            return None
        # Nothing is locked here: it raises where the dossier, by then, is not what the plan was made for.
        organization = carry_out(self.plan, by=self.user, keep_unread=self.form.cleaned_data["keep_unread"])
        self.draft.delete()
        return Done(_("Imported. Readers see it when it is published."), organization_page(organization.pk))

    def refuse(self, error: Exception) -> None:
        """Show why it was not imported; where its address is taken, ask which dossier it is for."""
        match error:
            case SlugTaken():
                self.form.add_error(None, _("%(reason)s Choose where it goes.") % {"reason": error})
                self.where = PlaceForm()
                self.where.ask(error)
            case Unanswered():
                number = len(error.notices)
                text = ngettext(
                    "%(count)s line has to be answered first, or kept as it is written. Nothing was imported.",
                    "%(count)s lines have to be answered first, or kept as they are written. Nothing was imported.",
                    number,
                )
                self.form.add_error(None, text % {"count": Count(number)})
            case DossierError():
                place = _("Line %(line)d, column %(column)d: ") % {"line": error.line, "column": error.column}
                self.form.add_error(None, place + sentence(error.message))
            case _:
                super().refuse(error)

    @cached_property
    def original(self) -> Organization | None:
        """The dossier that it is merged into."""
        return self.plan.organization if self.plan else self.draft.organization

    def context(self) -> Context:
        context: Context = {
            "title": _("Import a text"),
            "original": self.draft.organization,
            "where": self.where,
            "draft": self.draft,
            "desk_url": desk_url(self.draft),
        }
        if not self.plan:
            return context
        choices = self.choices
        return context | {
            "plan": self.plan,
            "language": language_name(self.plan.result.language),
            "unanswered": self.plan.unanswered,
            "keep_unread": self.form.cleaned_data.get("keep_unread"),
            "place": self.request.POST.get("place", ""),
            "slug": self.request.POST.get("slug", ""),
            "conflicts": [(CHOICE + each.name, each, choices.get(each.name, "")) for each in self.plan.conflicts],
            "is_undecided": self.is_applied and not self.is_stale and bool(self.plan.undecided),
        }
