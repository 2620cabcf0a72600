"""What a field of a claim is besides its value: its name, how long it may be, what a text says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from typing import Annotated, TypeVar

from pydantic import Field

from organizations.dossier.bounds import MAX_LINE, MAX_NAME, MAX_PROSE

T = TypeVar("T")
Added = Annotated[T, Field(exclude_if=lambda value: not value)]
"""The type of a field that came later: left out of the JSON where it is empty, which says what it said before."""


class Form(Enum):
    """What the value of a field is.

    One line of words, paragraphs, a period, slugs merged one by one, marks that cite sources, or a code.
    """

    LINE = "line"
    PROSE = "prose"
    PERIOD = "period"
    SLUGS = "slugs"
    MARKS = "marks"
    CODE = "code"


class InText(Enum):
    """Whether the text says a field in its own words, implies it by those of another field, or knows nothing of it."""

    SAID = "said"
    IMPLIED = "implied"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What is known of a field. Whatever has it is compared; a field without is the claim's identity, or holds claims.

    `label` is its name in English. `max_length`, in characters, is 0 where it holds no words. A `required` one never
    becomes empty, a claim is known by the first of its `naming` ones that says something.
    """

    label: str
    form: Form
    max_length: int = 0
    required: bool = False
    naming: bool = False
    merged: bool = True
    in_text: InText = InText.SAID

    @property
    def searchable(self) -> bool:
        """Whether words are looked for in it, and replaced."""
        return self.max_length > 0


_Metadata = Mapping[str, Meta]
_KEY = "meta"


def line(
    label: str,
    *,
    max_length: int = MAX_LINE,
    required: bool = False,
    naming: bool = False,
    in_text: InText = InText.SAID,
) -> _Metadata:
    """The metadata of a field that holds one line of words."""
    return {
        _KEY: Meta(
            label=label, form=Form.LINE, max_length=max_length, required=required, naming=naming, in_text=in_text
        )
    }


def prose(label: str, *, in_text: InText = InText.SAID) -> _Metadata:
    """The metadata of a field that holds paragraphs."""
    return {_KEY: Meta(label=label, form=Form.PROSE, max_length=MAX_PROSE, in_text=in_text)}


def dated(label: str, *, required: bool = False) -> _Metadata:
    """The metadata of a field that holds a period, which no words replace by nothing."""
    return {_KEY: Meta(label=label, form=Form.PERIOD, max_length=MAX_NAME, required=required)}


def slugs(label: str) -> _Metadata:
    """The metadata of a field that holds slugs, of which a text knows nothing."""
    return {_KEY: Meta(label=label, form=Form.SLUGS, in_text=InText.ABSENT)}


def marks(label: str) -> _Metadata:
    """The metadata of a field that holds marks as they stand behind a line: words are not looked for in them."""
    return {_KEY: Meta(label=label, form=Form.MARKS)}


def code(label: str, *, merged: bool = True, in_text: InText = InText.SAID) -> _Metadata:
    """The metadata of a field that holds a code or a key, and no words."""
    return {_KEY: Meta(label=label, form=Form.CODE, merged=merged, in_text=in_text)}


def _fields_of(kind: type) -> Mapping[str, Meta]:
    return {each.name: each.metadata[_KEY] for each in fields(kind) if _KEY in each.metadata}


fields_of: Callable[[type], Mapping[str, Meta]] = cache(_fields_of)
"""The fields of a kind of claim, or of the Dossier, that say something, by name, in their order."""


def _naming_fields(kind: type) -> tuple[str, ...]:
    return tuple(name for name, meta in fields_of(kind).items() if meta.naming)


naming_fields: Callable[[type], tuple[str, ...]] = cache(_naming_fields)
"""The fields that a kind of claim is known by."""
