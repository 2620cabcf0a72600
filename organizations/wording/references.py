"""What is said of a source that was pasted."""

from django.utils.translation import gettext_lazy as _

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
    "too-many-references": _("more than %(max_references)s sources; paste the others in another step"),
}
