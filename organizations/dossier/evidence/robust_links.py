"""What Robust Links say of the address of a source: where a copy of it is, and of which day, for when it is gone."""

from dataclasses import dataclass

from organizations.dossier.evidence.dates import figures_of
from organizations.dossier.evidence.references import Reference


@dataclass(frozen=True, slots=True)
class Link:
    """An address, its copy in an archive, and the day of the copy, else that it was read; empty where not known."""

    url: str
    version_url: str
    version_date: str


def link_of(reference: Reference) -> Link | None:
    """Where a source is on the web, and how it was then; None where that is not known."""
    if not (reference.link or reference.archive_url):
        return None
    day = reference.captured_on.isoformat() if reference.captured_on else _day(reference.read_on)
    return Link(reference.link or reference.archive_url, reference.archive_url, day)


def _day(text: str) -> str:
    """A day in words in ISO 8601; empty where they say no one day."""
    figures = figures_of(text)
    return "{:04}-{:02}-{:02}".format(*figures[0]) if len(figures) == 1 and len(figures[0]) == 3 else ""
