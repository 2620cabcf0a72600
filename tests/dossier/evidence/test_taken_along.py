"""A claim that moves to another dossier, or comes back from an older state, brings the sources that it cites."""

import pytest

from organizations.dossier.changes.restore import restored
from organizations.dossier.document import Dossier, Point, SectionKind
from organizations.dossier.evidence.labels import labels_of, sources_of
from organizations.dossier.evidence.marks import marks_in, tail_marks
from organizations.dossier.evidence.relabelling import taken_along
from organizations.dossier.text.parser import parse

ORIGIN = """A Body

It is.


Key Programs

1. Aid [2, p. 3] [assessment]

It helps.[1][but see 2: 47] In [sic] ways.[3]


Sources

[1] A book.
[2] A letter.
[3] [1], preamble"""


def cited(dossier: Dossier, claim: Point) -> list[tuple[str, str, str]]:
    """The citation, role and place of each use of a program."""
    labels = labels_of(dossier)
    words = {source.key: source.citation for source in sources_of(dossier)}
    marks = [*tail_marks(claim.marks, labels), *marks_in(claim.body, labels)]
    return [(words[use.source].rstrip("."), use.role.value, use.locator) for mark in marks for use in mark.uses]


def program(dossier: Dossier) -> Point:
    section = dossier.of_kind(SectionKind.PROGRAMS)
    assert section
    (claim,) = section.items
    assert isinstance(claim, Point)
    return claim


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        ("", 3),
        ("\n\n\nSources\n\n[1] Another.\n[2] A book.", 4),
        ("\n\n\nNotes\n\n1. Another.\n2. A letter.", 4),
        ("\n\n\nFunding\n\nSay [1] and [2].", 3),
    ],
)
def test_a_claim_cites_the_same_in_another_dossier(listed: str, count: int) -> None:
    origin = parse(ORIGIN)
    there = parse(f"B Body\n\nIt is.{'¹' if 'Notes' in listed else ''}{listed}")
    dossier, claim = taken_along(origin, program(origin), there)
    mine, theirs = cited(origin, program(origin)), cited(dossier, claim)
    assert [use[:2] for use in theirs[:3]] == [use[:2] for use in mine[:3]]
    assert theirs[0][2] == "p. 3" and "[sic]" in claim.body
    assert len(sources_of(dossier)) == count and theirs[3][0].startswith("A book, preamble")


def test_a_claim_that_is_put_back_cites_what_it_cited_then() -> None:
    then = parse(ORIGIN)
    now = parse("A Body\n\nIt is.[1]\n\n\nKey Programs\n\n1. Aid\n\n\nSources\n\n[1] Another.")
    back = restored(now, then, "program", "aid")
    assert cited(back, program(back))[:2] == [("A letter", "supports", "p. 3"), ("A book", "supports", "")]
    assert sources_of(back)[0].citation == "Another."
