"""A check: a question to a dossier, and how bad each answer is."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from organizations.dossier.document import Claim, Dossier
from organizations.dossier.messages import Detail


class Severity(StrEnum):
    """How bad it is: what cannot be true, or what a reader will look for and not find."""

    ERROR = "error"
    WARNING = "warning"


Found = tuple[str, Claim | None, dict[str, Detail]]
"""A claim's kind in words, the claim, and what the sentence names; no claim where it is about the dossier."""


@dataclass(frozen=True, slots=True)
class Check:
    """A question to a dossier, and the parameters of the sentence for each answer.

    Findings are kept by the name: a check whose sentence comes to name something else gets another one.
    """

    name: str
    severity: Severity
    find: Callable[[Dossier, date], Iterator[Found]]
    parameters: Collection[str] = ()
