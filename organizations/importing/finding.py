"""Which organization a text is about, and what its text said before."""

import re
import unicodedata
from typing import cast

from django.utils.translation import gettext as _

from organizations.dossier.document import Dossier, from_json
from organizations.dossier.keys import former_slug_of, new_key, slug_of
from organizations.importing.refusals import RefusedImport
from organizations.models import Organization, PublishedSlug, Revision
from organizations.publishing import known_as
from organizations.store import default_slug


class SlugTaken(RefusedImport):
    """The slug that a text would get is that of `organization`, which has another name; `free` is one it could get."""

    def __init__(self, organization: Organization, slug: str, dossier: Dossier) -> None:
        self.organization, self.slug, self.free = organization, slug, _free_slug(dossier)
        super().__init__(
            _("“%(slug)s” is the address of %(organization)s, and the text is about %(name)s.")
            % {"slug": slug, "organization": organization, "name": dossier.name}
        )


def organization_of(dossier: Dossier, slug: str) -> Organization | None:
    """The organization that a text is about, or None. Raises SlugTaken, and RefusedImport for what is no slug."""
    if slug and slug_of(slug) != slug:
        raise RefusedImport(_("“%(slug)s” is no address: small letters, digits and hyphens.") % {"slug": slug})
    # Also as slugs were made before names were written in Latin letters, and before acronyms in wide brackets were told
    # from them: those dossiers keep their addresses.
    names = [dossier.name, f"{dossier.name} {dossier.acronym}"]
    slugs = [default_slug(dossier), former_slug_of(dossier.acronym or dossier.name), slug_of(names[1])]
    holders = Organization.objects.in_bulk([slug] if slug else slugs, field_name="slug")
    for each in holders.values():
        if any(_is_called(each, name) for name in names):
            return each
    holder = holders.get(slug or slugs[0])
    namesakes = [] if slug else list(Organization.objects.filter(name=dossier.name, acronym=dossier.acronym)[:2])
    if len(namesakes) == 1:
        return namesakes[0]
    # A slug that readers know of another organization is taken too, though its working copy has left it.
    known = holder or (None if slug else _known_at(default_slug(dossier)))
    if known:
        raise SlugTaken(known, slug or default_slug(dossier), dossier)
    return None


def _is_called(organization: Organization, name: str) -> bool:
    """Whether it has the name, or had it in its last text."""
    text = last_text(organization)
    return _bare(name) in {_bare(organization.name), _bare(text.name) if text else ""}


def _bare(name: str) -> str:
    # NFKC: a name copied out of a PDF has ligatures and wide letters. Marks between words do not count.
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold()))


def _known_at(slug: str) -> Organization | None:
    """The organization that readers find there, though its working copy has another slug by now."""
    return cast(Organization | None, known_as(PublishedSlug.Kind.ORGANIZATION, slug))


def _free_slug(dossier: Dossier) -> str:
    taken = set(Organization.objects.values_list("slug", flat=True))
    return new_key(dossier.name, taken)


def last_number(organization: Organization | None) -> int:
    """The number of the latest revision; 0 where there is none."""
    numbers = organization.revisions.values_list("number", flat=True) if organization else None
    return (numbers.first() if numbers else None) or 0


def last_text(organization: Organization) -> Dossier | None:
    """What the text said that was imported last, or None where the dossier was made in the admin."""
    revision = organization.revisions.filter(origin=Revision.Origin.TEXT).first()
    return dossier_of(revision) if revision else None


def dossier_of(revision: Revision) -> Dossier:
    """What a text says that was written from the revision: of an imported one, the text itself."""
    return from_json(revision.imported or revision.data)
