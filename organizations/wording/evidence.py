"""What changed in what a claim stands on, and how a claim is said."""

from django.utils.translation import gettext_lazy as _

from organizations.dossier.evidence.marks import Register
from organizations.dossier.messages import Message

SENTENCES = {
    "source-added": _("Source added to “%(claim)s”: %(source)s"),
    "source-removed": _("Source removed from “%(claim)s”: %(source)s"),
    "mention-added": _("Source mentioned at “%(claim)s”: %(source)s"),
    "mention-removed": _("Source no longer mentioned at “%(claim)s”: %(source)s"),
    "dispute-added": _("Source that disputes “%(claim)s” added: %(source)s"),
    "dispute-removed": _("Source that disputes “%(claim)s” removed: %(source)s"),
    "as-of-changed": _("“%(claim)s” is now as of %(words)s"),
    "as-of-removed": _("“%(claim)s” no longer says as of when it is"),
    "review-changed": _("“%(claim)s” is now to be reviewed by %(words)s"),
    "review-removed": _("“%(claim)s” no longer says by when it is to be reviewed"),
    "register-changed": _("“%(claim)s” is now said as %(register)s"),
    "register-removed": _("“%(claim)s” no longer says how it is said"),
    "citation-asked": _("“%(claim)s” now says that a citation is needed"),
    "citation-not-asked": _("“%(claim)s” no longer says that a citation is needed"),
    "cites": _("source: %(source)s"),
    "mentions": _("mentions: %(source)s"),
    "disputes": _("disputed by: %(source)s"),
    "is-as-of": _("as of %(words)s"),
    "is-reviewed-by": _("review by %(words)s"),
    "is-said-as": _("%(register)s"),
    "asks-citation": _("citation needed"),
    "marks-changed": _("The marks of sources at “%(claim)s” changed, the sources did not"),
}

REGISTERS = {
    Register.STATED: _("stated position"),
    Register.REPORTED: _("reported fact"),
    Register.ASSESSMENT: _("assessment"),
}


REGISTER_SHAPES = {Register.STATED: "❝", Register.REPORTED: "●", Register.ASSESSMENT: "◆"}
"""What stands before the words, for the eye; About explains it."""


def register_name(register: str) -> str:
    """How a claim is said, in words; the value itself where it is none of a register."""
    return str(REGISTERS.get(Register(register), register)) if register in list(Register) else register


def evidence_change(message: Message) -> str:
    """What changed in what a claim stands on: "Source added to “Members”: IOM, Constitution"."""
    details = {name: register_name(str(each)) if name == "register" else each for name, each in message.details.items()}
    return str(SENTENCES[message.code] % details)
