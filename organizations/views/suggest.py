"""Suggestions as somebody types: organizations, people and titles that hold the words, the last one unfinished."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.dossier import kinds
from organizations.models import Entry, Publication, PublicPerson
from organizations.reading.filters import LONGEST_QUERY
from organizations.reading.search import marked_words, named, parse, titled
from organizations.reading.snapshot import in_one_state

FEWEST_CHARACTERS = 2
RANKED = 60
OF_EACH = 5


class Suggestion(NamedTuple):
    """Where it leads, its name with the words marked, that one's language, and what tells it from others."""

    address: str
    name: SafeString
    language: str
    note: str = ""


@never_cache
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of links, for the search in the header of every page."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    groups = in_one_state(lambda: suggestions(words)) if len(words) >= FEWEST_CHARACTERS else []
    count = sum(len(found) for _heading, found in groups)
    return render(request, "organizations/suggest.html", {"words": words, "groups": groups, "count": count})


def suggestions(words: str) -> list[tuple[str, list[Suggestion]]]:
    """What is suggested for the words, in groups with a heading, none of them empty.

    Names that begin with the words come first, then names that hold them, then those of titles that do.
    """
    query = parse(words)
    publications = Publication.objects.only("slug", "name", "acronym", "language")
    organizations = {
        each.slug: Suggestion(each.get_absolute_url(), marked_words(str(each), query), each.language)
        for each in named(publications, words, OF_EACH, fields=("slug", "sort_name"))
    }
    people = {
        each.slug: Suggestion(each.get_absolute_url(), marked_words(each.name, query), "")
        for each in named(PublicPerson.objects.all(), words, OF_EACH)
    }
    claims: list[Suggestion] = []
    titles = titled(words, RANKED)
    entries = Entry.objects.select_related("publication", "person").defer("html", "text", "publication__outline")
    by_key = entries.in_bulk(titles)
    for pk, title in titles.items():
        entry = by_key[pk]
        language = entry.publication.language
        if entry.kind == kinds.INTRODUCTION.name:
            publication = entry.publication
            organizations.setdefault(publication.slug, Suggestion(publication.get_absolute_url(), title, language))
        elif entry.person:
            people.setdefault(entry.person.slug, Suggestion(entry.person.get_absolute_url(), title, ""))
        else:
            note = entry.publication.acronym or entry.publication.name
            claims.append(Suggestion(entry.get_absolute_url(), title, language, note))
    groups = (
        (_("Organizations"), list(organizations.values())),
        (_("People"), list(people.values())),
        (_("Claims"), claims),
    )
    return [(heading, listed[:OF_EACH]) for heading, listed in groups if listed]
