"""The dates beside a name or an office: one tenure or several, at the head of a line or at its end."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from organizations.dossier.intake.lines.person_words import LEFT, STRONG, is_name, is_of_life
from organizations.dossier.period import MAX_LENGTH, PeriodError, parse_period
from organizations.dossier.period.tokens import has_words_of_dates
from organizations.dossier.period.vocabulary import plain
from organizations.dossier.text import grammar
from organizations.dossier.words import listed

MAX_DATE_WORDS = 12
LONGEST_TENURE, EARLIEST_AGE = 50, 15
"""Years that nobody holds an office for, and at which nobody begins to."""
_TODAY = 2020
"""By and large: what a text says is the same whenever it is read."""
_YEARS = re.compile(r"\d{4}")
_BEFORE_DATES = re.compile(r",\s+|;\s+|:\s+|\s[-–—]{1,2}\s|\s\|\s")


@lru_cache(8192)
def dates_of(text: str) -> tuple[str, ...]:
    """The periods that words are: one, or several separated by commas and "and"; none where they are something else."""
    text = text.strip(" ,;")
    if not text or len(text) > 4 * MAX_LENGTH or not any(map(str.isdigit, text)):
        return ()
    if is_readable(text):
        return (text,)
    if len(_YEARS.findall(text)) < 2:
        return (text,) if grammar.is_period(text) else ()
    found: list[str] = []
    for piece in _between_dates().split(text):
        found += [piece] if is_readable(piece) else re.split(r"\s*,\s*", piece)
    if len(found) > 1 and all(map(is_readable, found)):
        return tuple(found)
    return (text,) if grammar.is_period(text) else ()


@cache
def _between_dates() -> re.Pattern[str]:
    ands, again = ("|".join(map(re.escape, listed("people", name))) for name in ("ands", "again"))
    return re.compile(rf"(?:\s*;\s*|\s*,?\s+(?:{ands})\s+)(?:(?:{again})\s+)?|\s*,?\s+(?:{again})\s+", re.I)


def is_readable(text: str) -> bool:
    """Whether words are a period that can be read."""
    try:
        return grammar.is_period(text) and bool(parse_period(text))
    except PeriodError:
        return False


def is_short(text: str) -> bool:
    """Whether a period is of a year at most, and over: longer, or since then, is how somebody holds an office."""
    try:
        start, end = (period := parse_period(text)).start_earliest, period.end_latest
    except PeriodError:
        return False
    return start is not None and end is not None and (end - start).days <= 366


def lives_of(periods: Sequence[str]) -> list[str]:
    """Those of the periods beside a name that are years of a life: too long for an office, or all around another."""
    spans = {words: span for words in periods if (span := _span(words))}
    return [
        words
        for words, (start, end) in spans.items()
        if end - start > LONGEST_TENURE or any(start + EARLIEST_AGE <= s and e <= end for s, e in spans.values())
    ]


def _span(text: str) -> tuple[int, int] | None:
    """First and last year of a period that has both, or of the life of one who was "1920–" and lives."""
    try:
        period = parse_period(text)
    except PeriodError:
        return None
    start, end = period.start_earliest, period.end_latest
    if end is None and start and start.year + LONGEST_TENURE < _TODAY and not any(map(str.isalpha, text)):
        return start.year, _TODAY
    return (start.year, end.year) if start and end else None


@lru_cache(1024)
def head_dates(text: str) -> tuple[tuple[str, ...], str]:
    """The dates that a line begins with, and what stands behind them."""
    cut = STRONG.search(text)
    while cut and cut.start() <= 4 * MAX_LENGTH:
        if (dates := dates_of(text[: cut.start()])) and not dates_of(text):
            # "1951 – 1955 – Jan Muster": the first dash is of the date.
            longer = STRONG.search(text, cut.end())
            if not (longer and dates_of(text[: longer.start()])):
                if text[cut.end()].isdecimal():
                    break  # "1988 – 1992 Jan Muster"
                return dates, text[cut.end() :].strip(LEFT)
            cut = longer
            continue
        break
    parts = text.split(" ")
    if not (parts[0][:1].isdigit() or has_words_of_dates(plain(parts[0]))):
        return (), text
    for at in range(min(len(parts) - 1, MAX_DATE_WORDS), 0, -1):
        head = " ".join(parts[:at])
        if head[:1].isdigit() or head[:1].isalpha():
            dates = dates_of(head)
            if not (dates and is_readable(dates[0])):
                dates = dates_of(head.rstrip(LEFT))
            if dates and is_readable(dates[0]):
                at = at if is_name(" ".join(parts[at:])) else _before_first_name(parts, at) or at
                return dates_of(" ".join(parts[:at])) or dates, " ".join(parts[at:]).strip(LEFT)
    return (), text


def may_be_first_name(dates: str, name: str, line: str) -> bool:
    """Whether the month at the end of dates may begin the name behind them, or that at its head end them.

    "1995 May Anna Berg": no mark stands between.
    """
    last, first = dates.split()[-1], name.split(" ")[0]
    is_unparted = f"{last} {first}" in line
    return is_unparted and any(word.isalpha() and has_words_of_dates(plain(word)) for word in (last, first))


def _before_first_name(parts: Sequence[str], end: int) -> int:
    """Where the dates of a line end whose name begins with a month: "1974–80 Jan de Boer"; 0 where it does not."""
    for at in range(1, end):
        text = " ".join(parts[at:])
        if parts[at - 1].rstrip(LEFT)[-1:].isdecimal() and text[:1].isalpha() and is_readable(" ".join(parts[:at])):
            return at if is_name(re.split(r"[(\[,;:\d]", text)[0].strip()) else 0
    return 0


def tail_dates(text: str) -> tuple[tuple[str, ...], str]:
    """The dates that a line ends with, the longest that stand behind a separator, and what stands before them."""
    marks = [match.end() for match in _BEFORE_DATES.finditer(text)]
    found = [(at, dates) for at in marks if (dates := dates_of(text[at:]))]
    if len(found) > 1 and len(text[: found[0][0]].split()) == 1:
        found.pop(0)  # "Muster, Jan, 1990": a first name that is a month's too
    if found:
        at, dates = found[0]
        before = text[:at].rstrip(LEFT)
        earlier, rest = tail_dates(before) if before[-1:].isdecimal() else ((), before)
        if earlier and is_readable(span := text[text.rindex(earlier[-1], 0, at) :].rstrip(LEFT)):
            return (*earlier[:-1], span), rest  # "Chair of the council 1946 - 1948"
        return (*earlier, *dates), rest if earlier else before
    parts = text.split(" ")
    if is_of_life(_BEFORE_DATES.split(text)[-1]):
        return (), text
    for at in range(max(1, len(parts) - MAX_DATE_WORDS), len(parts)):
        before = " ".join(parts[:at])
        if dates := dates_of(" ".join(parts[at:])):
            is_surname = at == 1 and len(parts) - at > 1 and parts[1].isalpha() and dates_of(" ".join(parts[2:]))
            if not is_surname:
                return dates, before.rstrip(LEFT)
    return (), text
