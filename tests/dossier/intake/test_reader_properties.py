"""Whatever hand wrote a text: no word of it is lost, every block is accounted for, and the export reads the same."""

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Dossier, Event, SectionKind
from organizations.dossier.intake import read_source
from organizations.dossier.intake.choices import Choices
from organizations.dossier.intake.formats.sources import blocks_of
from organizations.dossier.intake.reader import read_blocks
from organizations.dossier.text.parser import parse
from organizations.dossier.text.reading import Reading
from organizations.dossier.text.writer import wording, write
from tests.dossier.intake.hands import LAYOUTS, Layout
from tests.dossier.strategies import IOM, letters, words_of

YEARS = st.integers(1850, 2025)
TEXTS = st.sampled_from(
    [
        "Treaty signed by twelve states",
        "The first assembly meets in the old harbour hall.",
        "“Open seas” programme begins",
        "A crisis: two members leave",
        "Members agree – after long talks – on a budget.",
        "Ada Lund becomes chair (the first woman)",
        "Договор подписан",
        "条约签署",
        "*Lighthouse* reform, see [the report](https://example.org/r)",
    ]
)
EVENTS = st.lists(st.tuples(YEARS.map(str), TEXTS), min_size=3, max_size=6)
HEADINGS = st.sampled_from(["{}", "## {}", "### {}", "**{}**", "{}\n--------", "{}:", "\n{}\n"])
PEOPLE = st.sampled_from(
    [
        "- Ada Lund: Chair, 1990–1995 (Mali)\n- Ole Berg: Director, 1995–2001",
        "* **Ada Lund**: Chair, 1990–1995\n* **Ole Berg**: Director",
        "  • Ada Lund: Chair, 1990–1995 (Mali)\n\n  • Ole Berg: Director, 1995–2001",
    ]
)
PROSE = st.sampled_from(
    [
        "A paragraph of prose.",
        "Two lines\nof prose",
        "- a bullet\n- another",
        "> a quotation",
        "| a | b |\n|---|---|\n| c | d |",
    ]
)
UNKNOWN = st.sampled_from(["Funding and Dues", "Legal Status", "What Others Say"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text in mixed hands: each section with a heading and a layout of its own."""
    parts = [
        draw(st.sampled_from(["# Harbour League (HAL)", "Harbour League — Deep Dossier", "Harbour League\n====="]))
    ]
    parts.append(draw(st.just("") | PROSE))
    for words in draw(st.lists(st.sampled_from(["Timeline", "Key People", "Other"]), max_size=4)):
        heading = draw(UNKNOWN) if words == "Other" else words
        parts.append("\n" + draw(HEADINGS).format(heading) + "\n")
        if words == "Timeline":
            parts.append(draw(st.sampled_from(sorted(LAYOUTS)).map(LAYOUTS.get))(draw(EVENTS)))
        else:
            parts.append(draw(PEOPLE if words == "Key People" else PROSE))
        parts.append(draw(st.just("") | PROSE))
    return draw(st.sampled_from(["\n", "\r\n"])).join("\n\n".join(parts).split("\n"))


def words_in(dossier: Dossier) -> list[str]:
    return sorted(letters(" ".join(words_of(dossier))))


@given(texts())
def test_no_word_is_lost(text: str) -> None:
    reading = read_source(text)
    headers = " ".join(outcome.text for outcome in reading.outcomes if outcome.became == "nothing")
    found = words_in(reading.dossier) + letters(headers)
    for word in letters(text):
        assert word in found, word
        found.remove(word)


@given(texts())
def test_every_block_is_accounted_for_once_in_order(text: str) -> None:
    reading, blocks = read_source(text), blocks_of(text).blocks
    assert [outcome.text for outcome in reading.outcomes] == [block.text for block in blocks]
    assert len({outcome.block for outcome in reading.outcomes}) == len(blocks)
    assert all(is_found(outcome.section, outcome.key, reading) for outcome in reading.outcomes)


def is_found(section: str, key: str, reading: Reading) -> bool:
    sections = {each.key: {claim.key for claim in each.items} for each in reading.dossier.sections}
    return not section or (section in sections and (not key or key in sections[section]))


@given(texts())
def test_the_export_says_the_same_and_is_the_same_again(text: str) -> None:
    dossier = read_source(text).dossier
    exported = write(dossier)
    assert wording(parse(exported)) == wording(dossier)
    again = read_source(exported).dossier
    assert write(again) == exported


@given(EVENTS, st.sampled_from(sorted(LAYOUTS)).map(LAYOUTS.get))
def test_events_keep_their_order(events: Sequence[tuple[str, str]], layout: Layout) -> None:
    section = read_source(f"# Harbour League\n\n## Timeline\n\n{layout(events)}").dossier.of_kind(SectionKind.TIMELINE)
    assert section
    found = [claim.period.words for claim in section.items if isinstance(claim, Event)]
    assert found == [date for date, _text in events]


SPACING = st.sampled_from(
    [
        lambda line: line + "  ",
        lambda line: re.sub(r"^  • ", "   •  ", line),
        lambda line: re.sub(r"^  • ", "• ", line),
        lambda line: re.sub(r"^  • ", "- ", line),
        lambda line: line,
    ]
)


@given(SPACING, st.sampled_from(["\n", "\r\n"]), st.integers(0, 3))
def test_a_text_that_is_nearly_canonical_is_read_as_the_canonical_one(spaced, end: str, blanks: int) -> None:
    text = end.join(spaced(line) for line in IOM.split("\n")) + end * blanks
    reading = read_blocks(blocks_of(text).blocks, Choices())
    assert reading.dossier == parse(IOM)
    assert read_source(text).dossier == parse(IOM)


@given(st.integers(6, 60), st.sampled_from(["A line put in.", "2019: A new event", "  • A new item: its text"]))
def test_a_line_put_in_changes_no_other_claim(at: int, line: str) -> None:
    lines = IOM.split("\n")
    blank = [number for number, each in enumerate(lines) if not each and number > 5]
    place = blank[at % len(blank)]
    text = "\n".join([*lines[:place], "", line, "", *lines[place:]])
    known = {claim.key for _section, claim in parse(IOM).items()}
    assert known <= {claim.key for _section, claim in read_source(text).dossier.items()}
