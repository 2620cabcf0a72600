"""What is wrong with a text, and what was kept of it that was not understood."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "in-text": _("line %(line)s, column %(column)s: %(reason)s"),
    "not-utf8": _("this is not UTF-8; save the text as UTF-8 and try again"),
    "character": _("%(character)s: no plain text holds it, take it out"),
    "control-character": _("control character %(number)s"),
    "lone-surrogate": _("lone surrogate %(number)s"),
    "noncharacter": _("noncharacter %(number)s"),
    "too-many-bytes": _("%(size)s bytes; a dossier has at most %(max_size)s"),
    "line-too-long": _("%(length)s characters; a line has at most %(max_length)s"),
    "field-too-long": _("the %(field)s that begins here has %(length)s characters; it may have %(max_length)s"),
    "empty-text": _("the text is empty; a dossier begins with a title line"),
    "no-title": _("“%(words)s” is not a title; begin with one, as in “World Health Organization (WHO) — Deep Dossier”"),
    "repeated-section": _(
        "“%(heading)s” is the same section as “%(first)s” on line %(first_line)s; put both under one heading"
    ),
    "period": _("%(reason)s"),
    "not-read-back": _("the text of this dossier could not be read back: %(reason)s"),
    "unwritable-field": _("the text format cannot hold this part: the %(field)s “%(words)s”"),
    "unwritable-section": _("the text format cannot hold this part: section “%(heading)s”"),
    "unwritable-item": _("the text format cannot hold this part: section “%(heading)s”, “%(words)s”"),
    "unwritable-sections": _("the text format cannot hold this part: the number of its sections"),
    "unknown-section": _("a section that is not known: kept whole"),
    "before-first-item": _("stands before the first item of its section: kept as the section's text"),
    "unmarked-item": _("a paragraph between the items of a list: kept as an item"),
    "no-label": _("no label: kept as a fact without one"),
    "no-person": _("no name of a person: kept as an influence"),
    "no-event": _("like an event, but without a period that can be read: kept as text"),
    "renumbered": _("numbered %(number)s where %(place)s comes next: shown as %(place)s"),
}
