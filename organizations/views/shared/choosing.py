"""Organizations named in an address or a form: by the key of their page, by their name or its short form."""

from collections.abc import Sequence

from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from organizations.models import PublishedOrganization
from organizations.publishing.projection import sort_key

LISTED = 50
"""So many organizations stand in a list to choose from; where there are more, a name is typed."""


def to_choose_from(count: int) -> list[PublishedOrganization]:
    """All organizations by name, for a list; none where there are too many. `count` says how many there are."""
    return list(PublishedOrganization.objects.only("slug", "name", "acronym", "language")) if count <= LISTED else []


def organizations_named(asked: Sequence[str]) -> tuple[list[PublishedOrganization], list[str]]:
    """The organizations that are meant, each once, in the order asked for; and what could not be found, in words."""
    # PostgreSQL refuses a NUL with an error; no name holds one.
    wanted = [name.strip() for name in asked if name.strip() and "\0" not in name]
    by_slug = {each.slug: each for each in PublishedOrganization.objects.filter(slug__in=wanted).defer("outline")}
    found: dict[int, PublishedOrganization] = {}
    complaints = []
    for name in wanted:
        meant = [by_slug[name]] if name in by_slug else by_name(name)
        if len(meant) == 1 and meant[0].pk in found:
            complaints.append(_("%(name)s is named twice.") % {"name": meant[0]})
        elif len(meant) == 1:
            found[meant[0].pk] = meant[0]
        elif meant:
            names = "; ".join(str(each) for each in meant)
            complaints.append(_("“%(name)s” may be: %(names)s.") % {"name": name[:100], "names": names})
        else:
            complaints.append(_("There is no published organization “%(name)s”.") % {"name": name[:100]})
    return list(found.values()), list(dict.fromkeys(complaints))


def by_name(text: str) -> list[PublishedOrganization]:
    """Organizations of that name, short name, or name with the short one in brackets; at most five."""
    name, _bracket, acronym = text.removesuffix(")").partition(" (")
    keys = PublishedOrganization.objects.order_by().alias(short=Upper("acronym")).values_list("pk")
    named = keys.filter(sort_name=sort_key(name), **({"short": acronym.upper()} if acronym else {}))
    # Three that are united, each on an index: asked for one or another, a database reads all records whole.
    found = named.union(keys.filter(short=text.upper()), keys.filter(slug=text.lower()))
    return list(PublishedOrganization.objects.filter(pk__in=[pk for (pk,) in found[:5]]).defer("outline"))
