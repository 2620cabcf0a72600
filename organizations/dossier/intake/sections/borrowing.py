"""What a date borrows from the other dates of its text: the century of a decade, the order of day and month."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from organizations.dossier.intake.lines.heads import Head
from organizations.dossier.intake.sections.draft import Draft
from organizations.dossier.messages import checked
from organizations.dossier.period import PeriodError, decade_in, decade_of, parse_period
from organizations.dossier.text.reading import NOTICES

BEFORE, AFTER = 60, 10
"""How many years a decade may lie before the first and behind the last of the years that other dates say."""

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})(?P<mark>[./-])[ ]?(\d{1,2})(?P=mark)[ ]?([12]\d{3})(?![\d/-]|\.\d)")


@dataclass
class Lender:
    """What the dates of a text say of those that say too little; each kind of date is reported once."""

    draft: Draft
    _reported: set[str] = field(default_factory=set)

    def settled(self, head: Head | None) -> Head | None:
        """A head whose date the others settle, as a guess; as it was where they do not."""
        if head is None or head.problem is None:
            return head
        if head.problem.code == "no-century":
            return self._with_century(head)
        return self._in_order(head) if head.problem.code == "two-readings" else head

    def _with_century(self, head: Head) -> Head:
        decade = decade_of(head.words)
        century = None if decade is None else self._century(decade)
        found = None if century is None else decade_in(head.words, century)
        if found is None:
            return head
        words, period = found
        doubt = checked(NOTICES, "century-of-others", {"words": head.words, "meant": words})
        return replace(head, words=words, period=period, problem=None, is_certain=False, doubt=doubt)

    def _century(self, decade: int) -> int | None:
        """The only century, 1900 say, in which a decade lies among the other dates, or else near them."""
        if not self._years:
            return None
        first, last = min(self._years), max(self._years)
        for before, after in ((0, 0), (BEFORE, AFTER)):
            starts = (century + decade for century in range(1000, 2100, 100))
            found = [start for start in starts if first - before <= start + 9 and start <= last + after]
            if found:
                return found[0] - decade if len(found) == 1 else None
        return None

    @cached_property
    def _years(self) -> set[int]:
        periods = (piece.dated.period for piece in self.draft.pieces if piece.dated)
        days = (day for period in periods if period for day in (period.start_earliest, period.end_latest) if day)
        return {day.year for day in days}

    def _in_order(self, head: Head) -> Head:
        marks = {found["mark"] for found in _NUMERIC.finditer(head.words)}
        mark = marks.pop() if len(marks) == 1 else ""
        if not (proof := self._proofs.get(mark)):
            return head
        is_day_first, example = proof
        text = _NUMERIC.sub(lambda found: _in_iso(found, is_day_first=is_day_first), head.words)
        try:
            period = parse_period(text)
        except PeriodError:
            return head
        doubt = checked(
            NOTICES, "day-first" if is_day_first else "month-first", {"words": head.words, "proof": example}
        )
        is_reported = mark in self._reported
        self._reported.add(mark)
        return replace(
            head, words=text, period=period, problem=None, is_certain=False, doubt=None if is_reported else doubt
        )

    @cached_property
    def _proofs(self) -> dict[str, tuple[bool, str]]:
        """Whether the day stands first, by the mark between figures, and a date that proves it."""
        orders: dict[str, dict[bool, str]] = {}
        for piece in self.draft.pieces:
            for found in _NUMERIC.finditer(piece.block.text):
                one, other = int(found[1]), int(found[3])
                if (one > 12) != (other > 12) and max(one, other) <= 31:
                    orders.setdefault(found["mark"], {}).setdefault(one > 12, found[0])
        return {mark: next(iter(found.items())) for mark, found in orders.items() if len(found) == 1}


def _in_iso(found: re.Match[str], *, is_day_first: bool) -> str:
    day, month = (found[1], found[3]) if is_day_first else (found[3], found[1])
    return f"{found[4]}-{month:0>2}-{day:0>2}"
