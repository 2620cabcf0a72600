"""The records that data is made of, as JSON has them; `cells` of each is its row of a CSV file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, Any

from pydantic import Field

from organizations.dossier.kinds import PUBLISHED
from organizations.dossier.period import Period
from organizations.dossier.relations import RelationKind

Cells = Sequence[Any]
"""A row of a CSV file; a cell that is None is empty."""


def _one_of(*values: str) -> Any:
    return Field(json_schema_extra={"enum": list(values)})


TagKind = Annotated[str, _one_of("era", "theme")]


class Record:
    """What a list of data holds."""

    __slots__ = ()

    @classmethod
    def columns(cls) -> Sequence[str]:
        """The names of its cells."""
        return [each.name for each in fields(cls)]  # type: ignore[arg-type]  # every record is a dataclass

    def cells(self) -> Cells:
        """Its row of a CSV file."""
        return [getattr(self, name) for name in self.columns()]


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """Whose a claim is."""

    slug: str
    name: str
    acronym: str
    url: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """Who holds a role."""

    slug: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ClaimTag:
    """An era or theme of a claim: certain, or only possible."""

    kind: TagKind
    slug: str
    name: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that a claim cites, and what it does for it: supports, disputes, …; `url` is its place on the page."""

    key: str
    role: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """A published claim. `url` is where it stands now, `edition_url` where it says what it says now for good.

    `period` holds its words, EDTF, and the first and last day of its start and of its end; `register` is how it is
    said ("fact", "assessment", …), `sourced` whether it stands on a source that names a work.
    """

    type: Annotated[str, _one_of(*(kind.name for kind in PUBLISHED))]
    key: str
    url: str
    organization: OrganizationName
    edition: int
    edition_url: str
    language: str
    section: str
    title: str
    detail: str
    subheading: str
    text: str
    period: Period | None
    country: str
    person: PersonName | None
    tags: list[ClaimTag]
    sources: list[Citation]
    register: str
    as_of: str
    needs_citation: bool
    sourced: bool

    @classmethod
    def columns(cls) -> Sequence[str]:
        """Its fields laid flat; tags and sources are slugs and keys, separated by spaces."""
        return [*_BEFORE_PERIOD, *_OF_PERIOD, "person", "person_name", *_TAGS, "sources", *_BEHIND_SOURCES]

    def cells(self) -> Cells:
        tags: dict[str, list[str]] = {name: [] for name in _TAGS}
        for tag in self.tags:
            tags["themes" if tag.kind == "theme" else "eras" if tag.certain else "possible_eras"].append(tag.slug)
        return [
            *_before_period(self),
            *(_of_period(self.period) if self.period else _NO_PERIOD),
            *((self.person.slug, self.person.name) if self.person else (None, None)),
            *map(" ".join, tags.values()),
            " ".join(f"{each.key}:{each.role}" for each in self.sources),
            *_behind_sources(self),
        ]


_BEFORE_PERIOD = {
    **{name: name for name in ("type", "key", "url")},
    "organization": "organization.slug",
    "organization_name": "organization.name",
    **{name: name for name in ("edition", "edition_url", "language", "section", "title", "detail", "subheading")},
    **{name: name for name in ("text", "country")},
}
_OF_PERIOD = {"period": "words"} | {each.name: each.name for each in fields(Period) if each.name != "words"}
_NO_PERIOD = [None] * len(_OF_PERIOD)
_TAGS = ("themes", "eras", "possible_eras")
_BEHIND_SOURCES = ("register", "as_of", "needs_citation", "sourced")

# One call for many fields: there are millions of claims.
_before_period = attrgetter(*_BEFORE_PERIOD.values())
_of_period = attrgetter(*_OF_PERIOD.values())
_behind_sources = attrgetter(*_BEHIND_SOURCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Record):
    """A published organization; `claims` is how many its dossier holds."""

    slug: str
    name: str
    acronym: str
    url: str
    title: str
    headline: str
    summary: str
    founded: int | None
    headquarters: str
    country: str
    language: str
    edition: int
    edition_url: str
    published_at: datetime
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Record):
    """A published era or theme; how many claims have it certainly, and how many possibly."""

    kind: TagKind
    slug: str
    name: str
    url: str
    description: str
    period: str
    first_day: date | None
    last_day: date | None
    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody holds: in which organization (by slug and name), when, in words; `url` is its claim.

    `language` is that of the words, which are those of its dossier.
    """

    organization: str
    organization_name: str
    office: str
    period: str
    url: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody who holds so many roles in published dossiers.

    `filed_as` is how a list has the name, what it is filed under before a comma: where no editor says it, a guess.
    `letter` is empty for a script that has too many; `offices` are the latest first. `picture` is an address.
    """

    slug: str
    name: str
    filed_as: str
    letter: str
    url: str
    born: Period | None
    died: Period | None
    biography: str
    picture: str
    picture_text: str
    picture_credit: str
    roles: int
    offices: list[Office]

    @classmethod
    def columns(cls) -> Sequence[str]:
        """Its fields laid flat; organizations are slugs, separated by spaces."""
        return list(_PERSON_CELLS)

    def cells(self) -> Cells:
        return [cell(self) for cell in _PERSON_CELLS.values()]


_PERSON_CELLS: dict[str, Callable[[Person], Any]] = {
    **{name: attrgetter(name) for name in ("slug", "name", "filed_as", "letter", "url", "roles")},
    "organizations": lambda person: " ".join(dict.fromkeys(office.organization for office in person.offices)),
    "born": lambda person: person.born and person.born.words,
    "born_edtf": lambda person: person.born and person.born.edtf,
    "died": lambda person: person.died and person.died.words,
    "died_edtf": lambda person: person.died and person.died.edtf,
    **{name: attrgetter(name) for name in ("biography", "picture", "picture_text", "picture_credit")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A source that so many published claims cite; `text` is its entry as one of the dossiers has it."""

    slug: str
    url: str
    text: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Record):
    """How many claims a theme has in an era, certainly and possibly.

    Without a theme they are those of all claims; the era is also "undated", or none for claims of any time.
    """

    theme: str
    theme_name: str
    era: str
    era_name: str
    certain: int
    possible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Record):
    """A published edition of a dossier."""

    number: int
    url: str
    published_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a filter: how many records it would show, and how many of these are in an era only possibly."""

    value: str
    name: str
    count: int
    possible: int


@dataclass(frozen=True, slots=True)
class ReadWords:
    """Words of a question that were read as a filter, and its value in words; `without` is the question without it."""

    filter: str
    value: str
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Question:
    """How a question was understood: the filters that were read out of its words, and how claims hold the others.

    They hold only most of them where it is `partial`; `corrected` is what is answered in place of a misspelt one.
    """

    filters: list[ReadWords]
    partial: bool
    corrected: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """An entry of the list of sources of a dossier, as it is written."""

    key: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy of a source that anyone may read, as the site keeps it: its media type, its size in bytes, whose it is."""

    url: str
    name: str
    type: str
    size: int
    sha256: str
    rights: str


@dataclass(frozen=True, slots=True)
class RelatedClaim:
    """A claim that says a relation."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Related:
    """An organization that a dossier's is related to: what it is to that, by which claims, with a note of editors.

    Of one kind at most twelve are told, without claims where only editors say it.
    """

    kind: Annotated[str, _one_of(*RelationKind)]
    organization: OrganizationName
    note: str
    claims: list[RelatedClaim]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of a dossier without what stands in it."""

    key: str
    kind: str
    heading: str


@dataclass(frozen=True, slots=True)
class QueryError:
    """What is wrong with a parameter of an address."""

    parameter: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no answer, as RFC 9457 has it; `errors` are of the query's parameters."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[QueryError]
