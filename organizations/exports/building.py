"""Published rows as the records of data, with whole addresses."""

from collections.abc import Iterable

from organizations.dossier.kinds import SOURCE, anchor_of
from organizations.exports.records import (
    Citation,
    Claim,
    ClaimTag,
    KeptCopy,
    Office,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Related,
    RelatedClaim,
    Source,
    Tag,
)
from organizations.models import PublishedClaim, PublishedPerson, PublishedSource, PublishedTag, SourceCopy
from organizations.models.urls import url_of
from organizations.publishing.relations import Group
from organizations.reading.records import WholeClaim, WholeOrganization

Marked = Iterable[tuple[str, str, str, bool]]
"""The tags of a claim: kind, slug, name, and whether it certainly has them."""


MAX_URLS = 1000


class Builder:
    """Makes records whose addresses begin with the origin of a site: "https://dossiers.example.org"."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._urls: dict[tuple[str, str], str] = {}

    def url(self, name: str, slug: str) -> str:
        """The whole address of the page of that name."""
        # Most claims that follow one another are of one organization; a bulk file has those of a hundred thousand.
        found = self._urls.get((name, slug))
        if found is None:
            if len(self._urls) > MAX_URLS:
                self._urls.clear()
            found = self._urls[name, slug] = self.origin + url_of(name, slug)
        return found

    def edition_url(self, slug: str, number: int) -> str:
        """Where a dossier says for good what one of its editions says."""
        # Put together by hand: `reverse` takes longer than all else of a claim, and a bulk file has a million.
        return f"{self.url('organization_detail', slug)}editions/{number}/"

    def claim(self, claim: WholeClaim, tags: Marked) -> Claim:
        """A claim with its tags."""
        owner, evidence = claim.owner, claim.evidence
        page, anchor = self.url("organization_detail", owner.slug), anchor_of(claim.kind, claim.key)
        return Claim(
            type=claim.kind,
            key=claim.key,
            url=f"{page}#{anchor}",
            organization=OrganizationName(owner.slug, owner.name, owner.acronym, page),
            edition=owner.edition,
            edition_url=f"{self.edition_url(owner.slug, owner.edition)}#{anchor}",
            language=owner.language,
            section=claim.section,
            title=claim.title,
            detail=claim.detail,
            subheading=claim.subheading,
            text=claim.text,
            period=claim.period,
            country=claim.country,
            person=PersonName(*claim.person, self.url("person_detail", claim.person[0])) if claim.person else None,
            tags=[ClaimTag(*tag) for tag in tags],
            sources=[
                Citation(source, role, f"{page}#{anchor_of(SOURCE.name, source)}")
                for source, role in evidence.get("uses", ())
            ],
            register=evidence.get("register", ""),
            as_of=evidence.get("as_of", ""),
            needs_citation=evidence.get("needs_citation", False),
            sourced=evidence.get("sourced", False),
        )

    def organization(self, found: WholeOrganization) -> Organization:
        """An organization."""
        owner = found.owner
        return Organization(
            slug=owner.slug,
            name=owner.name,
            acronym=owner.acronym,
            url=self.url("organization_detail", owner.slug),
            title=found.title,
            headline=found.headline,
            summary=found.summary,
            founded=found.founded,
            headquarters=found.headquarters,
            country=found.country,
            language=owner.language,
            edition=owner.edition,
            edition_url=self.edition_url(owner.slug, owner.edition),
            published_at=found.published_at,
            claims=found.claims,
        )

    def tag(self, tag: PublishedTag, *, certain: int, possible: int) -> Tag:
        """An era or theme, with how many claims have it."""
        return Tag(
            kind=tag.kind,
            slug=tag.slug,
            name=tag.name,
            url=self.url(f"{tag.kind}_detail", tag.slug),
            description=tag.description,
            period=tag.period,
            first_day=tag.first_day,
            last_day=tag.last_day,
            certain=certain,
            possible=possible,
        )

    def office(self, role: PublishedClaim) -> Office:
        """The office of a role."""
        owner = role.organization
        page, anchor = self.url("organization_detail", owner.slug), anchor_of(role.kind, role.key)
        return Office(owner.slug, owner.name, role.detail, role.period, f"{page}#{anchor}", owner.language)

    def person(self, person: PublishedPerson, offices: Iterable[Office]) -> Person:
        """A person, with the offices that they hold."""
        held, profile = list(offices), person.profile
        return Person(
            slug=person.slug,
            name=person.name,
            filed_as=person.filed_as,
            letter=person.letter,
            url=self.url("person_detail", person.slug),
            born=person.born,
            died=person.died,
            biography=profile.get("biography", ""),
            picture=self.origin + person.picture_url if person.picture_url else "",
            picture_text=profile.get("picture_text", ""),
            picture_credit=profile.get("picture_credit", ""),
            roles=len(held),
            offices=held,
        )

    def related(self, groups: Iterable[Group]) -> list[Related]:
        """The organizations that one is related to."""
        return [
            Related(
                group["kind"],
                OrganizationName(
                    other["slug"], other["name"], other["acronym"], self.url("organization_detail", other["slug"])
                ),
                other["note"],
                [
                    RelatedClaim(f"{self.url('organization_detail', claim['slug'])}#{claim['anchor']}", claim["title"])
                    for claim in other["claims"]
                ],
            )
            for group in groups
            for other in group["organizations"]
        ]

    def source(self, source: PublishedSource) -> Source:
        """A source."""
        return Source(
            slug=source.slug, url=self.url("source_detail", source.slug), text=source.text, claims=source.claims
        )

    def copy(self, copy: SourceCopy) -> KeptCopy:
        """A copy of a source."""
        url = self.origin + copy.get_absolute_url()
        return KeptCopy(url, copy.name, copy.type, copy.size, copy.sha256, copy.rights)
