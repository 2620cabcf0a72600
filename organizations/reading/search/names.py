"""Organizations and people by their names: those that begin with the words, then those that hold them within."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from organizations.analysis import ANY_ENDING, fold
from organizations.models import PublishedOrganization, PublishedPerson
from organizations.publishing.projection import sort_key
from organizations.reading.search.query import Query

Named = TypeVar("Named", PublishedOrganization, PublishedPerson)
_WORD = re.compile(r"([^\W_]+)")


def named(
    among: QuerySet[Named],
    text: str,
    limit: int,
    *,
    fields: Sequence[str] = ("sort_name",),
    folded: Callable[[str], str] = sort_key,
    or_within: bool = True,
) -> list[Named]:
    """At most `limit`: those one of whose `fields` begins with the words, then those who hold each word `within`.

    A word within is the beginning of one of the name's words; `folded` makes of words what is compared with names. A
    query for each step that is needed; only the last one goes through all names, in their index.
    """
    key: str = " ".join(folded(text).split())
    if not key:
        return []
    found: list[Named] = []
    for condition in (*(_begins(field, key) for field in fields), *([within(key)] if or_within else ())):
        if len(found) < limit:
            rest = among.filter(condition).exclude(pk__in=[each.pk for each in found])
            found += rest.order_by("sort_name", "pk")[: limit - len(found)]
    return found


def every_named(text: str) -> list[int]:
    """The keys of the organizations whose name holds each word, or its beginning, or whose acronym they are."""
    key: str = " ".join(sort_key(text).split())
    if not key:
        return []
    keys = PublishedOrganization.objects.order_by().values_list("pk", flat=True)
    # Two that are united: no index holds names and acronyms, and asked for either, a database reads all records whole.
    acronyms = keys.alias(short=Upper("acronym")).filter(short=key.upper())
    return list(keys.filter(within(key)).union(acronyms))


def within(key: str) -> Q:
    """Those whose name holds each word of a key, or its beginning."""
    return Q(*(Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}") for word in key.split()))


def _begins(field: str, key: str) -> Q:
    # Not startswith, for which SQLite has no use of its index.
    return Q(**{f"{field}__gte": key, f"{field}__lt": f"{key}\U0010ffff"})


def marked_words(name: str, query: Query) -> SafeString:
    """A name, its words that begin with one of the query's in <mark>, the rest escaped."""
    wanted = tuple(term.removesuffix(ANY_ENDING) for phrase in query.phrases for term in phrase)
    parts = (
        SafeString(f"<mark>{part}</mark>") if _WORD.fullmatch(part) and fold(part).startswith(wanted) else part
        for part in _WORD.split(name)
    )
    return SafeString("".join(conditional_escape(part) for part in parts))
