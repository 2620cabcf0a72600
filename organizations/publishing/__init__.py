"""What changes the published state: verbs, each one transaction; and the projection that they keep."""

from organizations.publishing.editions import (
    PublishedSlugTaken,
    SupersededRevision,
    publish,
    publish_dossiers,
    publish_revision,
    taken_slugs,
    withdraw,
)
from organizations.publishing.links import check_links, entries_by_link, published_sources_of
from organizations.publishing.rebuilding import rebuild_facets, rebuild_relations, rebuild_search, rebuild_sources
from organizations.publishing.redirects import known_as, redirect_target
from organizations.publishing.status import (
    Standing,
    has_unpublished_changes,
    standing_of,
    unpublished_organizations,
    vocabulary_differences,
    vocabulary_has_unpublished_changes,
    with_standing,
)
from organizations.publishing.vocabulary import publish_vocabulary, vocabulary_version
from organizations.publishing.workflow import NothingToPublish, cancel, run_due_schedules, schedule, send_back, submit

__all__ = [
    "NothingToPublish",
    "PublishedSlugTaken",
    "Standing",
    "SupersededRevision",
    "cancel",
    "check_links",
    "entries_by_link",
    "has_unpublished_changes",
    "known_as",
    "publish",
    "publish_dossiers",
    "publish_revision",
    "publish_vocabulary",
    "published_sources_of",
    "rebuild_facets",
    "rebuild_relations",
    "rebuild_search",
    "rebuild_sources",
    "redirect_target",
    "run_due_schedules",
    "schedule",
    "send_back",
    "standing_of",
    "submit",
    "taken_slugs",
    "unpublished_organizations",
    "vocabulary_differences",
    "vocabulary_has_unpublished_changes",
    "vocabulary_version",
    "with_standing",
    "withdraw",
]
