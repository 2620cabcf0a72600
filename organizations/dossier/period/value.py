"""The value: a period with the bounds of its start and of its end, how it meets other days, and what is none."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from organizations.dossier.messages import Fault

# Characters: "Monday, April 7, 1948 – Monday, May 3, 1948" has 44. It bounds all patterns that read one.
MAX_LENGTH = 60

UNREAD = re.compile('unclear date [“"]([^“”"]{1,80})[”"]', re.I)
"""How a text says a date that is kept as written and was not understood: unclear date “Lent 1944”."""


class PeriodError(Fault):
    """A period that is reversed, impossible or unreadable; the message says why, for its author."""

    parameters = {
        "no-period": (),
        "period-too-long": ("max_length",),
        "unreadable-period": ("words",),
        "reversed-period": ("words",),
        "reversed-or-month": ("words",),
        "no-such-year": ("year",),
        "no-such-century": ("number",),
        "no-such-day": ("month", "year", "last", "day"),
        "no-such-month": ("words", "number"),
        "part-of-no-span": ("words",),
        "no-year": ("words",),
        "no-century": ("words",),
        "before-christ": ("words",),
        "two-readings": ("words", "first", "second"),
        "several-periods": ("words",),
        "misspelt-date": ("words", "meant"),
    }


class Overlap(StrEnum):
    """How a period meets a stretch of days: whatever its true dates are, for some of them, or never."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period: its words as written, the bounds of its start and of its end (days, both included).

    The start is None where it is not known (`open_start`), the end where it is still to come (`open_end`). "Before
    1960" has an open start that is over by the end of 1959, "after 1989" an open end that is not before 1990: their
    other bounds are None.
    """

    words: str
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    open_start: bool = False
    open_end: bool = False
    approximate: bool = False
    edtf: str

    @property
    def is_read(self) -> bool:
        """Whether its words were understood; else it has no bounds, no EDTF, and meets no other days."""
        return bool(self.edtf)

    @property
    def reach(self) -> tuple[date, date]:
        """The first and the last day it can touch; far past and far future where open."""
        return self.start_earliest or date.min, self.end_latest or date.max

    @property
    def core(self) -> tuple[date, date]:
        """Days (a, b) such that it surely starts by a and surely lasts until b; a may come after b."""
        first, last = self.reach
        starts = self.start_latest or (date.min if self.open_start else date.max)
        ends = self.end_earliest or (date.max if self.open_end else date.min)
        # Never outside of what it can touch: of "before 1960" nothing is sure but that it was over by then.
        return min(starts, last), max(ends, first)

    def overlap(self, first: date, last: date | None) -> Overlap:
        """How it meets the days from `first` to `last`; without `last`, from `first` on."""
        if not self.is_read:
            return Overlap.NONE
        last = last or date.max
        starts, ends = self.core
        if starts <= last and ends >= first:
            return Overlap.CERTAIN
        earliest, latest = self.reach
        return Overlap.POSSIBLE if earliest <= last and latest >= first else Overlap.NONE
