"""Every sentence that code chooses, in the reader's language: the value gives a code and what its sentence names."""

from organizations.wording.checks import severity_name
from organizations.wording.sentences import sentence

__all__ = ["sentence", "severity_name"]
