"""What organizations are to each other, as stands before the names of the others."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.dossier.relations import RelationKind

NAMES: Mapping[RelationKind, Promise] = {
    RelationKind.PREDECESSOR: _("Preceded by"),
    RelationKind.SUCCESSOR: _("Followed by"),
    RelationKind.PARENT: _("Part of"),
    RelationKind.PART: _("Its parts"),
    RelationKind.MEMBER: _("Its members"),
    RelationKind.MEMBER_OF: _("Member of"),
    RelationKind.RELATED: _("Related to"),
    RelationKind.PEOPLE: _("People in both"),
}
