"""The claims that answer a question: those that pass the filters read out of its words and hold the other words.

Where none does, those that hold all its words, none of them read as a filter; where there is none either, those that
come near: the earliest, who was in office then, those that hold most of them. So a filter that was read never leaves
nothing where the words alone would find something.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from pyroaring import FrozenBitMap

from organizations.analysis import fold, indexed, phrase
from organizations.dossier import kinds
from organizations.dossier.languages import UNKNOWN
from organizations.models import PublishedClaim
from organizations.reading.facets import Facet, Facets
from organizations.reading.offices import BESIDE, Titled, neighbours, ranks_of
from organizations.reading.questions import Question, Reading, question_of
from organizations.reading.search import (
    Query,
    corrected,
    every_of,
    first_titled,
    hits_among,
    hits_of,
    is_held,
    joined,
    weights,
)
from organizations.reading.search_rules import rules

MAX_NAMES = 3
LOOKED_AT = 60
"""Titles that are looked at for names."""
MAX_PREFERRED = 200
"""Of more answers those with the preferred words are not looked for."""


@dataclass(frozen=True, slots=True)
class Answers:
    """`claims` answer, whatever other filters say; `shown` are those of them that these let through, best first.

    `shown` is None where the order is that of the list. Where `capped`, they are only the best of more, and so are
    `claims` where no filter lets through less than all. `readings` are the filters that were read, `query` the words
    that were looked for; `is_partial` where no claim holds them all, and `unknown` are those that none holds; `meant`
    is all of it as the index spells it, which is what is answered where `is_corrected`. What was `named` is an
    organization, where it is no filter of the answers.
    """

    question: Question
    claims: FrozenBitMap
    query: Query
    shown: tuple[int, ...] | None = None
    capped: bool = False
    is_partial: bool = False
    unknown: tuple[str, ...] = ()
    meant: str = ""
    is_corrected: bool = False
    named: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.question.readings


def answers_to(typed: str, index: Facets, among: FrozenBitMap) -> Answers:
    """The claims that answer, at least one of them `among` those that other filters let through, if there is any.

    Where only the spelling that was meant has answers that hold all words, it is answered. Else it is offered, where
    another claim would come first: “lost”, where claims say only “last”, is no slip.
    """
    found = _as_typed(typed, index, among)
    asking = rules().words
    slips = [word for word in found.unknown if fold(word) not in asking]
    meant = corrected(typed, slips, asking) or (joined(typed) if found.is_partial else "")
    better = _as_typed(meant, index, among) if meant else found
    is_whole = not better.is_partial and (better.shown or better.claims & among)
    if not is_whole and (found.shown or found.claims & among):
        # It is offered beside what was typed, and not answered.
        tells_more = better.shown and (found.shown or ())[:1] != better.shown[:1]
        return replace(found, meant=meant if tells_more else "")
    return replace(better, unknown=found.unknown, meant=meant, is_corrected=bool(meant and is_whole))


def _as_typed(typed: str, index: Facets, among: FrozenBitMap) -> Answers:
    question = question_of(typed, index)
    if question.readings:
        # “Secretary general when the Charter was signed” asks for somebody, of whom no role says it.
        if _asks_when(question) and (then := _in_office_then(index, question, among)):
            return then
        read = _answers(index, question, question.rest, among)
        if read.claims & among or read.shown:
            return replace(read, shown=_best_first(read, among))
    plain = Question((), question.plain, question.plain, frozenset())
    found = _answers(index, plain, plain.rest, among)
    # Where somebody is asked for, an event that holds all words tells when: “secretary-general during the genocide”.
    is_another = found.shown and found.shown[0] not in index.bitmap(Facet.KIND, kinds.ROLE.name)
    if is_another and _asks_for_roles(question) and (then := _in_office_then(index, question, among)):
        return then
    if found.shown or not plain.rest:
        return replace(found, shown=_in_time(found.shown, newest=True)) if found.shown and question.newest else found
    if nearly := _earliest(index, question, among) or _in_office_then(index, question, among):
        return nearly
    # The word that is still being typed: only the last may be a beginning.
    last = plain.rest.phrases[-1]
    held = [is_held(replace(plain.rest, phrases=(phrase,)), unfinished=phrase == last) for phrase in plain.rest.phrases]
    known = {phrase for phrase, is_known in zip(plain.rest.phrases, held, strict=True) if is_known}
    unknown = tuple(word for word, is_known in zip(question.words, held, strict=True) if not is_known)
    partial = _partial(index, [question, plain] if question.readings else [plain], known, among)
    if question.by_name and (elsewhere := _answers(index, plain, question.by_name, among)).shown:
        partial = _behind(elsewhere, partial)
    found = partial or found
    named = [each for each in question.readings if each.filter == "organization" and each not in found.readings]
    return replace(found, unknown=unknown, named=tuple(named))


def _behind(whole: Answers, partial: Answers | None) -> Answers:
    """What dossiers of others say of an organization, in all words, and behind that what comes near in its own."""
    if partial is None or partial.shown is None:
        return partial or replace(whole, is_partial=True)
    shown = dict.fromkeys([*(whole.shown or ()), *partial.shown])
    return replace(partial, claims=partial.claims | whole.claims, shown=tuple(shown))


def _answers(index: Facets, question: Question, words: Query, among: FrozenBitMap) -> Answers:
    passing = question.claims(index)
    if not words:
        return Answers(question, passing, words)
    found = hits_of(words)
    # Of too many to rank all, the best 2,000 may hold few of those that filters let through, the other filters too:
    # where there are any, all that hold the words are looked up, and none is missed.
    if found.capped and (question.readings or len(among) < len(index.claims)):
        claims = every_of(found.query) & passing
        found = hits_among(found, passing & among)
    else:
        claims = FrozenBitMap(found.ids) & passing
    shown = tuple(pk for pk in found.ids if pk in passing and pk in among)
    if shown and question.order in BESIDE:
        beside = neighbours(shown, found.query.phrases, question.order)
        claims |= FrozenBitMap(beside)
        shown = tuple(dict.fromkeys([*(pk for pk in beside if pk in among), *shown]))
    return Answers(question, claims, found.query, shown, found.capped)


def _partial(
    index: Facets, questions: list[Question], known: set[tuple[str, ...]], among: FrozenBitMap
) -> Answers | None:
    """The claims that hold most of the words: all of the known ones, which some claim holds, else any of them.

    Where several filters were read, or no claim anywhere holds another word, what these let through, whatever it holds.
    """
    for question in questions:
        held = replace(question.rest, phrases=tuple(each for each in question.rest.phrases if each in known))
        forms = [question]
        # Words of one meaning may be more: “world war 2” is three, as “Second World War”.
        count = sum(min(map(len, others or (typed,))) for typed, *others in held.choices)
        if count > 1 and not _asks_for_roles(question):
            # Two words that claims of another kind hold together are no chance: “how many states signed the charter”.
            forms.append(_of_any_kind(question))
        wholes = (_answers(index, each, held, among) for each in forms if held)
        found = next((whole for whole in wholes if whole.shown), None) or _best_matches(
            index, forms, held, among, questions[0].claims(index)
        )
        if found:
            return replace(found, shown=_best_first(found, among), is_partial=True)
        filters = {reading.filter for reading in question.readings}
        if len(filters) > 1 or (filters and (question.order or not held)):
            found = _answers(index, replace(question, rest=Query()), Query(), among)
            if found.claims & among:
                return replace(found, shown=_best_first(found, among), is_partial=True)
    return None


def _earliest(index: Facets, question: Question, among: FrozenBitMap) -> Answers | None:
    """The claims with all words but “first”, in the order of time."""
    found = _answers(index, question, question.earliest, among) if question.earliest else None
    return replace(found, shown=_in_time(found.shown), is_partial=True) if found and found.shown else None


def _in_time(claims: tuple[int, ...], *, newest: bool = False) -> tuple[int, ...]:
    """Claims in the order of time, or against it; those without a date last. One query where they are few."""
    if len(claims) > MAX_PREFERRED:
        return claims
    dated = PublishedClaim.objects.filter(pk__in=claims, earliest__isnull=False)
    keys = dated.order_by("-earliest" if newest else "earliest", "pk").values_list("pk", flat=True)
    return tuple(dict.fromkeys([*keys, *claims]))


def _in_office_then(index: Facets, question: Question, among: FrozenBitMap) -> Answers | None:
    """Who was in office when something happened that the other words tell of: “secretary general during Suez”."""
    asked_for = {kind for reading in question.readings for kind in reading.kinds}
    if kinds.ROLE.name not in asked_for or not question.rest:
        return None
    others = _of_any_kind(question)
    if _answers(index, others, question.rest, index.bitmap(Facet.KIND, kinds.ROLE.name)).shown:
        return None
    events = _answers(index, others, question.rest, index.bitmap(Facet.KIND, kinds.EVENT.name)).shown
    # The best of them: two queries at most.
    event = PublishedClaim.objects.filter(pk__in=(events or ())[:1], earliest__isnull=False).first()
    if not event or not event.earliest:
        return None
    then = index.reaching(event.earliest.year, event.latest.year if event.latest else None)
    in_office = then & index.bitmap(Facet.KIND, kinds.ROLE.name)
    roles = tuple(
        replace(each, claims=each.claims & in_office)
        for each in question.readings
        if each.filter != "kind" or kinds.ROLE.name in each.kinds
    )
    who = replace(question, readings=roles, rest=Query())
    found = _answers(index, who, Query(), among)
    return replace(found, shown=_best_first(found, among), is_partial=True) if found.claims & among else None


def _best_matches(
    index: Facets, forms: list[Question], words: Query, among: FrozenBitMap, meant: FrozenBitMap
) -> Answers | None:
    """The claims with any of the words, those first that hold most of them: in the form of a question with the best.

    Of those that were `meant` by its filters, where there are any.
    “Rohingya refugees” of refugees everywhere: what few claims say is what was meant.
    """
    found = [_answers(index, each, replace(words, any_of=True), among) for each in forms if words]
    shown = FrozenBitMap(pk for each in found for pk in each.shown or ())
    if not shown:
        return None
    held = weights(words, shown & (forms[1].claims(index) if forms[1:] else meant) or shown)
    best = max(found, key=lambda each: max((held.get(pk, 0) for pk in each.shown or ()), default=-1))
    return replace(best, shown=tuple(sorted(best.shown or (), key=lambda pk: -held.get(pk, 0))))


def _asks_when(question: Question) -> bool:
    """Whether both roles and other kinds are asked for, of something."""
    of_kinds = [each.kinds for each in question.readings if each.kinds]
    return bool(question.rest) and len(of_kinds) > 1 and any(kinds.ROLE.name in each for each in of_kinds)


def _asks_for_roles(question: Question) -> bool:
    return {kind for reading in question.readings for kind in reading.kinds} == {kinds.ROLE.name}


def _of_any_kind(question: Question) -> Question:
    """A question without the kinds that were read out of its words."""
    return replace(question, readings=tuple(each for each in question.readings if each.filter != "kind"))


def _best_first(found: Answers, among: FrozenBitMap) -> tuple[int, ...] | None:
    """The answers with the preferred words in their titles first; of roles the latest, or which are asked for.

    One query where they are few.
    """
    passing = found.claims & among if found.shown is None else found.shown
    if len(passing) > MAX_PREFERRED or (found.question.order in BESIDE and found.shown):
        return found.shown
    preferred = found.question.preferred
    of_roles = _asks_for_roles(found.question)
    if found.question.newest and not of_roles:
        return _in_time(tuple(passing), newest=True)
    organizations = [each for each in found.readings if each.filter == "organization"]
    texts = ("text",) if len(organizations) > 1 and not of_roles else ()
    columns = Titled._fields if of_roles else ("pk", "title", "detail", *texts)
    rows = list(PublishedClaim.objects.filter(pk__in=list(passing)).order_by().values_list(*columns))
    # A word in the title counts as two in the other lines; behind that, roles by their turn, then as they were ranked.
    held = {
        pk: 2 * len(preferred.intersection(phrase(title))) + len(preferred.intersection(phrase(detail)))
        for pk, title, detail, *_days in rows
    }
    if texts:
        for pk, *result in rows:
            held[pk] += sum(_names(organizations, pk, text) for text in result)
    turns = ranks_of([Titled(*row) for row in rows], found.question.order, held) if of_roles else {}
    places = {pk: place for place, pk in enumerate(passing)}
    return tuple(sorted(held, key=lambda pk: (-held[pk], turns.get(pk, 0), places[pk])))


def _names(organizations: Iterable[Reading], claim: int, text: str) -> int:
    """How many of the organizations that were asked for together a text of a claim of another one names."""
    terms = f" {indexed(text)} "
    others = (each for each in organizations if claim not in each.claims)
    return sum(f" {indexed(each.stretch)} " in terms for each in others)


def every_answer(found: Answers, index: Facets) -> FrozenBitMap:
    """The claims that answer, all of them and in no order."""
    # With those that answer in other words: what dossiers of others say.
    return found.claims | (found.question.claims(index) & every_of(found.query)) if found.capped else found.claims


class Name(NamedTuple):
    """Something with a page of its own: its name, the name of the filter that it is a value of, or "person".

    `language` is that of a name of a dossier's, UNKNOWN of a person's.
    """

    name: str
    kind: str
    url: str
    language: str = ""


def names_for(found: Answers, index: Facets) -> list[Name]:
    """What has a page of its own among what was asked for; of words that no claim holds as they were meant."""
    text = None if found.is_partial else found.query
    names = names_in(found.question, text) or (names_in(question_of(found.meant, index)) if found.meant else [])
    return names or [Name(each.value, each.filter, each.url, each.language) for each in found.named][:MAX_NAMES]


def names_in(question: Question, words: Query | None = None) -> list[Name]:
    """The organizations, people, eras and themes that are named by all that was typed, or by words that are no filter.

    `words` are these as they were looked for, where the last of them was unfinished. Beside kinds and years, which ask
    for claims, only people are named; beside introductions, which say what an organization is, that too. Two queries
    where there are such words.
    """
    filters = {reading.filter for reading in question.readings}
    named = [Name(each.value, each.filter, each.url, each.language) for each in question.readings if each.url]
    if not question.rest:
        is_asked_whole = any(kinds.INTRODUCTION.name in reading.kinds for reading in question.readings)
        return named[:MAX_NAMES] if len(filters) == 1 or is_asked_whole else []
    named_in = (kinds.ROLE.name,) if filters & {"kind", "years"} else (kinds.INTRODUCTION.name, kinds.ROLE.name)
    titled = first_titled(words or question.rest, LOOKED_AT)
    people = PublishedClaim.objects.filter(pk__in=titled, kind__in=named_in).select_related("organization", "person")
    found: dict[str, Name] = {}
    # A title of little else than the words first.
    for claim in sorted(people, key=lambda claim: (len(claim.title), claim.pk)):
        named_by = claim.person or claim.organization
        kind = "person" if claim.person else "organization"
        language = UNKNOWN if claim.person else claim.organization.language
        found.setdefault(named_by.get_absolute_url(), Name(str(named_by), kind, named_by.get_absolute_url(), language))
    return list(found.values())[:MAX_NAMES]
