"""Suggestions as somebody types: organizations, people and titles that hold the words, the last one unfinished."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.analysis import name_key
from organizations.dossier import kinds
from organizations.models import PublishedClaim, PublishedOrganization, PublishedPerson
from organizations.reading.filters import MAX_QUERY_LENGTH
from organizations.reading.search import marked, marked_words, named, parse, titled
from organizations.reading.snapshot import in_one_state

MIN_CHARACTERS = 2
# Many more titles than are shown: those of people and of introductions are listed with these.
RANKED = 60
OF_EACH = 5


class Suggestion(NamedTuple):
    """Where it leads, its name with the words marked, that one's language, and what tells it from others."""

    url: str
    name: SafeString
    language: str
    note: str = ""


@never_cache
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A list of links, for the search in the header of every page."""
    # PostgreSQL takes no zero byte.
    text = request.GET.get("q", "").replace("\0", "").strip()[:MAX_QUERY_LENGTH]
    groups = in_one_state(lambda: suggestions(text)) if len(text) >= MIN_CHARACTERS else []
    count = sum(len(found) for _heading, found in groups)
    return render(request, "organizations/suggest.html", {"words": text, "groups": groups, "count": count})


def suggestions(text: str) -> list[tuple[str, list[Suggestion]]]:
    """What is suggested for the words, in groups with a heading, none of them empty.

    Names that begin with the words come first, then names that hold them, then those of titles that do.
    """
    query = parse(text)
    published_organizations = PublishedOrganization.objects.only("slug", "name", "acronym", "language")
    organizations = {
        each.slug: Suggestion(each.get_absolute_url(), marked_words(str(each), query), each.language)
        for each in named(published_organizations, text, OF_EACH, fields=("slug", "sort_name"))
    }
    people = {
        each.slug: Suggestion(each.get_absolute_url(), marked_words(each.name, query), "")
        # Whose names hold the words within, the titles of their roles tell, without a look at all names.
        for each in named(PublishedPerson.objects.all(), text, OF_EACH, folded=name_key, or_within=False)
    }
    claims: list[Suggestion] = []
    keys, asked = titled(text, RANKED)
    found_claims = PublishedClaim.objects.select_related("organization", "person").defer(
        "html", "text", "organization__outline"
    )
    # A title of little else than the words first.
    for claim in sorted(found_claims.filter(pk__in=keys), key=lambda claim: (len(claim.title), claim.pk)):
        title = marked(claim.title, asked)
        language = claim.organization.language
        if claim.kind == kinds.INTRODUCTION.name:
            published = claim.organization
            organizations.setdefault(published.slug, Suggestion(published.get_absolute_url(), title, language))
        elif claim.person:
            people.setdefault(claim.person.slug, Suggestion(claim.person.get_absolute_url(), title, ""))
        else:
            note = claim.organization.acronym or claim.organization.name
            claims.append(Suggestion(claim.get_absolute_url(), title, language, note))
    groups = (
        (_("Organizations"), list(organizations.values())),
        (_("People"), list(people.values())),
        (_("Claims"), claims),
    )
    return [(heading, listed[:OF_EACH]) for heading, listed in groups if listed]
