"""Where a paragraph of plain text falls apart: at lines that open with a date, a label, bold type, capitals, a note."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from organizations.dossier.document import SectionKind
from organizations.dossier.intake.lines.date_heads import DateHead, date_head
from organizations.dossier.intake.lines.facts import is_known_label, read_fact
from organizations.dossier.intake.lines.headings import kind_of_heading
from organizations.dossier.period import looks_like_period
from organizations.dossier.period.tokens import is_word_of_dates
from organizations.dossier.period.vocabulary import plain
from organizations.dossier.words import fold, listed

WIDE = 45
"""A line of so many characters that ends no sentence may have been wrapped: the next one goes on with it."""
MAX_CAPITALS = 60
"""A longer line in capitals is running text."""
MAX_HEADING = 300
_BOLD_LINE = re.compile(r"(?P<mark>\*{2,3}|__)(?=\S)(?P<words>[^*_](?:(?!(?P=mark)).)*?)(?P=mark)\s*(?P<colon>:?)$")
_PICTURE = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001faff]")
MIN_LABELS = 3
"""So many lines that all have labels are a line each, however long they are."""
_OPEN_SPAN = re.compile(r"\d\s?[–—-]$")
_NOTE = re.compile(r"\[\^?[^\]\s]{1,40}\]:?\s")

MAX_TITLE = 120
"""A longer line above others is running text."""
_ACRONYM = re.compile(r"\([A-ZÀ-ÞА-Я][\w.&/-]{1,14}\)$")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(
    r"[^:：\t]{0,40}?(?<!\d)(?:\d{3,4}[^:：\t]{0,25}?|\d{1,2}[^\d:：\t][^:：\t]{0,45}?)(?:\s*[:：]|\s[–—-]\s|\t|$)"
)
"""A line with a number in front of its first colon, dash or tab, or of its end."""
_REFERENCES = re.compile(r"(?:\[\^?[\w-]{1,20}\])+$")
"""Marks of notes behind a sentence, whose numbers are of no date: "It goes on.[^1][^2]"."""
_YEAR_FIRST = re.compile(r"[^\w]{0,4}(?:\d{1,2}\.?\s\w+\.?\s|\w{3,12}\.?\s(?:\d{1,2},?\s)?)?\d{3,4}(?:\b|s|年)")
_LABEL = re.compile(r"[*_]{0,2}(?=[^\W\d_])(?:[^\W_]|[ '’()/&.,*_-]){1,60}(?::[*_]{0,2}(?:\s|$)|：)")
_MAY_BE_DATED = re.compile(r"\d{3}|^\W{0,4}(?:\w+\.?\s)?\d|[:：–—]|\s-\s|\*\*")
"""Without figures or a mark behind a word no date opens a line: a quick look, for texts of many short lines."""
_SHORT_YEAR = re.compile(r"['’]\d\d\b")
_IN_CHAPTER = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?:\s+|\.\s+(?!\w+$))(?=[^\W\d_])(?!\w+\s\d{4})")
"""The number of a heading within a chapter: "1.4 Open questions", and no day: "12.5. Berlin"."""
_FIRST_WORD = re.compile(r"[^\w\s]{0,4}(\w+)")
_COMMAS = re.compile(r",\s+(?=[^\W\d_])")
_BARS = re.compile(r"\s+[|·•]\s+")
_HEADING_OF_FACTS = re.compile(r"[*_]{0,3}(?P<words>[^\W\d_][^*_:–—|·•]{2,40}?)(?:\s*:?[*_]{1,3}\s*[:–—]?|\s*[:–—])\s+")
_DASH_LABEL = re.compile(r"\S.{0,58}?\S\s[–—=-]\s")
_ENDS_DATED = re.compile(r"(?:[,(\[–—\t]|\s-)\s*[^,()\[\]\t]{0,30}?(?<!\d)\d{3,4}(?:[–/-]\d{1,4})?[)\]]?[.;]?$")
"""A line with a year at its end, behind a mark: "First barge exhibition, 1925"."""
_ENDS = tuple('.:;!?…。！？；।؟۔"”»)')


class TextLine(NamedTuple):
    """A line that is not blank: its number from 1, how far it is indented, and its words."""

    number: int
    indent: int
    text: str

    @property
    def may_be_wrapped(self) -> bool:
        """Whether the next line may go on with the same sentence."""
        return len(self.text) >= WIDE and not self.text.endswith(_ENDS)


def bold_line(text: str) -> re.Match[str] | None:
    """The match of a line that is bold from end to end, and no longer than a heading."""
    return _BOLD_LINE.match(text) if text[0] in "*_" and len(text) <= MAX_HEADING else None


def is_capitals(text: str) -> bool:
    """Whether a line is a heading in capitals: "III. PRESIDENTS", not "UN" nor "1949: NATO"."""
    is_short = 4 <= len(text) <= MAX_CAPITALS and not text.endswith(_ENDS) and not _DIGIT.search(text)
    return is_short and text.isupper() and max(map(len, text.split())) >= 4


def parts_of(lines: list[TextLine]) -> Iterator[list[TextLine]]:
    """The lines of a paragraph or an item, in parts that each open with a date, a label, bold type or a note."""
    lines = _with_whole_spans([part for line in lines for part in labelled_parts(line)])
    opens = _openings(lines) if len(lines) > 1 else [True]
    part: list[TextLine] = []
    for line, is_opening in zip(lines, opens, strict=True):
        if is_opening and part:
            yield part
            part = []
        part.append(line)
    yield part


def _with_whole_spans(lines: list[TextLine]) -> list[TextLine]:
    """The lines, a span that goes on in the next one in one line: "June 24, 1948-", "May 11, 1949"."""
    found: list[TextLine] = []
    for line in lines:
        above = found[-1].text if found else ""
        if _OPEN_SPAN.search(above) and looks_like_period(f"{above} {line.text}"):
            found[-1] = found[-1]._replace(text=f"{above} {line.text}")
        else:
            found.append(line)
    return found


def labelled_parts(line: TextLine) -> list[TextLine]:
    """The parts of a line that are separated by bars or dots and all have labels: "Seat: Oslo | Members: 5".

    Commas part those that are facts such as dossiers state: "Founded 1921, Seat: Bergen".
    """
    for marks, is_part in ((_BARS, _LABEL.match), (_BARS, states_fact), (_COMMAS, states_fact)):
        parts = marks.split(line.text) if marks.search(line.text) else []
        if parts and all(map(is_part, parts)):
            return [line._replace(text=part) for part in parts]
    return _behind_heading(line) or [line]


def _behind_heading(line: TextLine) -> list[TextLine]:
    """The heading of a snapshot and the facts behind it on its line: "**At a glance** — Founded 1973 · Seat Oslo"."""
    heading = _HEADING_OF_FACTS.match(line.text) if _BARS.search(line.text) else None
    known = kind_of_heading(heading["words"]) if heading else None
    if heading is None or known is None or known.kind != SectionKind.SNAPSHOT:
        return []
    parts = _BARS.split(line.text[heading.end() :])
    if len(parts) < 2 or not all(map(states_fact, parts)):
        return []
    return [line._replace(text=part) for part in (heading["words"], *parts)]


def _openings(lines: Sequence[TextLine]) -> list[bool]:
    """Whether a part opens, for each line."""
    texts = [line.text for line in lines]
    if not texts[0]:
        return [True, *[False] * (len(lines) - 1)]
    if _all_have_one_mark(texts):
        return [True] * len(lines)
    if _is_heading(lines[0], is_above_date=False) and all(map(states_fact, texts[1:])):
        return [True] * len(lines)  # "At a glance", "founded 1899", "seat Hamburg"
    looks = [_look(text) for text in texts]
    if all(look in (_Look.DATED, _Look.YEAR_FIRST) for look in looks):
        return [True] * len(lines)
    is_list = looks.count(_Look.LABELLED) > 1 and looks.count(_Look.PLAIN) * 2 < len(looks)
    if is_list and not any(line.may_be_wrapped for line in lines[:-1]):
        return [not line.text[0].islower() or not at for at, line in enumerate(lines)]
    looks = [_Look.BOLD if _is_in_capitals(lines, at) else look for at, look in enumerate(looks)]
    if _is_heading(lines[0], is_above_date=looks[1] in _DATES) and not any(text[0].islower() for text in texts[1:]):
        if not any(line.may_be_wrapped or line.text.endswith(".") for line in lines[1:]):
            return [True] * len(lines)
        looks[0] = _Look.BOLD
    return _openings_by_look(lines, looks)


def _all_have_one_mark(texts: Sequence[str]) -> bool:
    """Whether all lines have a tab, a dash behind a label, a picture in front, or are many with a label each."""
    if all("\t" in text for text in texts) or all(map(_DASH_LABEL.match, texts)) or all(map(_PICTURE.match, texts)):
        return True
    if len(texts) >= MIN_LABELS and all(
        _LABEL.match(text) or _DASH_LABEL.match(text) or states_fact(text) for text in texts
    ):
        return True
    if len(texts) >= MIN_LABELS and all(map(_ENDS_DATED.search, texts)):
        return True
    return all(map(states_fact, texts))


def states_fact(text: str) -> bool:
    """Whether a line states a fact such as dossiers do, with or without a mark behind its label: "Founded 1951"."""
    fact = read_fact(text)
    return fact is not None and fact.certain and is_known_label(fact.label)


def _is_in_capitals(lines: Sequence[TextLine], at: int) -> bool:
    """Whether a line is in capitals, and neither those around it are nor does it go on from or into one."""
    before = lines[at - 1] if at else None
    behind = lines[at + 1].text if at + 1 < len(lines) else ""
    if not is_capitals(lines[at].text) or behind[:1].islower() or behind.isupper():
        return False
    return before is None or not (before.may_be_wrapped or before.text.isupper())


def _openings_by_look(lines: Sequence[TextLine], looks: "Sequence[_Look]") -> list[bool]:
    """Whether a part opens, for each line, where what a line looks like decides, and the line above it."""
    opens = [True]
    in_note = looks[0] == _Look.NOTE
    dashes = [_DASH_LABEL.match(line.text) is not None for line in lines]
    has_dashes = sum(dashes) > 1
    # What the lines below a heading look like, where one opens the paragraph.
    first = next((look for look in looks if look != _Look.BOLD), looks[0])
    for at, look in enumerate(looks[1:], start=1):
        may_go_on = lines[at - 1].may_be_wrapped
        if may_go_on and lines[at].text[0].islower():
            opens.append(False)  # "It was to last / until 1971."
            continue
        follows = first == look or (first in _DATES and look in _DATES)
        is_opening = (
            look in (_Look.BOLD, _Look.NOTE)
            or looks[at - 1] == _Look.BOLD
            or (look == _Look.DATED and (follows or not may_go_on))
            or (look in _DATES and "\t" in lines[at].text and "\t" in lines[at - 1].text)
            or (look == _Look.YEAR_FIRST and follows and not may_go_on)
            or (look == _Look.LABELLED and (follows or not may_go_on) and not in_note)
            or (has_dashes and dashes[at] and not may_go_on and not lines[at].text[0].islower() and not in_note)
        )
        opens.append(is_opening)
        in_note = look == _Look.NOTE or (in_note and not is_opening)
    return opens


def _is_heading(line: TextLine, *, is_above_date: bool) -> bool:
    """Whether the first line of a paragraph is the heading of what its other lines list, or has a chapter's number."""
    text = line.text.rstrip(":：")
    is_wrapped = line.may_be_wrapped and not (is_above_date and len(text) <= MAX_CAPITALS)
    if is_wrapped or (text.removesuffix(")") if is_above_date else text).endswith(_ENDS):
        return False
    return _IN_CHAPTER.match(text) is not None or kind_of_heading(text) is not None


def is_titled(lines: Sequence[TextLine]) -> bool:
    """Whether the first of the lines at the top of a text is its title, and the others say what the text is.

    The title ends with an acronym in brackets, or a line in brackets or of a known heading stands below it.
    """
    if len(lines) < 2 or len(lines[0].text) > MAX_TITLE or lines[0].text.endswith(_ENDS[:-1]):
        return False
    below = lines[1].text
    if below[0].islower():
        return False  # it goes on with the sentence above: "… for the young", "people:"
    is_named = _ACRONYM.search(lines[0].text) is not None
    if is_named or (below[0] == "(" and below[-1] == ")") or kind_of_heading(below) is not None:
        return True
    return fold(below.split()[0].rstrip(":")) in listed("organization", "documents")  # "Minutes of the meeting of …"


def opens_dated(line: TextLine) -> bool:
    """Whether a line is an event by its look: a date, a mark behind it, and more."""
    head = _date_at_head(line.text)
    return head is not None and head.certain and bool(head.rest)


def is_date(line: TextLine) -> bool:
    """Whether a line is a date and no more."""
    head = _date_at_head(line.text)
    return head is not None and head.certain and not head.rest


def _date_at_head(text: str) -> DateHead | None:
    """The date that a line begins with in words: "In 1961 …", "le 12 juin 1911, …", "**Autumn** – …"."""
    first = _FIRST_WORD.match(text) if _MAY_BE_DATED.search(text, 0, 60) else None
    may_be = first is not None and (first[1].isdecimal() or is_word_of_dates(plain(first[1])))
    return date_head(text) if may_be else None


class _Look(Enum):
    """How a line begins."""

    PLAIN = 0
    DATED = 1
    YEAR_FIRST = 2
    LABELLED = 3
    BOLD = 4
    NOTE = 5


_DATES = (_Look.DATED, _Look.YEAR_FIRST)


def _look(text: str) -> _Look:
    if bold_line(text):
        return _Look.BOLD
    if text[0] == "[" and _NOTE.match(text):
        return _Look.NOTE
    if _DIGIT.search(text, 0, 60):
        if _SHORT_YEAR.match(text):
            return _Look.DATED
        if _DATED.match(_REFERENCES.sub("", text)):
            return _Look.DATED
        if _YEAR_FIRST.match(text):
            return _Look.YEAR_FIRST
    if (head := _date_at_head(text)) is not None:
        return _Look.DATED if head.certain else _Look.YEAR_FIRST
    if "\t" in text:
        return _Look.LABELLED
    is_label = (":" in text or "：" in text) and not text[0].islower() and _LABEL.match(text)
    return _Look.LABELLED if is_label else _Look.PLAIN
