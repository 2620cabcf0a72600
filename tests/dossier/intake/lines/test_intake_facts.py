"""A line of a snapshot is a label and a value, whatever parts them; and the two facts that count do in any language."""

import pytest

from organizations.dossier.document import Fact
from organizations.dossier.facts import FOUNDED, HEADQUARTERS, fact, years_in
from organizations.dossier.intake import read_source
from organizations.dossier.intake.lines.facts import FactReading, read_fact, read_fact_row
from organizations.dossier.text.parser import parse

LINES = {
    "- **Founded**: 1949": FactReading("Founded", "1949", True),
    "**Seat:** Brussels": FactReading("Seat", "Brussels", True),
    "Founded – 4 April 1949": FactReading("Founded", "4 April 1949", True),
    "established - 4 August 1963": FactReading("established", "4 August 1963", True),
    "nonregional partners - (24) Argentina, Austria": FactReading(
        "nonregional partners", "(24) Argentina, Austria", False
    ),
    "Founded 1951": FactReading("Founded", "1951", True),
    "• Established in 1951": FactReading("Established in", "1951", True),
    "Headquarters Geneva": FactReading("Headquarters", "Geneva", True),
    "Fondée : le 7 avril 1948": FactReading("Fondée", "le 7 avril 1948", True),
    "Siège – Genève": FactReading("Siège", "Genève", True),
    "Штаб-квартира: Вена": FactReading("Штаб-квартира", "Вена", True),
    "المقر: القاهرة": FactReading("المقر", "القاهرة", True),
    "总部：日内瓦": FactReading("总部", "日内瓦", True),
    "成立于1948年": FactReading("成立于", "1948年", True),
    "Website: [site](https://example.org/a)[1]": FactReading("Website", "site", True, "https://example.org/a [1]"),
    "Website: https://example.org": FactReading("Website", "https://example.org", True),
    "Motto – Peace: now": FactReading("Motto", "Peace: now", True),
    "Members\t193": FactReading("Members", "193", True),
}


@pytest.mark.parametrize("line", LINES)
def test_a_label_and_its_value_are_told_apart(line: str) -> None:
    assert read_fact(line) == LINES[line]


@pytest.mark.parametrize(
    "line", ["", "Geneva", "A long sentence on what it does.", "Opens at 10:30 daily", "https://a.org"]
)
def test_a_line_without_a_label_is_no_fact(line: str) -> None:
    assert read_fact(line) is None


def test_a_row_of_two_columns_is_a_fact() -> None:
    assert read_fact_row(("**Founded**", "1949")) == FactReading("Founded", "1949", True)
    assert read_fact_row(("", "Seat:", "Oslo", "Bergen")) == FactReading("Seat", "Oslo; Bergen", True)
    assert read_fact_row(("Oslo", "")) is None


@pytest.mark.parametrize(
    ("founded", "seat"),
    [
        ("Fondée", "Siège"),
        ("Gegründet", "Hauptsitz"),
        ("Fundada", "Sede"),
        ("Fondata", "SEDE"),
        ("Основана", "Штаб-квартира"),
        ("التأسيس", "المقر"),
        ("成立", "总部"),
        ("Founded", "Headquarters"),
    ],
)
def test_the_facts_that_count_are_found_in_any_language(founded: str, seat: str) -> None:
    dossier = parse(f"Body\n\n\nSnapshot\n\n  • {founded}: 1951\n  • {seat}: Oslo")
    assert (fact(dossier, FOUNDED), fact(dossier, HEADQUARTERS)) == ("1951", "Oslo")


def test_years_are_found_in_the_digits_of_any_script() -> None:
    assert years_in("في ١٩٤٥ ثم 1950s") == [1945]
    assert years_in("1948年, A1949, 0950, 12345") == [1948]


def test_a_fact_that_only_a_dash_tells_is_a_guess_and_said():
    reading = read_source("# Body\n\n## Key Facts\n\n- Founded – 1950\n- Mascot – A gull\n- Anthem: none\n")
    assert [(each.line, each.message.code) for each in reading.notices] == [(6, "guessed-fact")]


@pytest.mark.parametrize(
    "lines",
    [
        "Founded 1951\nMembers 27 states\nSeat Oslo",
        "Founded 1951\n\nMembers 27 states\n\nSeat Oslo",
        "Founded – 1951\n\nMembers – 27 states\n\nSeat – Oslo",
        "- Founded 1951\n- Members 27 states\n- Seat Oslo",
        "Founded – 1951\nMembers: 27 states\nSeat Oslo",
    ],
)
def test_a_fact_needs_neither_a_mark_nor_a_neighbour(lines: str) -> None:
    [section] = read_source(f"# Lake Council\n\n## Snapshot\n\n{lines}\n").dossier.sections
    facts = [(fact.label, fact.value) for fact in section.items if isinstance(fact, Fact)]
    assert facts == [("Founded", "1951"), ("Members", "27 states"), ("Seat", "Oslo")]
    assert section.kind.value == "snapshot" and not section.text


def test_wrapped_sentences_that_begin_like_facts_stay_sentences() -> None:
    text = "Founded in 1951 by twelve states, the council grew until it had\nmembers in all of them.\n"
    assert read_source(f"# Lake Council\n\n## Background\n\n{text}").dossier.sections[0].text.strip() == text.strip()
