"""The records: the working copy that editors change, and the published state that readers see."""

from organizations.models.checkup import Checkup
from organizations.models.claims import Intersection, PressurePoint, Program, TimelineEvent
from organizations.models.facets import FacetChunk
from organizations.models.organization import Fact, Organization, Section
from organizations.models.people import Person, Role
from organizations.models.published import (
    Entry,
    EntryTerm,
    Publication,
    PublicPerson,
    PublishedSlug,
    Revision,
    SiteState,
    Term,
)
from organizations.models.search import SearchRow
from organizations.models.vocabulary import Era, RemovedTerm, Theme
from organizations.models.workflow import Presence, PreviewKey, Review, Schedule, Withdrawal

__all__ = [
    "Checkup",
    "Entry",
    "EntryTerm",
    "Era",
    "FacetChunk",
    "Fact",
    "Intersection",
    "Organization",
    "Person",
    "Presence",
    "PressurePoint",
    "PreviewKey",
    "Program",
    "PublicPerson",
    "Publication",
    "PublishedSlug",
    "RemovedTerm",
    "Review",
    "Revision",
    "Role",
    "Schedule",
    "SearchRow",
    "Section",
    "SiteState",
    "Term",
    "Theme",
    "TimelineEvent",
    "Withdrawal",
]
