"""Two sides that both added sources become one: each mark cites what it cited on its side, and no word is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.changes.merge import Conflict, merge
from organizations.dossier.document import Dossier, Section
from organizations.dossier.evidence.changing import with_source, with_tail
from organizations.dossier.evidence.labels import label_of, sources_of
from organizations.dossier.evidence.marks import Register, UseRole
from organizations.dossier.items import Item
from organizations.dossier.kinds import kind_of
from organizations.dossier.text.parser import parse
from organizations.wording import side
from tests.dossier.evidence.test_changing import IOM, PLACES, cited, names
from tests.dossier.evidence.test_sources_of_a_text import marked
from tests.dossier.strategies import words_of


@st.composite
def with_evidence(draw: st.DrawFn, dossier: Dossier, hand: str) -> Dossier:
    """What a hand made of a dossier: sources added to claims, in their tails and their words, and how they are said."""
    for number in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(names(dossier)))
        work = draw(
            st.sampled_from([f"Of {hand}, work {number} (1990).", "Of both (1991).", f"https://{hand}.example/"])
        )
        role, place = draw(st.sampled_from(UseRole)), draw(PLACES)
        dossier = with_source(dossier, *name, text=work, role=role, locator=place)
        what = draw(st.sampled_from(["source", "words", "register"]))
        if what == "words":
            dossier = _with_words(dossier, name, f"Words {number} of {hand}.[{label_of(sources_of(dossier)[-1])}]")
        elif what == "register":
            dossier = with_tail(dossier, *name, register=draw(st.sampled_from(Register)))
    return dossier


def _with_words(dossier: Dossier, name: tuple[str, str], words: str) -> Dossier:
    def said(section: Section, claim: object) -> object:
        is_it = isinstance(claim, Item) and (kind_of(claim, section.kind).name, claim.key) == name
        body = getattr(claim, "body", None)
        return replace(claim, body=f"{body}\n\n{words}".strip()) if is_it and body is not None else claim

    sections = (
        replace(section, items=tuple(said(section, claim) for claim in section.items)) for section in dossier.sections
    )
    return replace(dossier, sections=tuple(sections))


def said_in(conflicts: tuple[Conflict, ...]) -> str:
    return "\n".join(side(words) for each in conflicts for words in (each.ours, each.theirs) if words)


@st.composite
def sides(draw: st.DrawFn) -> tuple[Dossier, Dossier, Dossier]:
    base = parse(draw(marked())) if draw(st.booleans()) else IOM
    return base, draw(with_evidence(base, "us")), draw(with_evidence(base, "them"))


@pytest.mark.slow
@given(sides())
def test_no_mark_comes_to_cite_another_source_and_no_word_is_lost(three: tuple[Dossier, Dossier, Dossier]) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    asked = {each.key for each in merged.conflicts}
    one, other, now = cited(ours), cited(theirs), cited(merged.dossier)
    for name, uses in now.items():
        assert set(uses) <= set(one[name]) | set(other[name]), name
        if name[1] not in asked:
            assert set(uses) == set(one[name]) | set(other[name]), name
    citations = {source.citation for source in sources_of(merged.dossier)}
    assert citations == {source.citation for each in (ours, theirs) for source in sources_of(each)}
    there = "\n".join(words_of(merged.dossier)) + said_in(merged.conflicts)
    added = {line for each in (ours, theirs) for words in words_of(each) for line in words.split("\n")}
    assert not [line for line in added if line.startswith("Words ") and line.partition("[")[0] not in there]


SAID = """T

An introduction.{0}


Key Programs

1. Aid

It helps in war.{0} It is dear.[citation needed]


Sources

1. Geiger, Aid (1999).
2. https://example.org/aid"""


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        ("[1, p. 3]", "[source: Geiger, Aid (1999), p. 3]"),
        ("[1; but see 2]", "[source: Geiger, Aid (1999); disputed by: https://example.org/aid]"),
        ("¹", "[source: Geiger, Aid (1999)]"),
        ("[see also 2]", "[mentions: https://example.org/aid]"),
    ],
)
def test_a_conflict_about_running_text_names_sources_in_place_of_marks(mark: str, message: str) -> None:
    base = parse(SAID.format(mark))
    ours, theirs = (parse(SAID.format(mark).replace("in war", f"in {where}")) for where in ("peace", "hunger"))
    (conflict,) = merge(base, ours, theirs).conflicts
    assert conflict.base and side(conflict.base) == f"It helps in war.{message} It is dear.[citation needed]"
    assert conflict.ours and side(conflict.ours) == f"It helps in peace.{message} It is dear.[citation needed]"
    assert conflict.theirs and side(conflict.theirs) == f"It helps in hunger.{message} It is dear.[citation needed]"


def test_a_claim_that_one_side_removed_is_told_with_its_sources_named() -> None:
    base = parse(SAID.format("[1]"))
    theirs = parse(SAID.format("[1]").replace("in war", "in peace"))
    section, sources = base.sections
    ours = replace(base, sections=(replace(section, items=()), sources))
    (conflict,) = merge(base, ours, theirs).conflicts
    assert conflict.theirs and "body: It helps in peace.[source: Geiger, Aid (1999)]" in side(conflict.theirs)
