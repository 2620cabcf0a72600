"""Duplicates in a list of sources: which entries are likely the same, and that a merge changes nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Dossier
from organizations.dossier.evidence.duplicates import Unmerged, duplicates, with_one_source
from organizations.dossier.evidence.labels import labels_of, own_entries, sources_of, texts_of
from organizations.dossier.evidence.marks import marks_in, without_marks
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write

TEXT = """A Body

It is.[2][but see 3: 47] In [sic] ways.[1]


Snapshot

  • Members: 175+ [1][2, p. 3] [as of June 2024]
  • Seat: Geneva [2]
  • Size: Big [1; 2]


Sources

[1] A study, doi:10.1000/abc
[2] Someone, “A Study” (1999). https://doi.org/10.1000/ABC
[3] A letter (1951)
[4] a Letter (1951).
[5] [2], preamble
[6] Another letter (1951)."""


def cited(dossier: Dossier, same: dict[str, str]) -> list[tuple[str, set[tuple[str, str, str]]]]:
    """Each text without its marks, with the words of the sources that it cites, what for, and where."""
    labels = labels_of(dossier)
    return [
        (
            " ".join(without_marks(text, labels).split()),
            {
                (same.get(use.source, use.source), use.role.value, use.locator)
                for mark in marks_in(text, labels)
                for use in mark.uses
            },
        )
        for text in texts_of(dossier)
    ]


def keys(dossier: Dossier) -> dict[str, str]:
    """The keys of the entries by their marks."""
    return {source.mark: source.key for source in sources_of(dossier)}


def test_the_same_work_or_the_same_words_are_found() -> None:
    groups = duplicates(sources_of(parse(TEXT)))
    assert [[source.mark for source in group] for group in groups] == [["[1]", "[2]"], ["[3]", "[4]"]]


def test_one_that_is_like_two_joins_them() -> None:
    text = "A\n\nIt.[1][2][3]\n\n\nSources\n\n[1] A study (1999).\n[2] x doi:10.1000/a\n[3] y doi:10.1000/a\n[4] Z."
    assert [[source.mark for source in group] for group in duplicates(sources_of(parse(text)))] == [["[2]", "[3]"]]


def test_marks_of_the_one_become_marks_of_the_other_and_nothing_else_changes() -> None:
    dossier = parse(TEXT)
    at = keys(dossier)
    text = write(with_one_source(dossier, at["[1]"], at["[2]"]))
    wanted = TEXT.replace("[2][but", "[1][but").replace("[2, p. 3]", "[1, p. 3]").replace("Geneva [2]", "Geneva [1]")
    wanted = wanted.replace("[1; 2]", "[1]").replace("[5] [2]", "[5] [1]")
    wanted = wanted.replace("[2] Someone, “A Study” (1999). https://doi.org/10.1000/ABC\n", "")
    assert text.strip() == wanted


def test_the_later_entry_may_be_kept_too_and_said_twice_is_said_once() -> None:
    dossier = parse(TEXT.replace("[2, p. 3]", "[2]"))
    at = keys(dossier)
    text = write(with_one_source(dossier, at["[2]"], at["[1]"]))
    assert "175+ [2] [as of June 2024]" in text and "[1]" not in text


def test_raised_numbers_stay_raised() -> None:
    dossier = parse("A Body\n\nIt is so.² And zones.¹\n\n\nNotes\n\n1. A letter.\n2. a letter")
    at = keys(dossier)
    assert "It is so.¹ And zones.¹" in write(with_one_source(dossier, at["1."], at["2."]))


def test_an_entry_of_which_another_says_that_it_is_the_same_is_not_merged() -> None:
    dossier = parse("A\n\nIt.[1][2][3][4]\n\n\nSources\n\n[1] B (1999).\n[2] C (1951).\n[3] c (1951)\n[4] Ibid., p. 5")
    at = keys(dossier)
    with_one_source(dossier, at["[3]"], at["[2]"])
    merged = with_one_source(parse(write(dossier)), at["[2]"], at["[3]"])  # it is of C in any case
    assert cited(merged, {}) == cited(dossier, {at["[3]"]: at["[2]"]})
    with pytest.raises(Unmerged):
        with_one_source(dossier, at["[1]"], at["[3]"])


@st.composite
def listed(draw: st.DrawFn) -> Dossier:
    """A dossier with two to five sources, some of them places in another, which text and facts cite in any way."""
    count = draw(st.integers(2, 5))
    entries = st.sampled_from(
        ["A letter (19{}1).", "A book (1999). https://a.example/{}", "Ibid., p. {}", "[1], p. {}"]
    )
    sources = "\n".join(f"[{at}] {draw(entries).format(at)}" for at in range(1, count + 1))
    number = st.integers(1, count)
    forms = st.sampled_from(["[{}]", "[{}, p. 3]", "[but see {}: 47]", "[{}; see also {}]", "[{}–5]", "[sic]", "[9]"])
    marks = st.lists(st.builds(lambda form, *at: form.format(*at), forms, number, number), max_size=4).map("".join)
    facts = "\n".join(f"  • Fact {at}: Value {draw(marks)}".rstrip() for at in range(3))
    return parse(f"A Body\n\nIt is.{draw(marks)} So.{draw(marks)}\n\n\nSnapshot\n\n{facts}\n\n\nSources\n\n{sources}")


@given(listed(), st.data())
def test_each_claim_cites_the_same_works_as_before(dossier: Dossier, data: st.DataObject) -> None:
    entries = [source.key for source in own_entries(dossier)]
    if len(entries) < 2:
        return
    kept, dropped = data.draw(st.permutations(entries))[:2]
    try:
        merged = with_one_source(dossier, kept, dropped)
    except Unmerged:
        assert len(entries) < len(sources_of(dossier))  # an entry is a place in another
        return
    assert cited(merged, {}) == cited(dossier, {dropped: kept})
    assert {source.key for source in sources_of(dossier)} - {source.key for source in sources_of(merged)} == {dropped}
    assert write(parse(write(merged))) == write(merged)
