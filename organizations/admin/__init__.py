"""The admin: where editors change the working copy and publishers show it to readers."""

from organizations.admin.records import (
    claims,
    contributions,
    copies,
    organizations,
    people,
    relations,
    revisions,
    sections,
    sources,
    vocabulary,
)

__all__ = [
    "claims",
    "contributions",
    "copies",
    "organizations",
    "people",
    "relations",
    "revisions",
    "sections",
    "sources",
    "vocabulary",
]
