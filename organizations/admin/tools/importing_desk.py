"""The reading desk: a source beside what was understood of it, and what a person says about that."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organizations.admin.forms import DossierField, offered_dossiers
from organizations.admin.tools.flow import Context, Done, Tool
from organizations.admin.tools.importing import changes_url, desk_url, source_of, version_of_draft
from organizations.admin.tools.importing_blocks import Question, Row
from organizations.admin.tools.importing_rows import Rows, chosen_in_words
from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.intake.choices import Choice, ChoiceKind, Choices
from organizations.dossier.messages import Message
from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.text.errors import DossierError
from organizations.dossier.text.reading import Reading
from organizations.importing import RefusedImport, choices_for, known_people, organization_of
from organizations.importing.kept import read_kept
from organizations.models import ImportDraft, Organization
from organizations.models.fields import Line
from organizations.wording import language_choices, language_name, sentence

UNDO = "undo"
ALL = "all"
WAS = "was:"
"""Before the name of a field: what it held when its page was shown, for others may have answered since."""
MAX_NOTICES = 20
"""Notices that are told above the blocks one by one; the others stand at their blocks, and are folded away here."""


class AboutForm(forms.Form):
    """What is said about the whole source: the organization's name, and the dossier that it belongs to."""

    name = Line(label=gettext_lazy("Name of the organization"), required=False, max_length=MAX_NAME)
    organization = DossierField(
        label=gettext_lazy("Into the dossier"),
        required=False,
        help_text=gettext_lazy("Its name, acronym or slug. Empty: the one of its name, or a new one."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)


class NoDate(ValueError):
    """Somebody said a date that cannot be read."""


class DeskTool(Tool):
    """Shows a reading, takes what a person says about it, and shows it read again."""

    template = "admin/organizations/reading.html"
    refusals = (NoDate, DossierError)

    def __init__(self, request: HttpRequest, draft: ImportDraft) -> None:
        super().__init__(request)
        self.draft = draft
        self.is_applied = request.method == "POST"
        self.form = AboutForm(request.POST if self.is_applied else None, initial=self._about)
        language = self.form.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", self._language_as_read()), *language_choices(draft.language)]

    @property
    def is_same(self) -> bool:
        """Always: what is said about one block is taken whatever was said about others meanwhile."""
        return True

    @property
    def _about(self) -> dict[str, object]:
        # A name that is only guessed is asked for: who sends the form for another reason does not confirm it.
        name = self.draft.name or ("" if self.guessed_name else self.reading.dossier.name)
        return {"name": name, "organization": self.draft.organization, "language": self.draft.language}

    def _language_as_read(self) -> str:
        """What stands in the list of languages until somebody chooses one: the language that the dossier would get."""
        if self.draft.organization:
            return _("As the dossier has it: %(language)s") % {
                "language": language_name(self.draft.organization.language)
            }
        read = {"language": language_name(self.reading.dossier.language)}
        match self.reading.language_doubt:
            case Message(code="guessed-language"):
                return _("Recognised: %(language)s") % read
            case Message():
                return _("Not recognised, taken as %(language)s") % read
            case _:
                return _("As the source says: %(language)s") % read

    @property
    def guessed_name(self) -> str:
        """Why the name has to be said; empty where the source, or a person, says it."""
        notices = self.reading.notices
        return next((sentence(each.message) for each in notices if each.message.code == "guessed-name"), "")

    @cached_property
    def reading(self) -> Reading:
        """How the source is read, by what was chosen so far."""
        return source_of(self.draft).read(self.draft.chosen)

    @cached_property
    def rows(self) -> Rows:
        """Its blocks, those asked for with their questions."""
        return self._rows({})

    def _rows(self, typed: Mapping[str, str]) -> Rows:
        shown = [*self.request.GET.getlist("block"), *(name.partition(":")[2] for name in typed)]
        return Rows(self.reading, self.draft.chosen, shown=shown, known=known_people(self.reading.dossier), typed=typed)

    def look(self) -> None:
        """Refuse dates that cannot be read, and what leaves nothing to read."""
        chosen = self.answered()[0]
        for choice in chosen.chosen:
            if choice.kind == ChoiceKind.DATE and choice.value and choice not in self.draft.chosen.chosen:
                _refuse_no_date(choice.value)
        if chosen != self.draft.chosen:
            # It raises where nothing of the source would be left to read; what it gives is kept for the next view.
            read_kept(source_of(self.draft), chosen)

    def refuse(self, error: Exception) -> None:
        """Show what was typed again, and why it cannot be taken."""
        if isinstance(error, DossierError) and error.message.code == "no-name":
            self.form.add_error("name", sentence(error.message))
        else:
            super().refuse(error)
        self.rows = self._rows(self.request.POST)

    @property
    def page(self) -> int:
        """The number of the page that is shown."""
        sent = self.request.GET.get("page", "")
        asked = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 9 else 0
        block = self.request.GET.get("block", "")
        return min(max(asked or self.rows.page_of.get(block, 1), 1), len(self.rows.pages))

    def answered(self) -> tuple[Choices, str]:
        """What is chosen once the form is taken, and the block that was changed first."""
        chosen, first = self.draft.chosen, ""
        undone = self.request.POST.get(UNDO, "")
        if undone:
            kept = () if undone == ALL else tuple(each for each in chosen.chosen if _name_of(each) != undone)
            return Choices(kept, chosen.name), undone.partition(":")[2]
        for question in self._asked():
            choice = self._answer(question)
            if choice:
                chosen, first = chosen.with_choice(choice), first or choice.block
        name = self._posted("name", self._about["name"])
        if name != self._about["name"]:
            chosen = Choices(chosen.chosen, name)
        return chosen, first

    def _posted(self, name: str, now: Any) -> Any:
        """What the form says of the whole source in a field; what holds `now` where it is as it was shown."""
        is_same = self.request.POST.get(name, "").strip() == self.request.POST.get(WAS + name)
        return now if is_same else self.form.cleaned_data[name]

    def _asked(self) -> Iterator[Question]:
        """The questions that were answered in the form."""
        for name in self.request.POST:
            at = self.rows.by_block.get(name.partition(":")[2])
            if at is not None:
                yield from (each for each in self.rows.rows[at].questions if each.name == name)

    def _answer(self, question: Question) -> Choice | None:
        """The answer to a question, or None where it is as it was."""
        sent = self.request.POST.get(question.name)
        if sent is None or sent.strip() in (question.value, self.request.POST.get(WAS + question.name)):
            return None
        # A form of another reading may answer what is not asked here.
        if question.answers and sent not in dict(question.answers):
            return None
        if question.answers and not sent:
            return None
        last = ""
        line = self.request.POST.get(question.last_name, "")
        if question.kind == ChoiceKind.SECTION and line.isascii() and line.isdecimal() and len(line) < 9:
            last = self.rows.block_at(int(line))
        last = "" if last == question.block else last
        return Choice(question.kind, question.block, sent.strip()[:MAX_NAME], last)

    def apply(self) -> Done:
        """Keep what was said; the source is read again by it."""
        chosen, block = self.answered()
        with transaction.atomic():
            # Two tabs may answer at once: the draft is read anew once it is locked, but for its source, which stays.
            draft = ImportDraft.objects.select_for_update().defer("source").get(pk=self.draft.pk)
            into = self._posted("organization", draft.organization)
            if into and into != draft.organization and not chosen.chosen:
                # What was chosen at the last import of this dossier, as long as nothing else is.
                chosen = Choices(choices_for(into).chosen, chosen.name)
            draft.organization, draft.chosen, draft.changed_at = into, chosen, timezone.now()
            draft.language = self._posted("language", draft.language)
            draft.save(update_fields=["organization", "choices", "name", "language", "changed_at"])
        return Done(_("Read again with what you said."), self._back(block))

    def _back(self, block: str) -> str:
        pressed = self.request.POST.get("apply", "")
        block = pressed if pressed in self.rows.by_block else block
        url = desk_url(self.draft)
        if block in self.rows.by_block:
            return url + self.rows.url_of(block)
        return f"{url}?page={self.page}" if self.page > 1 else url

    @property
    def is_changed(self) -> bool:
        """Whether something is said in the form that is not kept yet."""
        if not self.form.is_valid():
            return True
        is_another = self._posted("organization", self.draft.organization) != self.draft.organization
        is_other = self._posted("language", self.draft.language) != self.draft.language
        return is_another or is_other or self.answered()[0] != self.draft.chosen

    def context(self) -> Context:
        into, taken = self._target()
        notices = self._notices()
        return {
            "title": _("How it was read"),
            "original": self.draft.organization,
            "draft": self.draft,
            "was": {name: self.form.fields[name].prepare_value(value) or "" for name, value in self._about.items()},
            "source_name": self.draft.name or self.draft.file_name or self.reading.dossier.title,
            "offered": offered_dossiers(),
            "rows": self.rows,
            "page": self.page,
            "stretches": self.rows.pages[self.page - 1],
            "pages": range(1, len(self.rows.pages) + 1),
            "notices": notices[:MAX_NOTICES],
            "more_notices": notices[MAX_NOTICES:],
            "guessed_name": self.guessed_name,
            "read_language": self.reading.dossier.language,
            "language_doubt": None if self.draft.language or into else self.reading.language_doubt,
            "chosen": chosen_in_words(self.draft.chosen, self.rows),
            "unanswered": sum(notice.blocks for notice in self.reading.notices),
            "into": into,
            "taken": taken,
            "seen_changes": f"0.{version_of_draft(self.draft)}",
            "changes_url": changes_url(self.draft),
        }

    def _target(self) -> tuple[Organization | None, str]:
        """The dossier that it would be merged into, and why that has to be asked."""
        if self.draft.organization:
            return self.draft.organization, ""
        try:
            return organization_of(self.reading.dossier, ""), ""
        except RefusedImport as error:
            return None, str(error)

    def _notices(self) -> list[tuple[Row, str, str]]:
        """Each notice as (its row, its words, why); what has to be answered first."""
        found = [(row, each) for row in self.rows.rows for each in row.notices]
        found.sort(key=lambda pair: not pair[1].blocks)
        return [(row, each.text, sentence(each.message)) for row, each in found]


def _refuse_no_date(text: str) -> None:
    try:
        parse_period(text)
    except PeriodError as error:
        raise NoDate(_("“%(words)s”: %(reason)s") % {"words": text, "reason": sentence(error.message)}) from error


def _name_of(choice: Choice) -> str:
    return f"{choice.kind.value}:{choice.block}"
