"""A list of sources: how its entries open, and which labels they define."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from organizations.dossier.document import Dossier, Section, SectionKind, Source
from organizations.dossier.evidence.marks import BEFORE_A_TAIL, Labels, Target, has_raised_number, marks_in
from organizations.dossier.fields import Form, fields_of
from organizations.dossier.words import fold, listed

NOTE, BRACKET, NUMBER, RAISED = "note", "bracket", "number", "raised"
# In this order: "[^1]" is a note before it is a bracket.
_OPENERS = {
    NOTE: re.compile(r"(\[(\^[^\[\]\s,;:]{1,39})\]:?)(?:\s+|$)"),
    BRACKET: re.compile(r"(\[([^\W_][^\[\],;:]{0,39})\]:?)(?:\s+|$)"),
    NUMBER: re.compile(r"((\d{1,4})[.)])\s+"),
    # No space is needed behind a raised number, as books print it.
    RAISED: re.compile(r"(([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})[.:]?)(?:\s+|(?=\S))"),
}
"""The styles of entries by name: each matches what opens one, and within it the label."""
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ENDS_OF_WORDS = re.compile(r"[\s.,;:*_(，。；：（]|$")


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens an entry: its style, the mark as written ("[1]:"), its label ("1"), and what stands behind it."""

    style: str
    mark: str
    label: str
    rest: str


def opener(line: str) -> Opener | None:
    """What opens an entry of a list of sources, or None where a line opens none."""
    for style, pattern in _OPENERS.items():
        if match := pattern.match(line.strip()):
            return Opener(style, match[1], match[2].translate(_LOWERED), line.strip()[match.end() :])
    return None


def follows(before: Opener | None, entry: Opener | None, *, indented: bool = False) -> bool:
    """Whether an entry goes on a list: it opens as the one before it does; of numbers it is a higher one.

    An indented number goes on only where it is the next: "    1991. Geneva" may be a further line of an entry.
    """
    if entry is None or before is None:
        return entry is not None
    if entry.style != before.style and {entry.style, before.style} != {NOTE, BRACKET}:
        return False
    # A lower number, or a year out of order, is a further line of the entry above.
    step = int(entry.label) - int(before.label) if entry.style == NUMBER else 1
    return step == 1 or (step > 1 and not indented)


def is_heading(text: str) -> bool:
    """Whether a heading may be that of a list of sources."""
    return fold(text.removesuffix(":")) in listed("sources", "headings")


def label_of(source: Source) -> str:
    """The label that an entry defines; empty where it has none."""
    found = opener(f"{source.mark} -")
    return found.label if found else ""


def sources_of(dossier: Dossier) -> tuple[Source, ...]:
    """The entries of a dossier's list of sources."""
    section = dossier.of_kind(SectionKind.SOURCES)
    return tuple(item for item in section.items if isinstance(item, Source)) if section else ()


def text_of_entry(source: Source) -> str:
    """The words of an entry, its further lines below them: what `read_reference` reads."""
    return f"{source.citation}\n{source.details}".strip()


def own_entries(dossier: Dossier) -> list[Source]:
    """The entries of a dossier's list that marks can cite and that are no place in another."""
    labels = labels_of(dossier)
    found = [(source, labels.targets.get(label_of(source))) for source in sources_of(dossier)]
    return [source for source, target in found if target == Target(source.key)]


def entries_of(dossier: Dossier) -> dict[str, Source]:
    """The entry that each label names, be it another place in the source of an earlier one; of two the first."""
    # Reversed, since the last of equal keys stays: of two with one label the first has it.
    return {label_of(source): source for source in reversed(sources_of(dossier))}


def labels_of(dossier: Dossier) -> Labels:
    """The labels that the list of sources of a dossier defines; false where it has none."""
    if dossier.of_kind(SectionKind.SOURCES) is None:
        return Labels()
    return with_superscripts(defined(sources_of(dossier)), list(texts_of(dossier)))


def defined(sources: Sequence[Source]) -> Labels:
    """The labels that entries define: the first entry of two with the same label has it.

    An entry that names another, or the one before ("[1], preamble", "Ibid., p. 5"), is a place in that source.
    """
    targets: dict[str, Target] = {}
    before: Target | None = None
    for source in sources:
        before = _target(source, Labels(targets, is_list=True), before)
        if label := label_of(source):
            # As CommonMark's link definitions: the first holds.
            targets.setdefault(label, before)
    return Labels(targets, is_list=True)


def _target(source: Source, labels: Labels, before: Target | None) -> Target:
    own = Target(source.key)
    same = _behind_ibid(source.citation)
    if same is not None and before:
        return _placed(before.source, same)
    first = next(iter(marks_in(source.citation, labels)), None) if source.citation.startswith("[") else None
    if first is None or first.start or len(first.uses) > 1:
        return own
    [use] = first.uses
    place = _placed(use.source, source.citation[first.end :])
    return replace(place, locator=", ".join(filter(None, (use.locator, place.locator))))


def _behind_ibid(citation: str) -> str | None:
    """What stands behind "Ibid.", be it in italics, or its like in another language; None where none opens an entry."""
    text = citation.lstrip("*_")
    ends = [match.start() for match in islice(_ENDS_OF_WORDS.finditer(text), 3)]
    return next((text[end:].lstrip("*_.") for end in ends if fold(text[:end]) in listed("sources", "same")), None)


def _placed(source: str, rest: str) -> Target:
    return Target(source, rest.strip(" .,:;，。：；"))


def mark_of(label: str, style: str) -> str:
    """What opens an entry with that label in a style: "[3]", "3.", "³"; in brackets what another cannot hold."""
    if label.startswith("^"):
        return f"[{label}]:"
    if style == NUMBER and label.isdigit():
        return f"{label}."
    return label.translate(_RAISED) if style == RAISED and label.isdigit() else f"[{label}]"


def with_superscripts(labels: Labels, texts: Sequence[str]) -> Labels:
    """Labels with which raised numbers are marks too: where they stand in the texts, and no bracket there is a mark."""
    # Only where no bracket cites: beside those, "m²" and "10³" are powers.
    if not any(map(has_raised_number, texts)) or any(marks_in(text, labels) for text in texts):
        return labels
    return replace(labels, superscripts=True)


def texts_of(dossier: Dossier) -> Iterator[str]:
    """All text of a dossier in which marks may stand: all but its list of sources."""
    parts = (part for section in dossier.sections if section.kind != SectionKind.SOURCES for part in _parts(section))
    for part in (dossier, *parts):
        for name, meta in fields_of(type(part)).items():
            if meta.form in (Form.LINE, Form.PROSE):
                yield getattr(part, name)
            elif meta.form == Form.MARKS:
                yield BEFORE_A_TAIL + getattr(part, name)


def _parts(section: Section) -> Iterator[object]:
    yield section
    yield from section.items
