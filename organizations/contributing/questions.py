"""The question that is asked where much was sent: its answer stands on the page, for whoever reads it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from organizations.models import PublishedOrganization


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words, and what it takes as an answer."""

    text: str
    answers: tuple[str, ...]

    def is_answered(self, text: str) -> bool:
        """Whether some words are an answer, however they are written."""
        return bool(text.strip()) and _plain(text) in {_plain(each) for each in self.answers}


def question_of(published: PublishedOrganization, nonce: str) -> Question:
    """The question of the form with that nonce, about the organization whose edition the page names."""
    questions = _questions(published)
    # Of the nonce, so that a form that is shown again asks the same.
    return questions[sum(nonce.encode("utf-8", "replace")) % len(questions)]


def _questions(published: PublishedOrganization) -> Sequence[Question]:
    names = tuple(filter(None, (published.acronym, published.name, str(published))))
    year = str(localtime(published.published_at).year)
    return (
        Question(_("Which organization is this page about? Its short name is enough."), names),
        Question(
            _("Which number has the edition of the dossier that this page names?"), (str(published.revision.number),)
        ),
        Question(_("In which year was that edition published?"), (year,)),
    )


def _plain(text: str) -> str:
    """Letters and digits alone, without case and accents."""
    words = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in words if char.isalnum())
