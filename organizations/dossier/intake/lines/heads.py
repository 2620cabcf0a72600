"""The date at the head of a block, as a timeline asks for it: read, lent a year where it has none, or a problem."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from organizations.dossier.intake.lines.date_heads import DateHead, Separator, date_head, with_year
from organizations.dossier.intake.lines.misspelt import meant_or, misspelt_head
from organizations.dossier.messages import Message
from organizations.dossier.period import Period, PeriodError, ambiguity, is_early_year, parse_period, unread_period
from organizations.dossier.period.tokens import tokens
from organizations.dossier.period.vocabulary import Word

MAX_KEPT = 16_384
"""So many texts are kept read: several rules ask for the date of the same one, and so does the next reading of it."""
_SURE = frozenset({Separator.COLON, Separator.DASH, Separator.TAB, Separator.ALONE})
_OF_SENTENCES = frozenset({Word.SINCE, Word.UNTIL, Word.BEFORE, Word.AFTER, Word.BY, Word.BETWEEN})


@dataclass(frozen=True, slots=True)
class Head:
    """A date and what stands behind it. `words` are those of its period; `period` is None where they say none.

    `is_strong`: a mark parts the two, or nothing follows; `is_sentence`: the date is the beginning of a sentence.
    `left` are marks of sources and links that stood in the date; `problem` says why there is no period, `doubt` what
    else the words could be.
    """

    words: str
    rest: str
    period: Period | None
    is_strong: bool = True
    is_sentence: bool = False
    is_certain: bool = True
    lacks_year: bool = False
    left: str = ""
    problem: Message | None = None
    doubt: Message | None = None

    @property
    def is_alone(self) -> bool:
        return not self.rest


@lru_cache(MAX_KEPT)
def head_of(text: str) -> Head | None:
    """The date that a text begins with, and the rest; None where it begins with none."""
    first, line_end, others = text.partition("\n")
    if line_end and (alone := head_of(first)) and alone.is_alone:
        return _in_year(alone, others) or replace(alone, rest=" ".join(others.split()))
    found = date_head(" ".join(text.split(" ")) if not line_end else " ".join(text.split()))
    return _head(found) if found else None


def _in_year(alone: Head, text: str) -> Head | None:
    """The day or month that a text begins with in the year on the line above it; None where it begins with none."""
    inner = head_of(text)
    reach = alone.period.reach if alone.period else None
    if inner is None or not inner.lacks_year or reach is None or reach[0].year != reach[1].year:
        return None
    found = lent(inner, reach[0].year)
    return found if found.period else None


def opening_date(text: str) -> Head | None:
    """The date of which year that a text begins with; None where it begins with none, or with one that says no year."""
    head = head_of(text)
    return head if head and head.period else None


def dated_by(words: str, text: str) -> Head | None:
    """The head of a text that a person, or another column, dates with these words; None where they are no date."""
    found = date_head(words.strip())
    return replace(_head(found), rest=text) if found and not found.rest else None


def not_dated_by(words: str, text: str) -> Head:
    """The head of a text whose column of dates has words that are none."""
    found = misspelt_head(f"{words}:")
    if found:
        return replace(_head(found), rest=text)
    return Head(words=words, rest=text, period=None, problem=PeriodError("unreadable-period", words=words).message)


_BEHIND_TITLE = re.compile(
    r"(?P<title>[^()]{3,120}?)\s*\((?P<date>[^()]{4,40})\)(?P<rest>[*_]{0,3}\s*(?:[:–—-]|[*_]|$).*)", re.S
)


_BEHIND_DASH = re.compile(r"(?P<title>\S.{2,119}?)\s+[–—|-]\s+(?P<date>(?:(?!\s[–—|-]\s).){4,40})(?P<rest>)")
_BEHIND_ALL = re.compile(
    r"(?P<title>\S.{2,199}?)(?:,\s+|\s*\t|\s+(?=\[))(?P<date>\[[^\[\]]{4,40}\]|[^\[\],\t]{4,40}(?:,[^\[\],\t]{4,12})?)[.;]?(?P<rest>)"
)
"""With less than a bracket or a dash between the two: "First barge exhibition, 1925"."""


def head_behind_title(text: str, *, or_comma: bool = False) -> Head | None:
    """The date in brackets behind the title of an event: "**Founding (1955)** – Four states sign the pact".

    Or at the end, behind a dash: "Four states sign – May 1955"; if asked for, behind no more than a comma or a tab.

    Of a text of several lines it stands in the first, and the others are kept as lines.
    """
    line, _, others = text.partition("\n")
    match = _BEHIND_TITLE.fullmatch(line.strip()) or _BEHIND_DASH.fullmatch(line.strip())
    if match is None and or_comma and line[-8:].rstrip(" .;]")[-1:].isdecimal():
        match = _BEHIND_ALL.fullmatch(line.strip())
    found = opening_date(match["date"]) if match else None
    if match is None or found is None or not found.is_alone:
        return None
    rest = f"{match['title']}{match['rest']}".strip().rstrip(":–—- ")
    rest = "\n".join(filter(None, (rest, others)))
    return replace(found, rest=rest, is_strong=False, is_certain=False)


def unreadable_head(text: str) -> Head | None:
    """The head of a text that is a date but for a slip; its problem says what may be meant."""
    found = misspelt_head(" ".join(text.split()))
    return _head(found) if found else None


def as_written(head: Head) -> Head:
    """A head whose date cannot be read, with a period that keeps its words; as it was where that is not possible."""
    try:
        period = unread_period(head.words)
    except PeriodError:
        return head
    return replace(head, period=period, words=period.words, is_certain=False)


def lent(head: Head, year: int) -> Head:
    """A head without a year, in a year; as it was where it is no date of that year."""
    found = DateHead(words=head.words, rest=head.rest, separator=Separator.COLON, certain=True, lacks_year=True)
    try:
        text = with_year(found, year)
        return replace(head, words=text, period=parse_period(text), lacks_year=False)
    except PeriodError:
        return head


_CLOCK = re.compile(r"[,;]?\s+(?=\d{1,2}[:.]\d{2}(?!\d))")


def _head(found: DateHead) -> Head:
    doubt = ambiguity(found.words)
    found = _as_canonical(found)
    is_strong = found.separator in _SURE or found.certain
    return Head(
        words=found.words,
        rest=found.rest,
        period=_period(found),
        is_strong=is_strong,
        is_sentence=not is_strong and _begins_sentence(found.words),
        is_certain=found.certain,
        lacks_year=found.lacks_year,
        left=" ".join(filter(None, (found.marks, found.link if found.link.startswith("http") else ""))),
        problem=meant_or(found.words, found.problem) if found.problem else None,
        doubt=doubt,
    )


def _as_canonical(found: DateHead) -> DateHead:
    """A date in words that the canonical text can hold before a colon: "AD 476", and the time of day with the text."""
    if is_early_year(found.words):
        return replace(found, words=f"AD {found.words}")
    if ":" in found.words and (clock := _CLOCK.search(found.words)):
        words, time = found.words[: clock.start()], found.words[clock.end() :]
        return replace(found, words=words, rest=f"{time} {found.rest}".strip())
    return found


def _period(found: DateHead) -> Period | None:
    if found.problem or found.lacks_year:
        return None
    try:
        return parse_period(found.words)
    except PeriodError:
        return None


def _begins_sentence(text: str) -> bool:
    first = text.split()[0]
    if not first.isalpha():
        return False
    kinds = {token.kind for token in tokens(first)}
    return not kinds or bool(kinds & _OF_SENTENCES)
