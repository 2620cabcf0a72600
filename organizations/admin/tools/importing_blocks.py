"""A block of the source as the reading desk shows it: what it became, how sure that is, and what is asked of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from organizations.admin.periods import understood
from organizations.dossier.document import (
    AnyClaim,
    Event,
    Fact,
    Influence,
    Role,
    Section,
    SectionKind,
    Source,
    period_of,
)
from organizations.dossier.intake.choices import ChoiceKind
from organizations.dossier.intake.lines.date_heads import date_head
from organizations.dossier.messages import Message
from organizations.dossier.period import UNREAD
from organizations.dossier.text.reading import Certainty, Notice, Outcome
from organizations.wording import Count as Number
from organizations.wording import sentence
from organizations.wording.readings import became_name, certainty_name, name_answers, section_answers

MAX_SHOWN = 2_000
"""Characters of a block that are shown."""

PLAIN = re.compile(r"[0-9]{4}(?:[–-][0-9]{4})?")
"""Periods that need no explanation."""

HEADINGS = ("heading", "subheading")
WORDS = ("text", "introduction", "remark")


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person may say about a block: the name of its field, its label, its value and its answers.

    One without answers is typed. `last_line` is the line up to which the answer holds; 0 where that is not asked.
    """

    kind: ChoiceKind
    block: str
    label: str
    value: str
    answers: Sequence[tuple[str, str]] = ()
    last_line: int = 0
    typed: str | None = None
    """What was answered and could not be taken."""
    meant: str = ""
    """An answer that one click gives: what a slip most likely means."""

    @property
    def shown(self) -> str:
        """What its field holds."""
        return self.value if self.typed is None else self.typed

    @property
    def name(self) -> str:
        """The name of its field in the form."""
        return f"{self.kind.value}:{self.block}"

    @property
    def last_name(self) -> str:
        """The name of the field that says up to which line."""
        return f"last:{self.block}"


@dataclass(slots=True)
class Row:
    """A block of the source and what it became: the claim, or the section, that holds it."""

    outcome: Outcome
    section: Section | None
    claim: AnyClaim | None
    notices: list[Notice] = field(default_factory=list)
    is_head: bool = True
    """Whether it opens what it became; what follows belongs to the claim too."""
    is_asked: bool = False
    is_shown: bool = False
    """Whether its questions were asked for."""
    is_known: bool = False
    """Whether it names a person that the site knows."""
    is_another: bool = False
    """Whether it was said to be another person."""
    chosen: Mapping[ChoiceKind, str] = field(default_factory=dict)
    """What was chosen for it."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What was answered, by the names of fields, and could not be taken."""

    @property
    def text(self) -> str:
        """Its words, cut where they are very many."""
        text = self.outcome.text
        more = len(text) - MAX_SHOWN
        return text if more <= 0 else text[:MAX_SHOWN] + _(" … and %(more)s characters more") % {"more": Number(more)}

    @property
    def anchor(self) -> str:
        """Its fragment in the page."""
        return f"b-{self.outcome.block}"

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of any level."""
        return self.outcome.became in HEADINGS

    @property
    def is_open(self) -> bool:
        """Whether it stands by itself, not in a folded stretch: whoever asks for its questions moves nothing."""
        return self.is_heading or bool(self.notices or self.chosen)

    @property
    def became(self) -> str:
        """What it became, in words."""
        kind = self.section.kind if self.section else None
        became = self.outcome.became if self.is_head else "text"
        return became_name(became, kind, belongs=bool(self.outcome.key))

    @property
    def is_words(self) -> bool:
        """Whether it opens no claim: it is text, or goes on with the claim above."""
        return not self.is_head or self.outcome.became in WORDS

    @property
    def certainty(self) -> str:
        """How sure that is, in words."""
        return certainty_name(self.how_sure)

    @property
    def how_sure(self) -> Certainty:
        """How sure that is; what has to be answered is not understood, wherever it was kept."""
        return Certainty.NOT_UNDERSTOOD if self.is_blocking else self.outcome.certainty

    @property
    def reasons(self) -> list[str]:
        """Why it should be looked at."""
        return [sentence(each.message) for each in self.notices]

    @property
    def is_blocking(self) -> bool:
        """Whether it has to be answered before anything is imported."""
        return any(each.blocks for each in self.notices)

    @property
    def details(self) -> list[str]:
        """What the claim says, field by field; nothing for what is text."""
        if self.is_words or self.is_heading or not self.claim:
            return []
        return [words for words in _details(self.claim) if words]

    @property
    def period(self) -> str:
        """What its period was understood as; empty where it has none, or is plain years."""
        period = period_of(self.claim) if self.claim and not self.is_words else None
        return understood(period) if period and not PLAIN.fullmatch(period.words) else ""

    @property
    def questions(self) -> list[Question]:
        """What may be said about it; what is asked by itself where it `is_asked`."""
        found = list(_questions(self))
        return [replace(each, typed=self.typed.get(each.name)) for each in found] if self.typed else found


def _details(claim: AnyClaim) -> Iterator[str]:
    match claim:
        case Fact():
            yield from (claim.label, claim.value)
        case Influence():
            yield from (claim.label, claim.text)
        case Role():
            yield from (claim.name, claim.title, claim.period.words if claim.period else "", claim.country)
        case Event():
            yield from (claim.period.words, claim.title)
        case Source():
            yield claim.citation
        case _:
            yield claim.title


def _questions(row: Row) -> Iterator[Question]:
    outcome, claim, block, chosen = row.outcome, row.claim, row.outcome.block, row.chosen
    if not block:
        return
    kind = row.section.kind if row.section else None
    is_text = row.is_words
    if isinstance(claim, Event) and not is_text:
        date = _date_of(row, claim.period.words)
        yield Question(ChoiceKind.DATE, block, _("Date"), date, meant=_meant(row.notices))
    elif is_text and kind == SectionKind.TIMELINE:
        yield Question(ChoiceKind.DATE, block, _("Date, where it is an event"), _date_of(row, ""))
    if (isinstance(claim, Role | Influence) and not is_text) or ChoiceKind.NAME in chosen:
        value = chosen.get(ChoiceKind.NAME, "")
        yield Question(ChoiceKind.NAME, block, _("The name at its head is"), value, name_answers(row.is_known))
    # A heading says of all below it what they are, up to the next one.
    last = 0 if row.is_heading else outcome.lines.last
    read_as = kind.value if outcome.became == "heading" and kind else ""
    value = chosen.get(ChoiceKind.SECTION, read_as)
    answers = section_answers(outcome.became == "heading")
    yield Question(ChoiceKind.SECTION, block, _("This is"), value, answers, last)


def _meant(notices: Iterable[Notice]) -> str:
    """What a date with a slip most likely means; empty where none of the notices says it."""
    reasons = (each.message.details.get("reason") for each in notices)
    return next(
        (str(each.details["meant"]) for each in reasons if isinstance(each, Message) and "meant" in each.details), ""
    )


def _date_of(row: Row, text: str) -> str:
    """What the field for its date holds; of a date that cannot be read, its words: who takes them away says "none"."""
    head = date_head(row.outcome.text) if row.is_blocking else None
    unread = UNREAD.fullmatch(text)
    written = head.words if head else unread[1] if unread else text
    return row.chosen.get(ChoiceKind.DATE, written)
