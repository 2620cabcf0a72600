"""The whole site in one archive: written while others save, on either database, and restored into an empty site."""

from organizations.backup.archive import BackupError, Progress
from organizations.backup.restoring import restore
from organizations.backup.writing import write_backup

__all__ = ["BackupError", "Progress", "restore", "write_backup"]
