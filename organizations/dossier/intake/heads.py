"""The date at the head of a line, as the timeline asks for it."""

import re
from dataclasses import dataclass, replace

from organizations.dossier.intake.looks import without_emphasis, without_links
from organizations.dossier.period import Period, PeriodError, looks_like_period, parse_period
from organizations.dossier.text import grammar


@dataclass(frozen=True, slots=True)
class Head:
    """A date and what stands behind it. `words` are those of its period; `period` is None where they say none.

    `is_strong`: a mark parts the two, or nothing follows; `is_sentence`: the date is the beginning of a sentence.
    """

    words: str
    rest: str
    period: Period | None
    error: PeriodError | None = None
    is_strong: bool = True
    is_sentence: bool = False

    @property
    def is_alone(self) -> bool:
        return not self.rest


_SEPARATOR = re.compile(r"\s*(?::|：|—|\s[–-]\s|\t|,\s|\.\s)\s*")
_BOLD = re.compile(r"^(\*\*|__)(.{1,80}?)(:?)\1(:?)\s*(.*)$", re.S)


def head_of(text: str, year: int | None = None) -> Head | None:
    """The date that a text begins with, and the rest; None where it begins with none."""
    first, line_end, others = text.partition("\n")
    if line_end and (alone := head_of(first, year)) and alone.is_alone:
        return replace(alone, rest=" ".join(others.split()))
    words = " ".join(text.split())
    words = without_links(words) if words.startswith("[") else words
    match = _BOLD.match(words)
    if match:
        words = f"{match[2]}{match[3] or match[4] or ': '} {match[5]}".strip()
    words = without_emphasis(words)
    canonical = grammar.event_head(words)
    if canonical:
        return _head(*canonical)
    if looks_like_period(words):
        return _head(words.rstrip(":"), "")
    for match in _SEPARATOR.finditer(words[:80]):
        if looks_like_period(words[: match.start()]):
            return _head(words[: match.start()], words[match.end() :])
    found = re.match(r"(?:in |on )?([12]\d{3})\s+(?=\S)", words, re.I)
    if found:
        sentence = not words[0].isdigit()
        return _head(found[1], words if sentence else words[found.end() :], strong=False, sentence=sentence)
    return None


def _head(words: str, rest: str, strong: bool = True, sentence: bool = False) -> Head | None:
    try:
        return Head(words, rest.lstrip(" –—-:").strip(), parse_period(words), None, strong, sentence)
    except PeriodError as error:
        return Head(words, rest.strip(), None, error, strong, sentence)
