"""Marks that cite sources: what is one, what is none, and why."""

import time

import pytest

from organizations.dossier.evidence.marks import (
    Doubt,
    Labels,
    Register,
    Target,
    UseRole,
    doubts_in,
    marks_in,
    needs_citation,
    split_line,
    split_tail,
    tail_marks,
    without_marks,
)

LABELS = Labels({label: Target(f"source-{label}") for label in ("1", "2", "3", "12", "^iom", "IOM 1953")}, is_list=True)
RAISED = Labels(LABELS.targets, is_list=True, superscripts=True)


def cited(text: str, labels: Labels = LABELS) -> list[tuple[str, str, str]]:
    """The label, role and locator of each use."""
    return [(use.label, use.role.value, use.locator) for mark in marks_in(text, labels) for use in mark.uses]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Founded.[1]", [("1", "supports", "")]),
        ("Founded.[1][3: 47]", [("1", "supports", ""), ("3", "supports", "47")]),
        ("Founded [1, art. 1]", [("1", "supports", "art. 1")]),
        ("Founded [3, pp. 45–72]", [("3", "supports", "pp. 45–72")]),
        ("Founded [2, 12]", [("2", "supports", ""), ("12", "supports", "")]),
        ("Founded [1, 2, p. 3, 5]", [("1", "supports", ""), ("2", "supports", "p. 3, 5")]),
        ("Founded [1–3]", [("1", "supports", ""), ("2", "supports", ""), ("3", "supports", "")]),
        ("Founded [1; but see 2, § 4]", [("1", "supports", ""), ("2", "disputes", "§ 4")]),
        ("Founded [see also 1]", [("1", "mentions", "")]),
        ("Founded [cf. 1, annex II]", [("1", "mentions", "annex II")]),
        ("Founded [see, e.g., 2]", [("2", "supports", "")]),
        ("Founded [contra 3]", [("3", "disputes", "")]),
        ("Founded[^iom]", [("^iom", "supports", "")]),
        ("Founded [IOM 1953, p. 2]", [("IOM 1953", "supports", "p. 2")]),
        ("Gegründet [1, S. 4]", [("1", "supports", "S. 4")]),
        ("As in https://example.org/a.[1]", [("1", "supports", "")]),
    ],
)
def test_a_bracket_cites_sources_with_place_and_role(text: str, uses: list[tuple[str, str, str]]) -> None:
    assert cited(text) == uses


@pytest.mark.parametrize(
    "text",
    [
        "In [1951] or [1 January 1951], they said [sic] so.",
        "See [1](https://example.org) and ![1].",
        "Code `a[1]` and \\[1] and (1) and states.1",
        "At https://example.org/a[1] and [1",
        "[1, Geneva] [7] [2, 13] [1; 7] [] [ ]",
        "km² and 10³ and zones.¹",
        "[1\n]",
    ],
)
def test_all_of_a_bracket_is_understood_or_all_of_it_is_text(text: str) -> None:
    assert cited(text) == [] and without_marks(text, LABELS) == text


def test_nothing_is_a_mark_without_a_list_of_sources() -> None:
    assert cited("Founded.[1]", Labels()) == []
    assert split_line("Founded [1] [assessment]", Labels()).text == "Founded [1] [assessment]"


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Said [7].", [(Doubt.NO_SOURCE, "7")]),
        ("Said [^who].", [(Doubt.NO_SOURCE, "^who")]),
        ("Said [1, Geneva].", [(Doubt.NO_LOCATOR, "Geneva")]),
        ("Said [2, 13].", [(Doubt.NO_LOCATOR, "13")]),
        ("In [1951], [sic], [1 January 1951], [2000].", []),
    ],
)
def test_what_looks_like_a_mark_and_is_none_is_told(text: str, doubts: list[tuple[Doubt, str]]) -> None:
    assert [(each.doubt, each.text) for each in doubts_in(text, LABELS)] == doubts


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("zones.¹ In 1990.²", ["1", "2"]),
        ("zones¹² later", ["12"]),
        ("zones¹³ later", ["1", "3"]),
        ("zones¹,² and ¹", ["1", "2"]),
        ("zones.¹⁻³", ["1", "2", "3"]),
        ("5 km² and 10³ and zone⁴⁵", []),
        ("see [a report](https://example.org/a)¹", ["1"]),
    ],
)
def test_raised_numbers_are_marks_behind_a_word_or_a_full_stop(text: str, labels: list[str]) -> None:
    assert [label for label, _role, _locator in cited(text, RAISED)] == labels


@pytest.mark.parametrize(
    ("line", "text", "marks"),
    [
        (
            "Members: 175+ [2] [as of June 2024; review by June 2026]",
            "Members: 175+",
            " [2] [as of June 2024; review by June 2026]",
        ),
        ("Founded[^iom]", "Founded", "[^iom]"),
        ("Title [2]  [assessment]  ", "Title", " [2]  [assessment]  "),
        ("Title [sic] [1]", "Title [sic]", " [1]"),
        ("Title [1] [sic]", "Title [1] [sic]", ""),
        ("Title \\[1]", "Title \\[1]", ""),
        ("Title [as of soon]", "Title [as of soon]", ""),
        ("[1]", "[1]", ""),
    ],
)
def test_marks_come_off_a_line_as_they_are_written(line: str, text: str, marks: str) -> None:
    assert split_tail(line, LABELS) == (text, marks)


def test_marks_in_a_label_come_before_those_behind_the_line() -> None:
    split = split_line("1951 [1]: Founding [2]", LABELS)
    assert (split.text, split.marks, split.moved) == ("1951: Founding", " [1][2]", True)
    assert split_line("1951 [3: 47]: Founding", LABELS).text == "1951: Founding"


def test_a_tail_states_how_old_a_claim_is_and_how_it_is_said() -> None:
    marks = tail_marks(" [2] [as of June 2024; review by June 2026] [stated position]", LABELS)
    stated = {str(each.name): each.text for mark in marks for each in mark.statements}
    assert stated == {"as of": "June 2024", "review by": "June 2026", "register": Register.STATED}
    assert marks[0].uses[0].role == UseRole.SUPPORTS
    assert needs_citation("So they say.[citation needed]", LABELS)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["[1]", "[1, ", "[[", "`[1]", "[1](", "https://a.b/[1]", "¹", "[but see 1; ", "]" * 9])
def test_a_long_text_of_anything_is_read_in_time(part: str) -> None:
    text = part * (200_000 // len(part))
    start = time.process_time()
    split_line(text, RAISED)
    doubts_in(text, RAISED)
    assert time.process_time() - start < 5
