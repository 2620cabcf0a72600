"""The index of organizations, and the dossier page."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache as once
from functools import lru_cache

from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organizations.census import Census, bits, census, publications_passing
from organizations.drawing import Era, Span, span_of, timeline
from organizations.filters import MarkFilter, PublicationFilter
from organizations.models import Entry, Publication, Term
from organizations.search import every
from organizations.views.listing import Choice, chips, choices, complaints_of, page_of
from organizations.views.pages import published_page, site_version

PER_PAGE = 25
SEARCHED_KINDS = (Entry.Kind.INTRODUCTION, Entry.Kind.FACT)

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
    person: str
    days: tuple[date | None, ...]
    number: int = 0
    marks: list[Mark] = field(default_factory=list)
    __getitem__ = object.__getattribute__

    @property
    def anchor(self) -> str:
        return f"{self.kind.replace('_', '-')}-{self.key}"

    @property
    def links(self) -> SafeString:
        """Its themes and eras, one link after the other."""
        return SafeString(" ".join(mark.html for mark in self.marks))

    @property
    def span(self) -> Span | None:
        """How it is drawn on a time axis; None where it is undated."""
        return span_of(*self.days, href=f"#{self.anchor}", label=self.title, detail=self.detail, period=self.period)

    def matches(self, eras: Sequence[str], themes: Sequence[str]) -> bool:
        """Whether the claim has one of the eras, if any are asked for, and one of the themes, likewise."""
        slugs = {(mark.kind, mark.slug) for mark in self.marks}
        in_era = not eras or any(("era", era) in slugs or (era == "undated" and not self.period) for era in eras)
        return in_era and (not themes or any(("theme", theme) in slugs for theme in themes))


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
        return [claim for claim in self.claims if claim.kind != Entry.Kind.REMARK]

    def _remark(self, key: str) -> ShownClaim | None:
        found = (claim for claim in self.claims if claim.kind == Entry.Kind.REMARK and claim.key == key)
        return next(found, None)


@published_page
def organization_list(request: HttpRequest) -> HttpResponse:
    """All published organizations: searched, filtered, sorted, paged."""
    counted = census(site_version())
    terms = list(Term.objects.all())
    countries = Counter(row.country for row in counted.publications.values() if row.country)
    filterset = PublicationFilter(request.GET, Publication.objects.all(), terms=terms, countries=sorted(countries))
    asked = filterset.asked
    words = asked.get("q", "")
    keys = publications_passing(counted, asked, holding_words(counted, words) if words else None)
    page, complaint = page_of(Paginator(keys, PER_PAGE), request.GET.get("page", ""))
    publications = Publication.objects.defer("outline").in_bulk(page.object_list)
    page.object_list = [publications[key] for key in page.object_list if key in publications]
    return render(
        request,
        "organizations/organization_list.html",
        {
            "page": page,
            "form": filterset.form,
            "words": words,
            "complaints": complaints_of(filterset, complaint),
            "chips": chips(request.GET, filterset, ("q", "theme", "era", "country")),
            "themes": [term for term in terms if term.kind == Term.Kind.THEME],
            "eras": [term for term in terms if term.kind == Term.Kind.ERA],
            "countries": choices(
                ((country, country) for country in sorted(countries)), countries, asked.get("country", [])
            ),
            "chosen_themes": asked.get("theme", []),
            "chosen_eras": asked.get("era", []),
            "sorts": PublicationFilter.base_filters["sort"].extra["choices"],
            "sort": request.GET.get("sort", "name"),
        },
    )


def holding_words(counted: Census, words: str) -> set[int]:
    """The publications that have the words in their introduction or in one fact, all of them: none is ranked."""
    return counted.owners_of(bits(every(words)) & counted.union("kind", SEARCHED_KINDS))


@published_page
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A dossier: all that its text says, in its order; narrowed by era and theme where asked."""
    try:
        publication = Publication.objects.get(slug=slug)
    except Publication.DoesNotExist as missing:
        raise Http404(_("There is no published dossier at this address.")) from missing
    claims = claims_of(publication)
    eras, themes, complaints = asked_marks(request, claims) if request.GET else ([], [], [])
    narrowed = bool(eras or themes)
    shown = [claim for claim in claims if claim.matches(eras, themes)] if narrowed else claims
    sections = sections_of(publication, shown)
    return render(
        request,
        "organizations/organization_detail.html",
        {
            "publication": publication,
            "introduction": next((claim for claim in shown if claim.kind == Entry.Kind.INTRODUCTION), None),
            "sections": [section for section in sections if section.claims] if narrowed else sections,
            "narrowed": narrowed,
            "shown": len(shown),
            "all": len(claims),
            "eras": mark_choices(claims, Term.Kind.ERA, eras),
            "themes": mark_choices(claims, Term.Kind.THEME, themes),
            "complaints": complaints,
            "timeline": drawn(publication, shown),
        },
    )


def claims_of(publication: Publication) -> list[ShownClaim]:
    """The published claims of a dossier with their marks, in its order, by one query."""
    with connection.cursor() as cursor:
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
            claim = ShownClaim(
                kind, key, section, title, detail, safe, period, country, person or "", days, numbers[kind]
            )
            claims[kind, key] = claim
        if rest[0]:
            claim.marks.append(mark_of(*rest[:4], *rest[8:], language))
    return list(claims.values())


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


def drawn(publication: Publication, claims: Sequence[ShownClaim]) -> SafeString:
    """The events and the terms of office of a dossier on one axis, as SVG; empty where nothing is dated."""
    eras = {mark.slug: mark for claim in claims for mark in claim.marks if mark.kind == Term.Kind.ERA}
    dated = [(claim, span) for claim in claims if (span := claim.span)]
    picture = timeline(
        [span for claim, span in dated if claim.kind == Entry.Kind.EVENT],
        [Era(mark.name, mark.first_day, mark.last_day) for mark in eras.values() if mark.first_day],
        [span for claim, span in dated if claim.kind == Entry.Kind.ROLE],
        localdate(),
        since=publication.founded,
    )
    # Every word in it was escaped when it was drawn.
    return mark_safe(picture)  # noqa: S308


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


def sections_of(publication: Publication, claims: Iterable[ShownClaim]) -> list[ShownSection]:
    """The outline of a dossier, filled with claims."""
    sections = {each["key"]: ShownSection(**each) for each in publication.outline}
    for claim in claims:
        if claim.section:
            sections[claim.section].claims.append(claim)
    return list(sections.values())


def asked_marks(request: HttpRequest, claims: Iterable[ShownClaim]) -> tuple[list[str], list[str], list[str]]:
    """The eras and themes asked for, and what was wrong with them."""
    found = {(mark.kind, mark.slug): mark.name for claim in claims for mark in claim.marks}
    terms = [Term(kind=kind, slug=slug, name=name) for (kind, slug), name in found.items()]
    filterset = MarkFilter(request.GET, terms=terms)
    complaints = complaints_of(filterset)
    asked = filterset.asked
    return asked.get("era", []), asked.get("theme", []), complaints


def mark_choices(claims: Iterable[ShownClaim], kind: str, chosen: Iterable[str]) -> list[Choice]:
    """The eras or themes that occur in a dossier, each with its number of claims, the most frequent first."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for claim in claims:
        for mark in claim.marks:
            if mark.kind == kind:
                names[mark.slug] = mark.name
                counts[mark.slug] = counts.get(mark.slug, 0) + 1
    return choices(names.items(), counts, chosen)
