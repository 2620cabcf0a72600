"""What became of the blocks of a source, how sure that is, and what a person may say instead."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from organizations.dossier.intake.choices import ANOTHER
from organizations.dossier.items import SectionKind
from organizations.dossier.kinds import SECTIONS
from organizations.dossier.text.reading import Certainty
from organizations.wording.names import kind_name


def became_name(became: str, section: SectionKind | None = None, *, belongs: bool = False) -> str:
    """What a block became: "event", "heading: timeline", "text of the item above"; `belongs`: whether to an item."""
    if became == "heading":
        return _("heading: %(section)s") % {"section": section_name(section or SectionKind.OTHER)}
    if became == "text" and not belongs:
        return _("kept as text") if section in (None, SectionKind.OTHER) else _("text of its section")
    fixed = {
        "text": _("text of the item above"),
        "subheading": _("subheading"),
        "nothing": _("nothing: it says no more than how the source is laid out"),
    }
    return fixed.get(became) or kind_name(became.replace("_", " "))


def certainty_name(certainty: Certainty) -> str:
    """How sure a reading is."""
    return {
        Certainty.CANONICAL: _("sure"),
        Certainty.GUESSED: _("guessed"),
        Certainty.NOT_UNDERSTOOD: _("not understood"),
    }[certainty]


def section_name(kind: SectionKind) -> str:
    """A kind of section: "timeline"."""
    return _("a section of its own, kept as text") if kind == SectionKind.OTHER else _(SECTIONS[kind].label)


def section_answers(is_heading: bool) -> Sequence[tuple[str, str]]:
    """What a heading with all below it, or a stretch of blocks, may be said to be."""
    offered = [kind for kind in SECTIONS if is_heading or kind != SectionKind.SOURCES]
    first = [] if is_heading else [("", _("as it was read"))]
    return [*first, *((kind.value, section_name(kind)) for kind in offered), ("above", _("belongs to the item above"))]


def name_answers(is_known: bool) -> Sequence[tuple[str, str]]:
    """What the name at the head of a block may be said to be."""
    another = [(ANOTHER, _("another person, of the same name"))] if is_known else []
    return [
        ("", _("as it was read")),
        ("person", _("a person")),
        *another,
        ("office", _("an office")),
        ("neither", _("neither")),
    ]
