"""What a claim stands on: its uses of sources, how it is said, how old it is, and whether that is enough."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from organizations.dossier.document import Cited, Claim, Dossier, SectionKind
from organizations.dossier.evidence.labels import labels_of, sources_of, text_of_entry
from organizations.dossier.evidence.marks import (
    Labels,
    Mark,
    StatementName,
    Use,
    UseRole,
    marks_in,
    needs_citation,
    tail_marks,
)
from organizations.dossier.evidence.references import names_a_work, read_reference
from organizations.dossier.evidence.references import period_of as period_said
from organizations.dossier.fields import Form, fields_of

_REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a claim stands on: the uses of its marks, those behind its line first, and what these marks state.

    `as_of` and `review_by` are words of a period, `register` is a value of `Register`; empty where nothing says so.
    What the organization's `reply` cites supports the reply and is a mention for the claim.
    """

    uses: tuple[Use, ...] = ()
    as_of: str = ""
    review_by: str = ""
    register: str = ""
    needs_citation: bool = False
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of how many claims are sourced."""

    sourced: int
    total: int


def evidence_of(claim: Claim | Dossier, labels: Labels) -> Evidence:
    """What a claim stands on, or a section or a dossier by its own words; `labels` are those of the dossier."""
    marks = claim.marks if isinstance(claim, Cited) else ""
    tail = tail_marks(marks, labels) if labels and marks else []
    statements: dict[str, str] = {}
    for statement in (statement for mark in tail for statement in mark.statements):
        statements.setdefault(statement.name, statement.text)
    texts = _texts(claim) if labels else {}
    return Evidence(
        uses=tuple(use for mark in tail for use in mark.uses)
        + tuple(use for name, text in texts.items() for use in _uses(name, marks_in(text, labels))),
        as_of=statements.get(StatementName.AS_OF, ""),
        review_by=statements.get(StatementName.REVIEW_BY, ""),
        register=statements.get(StatementName.REGISTER, ""),
        needs_citation=StatementName.CITATION_NEEDED in statements
        or any(needs_citation(text, labels) for text in texts.values()),
        reply=getattr(claim, _REPLY, ""),
    )


def sourced_keys(dossier: Dossier) -> frozenset[str]:
    """The keys of the sources that name a work: nobody finds anything by the others."""
    return frozenset(
        source.key for source in sources_of(dossier) if names_a_work(read_reference(text_of_entry(source)))
    )


def is_sourced(evidence: Evidence, works: Collection[str]) -> bool:
    """Whether a source supports it that names a work; `works` are the keys of those that do."""
    return any(use.role == UseRole.SUPPORTS and use.source in works for use in evidence.uses)


def is_disputed(evidence: Evidence) -> bool:
    """Whether a source says otherwise."""
    return any(use.role == UseRole.DISPUTES for use in evidence.uses)


def coverage_of(dossier: Dossier) -> Coverage:
    """How many of the items of a dossier are sourced; its list of sources is not counted."""
    counted = coverage_by_section(dossier).values()
    return Coverage(sum(each.sourced for each in counted), sum(each.total for each in counted))


def coverage_by_section(dossier: Dossier) -> dict[str, Coverage]:
    """The same of each section, by its key."""
    labels, works = labels_of(dossier), sourced_keys(dossier)
    return {
        section.key: Coverage(
            sum(is_sourced(evidence_of(claim, labels), works) for claim in section.items), len(section.items)
        )
        for section in dossier.sections
        if section.kind != SectionKind.SOURCES
    }


def review_due(evidence: Evidence, today: date) -> bool:
    """Whether the day is past by which someone was to look at a claim again: from the day after its last day."""
    period = period_said(evidence.review_by)
    return period is not None and period.reach[1] < today


def _texts(claim: Claim | Dossier) -> dict[str, str]:
    """The words of a claim in which marks may stand, by the name of the field; its reply closes it."""
    names = [name for name, meta in fields_of(type(claim)).items() if meta.form in (Form.LINE, Form.PROSE)]
    return {name: getattr(claim, name) for name in sorted(names, key=lambda name: name == _REPLY)}


def _uses(name: str, marks: list[Mark]) -> list[Use]:
    uses = [use for mark in marks for use in mark.uses]
    # What the organization cites for its answer does not support the claim that it answers.
    return [replace(use, role=UseRole.MENTIONS) for use in uses] if name == _REPLY else uses
