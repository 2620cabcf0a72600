"""Text to dossier: texts in other hands, what is reported, and what broken texts are told."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import AnyClaim, Dossier, Fact, Influence, Lines, Role, SectionKind
from organizations.dossier.text.errors import (
    DossierError,
    FieldTooLong,
    NoTitle,
    RepeatedSection,
    TextTooLarge,
    UnreadablePeriod,
    UnreadableText,
)
from organizations.dossier.text.parser import parse, read
from organizations.dossier.text.reading import Reading
from organizations.wording import sentence
from tests.dossier.strategies import IOM, letters, mangled, words_of, words_of_item
from tests.support.bounded import bounded

EXAMPLES = sorted(Path(__file__).parent.glob("examples/*.txt"))
SECTIONS = {
    "imf_unknown_sections": "other:0 timeline:2 other:0 other:0 snapshot:2",
    "nato_other_order": "people:6 snapshot:3 programs:2",
    "who_from_windows": "snapshot:4 timeline:4 people:3 programs:2 pressure_points:1 intersections:1",
    "wto_marks": "snapshot:2 timeline:1 programs:2",
}
NOTICES = {
    "imf_unknown_sections": {5: "not known", 22: "without a period", 27: "not known", 32: "not known"},
    "nato_other_order": {13: "no name", 15: "no name", 25: "before the first item", 29: "no label"},
    "who_from_windows": {},
    "wto_marks": {8: "no label", 38: "numbered 7 where 2 comes next"},
}


def reading(name: str) -> Reading:
    return read((Path(__file__).parent / f"examples/{name}.txt").read_bytes())


def items(text: str, kind: SectionKind) -> tuple[AnyClaim, ...]:
    section = parse(text).of_kind(kind)
    assert section is not None
    return section.items


def people(*lines: str) -> list[AnyClaim]:
    return list(items("A Body (AB)\n\nKey People\n\n" + "\n".join(f"• {line}" for line in lines), SectionKind.PEOPLE))


def dossier_or_error(source: str | bytes) -> Dossier | DossierError:
    try:
        return parse(source)
    except DossierError as error:
        return error


@pytest.fixture(scope="module")
def iom() -> Dossier:
    return parse(IOM)


# The dossier it was made for


def test_every_section_of_the_iom_dossier_is_known(iom: Dossier) -> None:
    assert [(section.kind, len(section.items)) for section in iom.sections] == [
        (SectionKind.SNAPSHOT, 5),
        (SectionKind.TIMELINE, 5),
        (SectionKind.PEOPLE, 4),
        (SectionKind.PROGRAMS, 5),
        (SectionKind.PRESSURE_POINTS, 4),
        (SectionKind.INTERSECTIONS, 4),
    ]
    assert read(IOM).notices == ()


def test_the_frame_of_the_iom_dossier_is_read(iom: Dossier) -> None:
    assert (iom.name, iom.acronym) == ("International Organization for Migration", "IOM")
    assert iom.headline == "IOM — Deep Dossier: Structure, Power, and Global Operations"
    assert iom.introduction.startswith("This dossier provides a structural analysis")
    assert iom.closing == "Return to main directory: International Organizations Index"


def test_source_lines_point_at_the_words(iom: Dossier) -> None:
    lines = IOM.split("\n")
    for section, claim in iom.items():
        assert section.lines and claim.lines
        assert section.lines.first < claim.lines.first <= claim.lines.last <= section.lines.last
        result = " ".join(lines[claim.lines.first - 1 : claim.lines.last])
        assert letters(" ".join(words_of_item(claim))) == letters(result)
    assert iom.source_lines["title"] == Lines(1, 1)
    assert iom.source_lines["closing"] == Lines(len(lines), len(lines))


def test_the_source_lines_of_an_event_are_its_head_and_its_body() -> None:
    event = items(IOM, SectionKind.TIMELINE)[0]
    assert event.lines == Lines(18, 20)
    assert IOM.split("\n")[17] == "1951–1970s: Cold War Resettlement Tool"


# Who is a person


def test_a_founding_influence_is_an_influence_and_no_person() -> None:
    (influence,) = people("Founding Influence: Western Allied states shaping post-WWII demographics")
    assert isinstance(influence, Influence)
    assert influence.label == "Founding Influence"
    assert influence.text == "Western Allied states shaping post-WWII demographics"
    assert read("A (B)\n\nKey People\n\n• Founding Influence: Western Allied states").notices == ()


def test_a_label_that_is_neither_person_nor_collective_is_reported() -> None:
    (notice,) = read("A (B)\n\nKey People\n\n• Secretariat: who serves\n• Big Donors: who pay").notices
    assert (notice.line, notice.text) == (5, "• Secretariat: who serves")


OFFICES = [
    ("Amy Pope: Director General since 2023 (USA)", "Director General", "since 2023", "USA"),
    ("Amy Pope: Director General, since 2023 (USA)", "Director General", "since 2023", "USA"),
    ("Amy Pope: Director General, 2008–2018", "Director General", "2008–2018", ""),
    ("Amy Pope: Director General 2008–2018 (USA)", "Director General", "2008–2018", "USA"),
    ("Amy Pope: Director General c. 1990–1995", "Director General", "c. 1990–1995", ""),
    ("Amy Pope: Director General (2008–2018)", "Director General", "2008–2018", ""),
    ("Amy Pope: 2008–2018", "", "2008–2018", ""),
    ("Amy Pope: Chair, Audit, early 1990s (Korea, Rep.)", "Chair, Audit", "early 1990s", "Korea, Rep."),
    ("Amy Pope: Envoy for Agenda 2030", "Envoy for Agenda 2030", "", ""),
    ("Amy Pope: Envoy (acting) (USA)", "Envoy (acting)", "", "USA"),
    ("Ludwig van der Meer: Chair", "Chair", "", ""),
    ("Amy Pope", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "title", "period", "country"), OFFICES)
def test_an_office_is_title_period_and_country(line: str, title: str, period: str, country: str) -> None:
    (role,) = people(line)
    assert isinstance(role, Role)
    assert (role.title, role.period.words if role.period else "", role.country) == (title, period, country)


@pytest.mark.parametrize("label", ["Western Allied States", "Founders", "Secretariat", "the donors", "Big Donors"])
def test_a_collective_is_no_person(label: str) -> None:
    assert isinstance(people(f"{label}: who pays")[0], Influence)


TITLES = [
    ("World Health Organization (WHO) — Deep Dossier", "World Health Organization", "WHO"),
    ("World Health Organization (WHO)— Dossier", "World Health Organization", "WHO"),
    ("World Health Organization - full dossier", "World Health Organization", ""),
    ("Bank for International Settlements (BIS)", "Bank for International Settlements", "BIS"),
    ("Eurodossier", "Eurodossier", ""),
    ("Deep Dossier", "Deep Dossier", ""),
    ("人道組織", "人道組織", ""),
]


@pytest.mark.parametrize(("title", "name", "acronym"), TITLES)
def test_name_and_acronym_are_read_from_the_title(title: str, name: str, acronym: str) -> None:
    dossier = parse(title)
    assert (dossier.title, dossier.name, dossier.acronym) == (title, name, acronym)


# Texts in other hands


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_word_of_another_hand_is_kept_in_order(path: Path) -> None:
    text = path.read_text("utf-8-sig")
    assert letters(" ".join(words_of(parse(text)))) == letters(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_sections_and_items_of_another_hand_are_found(path: Path) -> None:
    found = reading(path.stem).dossier.sections
    assert " ".join(f"{section.kind}:{len(section.items)}" for section in found) == SECTIONS[path.stem]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_was_not_understood_is_reported_with_its_line(path: Path) -> None:
    notices, lines = reading(path.stem).notices, path.read_text("utf-8-sig").splitlines()
    assert [notice.line for notice in notices] == list(NOTICES[path.stem])
    for notice in notices:
        assert NOTICES[path.stem][notice.line] in sentence(notice.message)
        assert notice.text == lines[notice.line - 1].strip()


HANDS = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "BOM": lambda text: "\ufeff" + text,
    "hyphen bullets": lambda text: text.replace("  • ", "- "),
    "star bullets": lambda text: text.replace("  • ", "  * "),
    "numbers with a bracket": lambda text: re.sub(r"(?m)^(\d)\. ", r"\1) ", text),
    "one blank line before a heading": lambda text: text.replace("\n\n\n", "\n\n"),
    "no blank line behind a heading": lambda text: re.sub(r"(?m)^(Snapshot|Timeline|Key \w+)\n\n", r"\1\n", text),
    "blank lines between bullets": lambda text: text.replace("\n  • ", "\n\n  • "),
    "spaces at line ends": lambda text: text.replace("\n", " \t\n"),
    "blank lines at both ends": lambda text: f"\n\n{text}\n\n\n",
    "headings in capitals, with a colon": lambda text: text.replace("Timeline\n", "TIMELINE:\n"),
    "marked headings": lambda text: re.sub(r"(?m)^(Timeline|Key People)$", r"## \1", text),
}  # fmt: skip


@pytest.mark.parametrize("hand", HANDS)
def test_the_same_words_in_another_hand_are_the_same_dossier(iom: Dossier, hand: str) -> None:
    other = parse(HANDS[hand](IOM))
    assert list(other.items()) and [claim for _, claim in other.items()] == [claim for _, claim in iom.items()]
    assert [section.remark for section in other.sections] == [section.remark for section in iom.sections]
    assert (other.headline, other.introduction, other.closing) == (iom.headline, iom.introduction, iom.closing)


def test_hyphens_for_dashes_and_straight_quotes_keep_the_bounds(iom: Dossier) -> None:
    plain = items(IOM.replace("–", "-").replace("“", '"').replace("”", '"'), SectionKind.TIMELINE)
    assert [event.period.edtf for event in plain] == [event.period.edtf for event in iom.sections[1].items]
    assert plain[2].title == '"Migration Management" Era'


def test_double_spaces_within_a_line_do_not_count(iom: Dossier) -> None:
    assert parse(IOM.replace("Key Programs", " Key \u00a0Programs").replace("1951–1970s:", "1951–1970s:  ")) == iom


def test_a_bullet_may_go_on_in_the_next_line() -> None:
    (fact,) = items("A (B)\n\nSnapshot\n\n- Members: many\n  states\n", SectionKind.SNAPSHOT)
    assert isinstance(fact, Fact) and fact.value == "many states"


def test_an_unknown_section_is_kept_as_it_stands() -> None:
    section = reading("imf_unknown_sections").dossier.sections[0]
    assert section.text.endswith("  • reserves\n    - gold\n    - drawing rights\n  1) borrowed money")


def test_an_unknown_section_that_is_all_indented_loses_the_common_indentation() -> None:
    (section,) = parse("A (B)\n\nIntro.\n\nFunding\n\n    - a\n      - b\n").sections
    assert section.text == "- a\n  - b"


def test_several_paragraphs_stay_apart() -> None:
    dossier = reading("nato_other_order").dossier
    assert dossier.introduction.count("\n\n") == 1
    assert dossier.sections[0].remark.split("\n\n")[1] == "A second closing paragraph."
    assert dossier.sections[2].items[0].body == "For states outside.\n\nIt has a second paragraph."


def test_marks_in_titles_and_values_stay_as_written() -> None:
    dossier = reading("wto_marks").dossier
    motto, script = dossier.sections[0].items
    assert (motto.label, script.value) == ("Motto <b>bold</b>", '<script>alert("1 < 2")</script>')
    assert dossier.sections[1].items[0].title == "GATT → *WTO* & <i>what</i> came of it"
    assert dossier.sections[2].items[0].title == "Tariffs → Rules & _Courts_ <br>"


def test_a_backslash_makes_a_line_running_text() -> None:
    dossier = reading("wto_marks").dossier
    assert (dossier.headline, dossier.introduction) == ("", "WTO & GATT")
    assert dossier.sections[1].items[0].body.endswith("1995: This is no event\n\nSnapshot")


def test_a_lone_backslash_is_kept() -> None:
    assert parse("A (B)\n\n\\\n\nWords.").introduction == "\\\n\nWords."


def test_a_backslash_before_a_label_makes_it_no_fact() -> None:
    section = parse("A (B)\n\nSnapshot\n\n\\Note: not a fact\n\nFounded: 1951").sections[0]
    assert (section.text, len(section.items)) == ("Note: not a fact", 1)


def test_a_title_alone_is_a_dossier() -> None:
    assert parse("World Health Organization (WHO)\n") == Dossier(
        title="World Health Organization (WHO)", name="World Health Organization", acronym="WHO"
    )


@given(mangled())
def test_a_mangled_text_keeps_its_words_or_is_told_why_not(text: str) -> None:
    dossier = dossier_or_error(text)
    if isinstance(dossier, DossierError):
        assert 1 <= dossier.line <= text.count("\n") + 1 and dossier.column >= 1 and sentence(dossier.placed)
    else:
        assert letters(" ".join(words_of(dossier))) == letters(text)


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_anything_is_a_dossier_or_a_dossier_error(source: str | bytes) -> None:
    found = dossier_or_error(source)
    assert sentence(found.message) if isinstance(found, DossierError) else found.title


# Broken texts

A = "A Body (AB)\n\n"
BROKEN = {
    "empty": ("", NoTitle, 1, 1, "the text is empty"),
    "blank": (" \n\t\n", NoTitle, 1, 1, "the text is empty"),
    "a section first": ("\nSnapshot\n", NoTitle, 2, 1, "“Snapshot” is not a title"),
    "a bullet first": ("• Founded: 1951\n", NoTitle, 1, 1, "is not a title"),
    "an event first": ("1951: Founded\n", NoTitle, 1, 1, "is not a title"),
    "Latin-1": (b"A Body\n\nCaf\xe9\n", UnreadableText, 3, 4, "not UTF-8"),
    "UTF-16": ("A Body".encode("utf-16"), UnreadableText, 1, 1, "not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", UnreadableText, 1, 1, "not UTF-8"),
    "a NUL": (A.encode() + b"ab\0", UnreadableText, 3, 3, "control character U+0000"),
    "an escape sequence": (A + "\x1b[31m", UnreadableText, 3, 1, "control character U+001B"),
    "half a character": (A + "\ud83d", UnreadableText, 3, 1, "lone surrogate U+D83D"),
    "50 MB": (b"x\n" * 25_000_000, TextTooLarge, 1, 1, "50,000,000 bytes"),
    "a line of a million characters": (A + "x" * 1_000_000, TextTooLarge, 3, 20_001, "1,000,000 characters"),
    "a section twice": (A + "Timeline\n\nKey People\n\nChronology\n", RepeatedSection, 7, 1, "“Timeline” on line 3"),
    "a reversed period": (A + "Timeline\n\n1990–1980: x\n", UnreadablePeriod, 5, 1, "ends before it begins"),
    "an impossible day": (A + "Timeline\n\n  31 June 2016: x\n", UnreadablePeriod, 5, 3, "June 2016 has 30 days"),
    "an impossible office": (A + "Key People\n\n• Amy Pope: 1990–1980\n", UnreadablePeriod, 5, 13, "ends before"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "line", "column", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_text_is_told_line_column_and_cause(
    source: str | bytes, kind: type[DossierError], line: int, column: int, reason: str
) -> None:
    with bounded(), pytest.raises(kind) as refusal:
        parse(source)
    assert (refusal.value.line, refusal.value.column) == (line, column)
    text = sentence(refusal.value.placed)
    assert text.startswith(f"line {line}, column {column}: ") and reason in text


LARGE = {
    "the same fact": "Snapshot\n\n" + "- a\n" * 20_000,
    "the same event": "Timeline\n\n" + "1951: a\n" * 20_000,
    "the same heading": "## A\n" * 20_000,
    "a line of backslashes": "\\" * 19_000,
    "many backslashes": "\\\\\n" * 20_000,
    "blank lines": "\n" * 1_000_000,
    "a bullet that goes on": "Snapshot\n\n- a\n" + " b\n" * 2_400,
}


@pytest.mark.slow
@pytest.mark.parametrize("source", LARGE.values(), ids=LARGE)
def test_a_large_text_is_read_in_bounded_time(source: str) -> None:
    with bounded():
        assert parse(A + source).title


@pytest.mark.parametrize("source", ["T" + "-—" * 9_000 + "x", A + "Snapshot\n\n- a\n" + " b\n" * 20_000])
def test_what_is_too_long_for_its_place_is_refused_in_bounded_time(source: str) -> None:
    with bounded():
        assert isinstance(dossier_or_error(source), FieldTooLong)
