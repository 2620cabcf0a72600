"""The records: the working copy that editors change, and the published state that readers see."""

from organizations.models.checkup import Checkup
from organizations.models.claims import Intersection, PressurePoint, Program, TimelineEvent
from organizations.models.contributions import Contribution, ContributionSalt
from organizations.models.copies import SourceCopy
from organizations.models.facets import FacetChunk
from organizations.models.imports import ImportChoices, ImportDraft
from organizations.models.organization import Fact, Organization, Section
from organizations.models.people import Person, Role
from organizations.models.published import (
    PublishedOrganization,
    PublishedPerson,
    PublishedSearchRule,
    PublishedSlug,
    PublishedTag,
    SiteState,
)
from organizations.models.published_claims import PublishedClaim, PublishedClaimTag
from organizations.models.published_sources import Citation, PublishedCopy, PublishedSource
from organizations.models.relations import PublishedMention, PublishedRelation, Relation
from organizations.models.revisions import Revision
from organizations.models.search import IndexedWord, SearchRow
from organizations.models.sources import Source
from organizations.models.vocabulary import Era, RemovedTag, SearchRule, Theme
from organizations.models.workflow import Presence, PreviewKey, Review, Schedule, Withdrawal

__all__ = [
    "Checkup",
    "Citation",
    "Contribution",
    "ContributionSalt",
    "Era",
    "FacetChunk",
    "Fact",
    "ImportChoices",
    "ImportDraft",
    "IndexedWord",
    "Intersection",
    "Organization",
    "Person",
    "Presence",
    "PressurePoint",
    "PreviewKey",
    "Program",
    "PublishedClaim",
    "PublishedClaimTag",
    "PublishedCopy",
    "PublishedMention",
    "PublishedOrganization",
    "PublishedPerson",
    "PublishedRelation",
    "PublishedSearchRule",
    "PublishedSlug",
    "PublishedSource",
    "PublishedTag",
    "Relation",
    "RemovedTag",
    "Review",
    "Revision",
    "Role",
    "Schedule",
    "SearchRow",
    "SearchRule",
    "Section",
    "SiteState",
    "Source",
    "SourceCopy",
    "Theme",
    "TimelineEvent",
    "Withdrawal",
]
