"""What is said of a source: of one that was pasted, and of what type it is."""

from django.utils.translation import gettext_lazy as _

from organizations.dossier.evidence.references import Reference
from organizations.dossier.evidence.work_types import DOCUMENT, type_of

SENTENCES = {
    "no-work-named": _(
        "these words name no work: without an address, an identifier, a year or a quote nobody can look it up"
    ),
    "isbn-check-digit": _("%(isbn)s is no ISBN: its check digit is wrong; compare it with the book"),
    "identifier-not-read": _("“%(words)s” is no DOI, ISBN or address that can be read: left out of the identifiers"),
    "reference-date-not-read": _("the date “%(words)s” cannot be read: kept as words"),
    "fields-left-out": _("not taken over: %(names)s"),
    "reference-not-read": _("this is not read as a source: “%(words)s”"),
    "reference-too-long": _("%(length)s characters; a source has at most %(max_length)s"),
    "source-empty": _("write what the source is"),
    "source-too-long": _("%(length)s characters; a source has at most %(max_length)s"),
    "source-names-another": _(
        "“%(words)s” would be read as a place in another source: name the work, and write the place below"
    ),
    "sources-not-merged": _(
        "“%(words)s” cannot be merged: a mark, or an entry such as “Ibid.”, would then be of another source"
    ),
    "place-not-read": _("“%(words)s” cannot be a place in a source: write “p. 3”, without brackets and semicolons"),
    "statement-not-read": _("“%(words)s” cannot be read: write a date, as in “June 2024”"),
    "reply-not-read": _("“%(words)s” would not be read as a reply: leave brackets and colons out of who and when"),
    "too-many-references": _("more than %(max_references)s sources; paste the others in another step"),
}

TYPES = {
    "journal article": _("journal article"),
    "magazine article": _("magazine article"),
    "newspaper article": _("newspaper article"),
    "book": _("book"),
    "chapter": _("chapter"),
    "conference paper": _("conference paper"),
    "report": _("report"),
    "thesis": _("thesis"),
    "manuscript": _("manuscript"),
    "preprint": _("preprint"),
    "web page": _("web page"),
    "blog post": _("blog post"),
    "dataset": _("dataset"),
    "encyclopedia entry": _("encyclopedia entry"),
    "dictionary entry": _("dictionary entry"),
    "legislation": _("legislation"),
    "legal case": _("legal case"),
    "bill": _("bill"),
    "hearing": _("hearing"),
    "treaty": _("treaty"),
    "speech": _("speech"),
    "letter": _("letter"),
    "interview": _("interview"),
    "map": _("map"),
    "film": _("film"),
    "broadcast": _("broadcast"),
    "document": _("document"),
}


def type_name(reference: Reference) -> str:
    """What type of work a source is: as it says itself where we know no such type, empty where nothing tells."""
    work = type_of(reference)
    if reference.type and reference.type.lower() not in (work.words, work.csl):
        return reference.type
    return "" if work is DOCUMENT and not reference.type else str(TYPES[work.words])
