"""What the kinds and fields of a dossier are called in the language of the site; their own names are English words."""

from organizations.dossier.kinds import KINDS
from organizations.speech import gettext as _
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


def field_name(name: str) -> str:
    """A field in words; the name itself where it is none of a part."""
    return {
        "title": _("title"),
        "name": _("name"),
        "acronym": _("acronym"),
        "headline": _("headline"),
        "introduction": _("introduction"),
        "closing": _("closing"),
        "language": _("language"),
        "label": _("label"),
        "value": _("value"),
        "period": _("period"),
        "start": _("start"),
        "end": _("end"),
        "body": _("body"),
        "themes": _("themes"),
        "person": _("person"),
        "country": _("country"),
        "kind": _("kind"),
        "heading": _("heading"),
        "text": _("text"),
        "remark": _("remark"),
        "whole": _("whole"),
        "order": _("order"),
    }.get(name, name)
