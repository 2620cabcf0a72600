"""The Dossier and its claims: frozen values that hold every word of a text in the order of the text."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, TypedDict

from pydantic import TypeAdapter

from organizations.dossier.bounds import MAX_NAME
from organizations.dossier.fields import Added, InText, code, fields_of, line, prose
from organizations.dossier.items import (
    AnyClaim,
    Cited,
    Claim,
    Event,
    Fact,
    Influence,
    Item,
    Lines,
    Point,
    Role,
    SectionKind,
    Source,
    Themed,
    period_of,
)
from organizations.dossier.kinds import CLAIMS_OF, LISTS

__all__ = [
    "AnyClaim",
    "Cited",
    "Claim",
    "Dossier",
    "Event",
    "Fact",
    "Influence",
    "Item",
    "Lines",
    "Point",
    "Role",
    "Section",
    "SectionKind",
    "Source",
    "Themed",
    "fingerprint",
    "from_json",
    "period_of",
    "to_json",
]

FORMAT = 2
"""Number of the JSON form of a Dossier; raised with an upgrade step in `from_json` when the form changes."""


AFTER_CLOSING, SPACED, NEAR, FAR, ALIGNED, TIGHT = "after-closing", "spaced", "near", "far", "aligned", "tight"
LAYOUTS = (AFTER_CLOSING, SPACED, NEAR, FAR, ALIGNED, TIGHT)
"""How a list of sources may be written: behind the closing line of the text, with a blank line between its entries,
with one or with two blank lines before it where another number is usual, with further lines below the words of their
entry instead of behind four spaces, and with no space behind the marks of its entries ("¹A book.")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Cited):
    """A heading and what stands under it: `text`, the items, a closing `remark`.

    In a section of kind OTHER `text` is all there is, bullets and numbering as written. `layout` is how a list of
    sources is written, in words of LAYOUTS; its heading may be empty.
    """

    kind: SectionKind = field(metadata=code("kind", merged=False))
    heading: str = field(metadata=line("heading", required=True, naming=True))
    text: str = field(default="", metadata=prose("text"))
    items: tuple[AnyClaim, ...] = ()
    remark: str = field(default="", metadata=prose("remark"))
    layout: Added[str] = field(default="", metadata=code("layout"))

    def __post_init__(self) -> None:
        for claim in self.items:
            if not isinstance(claim, CLAIMS_OF[self.kind]):
                raise ValueError(f"a {self.kind} section cannot hold a {type(claim).__name__}")
        if self.remark and (self.kind not in LISTS or not self.items):
            raise ValueError(f"a {self.kind} section without items to follow cannot close with a remark")

    @classmethod
    def holding(cls, items: Sequence[AnyClaim], *, text: str, remark: str, **others: Any) -> "Section":
        """A section with these items; where there is none, its remark becomes text."""
        if remark and not items:
            text, remark = "\n\n".join(filter(None, (text, remark))), ""
        return cls(items=tuple(items), text=text, remark=remark, **others)

    @property
    def attributes(self) -> dict[str, Any]:
        """All that it is but its items, by name."""
        return {each.name: getattr(self, each.name) for each in fields(Section) if each.name != "items"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that one text says. `title` is its first line as written; `name` and `acronym` are read from it."""

    title: str = field(metadata=line("title", required=True))
    name: str = field(metadata=line("name", max_length=MAX_NAME, required=True, in_text=InText.IMPLIED))
    acronym: str = field(default="", metadata=line("acronym", max_length=MAX_NAME, in_text=InText.IMPLIED))
    headline: str = field(default="", metadata=line("headline"))
    introduction: str = field(default="", metadata=prose("introduction"))
    sections: tuple[Section, ...] = ()
    closing: str = field(default="", metadata=line("closing"))
    language: str = field(default="en", metadata=code("language", in_text=InText.ABSENT))
    source_lines: dict[str, Lines] = field(default_factory=dict, compare=False)
    """Where title, headline, introduction and closing stood."""

    def of_kind(self, kind: SectionKind) -> Section | None:
        """The section of a known kind, or None; a dossier holds each known kind at most once."""
        return next((section for section in self.sections if section.kind == kind), None)

    def items(self) -> Iterator[tuple[Section, AnyClaim]]:
        """Every item with its section, in the order of the dossier."""
        for section in self.sections:
            for claim in section.items:
                yield section, claim


@dataclass(frozen=True, slots=True)
class Excess:
    """A field that is too long: its name, how long it is and may be, and where its claim stood in its text."""

    field: str
    length: int
    max_length: int
    lines: Lines | None


def excesses(dossier: Dossier) -> Iterator[Excess]:
    """Every field of a dossier that is longer than it may be, in the order of the dossier."""
    for name, length, max_length in _too_long(dossier):
        yield Excess(name, length, max_length, dossier.source_lines.get(name) or dossier.source_lines.get("title"))
    for section in dossier.sections:
        for claim in (section, *section.items):
            for name, length, max_length in _too_long(claim):
                yield Excess(name, length, max_length, claim.lines)


def _too_long(claim: Claim | Dossier) -> Iterator[tuple[str, int, int]]:
    for name, meta in fields_of(type(claim)).items():
        value = getattr(claim, name) if meta.searchable else ""
        length = len(value if isinstance(value, str) else value.words if value else "")
        if length > meta.max_length:
            yield name, length, meta.max_length


LINES = ("lines", "source_lines")


class DossierJson(TypedDict):
    """A Dossier as a revision keeps it, and the number of the format."""

    format: int
    dossier: dict[str, Any]


def fingerprint(data: DossierJson) -> str:
    """A digest of what the JSON of a Dossier says: whatever lines of a text it stood on."""
    # Keys are sorted: PostgreSQL's jsonb gives them back in an order of its own.
    plain = json.dumps(_without_lines(data["dossier"]), sort_keys=True, ensure_ascii=False)
    # Half a character, which `to_json` keeps as it is, has no bytes in UTF-8.
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _without_lines(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_lines(each) for key, each in value.items() if key not in LINES}
    return [_without_lines(each) for each in value] if isinstance(value, list | tuple) else value


# Building the map takes far longer than reading a dossier with it.
@cache
def adapter() -> TypeAdapter[Dossier]:
    """The one map between a Dossier and its JSON."""
    return TypeAdapter(Dossier)


def to_json(dossier: Dossier) -> DossierJson:
    """A Dossier as plain JSON values, with its format number beside it."""
    return {"format": FORMAT, "dossier": adapter().dump_python(dossier, mode="json")}


def from_json(data: Mapping[str, object]) -> Dossier:
    """The Dossier that `to_json` wrote, today or by an older version.

    Raises ValueError when the format is newer than this code or the data is not a dossier.
    """
    if data.get("format") not in (1, FORMAT):  # what 2 adds, sources and marks, is left out where it is empty
        raise ValueError(f"dossier format {data.get('format')!r}: this version reads format {FORMAT}")
    return adapter().validate_python(data.get("dossier"))
