"""What reading a source gives: the dossier, what became of each block of the source, and what was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from organizations.dossier.document import Dossier, Lines
from organizations.dossier.messages import Message
from organizations.dossier.period import DOUBTS

NOTICES: Mapping[str, tuple[str, ...]] = {
    "unknown-section": (),
    "before-first-item": (),
    "unmarked-item": (),
    "no-label": (),
    "no-person": (),
    "guessed-person": (),
    "guessed-fact": (),
    "no-event": (),
    "below-last-event": (),
    "list-in-introduction": (),
    "facts-of-introduction": (),
    "facts-behind-items": (),
    "section-of-facts": (),
    "guessed-name": ("name",),
    "guessed-language": (),
    "unknown-language": (),
    "renumbered": ("number", "place"),
    **DOUBTS,
    "headings-not-understood": ("lines", "dates"),
    "guessed-encoding": ("encoding",),
    "left-out": ("words",),
    "unread-date": ("reason",),
    "century-of-others": ("words", "meant"),
    "year-of-export": ("words", "year"),
    "day-first": ("words", "proof"),
    "month-first": ("words", "proof"),
    "dated-section": (),
    "section-of-people": (),
    "resembles": ("kinds",),
    "joined-section": ("heading", "first_line"),
    "item-of-a-date": ("period",),
    "kept-as-text": (),
    "no-source": ("label",),
    "no-locator": ("words",),
    "marks-moved": (),
    "source-twice": ("label",),
    "more-sources": (),
    "marks-in-parentheses": ("number",),
    "numbers-restart": (),
}
"""Why something was kept that was not understood, or may be another date, and what the sentence names."""


class Certainty(StrEnum):
    """How sure the reading of a block is: by the marks of the text format, by its look, or not at all."""

    CANONICAL = "canonical"
    GUESSED = "guessed"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should look at: its line, its words and why.

    While a notice that `blocks` stands, the text is not imported unless that was asked for.
    """

    line: int
    text: str
    message: Message
    column: int = 1
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a block of the source: its lines, its words, and the part of the dossier that holds it.

    `became` is "title", "headline", "introduction", "heading", "subheading", "text", "remark", "closing", "nothing"
    (a rule, the header of a table), or the name of a kind of claim; `section` and `key` say of which.
    `block` is what a choice names the block by: the same words in a new edition of the source have the same.
    """

    lines: Lines
    text: str
    became: str
    block: str = ""
    section: str = ""
    key: str = ""
    certainty: Certainty = Certainty.CANONICAL


@dataclass(frozen=True, slots=True)
class Reading:
    """A dossier, what was not understood in its source, and an outcome for each block, in the order of the source.

    `language_doubt` says why the language of the dossier is only guessed, where nobody said it.
    """

    dossier: Dossier
    notices: tuple[Notice, ...]
    outcomes: tuple[Outcome, ...] = ()
    language_doubt: Message | None = None
