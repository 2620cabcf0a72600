"""All blocks of a reading as the desk shows them: a page at a time, what needs nobody folded, and the counts."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organizations.admin.tools.importing_blocks import WORDS, Question, Row
from organizations.dossier.document import AnyClaim, Role, Section, SectionKind
from organizations.dossier.intake.choices import ANOTHER, Choice, ChoiceKind, Choices
from organizations.dossier.kinds import KINDS, kind_of
from organizations.dossier.text.reading import Certainty, Outcome, Reading
from organizations.wording import Count as Number
from organizations.wording import kind_name
from organizations.wording.readings import name_answers, section_answers

PAGE = 200
"""Blocks on a page."""

OPEN = 100
"""A reading of so many blocks is shown whole; of longer ones, stretches in which nothing is asked are folded."""

FOLDED = 4
"""Fewer blocks than these are not worth folding."""


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
            on_line = (row for row in self.rows[first : last + 1] if notice.text and notice.text in row.outcome.text)
            next(on_line, self.rows[last]).notices.append(notice)

    @cached_property
    def pages(self) -> list[list[Stretch]]:
        """The stretches of each page: all rows, those that need nobody folded together."""
        is_short = len(self.rows) <= OPEN
        pages: list[list[Stretch]] = [[]]
        room = PAGE
        for is_open, rows in _runs(self.rows):
            is_folded = not (is_open or is_short) and len(rows) >= FOLDED
            # Of the whole stretch, though it may go on over pages: an answer about it holds for all of it.
            last = rows[-1].outcome.lines.last
            while rows:
                # Too little room to be worth a fold: the stretch begins on the next page.
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
            text = ngettext("%(count)s section kept as text", "%(count)s sections kept as text", len(others))
            found.append(Count(text % {"count": Number(len(others))}, others[0]))
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
    text = answers[choice.kind].get(choice.value, choice.value)
    if choice.kind == ChoiceKind.DATE:
        text = _("date: %(date)s") % {"date": choice.value} if choice.value else _("no event")
    if row is None:
        return _("%(said)s (its words are not in this source any more)") % {"said": text}
    words = " ".join(row.outcome.text.split())
    quoted = words if len(words) <= 60 else f"{words[:60]}…"
    return _("“%(words)s”, line %(line)d: %(said)s") % {"words": quoted, "line": row.outcome.lines.first, "said": text}
