"""What a person says about blocks of a source, where its reading is to be another."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

ANOTHER = "another"


class ChoiceKind(StrEnum):
    """What a choice is about, and what its value may be.

    SECTION: what a heading with all below it, or a stretch of blocks, is: the name of a section kind ("timeline",
    "people", …, "other" for a section of its own), or "above": it belongs to the item above.
    DATE: the period of a block that opens an event, in words; empty: it opens no event.
    NAME: what the name at the head of a block is: "person", "office" or "neither"; or ANOTHER, a person too, but not
    the one of that name whom the site knows.
    """

    SECTION = "section"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice for the block of that name, or all from it to `last`."""

    kind: ChoiceKind
    block: str
    value: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """All that a person chose for one source; `name` is the organization's, where the source does not say it."""

    chosen: tuple[Choice, ...] = ()
    name: str = ""

    def of(self, kind: ChoiceKind) -> dict[str, Choice]:
        """The choices of that kind, by the block they begin with; of several for one block the last."""
        return {each.block: each for each in self.chosen if each.kind == kind}

    def with_choice(self, choice: Choice) -> "Choices":
        """These choices and one more, which takes the place of one of its kind for the same block."""
        kept = (each for each in self.chosen if (each.kind, each.block) != (choice.kind, choice.block))
        return Choices((*kept, choice), self.name)


def choices_from_json(data: Iterable[dict[str, str]], name: str = "") -> Choices:
    """The choices that `choices_as_json` wrote. Raises ValueError for what is none."""
    try:
        return Choices(tuple(_choice(**each) for each in data), name)
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from error


def _choice(*, kind: str, block: str, value: str, last: str = "") -> Choice:
    return Choice(ChoiceKind(kind), block, value, last)


def choices_as_json(choices: Choices) -> list[dict[str, str]]:
    """Choices as plain JSON values."""
    return [
        {"kind": each.kind.value, "block": each.block, "value": each.value, "last": each.last}
        for each in choices.chosen
    ]
