"""What changed in what a claim stands on is told in plain words, without a bracket."""

import pytest

from organizations.dossier.changes.compare import compare
from organizations.dossier.changes.identity import carry_identity
from organizations.dossier.document import Dossier
from organizations.dossier.text.parser import parse
from organizations.wording import summary
from tests.dossier.evidence.test_sources_of_a_text import TEXT

OLD = parse(TEXT)
CHANGES = [
    (
        "(USA) [2]",
        "(USA) [2][but see 1, p. 3]",
        "Source that disputes “Amy Pope” added: AB, Constitution (Geneva, 1953), p. 3",
    ),
    ("1951 [2; see also 1]", "1951 [2]", "Source no longer mentioned at “Founded”: AB, Constitution (Geneva, 1953)"),
    ("1951 [2; see also 1]", "1951 [see also 1]", "Source removed from “Founded”: AB, “Members”"),
    ("as of June 2024", "as of June 2025", "“Members” is now as of June 2025"),
    ("; review by June 2026", "", "“Members” no longer says by when it is to be reviewed"),
    ("[assessment]", "[reported fact]", "“A Tool” is now said as reported fact"),
    (" [assessment]", "", "“A Tool” no longer says how it is said"),
    ("people.[1][2: 47]", "people.[1]", "Source removed from “A Tool”: AB, “Members”, 47"),
    ("people.[1]", "people[1].", "The marks of sources at “A Tool” changed, the sources did not"),
    (
        "introduction.[1]",
        "introduction.[2]",
        "Source added to “A Body”: AB, “Members”; Source removed from “A Body”: AB",
    ),
    (
        "They are 176. [1]",
        "They are 177. [1]",
        "Reply of the organization to “Members” changed from Reply of AB (3 May 2024): They are 176. to Reply of AB",
    ),
    (
        "1953).",
        "1953), art. 1.",
        "Citation of “AB, Constitution (Geneva, 1953), art. 1.” changed from AB, Constitution",
    ),
]


def edited(old: str, new: str) -> Dossier:
    assert TEXT.count(old) == 1
    return carry_identity(OLD, parse(TEXT.replace(old, new)))


@pytest.mark.parametrize(("old", "new", "words"), CHANGES)
def test_a_change_of_evidence_is_told_in_plain_words(old: str, new: str, words: str) -> None:
    text = summary(compare(OLD, edited(old, new)))
    assert text.startswith(words)
    assert "[" not in text


def test_words_that_changed_with_their_marks_are_shown_without_these() -> None:
    [change] = compare(OLD, edited("Made to manage people.[1]", "Made to manage migrants.[2]"))
    assert [(each.old, each.new) for each in change.fields] == [("Made to manage people.", "Made to manage migrants.")]
    assert [message.code for message in change.evidence] == ["source-added", "source-removed"]


def test_a_source_is_added_and_removed_by_name() -> None:
    new = edited("    Read: 3 May 2024", "    Read: 3 May 2024\n[3] AB, Budget (2020).")
    assert [(each.change, each.kind, each.text) for each in compare(OLD, new)] == [
        ("added", "source", "AB, Budget (2020).")
    ]


def test_other_labels_for_the_same_sources_are_no_change_of_sources() -> None:
    swapped = TEXT.replace("[1", "[9").replace("[2", "[1").replace("[9", "[2").replace("see also 1", "see also 2")
    found = compare(OLD, carry_identity(OLD, parse(swapped)))
    codes = {message.code for each in found for message in each.evidence}
    assert codes == {"marks-changed"}
