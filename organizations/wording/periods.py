"""Why words are no period, and how words were read that could be two."""

from django.utils.translation import gettext_lazy as _

EXAMPLES = _("“1951”, “1951–1970s”, “since 2023”, “c. 1995”, “March 2014–June 2016” or “7 April 1948”")

SEASONS = {1: _("spring"), 2: _("summer"), 3: _("autumn"), 4: _("winter")}

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
    "before-christ": _("“%(words)s” is before Christ; the site keeps dates from the year 1 on"),
    "two-readings": _("“%(words)s” can be %(first)s or %(second)s; write the month as a word, as in “7 April 1948”"),
    "several-periods": _("“%(words)s” are several periods; give each an item of its own"),
    "month-or-years": _(
        "“%(words)s” is read as %(month)s %(year)s; "
        "for the years %(year)s to %(last_year)s write “%(year)s–%(last_year)s”"
    ),
    "years-or-month": _(
        "“%(words)s” is read as the years %(year)s and %(last_year)s; for a month write “%(month)s %(year)s”"
    ),
    "season-or-years": _(
        "“%(words)s” is read as %(season)s %(year)s; "
        "for the years %(year)s to %(last_year)s write “%(year)s–%(last_year)s”"
    ),
    "years-or-season": _(
        "“%(words)s” is read as the years %(year)s to %(last_year)s; for a season write “%(season)s %(year)s”"
    ),
    "early-year": _("“%(words)s” is read as a year; where it is none, put a backslash before the line"),
}
