"""A date at the head of a line whose month has a slip: "2 Febuary 1955 – …" most likely means February."""

import re
from dataclasses import replace
from difflib import get_close_matches

from organizations.dossier.intake.date_heads import DateHead, date_head
from organizations.dossier.period import PeriodError
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


def misspelt_head(text: str) -> DateHead | None:
    """The head of a line that is a date but for a slip in its month; its problem says what may be meant."""
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
