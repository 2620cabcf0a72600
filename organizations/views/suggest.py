"""Suggestions as somebody types: organizations, people and titles that hold the words, the last one unfinished."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.filters import LONGEST_QUERY
from organizations.models import Entry, Publication
from organizations.search import titled

FEWEST_CHARACTERS = 2
RANKED = 60
OF_EACH = 5


class Suggestion(NamedTuple):
    """Where it leads, its name with the words marked, and what tells it from others."""

    address: str
    name: SafeString
    note: str = ""


@never_cache
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of links, for the search in the header of every page."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    groups = suggestions(words) if len(words) >= FEWEST_CHARACTERS else []
    count = sum(len(found) for _heading, found in groups)
    return render(request, "organizations/suggest.html", {"words": words, "groups": groups, "count": count})


def suggestions(words: str) -> list[tuple[str, list[Suggestion]]]:
    """What is suggested for the words, in groups with a heading, none of them empty."""
    named = titled(words, RANKED)
    entries = Entry.objects.select_related("publication", "person").defer("html", "text", "publication__outline")
    by_key = entries.in_bulk(named)
    prefix = words.casefold()
    short = Publication.objects.filter(slug__gte=prefix, slug__lt=f"{prefix}\U0010ffff").order_by("slug")
    organizations = {
        each.slug: Suggestion(each.get_absolute_url(), conditional_escape(str(each)))
        for each in short.defer("outline")[:OF_EACH]
    }
    people: dict[str, Suggestion] = {}
    claims: list[Suggestion] = []
    for pk, name in named.items():
        entry = by_key[pk]
        if entry.kind == Entry.Kind.INTRODUCTION:
            publication = entry.publication
            organizations.setdefault(publication.slug, Suggestion(publication.get_absolute_url(), name))
        elif entry.person:
            people.setdefault(entry.person.slug, Suggestion(entry.person.get_absolute_url(), name))
        else:
            note = entry.publication.acronym or entry.publication.name
            claims.append(Suggestion(entry.get_absolute_url(), name, note))
    groups = (
        (_("Organizations"), list(organizations.values())),
        (_("People"), list(people.values())),
        (_("Claims"), claims),
    )
    return [(heading, listed[:OF_EACH]) for heading, listed in groups if listed]
