"""The claims that answer a question: those that pass the filters read out of its words and hold the other words.

Where none does, those that hold all its words, none of them read as a filter; where there is none either, those that
hold most of them. So a filter that was read never leaves nothing where the words alone would find something.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from pyroaring import FrozenBitMap

from organizations.analysis import indexed, phrase
from organizations.dossier import kinds
from organizations.dossier.languages import UNKNOWN
from organizations.models import PublishedClaim
from organizations.reading.facets import Facets
from organizations.reading.offices import BESIDE, Titled, neighbours, turns_of
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
    rarest,
)

MAX_NAMES = 3
LOOKED_AT = 60
"""Titles that are looked at for names."""
MAX_PREFERRED = 200
"""Of more answers those with the preferred words are not looked for."""


@dataclass(frozen=True, slots=True)
class Answers:
    """`claims` answer, whatever other filters say; `shown` are those of them that these let through, best first.

    `shown` is None where the order is that of the list. Where `capped`, `claims` are only the best of more. `readings`
    are the filters that were read, `query` the words that were looked for; `is_partial` where no claim holds them all,
    and `unknown` are those that none holds; `meant` is all of it as the index spells it, which is what is answered
    where `is_corrected`. What was `named` is an organization, where it is no filter of the answers.
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

    Where only the spelling that was meant has answers that hold all words, it is answered.
    """
    found = _as_typed(typed, index, among)
    meant = corrected(typed, found.unknown) or (joined(typed) if found.is_partial else "")
    better = _as_typed(meant, index, among) if meant else found
    # Where the other spelling has no whole answer either, it is offered beside what was typed, and not answered.
    if better.is_partial or not (better.shown or better.claims & among):
        return replace(found, meant=meant)
    return replace(better, unknown=found.unknown, meant=meant, is_corrected=bool(meant))


def _as_typed(typed: str, index: Facets, among: FrozenBitMap) -> Answers:
    question = question_of(typed, index)
    if question.readings:
        read = _answers(index, question, question.rest, among)
        if read.claims & among or read.shown:
            return replace(read, shown=_best_first(read, among))
    plain = Question((), question.plain, question.plain, frozenset())
    found = _answers(index, plain, plain.rest, among)
    if found.shown or not plain.rest:
        return found
    # The word that is still being typed: only the last may be a beginning.
    last = plain.rest.phrases[-1]
    held = [is_held(replace(plain.rest, phrases=(phrase,)), unfinished=phrase == last) for phrase in plain.rest.phrases]
    known = {phrase for phrase, is_known in zip(plain.rest.phrases, held, strict=True) if is_known}
    unknown = tuple(word for word, is_known in zip(question.words, held, strict=True) if not is_known)
    partial = _partial(index, [question, plain] if question.readings else [plain], known, among)
    found = partial or found
    named = [each for each in question.readings if each.filter == "organization" and each not in found.readings]
    return replace(found, unknown=unknown, named=tuple(named))


def _answers(index: Facets, question: Question, words: Query, among: FrozenBitMap) -> Answers:
    passing = question.claims(index)
    if not words:
        return Answers(question, passing, words)
    found = hits_of(words)
    # Where there are too many to rank all, those that filters let through are looked up anew: none of them is missed.
    if found.capped and question.readings:
        found = hits_among(found, passing)
    claims = FrozenBitMap(found.ids) & passing
    # Other filters narrow it too: the best 2,000 of all may hold none of what passes.
    if found.capped and len(among) < len(index.claims):
        found = hits_among(found, passing & among)
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
        held = replace(question.rest, phrases=tuple(phrase for phrase in question.rest.phrases if phrase in known))
        for words in (held, replace(held, any_of=True)) if held else ():
            found = _answers(index, question, words, among)
            if found.shown:
                if words.any_of:  # “Rohingya refugees” of refugees everywhere: what few claims say is what was meant
                    shown = FrozenBitMap(found.shown)
                    few = rarest(words, shown & questions[0].claims(index) or shown)
                    found = replace(found, shown=tuple(sorted(found.shown, key=lambda pk: pk not in few)))
                return replace(found, shown=_best_first(found, among), is_partial=True)
        if len({reading.filter for reading in question.readings}) > 1 or (question.readings and not held):
            found = _answers(index, replace(question, rest=Query()), Query(), among)
            if found.claims & among:
                return replace(found, shown=_best_first(found, among), is_partial=True)
    return None


def _best_first(found: Answers, among: FrozenBitMap) -> tuple[int, ...] | None:
    """The answers with the preferred words in their titles first; of roles the latest, or which are asked for.

    One query where they are few.
    """
    passing = found.claims & among if found.shown is None else found.shown
    if len(passing) > MAX_PREFERRED or (found.question.order in BESIDE and found.shown):
        return found.shown
    preferred = found.question.preferred
    of_roles = {kind for reading in found.readings for kind in reading.kinds} == {kinds.ROLE.name}
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
        for pk, *said in rows:
            held[pk] += sum(_names(organizations, pk, text) for text in said)
    turns = turns_of([Titled(*row) for row in rows], found.question.order, held) if of_roles else {}
    places = {pk: place for place, pk in enumerate(passing)}
    return tuple(sorted(held, key=lambda pk: (-held[pk], turns.get(pk, 0), places[pk])))


def _names(organizations: Iterable[Reading], claim: int, text: str) -> int:
    """How many of the organizations that were asked for together a text of a claim of another one names."""
    terms = f" {indexed(text)} "
    others = (each for each in organizations if claim not in each.claims)
    return sum(f" {indexed(each.stretch)} " in terms for each in others)


def every_answer(typed: str, index: Facets, among: FrozenBitMap) -> FrozenBitMap:
    """The claims that answer, all of them and in no order."""
    found = answers_to(typed, index, among)
    return found.question.claims(index) & every_of(found.query) if found.capped else found.claims


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
    words = None if found.is_partial else found.query
    names = names_in(found.question, words) or (names_in(question_of(found.meant, index)) if found.meant else [])
    return names or [Name(each.value, each.filter, each.url, each.language) for each in found.named][:MAX_NAMES]


def names_in(question: Question, words: Query | None = None) -> list[Name]:
    """The organizations, people, eras and themes that are named by all that was typed, or by words that are no filter.

    `words` are these as they were looked for, where the last of them was unfinished. Beside kinds and years, which ask
    for claims, only people are named. Two queries where there are such words.
    """
    filters = {reading.filter for reading in question.readings}
    named = [Name(each.value, each.filter, each.url, each.language) for each in question.readings if each.url]
    if not question.rest:
        return named[:MAX_NAMES] if len(filters) == 1 else []
    named_in = (kinds.ROLE.name,) if filters & {"kind", "years"} else (kinds.INTRODUCTION.name, kinds.ROLE.name)
    titled = first_titled(words or question.rest, LOOKED_AT)
    people = PublishedClaim.objects.filter(pk__in=titled, kind__in=named_in)
    found: dict[str, Name] = {}
    for claim in sorted(people.select_related("organization", "person"), key=lambda claim: titled.index(claim.pk)):
        named_by = claim.person or claim.organization
        kind = "person" if claim.person else "organization"
        language = UNKNOWN if claim.person else claim.organization.language
        found.setdefault(named_by.get_absolute_url(), Name(str(named_by), kind, named_by.get_absolute_url(), language))
    return list(found.values())[:MAX_NAMES]
