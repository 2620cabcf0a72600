"""A text with a list of sources: read whole, written to the byte, and read as today where it has none."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.changes.merge import merge
from organizations.dossier.document import Dossier, Event, Fact, Role, SectionKind, from_json, to_json
from organizations.dossier.evidence.labels import labels_of, sources_of, texts_of
from organizations.dossier.evidence.marks import marks_in, tail_marks
from organizations.dossier.evidence.relabelling import new_mark, with_sources
from organizations.dossier.evidence.settling import settled
from organizations.dossier.items import Source
from organizations.dossier.text.parser import parse, read
from organizations.dossier.text.writer import text_of, wording, write

IOM = Path("fixtures/dossiers/iom.txt").read_text("utf-8").strip()
BODY, CLOSING = IOM.rsplit("\n\n\n", 1)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
TEXT = """A Body (AB) — Deep Dossier

An introduction.[1]


Snapshot

  • Founded: 1951 [2; see also 1]
  • Members: 175+ member states [2] [as of June 2024; review by June 2026]
    Reply of AB (3 May 2024): They are 176. [1]

Timeline

1951–1970s: A Tool [1, pp. 45–72] [assessment]

Made to manage people.[1][2: 47]

2016 [1]: Joins


Key People

  • Amy Pope: Director General since 2023 (USA) [2]

Sources

[1] AB, Constitution (Geneva, 1953).
[2] AB, “Members”. https://example.org/members
    Read: 3 May 2024"""


def held(dossier: Dossier, kind: SectionKind) -> list[object]:
    section = dossier.of_kind(kind)
    return list(section.items) if section else []


def test_marks_come_off_before_a_line_is_read() -> None:
    dossier = parse(TEXT)
    founded, members = held(dossier, SectionKind.SNAPSHOT)
    assert isinstance(founded, Fact) and (founded.value, founded.marks) == ("1951", " [2; see also 1]")
    assert isinstance(members, Fact) and members.reply == "Reply of AB (3 May 2024): They are 176. [1]"
    (role,) = held(dossier, SectionKind.PEOPLE)
    assert isinstance(role, Role) and role.period and (role.country, role.marks) == ("USA", " [2]")
    tool, joins = held(dossier, SectionKind.TIMELINE)
    assert isinstance(tool, Event) and (tool.key, tool.marks) == ("a-tool", " [1, pp. 45–72] [assessment]")
    assert isinstance(joins, Event) and (joins.period.words, joins.marks) == ("2016", " [1]")


def test_marks_within_a_label_are_told_to_have_moved() -> None:
    reading = read(TEXT)
    assert [notice.message.code for notice in reading.notices] == ["marks-moved"]
    assert write(reading.dossier) == TEXT.replace("2016 [1]: Joins", "2016: Joins [1]")


def test_commas_part_marks_behind_a_line_and_within_its_label() -> None:
    listed = "Sources\n\n[1] A book.\n[2] Another."
    text = f"T\n\n\nSnapshot\n\n  • Members: 175 [1], [2] [as of 2024]\n\nTimeline\n\n2016: Joins [1],[2]\n\n\n{listed}"
    assert write(parse(text)) == text
    snapshot, timeline, _sources = parse(text.replace("2016:", "2016 [1], [2]:")).sections
    assert [claim.marks for claim in (*snapshot.items, *timeline.items)] == [" [1], [2] [as of 2024]", " [1][2][1],[2]"]
    assert isinstance(snapshot.items[0], Fact) and snapshot.items[0].value == "175"
    assert isinstance(timeline.items[0], Event) and timeline.items[0].period.words == "2016"


def test_json_keeps_sources_and_reads_what_was_recorded_before_them() -> None:
    dossier = parse(TEXT)
    assert from_json(to_json(dossier)) == dossier
    assert from_json({**to_json(parse(IOM)), "format": 1}) == parse(IOM)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("T\n\nIt is.\n\n\nSources\n\n[1] A book.\n[2] Another.", ["1", "2"]),
        ("T\n\nIt is.\n\n\nSources\n\n[1] A book.\n\n[2] Another.", ["1", "2"]),
        ("T\n\nIt is.[^a]\n\n[^a]: A book.", ["^a"]),
        ("T\n\nIt is so.¹\n\n\nNotes\n\n1. A book.\n2. Ibid., p. 5.", ["1", "2"]),
        ("T\n\nIt is so.[2]\n\n\nReferences\n\n1) A book.\n2) Another.\n    1991. Geneva", ["1", "2"]),
        ("T\n\nIt is.\n\n\nReturn to start\n\n\nSources\n\n[1] A book.", ["1"]),
        ("T\n\nIt is.\n\n\nSources — Sources", []),
        ("T\n\nIt is.\n\n\nSources — What We Read\n\n[1] A book.", ["1"]),
        ("T\n\nIt is.\n\n\nSources\n\n[1] A book.\n    \\Timeline\n    \\[2] Not one.", ["1"]),
    ],
)
def test_a_list_of_sources_is_written_as_it_was(text: str, labels: list[str]) -> None:
    dossier = parse(text)
    assert dossier.of_kind(SectionKind.SOURCES) and list(labels_of(dossier).targets) == labels
    assert text_of(dossier) == write(dossier) == text


OPENED = {
    "[x]": "[{0}] ",
    "[x]:": "[{0}]: ",
    "[^x]:": "[^{0}]: ",
    "1.": "{0}. ",
    "1)": "{0}) ",
    "¹": "{1} ",
    "¹A": "{1}",
}
"""How an entry opens, with its number and the raised one."""
LISTED = {
    "in a row": "{9}A book.\n{10}Another.\n{11}A third.",
    "with blank lines": "{9}A book.\n\n{10}Another.",
    "with further lines": "{9}A book.\n    Read: 3 May 2024\n    Kept: a.pdf\n{10}Another.\n    More of it.",
    "below their words": "{9}A book.\n{-9}Read: 3 May 2024\n{10}Another.\n{-10}More of it.\n{-10}And more.",
    "another place": "{9}A book.\n{10}Ibid., p. 5.\n{11}[9], preamble",
    "twice": "{9}A book.\n{9}Another.",
    "without words": "{9}A book.\n{10}",
}


# A number opens an entry only where it is higher than the one before, and words follow.
NUMBERED = [
    (style, form) for style in ("1.", "1)", "¹", "¹A") for form in LISTED if form not in ("twice", "without words")
]
BRACKETED = [(style, form) for style in ("[x]", "[x]:", "[^x]:") for form in LISTED]


@pytest.mark.parametrize(("style", "form"), [*NUMBERED, *BRACKETED])
@pytest.mark.parametrize("end", ["", "\n\n\nFurther Reading\n\nA book.", "\n\n\nReturn to start"])
def test_a_list_of_sources_of_any_style_is_written_to_the_byte(style: str, form: str, end: str) -> None:
    def filled(found: re.Match[str]) -> str:
        opened = OPENED[style].format(found[2], found[2].translate(RAISED))
        return " " * len(opened) if found[1] else opened

    entries = re.sub(r"\{(-?)(\d+)\}", filled, LISTED[form])
    mark = {"[^x]:": "[^9]", "1.": "⁹", "1)": "[9]"}.get(style, "[9]")
    text = f"T\n\nIt is so.{mark}\n\n\nSources\n\n" + re.sub(r"(?m) +$", "", entries) + end
    dossier = parse(text)
    assert labels_of(dossier).targets and text_of(dossier) == write(dossier) == text


@pytest.mark.parametrize("label", ["IOM 1953", "1a", "é", "001", "Geiger & Pécoud", "A1 §2", "IOM’s", "IOM/2"])
@pytest.mark.parametrize("order", ["{0} A book.\n[zz] B.", "[zz] B.\n{0} A book.", "[3] C.\n{0} A.\n[1] B.\n[2] D."])
def test_labels_and_their_order_stay_as_they_were_written(label: str, order: str) -> None:
    text = f"T\n\nIt is.[{label}]\n\n\nSources\n\n{order.format(f'[{label}]')}"
    assert label in labels_of(parse(text)).targets and write(parse(text)) == text


@pytest.mark.parametrize(
    ("other", "made_even"),
    [
        ("[1] A.\n\n[2] B.\n[3] C.", "[1] A.\n[2] B.\n[3] C."),
        ("[1] A.\n\n\n[2] B.", "[1] A.\n\n[2] B."),
        ("[1] A.\nand more\n[2] B.", "[1] A.\n    and more\n[2] B."),
        ("[1] A.\n  and more\n\tand yet more", "[1] A.\n    and more\n    and yet more"),
        ("[1] A.\n\n    Of two paragraphs.", "[1] A.\n    Of two paragraphs."),
        ("  [1]  A  book. \n  [2] B.", "[1] A book.\n[2] B."),
    ],
)
def test_white_space_of_another_hand_is_made_even_once(other: str, made_even: str) -> None:
    text = "T\n\nIt is.[1]\n\n\nSources\n\n"
    assert write(parse(text + other)) == write(parse(text + made_even)) == text + made_even


@pytest.mark.parametrize(
    "text",
    [
        "T\n\nIt is [1] so.\n\n\nSources\n\nA book.",
        "T\n\nIt is so.\n\n\nNotes\n\n1. It is five km².\n2. Not 10³.",
        "T\n\nIt is so [1] [assessment]\n\n\nFunding\n\nA. [2]",
        "T\n\nSays:\n\n[^a] is a mark.",
    ],
)
def test_without_a_list_a_text_is_read_as_ever(text: str) -> None:
    dossier = parse(text)
    assert dossier.of_kind(SectionKind.SOURCES) is None and text_of(dossier) == text


@pytest.mark.slow
def test_a_text_of_nothing_but_lists_is_read_in_time() -> None:
    text = "T\n\nIt is.\n\n\n" + "\n\n\n".join(["Notes\n\n1. A."] * 5_000)
    start = time.process_time()
    assert parse(text).of_kind(SectionKind.SOURCES) is None
    assert time.process_time() - start < 10


def test_only_the_first_list_counts_and_its_first_entry_of_a_label() -> None:
    reading = read("T\n\nIt is.[1]\n\n\nNotes\n\n[1] A book.\n[1] Another.\n\n\nReferences\n\n[1] A third.")
    assert [notice.message.code for notice in reading.notices] == ["source-twice", "more-sources"]
    first, second = sources_of(reading.dossier)
    assert labels_of(reading.dossier).targets["1"].source == first.key != second.key


@pytest.mark.parametrize(
    "text",
    [
        "T\n\nIt is.[1]\n\n\nSources\n\nWe used archives.\n\n\nNotes\n\n[1] A book.",
        "T\n\nIt is.[1]\n\n\nNotes\n\n[1] A book.\n\n\nSources\n\nWe used archives.",
        "T\n\n\nSources\n\nWe used archives.\n\n\nKey Programs\n\n1. Aid",
    ],
)
def test_a_section_of_its_own_may_be_called_as_the_list_is(text: str) -> None:
    dossier = parse(text)
    sections = [
        replace(section, items=tuple(replace(item, marks=" [assessment]") for item in section.items))
        if section.kind == SectionKind.PROGRAMS
        else section
        for section in dossier.sections
    ]
    dossier = settled(replace(dossier, sections=tuple(sections)))
    assert dossier.of_kind(SectionKind.SOURCES)
    keys = [section.key for section in dossier.sections]
    assert len(set(keys)) == len(keys) and wording(parse(write(dossier))) == wording(dossier)


@pytest.mark.parametrize("citation", ["[1], preamble", "Ibid., preamble"])
def test_an_entry_may_be_another_place_in_the_same_source(citation: str) -> None:
    labels = labels_of(parse(f"T\n\nIt is.[2]\n\n\nSources\n\n[1] A book.\n[2] {citation}"))
    assert (labels.targets["2"].source, labels.targets["2"].locator) == (labels.targets["1"].source, "preamble")


STYLES = {
    "brackets": ("[{0}]", " [{0}]", "[{0}] "),
    "places": ("[{0}, p. 4]", " [{0}: 4; review by June 2031]", "[{0}]: "),
    "notes": ("[^n{0}]", "[^n{0}]", "[^n{0}]: "),
    "numbers": ("[{0}]", " [{0}]", "{0}. "),
    "raised": ("{0}", "", "{0}. "),
}
NO_MARKS = ("", "", " [sic]", " [1951]", "[7]", " [1990, Geneva]", "[^7]")
"""What stands before some marks, and is none: no label defines it."""


@st.composite
def marked(draw: st.DrawFn) -> str:
    """The IOM text with marks in one style at ends of its lines, and a list of three sources."""
    style = draw(st.sampled_from(sorted(STYLES)))
    running, tail, entry = STYLES[style]
    lines = BODY.split("\n")
    for at in draw(st.sets(st.integers(4, len(lines) - 1), min_size=1, max_size=12)):
        line, number = lines[at], str(draw(st.integers(1, 3)))
        number = number.translate(RAISED) if style == "raised" else number
        if line.endswith((".", "”")):
            lines[at] = line + draw(st.sampled_from(NO_MARKS)) + running.format(number)
        elif line.strip() and (": " in line or line[0].isdigit()):
            lines[at] = line + tail.format(number)
    body = "\n".join(lines)
    if body == BODY:  # a numbered list is one where a mark cites it
        body = body.replace("\n\n\n", f" The introduction.{running.format('¹' if style == 'raised' else 1)}\n\n\n", 1)
    listed = "\n".join(f"{entry.format(number)}Source {number}, 195{number}." for number in (1, 2, 3))
    heading = "" if style == "notes" else "Sources\n\n"
    end = f"\n\n{listed}" if style == "notes" else f"\n\n\n{heading}{listed}\n\n\n{CLOSING}"
    return body + end


def bare(dossier: Dossier) -> list[tuple[object, ...]]:
    """What identifies a claim, and what was read from its line."""
    return [
        (claim.key, getattr(claim, "period", None), getattr(claim, "person", None), getattr(claim, "country", None))
        for section, claim in dossier.items()
        if section.kind != SectionKind.SOURCES
    ]


@given(marked())
def test_a_marked_text_is_the_unmarked_one_with_marks(text: str) -> None:
    dossier = parse(text)
    assert text_of(dossier) == text
    assert bare(dossier) == bare(parse(IOM))
    labels = labels_of(dossier)
    assert set(labels.targets) in ({"1", "2", "3"}, {"^n1", "^n2", "^n3"})
    written = re.findall(r"\[\^?n?[123](?:, p\. 4|: 4; review by June 2031)?\](?! Source|:)|[¹²³]", text)
    assert len(written) == sum(len(mark.uses) for each in texts_of(dossier) for mark in marks_in(each, labels))


@given(st.integers(1, 3), st.integers(1, 3), st.booleans())
def test_a_mark_cites_the_source_that_it_cited_on_its_side(one: int, other: int, same: bool) -> None:
    base = parse(TEXT)
    ours, theirs = (
        _citing(base, f"Found by {'both' if same else name}", count) for name, count in (("us", one), ("them", other))
    )
    merged = merge(base, ours, theirs).dossier
    for side in (ours, theirs):
        assert _cited(side) <= _cited(merged)
    assert _cited(merged) == _cited(ours) | _cited(theirs)


def _citing(dossier: Dossier, citation: str, count: int) -> Dossier:
    """The dossier with so many more sources, the last of which the first fact cites."""
    for number in range(count):
        added = Source(key=f"new-{number}", mark=new_mark(dossier), citation=f"{citation} {number}")
        dossier = with_sources(dossier, [added])
    first, *others = dossier.sections
    fact = replace(first.items[0], marks=f" [2][{sources_of(dossier)[-1].mark.strip('[]')}]")
    return replace(dossier, sections=(replace(first, items=(fact, *first.items[1:])), *others))


def _cited(dossier: Dossier) -> set[tuple[str, str]]:
    """Each claim with each citation it stands on."""
    labels = labels_of(dossier)
    words = {source.key: source.citation for source in sources_of(dossier)}
    return {
        (claim.key, words[use.source])
        for section, claim in dossier.items()
        if section.kind != SectionKind.SOURCES
        for mark in (*tail_marks(claim.marks, labels), *marks_in(getattr(claim, "body", ""), labels))
        for use in mark.uses
    }
