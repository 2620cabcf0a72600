"""Made-up dossiers and mangled texts, for tests that must hold for any of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from organizations.dossier.changes.compare import field_text
from organizations.dossier.document import (
    AnyClaim,
    Dossier,
    Event,
    Fact,
    Influence,
    Point,
    Role,
    Section,
    SectionKind,
    Source,
)
from organizations.dossier.evidence.settling import settled
from organizations.dossier.fields import fields_of
from organizations.dossier.kinds import CLAIMS_OF, LISTS
from organizations.dossier.period import parse_period
from organizations.dossier.text.grammar import DEFAULT_HEADINGS

IOM = Path("fixtures/dossiers/iom.txt").read_text("utf-8")

PERIODS = st.sampled_from(
    """1951|1951–1970s|2016–Present|since 2023|until 1970|c. 1995|7 April 1948|July 1–22, 1944|before 1960|after 1989
    |1990–?|24 October 1945, 10:30|1948年4月7日|[1863,1864]|AD 476|siglo XX|1944 (July)|2008-12
    |unclear date “Lent (1944): a, b, c, d, e”""".replace("\n    ", "").split("|")
)
YEARS = st.integers(1000, 2999)
MONTHS = st.sampled_from(["January", "Feb.", "mar", "April", "May", "Sept.", "December"])
PLAIN_PERIODS = st.one_of(
    YEARS.map(str),
    YEARS.map(lambda year: f"{year // 10 * 10}s"),
    st.builds("{} {}".format, MONTHS, YEARS),
    st.builds("{} {} {}".format, st.integers(1, 28), MONTHS, YEARS),
    st.integers(11, 20).map("{}th century".format),
    st.builds("{} {}0s".format, st.sampled_from(["early", "mid", "late"]), st.integers(100, 299)),
)
POINTS = PLAIN_PERIODS | st.builds("c. {}".format, st.integers(1001, 2998))
ANY_PERIODS = st.one_of(
    POINTS,
    st.builds("{}–{}".format, POINTS, POINTS),
    st.builds("since {}".format, POINTS),
    st.builds("until {}".format, POINTS),
    st.builds("{} to present".format, POINTS),
    st.builds("before {}".format, POINTS),
    st.builds("after {}".format, POINTS),
    st.builds("{}–?".format, POINTS),
    st.builds("?–{}".format, POINTS),
)

NAMES = st.sampled_from(["Amy Pope", "António Vitorino", "Ludwig van der Meer", "U Thant", "Jean-Luc O’Neill"])
COUNTRIES = st.sampled_from(["", "USA", "Côte d’Ivoire", "Korea, Rep."])
LABELS = st.sampled_from(["Headquarters", "Core Mandate (Official)", "R&D", "<b>Members</b>", "人员"])
COLLECTIVES = st.sampled_from(["Founding Influence", "Western Allied States", "leadership", "Donors"])
TOKENS = """war → displacement & <b>flows</b> *and* **returns** _1951_ 2016: “UN” 'data' [link](x) `code` 人道 A\u0301 ß
    Snapshot Timeline Key People Return to since 1970s, (USA) • - * – — 1. 2) ## # \\ \\\\ . : ; ! | > 😀
    [x9] states.[x8:47] [1951] km² [sic]"""
WORDS = st.sampled_from(TOKENS.split())
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
MARKS = st.sampled_from(
    [
        "",
        "",
        "• ",
        "- ",
        "1. ",
        "12) ",
        "## ",
        "### ",
        "\\### ",
        "\\",
        "Timeline\n",
        "Key: ",
        "1951: ",
        "44 BC: ",
        "476: ",
        "2008-12: ",
        "Return to ",
    ]
)
RUNNING = st.lists(st.builds("{}{}".format, MARKS, LINES), max_size=4).map("\n\n".join) | LINES | st.just("")
TITLES = st.builds("Body {}".format, LINES)
SUBHEADINGS = st.sampled_from(["", "", "The 1950s", "20th century › 1950s", "# Timeline", "1951: Not an event"])
THEMES = st.lists(st.sampled_from(["returns", "borders", "data"]), unique=True).map(tuple)


def items(kind: type[AnyClaim], number: int) -> st.SearchStrategy[AnyClaim]:
    """Items of one type, keyed by their number."""
    key = st.just(f"k{number}")
    strategies: dict[type[AnyClaim], st.SearchStrategy[AnyClaim]] = {
        Fact: st.builds(Fact, key=key, label=LABELS, value=TITLES),
        Event: st.builds(
            Event,
            key=key,
            period=PERIODS.map(parse_period),
            title=TITLES,
            subheading=SUBHEADINGS,
            body=RUNNING,
            themes=THEMES,
        ),
        Role: st.builds(
            Role,
            key=key,
            person=st.just("someone"),
            name=NAMES,
            title=st.sampled_from(["Director General", "Chair & Founder"]),
            period=st.none() | PERIODS.map(parse_period),
            country=COUNTRIES,
        ),
        Influence: st.builds(Influence, key=key, label=COLLECTIVES, text=TITLES),
        Point: st.builds(Point, key=key, title=TITLES, body=RUNNING, themes=THEMES),
        Source: st.builds(
            Source,
            key=key,
            mark=st.just(f"[{number + 1}]"),
            citation=TITLES,
            details=st.just("") | LINES.map("Of {}".format),
        ),
    }
    return strategies[kind]


STATED = ["", "", " [assessment]", " [as of June 2024]"]
CITING = [" [1]", " [2, p. 3]", "[1][but see 2: 47]", " [2] [as of June 2024]"]


def tails_of(sources: int) -> st.SearchStrategy[str]:
    """Marks behind a claim that cite what a list of so many sources has."""
    return st.sampled_from(STATED + CITING if sources > 1 else STATED)


def with_tails(claim: AnyClaim, tail: str, reply: str) -> AnyClaim:
    """A claim that stands on what a tail cites."""
    return claim if isinstance(claim, Source) else replace(claim, marks=tail, reply=reply)


@st.composite
def sections(draw: st.DrawFn, kind: SectionKind) -> Section:
    """A section of a kind, with any items that it may hold."""
    if kind == SectionKind.OTHER:
        heading = draw(st.sampled_from(["Funding Structure", "legal status.", "Notes: & <i>more</i>", "人员"]))
        text = "\n\n".join(draw(st.lists(LINES, max_size=3)))
        return Section(key=heading, kind=kind, heading=heading, text=text)
    count = draw(st.integers(0, 4))
    held = tuple(draw(items(draw(st.sampled_from(CLAIMS_OF[kind])), number)) for number in range(count))
    remark = draw(RUNNING) if kind in LISTS and held else ""
    if kind == SectionKind.SOURCES:
        return Section(key=kind, kind=kind, heading=DEFAULT_HEADINGS[kind], items=held)
    return Section(key=kind, kind=kind, heading=DEFAULT_HEADINGS[kind], text=draw(RUNNING), items=held, remark=remark)


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """Any dossier: any sections in any order, with words that look like the marks of the format."""
    kinds = draw(st.lists(st.sampled_from(SectionKind), unique=True))
    held = [draw(sections(kind)) for kind in kinds]
    if SectionKind.SOURCES in kinds:
        answers = st.sampled_from(["", "", "Reply of IOM (3 May 2024): No."])
        listed = next(len(each.items) for each in held if each.kind == SectionKind.SOURCES)
        tails = tails_of(listed)
        held = [
            replace(each, items=tuple(with_tails(item, draw(tails), draw(answers)) for item in each.items))
            for each in held
        ]
    return settled(_dossier(draw, held))


def _dossier(draw: st.DrawFn, held: list[Section]) -> Dossier:
    return Dossier(
        title=draw(TITLES),
        name="Body",
        headline=draw(st.just("") | st.just("A Second Title & More")),
        introduction=draw(RUNNING),
        sections=tuple(held),
        closing=draw(st.just("") | st.just("Return to main directory: Index")),
    )


Mangle = Callable[[list[str], int, str], list[str]]


def _in_other_hands(lines: list[str], at: int, words: str) -> list[str]:
    return [re.sub(r"^  • ", "* ", line).replace("–", "-").replace("“", '"') for line in lines]


MANGLES: list[Mangle] = [
    lambda lines, at, words: lines[:at] + lines[at + 1 :],
    lambda lines, at, words: [*lines[:at], words, *lines[at:]],
    lambda lines, at, words: [*lines[:at], "", words, "", *lines[at:]],
    lambda lines, at, words: [*lines[:at], *lines[at : at + 1] * 2, *lines[at + 1 :]],
    lambda lines, at, words: lines[at:] + lines[:at],
    lambda lines, at, words: lines[: at + 1],
    lambda lines, at, words: [*lines[:at], " ".join(lines[at : at + 2]), *lines[at + 2 :]],
    lambda lines, at, words: [*lines[:at], *lines[at].split(" ", 3), *lines[at + 1 :]],
    lambda lines, at, words: [*lines[:at], f"\t {lines[at].replace(' ', '  ')}\u00a0", *lines[at + 1 :]],
    lambda lines, at, words: [*lines[:at], words + lines[at], *lines[at + 1 :]],
    lambda lines, at, words: [*lines[:at], *filter(None, lines[at : at + 30]), *lines[at + 30 :]],
    lambda lines, at, words: [*lines[:at], *sorted(lines[at : at + 12]), *lines[at + 12 :]],
    _in_other_hands,
]


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """The IOM text after a few accidents: lines lost, doubled, moved, joined, split, marked, unmarked, put in."""
    lines = IOM.split("\n")
    for mangle in draw(st.lists(st.sampled_from(MANGLES), min_size=1, max_size=6)):
        lines = mangle(lines, draw(st.integers(0, len(lines) - 1)), draw(st.builds("{}{}".format, MARKS, LINES))) or [
            ""
        ]
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


def words_of(dossier: Dossier) -> Iterator[str]:
    """Every field of a dossier that holds words of its text, in the order of the text."""
    yield from (dossier.title, dossier.headline, dossier.introduction)
    for section in dossier.sections:
        yield from (section.heading, section.text)
        for claim in section.items:
            yield from words_of_item(claim)
        yield section.remark
    yield dossier.closing


def words_of_item(claim: AnyClaim) -> tuple[str, ...]:
    return tuple(field_text(getattr(claim, name)) for name, meta in fields_of(type(claim)).items() if meta.searchable)


def letters(text: str) -> list[str]:
    """The words of a text and its years; marks and short numbers, which lists begin with, do not count."""
    return re.findall(r"[^\W\d_]+|\d{4,}", text)
