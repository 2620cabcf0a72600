"""What the kinds and fields of a dossier are called; their labels in the value are English words."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from organizations.dossier.changes.compare import ORDER
from organizations.dossier.document import Dossier, Section
from organizations.dossier.fields import fields_of
from organizations.dossier.kinds import KINDS, PUBLISHED, SOURCE

# The labels that the value gives are found by `manage.py makemessages`.
_KINDS = {kind.words: (kind.label, kind.plural) for kind in (*PUBLISHED, SOURCE)}

_FIELDS = {
    name: meta.label
    for claim in (Dossier, Section, *(kind.claim for kind in KINDS))
    for name, meta in fields_of(claim).items()
}
# Of a period its ends are told apart; and two sides differ in the whole of a claim, or in an order.
_FIELDS |= {"start": _("start"), "end": _("end"), "whole": _("whole"), ORDER: _("order")}


def kind_name(kind: str, number: int = 1) -> str:
    """A kind in words, for so many; the name of a field, or the code itself, where it is none of a dossier."""
    if kind in _KINDS:
        return ngettext(*_KINDS[kind], number)
    return {
        "dossier": ngettext("dossier", "dossiers", number),
        ORDER: gettext("the order of its parts"),
    }.get(kind) or field_name(kind)


def field_name(name: str) -> str:
    """A field in words; the code itself where it is none of a claim."""
    return gettext(_FIELDS[name]) if name in _FIELDS else name
