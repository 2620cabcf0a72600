"""Why words are no period."""

from django.utils.translation import gettext_lazy as _

EXAMPLES = _("“1951”, “1951–1970s”, “since 2023”, “c. 1995”, “March 2014–June 2016” or “7 April 1948”")

SENTENCES = {
    "no-period": _("a period is needed, as in %(examples)s"),
    "period-too-long": _("a period has at most %(max_length)s characters; write it as in %(examples)s"),
    "unreadable-period": _("“%(words)s” cannot be read as a period; write it as in %(examples)s"),
    "reversed-period": _("“%(words)s” ends before it begins"),
    "reversed-or-month": _("“%(words)s” ends before it begins; for a month write it out, as in “June 2014”"),
    "no-such-year": _("“%(year)s” is no year between 1000 and 2999; write a period as in %(examples)s"),
    "no-such-century": _("a century between the 11th and the 29th is needed, not number %(number)s"),
    "no-such-day": _("%(month)s %(year)s has %(last)s days, there is no day %(day)s"),
    "part-of-no-span": _("“%(words)s”: early, mid and late need a decade or a century, as in “early 1990s”"),
}
