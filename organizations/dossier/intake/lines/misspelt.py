"""Dates with a slip, and what they most likely mean: "2 Febuary 1955", "1995–91", "l948", "13/31/1990"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from organizations.dossier.intake.lines.date_heads import DateHead, date_head
from organizations.dossier.messages import Message
from organizations.dossier.period import PeriodError, parse_period
from organizations.dossier.period.vocabulary import MONTHS

NAMES = sorted({name for names in MONTHS.values() for name in names.split() if len(name) > 3})
CLOSE = 0.8
"""How alike a word and the name of a month must be, as `difflib` measures it: one slip in five letters."""

_HEAD = re.compile(
    r"""(?:[*_]{1,3})?
    (?:\d{1,2}(?:st|nd|rd|th|er|\.)?\s+)?
    (?P<month>[^\W\d_]{4,14})\.?
    (?:\s+\d{1,2}(?:st|nd|rd|th)?)?,?
    \s+\d{4}
    (?:[*_]{1,3})?\s*[:：–—-]""",
    re.X,
)


_FIGURES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_MISTYPED = re.compile(r"(?<![^\W_])(?=[0-9OoIl]*[0-9])[0-9OoIl]{4}(?![^\W_])")
"""A year with a letter that looks like a figure."""
_SPAN = re.compile(r"(?P<first>\d{4})(?P<dash>\s*[–—-]\s*)(?P<last>\d{4}|\d{2})")
_ENDS = re.compile(r"\s*[–—]\s*|\s+-\s+")
_SWAPPED_ISO = re.compile(r"(?P<year>\d{4})-(?P<day>\d{1,2})-(?P<month>\d{1,2})")
_SWAPPED = re.compile(r"(?P<month>\d{1,2})(?P<mark>[./-])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4})")


def meant_or(text: str, problem: Message) -> Message:
    """What the words of a date that cannot be read most likely mean, or else the problem."""
    for meant in _near(text):
        try:
            parse_period(meant)
        except PeriodError:
            continue
        return PeriodError("misspelt-date", words=text, meant=meant).message
    return problem


def _near(text: str) -> Iterator[str]:
    """Other wordings, one slip away: letters for figures, the ends of a span or day and month changed round."""
    yield _MISTYPED.sub(lambda year: year[0].translate(_FIGURES), text)
    if (span := _SPAN.fullmatch(text.strip())) and span["first"][:2] != "00":
        last = span["last"] if len(span["last"]) == 4 else span["first"][:2] + span["last"]
        first = span["first"] if len(span["last"]) == 4 else span["first"][2:]
        yield f"{last}{span['dash']}{first}"
    elif len(ends := _ENDS.split(text.strip())) == 2:
        yield f"{ends[1]} – {ends[0]}"
    if swapped := _SWAPPED_ISO.fullmatch(text.strip()):
        yield f"{swapped['year']}-{swapped['month']}-{swapped['day']}"
    if swapped := _SWAPPED.fullmatch(text.strip()):
        yield f"{swapped['day']}{swapped['mark']}{swapped['month']}{swapped['mark']}{swapped['year']}"


def misspelt_head(text: str) -> DateHead | None:
    """The head of a line that is a date but for a slip; its problem says what may be meant."""
    return _mistyped_head(text) or _misspelt_month(text)


def _mistyped_head(text: str) -> DateHead | None:
    """The head of a line whose year has a letter in the place of a figure: "l948: …", "2O04 – …"."""
    match = _MISTYPED.search(text[:40])
    if not match or match[0].isdecimal():
        return None
    meant = match[0].translate(_FIGURES)
    head = date_head(text[: match.start()] + meant + text[match.end() :])
    if head is None or not head.certain or head.lacks_year or head.problem or meant not in head.words:
        return None
    words = head.words.replace(meant, match[0], 1)
    return replace(head, words=words, problem=PeriodError("misspelt-date", words=words, meant=head.words).message)


def _misspelt_month(text: str) -> DateHead | None:
    match = _HEAD.match(text[:80])
    if not match:
        return None
    near = get_close_matches(match["month"].casefold(), NAMES, n=1, cutoff=CLOSE)
    if not near or near[0] == match["month"].casefold():
        return None
    start, end = match.span("month")
    meant = near[0].capitalize() if match["month"][0].isupper() else near[0]
    head = date_head(text[:start] + meant + text[end:])
    if head is None or head.lacks_year or head.problem:
        return None
    words = head.words.replace(meant, match["month"], 1)
    problem = PeriodError("misspelt-date", words=words, meant=head.words).message
    return replace(head, words=words, problem=problem)
