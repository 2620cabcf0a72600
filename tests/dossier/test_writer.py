"""Dossier to text: the bytes come back, whatever hand wrote them, and what no text can hold is refused."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given

from organizations.dossier.changes.compare import wording_of
from organizations.dossier.document import AnyClaim, Dossier, Event, Fact, Influence, Point, Role, Section, SectionKind
from organizations.dossier.period import parse_period
from organizations.dossier.text.errors import DossierError, UnwritableDossier
from organizations.dossier.text.grammar import DEFAULT_HEADINGS
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import wording, write
from organizations.wording import sentence
from tests.dossier.strategies import IOM, dossiers, mangled

EXAMPLES = sorted(Path(__file__).parent.glob("examples/*.txt"))
LIST_MARK = re.compile(r"(?m)^\s*(?:[•*–-]|\d{1,3}[.)]|##|\\)\s*")


def signs(text: str) -> str:
    """Every sign of a text but white space, marks before a line, and what claims label, office and period."""
    return re.sub(r"[\s,:]+", "", LIST_MARK.sub("", text))


def dossier_of(*sections: Section) -> Dossier:
    return Dossier(title="A Body", name="A Body", sections=sections)


def of_one(kind: SectionKind, claim: AnyClaim) -> Dossier:
    return dossier_of(Section(key="s", kind=kind, heading=DEFAULT_HEADINGS[kind], items=(claim,)))


def test_the_iom_dossier_comes_back_to_the_byte() -> None:
    source = Path("fixtures/dossiers/iom.txt").read_bytes()
    assert write(parse(source)).encode() == source


SOURCED = f"{IOM.strip()}\n\n\nSources\n\n[1] IOM, Constitution (1953).\n[2] A book."


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_was_written_is_read_as_the_same_dossier(path: Path) -> None:
    dossier = parse(path.read_bytes())
    assert parse(write(dossier)) == dossier


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_sign_of_another_hand_is_written_again_in_order(path: Path) -> None:
    text = path.read_text("utf-8-sig")
    assert signs(write(parse(text))) == signs(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_writing_a_second_time_changes_nothing(path: Path) -> None:
    once = write(parse(path.read_bytes()))
    assert write(parse(once)) == once


def test_another_hand_is_written_in_the_house_style() -> None:
    text = write(parse(Path(__file__).with_name("examples").joinpath("who_from_windows.txt").read_bytes()))
    assert "\r" not in text and "\ufeff" not in text
    assert "Snapshot\n\n  • Full Name: World Health Organization (WHO)\n  • Founded: 7 April 1948\n" in text
    assert "mostly earmarked\n\nTimeline\n\n1948-1970s: Campaigns Against Single Diseases\n\nMalaria" in text
    assert "1. Immunization\n\nVaccines for children.\n\n2. Essential Medicines\n\n" in text
    assert text.endswith("Rules made elsewhere.\n\n\nBack to the list of organizations")


RUNNING = [
    "Snapshot",
    "## A heading",
    "1951: An event",
    "- 1951: An event",
    "1. An item",
    "2) An item",
    "• A bullet",
    "Label: value",
    "Two Words",
    "Return to nowhere",
    "\\",
    "\\Snapshot",
    "\\ ## A heading",
    "\\\\ two backslashes",
    "a line\nTimeline\nanother line",
    "one\n\nSnapshot\n\nthree",
    "  • indented",
    "44 BCE: A ruler falls",
    "04/05/1990: Talks",
    "1970–1951: Backwards",
    "476: An empire ends",
    "12 April: The charter",
    "Unclear date “Lent: 1944”: Talks",
    "24 October 1945, 10:30: The charter",
    "In 1973: Talks\nsiglo XX: Cambios\n1948年: 生效",
    "\\" * 2_000,
]


@pytest.mark.parametrize("text", RUNNING, ids=lambda text: text[:20])
@pytest.mark.parametrize("kind", [kind for kind in SectionKind if kind != SectionKind.OTHER])
def test_running_text_that_looks_like_a_mark_stays_running_text(kind: SectionKind, text: str) -> None:
    section = replace(next(s for s in parse(SOURCED).sections if s.kind == kind), text=text)
    dossier = replace(parse(IOM), sections=(section,))
    assert wording(parse(write(dossier))) == wording(dossier)


@pytest.mark.parametrize("text", RUNNING, ids=lambda text: text[:20])
def test_an_introduction_that_looks_like_a_mark_stays_the_introduction(text: str) -> None:
    dossier = replace(parse(IOM), headline="", introduction=text)
    assert wording(parse(write(dossier))) == wording(dossier)


@pytest.mark.parametrize("text", RUNNING, ids=lambda text: text[:20])
def test_a_body_that_looks_like_a_mark_stays_the_body(text: str) -> None:
    for dossier in (
        of_one(SectionKind.TIMELINE, Event(key="e", period=parse_period("1951"), title="T", body=text)),
        of_one(SectionKind.PROGRAMS, Point(key="p", title="T", body=text)),
    ):
        assert wording(parse(write(dossier))) == wording(dossier)


@pytest.mark.parametrize("heading", ["Funding", "funding", "Funding.", "A: b", "1. Funding", "• x", "## x", "é"])
@pytest.mark.parametrize("text", ["", "Words.", "  - a\n    - b\n\n1951: no event"])
def test_an_unknown_section_is_known_by_any_heading(heading: str, text: str) -> None:
    section = Section(key="s", kind=SectionKind.OTHER, heading=heading, text=text.strip())
    for dossier in (dossier_of(section), replace(dossier_of(section), introduction="Words.")):
        assert wording(parse(write(dossier))) == wording(dossier)


UNWRITABLE = {
    "a name with a colon": of_one(SectionKind.PEOPLE, Role(key="r", person="x", name="Amy: Pope", title="Chair")),
    "an office that looks like a period": of_one(
        SectionKind.PEOPLE, Role(key="r", person="x", name="Amy Pope", title="Chair, 1951")
    ),
    "a label with a colon": of_one(SectionKind.SNAPSHOT, Fact(key="f", label="a: b", value="c")),
    "an empty fact": of_one(SectionKind.SNAPSHOT, Fact(key="f", label="", value="")),
    "an item without a title": of_one(SectionKind.PROGRAMS, Point(key="p", title="")),
    "a section twice": dossier_of(*[Section(key=k, kind=SectionKind.TIMELINE, heading="Timeline") for k in "ab"]),
    "no title": Dossier(title="", name="A Body"),
    "a headline that is a heading": replace(dossier_of(), headline="Timeline"),
    "a control character": replace(dossier_of(), introduction="\0"),
}


@pytest.mark.parametrize("dossier", UNWRITABLE.values(), ids=UNWRITABLE)
def test_what_no_text_can_hold_is_refused(dossier: Dossier) -> None:
    with pytest.raises(UnwritableDossier) as refusal:
        write(dossier)
    assert sentence(refusal.value.message)


def test_a_heading_that_does_not_say_what_its_section_is_is_written_behind_a_word_that_does() -> None:
    dossier = dossier_of(Section(key="s", kind=SectionKind.TIMELINE, heading="How It Came About"))
    assert "Timeline — How It Came About" in write(dossier)
    assert wording(parse(write(dossier))) == wording(dossier)


@pytest.mark.parametrize(
    "heading", ["Timeline", "\\Timeline", "Key People:", "Timeline — How It Came About", "\\ Other"]
)
def test_a_section_of_its_own_may_have_any_heading(heading: str) -> None:
    dossier = dossier_of(Section(key="s", kind=SectionKind.OTHER, heading=heading, text="Words."))
    assert wording(parse(write(dossier))) == wording(dossier)


def test_a_refusal_names_the_claim_and_its_section() -> None:
    with pytest.raises(UnwritableDossier) as refusal:
        write(UNWRITABLE["a name with a colon"])
    assert sentence(refusal.value.message).endswith("claim “Amy: Pope” of the section “Key People”")


NAMED = [
    Role(key="r", person="sukarno", name="Sukarno", title="President", period=parse_period("1945–1967")),
    Role(key="r", person="amy", name="amy", title="Chair"),
    Role(key="r", person="madonna", name="Madonna"),
    Role(key="r", person="secretary-general", name="Secretary General", title="Jan Muster"),
    Role(key="r", person="jan-muster", name="\\Jan Muster", title="Chair"),
    Role(key="r", person="jan-muster", name="Jan Muster", country="Mali"),
    Role(key="r", person="jan-muster", name="Jan Muster", title="Director (acting)"),
    Role(key="r", person="jan-muster", name="Jan Muster", title="Legal adviser, office 12, 995"),
    Influence(key="i", label="Western Bloc Opponents", text="States that left."),
    Influence(key="i", label="张三", text="总干事"),
    Influence(key="i", label="Secretary General", text="Jan Muster (2014–2024)"),
    Influence(key="i", label="\\\\Two Words", text="of an influence"),
    Influence(key="i", label="", text="Two Words"),
    Influence(key="i", label="", text="\\ a backslash"),
]


@pytest.mark.parametrize("claim", NAMED, ids=lambda claim: wording_of(claim))
def test_a_mark_says_what_is_a_name_where_its_look_says_otherwise(claim: Role | Influence) -> None:
    dossier = of_one(SectionKind.PEOPLE, claim)
    assert wording(parse(write(dossier))) == wording(dossier)


@given(dossiers())
def test_any_dossier_is_read_as_it_was_written(dossier: Dossier) -> None:
    assert wording(parse(write(dossier))) == wording(dossier)


@given(mangled())
def test_any_text_that_can_be_read_can_be_written_and_read_again(text: str) -> None:
    try:
        dossier = parse(text)
    except DossierError:
        assume(False)
    assert parse(write(dossier)) == dossier


def test_a_subheading_stands_above_its_event_and_a_backslash_keeps_a_like_line_in_the_body() -> None:
    text = (
        "A Body\n\n\nTimeline\n\n### The 1940s\n\n1949: Founded\n\nBy twelve.\n\n### The 1950s\n\n1951: First war\n\n"
        "1952: Two more\n\nThey join.\n\n\\### No heading\n\n1953: Crisis\n\n### Afterwards\n\nIt ends."
    )
    events = [claim for _section, claim in parse(text).items() if isinstance(claim, Event)]
    assert write(parse(text)) == text
    assert [event.subheading for event in events] == ["The 1940s", "The 1950s", "", ""]
    assert [event.body for event in events[2:]] == ["They join.\n\n### No heading", "### Afterwards\n\nIt ends."]
