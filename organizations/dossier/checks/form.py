"""What no text could hold, so that the dossier could not be exported."""

from collections.abc import Iterator
from datetime import date

from organizations.dossier.checks.check import Check, Found, Severity
from organizations.dossier.document import Dossier
from organizations.dossier.text.errors import UnwritableDossier
from organizations.dossier.text.writer import write


def _unwritable(dossier: Dossier, today: date) -> Iterator[Found]:
    # A second list of what cannot be written would come to differ from what the writer refuses.
    try:
        write(dossier)
    except UnwritableDossier as error:
        yield "dossier", None, {"reason": error.message}


FORM = (Check("unwritable", Severity.ERROR, _unwritable, ("reason",)),)
