"""What changes, and why it cannot."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "too-long-then": _("it would have more than %(max_length)s characters"),
    "nothing-left": _("nothing would be left of it"),
}
