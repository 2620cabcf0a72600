"""A Dossier as published rows, unsaved: the columns of a PublishedOrganization, and a PublishedClaim for each claim."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from organizations.dossier import kinds
from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.document import AnyClaim, Dossier, Role, Section, SectionKind, Themed, period_of
from organizations.dossier.evidence.marks import Use
from organizations.dossier.evidence.standing import Coverage, coverage_by_section
from organizations.dossier.facts import FOUNDED, HEADQUARTERS, fact, years_in
from organizations.dossier.fields import Form, fields_of, naming_fields
from organizations.dossier.kinds import PublishedKind, kind_of
from organizations.dossier.period import Overlap, Period
from organizations.dossier.text.grammar import DEFAULT_HEADINGS
from organizations.markup import Rendered, render
from organizations.models import PublishedClaim, PublishedPerson, PublishedTag
from organizations.models.base import period_columns
from organizations.publishing.evidence import Publisher, shown_sources

SUMMARY_LENGTH = 300

OWN_COLUMNS = frozenset({"country", "subheading"})
"""Lines of an item that a published claim holds in a column of that name; the others are its detail."""


@dataclass(slots=True)
class Projected:
    """An unsaved claim with the slugs of its themes, its period, and the uses of sources in all of it."""

    row: PublishedClaim
    themes: tuple[str, ...] = ()
    period: Period | None = None
    uses: tuple[Use, ...] = ()


def sort_key(text: str) -> str:
    """Words in an order that no database's collation changes: without case and accents, at most 200 characters."""
    if text.isascii():
        return text.lower()[:200]
    # Decomposed, so that an accent is a character of its own that can be left out; casefold, as "ß" sorts with "ss".
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = plain if plain.isascii() else "".join(char for char in plain if not unicodedata.combining(char))
    return kept[:200]


def organization_columns(dossier: Dossier, organization: int | None = None) -> dict[str, Any]:
    """The columns of a PublishedOrganization that the dossier says.

    With the primary key of its organization, as it is published: its sources have pages of their own.
    """
    headquarters, coverage = fact(dossier, HEADQUARTERS), coverage_by_section(dossier)
    return {
        "name": dossier.name,
        "acronym": dossier.acronym,
        "sort_name": sort_key(dossier.name),
        "title": dossier.title,
        "headline": dossier.headline,
        "summary": summary(_rendered(dossier.introduction, Publisher(dossier)).text),
        "closing": dossier.closing,
        "language": dossier.language,
        # The first of several: "1945 (as a successor of the body of 1920)" begins with the one that is meant.
        "founded": next(iter(years_in(fact(dossier, FOUNDED))), None),
        "headquarters": headquarters,
        "country": country_of(headquarters),
        "outline": [outline_of(section, coverage.get(section.key)) for section in dossier.sections],
        "sourced_claims": sum(each.sourced for each in coverage.values()),
        "counted_claims": sum(each.total for each in coverage.values()),
        "sources": shown_sources(dossier, organization),
    }


COMMA = re.compile("[,،，、]")
"""Of Latin, Arabic and Chinese scripts."""


def country_of(headquarters: str) -> str:
    """The country at the end of "Geneva, Switzerland"; empty where what stands there is too long to be one."""
    country = COMMA.split(headquarters)[-1].strip(" .。")
    return country if len(country) <= MAX_NAME else ""


def outline_of(section: Section, coverage: Coverage | None) -> dict[str, object]:
    """A section without its items, as PublishedOrganization.outline holds it; how many are sourced where any is."""
    covered = {"coverage": [coverage.sourced, coverage.total]} if coverage and coverage.sourced else {}
    return covered | {
        "key": section.key,
        "kind": section.kind.value,
        "heading": section.heading or DEFAULT_HEADINGS[section.kind],  # notes that close a text have none
    }


def summary(text: str) -> str:
    """At most 300 characters, cut between words."""
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=4096)
def rendered(text: str) -> Rendered:
    """`render`, remembered: most claims of a dossier that is published again have not changed."""
    return render(text) if text else Rendered("", "")


def claims_of(dossier: Dossier, people: Mapping[str, PublishedPerson]) -> list[Projected]:
    """Every claim in the order of the dossier. `people` holds a PublishedPerson for every role's key."""
    claims = list(_claims(dossier, people, Publisher(dossier)))
    for position, claim in enumerate(claims):
        claim.row.position = position
    return claims


def _claims(dossier: Dossier, people: Mapping[str, PublishedPerson], publisher: Publisher) -> Iterator[Projected]:
    def text_claim(kind: PublishedKind, key: str, title: str, text: str, section: str = "") -> Projected:
        html = _rendered(text, publisher)._asdict()
        row = PublishedClaim(kind=kind.name, key=key, section=section, title=title, **html)
        uses = publisher.uses_in(text)
        if uses:
            row.evidence = {"uses": publisher.shown_uses(uses)}
        return Projected(row, uses=uses)

    if dossier.introduction:
        name = f"{dossier.name} ({dossier.acronym})" if dossier.acronym else dossier.name
        yield text_claim(kinds.INTRODUCTION, "introduction", name, dossier.introduction)
    for section in dossier.sections:
        if section.kind == SectionKind.SOURCES:
            continue
        if section.kind == SectionKind.OTHER:
            yield text_claim(kinds.SECTION, section.key, section.heading, section.text, section.key)
            continue
        if section.text:
            # Its own key beside the section's, which the closing remark has: both may stand in one section.
            yield text_claim(kinds.REMARK, f"{section.key}-text", section.heading, section.text, section.key)
        for item in section.items:
            yield _claim(item, section, people, publisher)
        if section.remark:
            yield text_claim(kinds.REMARK, section.key, section.heading, section.remark, section.key)


def _rendered(text: str, publisher: Publisher) -> Rendered:
    """A text with its marks; without a list of sources it is the same whatever the dossier, and remembered."""
    return publisher.rendered(text) if publisher.labels and text else rendered(text)


def _claim(item: AnyClaim, section: Section, people: Mapping[str, PublishedPerson], publisher: Publisher) -> Projected:
    words = _words(item, publisher)
    row = PublishedClaim(kind=kind_of(item, section.kind).name, key=item.key, section=section.key, **words)
    evidence = publisher.evidence_of(item)
    row.evidence = publisher.shown(item, evidence)
    if isinstance(item, Role):
        row.person = people[item.person]
    claim = Projected(row, item.themes if isinstance(item, Themed) else (), period_of(item), evidence.uses)
    _date(claim)
    return claim


def _words(item: AnyClaim, publisher: Publisher) -> dict[str, str]:
    """The columns that hold an item's words: what it is known by, its other lines, its paragraphs."""
    layout = _layout_of(type(item))
    return {
        "title": getattr(item, layout.title),
        "detail": " · ".join(filter(None, (getattr(item, name) for name in layout.others))),
        **{name: getattr(item, name) for name in layout.own},
        **_rendered("\n\n".join(filter(None, (getattr(item, name) for name in layout.prose))), publisher)._asdict(),
    }


class _Layout(NamedTuple):
    """The field that an item is known by; its other lines, apart those with a column of their own; its paragraphs."""

    title: str
    own: tuple[str, ...]
    others: tuple[str, ...]
    prose: tuple[str, ...]


def _layout(kind: type) -> _Layout:
    title = naming_fields(kind)[0]
    of_form = {form: [name for name, meta in fields_of(kind).items() if meta.form == form] for form in Form}
    lines = [name for name in of_form[Form.LINE] if name != title]
    own = tuple(name for name in lines if name in OWN_COLUMNS)
    prose = tuple(name for name in of_form[Form.PROSE] if name != "reply")  # it is part of the evidence
    return _Layout(title, own, tuple(name for name in lines if name not in own), prose)


_layout_of: Callable[[type], _Layout] = cache(_layout)


def _date(claim: Projected) -> None:
    for name, value in period_columns(claim.period).items():
        setattr(claim.row, name, value)
    if claim.period and claim.period.is_read:
        # A period that was not understood keeps its words and no days: it counts as undated, and falls into no era.
        claim.row.earliest, claim.row.latest = claim.period.reach
        claim.row.sure_start, claim.row.sure_end = claim.period.core


def tags_of(
    claim: Projected, themes: Mapping[str, PublishedTag], eras: Sequence[PublishedTag]
) -> list[tuple[PublishedTag, bool]]:
    """The tags of a claim, each with whether it is certain."""
    tags = [(themes[slug], True) for slug in claim.themes]
    for era in eras:
        if claim.period and era.first_day:
            overlap = claim.period.overlap(era.first_day, era.last_day)
            if overlap != Overlap.NONE:
                tags.append((era, overlap == Overlap.CERTAIN))
    return tags
