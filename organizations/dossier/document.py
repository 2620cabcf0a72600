"""The Dossier and its parts: frozen values that hold every word of a text in the order of the text."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from organizations.dossier.items import Event, Fact, Influence, Item, Lines, Part, Point, Role, SectionKind
from organizations.dossier.kinds import ITEMS_OF

__all__ = [
    "Dossier",
    "Event",
    "Fact",
    "Influence",
    "Item",
    "Lines",
    "Part",
    "Point",
    "Role",
    "Section",
    "SectionKind",
    "fingerprint",
    "from_json",
    "to_json",
]

FORMAT = 1
"""Number of the JSON form of a Dossier; raised with an upgrade step in `from_json` when the form changes."""


REMARKABLE = frozenset({SectionKind.SNAPSHOT, SectionKind.PEOPLE})
"""Kinds of section that may close with a remark; elsewhere a last paragraph belongs to the last item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Part):
    """A heading and what stands under it: `text`, the items, a closing `remark`.

    In a section of kind OTHER `text` is all there is, bullets and numbering as written.
    """

    kind: SectionKind
    heading: str
    text: str = ""
    items: tuple[Item, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        for item in self.items:
            if not isinstance(item, ITEMS_OF[self.kind]):
                raise ValueError(f"a {self.kind} section cannot hold a {type(item).__name__}")
        if self.remark and (self.kind not in REMARKABLE or not self.items):
            raise ValueError(f"a {self.kind} section without items to follow cannot close with a remark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that one text says. `title` is its first line as written; `name` and `acronym` are read from it."""

    title: str
    name: str
    acronym: str = ""
    headline: str = ""
    introduction: str = ""
    sections: tuple[Section, ...] = ()
    closing: str = ""
    language: str = "en"
    source_lines: dict[str, Lines] = field(default_factory=dict, compare=False)
    """Where title, headline, introduction and closing stood."""

    def of_kind(self, kind: SectionKind) -> Section | None:
        """The section of a known kind, or None; a dossier holds each known kind at most once."""
        return next((section for section in self.sections if section.kind == kind), None)

    def items(self) -> Iterator[tuple[Section, Item]]:
        """Every item with its section, in the order of the dossier."""
        for section in self.sections:
            for item in section.items:
                yield section, item


LINES = ("lines", "source_lines")


def fingerprint(data: Mapping[str, Any]) -> str:
    """A digest of what the JSON of a Dossier says: whatever lines of a text it stood on."""
    plain = json.dumps(_without_lines(data["dossier"]), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _without_lines(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_lines(each) for key, each in value.items() if key not in LINES}
    return [_without_lines(each) for each in value] if isinstance(value, list | tuple) else value


@cache
def adapter() -> TypeAdapter[Dossier]:
    """The one map between a Dossier and its JSON."""
    return TypeAdapter(Dossier)


def to_json(dossier: Dossier) -> dict[str, Any]:
    """A Dossier as plain JSON values, with its format number beside it."""
    return {"format": FORMAT, "dossier": adapter().dump_python(dossier, mode="json")}


def from_json(data: dict[str, Any]) -> Dossier:
    """The Dossier that `to_json` wrote, today or by an older version.

    Raises ValueError when the format is newer than this code or the data is not a dossier.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"dossier format {data.get('format')!r}: this version reads format {FORMAT}")
    return adapter().validate_python(data.get("dossier"))
