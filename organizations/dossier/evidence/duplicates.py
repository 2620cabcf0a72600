"""Entries of one list of sources that are likely the same: which they are, and how two become one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from organizations.dossier.document import AnyClaim, Dossier, SectionKind, Source
from organizations.dossier.evidence.changing import kept_lines, names_of, with_copies
from organizations.dossier.evidence.labels import (
    defined,
    label_of,
    labels_of,
    own_entries,
    sources_of,
    text_of_entry,
    texts_of,
)
from organizations.dossier.evidence.marks import Labels, Target, UseRole, marks_in, without_marks
from organizations.dossier.evidence.relabelling import in_brackets, relabelled
from organizations.dossier.evidence.tails import with_each_use_once
from organizations.dossier.items import Item
from organizations.dossier.messages import Fault

Citing = tuple[str, frozenset[tuple[str, UseRole, str]]]
"""A text without its marks, and what it cites: source, role, place."""


class Unmerged(Fault):
    """Two entries that cannot become one: the message says why."""

    parameters = {"sources-not-merged": ("words",)}


def duplicates(sources: Sequence[Source]) -> list[list[Source]]:
    """The entries of a list that are of one work, or have the same words, in groups of at least two, in its order."""
    targets = defined(sources).targets
    own = [source for source in sources if targets.get(label_of(source)) == Target(source.key)]
    entries = {source.key: names_of(text_of_entry(source)) for source in own}
    known: dict[str, set[str]] = {}  # by each name all names of its group
    for names in entries.values():
        # An entry may share its words with one and its DOI with another: all three are one group.
        joined = set().union(names, *(known.get(name, ()) for name in names))
        known.update(dict.fromkeys(joined, joined))
    groups: dict[int, list[Source]] = {}
    for source in own:
        groups.setdefault(id(known[min(entries[source.key])]), []).append(source)
    return [group for group in groups.values() if len(group) > 1]


def with_one_source(dossier: Dossier, kept: str, dropped: str) -> Dossier:
    """The dossier without one entry of its list, whose marks are now those of another, by their keys.

    The copies that it names are named by the other. Raises KeyError where either cannot be cited, Unmerged where a
    claim, or another entry, would cite something else.
    """
    entries = {source.key: source for source in own_entries(dossier)}
    old, new = label_of(entries[dropped]), label_of(entries[kept])
    before = _citing(dossier, {dropped: kept})
    # Raised numbers stay only where both labels are some; "[a]" has no raised form.
    is_raised = old.isdecimal() and new.isdecimal()
    merged = _without_entry(relabelled(dossier if is_raised else in_brackets(dossier), {old: new}), dropped)
    merged = with_copies(_without_repeats(dossier, merged), kept, kept_lines(entries[dropped]))
    # Compared as a whole: where a label goes, other brackets and raised numbers may come to mean something else.
    if _citing(merged, {}) != before or label_of(_entry(merged, kept)) != new:
        raise Unmerged("sources-not-merged", words=entries[dropped].citation[:200])
    return merged


def _entry(dossier: Dossier, key: str) -> Source:
    return next(source for source in sources_of(dossier) if source.key == key)


def _citing(dossier: Dossier, same: Mapping[str, str]) -> tuple[list[Citing], dict[str, Target | None]]:
    """What each text of a dossier cites, and which source each entry is of; of `same` the first as the second."""
    labels = labels_of(dossier)
    texts = [
        (
            " ".join(without_marks(text, labels).split()),
            frozenset(
                (same.get(use.source, use.source), use.role, use.locator)
                for mark in marks_in(text, labels)
                for use in mark.uses
            ),
        )
        for text in texts_of(dossier)
    ]
    targets = {source.key: labels.targets.get(label_of(source)) for source in sources_of(dossier)}
    return texts, {
        key: target and replace(target, source=same.get(target.source, target.source))
        for key, target in targets.items()
        if key not in same
    }


def _without_entry(dossier: Dossier, key: str) -> Dossier:
    sections = tuple(
        replace(section, items=tuple(item for item in section.items if item.key != key))
        if section.kind == SectionKind.SOURCES
        else section
        for section in dossier.sections
    )
    return replace(dossier, sections=sections)


def _without_repeats(before: Dossier, after: Dossier) -> Dossier:
    """The dossier whose claims cite once, behind their line, what they came to cite twice."""
    labels = labels_of(after)
    if labels.superscripts:
        return after
    sections = []
    for was, section in zip(before.sections, after.sections, strict=True):
        if section.kind != SectionKind.SOURCES:
            pairs = zip(was.items, section.items, strict=True)
            section = replace(
                section, items=tuple(_once(claim, labels) if claim != old else old for old, claim in pairs)
            )
        sections.append(section)
    return replace(after, sections=tuple(sections))


def _once(claim: AnyClaim, labels: Labels) -> AnyClaim:
    return replace(claim, marks=with_each_use_once(claim.marks, labels)) if isinstance(claim, Item) else claim
