"""Full-text search over the published claims: one door, an index for each database behind it.

How a page uses it:

    found = hits(words)                         # bounded looks into the index, best first, once a state of the site
    found.ids                                   # at most LIMIT claim ids: page and count over these
    found.capped                                # True: more than LIMIT hold the words, so say "2,000+"
    snippet(claim.text, found.query)            # of one that is shown: safe HTML with <mark>
    marked(claim.title, found.query)            # the same of its title, whole
    hits_among(found, passing)                  # those of them that pass, where they were capped
    titled(words, 60)                           # as somebody types: claims by their titles
    named(published organizations, words, 5)               # and organizations or people by their names
    every(words)                                # the ids of all that hold the words, where a page only counts them

What is found: claims that hold all the words, in their title, detail, text, period, country or context (the names of
their organization, kind, eras and themes, at lower weight), wherever each stands. Words are stemmed ("return" finds
"returns", "labor" "labour"), case, accents, soft hyphens, hamza and shadda do not count ("antonio" finds "António", and
the other way round), a run of Chinese or Japanese is found by any part of it, "quoted words" and words joined by marks
("government-centric") stand next to each other. `organizations.analysis` makes terms of the words, for the index too.
When no claim holds the words, the last one may be the beginning of a longer one ("anton" finds "António").
Any input is safe: marks and operators are only gaps between words. The same on SQLite and PostgreSQL.
"""

from organizations.reading.search.lookup import (
    LIMIT,
    Hits,
    every,
    every_of,
    first_titled,
    hits,
    hits_among,
    hits_of,
    is_held,
    titled,
    weights,
)
from organizations.reading.search.marking import marked, snippet
from organizations.reading.search.names import every_named, marked_words, named
from organizations.reading.search.query import Query, parse
from organizations.reading.search.spelling import corrected, joined

__all__ = [
    "LIMIT",
    "Hits",
    "Query",
    "corrected",
    "every",
    "every_named",
    "every_of",
    "first_titled",
    "hits",
    "hits_among",
    "hits_of",
    "is_held",
    "joined",
    "marked",
    "marked_words",
    "named",
    "parse",
    "snippet",
    "titled",
    "weights",
]
