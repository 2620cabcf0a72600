"""Why words are no period, and how words were read that could be two."""

from django.utils.translation import gettext_lazy as _

from organizations.dossier.period import UNREAD

EXAMPLES = _("“1951”, “1951–1970s”, “since 2023”, “c. 1995”, “March 2014–June 2016” or “7 April 1948”")

AS_WRITTEN = _("date as written, not understood: “%(words)s”")

PARTS = {
    21: _("spring"),
    22: _("summer"),
    23: _("autumn"),
    24: _("winter"),
    33: _("first quarter of"),
    34: _("second quarter of"),
    35: _("third quarter of"),
    36: _("fourth quarter of"),
    40: _("first half of"),
    41: _("second half of"),
}
"""Parts of a year, as said before it, by the numbers that EDTF gives them."""

SENTENCES = {
    "no-period": _("a period is needed, as in %(examples)s"),
    "period-too-long": _("a period has at most %(max_length)s characters; write it as in %(examples)s"),
    "unreadable-period": _("“%(words)s” cannot be read as a period; write it as in %(examples)s"),
    "reversed-period": _("“%(words)s” ends before it begins"),
    "reversed-or-month": _("“%(words)s” ends before it begins; for a month write it out, as in “June 2014”"),
    "no-such-year": _(
        "“%(year)s” is no year between 1000 and 2999; write one before 1000 as in “AD 476”, others as in %(examples)s"
    ),
    "no-such-century": _("a century between the 1st and the 29th is needed, not number %(number)s"),
    "no-such-month": _("“%(words)s”: there is no month %(number)s"),
    "no-such-day": _("%(month)s %(year)s has %(last)s days, there is no day %(day)s"),
    "part-of-no-span": _(
        "“%(words)s”: early, mid, late and half need a month, a year, a decade or a century, as in “early 1990s”"
    ),
    "no-year": _("“%(words)s” names no year; add it, as in “7 April 1948”"),
    "no-century": _("“%(words)s” names a decade without its century; write it as in “1990s”"),
    "before-christ": _("“%(words)s” is before Christ; the site keeps dates from the year 1 on"),
    "two-readings": _("“%(words)s” can be %(first)s or %(second)s; write the month as a word, as in “7 April 1948”"),
    "several-periods": _("“%(words)s” are several periods; give each an item of its own"),
    "misspelt-date": _("“%(words)s” is no date; did you mean “%(meant)s”?"),
    "month-or-years": _(
        "“%(words)s” is read as %(month)s %(year)s; "
        "for the years %(year)s to %(last_year)s write “%(year)s–%(last_year)s”"
    ),
    "years-or-month": _(
        "“%(words)s” is read as the years %(year)s and %(last_year)s; for a month write “%(month)s %(year)s”"
    ),
    "part-or-years": _(
        "“%(words)s” is read as %(part)s %(year)s; "
        "for the years %(year)s to %(last_year)s write “%(year)s–%(last_year)s”"
    ),
    "years-or-part": _(
        "“%(words)s” is read as the years %(year)s to %(last_year)s; for the part of a year write “%(part)s %(year)s”"
    ),
    "early-year": _("“%(words)s” is read as a year; where it is none, put a backslash before the line"),
}


def shown(period: str) -> str:
    """A period's words as readers see them; of a date that was not understood this is said in their language."""
    match = UNREAD.fullmatch(period)
    return str(AS_WRITTEN) % {"words": match[1]} if match else period
