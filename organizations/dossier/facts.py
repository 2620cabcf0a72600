"""What a snapshot states of an organization: when it was founded, where it sits, what it is for, who belongs to it."""

import re
from collections.abc import Collection

from organizations.dossier.document import Dossier, Fact, SectionKind
from organizations.dossier.words import fold, listed

FOUNDED = listed("facts", "founded")
HEADQUARTERS = listed("facts", "headquarters")
MANDATE = listed("facts", "mandate")
MEMBERS = listed("facts", "members")
"""Folded labels of facts, in the languages that the site knows."""

_YEAR = re.compile(r"(?<![A-Za-z\d])\d{4}(?![A-Za-z\d])")


def fact(dossier: Dossier, labels: Collection[str]) -> str:
    """The value of the first snapshot fact that has one of the labels; empty without one."""
    section = dossier.of_kind(SectionKind.SNAPSHOT)
    facts = [claim for claim in section.items if isinstance(claim, Fact)] if section else []
    return next((claim.value for claim in facts if fold(claim.label) in labels), "")


def years_in(text: str) -> list[int]:
    """The years that stand in words, in digits of any script; of a founding the first is the organization's own."""
    return [year for year in map(int, _YEAR.findall(text)) if 1000 <= year <= 2999]
