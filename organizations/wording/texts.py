"""What is wrong with a text, and what was kept of it that was not understood."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

# What formats of files are called, as `makemessages` finds it; the others are names in any language.
gettext_noop("Plain text"), gettext_noop("Wiki text"), gettext_noop("Table (CSV, TSV)")

SENTENCES = {
    "in-text": _("line %(line)s, column %(column)s: %(reason)s"),
    "not-utf8": _("this is not UTF-8; say which encoding the text has, or save it as UTF-8 and try again"),
    "not-utf16": _("this begins as UTF-16 and is damaged here; save the text as UTF-8 and try again"),
    "not-in-encoding": _("this is not %(encoding)s: another encoding, or no text"),
    "character": _("%(character)s: no plain text holds it, take it out"),
    "characters": _(
        "%(character)s: no plain text holds it, take it out; so too with %(count)s more, at line:column %(places)s"
    ),
    "control-character": _("control character %(number)s"),
    "lone-surrogate": _("lone surrogate %(number)s"),
    "noncharacter": _("noncharacter %(number)s"),
    "too-many-bytes": _("%(size)s bytes; a dossier has at most %(max_size)s"),
    "line-too-long": _("%(length)s characters; a line has at most %(max_length)s"),
    "field-too-long": _("the %(field)s that begins here has %(length)s characters; it may have %(max_length)s"),
    "empty-text": _("the text is empty; a dossier begins with a title line"),
    "no-title": _("“%(words)s” is not a title; begin with one, as in “World Health Organization (WHO) — Deep Dossier”"),
    "no-name": _("nothing says which organization this is about: give its name"),
    "repeated-section": _(
        "“%(heading)s” is the same section as “%(first)s” on line %(first_line)s; put both under one heading"
    ),
    "period": _("%(reason)s"),
    "too-many-lines": _("more than %(max_lines)s lines; divide the text"),
    "too-many-people": _("more than %(max_people)s lines that name people; divide the text"),
    "too-many-blocks": _("more than %(max_blocks)s paragraphs, list items and rows; divide the text"),
    "too-many-tags": _("more than %(max_tags)s tags; save the words of the page as plain text and try again"),
    "damaged-file": _("this cannot be opened as a file of the format %(format)s; save it anew and try again"),
    "damaged-table": _("the table cannot be read from here on (%(reason)s); save it anew as CSV and try again"),
    "other-format": _("this is a file of the format %(format)s; save it as .docx, HTML or plain text and try again"),
    "unpacks-too-large": _(
        "unpacked, this file has more than %(max_size)s bytes of text; save what is needed of it as plain text"
    ),
    "too-deep": _("lists or tables stand within each other too deep to be read; save it as plain text and try again"),
    "not-read-back": _("the text of this dossier could not be read back: %(reason)s"),
    "unwritable-field": _("the text format cannot hold the %(field)s “%(words)s”"),
    "unwritable-section": _("the text format cannot hold the section “%(heading)s”"),
    "unwritable-item": _("the text format cannot hold the claim “%(words)s” of the section “%(heading)s”"),
    "unwritable-sections": _("the text format cannot hold the sections of this dossier: they would be read as others"),
    "unknown-section": _("a section that is not known: kept whole"),
    "before-first-item": _("stands before the first item of its section: kept as the section's text"),
    "unmarked-item": _("a paragraph between the items of a list: kept as an item"),
    "no-source": _("no source “%(label)s” in the list of sources: kept as text"),
    "no-locator": _("“%(words)s” is no place in a source: write it as in “p. 3”, or behind a colon"),
    "marks-moved": _("marks within the line were put behind it"),
    "source-twice": _("the list of sources has two entries “%(label)s”: marks cite the first"),
    "more-sources": _("a second list of sources: kept as text, its marks are those of the first"),
    "marks-in-parentheses": _(
        "no mark cites these sources, but (1) to (%(number)s) stand in the text: where these are its marks, say that "
        "this section is the list of sources"
    ),
    "numbers-restart": _(
        "a further list of sources whose numbers begin anew: which list a mark means cannot be told, so all stay text; "
        "number them through"
    ),
    "no-label": _("no label: kept as a fact without one"),
    "no-person": _("no name of a person: kept as an influence"),
    "guessed-fact": _("read as a fact by its look: see where its label ends"),
    "guessed-person": _("read as a person by its look: see whether name, office, dates and country are right"),
    "below-last-event": _("stands below an event, as nothing does below most others: kept as its text"),
    "list-in-introduction": _("a list or a table in the introduction: kept as text"),
    "no-event": _("like an event, but without a period that can be read: kept as text"),
    "headings-not-understood": _(
        "no heading of a known section was found: %(lines)s lines were read as introduction; %(dates)s lines begin "
        "with a date; say what the sections are, or give them headings such as “Timeline” and “Key People”"
    ),
    "unread-date": _("the date of this event cannot be read: %(reason)s"),
    "left-out": _("headers, footers and comments of the file are left out: “%(words)s”"),
    "guessed-encoding": _("not UTF-8: read as %(encoding)s; look whether letters with accents are right"),
    "section-of-people": _("most items from here on name people and their time in an office: read as people"),
    "century-of-others": _("“%(words)s” says no century: read as “%(meant)s”, near the other dates of this text"),
    "year-of-export": _("“%(words)s” is how exports write a year: read as %(year)s"),
    "day-first": _(
        "“%(words)s” and others like it are read with the day before the month, as “%(proof)s” in this text shows"
    ),
    "month-first": _(
        "“%(words)s” and others like it are read with the month before the day, as “%(proof)s” in this text shows"
    ),
    "dated-section": _("most lines from here on begin with a date: read as the timeline"),
    "resembles": _("this heading resembles that of a section of %(kinds)s: read as one"),
    "joined-section": _("the same section as “%(heading)s” on line %(first_line)s: put together with it"),
    "item-of-a-date": _("no date of its own: read as of “%(period)s”, under which it stands"),
    "kept-as-text": _("could not be kept as claims without changing its words: kept whole, as text"),
    "facts-behind-items": _("these are facts, of which the section is none: read as the snapshot"),
    "section-of-facts": _("most lines below this heading state facts: read as the snapshot"),
    "facts-of-introduction": _("from here on the introduction states facts: read as the snapshot"),
    "guessed-name": _("the text does not say whom it is about; it may be “%(name)s”: give the name"),
    "guessed-language": _("recognised by its words: look whether it is right"),
    "unknown-language": _("no language was recognised: say which it is"),
    "renumbered": _("numbered %(number)s where %(place)s comes next: shown as %(place)s"),
}
