"""Whether readers see what editors see: the working copy against the published state."""

from collections.abc import Sequence

from organizations.dossier.document import from_json
from organizations.models import Organization, Publication, Term
from organizations.publishing.vocabulary import terms_of_working_copy
from organizations.store import dump_dossiers


def has_unpublished_changes(organization: Organization) -> bool:
    """Whether the working copy says something else than the live revision, or was never published."""
    return bool(unpublished_organizations([organization]))


def unpublished_organizations(organizations: Sequence[Organization]) -> set[int]:
    """Primary keys of those that have unpublished changes, in a number of queries that does not grow."""
    working = dump_dossiers(organizations)
    live = {
        publication.organization_id: publication
        for publication in Publication.objects.filter(organization__in=organizations).select_related("revision")
    }
    return {
        organization.pk
        for organization in organizations
        if not (publication := live.get(organization.pk))
        or publication.slug != organization.slug
        or from_json(publication.revision.data) != working[organization.pk]
    }


def vocabulary_has_unpublished_changes() -> bool:
    """Whether eras or themes differ from what readers see."""
    columns = [field.attname for field in Term._meta.concrete_fields if not field.primary_key]
    working = {tuple(getattr(term, column) for column in columns) for term in terms_of_working_copy()}
    return working != set(Term.objects.values_list(*columns))
