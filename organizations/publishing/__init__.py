"""What changes the published state: verbs, each one transaction; and the projection that they keep."""

from organizations.publishing.recording import record_changes, recorded
from organizations.publishing.status import (
    has_unpublished_changes,
    unpublished_organizations,
    vocabulary_has_unpublished_changes,
)
from organizations.publishing.verbs import publish, publish_dossiers, publish_vocabulary, record

__all__ = [
    "has_unpublished_changes",
    "publish",
    "publish_dossiers",
    "publish_vocabulary",
    "record",
    "record_changes",
    "recorded",
    "unpublished_organizations",
    "vocabulary_has_unpublished_changes",
]
