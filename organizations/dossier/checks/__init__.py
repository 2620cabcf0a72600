"""Errors and warnings of a dossier: a table of checks, each a question to the value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from organizations.dossier.changes.compare import wording_of
from organizations.dossier.checks.check import Check, Severity
from organizations.dossier.checks.contents import CONTENTS
from organizations.dossier.checks.dates import DATES
from organizations.dossier.checks.evidence import EVIDENCE
from organizations.dossier.checks.form import FORM
from organizations.dossier.checks.tenures import TENURES
from organizations.dossier.document import Dossier
from organizations.dossier.messages import Detail, Message

__all__ = ["CHECKS", "Check", "Finding", "Severity", "check"]

_WORST_FIRST = list(Severity)

CHECKS: Mapping[str, Check] = {
    each.name: each
    for each in sorted(
        (*TENURES, *DATES, *CONTENTS, *EVIDENCE, *FORM), key=lambda each: _WORST_FIRST.index(each.severity)
    )
}
"""Every check by its name; errors come first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its name, the claim (kind in words, key, words), and what its sentence names.

    Of kind "dossier", without a key, where it is about no part of it.
    """

    check: str
    kind: str
    key: str
    text: str
    details: Mapping[str, Detail] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return CHECKS[self.check].severity

    @property
    def message(self) -> Message:
        """What is wrong and what to do, for an editor."""
        return Message(self.check, self.details)


def check(dossier: Dossier, today: date) -> list[Finding]:
    """All that the checks find, errors first."""
    return [
        Finding(each.name, kind, claim.key if claim else "", wording_of(claim) if claim else dossier.name, details)
        for each in CHECKS.values()
        for kind, claim, details in each.find(dossier, today)
    ]
