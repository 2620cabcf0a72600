"""Marks that cite sources, such as "[2, p. 3]": found in text, and read.

A mark is one only where the dossier's own list of sources defines its label, as in CommonMark; all else is text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.words import fold, listed

# Bounds the pattern below: a text of nothing but "[" is read in one pass.
MAX_BRACKET = 400
"""Characters of a bracket that may be a mark, at most."""
MAX_LOCATOR = 100
MAX_RANGE = 50
"""Sources that one range of labels cites, at most: "[1–50]"."""


class UseRole(StrEnum):
    """What a claim takes a source for: a role of this use, not of the source."""

    SUPPORTS = "supports"
    MENTIONS = "mentions"
    DISPUTES = "disputes"


class Register(StrEnum):
    """How a claim is said: as the organization's own position, as a fact that others report, as an assessment."""

    STATED = "stated position"
    REPORTED = "reported fact"
    ASSESSMENT = "assessment"


class StatementName(StrEnum):
    """What brackets behind a claim may state of it."""

    AS_OF = "as of"
    REVIEW_BY = "review by"
    REGISTER = "register"
    CITATION_NEEDED = "citation needed"


@dataclass(frozen=True, slots=True)
class Target:
    """What a label stands for: the key of a source, and the place in it that the list names, as in "[4] [1], p. 2"."""

    source: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that a list of sources defines, each with its target; false where a dossier has no such list.

    `superscripts` says whether raised numbers are marks too.
    """

    targets: Mapping[str, Target] = field(default_factory=dict)
    is_list: bool = False
    superscripts: bool = False
    read: dict[str, "Mark | Doubtful | None"] = field(default_factory=dict, compare=False, repr=False)
    """What each bracket says that was read with them: most come again and again."""

    def __bool__(self) -> bool:
        return self.is_list


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a source: its label as written, the key of the source, what for, and the place in it ("pp. 45–72").

    `before` and `after` are what stands around the label in its bracket: "see ", ", pp. 45–72".
    """

    label: str
    source: str
    role: UseRole = UseRole.SUPPORTS
    locator: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a bracket behind a claim says of it, with a period or a register as written."""

    name: StatementName
    text: str = ""

    def __str__(self) -> str:
        """What it says, as it is written."""
        return self.text if self.name == StatementName.REGISTER else f"{self.name} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracket, or a raised number, that is a mark: where it stands in its text, and what it says."""

    start: int
    end: int
    uses: tuple[Use, ...] = ()
    statements: tuple[Statement, ...] = ()
    raised: bool = False

    def __str__(self) -> str:
        """What it says, as it is written."""
        if self.raised:
            return ",".join(use.label for use in self.uses).translate(_RAISED_DIGITS)
        uses = (f"{use.before}{use.label}{use.after}" for use in self.uses)
        return f"[{'; '.join((*uses, *map(str, self.statements)))}]"


class Doubt(StrEnum):
    """Why a bracket that looks like a mark is none; the names are those of notices."""

    NO_SOURCE = "no-source"
    NO_LOCATOR = "no-locator"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A bracket that looks like a mark and is none: why, and the label or the words that were not understood."""

    doubt: Doubt
    text: str


_BRACKET = re.compile(rf"\[([^\[\]\n]{{1,{MAX_BRACKET}}})\]")
# As many backticks as opened it, and no more; at most 1,000 characters, or each backtick would be tried to the end of
# the text.
_CODE = re.compile(r"(?<!`)(`+)(?!`).{1,1000}?(?<!`)\1(?!`)", re.S)
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# Ends at a bracket or a raised number, which may be a mark behind the address; `_goes_on` tells whether it is.
_URL = re.compile(rf"\b[a-z][a-z0-9+.-]{{1,20}}://[^\s\[\]<>{_DIGITS}]*", re.I)
_RAISED_DIGITS = str.maketrans("0123456789", _DIGITS)
# The raised minus joins a range, the raised comma separates two.
LOWERED = str.maketrans(_DIGITS + "⁻–˒", "0123456789--,")
_RAISED = re.compile(
    # Behind a word of four letters or a mark of a sentence: "km²" and "10³" are units and powers.
    rf"(?:(?<=[^\W\d_{_DIGITS}]{{4}})|(?<=[.,;:!?…)\]”’\"'»。，！？）」]))"
    rf"[{_DIGITS}]{{1,12}}(?:[,˒⁻–-][{_DIGITS}]{{1,12}}){{0,12}}(?![{_DIGITS}])"
)
BEFORE_A_TAIL = "claim"
"""Stands before marks that were taken off a line, which are read as if they stood behind a word."""

_SIGNALS = {
    "but see also": UseRole.DISPUTES,
    "but see": UseRole.DISPUTES,
    "but cf": UseRole.DISPUTES,
    "contra": UseRole.DISPUTES,
    "see also": UseRole.MENTIONS,
    "cf": UseRole.MENTIONS,
    "see, e.g": UseRole.SUPPORTS,
    "see e.g": UseRole.SUPPORTS,
    "see": UseRole.SUPPORTS,
    "e.g": UseRole.SUPPORTS,
}
"""The signals of legal citations and what they say; the longer ones first."""
# Not before a letter: "seen" is no "see".
_SIGNAL = re.compile(rf"({'|'.join(map(re.escape, _SIGNALS))})(?![^\W_])[.,:]*\s+(?=\S)", re.I)
_RANGE = re.compile(r"(\d{1,4})\s*[–—-]\s*(\d{1,4})")
_MISSING = re.compile(r"\d{1,4}|\^[^\s,;:]+")
# "[1951]" is a year that an editor put in, not a label that no source has.
_YEARS = range(1000, 2101)
_REGISTERS = frozenset(register.value for register in Register)
_DATED = re.compile(rf"({StatementName.AS_OF}|{StatementName.REVIEW_BY})\s+(\S.*)", re.I)
_FIRST_WORD = re.compile(r"§{1,2}|[^\W\d_]+")


def marks_in(text: str, labels: Labels) -> list[Mark]:
    """The marks of running text that cite sources, in order; all of a bracket is understood, or it is none."""
    return [each for each in _marks(text, labels) if each.uses]


def doubts_in(text: str, labels: Labels) -> list[Doubtful]:
    """The brackets of running text that look like marks and are none, in order."""
    return [read for _start, _end, read in _found(text, labels) if isinstance(read, Doubtful)]


def needs_citation(text: str, labels: Labels) -> bool:
    """Whether running text says that a citation is needed."""
    named = (statement.name for mark in _marks(text, labels) for statement in mark.statements)
    return StatementName.CITATION_NEEDED in named


def split_tail(line: str, labels: Labels) -> tuple[str, str]:
    """A line without the marks behind it, and these as written, with the white space before them.

    Commas may part them: "[1], [2]". Marks of which all of the line would be one are none.
    """
    end = len(line)
    # From the end: the first that has words behind it ends the tail.
    for mark in reversed(_marks(line, labels)):
        if line[mark.end : end].strip(" \t," if end < len(line) else None):
            break
        end = mark.start
    bare = line[:end].rstrip() if end < len(line) else line
    return (bare, line[len(bare) :]) if bare else (line, "")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line, without the marks behind it and in its label, and these as written; `moved` where a label had some."""

    text: str
    marks: str = ""
    moved: bool = False


def split_line(line: str, labels: Labels) -> MarkedLine:
    """A line as it is looked at, and its marks; those of a label ("1951 [1]: Founding") come before those behind it."""
    text, tail = split_tail(line, labels)
    found = marks_in(text, labels) if ":" in text else []
    at = _colon(text, found)
    label, colon, rest = text[:at], text[at : at + 1], text[at + 1 :]
    inner = [mark for mark in found if mark.end <= at]
    if not inner:
        return MarkedLine(text, tail)
    ends = zip([0, *(mark.end for mark in inner)], [*(mark.start for mark in inner), len(label)], strict=True)
    first, *between, last = (label[end:start] for end, start in ends)
    bare = " ".join("".join([first, *(part for part in between if part.strip(" \t,")), last]).split())
    indentation = label[: len(label) - len(label.lstrip())]
    moved = " " + "".join(label[mark.start : mark.end] for mark in inner)
    return MarkedLine(f"{indentation}{bare}{colon}{rest}", moved + tail.lstrip(), moved=True)


def _colon(text: str, marks: Sequence[Mark]) -> int:
    """Where the first colon stands that is not within a mark, as that of "[3: 47]" is; -1 without one."""
    end = 0
    for mark in marks:
        at = text.find(":", end, mark.start)
        if at >= 0:
            return at
        end = mark.end
    return text.find(":", end)


def tail_marks(tail: str, labels: Labels) -> list[Mark]:
    """The marks in what `split_tail` took off a line, in order."""
    shift = len(BEFORE_A_TAIL)
    found = _marks(BEFORE_A_TAIL + tail, labels)
    return [replace(mark, start=mark.start - shift, end=mark.end - shift) for mark in found]


def replaced_marks(text: str, labels: Labels, replacement: Callable[[Mark], str], *, is_tail: bool = False) -> str:
    """Running text, or a tail, with something else in place of each mark that cites a source."""
    parts, end = [], 0
    for mark in tail_marks(text, labels) if is_tail else marks_in(text, labels):
        parts += [text[end : mark.start], replacement(mark)]
        end = mark.end
    return "".join([*parts, text[end:]])


def without_marks(text: str, labels: Labels) -> str:
    """Running text without its marks, as it is compared and searched."""
    return replaced_marks(text, labels, lambda _mark: "") if labels else text


def without_brackets(text: str, labels: Labels) -> str:
    """Running text without its marks and without what else brackets of it state: only brackets that are text stay."""
    parts, end = [], 0
    for mark in _marks(text, labels):
        parts.append(text[end : mark.start])
        end = mark.end
    return "".join([*parts, text[end:]])


def has_raised_number(text: str) -> bool:
    """Whether a raised number stands in text where a mark could be."""
    return _RAISED.search(text) is not None


# -- where marks stand ----------------------------------------------------------------------------------------------


def _marks(text: str, labels: Labels) -> list[Mark]:
    return [replace(read, start=start, end=end) for start, end, read in _found(text, labels) if isinstance(read, Mark)]


def _found(text: str, labels: Labels) -> Iterator[tuple[int, int, Mark | Doubtful]]:
    """Everything that is a mark or looks like one, with where it begins and ends, in order."""
    if not labels:
        return
    brackets = _BRACKET.finditer(text) if "[" in text else ()
    raised = _RAISED.finditer(text) if labels.superscripts else ()
    code = _Spans.of(_CODE, text) if "`" in text else _Spans()
    urls = _Spans.of(_URL, text) if "://" in text else _Spans()
    for match in sorted([*brackets, *raised], key=lambda match: match.start()):
        start, end = match.span()
        if start in code or start in urls:
            continue
        if match.re is _RAISED:
            uses = _numbers(match[0].translate(LOWERED), labels)
            read: Mark | Doubtful | None = Mark(start, end, uses, raised=True) if uses else None
        elif _is_escaped_or_link(text, start, end) or _goes_on(text, start, urls):
            read = None
        else:
            read = _remembered(match[1], labels)
        if read:
            yield start, end, read


@dataclass(frozen=True, slots=True)
class _Spans:
    """Stretches of a text, in order."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @classmethod
    def of(cls, pattern: re.Pattern[str], text: str) -> "_Spans":
        spans = [match.span() for match in pattern.finditer(text)]
        return cls(tuple(start for start, _end in spans), tuple(end for _start, end in spans))

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and place < self.ends[at]


def _goes_on(text: str, start: int, urls: _Spans) -> bool:
    """Whether a bracket belongs to the address before it: "https://example.org/a[1]"."""
    return start > 0 and start - 1 in urls and text[start - 1] not in ".,;:)”\"'"


def _is_escaped_or_link(text: str, start: int, end: int) -> bool:
    """Whether a bracket is text by a backslash, or the words of a link or a picture."""
    # At the very beginning `text[-1:0]` is empty, and so is neither.
    return text[start - 1 : start] in ("\\", "!") or text[end : end + 1] == "("


# -- what a mark says -----------------------------------------------------------------------------------------------


def _remembered(content: str, labels: Labels) -> Mark | Doubtful | None:
    if content not in labels.read:
        # Labels are frozen, but for this memory, which no comparison looks at.
        labels.read[content] = _bracket(content, labels)
    return labels.read[content]


def _bracket(content: str, labels: Labels) -> Mark | Doubtful | None:
    uses: list[Use] = []
    statements: list[Statement] = []
    for part in content.split(";"):
        statement = _statement(part.strip())
        if statement:
            statements.append(statement)
            continue
        read = _uses(part.strip(), labels)
        if not isinstance(read, tuple):
            return read
        uses += read
    return Mark(0, 0, tuple(uses), tuple(statements))


def _statement(text: str) -> Statement | None:
    plain = text.casefold()
    if plain == StatementName.CITATION_NEEDED:
        return Statement(StatementName.CITATION_NEEDED)
    if plain in _REGISTERS:
        return Statement(StatementName.REGISTER, plain)
    dated = _DATED.fullmatch(text)
    if dated and _is_date(dated[2]):
        return Statement(StatementName(dated[1].casefold()), dated[2])
    return None


def _is_date(text: str) -> bool:
    try:
        return parse_period(text).is_read
    except PeriodError:
        return False


def _uses(text: str, labels: Labels) -> tuple[Use, ...] | Doubtful | None:
    """The uses of "see 1, p. 3", "1, 2" or "1–3"; why there is none where it looks like one."""
    signal = _SIGNAL.match(text)
    role = _SIGNALS[signal[1].casefold()] if signal else UseRole.SUPPORTS
    read = _cited(text[signal.end() :] if signal else text, labels)
    before = signal[0] if signal else ""
    return tuple(replace(use, role=role, before=before) for use in read) if isinstance(read, tuple) else read


def _cited(text: str, labels: Labels) -> tuple[Use, ...] | Doubtful | None:
    label = _label_at(text, labels)
    if not label:
        return _range(text, labels) or _missing(text)
    rest = text[len(label) :].strip()
    use = _use(label, labels)
    if not rest:
        return (use,)
    if rest.startswith(":") or is_locator(rest.lstrip(", ")):
        return _located(replace(use, after=text[len(label) :].rstrip()), rest.lstrip(":, "))
    if not rest.startswith(","):
        return _range(text, labels)
    others = _cited(rest[1:].strip(), labels)
    if isinstance(others, tuple):
        return (use, *others)
    return Doubtful(Doubt.NO_LOCATOR, rest[1:].strip())


def _label_at(text: str, labels: Labels) -> str:
    """The longest label that text begins with, and that ends there: "12" of "12, p. 3"."""
    ends = [match.start() for match in re.finditer(r"[,:\s]|$", text)]
    # The longest: with labels "IOM" and "IOM 2020", the bracket "[IOM 2020, p. 3]" names the second.
    return next((text[:end] for end in reversed(ends) if text[:end] in labels.targets), "")


def _use(label: str, labels: Labels) -> Use:
    target = labels.targets[label]
    return Use(label, target.source, locator=target.locator)


def _located(use: Use, locator: str) -> tuple[Use, ...] | None:
    """A use at a place; behind the place that the list names for its label."""
    if not 0 < len(locator) <= MAX_LOCATOR:
        return None
    return (replace(use, locator=", ".join(filter(None, (use.locator, locator)))),)


def is_locator(text: str) -> bool:
    """Whether text names a place in a source: "p. 3", "§ 4", "annex II"."""
    word = _FIRST_WORD.match(text)
    return word is not None and (word[0][0] == "§" or fold(word[0]) in listed("sources", "locators"))


def _range(text: str, labels: Labels) -> tuple[Use, ...] | None:
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    names = [str(number) for number in range(int(match[1]), min(int(match[2]), int(match[1]) + MAX_RANGE) + 1)]
    is_known = len(names) > 1 and names[-1] == match[2] and all(name in labels.targets for name in names)
    return tuple(_use(name, labels) for name in names) if is_known else None


def _missing(text: str) -> Doubtful | None:
    """That no source has the label; a year in brackets is no label."""
    label = _MISSING.match(text)
    rest = text[label.end() :].strip() if label else ""
    if not label or (label[0].isdigit() and int(label[0]) in _YEARS):
        return None
    return Doubtful(Doubt.NO_SOURCE, label[0]) if not rest or rest[0] in ",:" else None


def _numbers(text: str, labels: Labels) -> tuple[Use, ...]:
    """The uses of raised numbers, lowered: "12" is source 12, or else 1 and 2; empty where one of them is none."""
    uses: list[Use] = []
    for part in text.split(","):
        # "¹²" is source 12 where there is one; where there is none, 1 and 2 stand side by side.
        names = [part] if part in labels.targets or "-" in part else list(part)
        found = [_range(name, labels) if "-" in name else _uses(name, labels) for name in names]
        if not all(isinstance(each, tuple) for each in found):
            return ()
        uses += (use for each in found if isinstance(each, tuple) for use in each)
    return tuple(uses)
