"""What claims stand on: no source, a dispute without a reply, an old fact, marks and sources that lead nowhere.

All of it is for dossiers with a list of sources; in another, brackets are text and no claim can have a source.
"""

import re
from collections.abc import Iterator
from datetime import date

from organizations.dossier.changes.compare import kind_of, wording_of
from organizations.dossier.checks.check import Check, Found, Severity
from organizations.dossier.document import AnyClaim, Claim, Dossier, Fact, Section, SectionKind, Source
from organizations.dossier.evidence.labels import label_of, labels_of, sources_of, text_of_entry
from organizations.dossier.evidence.marks import (
    BEFORE_A_TAIL,
    Doubt,
    Labels,
    doubts_in,
    marks_in,
    needs_citation,
    tail_marks,
)
from organizations.dossier.evidence.references import unread_in
from organizations.dossier.evidence.standing import (
    Evidence,
    evidence_of,
    is_disputed,
    is_sourced,
    review_due,
    sourced_keys,
)
from organizations.dossier.facts import years_in
from organizations.dossier.fields import Form, fields_of

MAX_NAMED = 3
"""Claims without a source that the finding names; the others are counted."""

_COUNTED = (
    r"people|persons|members?|states|countries|nations|employees|staff|officers|experts|volunteers|migrants|refugees|"
    r"offices|missions|projects|programmes|programs"
)
# No figure, dot or comma before it: a part of a number is none. In order, for the first that fits is named.
_GROWING = re.compile(
    r"(?<![\w.,])\d[\d.,'’\u00a0\u202f]*\s?\+"
    r"|(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF|JPY|CNY))\s?\d[\d.,]*"
    r"|(?<![\w.,])\d[\d.,]*\s(?:thousand|million|billion|trillion)\b"
    rf"|(?<![\w.,])\d[\d.,]*(?:\s[^\W\d]+)?\s(?:{_COUNTED})\b",
    re.IGNORECASE,
)
"""A number that is another next year: "175+", "US$ 3", "3 billion", "175 member states"."""

_Stated = Claim | Dossier


def _unsourced(dossier: Dossier, today: date) -> Iterator[Found]:
    """One finding for all: a dossier of hundreds of claims would have hundreds of them."""
    works = sourced_keys(dossier)
    items = list(_items(dossier))
    without = [wording_of(claim) for _kind, claim, evidence in items if not is_sourced(evidence, works)]
    if without:
        named = "; ".join(f"“{words}”" for words in without[:MAX_NAMED]) + ("; …" if len(without) > MAX_NAMED else "")
        yield "dossier", None, {"sourced": len(items) - len(without), "total": len(items), "claims": named}


def _unanswered(dossier: Dossier, today: date) -> Iterator[Found]:
    for kind, claim, evidence in _items(dossier):
        if is_disputed(evidence) and not evidence.reply:
            yield kind, claim, {}


def _review_due(dossier: Dossier, today: date) -> Iterator[Found]:
    for kind, claim, evidence in _stating(dossier):
        if review_due(evidence, today):
            yield kind, claim, {"words": evidence.review_by}


def _undated_numbers(dossier: Dossier, today: date) -> Iterator[Found]:
    for kind, claim, evidence in _items(dossier):
        number = _GROWING.search(claim.value) if isinstance(claim, Fact) and not evidence.as_of else None
        if number and isinstance(claim, Fact) and not years_in(claim.value):
            yield kind, claim, {"number": number[0].strip()}


def _citing_headings(dossier: Dossier, today: date) -> Iterator[Found]:
    """Marks of headings, and of the title: what they say of age and review counts, what they cite does not."""
    labels = labels_of(dossier)
    if not labels:
        return
    headings = [("section", section, tail_marks(section.marks, labels)) for section in dossier.sections]
    for kind, stated, marks in [("dossier", None, marks_in(dossier.title, labels)), *headings]:
        if text := "".join(str(mark) for mark in marks if mark.uses):
            yield kind, stated, {"words": text}


def _unread(dossier: Dossier, today: date) -> Iterator[Found]:
    for source in sources_of(dossier):
        if text := unread_in(text_of_entry(source)):
            yield "source", source, {"words": text[0]}


def _uncited(dossier: Dossier, today: date) -> Iterator[Found]:
    labels = labels_of(dossier)
    uses = [use for _kind, _claim, text in _texts(dossier) for mark in marks_in(text, labels) for use in mark.uses]
    cited = {use.label for use in uses}, {use.source for use in uses}
    seen: set[str] = set()
    for source in sources_of(dossier):
        label = label_of(source)
        if label not in cited[0] and source.key not in cited[1] and (not label or label not in seen):
            yield "source", source, {}
        seen.add(label)


def _label_twice(dossier: Dossier, today: date) -> Iterator[Found]:
    first: dict[str, Source] = {}
    for source in sources_of(dossier):
        label = label_of(source)
        if label and label in first:
            yield "source", source, {"label": label, "other": first[label].citation}
        first.setdefault(label, source)


def _citation_needed(dossier: Dossier, today: date) -> Iterator[Found]:
    labels = labels_of(dossier)
    seen: list[_Stated] = []
    for kind, stated, text in _texts(dossier):
        # The texts of one claim follow each other: the last one is enough to look at.
        if stated not in seen[-1:] and needs_citation(text, labels):
            yield kind, stated if isinstance(stated, Claim) else None, {}
            seen.append(stated)


def _unknown_label(dossier: Dossier, today: date) -> Iterator[Found]:
    return _doubtful(dossier, Doubt.NO_SOURCE)


def _unclear_place(dossier: Dossier, today: date) -> Iterator[Found]:
    return _doubtful(dossier, Doubt.NO_LOCATOR)


def _doubtful(dossier: Dossier, doubt: Doubt) -> Iterator[Found]:
    labels = labels_of(dossier)
    for kind, stated, text in _texts(dossier):
        for words in dict.fromkeys(each.text for each in doubts_in(text, labels) if each.doubt == doubt):
            yield kind, stated if isinstance(stated, Claim) else None, {"words": words}


def _items(dossier: Dossier) -> Iterator[tuple[str, AnyClaim, Evidence]]:
    """Every claim with what it stands on; none of a dossier without a list of sources."""
    labels = labels_of(dossier)
    if not labels:
        return
    for section, claim in dossier.items():
        if section.kind != SectionKind.SOURCES:
            yield kind_of(claim, section), claim, evidence_of(claim, labels)


def _stating(dossier: Dossier) -> Iterator[tuple[str, AnyClaim | Section, Evidence]]:
    """Every claim, and every section by its own words."""
    yield from _items(dossier)
    labels: Labels = labels_of(dossier)
    for section in dossier.sections if labels else ():
        yield "section", section, evidence_of(section, labels)


def _texts(dossier: Dossier) -> Iterator[tuple[str, _Stated, str]]:
    """All text of a dossier in which marks may stand, with the kind of what says it, and that."""
    if dossier.of_kind(SectionKind.SOURCES) is None:
        return
    stating: list[tuple[str, _Stated]] = [("dossier", dossier)]
    for section in dossier.sections:
        if section.kind != SectionKind.SOURCES:
            stating += [("section", section), *((kind_of(claim, section), claim) for claim in section.items)]
    for kind, stated in stating:
        for name, meta in fields_of(type(stated)).items():
            if meta.form in (Form.LINE, Form.PROSE):
                yield kind, stated, getattr(stated, name)
            elif meta.form == Form.MARKS:
                # Marks are read behind words alone.
                yield kind, stated, BEFORE_A_TAIL + getattr(stated, name)


EVIDENCE = (
    Check("label-twice", Severity.ERROR, _label_twice, ("label", "other")),
    Check("unsourced", Severity.WARNING, _unsourced, ("sourced", "total", "claims")),
    Check("unanswered-dispute", Severity.WARNING, _unanswered),
    Check("review-due", Severity.WARNING, _review_due, ("words",)),
    Check("undated-number", Severity.WARNING, _undated_numbers, ("number",)),
    Check("citation-needed", Severity.WARNING, _citation_needed),
    Check("unknown-label", Severity.WARNING, _unknown_label, ("words",)),
    Check("unclear-place", Severity.WARNING, _unclear_place, ("words",)),
    Check("heading-cites", Severity.WARNING, _citing_headings, ("words",)),
    Check("address-unread", Severity.WARNING, _unread, ("words",)),
    Check("uncited-source", Severity.WARNING, _uncited),
)
