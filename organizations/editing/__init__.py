"""Verbs that change the working copy: recording, checking, positions, and the locks that all writers take."""

from organizations.editing.checkups import check_up_all
from organizations.editing.locks import locked
from organizations.editing.recording import record_changes, recorded
from organizations.editing.revisions import ChangedMeanwhile, record, version_of

__all__ = ["ChangedMeanwhile", "check_up_all", "locked", "record", "record_changes", "recorded", "version_of"]
