"""What pictures are called, for those who do not see them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SENTENCES = {
    "events": _("Events"),
    "tenures": _("Terms of office"),
    "count-events": ngettext_lazy("%(number)s event", "%(number)s events", "number"),
    "count-tenures": ngettext_lazy("%(number)s term of office", "%(number)s terms of office", "number"),
    "count-compared": ngettext_lazy("%(number)s organization compared", "%(number)s organizations compared", "number"),
    "both": _("%(one)s and %(other)s"),
    "dated": _("%(what)s, %(when)s"),
    "nothing-dated": _("nothing dated"),
    "until": _("up to %(last)s"),
    "from-to": _("%(first)s to %(last)s"),
    "year": _("%(year)s"),
    "present": _("present"),
    "timeline": _("Timeline: %(what)s"),
    "leadership": _("Leadership"),
    "leadership-of": _("Leadership: %(what)s"),
    "of-one": _("%(name)s: %(what)s"),
    "not-recorded": _("%(first)s–%(last)s: not recorded"),
    "means-point": _("in one year, or on one day"),
    "means-bar": _("from its beginning to its end"),
    "means-term": _("a term of office"),
    "means-uncertain": _("not known to the year"),
    "means-goes-on": _("goes on"),
    "means-earlier": _("began earlier"),
    "means-gap": _("nothing recorded"),
}
