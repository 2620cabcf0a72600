"""Evidence added to a claim: its text is read back the same, and no other claim cites anything else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.dossier.document import Dossier, SectionKind
from organizations.dossier.evidence.changing import Unadded, claim_of, same_source, with_reply, with_source, with_tail
from organizations.dossier.evidence.labels import labels_of, sources_of
from organizations.dossier.evidence.marks import Register, UseRole, marks_in, tail_marks
from organizations.dossier.kinds import kind_of
from organizations.dossier.text.parser import parse
from organizations.dossier.text.writer import write
from tests.dossier.evidence.test_sources_of_a_text import TEXT, marked

IOM = parse(Path("fixtures/dossiers/iom.txt").read_text("utf-8"))
WORKS = st.sampled_from(
    [
        "IOM, Constitution (Geneva, 1953).",
        "Source 2, 1952.",
        "https://example.org/a_(b)",
        "A/RES/71/1",
        "“A [1] title”, doi:10.1000/abc\nAuthor: Geiger, Martin",
        "Zhang, 国际移民 (2010)",
    ]
)
PLACES = st.sampled_from(["", "p. 3", "§ 4, annex II", "47", "Geneva", "preamble"])
QUOTES = st.sampled_from(["", "to manage\npeople", "[1] is said"])


def names(dossier: Dossier) -> list[tuple[str, str]]:
    return [
        (kind_of(claim, section.kind).name, claim.key)
        for section, claim in dossier.items()
        if section.kind != SectionKind.SOURCES
    ]


def cited(dossier: Dossier) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """The citations that each claim stands on, with role and place, by the name of its kind and its key."""
    labels = labels_of(dossier)
    words = {source.key: source.citation for source in sources_of(dossier)}
    return {
        name: [
            (words[use.source], use.role, use.locator)
            for mark in (*marks_in(getattr(claim, "body", ""), labels), *tail_marks(claim.marks, labels))
            for use in mark.uses
        ]
        for name in names(dossier)
        for claim in [claim_of(dossier, *name)]
    }


@given(st.data(), WORKS, PLACES, st.sampled_from(UseRole), QUOTES)
def test_one_claim_cites_one_source_more(data: st.DataObject, work: str, place: str, role: UseRole, quote: str) -> None:
    before = parse(data.draw(marked())) if data.draw(st.booleans()) else IOM
    name = data.draw(st.sampled_from(names(before)))
    after = with_source(before, *name, text=work, locator=place, role=role, quote=quote)
    assert parse(write(after)) == after
    source = same_source(after, work)
    then, now = cited(before), cited(after)
    assert source and (source.citation, role, place) in now.pop(name)
    del then[name]
    assert now == then
    assert with_source(after, *name, text=work, locator=place, role=role, quote=quote) == after


@given(st.data(), st.sampled_from(["", "IOM"]), st.sampled_from(["", "3 May 2024"]))
def test_a_reply_and_what_a_claim_says_of_itself_are_read_back(data: st.DataObject, of: str, on: str) -> None:
    before = parse(data.draw(marked())) if data.draw(st.booleans()) else IOM
    name = data.draw(st.sampled_from(names(before)))
    after = with_reply(before, *name, words="We say:\n\nnot so.", of=of, on=on)
    after = with_tail(after, *name, as_of="June 2024", review_by="2026", register=Register.ASSESSMENT)
    assert parse(write(after)) == after and cited(after) == cited(before)
    assert claim_of(after, *name).reply.endswith(": We say: not so.")
    assert claim_of(after, *name).marks.endswith("[as of June 2024] [review by 2026] [assessment]")
    assert cited(with_tail(after, *name)) == cited(before)


@pytest.mark.parametrize("text", ["AB, constitution (Geneva,  1953)", "http://www.example.org/members/#top"])
def test_a_source_that_the_list_has_is_used_again(text: str) -> None:
    before = parse(TEXT)
    after = with_source(before, "event", "joins", text=text, quote="So it is")
    assert len(sources_of(after)) == 2
    assert sum("Quote: “So it is”" in source.details for source in sources_of(after)) == 1
    assert sources_of(with_source(after, "event", "a-tool", text=text, quote="Other")) == sources_of(after)


def test_raised_numbers_become_brackets() -> None:
    before = parse("T\n\nIt is so.¹\n\n\nSnapshot\n\n  • A: b\n\n\nNotes\n\n1. A book.\n2. Ibid., p. 5.")
    text = write(with_source(before, "fact", "a", text="Another (1999)", locator="p. 3"))
    assert "It is so.[1]" in text and "A: b [3, p. 3]" in text and "3. Another (1999)" in text


def test_a_day_in_brackets_takes_no_number() -> None:
    text = "AB\n\nSnapshot\n\n  • Seat: Geneva [1] [as of 30 May 2024; review by 2026-11-30] [12 states]"
    dossier = parse(f"{text}\n\n\nSources\n\n[1] A book.")
    dossier = with_source(dossier, "fact", "seat", text="Another (1999)")
    assert sources_of(dossier)[-1].mark == "[13]"


def test_a_place_in_a_source_takes_no_number() -> None:
    before = parse(TEXT.replace("[2; see also 1]", "[2, p. 47] [1, 12]"))
    text = write(with_source(before, "event", "joins", text="Another (1999)", locator="p. 90"))
    assert "2016: Joins [1][13, p. 90]" in text and "[13] Another (1999)" in text
    assert "[14] A third" in write(with_source(parse(text), "fact", "founded", text="A third (2000)"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": " \n "}, "source-empty"),
        ({"text": "Ibid., p. 5"}, "source-names-another"),
        ({"text": "[1], preamble"}, "source-names-another"),
        ({"text": "x" * 6000}, "source-too-long"),
        ({"text": "A (1999)", "locator": "p. 3; 4"}, "place-not-read"),
        ({"text": "A (1999)", "locator": "p. 3]"}, "place-not-read"),
    ],
)
def test_what_no_mark_can_say_is_refused(given: dict[str, str], code: str) -> None:
    with pytest.raises(Unadded, check=lambda error: error.message.code == code):
        with_source(parse(TEXT), "fact", "founded", **given)


def test_a_claim_that_is_not_there_is_not_found() -> None:
    for name in (("fact", "nobody"), ("event", "founded"), ("source", sources_of(parse(TEXT))[0].key)):
        with pytest.raises(KeyError):
            with_source(parse(TEXT), *name, text="A (1999)")


@pytest.mark.parametrize("statement", ["soon", "2024; 2025", "June 2024]"])
def test_a_date_that_cannot_be_read_is_refused(statement: str) -> None:
    with pytest.raises(Unadded):
        with_tail(parse(TEXT), "fact", "founded", as_of=statement)
    with pytest.raises(Unadded):
        with_reply(parse(TEXT), "fact", "founded", words="No.", of=f"{statement} (a)")
