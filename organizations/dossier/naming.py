"""What the kinds and fields of a dossier are called in the language of the site; their own names are English words."""

from organizations.dossier.document import Dossier, Section
from organizations.dossier.fields import fields_of
from organizations.dossier.kinds import KINDS
from organizations.speech import gettext as _
from organizations.speech import gettext_noop as noop
from organizations.speech import ngettext


def kind_name(kind: str, number: int = 1) -> str:
    """A kind in words, for so many; the name itself where it is none of a dossier."""
    known = next((each for each in KINDS if each.words == kind), None)
    if known:
        return known.label(number)
    return {
        "section": ngettext("section", "sections", number),
        "dossier": ngettext("dossier", "dossiers", number),
        "the order of its parts": _("the order of its parts"),
    }.get(kind) or field_name(kind)


LABELS = {
    name: meta.label
    for part in (Dossier, Section, *(kind.item for kind in KINDS))
    for name, meta in fields_of(part).items()
}
# Of a period its ends are told apart; and two sides differ in the whole of a part, or in an order.
LABELS |= {"start": noop("start"), "end": noop("end"), "whole": noop("whole"), "order": noop("order")}


def field_name(name: str) -> str:
    """A field in words; the name itself where it is none of a part."""
    return _(LABELS[name]) if name in LABELS else name
