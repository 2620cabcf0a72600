"""The words of a question: those that are filters are read as such, the rest are looked for.

Words in quotes are never read as filters, so that an address says what became of each word: `q=who led IOM in 2010` has
an organization, a year and a kind read out of it, `q=who led "IOM" in 2010` looks for the word IOM.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q
from django.db.models.functions import Upper
from pyroaring import FrozenBitMap

from organizations.analysis import phrase, untied
from organizations.clock import localdate
from organizations.dossier import kinds
from organizations.dossier.kinds import PUBLISHED
from organizations.models import PublishedOrganization
from organizations.models.urls import url_of
from organizations.models.vocabulary import RoleOrder
from organizations.publishing.projection import sort_key
from organizations.reading.facets import NOTHING, Facet, Facets, Tag, claims_of
from organizations.reading.offices import BESIDE
from organizations.reading.search import every_of
from organizations.reading.search.query import MAX_WORDS, Phrase, Query
from organizations.reading.search_rules import Rule, rules
from organizations.reading.typed import Word, terms_of, text_of, words_of
from organizations.reading.years import Years, years_in, years_shown
from organizations.wording import kind_name

MAX_NAMESAKES = 5
"""A name that more organizations share is no filter."""
MAX_ENDING = 3
"""Letters by which a form of a name may be longer or shorter than the name."""

EARLIEST, LATEST = 1800, 2100
"""The years that are looked for in facts."""

ORIGINS = (kinds.FACT.name, kinds.EVENT.name)
"""The kinds of claims that say what an organization came from."""

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


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed: as filters, and as the words that are left; `plain` are all the words, none of them a filter,
    and `words` the same as they were typed.

    `preferred` are terms that the best answers hold in their titles; of roles those come first that the `order` says.
    `earliest` are the words without “first”, where that may ask for the earliest claim: “first mandate”; of `newest`
    the latest come first, whatever they are: “latest declaration”. `by_name` are all the words, an organization among
    them by its name or acronym, as texts of others have it.
    """

    readings: tuple[Reading, ...]
    rest: Query
    plain: Query
    preferred: frozenset[str]
    words: tuple[str, ...] = ()
    order: str = ""
    earliest: Query | None = None
    newest: bool = False
    by_name: Query | None = None

    def claims(self, index: Facets) -> FrozenBitMap:
        """The claims that the filters let through: any of the organizations, kinds and years, each era and theme."""
        passing = index.claims
        for name in {reading.filter for reading in self.readings}:
            bitmaps = [reading.claims for reading in self.readings if reading.filter == name]
            # A claim is of one organization and one kind: of two that are named either will do. It may carry two
            # themes, and both were asked for.
            passing &= (FrozenBitMap.intersection if name in ("era", "theme") else FrozenBitMap.union)(*bitmaps)
        return passing


@dataclass(frozen=True, slots=True)
class _Found:
    """What the words at these places mean: a filter, or without one nothing to look for but the `terms`, or `others`.

    What counts `only_for` some kinds of claims is a filter where other words ask for these; elsewhere it is words.
    """

    at: tuple[int, ...]
    filter: str = ""
    value: str = ""
    claims: FrozenBitMap = NOTHING
    rank: str = ""
    url: str = ""
    kinds: tuple[str, ...] = ()
    language: str = ""
    order: str = ""
    only_for: tuple[str, ...] = ()
    terms: Phrase = ()
    others: tuple[Phrase, ...] = ()
    years: Years | None = None


def question_of(typed: str, index: Facets) -> Question:
    """What was typed, understood. One query, and one more once a state of the site."""
    known = rules()
    by_terms = known.by_terms
    words = words_of(typed, known)
    read = _read(words, index, by_terms)
    found = list(_that_count(read, len(words), index))
    earliest = {at for each in read if each.order == RoleOrder.EARLIEST and each not in found for at in each.at}
    filters = [each for each in found if each.filter]
    if any(kinds.FACT.name in each.kinds for each in filters):
        filters = [replace(each, claims=each.claims | _facts_of(each.years, index)) for each in filters]
    in_filters = {at for each in filters for at in each.at}
    terms = _looked_for(words, found)
    others = _others(found)
    left = [each for at, each in terms.items() if at not in in_filters]
    behind_first = [each for at, each in terms.items() if at not in in_filters | earliest] if earliest else []
    if not filters and not left:  # nothing but words that are left out elsewhere
        left = [word.terms for word in words]
    preferred = {term for each in filters for term in phrase(each.rank)}
    order = next((each.order for each in found if each.order), "")
    plain, as_typed = _as_words(words, found, by_terms)
    names_organization = any(each.filter == "organization" for each in filters)
    return Question(
        tuple(_reading(each, words) for each in filters),
        Query(tuple(left), others=others),
        plain,
        frozenset(preferred),
        as_typed,
        order,
        Query(tuple(behind_first), others=others) if behind_first else None,
        any(each.order == RoleOrder.NEWEST for each in read),
        _as_words(words, found, by_terms, by_name=True)[0] if names_organization else None,
    )


def _as_words(
    words: Sequence[Word], found: Iterable[_Found], by_terms: RulesByTerms, *, by_name: bool = False
) -> tuple[Query, tuple[str, ...]]:
    """All the words, none of them a filter, and the same as they were typed.

    With `by_name` organizations are looked for by what they are called, as dossiers of others do.
    """
    as_words = [
        replace(each, filter="") if each.others and (by_name or each.filter != "organization") else each
        for each in found
    ]
    in_filters = {at for each in found if each.filter for at in each.at}
    terms = {
        at: term
        for at, term in _looked_for(words, as_words).items()
        if at not in in_filters or not _is_left_out(words[at], by_terms)
    } or {at: word.terms for at, word in enumerate(words)}
    return Query(tuple(terms.values()), others=_others(as_words)), tuple(words[at].text for at in terms)


def _others(found: Iterable[_Found]) -> tuple[tuple[Phrase, tuple[Phrase, ...]], ...]:
    """What will do as well as the words that were found, where these are no filter."""
    return tuple((each.terms, each.others) for each in found if each.others and not each.filter)


def _looked_for(words: Sequence[Word], found: Sequence[_Found]) -> dict[int, Phrase]:
    """The place of each word with what is looked for there, without those that are left out."""
    meant = {each.at[0]: each.terms for each in found if not each.filter}
    left_out = {at for each in found if not each.filter for at in each.at if not meant.get(at)}
    return {at: meant.get(at, word.terms) for at, word in enumerate(words) if at not in left_out}


def _reading(found: _Found, words: Sequence[Word]) -> Reading:
    """A filter as readers are told of it: with the stretch that it was read from, and all words, that one quoted."""
    quoted = (
        f'"{word.text}"' if at in found.at and not word.is_quoted else word.typed for at, word in enumerate(words)
    )
    return Reading(
        found.filter,
        found.value,
        found.claims,
        " ".join(words[at].text for at in found.at),
        " ".join(quoted),
        found.url,
        found.kinds,
        found.language,
    )


def _read(words: Sequence[Word], index: Facets, by_terms: RulesByTerms) -> list[_Found]:
    """What stretches of the words mean, the longest first; none reaches into another.

    What stands around the name of an organization is read as if that were not there: "first UN secretary general".
    """
    organizations = _organizations(words, by_terms)
    names = _names(index.tags)

    def read(places: Sequence[int]) -> Iterator[_Found]:
        first = 0
        while first < len(places):
            # The longest first: "United Nations Development Programme" is not the United Nations and two words more.
            for stop in range(len(places), first, -1):
                at = tuple(places[first:stop])
                stretch = [words[place] for place in at]
                if any(word.is_quoted for word in stretch):
                    continue
                if found := _meaning(stretch, at, index, organizations, names, by_terms):
                    yield from found
                    first = stop
                    break
            else:
                first += 1

    found = list(read(range(len(words))))
    named = [each for each in found if each.filter == "organization"]
    if named:
        others = set(range(len(words))).difference(*(each.at for each in named))
        found = [*named, *read(sorted(others))]
    return sorted(found, key=lambda each: each.at)


def _meaning(
    stretch: Sequence[Word],
    at: tuple[int, ...],
    index: Facets,
    organizations: dict[str, list[PublishedOrganization]],
    names: dict[tuple[str, ...], Tag],
    by_terms: RulesByTerms,
) -> list[_Found]:
    if years := years_in([_dated(word, by_terms) for word in stretch]):
        return [_Found(at, "years", years_shown(years), index.reaching(*years), years=years)]
    if years := _beside_years(stretch, names, by_terms):
        # Behind a time the nearest are the first, before it the last, which come first anyway.
        order = RoleOrder.EARLIEST if years[0] else ""
        return [_Found(at, "years", years_shown(years), index.reaching(*years), order=order, years=years)]
    text = text_of(stretch)
    key = terms_of(stretch)
    rule = by_terms.get(key) or _rule_around(stretch, by_terms)
    # As it is typed before what it stands for: an organization of that very name is meant first.
    keys = _keys_of(text, rule)
    namesakes = next((organizations[each] for each in keys if each in organizations), [])
    if namesakes and (rule is None or rule.stands_for or text.isupper()):  # "who" is a question, WHO an organization
        claims = claims_of(namesakes)
        return [
            _Found(
                at,
                "organization",
                str(each),
                claims[each.pk],
                url=each.get_absolute_url(),
                language=each.language,
                # Where no claim of it answers: texts of others have the name or the acronym.
                terms=key,
                others=tuple(filter(None, map(phrase, (each.name, each.acronym)))),
            )
            for each in namesakes
        ]
    meant = phrase(rule.stands_for[0]) if rule and rule.stands_for and not rule.only_for else ()
    tag = names.get(meant or key)
    if tag and (meant or _is_a_form(text, tag.name)):
        best = f"{text} {tag.name}"
        url = url_of(f"{tag.kind}_detail", tag.slug)
        others = tuple(map(phrase, rule.stands_for)) if rule and len(rule.stands_for) > 1 else ()
        return [_Found(at, tag.kind, tag.name, index.tagged([tag.pk]), best, url, terms=key, others=others)]
    return [_asked_for(rule, at, stretch, index, by_terms)] if rule else []


def _dated(word: Word, by_terms: RulesByTerms) -> str:
    """A word, or the years that it stands for whatever is asked for: "nineties"."""
    rule = by_terms.get(word.terms)
    return rule.stands_for[0] if rule and rule.stands_for and not rule.only_for else word.text


def _beside_years(stretch: Sequence[Word], names: dict[tuple[str, ...], Tag], by_terms: RulesByTerms) -> Years | None:
    """The years after or before an era, or what stands for years: "after the Cold War", "before ww2".

    That in which the one ends and the other begins is of both.
    """
    rule = by_terms.get(stretch[0].terms)
    if rule is None or rule.kinds or rule.order not in BESIDE:
        return None
    key = next((terms_of(stretch[at:]) for at in range(1, len(stretch)) if not _is_left_out(stretch[at], by_terms)), ())
    meant = by_terms.get(key)
    text = meant.stands_for[0] if meant and meant.stands_for else ""
    first, last = years_in(text.split()) or (None, None)
    if era := names.get(phrase(text) or key):
        first = era.first_day.year if era.first_day else None
        last = era.last_day.year if era.last_day else None
    beyond = (last, None) if rule.order == RoleOrder.NEXT else (None, first)
    return beyond if any(beyond) else None


def _is_left_out(word: Word, by_terms: RulesByTerms) -> bool:
    rule = by_terms.get(word.terms)
    return rule is not None and rule.is_left_out


def _rule_around(stretch: Sequence[Word], by_terms: RulesByTerms) -> Rule | None:
    """The rule for claims that words ask for around one that is left out: "who currently leads"."""
    for at, word in enumerate(stretch[1:-1], start=1):
        if _is_left_out(word, by_terms):
            around = by_terms.get(terms_of([*stretch[:at], *stretch[at + 1 :]]))
            if around and around.kinds and not around.only_for:
                return around
    return None


def _asked_for(
    rule: Rule,
    at: tuple[int, ...],
    stretch: Sequence[Word],
    index: Facets,
    by_terms: RulesByTerms,
) -> _Found:
    """What a rule says of the words: to look for others too, to leave them out, or what kinds they ask for."""
    others = tuple(filter(None, map(phrase, rule.stands_for)))
    if rule.only_for and rule.stands_for and (years := years_in(rule.stands_for[0].split())):
        return _Found(
            at,
            "years",
            years_shown(years),
            index.reaching(*years),
            only_for=rule.only_for,
            terms=terms_of(stretch),
            others=others[1:],
            years=years,
        )
    if others:
        name, value = ("meant", ", ".join(rule.stands_for)) if rule.only_for else ("", "")
        return _Found(at, name, value, only_for=rule.only_for, terms=terms_of(stretch), others=others)
    if not rule.kinds:
        return _Found(at, order=rule.order, only_for=rule.only_for)
    first = rule.first or " ".join(word.text for word in stretch if by_terms.get(phrase(word.text), rule).kinds)
    claims = index.union(Facet.KIND, rule.kinds)
    return _Found(at, "kind", _kinds_shown(rule.kinds), claims, first, kinds=rule.kinds, order=rule.order)


def _kinds_shown(names: Collection[str]) -> str:
    return ", ".join(kind_name(kind.words) for kind in PUBLISHED if kind.name in names)


def _that_count(found: Sequence[_Found], count: int, index: Facets) -> Iterator[_Found]:
    """What was found in so many words, without what nothing asks for; “before” and “after” are left out.

    One query where words stand for others.
    """
    asked_for = {kind for each in found if not each.only_for for kind in each.kinds}
    names_organization = any(each.filter == "organization" for each in found)
    names_somebody = count > sum(len(each.at) for each in found)
    for each in found:
        if each.order == RoleOrder.NEWEST:
            yield _Found(each.at)
            continue
        is_asked_for = not each.only_for or not asked_for.isdisjoint(each.only_for)
        counts = is_asked_for and (names_somebody or each.order not in BESIDE)
        if counts and each.filter == "meant":
            held = every_of(Query(each.others, any_of=True))
            yield replace(each, claims=held & index.union(Facet.KIND, each.only_for))
        elif counts:
            yield each
        elif each.others:
            yield _Found(each.at, terms=each.terms, others=each.others)
        elif each.order == RoleOrder.PREVIOUS and each.kinds and names_organization:
            # Of an organization, not of somebody in office: what its founding says.
            claims = index.union(Facet.KIND, ORIGINS)
            yield replace(each, value=_kinds_shown(ORIGINS), claims=claims, kinds=ORIGINS, order="")
        elif each.order in BESIDE and not each.kinds:
            yield _Found(each.at)


def _facts_of(years: Years | None, index: Facets) -> FrozenBitMap:
    """The facts that say one of the years, for they have no period: "Founded: 1951". Two queries at most."""
    if years is None:
        return NOTHING
    first, last = max(years[0] or EARLIEST, EARLIEST), min(years[1] or LATEST, localdate().year)
    text = every_of(Query(tuple((str(year),) for year in range(first, last + 1)), any_of=True))
    return text & index.bitmap(Facet.KIND, kinds.FACT.name)


def _is_a_form(word: str, name: str) -> bool:
    """Whether words of one stem are about as long: "returned" is a form of Returns, "global" none of Globalization."""
    return abs(len(word) - len(name)) <= MAX_ENDING


def _organizations(words: Sequence[Word], by_terms: RulesByTerms) -> dict[str, list[PublishedOrganization]]:
    """The organizations that stretches of the words name, by these: the whole name, or the acronym. One query."""
    stretches = {
        name
        for start in range(len(words))
        for stop in range(start + 1, len(words) + 1)
        if not any(word.is_quoted for word in words[start:stop])
        for name in _keys_of(text_of(words[start:stop]), by_terms.get(terms_of(words[start:stop])))
    }
    if not stretches:
        return {}
    # Compared in capitals, as the index of acronyms has them: `iexact` would be written otherwise on SQLite, and not
    # use it.
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


def _keys_of(name: str, rule: Rule | None) -> list[str]:
    """What a name is found by among organizations; an Arabic one without a preposition that is tied to it, too.

    Last by what it stands for.
    """
    stands_for = rule.stands_for if rule and not rule.only_for else ()
    return [sort_key(each) for each in (name, *untied(name), *stands_for)]


# By the tags themselves: a new vocabulary is another key, and the last few of other threads are still there.
@lru_cache(maxsize=4)
def _names(tags: tuple[Tag, ...]) -> dict[tuple[str, ...], Tag]:
    """The eras and themes by the terms of their names; a theme before an era of the same name."""
    return {phrase(tag.name): tag for tag in sorted(tags, key=lambda tag: tag.kind) if phrase(tag.name)}
