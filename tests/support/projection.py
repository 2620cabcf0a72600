"""What readers are shown of a dossier, row by row, and what its live revision says they should be."""

from typing import Any

from organizations.dossier.document import from_json
from organizations.models import PublishedClaim, PublishedOrganization, PublishedPerson, PublishedTag
from organizations.publishing.projection import claims_of, organization_columns, tags_of

COLUMNS = [each.attname for each in PublishedClaim._meta.concrete_fields if each.name not in ("id", "organization")]
Row = tuple[dict[str, Any], set[tuple[int, bool]]]


def shown(published: PublishedOrganization) -> list[Row]:
    """The claims in their order, each with its marks."""
    claims = published.claims.order_by("position").prefetch_related("claim_tags")
    return [(_columns(claim), {(tag.tag_id, tag.certain) for tag in claim.claim_tags.all()}) for claim in claims]


def projected(published: PublishedOrganization) -> list[Row]:
    """The same, made anew from the live revision. Fails where the publication's own columns are not those."""
    dossier = from_json(published.revision.data)
    columns = organization_columns(dossier, published.organization_id)
    assert columns == {name: getattr(published, name) for name in columns}
    people = {person.slug: person for person in PublishedPerson.objects.all()}
    themes = {tag.slug: tag for tag in PublishedTag.objects.themes()}
    eras = list(PublishedTag.objects.eras())
    return [
        (_columns(claim.row), {(tag.pk, certain) for tag, certain in tags_of(claim, themes, eras)})
        for claim in claims_of(dossier, people)
    ]


def _columns(claim: PublishedClaim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in COLUMNS}
