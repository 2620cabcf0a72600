"""Claims too many to name each: one bar for all that begin in a year, a decade or a century, which says how many."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from organizations.drawing.span import Span
from organizations.drawing.stretches import STEPS, stretches

MAX_ROWS = 40

Href = Callable[[int, int], str]
"""The address of the claims that reach into some years, the first and last counted in."""


def grouped(
    spans: Sequence[Span], this_year: int, counted: Callable[[int], str], href: Href | None = None
) -> list[Span]:
    """The spans, or what stands for them where they are more than MAX_ROWS; `counted` puts their number into words.

    A group counts what begins in its years and leads to the first of it; or, with `href`, what reaches into them.
    """
    if len(spans) <= MAX_ROWS:
        return list(spans)
    if href:
        starts = Counter(span.earliest.year for span in spans)
        ends = Counter(span.latest.year for span in spans)
        return [
            group_of(first, last, counted(number), href(first, last))
            for first, last, number in stretches(starts, ends, this_year)
        ]
    for step in STEPS:
        found: dict[int, list[Span]] = {}
        for span in sorted(spans, key=_year):
            found.setdefault(_year(span) // step * step, []).append(span)
        if len(found) <= MAX_ROWS:
            break
    return [
        members[0] if len(members) == 1 else group_of(first, first + step - 1, counted(len(members)), members[0].href)
        for first, members in found.items()
    ]


def group_of(first: int, last: int, label: str, href: str) -> Span:
    """What stands for the claims of some years, both counted in."""
    # The first decade begins in the year 0, which Python has not; the last may end beyond 9999.
    start, end = date(max(first, date.min.year), 1, 1), date(min(last, date.max.year), 12, 31)
    return Span(href, label, str(first) if first == last else f"{first}–{last}", start, end, start, end)


def _year(span: Span) -> int:
    """The year a span is counted in: that of its first day, or of its last where its start is open."""
    return span.latest.year if span.open_start else span.earliest.year
