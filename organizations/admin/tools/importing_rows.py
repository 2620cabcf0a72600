"""A reading as the reading desk shows it: its blocks beside what they became, what is asked of them, and the counts."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from organizations.dossier.intake.choices import ANOTHER, Choice, ChoiceKind, Choices
from organizations.dossier.intake.date_heads import date_head
from organizations.dossier.kinds import KINDS, kind_of
from organizations.dossier.messages import Message
from organizations.dossier.period import UNREAD
from organizations.dossier.text.reading import Certainty, Notice, Outcome, Reading
from organizations.wording import Count as Number
from organizations.wording import kind_name, sentence
from organizations.wording.readings import became_name, certainty_name, name_answers, section_answers

PAGE = 200
"""Blocks on a page."""

MAX_SHOWN = 2_000
"""Characters of a block that are shown."""

OPEN = 100
"""A reading of so many blocks is shown whole; of longer ones, stretches in which nothing is asked are folded."""

FOLDED = 4
"""Fewer blocks than these are not worth folding."""

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
        words = self.outcome.text
        more = len(words) - MAX_SHOWN
        return words if more <= 0 else words[:MAX_SHOWN] + _(" … and %(more)s characters more") % {"more": Number(more)}

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


def _date_of(row: Row, words: str) -> str:
    """What the field for its date holds; of a date that cannot be read, its words: who takes them away says "none"."""
    head = date_head(row.outcome.text) if row.is_blocking else None
    unread = UNREAD.fullmatch(words)
    written = head.words if head else unread[1] if unread else words
    return row.chosen.get(ChoiceKind.DATE, written)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that stand together; where they are `folded`, nothing is asked of any, and `question` is about all."""

    rows: Sequence[Row]
    folded: bool = False
    last_line: int = 0

    @property
    def lines(self) -> tuple[int, int]:
        """Its first and last line on this page."""
        return self.rows[0].outcome.lines.first, self.rows[-1].outcome.lines.last

    @property
    def counts(self) -> str:
        """What its blocks became: "57 events, 12 texts"."""
        counts = Counter(row.outcome.became if row.is_head else "text" for row in self.rows)
        return ", ".join(f"{number} {_counted(became, number)}" for became, number in counts.items())

    @property
    def certainty(self) -> str:
        """How sure that is: all its rows are equally sure."""
        return self.rows[0].certainty

    @property
    def certainty_code(self) -> str:
        """The code of that."""
        return self.rows[0].how_sure.value

    @property
    def is_shown(self) -> bool:
        """Whether it is unfolded: the questions of one of its rows were asked for."""
        return any(row.is_shown for row in self.rows)

    @property
    def question(self) -> Question | None:
        """What all of it is, asked where it was kept as words."""
        first = self.rows[0]
        if not self.folded or not first.outcome.block or any(row.outcome.became not in WORDS for row in self.rows):
            return None
        return Question(
            ChoiceKind.SECTION, first.outcome.block, _("This is"), "", section_answers(False), self.last_line
        )


def _counted(became: str, number: int) -> str:
    if became == "text":
        return ngettext("piece of text", "pieces of text", number)
    return kind_name(became.replace("_", " "), number)


@dataclass(frozen=True, slots=True)
class Count:
    """Something that was found: its number in words, and the block that shows the first, None where there is none."""

    text: str
    row: Row | None
    is_open: bool = False


class Rows:
    """All rows of a reading, in the order of the source; `shown` are the blocks whose questions are asked for.

    `typed` is what was answered and could not be taken.
    """

    def __init__(
        self,
        reading: Reading,
        chosen: Choices,
        *,
        shown: Iterable[str] = (),
        known: Iterable[str] = (),
        typed: Mapping[str, str] | None = None,
    ) -> None:
        self.reading = reading
        by_block: dict[str, dict[ChoiceKind, str]] = defaultdict(dict)
        for choice in chosen.chosen:
            by_block[choice.block][choice.kind] = choice.value
        dossier = reading.dossier
        sections = {each.key: each for each in dossier.sections}
        claims = {
            (kind_of(claim, section.kind).name, claim.key): claim
            for section in dossier.sections
            for claim in section.items
        }
        people, asked_for = set(known), set(shown) - {""}
        self.rows = [self._row(each, sections, claims, people) for each in reading.outcomes]
        self._tell_heads()
        self._give_notices()
        for row in self.rows:
            row.chosen = by_block.get(row.outcome.block, {})
            row.is_shown = row.outcome.block in asked_for
            row.typed = typed or {}
            row.is_another = row.chosen.get(ChoiceKind.NAME) == ANOTHER
            row.is_asked = row.is_shown or bool(row.chosen) or _is_asked(row)
        self.by_block = {row.outcome.block: at for at, row in enumerate(self.rows) if row.outcome.block}

    @staticmethod
    def _row(
        outcome: Outcome, sections: dict[str, Section], claims: dict[tuple[str, str], AnyClaim], people: set[str]
    ) -> Row:
        section = sections.get(outcome.section)
        names = [outcome.became] if outcome.became not in WORDS else [kind.name for kind in KINDS]
        found = (claims.get((name, outcome.key)) for name in names) if outcome.key else iter(())
        claim = next((each for each in found if each), None)
        is_known = isinstance(claim, Role) and claim.person in people
        return Row(outcome, section, claim, is_known=is_known)

    def _tell_heads(self) -> None:
        """The first block of a claim opens it."""
        seen: set[tuple[str, str]] = set()
        for row in self.rows:
            name = (row.outcome.became, row.outcome.key)
            row.is_head = not row.outcome.key or name not in seen
            seen.add(name)

    def _give_notices(self) -> None:
        """Each notice to the block that it is about: of those on its line the one with its words, or the one before."""
        firsts = [row.outcome.lines.first for row in self.rows]
        for notice in self.reading.notices if self.rows else ():
            last = max(bisect_right(firsts, notice.line) - 1, 0)
            first = bisect_left(firsts, firsts[last])
            on_line = (row for row in self.rows[first : last + 1] if notice.words and notice.words in row.outcome.text)
            next(on_line, self.rows[last]).notices.append(notice)

    @cached_property
    def pages(self) -> list[list[Stretch]]:
        """The stretches of each page: all rows, those that need nobody folded together."""
        is_short = len(self.rows) <= OPEN
        pages: list[list[Stretch]] = [[]]
        room = PAGE
        for is_open, rows in _runs(self.rows):
            is_folded = not (is_open or is_short) and len(rows) >= FOLDED
            last = rows[-1].outcome.lines.last
            while rows:
                if room < min(FOLDED, len(rows)):
                    pages.append([])
                    room = PAGE
                pages[-1].append(Stretch(rows[:room], is_folded, last))
                rows, room = rows[room:], room - min(room, len(rows))
        return pages

    @cached_property
    def page_of(self) -> dict[str, int]:
        """The number of the page on which each block stands, by its name."""
        return {
            row.outcome.block: number
            for number, page in enumerate(self.pages, 1)
            for stretch in page
            for row in stretch.rows
        }

    def block_at(self, line: int) -> str:
        """The name of the block that stands on the line, or before it; empty where there is none."""
        at = bisect_right([row.outcome.lines.first for row in self.rows], line) - 1
        return self.rows[at].outcome.block if at >= 0 else ""

    def url_of(self, block: str) -> str:
        """The address of a block, within the desk."""
        return f"?page={self.page_of.get(block, 1)}#b-{block}"

    @cached_property
    def counts(self) -> list[Count]:
        """What was found, and what to look at: the numbers above a reading."""
        first: dict[str, Row] = {}
        for row in self.rows:
            first.setdefault(row.outcome.became, row)
        found = [Count(f"{number} {name}", first.get(kind)) for kind, number, name in _numbers(self.reading) if number]
        others = [row for row in self.rows if row.outcome.became == "heading" and _is_other(row)]
        if others:
            words = ngettext("%(count)s section kept as text", "%(count)s sections kept as text", len(others))
            found.append(Count(words % {"count": Number(len(others))}, others[0]))
        for words_of, rows in (
            (_to_answer, [row for row in self.rows if row.is_blocking]),
            (_to_look_at, [row for row in self.rows if row.notices and not row.is_blocking]),
        ):
            number = sum(len(row.notices) for row in rows)
            if rows:
                found.append(Count(words_of(number), rows[0], is_open=True))
        return found


def _numbers(reading: Reading) -> Iterator[tuple[str, int, str]]:
    counts: Counter[str] = Counter()
    people: set[str] = set()
    for section, claim in reading.dossier.items():
        counts[kind_of(claim, section.kind).name] += 1
        if isinstance(claim, Role):
            people.add(claim.person)
    for kind in KINDS:
        if kind.claim is Role:
            yield kind.name, len(people), ngettext("person", "people", len(people))
        else:
            yield kind.name, counts[kind.name], kind_name(kind.words, counts[kind.name])


def _to_answer(number: int) -> str:
    return ngettext("%(count)s line to answer first", "%(count)s lines to answer first", number) % {
        "count": Number(number)
    }


def _to_look_at(number: int) -> str:
    return ngettext("%(count)s line to look at", "%(count)s lines to look at", number) % {"count": Number(number)}


def _is_other(row: Row) -> bool:
    return row.section is not None and row.section.kind == SectionKind.OTHER


def _is_asked(row: Row) -> bool:
    if row.outcome.became == "heading":
        return _is_other(row) or row.outcome.certainty != Certainty.CANONICAL
    return bool(row.notices)


def _runs(rows: Sequence[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Rows that follow one another, in runs that are all open, or all closed and equally sure."""
    run: list[Row] = []
    for row in rows:
        if run and _alike(run[-1]) != _alike(row):
            yield run[0].is_open, run
            run = []
        run.append(row)
    if run:
        yield run[0].is_open, run


def _alike(row: Row) -> tuple[object, ...]:
    return (True,) if row.is_open else (False, row.how_sure, row.outcome.section)


def chosen_in_words(choices: Choices, rows: Rows) -> list[tuple[str, str, str]]:
    """Each choice as (its name, what it says, the address of its block), in the order they were made."""
    answers: dict[ChoiceKind, dict[str, str]] = defaultdict(dict)
    answers[ChoiceKind.SECTION] = dict(section_answers(True)) | dict(section_answers(False))
    answers[ChoiceKind.NAME] = dict(name_answers(True))
    found = []
    for each in choices.chosen:
        at = rows.by_block.get(each.block)
        row = rows.rows[at] if at is not None else None
        found.append(
            (f"{each.kind.value}:{each.block}", _chosen(each, row, answers), rows.url_of(each.block) if row else "")
        )
    return found


def _chosen(choice: Choice, row: Row | None, answers: dict[ChoiceKind, dict[str, str]]) -> str:
    said = answers[choice.kind].get(choice.value, choice.value)
    if choice.kind == ChoiceKind.DATE:
        said = _("date: %(date)s") % {"date": choice.value} if choice.value else _("no event")
    if row is None:
        return _("%(said)s (its words are not in this source any more)") % {"said": said}
    words = " ".join(row.outcome.text.split())
    quoted = words if len(words) <= 60 else f"{words[:60]}…"
    return _("“%(words)s”, line %(line)d: %(said)s") % {"words": quoted, "line": row.outcome.lines.first, "said": said}
