"""What code notes on a revision, or on an edition: a message where nobody wrote a note."""

from collections.abc import Collection, Mapping

from organizations.dossier.messages import Detail, Message, checked

Note = str | Message
"""Somebody's words, or a message."""

PARAMETERS: Mapping[str, Collection[str]] = {
    "imported": (),
    "loaded": (),
    "synthetic": (),
    "restored": ("number",),
    "replaced": ("words", "by", "count"),
    "moved-kind": ("kinds", "to_kinds"),
    "moved-dossier": ("kinds", "there"),
    "moved-both": ("kinds", "to_kinds", "there"),
    "themes-added": ("added",),
    "themes-removed": ("removed",),
    "themes-changed": ("added", "removed"),
    "claim-sourced": ("citation", "count"),
    "sources-merged": ("count",),
    "people-merged": ("names", "name"),
    "person-split": ("name", "other"),
    "copy-kept": ("name", "citation"),
    "contributed": ("number",),
    "contributed-by": ("number", "name"),
}
"""The codes of notes, and what the sentence of each names."""


def note(code: str, **details: Detail) -> Message:
    """A note. Raises KeyError for an unknown code, ValueError for other details than its sentence names."""
    return checked(PARAMETERS, code, details)
