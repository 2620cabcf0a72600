"""A Dossier as published rows: the Publication's columns and an Entry a claim, with its themes and eras. Unsaved."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.document import Dossier, Event, Fact, Influence, Item, Point, Role, Section, SectionKind
from organizations.dossier.kinds import kind_of
from organizations.dossier.period import Overlap, Period
from organizations.dossier.snapshot import FOUNDED, HEADQUARTERS, fact, years_in
from organizations.markup import Rendered, render
from organizations.models import Entry, PublicPerson, Term
from organizations.models.base import period_columns

SUMMARY_LENGTH = 300


@dataclass(slots=True)
class Claim:
    """An unsaved entry with the slugs of its themes and its period."""

    entry: Entry
    themes: tuple[str, ...] = ()
    period: Period | None = None


def sort_key(words: str) -> str:
    """Words in an order that no database's collation changes: without case and accents, at most 200 characters."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))[:200]


def publication_columns(dossier: Dossier) -> dict[str, Any]:
    """The columns of a Publication that the dossier says."""
    headquarters = fact(dossier, HEADQUARTERS)
    return {
        "name": dossier.name,
        "acronym": dossier.acronym,
        "sort_name": sort_key(dossier.name),
        "title": dossier.title,
        "headline": dossier.headline,
        "summary": summary(rendered(dossier.introduction).text),
        "closing": dossier.closing,
        "language": dossier.language,
        "founded": next(iter(years_in(fact(dossier, FOUNDED))), None),
        "headquarters": headquarters,
        "country": country_of(headquarters),
        "outline": [outline_of(section) for section in dossier.sections],
    }


def country_of(headquarters: str) -> str:
    """The country at the end of "Geneva, Switzerland"; empty where what stands there is too long to be one."""
    country = headquarters.rpartition(",")[2].strip(" .")
    return country if len(country) <= MAX_NAME else ""


def outline_of(section: Section) -> dict[str, str]:
    """A section without its items, as Publication.outline holds it."""
    return {"key": section.key, "kind": section.kind.value, "heading": section.heading}


def summary(words: str) -> str:
    """At most 300 characters, cut between words."""
    if len(words) <= SUMMARY_LENGTH:
        return words
    return words[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=4096)
def rendered(text: str) -> Rendered:
    """`render`, remembered: most claims of a dossier that is published again have not changed."""
    return render(text) if text else Rendered("", "")


def claims_of(dossier: Dossier, people: Mapping[str, PublicPerson]) -> list[Claim]:
    """Every claim in the order of the dossier. `people` holds a PublicPerson for every role's key."""
    claims = list(_claims(dossier, people))
    for position, claim in enumerate(claims):
        claim.entry.position = position
    return claims


def _claims(dossier: Dossier, people: Mapping[str, PublicPerson]) -> Iterator[Claim]:
    if dossier.introduction:
        name = f"{dossier.name} ({dossier.acronym})" if dossier.acronym else dossier.name
        yield _text_claim(Entry.Kind.INTRODUCTION, "introduction", name, dossier.introduction)
    for section in dossier.sections:
        if section.kind == SectionKind.OTHER:
            yield _text_claim(Entry.Kind.SECTION, section.key, section.heading, section.text, section.key)
            continue
        if section.text:
            yield _text_claim(Entry.Kind.REMARK, f"{section.key}-text", section.heading, section.text, section.key)
        for item in section.items:
            yield _claim(item, section, people)
        if section.remark:
            yield _text_claim(Entry.Kind.REMARK, section.key, section.heading, section.remark, section.key)


def _text_claim(kind: Entry.Kind, key: str, title: str, text: str, section: str = "") -> Claim:
    return Claim(Entry(kind=kind, key=key, section=section, title=title, **rendered(text)._asdict()))


def _claim(item: Item, section: Section, people: Mapping[str, PublicPerson]) -> Claim:
    match item:
        case Fact():
            claim = Claim(Entry(title=item.label, detail=item.value))
        case Event():
            claim = Claim(_bodied(item), item.themes, item.period)
        case Role():
            entry = Entry(title=item.name, detail=item.title, country=item.country, person=people[item.person])
            claim = Claim(entry, period=item.period)
        case Influence():
            claim = Claim(Entry(title=item.label, detail=item.text))
        case Point():
            claim = Claim(_bodied(item), item.themes)
    claim.entry.kind = kind_of(item, section.kind).name
    claim.entry.key = item.key
    claim.entry.section = section.key
    _date(claim)
    return claim


def _bodied(item: Event | Point) -> Entry:
    return Entry(title=item.title, **rendered(item.body)._asdict())


def _date(claim: Claim) -> None:
    for name, value in period_columns(claim.period).items():
        setattr(claim.entry, name, value)
    if claim.period:
        claim.entry.earliest, claim.entry.latest = claim.period.reach
        claim.entry.sure_start, claim.entry.sure_end = claim.period.core


def marks_of(claim: Claim, themes: Mapping[str, Term], eras: Sequence[Term]) -> list[tuple[Term, bool]]:
    """The terms of a claim, each with whether it is certain."""
    marks = [(themes[slug], True) for slug in claim.themes]
    for era in eras:
        if claim.period and era.first_day:
            overlap = claim.period.overlap(era.first_day, era.last_day)
            if overlap != Overlap.NONE:
                marks.append((era, overlap == Overlap.CERTAIN))
    return marks
