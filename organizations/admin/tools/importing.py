"""A text comes in, in the admin: pasted or uploaded, shown as it was understood beside its source, then applied."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.periods import understood
from organizations.admin.saving.merging import CHOICE, choices_of
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.admin.tools.publishing import organization_page
from organizations.dossier.changes.compare import kind_of, wording_of
from organizations.dossier.changes.merge import Side
from organizations.dossier.characters import cleaned
from organizations.dossier.document import Dossier, Lines, Role, Themed, period_of
from organizations.dossier.kinds import SECTIONS
from organizations.dossier.text.errors import DossierError
from organizations.importing import NoSuchRevision, Plan, RefusedImport, SlugTaken, carry_out, plan_import
from organizations.models import Organization, Person
from organizations.wording import field_name, kind_name, sentence

MAX_BYTES = 2_000_000
OWN = "own"


class TextForm(forms.Form):
    """A dossier's text, pasted or as a file; for a dossier that exists, what it was written from."""

    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16, "cols": 90})
    )
    file = forms.FileField(label=gettext_lazy("or a file"), required=False)
    base = forms.IntegerField(
        label=gettext_lazy("Written from revision"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Empty: from the text that was imported last. A number: from that revision's text."),
    )

    def clean(self) -> dict[str, Any]:
        """The cleaned data, with the file's words as the text. Adds an error where there is none, or too much."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file:
            if file.size > MAX_BYTES:
                raise forms.ValidationError(_("The file has more than 2 MB."))
            try:
                cleaned["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("The file is no text in UTF-8.")) from error
        if not cleaned.get("text", "").strip():
            raise forms.ValidationError(_("Paste a text or choose a file."))
        return cleaned


class PlaceForm(forms.Form):
    """Where a text goes whose address another organization has: `place` is OWN, or the primary key of a dossier."""

    place = forms.CharField(label=gettext_lazy("Where it goes"), required=False, widget=forms.RadioSelect)
    slug = forms.CharField(label=gettext_lazy("Address of the new dossier"), required=False, max_length=80)

    def ask(self, taken: SlugTaken) -> None:
        """Offer the dossier that has the address, and one of its own."""
        self.initial = {"place": OWN, "slug": taken.free}
        into = _("Into %(organization)s") % {"organization": taken.organization}
        choices = [(OWN, _("A dossier of its own")), (str(taken.organization.pk), into)]
        self.fields["place"].widget.choices = choices

    def chosen(self) -> tuple[Organization | None, str]:
        """The dossier that the text goes into, or the slug of one of its own; neither where nothing was chosen."""
        place, slug = (self.data.get(name, "").strip() for name in ("place", "slug"))
        if place == OWN:
            return None, slug
        is_key = place.isascii() and place.isdecimal() and len(place) < 19
        return (Organization.objects.filter(pk=int(place)).first() if is_key else None), ""


class ImportTool(Tool):
    """Takes a text, shows what it would make, and makes it.

    What it would make is found without a lock; it is made only where the dossier still says the same.
    """

    template = "admin/organizations/import.html"
    refusals = (DossierError, RefusedImport)
    plan: Plan | None = None
    where: PlaceForm | None = None

    def __init__(self, request: HttpRequest, organization: Organization | None) -> None:
        super().__init__(request)
        self.organization = organization
        self.form = TextForm(request.POST or None, request.FILES or None)

    @property
    def choices(self) -> dict[str, Side]:
        """Whose wording was chosen for each conflict that was shown; none where others are shown now."""
        return choices_of(self.request.POST) if self.is_same and not self.is_stale else {}

    def look(self) -> None:
        text, post = self.form.cleaned_data["text"], self.request.POST
        self.form.data = {**post.dict(), "text": text}  # that of a file too
        into, slug = (self.organization, "") if self.organization else PlaceForm(post).chosen()
        plan = partial(plan_import, text, organization=into, slug=slug, base=self.form.cleaned_data["base"])
        self.plan = plan()
        self.seen = str(self.plan.number)
        if self.plan.conflicts and self.choices:
            self.plan = plan(choices=self.choices)
            self.seen = str(self.plan.number)

    def apply(self) -> Done | None:
        if not self.plan or self.plan.undecided:
            return None
        made = carry_out(self.plan, by=self.user)
        return Done(_("Imported. Readers see it when it is published."), organization_page(made.pk))

    def refuse(self, error: Exception) -> None:
        """Show why a text was not imported, by its field; where its address is taken, ask which dossier it is for."""
        match error:
            case DossierError():
                place = _("Line %(line)d, column %(column)d: ") % {"line": error.line, "column": error.column}
                self.form.add_error("text", place + sentence(error.message))
            case NoSuchRevision():
                self.form.add_error("base", str(error))
            case SlugTaken():
                self.form.add_error(None, _("%(reason)s Choose where it goes.") % {"reason": error})
                self.where = PlaceForm()
                self.where.ask(error)
            case _:
                super().refuse(error)

    def context(self) -> Context:
        context: Context = {"title": _("Import a text"), "original": self.organization, "where": self.where}
        if not self.plan:
            return context
        text, choices = self.form.cleaned_data["text"], self.choices
        return context | {
            "plan": self.plan,
            "sent": text,
            "base": self.form.cleaned_data["base"],
            "rows": rows_of_source(text, self.plan.told),
            "place": self.request.POST.get("place", ""),
            "slug": self.request.POST.get("slug", ""),
            "conflicts": [(CHOICE + each.name, each, choices.get(each.name, "")) for each in self.plan.conflicts],
            "is_undecided": self.is_applied and not self.is_stale,
        }


def rows_of_source(text: str, dossier: Dossier) -> list[tuple[int, str, str]]:
    """Every line of the text with its number, and what was understood to begin or to go on there."""
    people = Person.objects.in_bulk(
        [claim.person for _section, claim in dossier.items() if isinstance(claim, Role)], field_name="slug"
    )
    starts: dict[int, list[str]] = {}
    inside: set[int] = set()

    def note(lines: Lines | None, words: str) -> None:
        if lines:
            starts.setdefault(lines.first, []).append(words)
            inside.update(range(lines.first + 1, lines.last + 1))

    for name, lines in dossier.source_lines.items():
        note(lines, field_name(name))
    for section in dossier.sections:
        note(section.lines, f"{kind_name('section')}: {_(SECTIONS[section.kind].label)}")
        for claim in section.items:
            words = f"{kind_name(kind_of(claim, section))} “{wording_of(claim)}”"
            if period := period_of(claim):
                words += f" · {understood(period)}"
            if isinstance(claim, Themed) and claim.themes:
                words += f" · {', '.join(claim.themes)}"
            if isinstance(claim, Role) and claim.person in people:
                words += " · " + _("known person")
            note(claim.lines, words)
    goes_on = _("its text")
    return [
        (number, words, "; ".join(starts.get(number, [goes_on] if words.strip() and number in inside else [])))
        for number, words in enumerate(cleaned(text).split("\n"), 1)
    ]
