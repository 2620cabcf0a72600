"""The claims of a published dossier as its pages show them: read by one query, marked, dated, put in sections."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache as once
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from pyroaring import FrozenBitMap

from organizations.dossier import kinds
from organizations.dossier.document import Dossier, Role
from organizations.drawing import Span, span_of
from organizations.models import Entry, Publication, PublicPerson, Term
from organizations.publishing import projection
from organizations.reading.facets import Facet, Facets, TermRow
from organizations.replicas import read_connection

# A template asks for claim["title"] before claim.title, some 500 times a page: what a dossier shows answers at once.


@dataclass(frozen=True, slots=True)
class Mark:
    """A theme or era of a claim: certain or only possible; `html` is the link that says so."""

    kind: str
    slug: str
    name: str
    certain: bool
    first_day: date | None
    last_day: date | None
    html: SafeString
    __getitem__ = object.__getattribute__


@dataclass(slots=True)
class ShownClaim:
    """A claim as the dossier page shows it."""

    kind: str
    key: str
    section: str
    title: str
    detail: str
    html: SafeString
    period: str
    country: str
    person_address: str
    days: tuple[date | None, ...]
    number: int = 0
    standing: str = ""
    marks: list[Mark] = field(default_factory=list)
    __getitem__ = object.__getattribute__

    @property
    def anchor(self) -> str:
        return kinds.anchor_of(self.kind, self.key)

    @property
    def links(self) -> SafeString:
        """Its themes and eras, one link after the other."""
        return SafeString(" ".join(mark.html for mark in self.marks))

    @property
    def permalink(self) -> SafeString:
        """The link to where it stands."""
        # A key is a slug: only the words need to be escaped.
        words = escape(self.title or self.detail)
        return SafeString(permalink_in(get_language() or "").format(anchor=self.anchor, words=words))

    def span(self, address: str = "", language: str = "") -> Span | None:
        """How it is drawn on a time axis, with a link into the page at the address; None where it is undated."""
        href = f"{address}#{self.anchor}"
        return span_of(
            *self.days, href=href, label=self.title, detail=self.detail, period=self.period, language=language
        )


@dataclass(slots=True)
class ShownSection:
    """A section as the dossier page shows it."""

    key: str
    kind: str
    heading: str
    claims: list[ShownClaim] = field(default_factory=list)
    __getitem__ = object.__getattribute__

    @property
    def text(self) -> ShownClaim | None:
        """What stands before its items."""
        return self._remark(f"{self.key}-text")

    @property
    def remark(self) -> ShownClaim | None:
        """What stands behind its items."""
        return self._remark(self.key)

    @property
    def items(self) -> list[ShownClaim]:
        return [claim for claim in self.claims if claim.kind != kinds.REMARK.name]

    def _remark(self, key: str) -> ShownClaim | None:
        found = (claim for claim in self.claims if claim.kind == kinds.REMARK.name and claim.key == key)
        return next(found, None)


def claims_of(publication: Publication) -> list[ShownClaim]:
    """The published claims of a dossier with their marks, in its order, by one query."""
    with read_connection().cursor() as cursor:
        cursor.execute(claims_sql(), [publication.pk])
        rows = cursor.fetchall()
    claims: dict[tuple[str, str], ShownClaim] = {}
    numbers: dict[str, int] = {}
    language = get_language() or ""
    for kind, key, section, title, detail, html, period, country, person, *rest in rows:
        claim = claims.get((kind, key))
        if claim is None:
            numbers[kind] = numbers.get(kind, 0) + 1
            # The HTML was made safe when it was published.
            safe = mark_safe(html)  # noqa: S308
            days = tuple(map(day, rest[4:8]))
            address = address_of_person(person) if person else ""
            claim = ShownClaim(
                kind,
                key,
                section,
                title,
                detail,
                safe,
                period,
                country,
                address,
                days,
                numbers[kind],
            )
            claims[kind, key] = claim
        if rest[0]:
            claim.marks.append(mark_of(*rest[:4], *rest[8:], language))
    return list(claims.values())


def claims_of_dossier(dossier: Dossier, terms: Iterable[Term]) -> list[ShownClaim]:
    """The claims of a dossier that is not, or no longer, published, marked with the eras and themes of today."""
    people = {
        item.person: PublicPerson(slug=item.person, name=item.name)
        for _section, item in dossier.items()
        if isinstance(item, Role)
    }
    listed = list(terms)
    themes = {term.slug: term for term in listed if term.kind == Term.Kind.THEME}
    eras = [term for term in listed if term.kind == Term.Kind.ERA]
    language = get_language() or ""
    numbers: dict[str, int] = {}
    shown = []
    for claim in projection.claims_of(dossier, people):
        entry = claim.entry
        claim.themes = tuple(slug for slug in claim.themes if slug in themes)
        numbers[entry.kind] = numbers.get(entry.kind, 0) + 1
        marks = [
            mark_of(term.kind, term.slug, term.name, certain, term.first_day, term.last_day, language)
            for term, certain in sorted(projection.marks_of(claim, themes, eras), key=_place_of_mark)
        ]
        shown.append(
            ShownClaim(
                entry.kind,
                entry.key,
                entry.section,
                entry.title,
                entry.detail,
                mark_safe(entry.html),  # noqa: S308 - made safe as when it is published
                entry.period,
                entry.country,
                entry.person.get_absolute_url() if entry.person else "",
                (entry.earliest, entry.latest, entry.sure_start, entry.sure_end),
                numbers[entry.kind],
                marks=marks,
            )
        )
    return shown


def _place_of_mark(mark: tuple[Term, bool]) -> tuple[str, int]:
    return (mark[0].kind, mark[0].position)


def day(found: date | str | None) -> date | None:
    """A day as a database's own driver gives it: SQLite's are text."""
    return date.fromisoformat(found) if isinstance(found, str) else found


@lru_cache(maxsize=1000)
def mark_of(
    kind: str, slug: str, name: str, certain: bool, first: date | str | None, last: date | str | None, language: str
) -> Mark:
    """A mark, its link written once for all claims that carry it; `language` is the one that is spoken now."""
    address = reverse(f"organizations:{kind}_detail", args=[slug])
    link = {"kind": kind, "name": name, "certain": certain, "address": address}
    html = render_to_string("organizations/_mark.html", {"mark": link})
    return Mark(kind, slug, name, certain, day(first), day(last), html)


@lru_cache(maxsize=100)
def permalink_in(language: str) -> str:
    """A permalink in the language that is spoken now, written once, with {anchor} and {words} to put into it."""
    return render_to_string("organizations/_permalink.html", {"anchor": "{anchor}", "words": "{words}"})


@lru_cache(maxsize=4096)
def address_of_person(slug: str) -> str:
    """Where the page of a person is."""
    return reverse("organizations:person_detail", args=[slug])


@once
def claims_sql() -> str:
    """Asks for the claims of a publication; written by Django once, which takes longer than the database's answer."""
    rows = (
        Entry.objects.filter(publication=0)
        .order_by("position", "marks__term__kind", "marks__term__position")
        .values_list(
            "kind",
            "key",
            "section",
            "title",
            "detail",
            "html",
            "period",
            "country",
            "person__slug",
            "marks__term__kind",
            "marks__term__slug",
            "marks__term__name",
            "marks__certain",
            "earliest",
            "latest",
            "sure_start",
            "sure_end",
            "marks__term__first_day",
            "marks__term__last_day",
        )
    )
    sql, _parameters = rows.query.sql_with_params()
    return sql


def index_of(claims: Iterable[ShownClaim]) -> Facets:
    """The claims of one page as an index of their own, to be filtered and counted as all are: a key is a place."""
    terms: dict[tuple[str, str], TermRow] = {}
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        places[Facet.KIND, claim.kind].append(place)
        if not claim.period:
            places[Facet.UNDATED, ""].append(place)
        for mark in claim.marks:
            row = TermRow(len(terms), mark.kind, mark.slug, mark.name, "", mark.first_day, mark.last_day)
            term = terms.setdefault((mark.kind, mark.slug), row)
            places[Facet.CERTAIN if mark.certain else Facet.POSSIBLE, str(term.pk)].append(place)
    columns = {key: FrozenBitMap(found) for key, found in places.items()}
    return Facets("", tuple(terms.values()), columns)


def sections_of(publication: Publication, claims: Iterable[ShownClaim]) -> list[ShownSection]:
    """The outline of a dossier, filled with claims."""
    sections = {each["key"]: ShownSection(**each) for each in publication.outline}
    for claim in claims:
        if claim.section:
            sections[claim.section].claims.append(claim)
    return list(sections.values())
