"""The claims of a published dossier as its pages show them: read by one query, marked, dated, put in sections."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache as once
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from pyroaring import FrozenBitMap

from organizations.dossier import kinds
from organizations.dossier.document import Dossier, Role
from organizations.dossier.languages import comma_of
from organizations.drawing import Span, span_of
from organizations.models import PublishedClaim, PublishedOrganization, PublishedPerson, PublishedTag
from organizations.models.urls import url_of
from organizations.publishing import projection
from organizations.publishing.evidence import ShownEvidence, facets_in
from organizations.reading.facets import Facet, Facets, Tag
from organizations.reading.prepared import Prepared, prepared, rows_for

# A template asks for claim["title"] before claim.title, some 500 times a page: what a dossier shows answers at once.


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A theme or era of a claim: certain or only possible; `html` is the link that says so."""

    kind: str
    slug: str
    name: str
    certain: bool
    first_day: date | None
    last_day: date | None
    html: SafeString
    # Where there is no such name it raises AttributeError, which Django's lookup takes as it takes a KeyError.
    __getitem__ = object.__getattribute__


@dataclass(slots=True)
class ShownClaim:
    """A claim as the dossier page shows it."""

    kind: str
    key: str
    section: str
    title: str
    detail: str
    subheading: str
    html: SafeString
    period: str
    country: str
    person_url: str
    days: tuple[date | None, ...]
    number: int = 0
    standing: str = ""
    evidence: ShownEvidence = field(default_factory=ShownEvidence)
    tags: list[ShownTag] = field(default_factory=list)
    __getitem__ = object.__getattribute__

    @property
    def anchor(self) -> str:
        return kinds.anchor_of(self.kind, self.key)

    def links(self, chosen: Collection[str]) -> SafeString:
        """Its themes and eras, one link after the other; those of the chosen slugs stand out."""
        return SafeString(
            " ".join(
                tag.html.replace('class="', 'class="chosen ', 1) if tag.slug in chosen else tag.html
                for tag in self.tags
            )
        )

    def span(self, url: str = "", language: str = "", *, with_detail: bool = False) -> Span | None:
        """How it is drawn on a time axis, with a link into the page at the address; None where it is undated."""
        label = comma_of(language).join(filter(None, (self.title, self.detail if with_detail else ""))) or self.detail
        return span_of(*self.days, href=f"{url}#{self.anchor}", label=label, period=self.period, language=language)


@dataclass(slots=True)
class ShownSection:
    """A section as the dossier page shows it; `coverage`: how many claims of how many are sourced, where any is."""

    key: str
    kind: str
    heading: str
    coverage: Sequence[int] = ()
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


def claims_of(published: PublishedOrganization) -> list[ShownClaim]:
    """The published claims of a dossier with their marks, in its order, by one query."""
    rows = rows_for(_claims_by_organization(), [published.pk])
    claims: dict[tuple[str, str], ShownClaim] = {}
    numbers: dict[str, int] = {}
    place = get_language() or "", get_script_prefix()
    # A row for each tag of a claim, as the join has them: all but the tag is the same in each.
    for kind, key, section, title, detail, subheading, html, period, country, person, evidence, *rest in rows:
        claim = claims.get((kind, key))
        if claim is None:
            numbers[kind] = numbers.get(kind, 0) + 1
            # The HTML was made safe when it was published.
            safe = mark_safe(html)  # noqa: S308
            days = tuple(map(day, rest[4:8]))
            url = url_of("person_detail", person) if person else ""
            claim = ShownClaim(
                kind,
                key,
                section,
                title,
                detail,
                subheading,
                safe,
                period,
                country,
                url,
                days,
                numbers[kind],
                evidence=value(evidence),
            )
            claims[kind, key] = claim
        if rest[0]:
            claim.tags.append(tag_of(*rest[:4], *rest[8:], place))
    return list(claims.values())


def claims_of_dossier(dossier: Dossier, vocabulary: Iterable[PublishedTag]) -> list[ShownClaim]:
    """The claims of a dossier that is not, or no longer, published, marked with the eras and themes of today."""
    people = {
        claim.person: PublishedPerson(slug=claim.person, name=claim.name)
        for _section, claim in dossier.items()
        if isinstance(claim, Role)
    }
    listed = list(vocabulary)
    themes = {each.slug: each for each in listed if each.kind == PublishedTag.Kind.THEME}
    eras = [each for each in listed if each.kind == PublishedTag.Kind.ERA]
    place = get_language() or "", get_script_prefix()
    numbers: dict[str, int] = {}
    shown = []
    for claim in projection.claims_of(dossier, people):
        row = claim.row
        # A theme of an old edition may be deleted since.
        claim.themes = tuple(slug for slug in claim.themes if slug in themes)
        numbers[row.kind] = numbers.get(row.kind, 0) + 1
        tags = [
            tag_of(each.kind, each.slug, each.name, certain, each.first_day, each.last_day, place)
            for each, certain in sorted(projection.tags_of(claim, themes, eras), key=_place_of_tag)
        ]
        shown.append(
            ShownClaim(
                row.kind,
                row.key,
                row.section,
                row.title,
                row.detail,
                row.subheading,
                mark_safe(row.html),  # noqa: S308 - made safe as when it is published
                row.period,
                row.country,
                row.person.get_absolute_url() if row.person else "",
                (row.earliest, row.latest, row.sure_start, row.sure_end),
                numbers[row.kind],
                evidence=row.evidence,
                tags=tags,
            )
        )
    return shown


def value(found: str | ShownEvidence) -> ShownEvidence:
    """Evidence as a database's own driver gives it: SQLite's JSON, and PostgreSQL's behind Django's, is text."""
    if found == "{}":  # of most claims: reading it takes longer
        return {}
    return json.loads(found) if isinstance(found, str) else found


def _place_of_tag(tag: tuple[PublishedTag, bool]) -> tuple[str, int]:
    return (tag[0].kind, tag[0].position)


def day(found: date | str | None) -> date | None:
    """A day as a database's own driver gives it: SQLite's are text."""
    return date.fromisoformat(found) if isinstance(found, str) else found


# Keyed by all that the link shows, name and days too: a tag that is renamed is another entry, and nothing has to be
# forgotten at a publish.
@lru_cache(maxsize=1000)
def tag_of(
    kind: str,
    slug: str,
    name: str,
    certain: bool,
    first: date | str | None,
    last: date | str | None,
    place: tuple[str, str],
) -> ShownTag:
    """A mark, its link written once for all claims that carry it; `place`: the language and url prefix of now."""
    link = {"kind": kind, "name": name, "certain": certain, "url": url_of(f"{kind}_detail", slug)}
    html = render_to_string("organizations/_tag.html", {"tag": link})
    return ShownTag(kind, slug, name, certain, day(first), day(last), html)


@once
def _claims_by_organization() -> Prepared:
    return prepared(
        PublishedClaim.objects.filter(organization__in=[0])
        .order_by("position", "claim_tags__tag__kind", "claim_tags__tag__position")
        .values_list(
            "kind",
            "key",
            "section",
            "title",
            "detail",
            "subheading",
            "html",
            "period",
            "country",
            "person__slug",
            "evidence",
            "claim_tags__tag__kind",
            "claim_tags__tag__slug",
            "claim_tags__tag__name",
            "claim_tags__certain",
            "earliest",
            "latest",
            "sure_start",
            "sure_end",
            "claim_tags__tag__first_day",
            "claim_tags__tag__last_day",
        )
    )


def index_of(claims: Iterable[ShownClaim]) -> Facets:
    """The claims of one page as an index of their own, to be filtered and counted as all are: a key is a place."""
    vocabulary: dict[tuple[str, str], Tag] = {}
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        places[Facet.KIND, claim.kind].append(place)
        if claim.days[0] is None:
            places[Facet.UNDATED, ""].append(place)
        for key in facets_in(claim.evidence):
            places[key].append(place)
        for tag in claim.tags:
            # Numbered as they come: the tags of an edition that is not published have no keys of their own.
            each = vocabulary.get((tag.kind, tag.slug))
            if each is None:
                each = Tag(len(vocabulary), tag.kind, tag.slug, tag.name, "", tag.first_day, tag.last_day)
                vocabulary[tag.kind, tag.slug] = each
            places[Facet.CERTAIN if tag.certain else Facet.POSSIBLE, str(each.pk)].append(place)
    bitmaps = {key: FrozenBitMap(found) for key, found in places.items()}
    return Facets("", tuple(vocabulary.values()), bitmaps)


def cited_by(claims: Iterable[ShownClaim]) -> dict[str, list[ShownClaim]]:
    """The claims that cite each source, by its key, in the order of the dossier."""
    found: defaultdict[str, list[ShownClaim]] = defaultdict(list)
    for claim in claims:
        for source in dict.fromkeys(source for source, _role in claim.evidence.get("uses", ())):
            found[source].append(claim)
    return found


def sections_of(published: PublishedOrganization, claims: Iterable[ShownClaim]) -> list[ShownSection]:
    """The outline of a dossier, filled with claims."""
    sections = {each["key"]: ShownSection(**each) for each in published.outline}
    for claim in claims:
        if claim.section:
            sections[claim.section].claims.append(claim)
    return list(sections.values())
