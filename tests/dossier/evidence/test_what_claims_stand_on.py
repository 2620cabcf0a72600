"""What a claim stands on: which sources support it, what is said of it, and how much of a dossier is sourced."""

from datetime import date

import pytest

from organizations.dossier.document import Dossier, Section, SectionKind
from organizations.dossier.evidence.labels import labels_of
from organizations.dossier.evidence.standing import (
    Coverage,
    Evidence,
    coverage_of,
    evidence_of,
    is_disputed,
    is_sourced,
    review_due,
    sourced_keys,
)
from organizations.dossier.text.parser import parse

TEXT = """Full Dossier: International Organization for Migration (IOM)

Snapshot
  • Members: 175+ member states [1] [as of June 2024; review by June 2026]
  • Headquarters: Geneva [stated position]
  • Budget: large [3]

Programs
1. Returns
Voluntary in name.[but see 2] Funded by a few.[citation needed]

Reply of IOM (3 May 2024): All of it is voluntary. [1]

Sources

[1] IOM, Constitution (Geneva, 1953).
[2] M. Geiger, “Managing”, 2010.
[3] A colleague
"""


def claims_of(dossier: Dossier) -> dict[str, Evidence]:
    labels = labels_of(dossier)
    return {claim.key: evidence_of(claim, labels) for _section, claim in dossier.items()}


def test_marks_behind_a_line_say_source_age_and_register() -> None:
    claims = claims_of(parse(TEXT))

    assert [use.label for use in claims["members"].uses] == ["1"]
    assert (claims["members"].as_of, claims["members"].review_by) == ("June 2024", "June 2026")
    assert claims["headquarters"].register == "stated position"


def test_a_source_that_disputes_or_is_cited_in_the_reply_does_not_support_the_claim() -> None:
    dossier = parse(TEXT)
    program = claims_of(dossier)["returns"]

    assert [(use.label, use.role.value) for use in program.uses] == [("2", "disputes"), ("1", "mentions")]
    assert is_disputed(program)
    assert not is_sourced(program, sourced_keys(dossier))
    assert program.needs_citation
    assert program.reply.startswith("Reply of IOM")


def test_a_source_that_names_no_work_makes_no_claim_sourced() -> None:
    dossier = parse(TEXT)

    assert len(sourced_keys(dossier)) == 2
    assert not is_sourced(claims_of(dossier)["budget"], sourced_keys(dossier))
    assert coverage_of(dossier) == Coverage(1, 4)


def test_a_dossier_without_a_list_of_sources_has_no_evidence() -> None:
    dossier = parse(TEXT.partition("\nSources")[0])

    assert coverage_of(dossier) == Coverage(0, 4)
    assert all(not evidence.uses for evidence in claims_of(dossier).values())


def test_a_section_stands_on_what_its_own_words_cite() -> None:
    dossier = parse(TEXT)
    section = Section(key="x", kind=SectionKind.OTHER, heading="Notes to readers", text="Seen by all.[2]")

    assert [use.label for use in evidence_of(section, labels_of(dossier)).uses] == ["2"]


@pytest.mark.parametrize(
    ("review_by", "today", "due"),
    [
        ("June 2026", date(2026, 6, 30), False),
        ("June 2026", date(2026, 7, 1), True),
        ("2026", date(2026, 12, 31), False),
        ("3 May 2026", date(2026, 5, 4), True),
        ("", date(2026, 7, 1), False),
    ],
)
def test_a_review_is_due_from_the_day_after(review_by: str, today: date, due: bool) -> None:
    assert review_due(Evidence(review_by=review_by), today) is due
