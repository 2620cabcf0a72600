"""What code notes on a revision, and why a schedule was not kept."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

SENTENCES = {
    "imported": _("Imported"),
    "loaded": _("Loaded from fixtures"),
    "synthetic": _("Synthetic"),
    "restored": _("Restored from revision %(number)s"),
    "replaced": ngettext_lazy(
        "Replaced “%(words)s” by “%(by)s”, once", "Replaced “%(words)s” by “%(by)s”, %(count)s times", "count"
    ),
    "moved-kind": _("Moved from %(kinds)s to %(to_kinds)s"),
    "moved-dossier": _("Moved %(kinds)s to %(there)s"),
    "moved-both": _("Moved from %(kinds)s to %(to_kinds)s of %(there)s"),
    "themes-added": _("Themes added: %(added)s"),
    "themes-removed": _("Themes removed: %(removed)s"),
    "themes-changed": _("Themes added: %(added)s; themes removed: %(removed)s"),
    "claim-sourced": ngettext_lazy(
        "Source added to %(count)s claim: %(citation)s", "Source added to %(count)s claims: %(citation)s", "count"
    ),
    "sources-merged": ngettext_lazy(
        "%(count)s source merged into another", "%(count)s sources merged into others", "count"
    ),
    "people-merged": _("Merged into %(name)s: %(names)s"),
    "person-split": _("Another person than %(name)s: %(other)s"),
    "copy-kept": _("Copy “%(name)s” kept of: %(citation)s"),
    "contributed": _("Contribution %(number)s of a reader"),
    "contributed-by": _("Contribution %(number)s of a reader: %(name)s"),
    "address-live": _("“%(name)s” is published under the address “%(slug)s”."),
    "address-left": _("Readers know “%(name)s” by the address “%(slug)s”: its links would lead to another dossier."),
    "unexpected": _("%(error)s"),
}
