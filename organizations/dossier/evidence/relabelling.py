"""The same sources under other labels: what has to happen before two lists of sources become one."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from organizations.dossier.document import Claim, Dossier, Section, SectionKind, Source
from organizations.dossier.evidence.labels import (
    BRACKET,
    defined,
    entries_of,
    label_of,
    labels_of,
    mark_of,
    opener,
    sources_of,
    texts_of,
)
from organizations.dossier.evidence.marks import (
    LOWERED,
    Labels,
    Mark,
    marks_in,
    replaced_marks,
    tail_marks,
    without_brackets,
)
from organizations.dossier.fields import Form, fields_of
from organizations.dossier.keys import new_key
from organizations.dossier.text.grammar import DEFAULT_HEADINGS

P = TypeVar("P", bound=Claim | Dossier)
C = TypeVar("C", bound=Claim)
_BRACKET = re.compile(r"\[([^\[\]\n]{1,400})\]")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LABEL = re.compile(r"\^?[^\s,;:\[\]–-]+")


def free_label(dossiers: Iterable[Dossier], like: str = "1") -> str:
    """The next number that could be read as a label nowhere in the dossiers, and is none; of a note, a name of its own.

    A place in a mark ("[1, p. 47]") is never read as a label; raised numbers are ("¹²" is 12, where there is one).
    """
    found = list(dossiers)
    taken = {label_of(source) for dossier in found for source in sources_of(dossier)}
    for dossier in found:
        taken |= _words_in_brackets(dossier) | _raised_numbers(texts_of(dossier))
    if like.startswith("^"):
        return next(
            label for label in (f"{like}-{number}" for number in range(2, len(taken) + 3)) if label not in taken
        )
    # Up to three figures: a year in brackets is no label to count on from.
    highest = max((int(label) for label in taken if label.isdecimal() and len(label) <= 3), default=0)
    return str(highest + 1)


def new_mark(dossier: Dossier) -> str:
    """What opens the next entry of a dossier's list of sources, in the style of the last."""
    *_, last = (None, *sources_of(dossier))
    opened = opener(f"{last.mark} -") if last else None
    like = opened.label if opened and opened.label.startswith("^") else "1"
    return mark_of(free_label([dossier], like), opened.style if opened else BRACKET)


def _in_brackets(texts: Iterable[str]) -> set[str]:
    """Whatever in brackets of text could be a label, raised numbers with it."""
    found = list(texts)
    brackets = {label for text in found for bracket in _BRACKET.findall(text) for label in _LABEL.findall(bracket)}
    return brackets | _raised_numbers(found)


def _raised_numbers(texts: Iterable[str]) -> set[str]:
    return {number.translate(LOWERED) for text in texts for number in _RAISED.findall(text)}


def relabelled(dossier: Dossier, labels: Mapping[str, str]) -> Dossier:
    """The dossier with other labels in place of some, old to new, in its list of sources and in all marks."""
    changed = {old: new for old, new in labels.items() if old != new}
    if not changed:
        return dossier
    known = labels_of(dossier)

    def renamed(mark: Mark) -> str | None:
        if not any(use.label in changed for use in mark.uses):
            return None
        # Without their sources, so that two labels that become one are one use.
        uses = (replace(use, label=changed.get(use.label, use.label), source="") for use in mark.uses)
        return str(replace(mark, uses=tuple(dict.fromkeys(uses))))

    def entry(source: Source) -> Source:
        opened, label = opener(f"{source.mark} -"), label_of(source)
        if first.get(label) == source.key and label in changed and opened:
            source = replace(source, mark=mark_of(changed[label], opened.style))
        return replace(source, citation=_rewritten(source.citation, known, renamed))

    first = {label: source.key for label, source in entries_of(dossier).items()}
    return _with_marks(dossier, known, renamed, entry)


def in_brackets(dossier: Dossier) -> Dossier:
    """The dossier with brackets in place of raised numbers, so that a bracket can be a mark beside them."""
    known = labels_of(dossier)
    if not known.superscripts:
        return dossier
    return _with_marks(dossier, known, lambda mark: str(replace(mark, raised=False)) if mark.raised else None)


Rewrite = Callable[[Mark], str | None]
"""What is written in place of a mark; None where it stays as it is."""


def _rewritten(text: str, labels: Labels, rewrite: Rewrite, *, is_tail: bool = False) -> str:
    def replacement(mark: Mark) -> str:
        written = rewrite(mark)
        return text[mark.start : mark.end] if written is None else written

    return replaced_marks(text, labels, replacement, is_tail=is_tail)


def _with_marks(
    dossier: Dossier, labels: Labels, rewrite: Rewrite, entry: Callable[[Source], Source] = lambda source: source
) -> Dossier:
    """The dossier with its marks, and its entries, made anew."""
    sections = tuple(
        replace(section, items=tuple(entry(item) for item in section.items if isinstance(item, Source)))
        if section.kind == SectionKind.SOURCES
        else replace(
            with_marks(section, labels, rewrite),
            items=tuple(with_marks(item, labels, rewrite) for item in section.items),
        )
        for section in dossier.sections
    )
    return replace(with_marks(dossier, labels, rewrite), sections=sections)


def with_marks(part: P, labels: Labels, rewrite: Rewrite) -> P:
    """A claim, or a dossier without its sections, with its marks made anew."""
    changed: dict[str, Any] = {}
    for name, meta in fields_of(type(part)).items():
        if meta.form in (Form.LINE, Form.PROSE, Form.MARKS):
            old = getattr(part, name)
            new = _rewritten(old, labels, rewrite, is_tail=meta.form == Form.MARKS)
            if old != new:
                changed[name] = new
    return replace(part, **changed) if changed else part


# -- several dossiers ----------------------------------------------------------------------------------------------


def aligned(base: Dossier | None, ours: Dossier, theirs: Dossier) -> tuple[Dossier | None, Dossier, Dossier]:
    """Three dossiers that grew from one in which a source has one key and one label, and a label means one source.

    What both added alike is one source. Where both gave a label to different sources, and where it stands in brackets
    of the other that are no marks, theirs gets another.
    """
    sides = [side for side in (base, ours, theirs) if side is not None]
    if not any(map(sources_of, sides)):
        return base, ours, theirs
    # A raised number of one side and a bracket of the other would be two writings of one mark, and so a conflict.
    if len({labels_of(side).superscripts for side in sides if side.of_kind(SectionKind.SOURCES)}) > 1:
        base, ours, theirs = base and in_brackets(base), in_brackets(ours), in_brackets(theirs)
    if base is not None:
        theirs = _with_keys(base, ours, theirs)
    labels = _common_labels(base, ours, theirs)
    ours, theirs = (relabelled(side, _renamed(side, labels)) for side in (ours, theirs))
    return base and relabelled(base, _renamed(base, labels)), ours, theirs


def _with_keys(base: Dossier, ours: Dossier, theirs: Dossier) -> Dossier:
    """Theirs with the keys of ours for sources that both added alike, and other keys for those that differ."""
    known = {source.key for source in sources_of(base)}
    added = {source.key: source for source in sources_of(ours) if source.key not in known}
    same = {_identity(source): key for key, source in added.items()}
    taken = {source.key for side in (ours, theirs) for source in sources_of(side)}
    keys: dict[str, str] = {}
    for source in sources_of(theirs):
        if source.key in known:
            continue
        key = same.get(_identity(source), source.key)
        if key == source.key and key in added and _identity(added[key]) != _identity(source):
            key = new_key(source.key, taken)
        if key not in keys.values():
            keys[source.key] = key
    section = theirs.of_kind(SectionKind.SOURCES)
    if section is None:
        return theirs
    items = tuple(replace(item, key=keys.get(item.key, item.key)) for item in section.items)
    sections = tuple(replace(each, items=items) if each is section else each for each in theirs.sections)
    return replace(theirs, sections=sections)


def _identity(source: Source) -> tuple[str, str]:
    return " ".join(source.citation.casefold().split()), source.details


def _owned(dossier: Dossier) -> dict[str, str]:
    """The label of each source that owns one, by key: the second of two with one label owns none."""
    return {source.key: label for label, source in entries_of(dossier).items() if label}


def _common_labels(base: Dossier | None, ours: Dossier, theirs: Dossier) -> dict[str, str]:
    """A label for each source of three dossiers, by key."""
    before, one, other = (_owned(side) if side else {} for side in (base, ours, theirs))
    sides = [side for side in (base, ours, theirs) if side]
    words = [_words_in_brackets(side) for side in sides]
    labels: dict[str, str] = {}
    for key in {**one, **other, **before}:
        is_changed_there = key in other and key in one and one[key] == before.get(key)
        wanted = other[key] if is_changed_there else one.get(key) or other.get(key) or before[key]
        is_free = wanted not in labels.values() and all(
            wanted not in found or _owned(side).get(key) == wanted for side, found in zip(sides, words, strict=True)
        )
        labels[key] = wanted if is_free else _fresh(sides, labels, wanted)
    return labels


def _words_in_brackets(dossier: Dossier) -> set[str]:
    """What stands in brackets that are no marks, and could be a label."""
    known = labels_of(dossier)
    bare = (without_brackets(text, known) for text in texts_of(dossier))
    return _in_brackets(bare)


def _fresh(sides: Sequence[Dossier], labels: Mapping[str, str], like: str) -> str:
    label = free_label(sides, like)
    while label in labels.values():
        label = f"{label}-2" if label.startswith("^") else str(int(label) + 1)
    return label


def _renamed(dossier: Dossier, labels: Mapping[str, str]) -> dict[str, str]:
    return {label: labels[key] for key, label in _owned(dossier).items()}


def with_cited_sources(merged: Dossier, *sides: Dossier) -> Dossier:
    """A dossier that was merged from sides, with the sources that its marks cite and that one side had taken out."""
    there = {source.key for source in sources_of(merged)}
    gone = {source.key: source for side in sides for source in sources_of(side) if source.key not in there}
    if not gone:
        return merged
    labels = defined([*sources_of(merged), *gone.values()])
    cited = {use.source for text in texts_of(merged) for mark in marks_in(text, labels) for use in mark.uses}
    back = [source for key, source in gone.items() if key in cited]
    return with_sources(merged, back) if back else merged


def taken_along(origin: Dossier, claim: C, target: Dossier) -> tuple[Dossier, C]:
    """`target` with the sources of `origin` that a claim cites, and the claim with the labels that they have there.

    A source that the target has already, by its key or by the same words, is not added again.
    """
    known = labels_of(origin)
    cited = {use.label for mark in _marks_of(claim, known) for use in mark.uses}
    if not cited:
        return target, claim
    target = in_brackets(target)
    entries = entries_of(origin)
    labels: dict[str, str] = {}
    for label in sorted(cited, key=list(entries).index):
        entry = entries[label]
        there = {source.key: source for source in sources_of(target)}
        same = there.get(entry.key) or next(
            (each for each in there.values() if _identity(each) == _identity(entry)), None
        )
        if same is None or not label_of(same):
            citation = _spelt_out(entry, known, entries)
            same = replace(
                entry, key=new_key(entry.key, set(there)), mark=new_mark(target), citation=citation, lines=None
            )
            target = with_sources(target, [same])
        labels[label] = label_of(same)

    def renamed(mark: Mark) -> str:
        uses = tuple(replace(use, label=labels[use.label]) for use in mark.uses)
        return str(replace(mark, uses=uses, raised=False))

    return target, with_marks(claim, known, renamed)


def _marks_of(claim: Claim, labels: Labels) -> list[Mark]:
    """The marks of a claim, behind its line and in its text."""
    return [
        mark
        for name, meta in fields_of(type(claim)).items()
        if meta.form in (Form.LINE, Form.PROSE, Form.MARKS)
        for mark in (tail_marks if meta.form == Form.MARKS else marks_in)(getattr(claim, name), labels)
    ]


def _spelt_out(entry: Source, labels: Labels, entries: Mapping[str, Source]) -> str:
    """The citation of an entry; of one that names another, that one's, with the place."""
    target = labels.targets[label_of(entry)]
    if target.source == entry.key:
        return entry.citation
    named = next(source for source in entries.values() if source.key == target.source)
    return ", ".join(filter(None, (named.citation.rstrip(" ."), target.locator)))


def with_sources(dossier: Dossier, added: Sequence[Source]) -> Dossier:
    """A dossier with more sources at the end of its list, which it gets where it has none."""
    section = dossier.of_kind(SectionKind.SOURCES)
    if section is None:
        key = new_key(SectionKind.SOURCES.value, {each.key for each in dossier.sections})
        heading = DEFAULT_HEADINGS[SectionKind.SOURCES]
        section = Section(key=key, kind=SectionKind.SOURCES, heading=heading, items=tuple(added))
        return replace(dossier, sections=(*dossier.sections, section))
    longer = replace(section, items=(*section.items, *added))
    sections = tuple(longer if each is section else each for each in dossier.sections)
    return replace(dossier, sections=sections)
