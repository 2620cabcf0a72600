"""What a snapshot states of an organization: when it was founded, and where it sits."""

import re

from organizations.dossier.document import Dossier, Fact, SectionKind

FOUNDED = ("founded", "established", "created")
HEADQUARTERS = ("headquarters", "headquarter", "seat")
_YEAR = re.compile(r"\b(1[0-9]{3}|2[0-9]{3})\b")


def fact(dossier: Dossier, labels: tuple[str, ...]) -> str:
    """The value of the first snapshot fact that has one of the labels; empty without one."""
    section = dossier.of_kind(SectionKind.SNAPSHOT)
    facts = [claim for claim in section.items if isinstance(claim, Fact)] if section else []
    return next((claim.value for claim in facts if claim.label.casefold() in labels), "")


def years_in(words: str) -> list[int]:
    """The years that stand in words; of a founding the first is the organization's own."""
    return [int(year) for year in _YEAR.findall(words)]
