"""The words of a question: those that are filters are read as such, the rest are looked for.

Words in quotes are never read as filters, so that an address says what became of each word: `q=who led IOM in 2010` has
an organization, a year and a kind read out of it, `q=who led "IOM" in 2010` looks for the word IOM.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext as _
from pyroaring import FrozenBitMap

from organizations.analysis import phrase
from organizations.clock import localdate
from organizations.dossier.kinds import PUBLISHED
from organizations.models import PublishedOrganization, PublishedSearchRule
from organizations.models.urls import url_of
from organizations.publishing.projection import sort_key
from organizations.reading.facets import NOTHING, Facet, Facets, Tag, claims_of
from organizations.reading.search.query import CHUNK, MAX_LENGTH, MAX_WORDS, Query
from organizations.reading.snapshot import once_a_state
from organizations.wording import kind_name

MAX_NAMESAKES = 5
"""A name that more organizations share is no filter."""
FIRST_YEAR = 1500

_ENDS = re.compile(r"^[^\w]+|(?:['’]s)?[^\w]*$")
_YEAR, _DECADE = re.compile(r"\d{4}"), re.compile(r"(\d{3}0)['’]?s")
_SPAN = re.compile(r"(\d{4})[-–—/](\d{4}|\d\d)")
_BETWEEN = {"and", "to", "until", "till", "-", "–", "—"}
_OPEN_END, _OPEN_START = {"since", "after", "from"}, {"before", "until", "till"}
_BEFORE_YEARS = {"in", "during", "between", "of", "the", "around"} | _OPEN_END | _OPEN_START

Years = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """What some words mean: claims of these kinds (of none: nothing), best those that hold the `first` words."""

    kinds: tuple[str, ...]
    first: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of the words was read as: a filter, its value in words, and the claims that it lets through.

    `stretch` are the words that were read; `words` is the whole question in which that stretch is quoted; `url` leads
    to what it names, where that has a page; `language` is that of the value, where it is a dossier's.
    """

    filter: str
    value: str
    claims: FrozenBitMap
    stretch: str
    words: str
    url: str = ""
    kinds: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed: as filters, and as the words that are left; `plain` are all the words, none of them a filter,
    and `words` the same as they were typed.

    `preferred` are terms that the best answers hold in their titles.
    """

    readings: tuple[Reading, ...]
    rest: Query
    plain: Query
    preferred: frozenset[str]
    words: tuple[str, ...] = ()

    def claims(self, index: Facets) -> FrozenBitMap:
        """The claims that the filters let through: any of the organizations, kinds and years, each era and theme."""
        passing = index.claims
        for name in {reading.filter for reading in self.readings}:
            bitmaps = [reading.claims for reading in self.readings if reading.filter == name]
            passing &= (FrozenBitMap.intersection if name in ("era", "theme") else FrozenBitMap.union)(*bitmaps)
        return passing


@dataclass(frozen=True, slots=True)
class _Word:
    """A chunk of what was typed, without the marks around it; its terms."""

    typed: str
    text: str
    terms: tuple[str, ...]
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What the words from `start` to `stop` mean; no filter where they are left out."""

    start: int
    stop: int
    filter: str = ""
    value: str = ""
    claims: FrozenBitMap = NOTHING
    rank: str = ""
    url: str = ""
    kinds: tuple[str, ...] = ()
    language: str = ""


def question_of(typed: str, index: Facets) -> Question:
    """What was typed, understood. One query, and one more once a state of the site."""
    words = _words(typed)
    found = list(_read(words, index))
    filters = [each for each in found if each.filter]
    taken = {at for each in found for at in range(each.start, each.stop)}
    left = [word for at, word in enumerate(words) if at not in taken]
    if not filters and not left:  # nothing but words that are left out elsewhere
        left = words
    readings = tuple(
        Reading(
            each.filter,
            each.value,
            each.claims,
            " ".join(word.text for word in words[each.start : each.stop]),
            " ".join(
                f'"{word.text}"' if each.start <= at < each.stop and not word.is_quoted else word.typed
                for at, word in enumerate(words)
            ),
            each.url,
            each.kinds,
            each.language,
        )
        for each in filters
    )
    left_out = {at for each in found if not each.filter for at in range(each.start, each.stop)}
    plain = [word for at, word in enumerate(words) if at not in left_out] or words
    preferred = {term for each in filters for term in phrase(each.rank)}
    return Question(readings, _query(left), _query(plain), frozenset(preferred), tuple(word.text for word in plain))


def _query(words: Sequence[_Word]) -> Query:
    return Query(tuple(word.terms for word in words))


def _words(typed: str) -> list[_Word]:
    found = []
    room = MAX_WORDS
    for chunk in CHUNK.finditer(typed[:MAX_LENGTH]):
        text = chunk["quoted"] if chunk["quoted"] is not None else _ENDS.sub("", chunk[0])
        terms = phrase(text)[:room]
        room -= len(terms)
        if terms:
            found.append(_Word(chunk[0], text, terms, chunk["quoted"] is not None))
    return found


def _read(words: Sequence[_Word], index: Facets) -> Iterator[_Found]:
    """What stretches of the words mean, from left to right, the longest first; none reaches into another."""
    organizations = _organizations(words)
    names = _names(index.tags)
    rules = _rules()
    at = 0
    while at < len(words):
        for stop in range(len(words), at, -1):
            stretch = words[at:stop]
            if any(word.is_quoted for word in stretch):
                continue
            if found := _meaning(stretch, at, stop, index, organizations, names, rules):
                yield from found
                at = stop
                break
        else:
            at += 1


def _meaning(
    stretch: Sequence[_Word],
    start: int,
    stop: int,
    index: Facets,
    organizations: dict[str, list[PublishedOrganization]],
    names: dict[tuple[str, ...], Tag],
    rules: dict[tuple[str, ...], Rule],
) -> list[_Found]:
    texts = [word.text for word in stretch]
    if years := years_in(texts):
        return [_Found(start, stop, "years", _years_shown(years), index.reaching(*years))]
    key = tuple(term for word in stretch for term in word.terms)
    rule = rules.get(key)
    text = " ".join(texts)
    namesakes = organizations.get(sort_key(text), [])
    if namesakes and (rule is None or text.isupper()):  # "who" is a question, WHO an organization
        claims = claims_of(namesakes)
        return [
            _Found(
                start,
                stop,
                "organization",
                str(each),
                claims[each.pk],
                url=each.get_absolute_url(),
                language=each.language,
            )
            for each in namesakes
        ]
    if tag := names.get(key):
        url = url_of(f"{tag.kind}_detail", tag.slug)
        return [_Found(start, stop, tag.kind, tag.name, index.tagged([tag.pk]), text, url)]
    if rule is None:
        return []
    if not rule.kinds:
        return [_Found(start, stop)]
    shown = ", ".join(kind_name(kind.words) for kind in PUBLISHED if kind.name in rule.kinds)
    first = rule.first or " ".join(text for text in texts if rules.get(phrase(text), rule).kinds)
    return [_Found(start, stop, "kind", shown, index.union(Facet.KIND, rule.kinds), first, kinds=rule.kinds)]


def _organizations(words: Sequence[_Word]) -> dict[str, list[PublishedOrganization]]:
    """The organizations that stretches of the words name, by these: the whole name, or the acronym. One query."""
    stretches = {
        sort_key(" ".join(word.text for word in words[start:stop]))
        for start in range(len(words))
        for stop in range(start + 1, len(words) + 1)
        if not any(word.is_quoted for word in words[start:stop])
    }
    if not stretches:
        return {}
    short = {stretch.upper() for stretch in stretches}
    among = PublishedOrganization.objects.only("slug", "name", "acronym", "language", "sort_name", "claim_keys")
    named = among.alias(short=Upper("acronym")).filter(Q(sort_name__in=stretches) | Q(short__in=short))
    found: dict[str, list[PublishedOrganization]] = {}
    some = named.order_by()[
        : MAX_NAMESAKES * MAX_WORDS
    ]  # which ones is no matter: those of too many namesakes are left out
    for each in sorted(some, key=lambda each: (each.sort_name, each.pk)):
        for key in {each.sort_name, sort_key(each.acronym)} & stretches:
            found.setdefault(key, []).append(each)
    return {key: namesakes for key, namesakes in found.items() if len(namesakes) <= MAX_NAMESAKES}


@lru_cache(maxsize=4)
def _names(tags: tuple[Tag, ...]) -> dict[tuple[str, ...], Tag]:
    """The eras and themes by the terms of their names; a theme before an era of the same name."""
    return {phrase(tag.name): tag for tag in sorted(tags, key=lambda tag: tag.kind) if phrase(tag.name)}


@once_a_state
def _rules() -> dict[tuple[str, ...], Rule]:
    """What words mean, by their terms: the names of the kinds, and what editors say of others. One query."""
    rules = {phrase(words): Rule((kind.name,), "") for kind in PUBLISHED for words in (kind.label, kind.plural)}
    for kinds, words, first in PublishedSearchRule.objects.values_list("kinds", "words", "first"):
        rules |= {phrase(line): Rule(tuple(kinds), first) for line in words.splitlines() if phrase(line)}
    return rules


def years_in(texts: Sequence[str]) -> Years | None:
    """The years that words name, the first and the last: "in 2010", "1990s", "1990–95", "between 1990 and 1995"."""
    words = [text.casefold() for text in texts]
    lead = ""
    while len(words) > 1 and words[0] in _BEFORE_YEARS:
        word = words.pop(0)
        lead = lead if word == "the" else word
    is_span = len(words) == 3 and words[1] in _BETWEEN
    if len(words) != 1 and not is_span:
        return None
    start, end = _one(words[0]), _one(words[-1])
    if not start or not end or start[0] > end[1]:
        return None
    if not is_span and lead in _OPEN_END:
        return start[0], None
    return None if not is_span and lead in _OPEN_START else start[0], end[1]


def _one(word: str) -> tuple[int, int] | None:
    this_year = localdate().year
    if _YEAR.fullmatch(word):
        first = last = int(word)
    elif found := _DECADE.fullmatch(word):
        first = int(found[1])
        last = first + 9
    elif found := _SPAN.fullmatch(word):
        first = int(found[1])
        last = int(found[2]) if len(found[2]) == 4 else first - first % 100 + int(found[2])
    else:
        return None
    return (first, last) if FIRST_YEAR <= first <= last and first <= this_year else None


def _years_shown(years: Years) -> str:
    first, last = years
    if first is None:
        return _("until %(year)s") % {"year": last}
    if last is None:
        return _("since %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"
