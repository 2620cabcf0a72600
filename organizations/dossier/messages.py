"""What the value has to say to people: a code and what its sentence names. `organizations.wording` says it in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Union, cast

Detail = Union[str, int, "Message"]
"""What a sentence names: words as they are, a count, or another message."""


@dataclass(frozen=True, slots=True)
class Message:
    """A code, and by name what its sentence names."""

    code: str
    details: Mapping[str, Detail] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.code, frozenset(self.details.items())))


class Fault(ValueError):
    """Something wrong, as a message; `parameters` of each family holds its codes, and what the sentence of each names.

    Raises KeyError for a code that is not of the family, ValueError for other details than its sentence names.
    """

    parameters: ClassVar[Mapping[str, Collection[str]]] = {}

    def __init__(self, code: str, **details: Detail) -> None:
        super().__init__(code)
        self.message = checked(self.parameters, code, details)


def checked(parameters: Mapping[str, Collection[str]], code: str, details: Mapping[str, Detail]) -> Message:
    """The message. Raises KeyError for an unknown code, ValueError for other details than its sentence names."""
    if set(details) != set(parameters[code]):
        raise ValueError(f"{code} names {sorted(parameters[code])}, not {sorted(details)}")
    return Message(code, details)


Json = dict[str, "str | int | Json"]
"""A message, or details, as plain JSON."""


def as_json(message: Message) -> Json:
    """A message as it is stored: its code, and its details in an object of their own."""
    return {"code": message.code, "details": details_as_json(message.details)}


def from_json(data: Json) -> Message:
    """The message that `as_json` wrote."""
    return Message(str(data["code"]), details_from_json(cast(Json, data["details"])))


def details_as_json(details: Mapping[str, Detail]) -> Json:
    """Details as they are stored."""
    return {name: as_json(each) if isinstance(each, Message) else each for name, each in details.items()}


def details_from_json(data: Json) -> dict[str, Detail]:
    """The details that `details_as_json` wrote."""
    return {name: from_json(each) if isinstance(each, dict) else each for name, each in data.items()}
