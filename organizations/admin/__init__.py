"""The admin: where editors change the working copy and publishers show it to readers."""

from organizations.admin import claims, frame, organization, people, revision, vocabulary

__all__ = ["claims", "frame", "organization", "people", "revision", "vocabulary"]
