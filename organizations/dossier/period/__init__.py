"""Periods as people write them: "1951–1970s" becomes bounds, open ends, an approximation and an EDTF string.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019; every string written here is in it, and every string of it
that names a period is read. Words are those of nine languages (`vocabulary`), figures those of any script.

Choices where usage differs:

- A decade or century named alone is some time within it: "19th century" is EDTF 18XX, 1800 to 1899. So is "between
  1960 and 1965", some time within these years, and "1863 or 1864".
- Early, mid and late are the first four, middle three and last three tenths of a decade or century, four months of a
  year, ten days of a month. Circa, and a question mark, are one year either way.
- "1939–45" is a range of years. "2014-06" with a hyphen is ISO 8601's month; "1955-56" cannot be one, and is years.
  "2008-12" can be both: it is the month, and `ambiguity` says so. "2001-21" is EDTF's spring; "1914-21", a range of
  less than twenty years, is years.
- "1999–00" ends in the next century if that is within 25 years.
- "24.10.1945" has one reading; "04/05/1990" has two, and is refused.
- "Before 1960" is some time until the end of 1959, "after 1989" some time from 1990 on, "by 2003" some time until its
  end; "until 1960" and "since 1990" last until and from then.
- Seasons are those of the north, of whole months; winter begins in the year it is named with. "2019/20" is both years
  in full, "FY 2021" about 2021.
- "1980s and 1990s", which adjoin, are one period; "1951 and 1970" are two, and refused.
- Years before 1000 are read where "AD" or a month stands beside them; a bare number of three figures is a year to
  `parse_period`, but does not look like a period. Years before Christ are refused.
- A date that nobody understood is kept: unclear date “Lent 1944” has no bounds and no EDTF (`unread_period`).
- Times of day and weekdays are kept in the words and say nothing.
"""

from organizations.dossier.period.decades import decade_in, decade_of
from organizations.dossier.period.reading import (
    DOUBTS,
    ambiguity,
    is_early_year,
    looks_like_period,
    parse_period,
    unread_period,
)
from organizations.dossier.period.value import MAX_LENGTH, UNREAD, Overlap, Period, PeriodError

__all__ = [
    "DOUBTS",
    "MAX_LENGTH",
    "UNREAD",
    "Overlap",
    "Period",
    "PeriodError",
    "ambiguity",
    "decade_in",
    "decade_of",
    "is_early_year",
    "looks_like_period",
    "parse_period",
    "unread_period",
]
