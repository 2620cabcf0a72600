"""What the checks find, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from organizations.dossier.checks import Severity

SEVERITIES = {Severity.ERROR: _("error"), Severity.WARNING: _("warning")}


def severity_name(severity: Severity) -> str:
    """How bad it is, in words."""
    return str(SEVERITIES[severity])


SENTENCES = {
    "overlap": _(
        "%(other)s (%(period)s) was %(office)s at the same time. Correct one of the periods, or name the offices apart."
    ),
    "before-founding": _(
        "It was over before %(founded)s, the earliest year that the fact “Founded” names. "
        "Correct the period, or name the year of the predecessor in that fact."
    ),
    "far-future": _("It begins in %(year)s, more than fifty years from now. Correct the period."),
    "out-of-order": _(
        "It began before the event above it, “%(above)s” (%(period)s). Move it up, or correct one of the periods."
    ),
    "unclear-date": _(
        "Its date, %(words)s, was not understood: it is on no chart and in no era. Write one as in “7 April 1948”."
    ),
    "duplicate": _("Another one says the same title and period. Remove one, or tell them apart."),
    "unwritable": _("It cannot be written as a text: %(reason)s. Reword it."),
    "gap": _(
        "Nobody is recorded as %(office)s between %(first)s and %(last)s. "
        "Add who held the office, or correct the periods."
    ),
    "unled": _("Nobody in office is recorded between %(first)s and %(last)s. Add who led it."),
    "undated-role": _("It has no period. Add one, as in “2008–2018” or “since 2023”."),
    "no-text": _("It has a title only. Add its text."),
    "no-theme": _("It has no theme, so that nobody finds it by one. Tick those it is about."),
    "empty-section": _("Nothing stands under this heading. Add what belongs there, or remove it."),
    "no-founding": _("The snapshot names no year of founding. Add a fact “Founded” with the year in it."),
    "no-headquarters": _(
        "The snapshot does not say where it sits. Add a fact “Headquarters”, as in “Geneva, Switzerland”."
    ),
    "label-twice": _(
        "Another source has the label %(label)s already: “%(other)s”. Give this one another label, or remove it; "
        "marks cite the first."
    ),
    "unsourced": _(
        "%(sourced)s of %(total)s claims are sourced. These have no source that supports them and names a work: "
        "%(claims)s. Add one to each."
    ),
    "unanswered-dispute": _(
        "A source disputes it, and the organization’s reply is not recorded. "
        "Add one, as in “Reply of IOM (3 May 2024): …”."
    ),
    "review-due": _("It was to be reviewed by %(words)s. Look whether it still holds, and name the next date."),
    "undated-number": _(
        "It does not say when %(number)s was the number. Add “[as of June 2024]” behind it, or the year."
    ),
    "citation-needed": _("It says that a citation is needed. Add a source, and take “[citation needed]” off."),
    "unknown-label": _(
        "[%(words)s] looks like a mark, and no source has that label. Add the source, or write a backslash before it."
    ),
    "unclear-place": _(
        "“%(words)s” in a mark is not understood, so that the mark cites nothing. "
        "Write the place as in “p. 3”, or behind a colon."
    ),
    "heading-cites": _(
        "A heading is no claim, so that %(words)s cites nothing there. "
        "Put it behind the claims that it is for, and take it off the heading."
    ),
    "address-unread": _(
        "“%(words)s” looks like an address, a DOI or an ISBN and cannot be read as one. Look whether it is typed right."
    ),
    "uncited-source": _("No claim cites it. Cite it where it belongs, or remove it."),
}
