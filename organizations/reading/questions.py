"""The words of a question: those that are filters are read as such, the rest are looked for.

Words in quotes are never read as filters, so that an address says what became of each word: `q=who led IOM in 2010` has
an organization, a year and a kind read out of it, `q=who led "IOM" in 2010` looks for the word IOM.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from django.db.models.functions import Upper
from pyroaring import FrozenBitMap

from organizations.analysis import phrase, untied
from organizations.dossier.kinds import PUBLISHED
from organizations.models import PublishedOrganization
from organizations.models.urls import url_of
from organizations.publishing.projection import sort_key
from organizations.reading.facets import NOTHING, Facet, Facets, Tag, claims_of
from organizations.reading.search.query import MAX_WORDS, Query
from organizations.reading.search_rules import Rule, rules
from organizations.reading.typed import Word, terms_of, text_of, words_of
from organizations.reading.years import years_in, years_shown
from organizations.wording import kind_name

MAX_NAMESAKES = 5
"""A name that more organizations share is no filter."""

RulesByTerms = Mapping[tuple[str, ...], Rule]


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
    earliest: bool = False


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
    earliest: bool = False


def question_of(typed: str, index: Facets) -> Question:
    """What was typed, understood. One query, and one more once a state of the site."""
    known = rules()
    words = words_of(typed, known)
    found = list(_read(words, index, known.by_terms))
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
            each.earliest,
        )
        for each in filters
    )
    left_out = {at for each in found if not each.filter for at in range(each.start, each.stop)}
    plain = [word for at, word in enumerate(words) if at not in left_out] or words
    preferred = {term for each in filters for term in phrase(each.rank)}
    return Question(readings, _query(left), _query(plain), frozenset(preferred), tuple(word.text for word in plain))


def _query(words: Sequence[Word]) -> Query:
    return Query(tuple(word.terms for word in words))


def _read(words: Sequence[Word], index: Facets, by_terms: RulesByTerms) -> Iterator[_Found]:
    """What stretches of the words mean, from left to right, the longest first; none reaches into another."""
    organizations = _organizations(words)
    names = _names(index.tags)
    at = 0
    while at < len(words):
        for stop in range(len(words), at, -1):
            stretch = words[at:stop]
            if any(word.is_quoted for word in stretch):
                continue
            if found := _meaning(stretch, at, stop, index, organizations, names, by_terms):
                yield from found
                at = stop
                break
        else:
            at += 1


def _meaning(
    stretch: Sequence[Word],
    start: int,
    stop: int,
    index: Facets,
    organizations: dict[str, list[PublishedOrganization]],
    names: dict[tuple[str, ...], Tag],
    by_terms: RulesByTerms,
) -> list[_Found]:
    texts = [word.text for word in stretch]
    if years := years_in(texts):
        return [_Found(start, stop, "years", years_shown(years), index.reaching(*years))]
    text = text_of(stretch)
    key = terms_of(stretch)
    rule = by_terms.get(key)
    namesakes = next((organizations[each] for each in _keys_of(text) if each in organizations), [])
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
    first = rule.first or " ".join(text for text in texts if by_terms.get(phrase(text), rule).kinds)
    return [
        _Found(
            start,
            stop,
            "kind",
            shown,
            index.union(Facet.KIND, rule.kinds),
            first,
            kinds=rule.kinds,
            earliest=rule.earliest,
        )
    ]


def _organizations(words: Sequence[Word]) -> dict[str, list[PublishedOrganization]]:
    """The organizations that stretches of the words name, by these: the whole name, or the acronym. One query."""
    stretches = {
        name
        for start in range(len(words))
        for stop in range(start + 1, len(words) + 1)
        if not any(word.is_quoted for word in words[start:stop])
        for name in _keys_of(text_of(words[start:stop]))
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


def _keys_of(name: str) -> list[str]:
    """What a name is found by among organizations; an Arabic one without a preposition that is tied to it, too."""
    key = sort_key(name)
    return [key, *(sort_key(each) for each in untied(name))]


@lru_cache(maxsize=4)
def _names(tags: tuple[Tag, ...]) -> dict[tuple[str, ...], Tag]:
    """The eras and themes by the terms of their names; a theme before an era of the same name."""
    return {phrase(tag.name): tag for tag in sorted(tags, key=lambda tag: tag.kind) if phrase(tag.name)}
