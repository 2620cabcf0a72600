"""Why a text was not imported."""

from collections.abc import Sequence

from organizations.dossier.text.reading import Notice
from organizations.editing import ChangedMeanwhile
from organizations.wording import sentence


class RefusedImport(Exception):
    """A text was not imported; the message says why, for its author."""


class NoSuchRevision(RefusedImport):
    """The text was not written from a revision that the dossier has."""


class SupersededPlan(RefusedImport, ChangedMeanwhile):
    """The dossier was changed since the import was planned."""


class Unanswered(RefusedImport):
    """Something of a text was not understood that somebody has to answer first: `notices` say what."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self.notices = tuple(notices)
        super().__init__("\n".join(sentence(each.message) for each in notices))
